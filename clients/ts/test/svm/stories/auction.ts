/** A vault is sold to who pays most, and everybody is paid. */
import { expect, test } from 'vitest';

import { bid, close, exit, lowerCuratorFee, readVault, settle } from '../../../src/index.ts';
import { MOSAIC_PROGRAM_ADDRESS } from '../../../src/generated/index.ts';
import { CASH, PRICE, type Scene, SUPPLY, UNIT, openScene } from '../../stage/scene.ts';
import { Refused } from '../../stage/stage.ts';
import { tokens } from '../../stage/tokens.ts';

const DAY = 86_400n;

/** An auction of the scene's vault that cleo won, with 25 % of the fractions as part of her price. */
async function sold(): Promise<Scene & { price: bigint }> {
  const scene = await openScene();
  const { stage, vault, dan, cleo } = scene;
  await stage.send(await bid(stage.reader, { vault, bidder: dan, price: PRICE }), [dan]);
  const price = 1_100n * UNIT;
  const fractions = (SUPPLY * 25n) / 100n;
  await stage.send(await bid(stage.reader, { vault, bidder: cleo, price, fractions }), [cleo]);
  const view = await readVault(stage.reader, vault);
  stage.wait((view.auction?.endsAt ?? 0n) - stage.now());
  await stage.send(await settle(stage.reader, { vault }), [dan]);
  return { ...scene, price };
}

