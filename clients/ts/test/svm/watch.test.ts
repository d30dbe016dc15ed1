import { type Address, SolanaError, getBase64Decoder } from '@solana/kit';
import { expect, test } from 'vitest';

import { MOSAIC_EVENTS } from '../../src/generated/events.ts';
import { MOSAIC_PROGRAM_ADDRESS, getCuratorFeeClaimedEncoder } from '../../src/generated/index.ts';
import { type VaultUpdate, type WatchOptions, bid, reclaim, watchVault } from '../../src/index.ts';
import { PRICE, type Scene, openScene } from '../stage/scene.ts';
import { type FakeSubscriptions, fakeSubscriptions } from '../stage/subscriptions.ts';
import { tokens, transfer } from '../stage/tokens.ts';

/** A scene that is watched. */
type Watched = Scene & FakeSubscriptions & { next: () => Promise<VaultUpdate | null>; abort: () => void };

async function watched(options: WatchOptions = {}): Promise<Watched> {
  const scene = await openScene();
  const fake = fakeSubscriptions(scene.stage);
  const controller = new AbortController();
  const network = { reader: scene.stage.reader, rpcSubscriptions: fake.rpcSubscriptions };
  const updates = watchVault(network, scene.vault, { abortSignal: controller.signal, retryMs: 1, ...options });
  const next = async () => {
    const { value, done } = await updates.next();
    return done === true ? null : (value ?? null);
  };
  return { ...scene, ...fake, next, abort: () => controller.abort() };
}

/** Somebody bids, whether or not the watcher is told. */
async function raise({ stage, vault, dan }: Scene, price: bigint): Promise<readonly string[]> {
  const { logs } = await stage.send(await bid(stage.reader, { vault, bidder: dan, price }), [dan]);
  return logs;
}

test('the view comes first, then each event and the view after it', async () => {
  const scene = await watched();
  expect(await scene.next()).toMatchObject({ kind: 'View', view: { status: 'Active' } });
  scene.tellLogs(await raise(scene, PRICE));
  expect(await scene.next()).toMatchObject({ kind: 'Event', event: { name: 'BidPlaced', price: PRICE } });
  expect(await scene.next()).toMatchObject({ kind: 'View', view: { status: 'Auction' } });
  scene.abort();
  expect(await scene.next()).toBeNull();
});

test('a change of the account alone brings the view, and its event still counts when it comes', async () => {
  const scene = await watched();
  await scene.next();
  const logs = await raise(scene, PRICE);
  scene.tellAccount(scene.vault);
  expect(await scene.next()).toMatchObject({ kind: 'View', view: { status: 'Auction' } });
  // The view shows this already: no other follows the event.
  scene.tellLogs(logs);
  expect(await scene.next()).toMatchObject({ kind: 'Event' });
  scene.tellLogs(logs);
  scene.tellLogs(await raise(scene, 2n * PRICE));
  expect(await scene.next()).toMatchObject({ kind: 'Event', event: { price: 2n * PRICE } });
  expect(await scene.next()).toMatchObject({ kind: 'View' });
});

test('missed events are told as a gap', async () => {
  const scene = await watched();
  await scene.next();
  await raise(scene, PRICE);
  await raise(scene, 2n * PRICE);
  scene.tellLogs(await raise(scene, 3n * PRICE));
  expect(await scene.next()).toEqual({ kind: 'Gap', missing: 2n });
  expect(await scene.next()).toMatchObject({ kind: 'Event', event: { price: 3n * PRICE } });
  expect(await scene.next()).toMatchObject({ kind: 'View', view: { auction: { price: 3n * PRICE } } });
});

test('a lost connection is made again, and what happened meanwhile is a gap', async () => {
  const scene = await watched();
  await scene.next();
  const lost = new Error('the socket closed');
  scene.cut(lost);
  expect(await scene.next()).toEqual({ kind: 'Lost', error: lost });
  expect(scene.open()).toBe(0);
  await raise(scene, PRICE);
  expect(await scene.next()).toEqual({ kind: 'Gap', missing: 1n });
  expect(await scene.next()).toMatchObject({ kind: 'View', view: { status: 'Auction' } });
  scene.tellLogs(await raise(scene, 2n * PRICE));
  expect(await scene.next()).toMatchObject({ kind: 'Event', event: { price: 2n * PRICE } });
});

test('a cut log is told, and the accounts are read again', async () => {
  const scene = await watched();
  await scene.next();
  await raise(scene, PRICE);
  scene.tellLogs(['Log truncated']);
  expect(await scene.next()).toMatchObject({ kind: 'Unreadable', error: { code: 'Truncated' } });
  expect(await scene.next()).toMatchObject({ kind: 'View', view: { status: 'Auction' } });
});

test('events of other vaults in the same log are not told', async () => {
  const scene = await watched();
  await scene.next();
  const header = { vault: scene.dan.address, sequence: 0n, slot: 0n };
  const content = getCuratorFeeClaimedEncoder().encode({ header, curator: scene.dan.address, amount: 1n });
  const data = new Uint8Array([...MOSAIC_EVENTS.CuratorFeeClaimed.discriminator, ...content]);
  const foreign = [
    `Program ${MOSAIC_PROGRAM_ADDRESS} invoke [1]`,
    `Program data: ${getBase64Decoder().decode(data)}`,
    `Program ${MOSAIC_PROGRAM_ADDRESS} success`,
  ];
  scene.tellLogs([...foreign, ...(await raise(scene, PRICE))]);
  expect(await scene.next()).toMatchObject({ kind: 'Event', event: { name: 'BidPlaced' } });
});

test('the watch ends when the vault is closed', async () => {
  const scene = await watched();
  await scene.next();
  const { stage, vault, owner, ana, ben, cleo, fractionMint, nfts } = scene;
  for (const holder of [owner, ben, cleo]) {
    await transfer(stage, holder, ana.address, fractionMint, await tokens(stage, holder.address, fractionMint));
  }
  const { logs } = await stage.send(await reclaim(stage.reader, { vault, holder: ana, nftMints: nfts }), [ana]);
  scene.tellLogs(logs);
  const kinds: string[] = [];
  for (let update = await scene.next(); update !== null; update = await scene.next()) kinds.push(update.kind);
  expect(kinds).toEqual(['Event', 'Event', 'Event', 'Closed']);
});

test('no vault is an error at once', async () => {
  const scene = await openScene();
  const { rpcSubscriptions } = fakeSubscriptions(scene.stage);
  const nobody = watchVault({ reader: scene.stage.reader, rpcSubscriptions }, scene.dan.address);
  await expect(nobody.next()).rejects.toMatchObject({ code: 'NoVault' });
  const nowhere = watchVault({ reader: scene.stage.reader, rpcSubscriptions }, 'nobody' as Address);
  await expect(nowhere.next()).rejects.toThrow(SolanaError);
});
