/** What a pool can never do to who trades in it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { pools } from '../src/index.ts';
import { compareCurve } from '../src/pools/compare.ts';
import { U64_MAX } from '../src/rules/math.ts';

const RUNS = { numRuns: 2_000 };

/** Amounts of all magnitudes. */
const amount = fc.tuple(fc.integer({ min: 0, max: 62 }), fc.bigInt({ min: 1n, max: U64_MAX })).map(([bits, any]) => {
  const shifted = any >> BigInt(bits);
  return shifted > 0n ? shifted : 1n;
});
const part = fc.bigInt({ min: 0n, max: 300n }).map(of => ({ of, whole: 10_000n }));
const rate = fc.bigInt({ min: 0n, max: 99_999n });
const side = fc.constantFrom<pools.Side>('Fractions', 'Quote');
const fees: fc.Arbitrary<pools.Fees> = fc.oneof(
  fc.record({ __kind: fc.constant('TokenSwap' as const), trade: part, owner: part, withdraw: part }),
  fc.record({ __kind: fc.constant('Raydium' as const), trade: rate, creator: rate, creatorOn: fc.option(side) }),
);
const curve: fc.Arbitrary<pools.Curve> = fc.record({
  reserves: fc.record({ fractions: amount, quote: amount }),
  shares: amount,
  fees,
});

/** What `count` returns; `null` where the pool refuses. */
function allowed<T>(count: () => T): T | null {
  try {
    return count();
  } catch (thrown) {
    if (thrown instanceof pools.PoolError) return null;
    throw thrown;
  }
}

function product({ reserves }: pools.Curve): bigint {
  return reserves.fractions * reserves.quote;
}

test('a trade takes no more than is offered, the pool never loses, and there and back gains nothing', () => {
  const holds = fc.property(curve, side, amount, (curve, side, amount) => {
    const there = allowed(() => pools.swapped(curve, side, amount));
    if (there === null) return;
    expect(there.paid > 0n && there.paid <= amount && there.received > 0n).toBe(true);
    const after = pools.afterSwap(curve, side, there);
    expect(product(after)).toBeGreaterThanOrEqual(product(curve));
    const whole = pools.swappedWhole(curve, side, amount);
    expect(whole.received === there.received && whole.paid <= there.paid).toBe(true);
    expect(pools.swapped(curve, side, whole.paid)).toEqual(whole);
    const other = side === 'Quote' ? 'Fractions' : 'Quote';
    const back = allowed(() => pools.swapped(after, other, there.received));
    if (back !== null) expect(back.received).toBeLessThanOrEqual(there.paid);
  });
  fc.assert(holds, RUNS);
});

test('shares cost no more than was allowed, no more of them would fit, and they are never paid more than they cost', () => {
  const holds = fc.property(curve, amount, amount, (curve, fractions, quote) => {
    const shares = allowed(() => pools.sharesFor(curve, { fractions, quote }));
    if (shares === null) return;
    const cost = pools.costOfShares(curve, shares);
    expect(cost.fractions <= fractions && cost.quote <= quote).toBe(true);
    const more = allowed(() => pools.costOfShares(curve, shares + 1n));
    if (more !== null) expect(more.fractions > fractions || more.quote > quote).toBe(true);
    const { reserves } = curve;
    const after = {
      ...curve,
      reserves: { fractions: reserves.fractions + cost.fractions, quote: reserves.quote + cost.quote },
      shares: curve.shares + shares,
    };
    const paid = allowed(() => pools.paidForShares(after, shares));
    if (paid !== null) expect(paid.fractions <= cost.fractions && paid.quote <= cost.quote).toBe(true);
  });
  fc.assert(holds, RUNS);
});

