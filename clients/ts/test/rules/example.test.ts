import { expect, test } from 'vitest';

import * as rules from '../../src/rules/index.ts';
import { book, NOW, SUPPLY, terms } from './support.ts';

/** The worked example of the design, from the first ask to the last fraction. */
test('a vault is asked for, bid for, sold and paid out', () => {
  const { asks, auction, ladder, ledger, payout, reserve, split } = rules;
  const agreed = terms({ curatorFeeBps: 200 });
  rules.terms.check(agreed);
  rules.terms.checkSupply(SUPPLY, 6);

  // Nobody stakes: the reserve is the opening price.
  expect(reserve.reserve(agreed, null, SUPPLY).price).toBe(1_000_000_000n);

  // Ana stakes 40 % and asks level 90; Ben stakes 11 % and asks level 92.
  expect(ladder.levelAtLeast(agreed.openingPrice, 746_215_396n)).toBe(90);
  const ana = { level: 90, weight: 4_000_000_000n };
  const ben = { level: ladder.levelAtLeast(agreed.openingPrice, 822_702_474n), weight: 1_100_000_000n };
  const asked = asks.shift(asks.shift(book({}), null, ana), null, ben);
  const least = reserve.reserve(agreed, asked, SUPPLY);
  expect(least).toEqual({ price: 822_702_474n, level: 92, consenting: 5_100_000_000n });

  // Cleo, holding 25 %, bids with all her fractions; the auction starts.
  const offered = { price: 900_000_000n, fractions: 2_500_000_000n, maxCash: 675_000_000n };
  const before = { status: 'Active', supply: SUPPLY, reserve: least.price, leadingPrice: 0n, endsAt: 0n } as const;
  const cleo = auction.place(agreed, before, auction.NOTHING_ESCROWED, offered, NOW);
  expect(cleo.escrowed.cash).toBe(675_000_000n);
  expect(cleo.endsAt).toBe(NOW + 259_200n);

  // Dan bids exactly one step more, with none; Cleo raises and pays the difference.
  const first = { ...before, status: 'Auction', leadingPrice: 900_000_000n, endsAt: cleo.endsAt } as const;
  const step = auction.leastNextPrice(first.leadingPrice, agreed.stepBps);
  const answer = { price: step, fractions: 0n, maxCash: step };
  const dan = auction.place(agreed, first, auction.NOTHING_ESCROWED, answer, NOW + 1n);
  expect(dan.escrowed.cash).toBe(945_000_000n);
  const second = { ...first, leadingPrice: step, endsAt: dan.endsAt };
  const raise = { price: 1_000_000_000n, fractions: 2_500_000_000n, maxCash: 750_000_000n };
  const raised = auction.place(agreed, second, cleo.escrowed, raise, NOW + 2n);
  expect(raised.cash).toEqual({ __kind: 'In', fields: [75_000_000n] });

  // Settled: royalties, the curator's fee, proceeds.
  rules.status.checkSettling('Auction', raised.endsAt, raised.endsAt);
  const weights = [split.royaltyWeight(500, 70), split.royaltyWeight(500, 30)] as const;
  const divided = split.split(raised.escrowed.cash, weights[0] + weights[1], 1, agreed.curatorFeeBps);
  expect(divided).toEqual({ royalties: 37_500_000n, curatorFee: 15_000_000n, proceeds: 697_500_000n });
  let escrow = [cleo, dan, raised].reduce(ledger.bidPlaced, ledger.EMPTY_LEDGER);
  escrow = ledger.settled(escrow, raised.escrowed, divided, 0n);
  escrow = ledger.bidWithdrawn(escrow, dan.escrowed);
  const major = split.royalty(raised.escrowed.cash, weights[0], 1, escrow.royalties, 2);
  expect(major).toBe(26_250_000n);
  escrow = ledger.royaltyPaid(escrow, major);
  expect(split.royalty(raised.escrowed.cash, weights[1], 1, escrow.royalties, 1)).toBe(11_250_000n);
  escrow = ledger.curatorFeePaid(ledger.royaltyPaid(escrow, 11_250_000n));

  // Each remaining fraction redeems its share; the last holder takes what is left.
  let supply = SUPPLY - raised.escrowed.fractions;
  for (const [amount, expected] of [
    [4_000_000_000n, 372_000_000n],
    [1_100_000_000n, 102_300_000n],
    [2_400_000_000n, 223_200_000n],
  ] as const) {
    const paid = payout.redeem(amount, supply, escrow.proceeds, 0n);
    expect(paid).toBe(expected);
    escrow = ledger.redeemed(escrow, paid);
    ledger.check(escrow);
    supply -= amount;
  }
  expect([supply, ledger.isSettled(escrow)]).toEqual([0n, true]);
});
