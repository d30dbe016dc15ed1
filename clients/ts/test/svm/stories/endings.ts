/** Vaults that end without a sale: given up, reclaimed, and closed with stakes and income. */
import { expect, test } from 'vitest';

import {
  cancel,
  close,
  depositIncome,
  exit,
  freeVaultId,
  openVault,
  readVault,
  reclaim,
  rules,
  stakeAndAsk,
  unstake,
} from '../../../src/index.ts';
import { makeNft } from '../../stage/nft.ts';
import { PRICE, SUPPLY, UNIT, openScene } from '../../stage/scene.ts';
import { openStage } from '../../stage/stage.ts';
import { makeMint, tokens, transfer } from '../../stage/tokens.ts';

const DAY = 86_400n;

export function endingStories(): void {
  test('a draft is given up, and its NFTs come back', async () => {
    const stage = openStage();
    const owner = await stage.wallet('owner');
    const nfts = [await makeNft(stage, owner.address), await makeNft(stage, owner.address, { programmable: true })];
    const opening = await openVault(stage.reader, {
      creator: owner,
      id: await freeVaultId(stage.reader, owner.address),
      quoteMint: await makeMint(stage),
      supply: SUPPLY,
      decimals: 6,
      terms: rules.terms.withOpeningPrice(PRICE),
      nfts: nfts.map(mint => ({ mint })),
    });
    // All but the last instruction, which activates.
    await stage.send({ instructions: opening.instructions.slice(0, -1) }, [owner]);
    const { vault } = opening.quote;
    expect((await readVault(stage.reader, vault)).status).toBe('Draft');
    const lamports = stage.lamports(owner.address);
    const giving = await cancel(stage.reader, { vault, nftMints: nfts });
    const { events, units } = await stage.send(giving, [owner]);
    expect(events.map(({ name }) => name).filter(name => name !== 'VaultClosed')).toEqual([
      'VaultCancelled',
      'AssetClaimed',
      'AssetClaimed',
    ]);
    for (const mint of nfts) expect(await tokens(stage, owner.address, mint)).toBe(1n);
    const fees = 5_000n * BigInt(units.length);
    const rent = giving.quote.accounts.reduce((sum, account) => sum + account.lamports, 0n);
    expect(stage.lamports(owner.address) - lamports).toBe(giving.quote.returned - rent - fees);
  });

  test('who gathers every fraction of a basket takes all of it back', async () => {
    const scene = await openScene({ nfts: ['plain', 'programmable', 'plain'] });
    const { stage, vault, owner, ana, ben, cleo, fractionMint, nfts } = scene;
    await expect(reclaim(stage.reader, { vault, holder: ana, nftMints: nfts })).rejects.toMatchObject({
      code: 'NotTheWholeSupply',
      detail: { supply: SUPPLY, held: (SUPPLY * 40n) / 100n },
    });
    for (const holder of [owner, ben, cleo]) {
      const held = await tokens(stage, holder.address, fractionMint);
      await transfer(stage, holder, ana.address, fractionMint, held);
    }
    const action = await reclaim(stage.reader, { vault, holder: ana, nftMints: nfts });
    expect(action.quote.burned).toBe(SUPPLY);
    await stage.send(action, [ana]);
    for (const mint of nfts) expect(await tokens(stage, ana.address, mint)).toBe(1n);
    expect(await tokens(stage, ana.address, fractionMint)).toBe(0n);
  });

  test('pool, book and income are closed with the vault, and every rent comes back', async () => {
    const scene = await openScene();
    const { stage, vault, owner, ana, ben, cleo, dan, fractionMint, quoteMint, nfts } = scene;
    const order = {
      stake: { vault, holder: ana, amount: 30n * UNIT },
      ask: { __kind: 'Level', fields: [100] },
    } as const;
    await stage.send(await stakeAndAsk(stage.reader, order), [ana]);
    const income = { vault, depositor: dan, mint: quoteMint, amount: 3n * UNIT };
    await stage.send(await depositIncome(stage.reader, income), [dan]);
    stage.wait(30n * DAY);
    await stage.send(await unstake(stage.reader, { vault, holder: ana }), [ana]);
    for (const holder of [owner, ben, cleo]) {
      const held = await tokens(stage, holder.address, fractionMint);
      await transfer(stage, holder, ana.address, fractionMint, held);
    }
    await stage.send(await reclaim(stage.reader, { vault, holder: ana, nftMints: nfts }), [ana]);
    const left = await exit(stage.reader, { vault, wallet: ana, nftMints: nfts }).catch(() => null);
    if (left) await stage.send(left, [ana]);
    const there = await readVault(stage.reader, vault).catch(() => null);
    if (there) await stage.send(await close(stage.reader, { vault, payer: ben }), [ben]);
    await expect(readVault(stage.reader, vault)).rejects.toMatchObject({ code: 'NoVault' });
  });
}
