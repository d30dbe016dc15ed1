import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  accrue,
  claim,
  claimable,
  deposit,
  EMPTY_STREAM,
  fraction,
  giveUp,
  leave,
  NEW_SHARE,
  pay,
  settle,
  waiting,
  type Share,
  type Stream,
} from '../../src/rules/income.ts';
import { U128_MAX, U32_MAX, U64_MAX } from '../../src/rules/math.ts';
import { MAX_DRIP_SECS } from '../../src/rules/terms.ts';
import { anyU64, between, outcome, sum } from './support.ts';

const WEEK = 604_800;
const UNIT = 1n << 64n;

function streaming(amount: bigint, secs: number): Stream {
  return deposit(EMPTY_STREAM, amount, secs);
}

/** What `staked` fractions have earned of the stream since its beginning, or since `entry`. */
function earned(stream: Stream, staked: bigint, entry = 0n): Share {
  return settle({ entry, owed: 0n }, stream.perFraction, staked);
}

describe('a stream', () => {
  test('pays a week of income', () => {
    let stream = accrue(streaming(604_800_000n, WEEK), 86_400n, 40n);
    const [ana, ben] = [earned(stream, 30n), earned(stream, 10n)];
    expect([claimable(ana), claimable(ben), waiting(stream)]).toEqual([64_800_000n, 21_600_000n, 518_400_000n]);
    const claimed = claim(ana);
    expect(claimed.units).toBe(64_800_000n);
    expect(outcome(() => claim(claimed.share))).toBe('NoIncomeDue');
    stream = accrue(pay(stream, claimed.units), U64_MAX, 40n);
    expect([stream.balance, waiting(stream), stream.elapsed]).toEqual([540_000_000n, 0n, WEEK]);
    expect(claimable(settle(claimed.share, stream.perFraction, 30n))).toBe(388_800_000n);
    expect(claimable(settle(ben, stream.perFraction, 10n))).toBe(151_200_000n);
  });

  test('waits while nothing is staked', () => {
    const stream = accrue(streaming(1_000n, 100), 30n, 5n);
    expect(accrue(stream, U64_MAX, 0n)).toEqual(stream);
    const later = accrue(stream, 70n, 5n);
    expect([waiting(later), claimable(earned(later, 5n, stream.perFraction))]).toEqual([0n, 700n]);
  });

  test('pays fractions staked later nothing of the past', () => {
    const stream = accrue(streaming(1_000n, 100), 50n, 10n);
    const more = settle(earned(stream, 10n), stream.perFraction, 1_000_000n);
    expect(more.owed).toBe(500n * UNIT);
    const later = accrue(stream, 25n, 1_000_000n);
    expect(settle(more, later.perFraction, 1_000_000n).owed + later.rest).toBe(750n * UNIT);
  });

  test('is delayed by dust every minute for a week by less than a minute', () => {
    let stream = streaming(1_000_000_000n, WEEK);
    for (let minute = 0; minute <= WEEK / 60; minute++) stream = deposit(accrue(stream, 60n, 1n), 1n, WEEK);
    expect(stream.balance - waiting(stream) >= 1_000_000_000n).toBe(true);
  });

  test('refuses', () => {
    const stream = streaming(100n, 100);
    expect(outcome(() => deposit(stream, 0n, 100))).toBe('ZeroAmount');
    expect(outcome(() => deposit(stream, U64_MAX - 99n, 100))).toBe('Overflow');
    expect(deposit(stream, U64_MAX - 100n, 100).balance).toBe(U64_MAX);
    expect(outcome(() => pay(stream, 1n))).toBe('LedgerMismatch');
    const later = accrue(stream, 10n, 1n);
    expect(pay(later, 10n).balance).toBe(90n);
    for (const amount of [11n, U64_MAX]) expect(outcome(() => pay(later, amount))).toBe('LedgerMismatch');
    expect(leave(later, UNIT - 1n).rest).toBe(UNIT - 1n);
    expect(outcome(() => leave(later, UNIT))).toBe('LedgerMismatch');
    expect(outcome(() => claim({ entry: 0n, owed: UNIT - 1n }))).toBe('NoIncomeDue');
    expect(outcome(() => deposit(stream, 1n, 0.5))).toBe('Overflow');
  });

  test('that these functions did not make is noticed', () => {
    const releasedTooMuch = { ...streaming(100n, 100), released: 60n };
    expect(outcome(() => accrue(releasedTooMuch, 50n, 1n))).toBe('LedgerMismatch');
    const endlessRest = { ...streaming(100n, 100), rest: U128_MAX };
    expect(outcome(() => accrue(endlessRest, 50n, 1n))).toBe('LedgerMismatch');
    expect(outcome(() => leave(endlessRest, 1n))).toBe('LedgerMismatch');
    expect(outcome(() => giveUp({ ...EMPTY_STREAM, rest: U128_MAX }))).toBe('LedgerMismatch');
    const moreWaitingThanThereIs = { ...streaming(U64_MAX, 100), balance: 0n };
    expect(outcome(() => deposit(moreWaitingThanThereIs, 1n, 100))).toBe('LedgerMismatch');
    expect(outcome(() => giveUp({ ...streaming(1n, 1), balance: 0n }))).toBe('LedgerMismatch');
  });

  test('extremes', () => {
    // Of twice the whole range the running sum of a supply of 1 wraps.
    for (const [staked, entry] of [
      [1n, U128_MAX - 2n * UNIT + 1n],
      [U64_MAX, 2n * UNIT],
    ] as const) {
      let [stream, share] = [streaming(U64_MAX, WEEK), NEW_SHARE];
      for (let week = 0; week < 2; week++) {
        stream = accrue(stream, BigInt(WEEK), staked);
        const claimed = claim(settle(share, stream.perFraction, staked));
        expect([claimed.units, claimed.share.owed, stream.rest]).toEqual([U64_MAX, 0n, 0n]);
        stream = deposit(pay(stream, claimed.units), U64_MAX, WEEK);
        share = claimed.share;
      }
      expect(share.entry).toBe(entry);
    }
    const lastSecond = accrue(streaming(U64_MAX, U32_MAX), BigInt(U32_MAX) - 1n, 1n);
    expect(lastSecond.released).toBe(U64_MAX - (1n << 32n) - 1n);
    expect(accrue(EMPTY_STREAM, U64_MAX, U64_MAX)).toEqual(EMPTY_STREAM);
    expect(deposit(streaming(1n, 1), U64_MAX - 1n, 0).secs).toBe(1);
  });

  test('gives up what nobody is left to earn and keeps what is owed', () => {
    const stream = accrue(streaming(1_000n, 100), 40n, 3n);
    const share = earned(stream, 3n);
    // 400 are released: 399 and almost one to the stake, the rest is carried.
    expect([claimable(share), waiting(stream)]).toEqual([399n, 600n]);
    const { unearned, stream: left } = giveUp(stream);
    expect([unearned, left.balance, waiting(left)]).toEqual([600n, 400n, 0n]);
    // The parts of a unit make one again once the last stake has left.
    const closed = giveUp(leave(pay(left, 399n), fraction(share)));
    expect([closed.unearned, closed.stream.balance, closed.stream.rest]).toEqual([1n, 0n, 0n]);
    expect(giveUp(EMPTY_STREAM)).toEqual({ unearned: 0n, stream: EMPTY_STREAM });
    expect(giveUp(left)).toEqual({ unearned: 0n, stream: left });
  });
});

