/** A lookup table saves transactions where a vault has many NFTs. */
import { expect, test } from 'vitest';

import { closeTable, deactivateTable, packTransactions, planTransactions, reclaim } from '../../../src/index.ts';
import { openScene } from '../../stage/scene.ts';
import { tokens, transfer } from '../../stage/tokens.ts';

export function tableStories(): void {
  test('sixteen programmable NFTs leave in fewer transactions with a table', async () => {
    const scene = await openScene({ nfts: Array.from({ length: 16 }, () => 'programmable' as const) });
    const { stage, vault, owner, ana, ben, cleo, fractionMint, nfts } = scene;
    for (const holder of [owner, ben, cleo]) {
      const held = await tokens(stage, holder.address, fractionMint);
      await transfer(stage, holder, ana.address, fractionMint, held);
    }
    const { instructions } = await reclaim(stage.reader, { vault, holder: ana, nftMints: nfts });
    const packing = { payer: ana, pricePerUnit: 0n };
    const plain = packTransactions(instructions, packing);
    const recentSlot = stage.svm.getSlotHashes()[0]?.slot ?? 0n;
    const plan = await planTransactions(instructions, packing, recentSlot);
    expect(plan.table).not.toBeNull();
    expect(plan.preparation.length + plan.transactions.length).toBeLessThan(plain.length);

    await stage.land(plan.preparation, [ana]);
    stage.wait(1n);
    await stage.land(plan.transactions, [ana]);
    for (const mint of nfts) expect(await tokens(stage, ana.address, mint)).toBe(1n);

    const table = plan.table ?? { address: vault, authority: ana };
    await stage.send({ instructions: [deactivateTable(table)] }, [ana]);
    const before = stage.lamports(ana.address);
    stage.wait(1n);
    await stage.send({ instructions: [closeTable(table, ana.address)] }, [ana]);
    expect(stage.lamports(ana.address)).toBeGreaterThan(before);
  });
}
