/** Prices in SOL: wallets have SOL before and after, and wrapped SOL in between only. */
import { expect, test } from 'vitest';

import { WRAPPED_SOL_MINT, bid, exit, readVault, settle } from '../../../src/index.ts';
import { type Scene, openScene } from '../../stage/scene.ts';
import { tokens } from '../../stage/tokens.ts';

const SOL = 1_000_000_000n;
const FEE = 5_000n;

const inSol = () => openScene({ quoteMint: WRAPPED_SOL_MINT, terms: { openingPrice: 10n * SOL } });

/** What a wallet had and has left of SOL. */
async function spent(
  { stage }: Scene,
  wallet: 'dan' | 'ana',
  scene: Scene,
  act: () => Promise<unknown>,
): Promise<bigint> {
  const before = stage.lamports(scene[wallet].address);
  await act();
  return before - stage.lamports(scene[wallet].address);
}

export function solStories(): void {
  test('a bid wraps what it takes and leaves no wrapped SOL behind', async () => {
    const scene = await inSol();
    const { stage, vault, dan } = scene;
    const action = await bid(stage.reader, { vault, bidder: dan, price: 10n * SOL });
    expect(action.quote.wrapped).toBe(10n * SOL);
    // The rent of the wallet's account for wrapped SOL comes back within the transaction.
    const own = action.quote.accounts.filter(({ kind }) => kind === 'TokenAccount');
    const rent = action.quote.rent - own.reduce((sum, { lamports }) => sum + lamports, 0n);
    expect(await spent(scene, 'dan', scene, () => stage.send(action, [dan]))).toBe(10n * SOL + rent + FEE);
    expect(await tokens(stage, dan.address, WRAPPED_SOL_MINT)).toBe(0n);
  });

  test('a payout arrives as SOL', async () => {
    const scene = await inSol();
    const { stage, vault, dan, ana } = scene;
    await stage.send(await bid(stage.reader, { vault, bidder: dan, price: 10n * SOL }), [dan]);
    const view = await readVault(stage.reader, vault);
    stage.wait((view.auction?.endsAt ?? 0n) - stage.now());
    await stage.send(await settle(stage.reader, { vault }), [dan]);
    const action = await exit(stage.reader, { vault, wallet: ana, sol: 'UnwrapAll' });
    expect(action.quote.unwrapped).toBe(true);
    const gained = -(await spent(scene, 'ana', scene, () => stage.send(action, [ana])));
    expect(gained).toBe(action.quote.cash - FEE);
    // Forty percent of the price less 5 % of royalties and 2 % of fee.
    expect(action.quote.cash).toBe((10n * SOL * 93n * 40n) / 10_000n);
  });

  test('wrapped SOL as it is stays wrapped', async () => {
    const { stage, vault, dan } = await inSol();
    const order = { vault, bidder: dan, price: 10n * SOL, sol: 'AsIs' } as const;
    await expect(bid(stage.reader, order)).rejects.toMatchObject({
      code: 'NotEnoughCash',
      detail: { needed: 10n * SOL, available: 0n },
    });
  });
}