describe('of any stream', () => {
  const anySecs = fc.integer({ min: 1, max: U32_MAX });

  test('how often it accrues changes nothing', () => {
    const waits = fc.array(fc.oneof(between(0n, 3n), between(0n, 1n << 29n)), { minLength: 1, maxLength: 11 });
    fc.assert(
      fc.property(between(1n, U64_MAX - 1n), anySecs, anyU64(), anyU64(), waits, (amount, secs, rest, staked, all) => {
        const stream = { ...streaming(amount, secs), rest };
        const often = all.reduce((present, wait) => accrue(present, wait, staked), stream);
        expect(accrue(stream, sum(all), staked)).toEqual(often);
        expect(often.released).toBe((amount * BigInt(often.elapsed)) / BigInt(secs));
      }),
    );
  });

  test('a deposit delays by its part of the whole at most', () => {
    const numbers = fc.tuple(between(1n, U64_MAX - 1n), anySecs, fc.nat(), anyU64(), anySecs);
    fc.assert(
      fc.property(numbers, ([first, length, passed, some, dripSecs]) => {
        const stream = accrue(streaming(first, length), BigInt(passed % length), 1n);
        const amount = 1n + (some % (U64_MAX - first));
        const left = stream.secs - stream.elapsed;
        const whole = waiting(stream) + amount;
        const later = deposit(stream, amount, dripSecs);
        expect(later.secs).toBeGreaterThanOrEqual(Math.min(left, dripSecs));
        expect(later.secs).toBeLessThanOrEqual(Math.max(left, dripSecs));
        expect(BigInt(later.secs - left) * whole <= BigInt(dripSecs) * amount).toBe(true);
        expect(later).toMatchObject({ amount: whole, released: 0n, elapsed: 0, rest: stream.rest });
      }),
    );
  });

  test('a stake of one slot earns nothing, and of a second its part of it', () => {
    const stakes = fc.tuple(between(1n, 1n << 31n), between(1n, 1n << 31n));
    const schedule = fc.tuple(between(1n, 1n << 60n), fc.integer({ min: 1, max: 2 ** 26 }), between(0n, 1n << 26n));
    fc.assert(
      fc.property(schedule, stakes, ([amount, secs, before], [others, own]) => {
        const stream = accrue(streaming(amount, secs), before, others);
        const sameSlot = accrue(stream, 0n, others + own);
        expect(earned(sameSlot, own, stream.perFraction).owed).toBe(0n);
        const second = accrue(sameSlot, 1n, others + own);
        const fresh = second.released - stream.released;
        const part = ((fresh * UNIT + stream.rest) / (others + own)) * own;
        expect(earned(second, own, stream.perFraction).owed).toBe(part);
      }),
    );
  });
});

