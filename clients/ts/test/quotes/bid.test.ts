import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { bid, returnedRent, settle, totalRent } from '../../src/quotes/index.ts';
import { NOTHING_ESCROWED, applyMove } from '../../src/rules/auction.ts';
import { leastPrice } from '../../src/views/index.ts';
import { between } from '../rules/support.ts';
import { CLEO, DAY, NOW, PAINTER, RENT, SUPPLY, inAuction, outcome, view } from './support.ts';

const QUARTER = SUPPLY / 4n;

describe('a bid', () => {
  test('that is the first brings fractions and starts the auction', async () => {
    const quote = await bid(view(), CLEO, null, { price: 1_000_000_000n, fractions: QUARTER }, null, RENT);
    expect(quote).toMatchObject({
      escrowed: { cash: 750_000_000n, fractions: QUARTER },
      cash: { __kind: 'In', fields: [750_000_000n] },
      fractions: { __kind: 'In', fields: [QUARTER] },
      maxCash: 750_000_000n,
      worstCase: 750_000_000n,
      endsAt: NOW + 3n * DAY,
      startsAuction: true,
    });
    expect(quote.accounts.map(({ kind }) => kind)).toEqual(['Auction', 'CashEscrow', 'FractionEscrow', 'Bid']);
    expect([totalRent(quote.accounts), returnedRent(quote.accounts)]).toEqual([quote.rent, quote.rent]);
  });

  test('that raises moves the difference and extends the end', async () => {
    const now = inAuction(945_000_000n, NOW + 899n);
    const held = { cash: 675_000_000n, fractions: QUARTER };
    const raise = { price: 1_000_000_000n, fractions: QUARTER };
    expect(await bid(now, CLEO, held, raise, 800_000_000n, RENT)).toMatchObject({
      cash: { __kind: 'In', fields: [75_000_000n] },
      fractions: { __kind: 'In', fields: [0n] },
      maxCash: 800_000_000n,
      worstCase: 125_000_000n,
      endsAt: NOW + 900n,
      startsAuction: false,
      rent: 0n,
    });
    expect(leastPrice(now)).toBe(992_250_000n);
    const low = () => bid(now, CLEO, held, { price: 992_249_999n, fractions: 0n }, null, RENT);
    expect(await outcome(low)).toEqual({ refused: 'BidBelowStep' });
  });

  test('moves what there is to what shall be, and no more than the worst case', async () => {
    const amounts = fc.record({
      price: between(1_000_000_000n, 1n << 60n),
      fractions: between(0n, SUPPLY - 1n),
      cash: between(0n, 1n << 60n),
      brought: between(0n, SUPPLY),
    });
    await fc.assert(
      fc.asyncProperty(amounts, async ({ price, fractions, cash, brought }) => {
        const held = { cash, fractions: brought };
        const quote = await bid(view(), PAINTER, held, { price, fractions }, null, RENT);
        expect(applyMove(quote.cash, cash)).toBe(quote.escrowed.cash);
        expect(applyMove(quote.fractions, brought)).toBe(fractions);
        const paid = quote.cash.__kind === 'In' ? quote.cash.fields[0] : 0n;
        expect(paid).toBe(quote.worstCase);
      }),
      { numRuns: 50 },
    );
  });
});

describe('the settlement', () => {
  test('of the worked example', async () => {
    const won = inAuction(1_000_000_000n, NOW);
    expect(settle(won, { cash: 750_000_000n, fractions: QUARTER })).toEqual({
      winner: CLEO,
      price: 1_000_000_000n,
      cash: 750_000_000n,
      split: { royalties: 37_500_000n, curatorFee: 15_000_000n, proceeds: 697_500_000n },
      refund: 0n,
      burned: QUARTER,
      supply: 7_500_000_000n,
      valueOfToken: 93_000n,
    });
    expect(await outcome(() => settle(inAuction(1n, NOW + 1n), NOTHING_ESCROWED))).toEqual({
      refused: 'AuctionNotEnded',
    });
    expect(await outcome(() => settle(view(), NOTHING_ESCROWED))).toEqual({ refused: 'WrongStatus' });
    expect(await outcome(() => settle(won, { cash: 1n, fractions: SUPPLY + 1n }))).toEqual({
      refused: 'LedgerMismatch',
    });
  });

  test('gives the proceeds to the winner where no fraction is left', () => {
    const quote = settle({ ...inAuction(1_000_000_000n, NOW), supply: 0n }, { cash: 1_000_000_000n, fractions: 0n });
    expect([quote.refund, quote.valueOfToken]).toEqual([quote.split.proceeds, 0n]);
  });
});
