/** The examples of README.md, run. */
import { getBase64Decoder } from '@solana/kit';
import { expect, test } from 'vitest';

import { buy } from '../../examples/bid.ts';
import { leave } from '../../examples/leave.ts';
import { open } from '../../examples/open.ts';
import { unsigned } from '../../examples/small.ts';
import { stakeAndLook } from '../../examples/stake.ts';
import { takeBack } from '../../examples/tables.ts';
import { follow } from '../../examples/watch.ts';
import { readVault } from '../../src/index.ts';
import { stageClient } from '../stage/client.ts';
import { makeNft } from '../stage/nft.ts';
import { CASH, PRICE, SUPPLY, openScene } from '../stage/scene.ts';
import { fakeSubscriptions } from '../stage/subscriptions.ts';
import { tokens, transfer } from '../stage/tokens.ts';

test('open', async () => {
  const { stage, owner, quoteMint } = await openScene();
  const nft = await makeNft(stage, owner.address);
  const vault = await open(stageClient(stage, owner), owner.address, nft, quoteMint, PRICE);
  expect(await readVault(stage.reader, vault)).toMatchObject({ status: 'Active', supply: SUPPLY });
});

test('bid', async () => {
  const { stage, vault, ana, dan } = await openScene();
  // Dan has no fractions, which the client says.
  expect(await buy(stageClient(stage, dan), vault, dan.address, PRICE)).toBe(false);
  expect(await buy(stageClient(stage, ana), vault, ana.address, PRICE)).toBe(true);
  expect((await readVault(stage.reader, vault)).auction?.leader).toBe(ana.address);
});

test('stake', async () => {
  const { stage, vault, ana } = await openScene();
  await stakeAndLook(stageClient(stage, ana), vault, ana.address, SUPPLY / 4n, 2n * PRICE);
  expect((await readVault(stage.reader, vault)).pool?.staked).toBe(SUPPLY / 4n);
});

test('leave', async () => {
  const { stage, vault, ana, ben, quoteMint, nfts } = await openScene();
  const mine = stageClient(stage, ana);
  await buy(mine, vault, ana.address, PRICE);
  await stage.send(await mine.mosaic.actions.bid({ vault, bidder: ben, price: 2n * PRICE }), [ben]);
  await leave(mine, vault, ana.address, nfts);
  expect(await tokens(stage, ana.address, quoteMint)).toBe(CASH);
});

test('watch', async () => {
  const { stage, vault, dan } = await openScene();
  const controller = new AbortController();
  const fake = fakeSubscriptions(stage);
  const client = stageClient(stage, dan, fake);
  const following = follow(client, vault, controller.signal);
  while (fake.open() < 2) await new Promise(resolve => setTimeout(resolve, 1));
  const action = await client.mosaic.actions.bid({ vault, bidder: dan, price: PRICE });
  fake.tellLogs((await stage.send(action, [dan])).logs);
  setTimeout(() => controller.abort(), 100);
  expect(await following).toEqual(['BidPlaced']);
});

test('tables', async () => {
  const scene = await openScene({ nfts: Array.from({ length: 16 }, () => 'programmable' as const) });
  const { stage, vault, owner, ana, ben, cleo, fractionMint, nfts } = scene;
  for (const holder of [owner, ben, cleo]) {
    await transfer(stage, holder, ana.address, fractionMint, await tokens(stage, holder.address, fractionMint));
  }
  const recentSlot = stage.svm.getSlotHashes()[0]?.slot ?? 0n;
  let landings = 0;
  await takeBack(stage.reader, vault, ana, nfts, recentSlot, async packed => {
    landings += 1;
    await stage.land(packed, [ana]);
    stage.wait(1n);
  });
  expect(landings).toBe(2);
  for (const mint of nfts) expect(await tokens(stage, ana.address, mint)).toBe(1n);
});

test('small', async () => {
  const { stage, vault, dan } = await openScene();
  const [transaction] = await unsigned(stageClient(stage, dan).rpc, vault, dan.address, PRICE);
  expect(Object.entries(transaction?.signatures ?? {})).toEqual([[dan.address, null]]);
  expect(getBase64Decoder().decode(transaction?.messageBytes ?? new Uint8Array()).length).toBeGreaterThan(100);
});