/** A stream with the stakes of five holders, and what came in and went out. */
class Vault {
  stream: Stream;
  readonly stakes = Array.from({ length: 5 }, () => ({ fractions: 0n, share: NEW_SHARE }));
  deposited = 0n;
  paid = 0n;

  constructor(perFraction = 0n) {
    this.stream = { ...EMPTY_STREAM, perFraction };
  }

  stakeOf(who: number) {
    const stake = this.stakes[who];
    if (!stake) throw new Error('there are five holders');
    stake.share = settle(stake.share, this.stream.perFraction, stake.fractions);
    return stake;
  }

  claim(who: number): bigint {
    const stake = this.stakeOf(who);
    const claimed = outcome(() => claim(stake.share));
    if (typeof claimed === 'string') return 0n;
    stake.share = claimed.share;
    this.stream = pay(this.stream, claimed.units);
    this.paid += claimed.units;
    return claimed.units;
  }

  step({ secs, action, who, amount, dripSecs }: Step) {
    const staked = sum(this.stakes.map(stake => stake.fractions));
    this.stream = accrue(this.stream, secs, staked);
    if (action === 'deposit') {
      const possible = amount > 0n && this.stream.balance + amount <= U64_MAX;
      const result = outcome(() => deposit(this.stream, amount, dripSecs));
      expect(typeof result === 'object').toBe(possible);
      if (typeof result === 'object') [this.stream, this.deposited] = [result, this.deposited + amount];
    } else if (action === 'stake') {
      this.stakeOf(who).fractions += amount < U64_MAX - staked ? amount : U64_MAX - staked;
    } else if (action === 'unstake') {
      const stake = this.stakeOf(who);
      stake.fractions -= amount < stake.fractions ? amount : stake.fractions;
    } else if (action === 'claim') {
      this.claim(who);
    } else if (action === 'close') {
      this.claim(who);
      const stake = this.stakeOf(who);
      this.stream = leave(this.stream, fraction(stake.share));
      [stake.fractions, stake.share] = [0n, NEW_SHARE];
    }
  }

  check() {
    const { balance, perFraction, rest } = this.stream;
    expect(balance).toBe(this.deposited - this.paid);
    const owed = this.stakes.map(stake => settle(stake.share, perFraction, stake.fractions).owed);
    expect((waiting(this.stream) << 64n) + rest + sum(owed)).toBe(balance << 64n);
  }
}

type Step = { secs: bigint; action: string; who: number; amount: bigint; dripSecs: number };

const anySteps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    secs: fc.oneof(fc.constant(0n), between(1n, 3_000_000n)),
    action: fc.constantFrom('crank', 'deposit', 'stake', 'unstake', 'claim', 'close'),
    who: fc.nat(4),
    amount: anyU64(),
    dripSecs: fc.integer({ min: 1, max: MAX_DRIP_SECS }),
  }),
  { minLength: 1, maxLength: 60 },
);

describe('in a vault', () => {
  test('every unit is waiting, owed or paid, to the last bit', () => {
    fc.assert(
      fc.property(between(0n, U128_MAX), anySteps, (perFraction, steps) => {
        const vault = new Vault(perFraction);
        for (const step of steps) {
          vault.step(step);
          vault.check();
        }
      }),
    );
  });

  test('the order of claims does not matter', () => {
    fc.assert(
      fc.property(anySteps, steps => {
        const [vault, other] = [new Vault(), new Vault()];
        for (const step of steps) [vault, other].forEach(each => each.step(step));
        const straight = [0, 1, 2, 3, 4].map(who => vault.claim(who));
        const reversed = [4, 3, 2, 1, 0].map(who => other.claim(who)).reverse();
        expect(reversed).toEqual(straight);
        expect(other.stream).toEqual(vault.stream);
      }),
    );
  });
});
