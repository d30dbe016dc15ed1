import { expect, test } from 'vitest';

import { SendError, signersOf } from '../../src/index.ts';
import { stageClient } from '../stage/client.ts';
import { PRICE, openScene } from '../stage/scene.ts';

test('a client reads, quotes and sends', async () => {
  const { stage, vault, dan } = await openScene();
  const client = stageClient(stage, dan);
  expect((await client.mosaic.vault(vault)).status).toBe('Active');
  const action = await client.mosaic.actions.bid({ vault, bidder: dan.address, price: PRICE });
  expect(action.quote.startsAuction).toBe(true);
  expect(signersOf(action)).toEqual([dan.address]);
  expect(await client.mosaic.send(action)).toHaveLength(1);
  expect((await client.mosaic.vault(vault)).status).toBe('Auction');
});

test('who signs besides the payer is named', async () => {
  const { stage, vault, dan, ben } = await openScene();
  const client = stageClient(stage, ben);
  const action = await client.mosaic.actions.bid({ vault, bidder: dan.address, price: PRICE });
  await client.mosaic.send(action, { signers: [dan], pricePerUnit: 5n });
  expect((await client.mosaic.vault(vault)).auction?.leader).toBe(dan.address);
});

test('a refusal is thrown with its explanation', async () => {
  const { stage, vault, dan, ben } = await openScene();
  const [mine, theirs] = [stageClient(stage, ben), stageClient(stage, dan)];
  const stale = await mine.mosaic.actions.bid({ vault, bidder: ben, price: PRICE });
  await theirs.mosaic.send(await theirs.mosaic.actions.bid({ vault, bidder: dan, price: PRICE }));
  const thrown = await mine.mosaic.send(stale).catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(SendError);
  expect(thrown).toMatchObject({
    message: 'The bid must exceed the leading price by at least the step',
    explanation: { name: 'BidBelowStep' },
  });
});

test('a vault is watched by the subscriptions of the client', async () => {
  const { stage, vault, dan } = await openScene();
  const controller = new AbortController();
  const updates = stageClient(stage, dan).mosaic.watch(vault, { abortSignal: controller.signal });
  expect((await updates.next()).value).toMatchObject({ kind: 'View', view: { address: vault } });
  controller.abort();
  expect((await updates.next()).done).toBe(true);
});