test('bounds are never looser than the slippage, and never nothing', () => {
  const holds = fc.property(amount, fc.integer({ min: 0, max: 9_999 }), (amount, bps) => {
    const [least, most] = [pools.atLeast(amount, bps), pools.atMost(amount, bps)];
    expect(least > 0n && least <= amount && amount <= most).toBe(true);
    expect(least * 10_000n).toBeGreaterThanOrEqual(amount * BigInt(10_000 - bps));
    expect(most * 10_000n).toBeLessThanOrEqual(amount * BigInt(10_000 + bps));
  });
  fc.assert(holds, RUNS);
  for (const bps of [10_000, -1, 0.5]) expect(() => pools.atLeast(1n, bps)).toThrow(pools.PoolError);
});

test('Token Swap leaves what would buy nothing more', () => {
  const none = { of: 0n, whole: 0n };
  const fees = { __kind: 'TokenSwap', trade: none, owner: none, withdraw: none } as const;
  const curve = { reserves: { fractions: 1_000n, quote: 10n }, shares: 100n, fees };
  expect(pools.swapped(curve, 'Fractions', 199n)).toEqual({ paid: 112n, received: 1n });
  expect(() => pools.swapped(curve, 'Fractions', 111n)).toThrow('too small');
});

test('the fees of Raydium are rounded up', () => {
  const received = (creatorOn: pools.Side | null) => {
    const fees = { __kind: 'Raydium', trade: 2_500n, creator: 10_000n, creatorOn } as const;
    const curve = { reserves: { fractions: 1_000_000n, quote: 1_000_000n }, shares: 1n, fees };
    return pools.swapped(curve, 'Quote', 10_001n).received;
  };
  expect([received(null), received('Quote'), received('Fractions')]).toEqual([9_778n, 9_778n, 9_777n]);
});

test('a gain is what the trade gains, and hardly any trade gains more', () => {
  const size = fc.bigInt({ min: 1_000_000n, max: 2n ** 40n });
  const tries = fc.array(fc.bigInt({ min: 0n, max: U64_MAX }), { minLength: 10, maxLength: 10 });
  const holds = fc.property(size, size, size, size, part, tries, (fractions, quote, price, outside, trade, tries) => {
    const none = { of: 0n, whole: 0n };
    const fees = { __kind: 'TokenSwap', trade, owner: none, withdraw: none } as const;
    const curve = { reserves: { fractions, quote }, shares: 1n, fees };
    const supply = fractions + outside;
    const valuePerFraction = (price << 64n) / supply;
    const worth = (of: bigint) => (of * valuePerFraction) >> 64n;
    const vault = { status: 3, firm: true, price, reserve: price, consenting: 0n, leadingPrice: price, endsAt: 0n };
    const value = { ...vault, offerPrice: 0n, licensedUntil: 0n, supply, valuePerFraction };
    const { buy, sell, fractionsWorth } = compareCurve(value, curve, supply);
    if (buy !== null) {
      expect(pools.swapped(curve, 'Quote', buy.cash)).toEqual({ paid: buy.cash, received: buy.fractions });
      expect([buy.worth, buy.gain]).toEqual([worth(buy.fractions), worth(buy.fractions) - buy.cash]);
    }
    if (sell !== null) {
      expect(pools.swapped(curve, 'Fractions', sell.fractions)).toEqual({ paid: sell.fractions, received: sell.cash });
      expect([sell.worth, sell.gain]).toEqual([worth(sell.fractions), sell.cash - worth(sell.fractions)]);
    }
    // What rounding hides of the best trade is small: a part in a thousand, and the worth of some units.
    const most = (gain: bigint) => gain + gain / 1_000n + 4n * (worth(1n) + 1n) + 4n;
    for (const any of tries) {
      const bought = allowed(() => pools.swapped(curve, 'Quote', any % (fractionsWorth + 1n)));
      if (bought) expect(worth(bought.received) - bought.paid).toBeLessThanOrEqual(most(buy?.gain ?? 0n));
      const sold = allowed(() => pools.swapped(curve, 'Fractions', any % outside));
      if (sold) expect(sold.received - worth(sold.paid)).toBeLessThanOrEqual(most(sell?.gain ?? 0n));
    }
  });
  fc.assert(holds, { numRuns: 500 });
});