export function auctionStories(): void {
  test('a bid moves the cash of the quote and starts the auction', async () => {
    const { stage, vault, dan, quoteMint } = await openScene();
    const lamports = stage.lamports(dan.address);
    const action = await bid(stage.reader, { vault, bidder: dan, price: PRICE });
    expect(action.quote).toMatchObject({ cash: { __kind: 'In', fields: [PRICE] }, startsAuction: true, price: PRICE });
    const { events, units } = await stage.send(action, [dan]);
    expect(events.map(({ name }) => name)).toEqual(['BidPlaced']);
    expect(await tokens(stage, dan.address, quoteMint)).toBe(CASH - PRICE);
    // One signature of 5,000 lamports.
    expect(lamports - stage.lamports(dan.address)).toBe(action.quote.rent + 5_000n);
    expect(Number(units[0])).toBeLessThan(action.computeUnits);
    const view = await readVault(stage.reader, vault);
    expect(view.status).toBe('Auction');
    expect(view.auction?.endsAt).toBe(action.quote.endsAt);
  });

  test('who holds fractions pays only the cash of the others, and the outbid takes everything back', async () => {
    const { stage, vault, dan, cleo, quoteMint, fractionMint } = await openScene();
    await stage.send(await bid(stage.reader, { vault, bidder: dan, price: PRICE }), [dan]);
    const fractions = (SUPPLY * 25n) / 100n;
    const price = 1_100n * UNIT;
    const raised = await bid(stage.reader, { vault, bidder: cleo, price, fractions });
    expect(raised.quote.escrowed).toEqual({ cash: (price * 75n) / 100n, fractions });
    await stage.send(raised, [cleo]);
    expect(await tokens(stage, cleo.address, quoteMint)).toBe(CASH - (price * 75n) / 100n);
    expect(await tokens(stage, cleo.address, fractionMint)).toBe(0n);

    const lamports = stage.lamports(dan.address);
    const back = await exit(stage.reader, { vault, wallet: dan });
    expect(back.quote.claims).toEqual([{ __kind: 'Bid', cash: PRICE, fractions: 0n }]);
    const { events } = await stage.send(back, [dan]);
    expect(events.map(({ name }) => name)).toEqual(['BidWithdrawn']);
    expect(await tokens(stage, dan.address, quoteMint)).toBe(CASH);
    expect(stage.lamports(dan.address)).toBe(lamports + back.quote.returned - 5_000n);
  });

  test('raising an own bid moves the difference', async () => {
    const { stage, vault, dan, quoteMint } = await openScene();
    await stage.send(await bid(stage.reader, { vault, bidder: dan, price: PRICE }), [dan]);
    const raise = await bid(stage.reader, { vault, bidder: dan, price: 2n * PRICE });
    expect(raise.quote.cash).toEqual({ __kind: 'In', fields: [PRICE] });
    await stage.send(raise, [dan]);
    expect(await tokens(stage, dan.address, quoteMint)).toBe(CASH - 2n * PRICE);
  });

  test('a settlement divides the cash as quoted', async () => {
    const { stage, vault, dan, fractionMint } = await openScene();
    await stage.send(await bid(stage.reader, { vault, bidder: dan, price: PRICE }), [dan]);
    await expect(settle(stage.reader, { vault })).rejects.toMatchObject({
      code: 'Rule',
      detail: { rule: 'AuctionNotEnded' },
    });
    stage.wait(30n * DAY);
    const action = await settle(stage.reader, { vault });
    const { split } = action.quote;
    expect(split).toMatchObject({ royalties: (PRICE * 5n) / 100n, curatorFee: (PRICE * 2n) / 100n });
    const { events } = await stage.send(action, [dan]);
    expect(events).toMatchObject([{ name: 'VaultSold', winner: dan.address, price: PRICE }]);
    const view = await readVault(stage.reader, vault);
    expect(view.status).toBe('Sold');
    expect(view.auction?.proceeds).toBe(split.proceeds);
    expect(view.supply).toBe(action.quote.supply);
    expect(view.vault.fractionMint).toBe(fractionMint);
  });

  test('a curator lowers its fee while others bid, and a settlement divides the cash by it', async () => {
    const { stage, vault, owner, dan } = await openScene();
    await stage.send(await bid(stage.reader, { vault, bidder: dan, price: PRICE }), [dan]);
    const stranger = lowerCuratorFee(stage.reader, { vault, curator: dan, feeBps: 0 });
    await expect(stranger).rejects.toMatchObject({ code: 'NotTheCurator' });
    const same = lowerCuratorFee(stage.reader, { vault, curator: owner, feeBps: 200 });
    await expect(same).rejects.toMatchObject({ code: 'Rule', detail: { rule: 'CuratorFeeNotLower' } });
    const lower = await lowerCuratorFee(stage.reader, { vault, curator: owner, feeBps: 50 });
    expect(lower.quote).toEqual({ beforeBps: 200, feeBps: 50, capBps: 200 });
    const { events } = await stage.send(lower, [owner]);
    expect(events).toMatchObject([{ name: 'CuratorFeeLowered', curator: owner.address, previousBps: 200, feeBps: 50 }]);
    stage.wait(30n * DAY);
    const { quote } = await settle(stage.reader, { vault });
    expect(quote.split).toMatchObject({ royalties: (PRICE * 5n) / 100n, curatorFee: PRICE / 200n });
  });

  test('everybody is paid what exit quotes, to the last unit, and the vault closes', async () => {
    const scene = await sold();
    const { stage, vault, quoteMint, fractionMint, nfts, price, owner, ana, ben, cleo, dan, artist, studio } = scene;
    let paid = 0n;
    for (const wallet of [owner, ana, ben, cleo, dan, artist, studio]) {
      const [cash, lamports] = [await tokens(stage, wallet.address, quoteMint), stage.lamports(wallet.address)];
      const action = await exit(stage.reader, { vault, wallet, nftMints: nfts });
      const { events, units } = await stage.send(action, [wallet]);
      expect(events.length).toBe(action.quote.claims.length);
      expect((await tokens(stage, wallet.address, quoteMint)) - cash).toBe(action.quote.cash);
      expect(await tokens(stage, wallet.address, fractionMint)).toBe(0n);
      const rent = action.quote.accounts.reduce((sum, account) => sum + account.lamports, 0n);
      // Several transactions of one signature each.
      const fees = 5_000n * BigInt(units.length);
      if (wallet !== owner) {
        expect(stage.lamports(wallet.address) - lamports).toBe(action.quote.returned - rent - fees);
      }
      paid += action.quote.cash;
      await expect(exit(stage.reader, { vault, wallet, nftMints: nfts })).rejects.toMatchObject({
        code: 'NothingOwed',
      });
    }
    // Cleo's cash, and dan's bid; nothing stays behind.
    expect(paid).toBe((price * 75n) / 100n + PRICE);
    expect(await tokens(stage, cleo.address, nfts[0] ?? vault)).toBe(1n);

    const [creator, opener] = [stage.lamports(owner.address), stage.lamports(dan.address)];
    const closing = await close(stage.reader, { vault, payer: ben });
    const { events } = await stage.send(closing, [ben]);
    expect(events.map(({ name }) => name)).toEqual(['VaultClosed']);
    expect(stage.lamports(owner.address) - creator).toBe(closing.quote.toCreator);
    expect(stage.lamports(dan.address) - opener).toBe(closing.quote.toOpener);
    await expect(readVault(stage.reader, vault)).rejects.toMatchObject({ code: 'NoVault' });
  });

  test('a late rival makes a bid fail on chain, which is explained', async () => {
    const { stage, vault, dan, ben } = await openScene();
    const stale = await bid(stage.reader, { vault, bidder: ben, price: PRICE });
    await stage.send(await bid(stage.reader, { vault, bidder: dan, price: PRICE }), [dan]);
    const refused = await stage.send(stale, [ben]).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Refused);
    expect(refused).toMatchObject({
      explanation: {
        name: 'BidBelowStep',
        hint: 'Read the auction again and bid at least the least next price.',
        program: MOSAIC_PROGRAM_ADDRESS,
      },
    });
  });
}
