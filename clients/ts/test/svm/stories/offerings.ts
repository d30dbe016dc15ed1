/** The creator sells a part of the supply to many at once. */
import { expect, test } from 'vitest';

import {
  bid,
  buyFractions,
  claimPurchase,
  closeOffering,
  exit,
  openOffering,
  readOfferings,
  readVault,
} from '../../../src/index.ts';
import { CASH, PRICE, SUPPLY, openScene } from '../../stage/scene.ts';
import { tokens } from '../../stage/tokens.ts';

const DAY = 86_400n;
const TENTH = SUPPLY / 10n;

export function offeringStories(): void {
  test('an offering succeeds: what was bought is delivered, and nobody buys the vault for less meanwhile', async () => {
    const { stage, vault, owner, ana, dan, fractionMint, quoteMint } = await openScene();
    const [held, had] = [
      await tokens(stage, owner.address, fractionMint),
      await tokens(stage, owner.address, quoteMint).catch(() => 0n),
    ];
    const minimum = PRICE / 20n;
    const order = { vault, creator: owner, amount: TENTH, startPrice: 2n * PRICE, endPrice: PRICE, minimum } as const;
    const opening = await openOffering(stage.reader, { ...order, endsAt: stage.now() + DAY });
    expect(opening.quote).toMatchObject({ number: 0n, most: PRICE / 5n, least: PRICE / 10n, minimum });
    expect((await stage.send(opening, [owner])).events.map(({ name }) => name)).toEqual(['OfferingOpened']);

    const first = await buyFractions(stage.reader, { vault, buyer: dan, amount: TENTH / 10n });
    expect(first.quote).toMatchObject({ certain: false, delivered: 0n });
    await stage.send(first, [dan]);
    await expect(claimPurchase(stage.reader, { vault, buyer: dan })).rejects.toMatchObject({ code: 'Rule' });
    stage.wait(DAY / 2n);
    const second = await buyFractions(stage.reader, { vault, buyer: ana, amount: TENTH / 2n });
    expect(second.quote).toMatchObject({ certain: true, delivered: TENTH / 2n, floor: first.quote.price });
    expect((await stage.send(second, [ana])).events.map(({ name }) => name)).toEqual([
      'FractionsBought',
      'PurchaseClaimed',
    ]);
    const { reserve } = await readVault(stage.reader, vault);
    expect(reserve.price).toBe(first.quote.price);
    await expect(bid(stage.reader, { vault, bidder: ana, price: reserve.price - 1n })).rejects.toMatchObject({
      detail: { rule: 'BidBelowReserve' },
    });

    stage.wait(DAY / 2n);
    const [view, [offering]] = await readOfferings(stage.reader, vault);
    expect([view.reserve.price, offering?.state, offering?.left]).toEqual([
      PRICE,
      { __kind: 'Succeeded' },
      TENTH - TENTH / 10n - TENTH / 2n,
    ]);
    const closing = await closeOffering(stage.reader, { vault, payer: ana });
    await stage.send(closing, [ana]);
    expect(await tokens(stage, owner.address, quoteMint)).toBe(had + first.quote.cost + second.quote.cost);
    expect(await tokens(stage, owner.address, fractionMint)).toBe(held - TENTH / 10n - TENTH / 2n);
    await expect(closeOffering(stage.reader, { vault, payer: ana })).rejects.toMatchObject({
      detail: { code: 'PurchasesStillOpen', open: 2n },
    });
    // Anybody can for a buyer; a buyer that leaves takes it along.
    await stage.send(await claimPurchase(stage.reader, { vault, buyer: dan.address, payer: ana }), [ana]);
    expect(await tokens(stage, dan.address, fractionMint)).toBe(TENTH / 10n);
    await stage.send(await exit(stage.reader, { vault, wallet: ana }), [ana]);
    const ended = await closeOffering(stage.reader, { vault, payer: ana });
    expect(ended.quote).toMatchObject({ closes: true, cash: 0n, returned: opening.quote.returned });
    await stage.send(ended, [ana]);
    expect((await readVault(stage.reader, vault)).vault).toMatchObject({ offeringsOpen: 0, offered: 1 });
    await expect(openOffering(stage.reader, { ...order, endsAt: stage.now() + DAY })).rejects.toMatchObject({
      detail: { rule: 'AlreadyOffered' },
    });
  });

  test('an offering fails: its buyers get their cash back, and the creator all fractions', async () => {
    const { stage, vault, owner, ana, dan, fractionMint, quoteMint } = await openScene();
    const held = await tokens(stage, owner.address, fractionMint);
    const order = { vault, creator: owner, amount: TENTH, startPrice: PRICE, minimum: PRICE / 10n } as const;
    await stage.send(await openOffering(stage.reader, { ...order, endsAt: stage.now() + DAY }), [owner]);
    const buying = await buyFractions(stage.reader, { vault, buyer: dan, amount: TENTH - 10n });
    // One raw unit less than the minimum.
    expect(buying.quote).toMatchObject({ certain: false, cost: PRICE / 10n - 1n });
    await stage.send(buying, [dan]);
    expect(await tokens(stage, dan.address, quoteMint)).toBe(CASH - buying.quote.cost);
    stage.wait(DAY);
    await stage.send(await exit(stage.reader, { vault, wallet: owner }), [owner]);
    expect(await tokens(stage, owner.address, fractionMint)).toBe(held);
    const claim = await claimPurchase(stage.reader, { vault, buyer: dan });
    expect(claim.quote).toMatchObject({ fractions: 0n, closes: true });
    const lamports = stage.lamports(dan.address);
    await stage.send(claim, [dan]);
    expect(await tokens(stage, dan.address, quoteMint)).toBe(CASH);
    expect(stage.lamports(dan.address)).toBe(lamports + claim.quote.returned - 5_000n);
    await stage.send(await closeOffering(stage.reader, { vault, payer: ana }), [ana]);
    // Another may follow, and be called off.
    await stage.send(await openOffering(stage.reader, { ...order, endsAt: stage.now() + DAY }), [owner]);
    const off = await closeOffering(stage.reader, { vault, payer: owner });
    expect(off.quote).toMatchObject({ number: 1n, calledOff: true, closes: true, fractions: TENTH });
    await stage.send(off, [owner]);
    expect(await tokens(stage, owner.address, fractionMint)).toBe(held);
  });
}
