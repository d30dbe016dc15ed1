import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { I64_MAX, I64_MIN, U64_MAX } from '../../src/rules/math.ts';
import {
  AUCTION_LOCK_SECS,
  enterVote,
  freeAt,
  leaveVote,
  lockUntil,
  stake,
  unstake,
  VOTE_PLACES,
} from '../../src/rules/stake.ts';
import { STATUSES } from '../../src/rules/status.ts';
import { anyU64, between, DAY, NOW, outcome } from './support.ts';

const NO_VOTES = new Array<bigint>(VOTE_PLACES).fill(0n);

describe('a stake', () => {
  test('is of any size', () => {
    expect(stake(0n, 1n)).toBe(1n);
    expect(stake(1n, U64_MAX - 1n)).toBe(U64_MAX);
    expect(outcome(() => stake(1n, U64_MAX))).toBe('Overflow');
    expect(outcome(() => stake(1n, 0n))).toBe('ZeroAmount');
    expect(outcome(() => stake(5n, -1n))).toBe('Overflow');
  });

  test('is taken back up to all of it', () => {
    const left = (staked: bigint, amount: bigint) => outcome(() => unstake(staked, amount, NOW, NOW));
    expect(left(U64_MAX, 1n)).toBe(U64_MAX - 1n);
    expect(left(1n, 1n)).toBe(0n);
    expect(left(1n, 2n)).toBe('AmountAboveStake');
    expect(left(0n, 1n)).toBe('AmountAboveStake');
    expect(left(1n, 0n)).toBe('ZeroAmount');
    expect(left(1n, -1n)).toBe('Overflow');
  });

  test('is refused for its size before its lock', () => {
    expect(outcome(() => unstake(1n, 2n, NOW, NOW + 1n))).toBe('AmountAboveStake');
    expect(outcome(() => unstake(1n, 1n, NOW, NOW + 1n))).toBe('StakeLocked');
  });

  test('comes back whole once it is free', () => {
    const anyTime = between(I64_MIN, I64_MAX);
    fc.assert(
      fc.property(anyU64(), anyU64(), anyTime, anyTime, (staked, amount, now, free) => {
        const more = outcome(() => stake(staked, amount));
        fc.pre(typeof more === 'bigint');
        expect(outcome(() => unstake(more, amount, now, free))).toBe(now < free ? 'StakeLocked' : staked);
      }),
    );
  });
});

describe('a lock', () => {
  test('lasts to the second', () => {
    const until = lockUntil(NOW, 86_400);
    expect(until).toBe(NOW + DAY);
    const free = freeAt('Active', 0n, until, NO_VOTES);
    expect(outcome(() => unstake(5n, 1n, until - 1n, free))).toBe('StakeLocked');
    expect(unstake(5n, 1n, until, free)).toBe(4n);
  });

  test('beyond all time is refused', () => {
    expect(lockUntil(I64_MAX - DAY, 86_400)).toBe(I64_MAX);
    expect(outcome(() => lockUntil(I64_MAX - DAY + 1n, 86_400))).toBe('Overflow');
    expect(lockUntil(I64_MIN, 0)).toBe(I64_MIN);
  });

  test('is cut to an hour by an auction', () => {
    const hour = NOW + BigInt(AUCTION_LOCK_SECS);
    const free = (lockedUntil: bigint) => freeAt('Auction', NOW, lockedUntil, NO_VOTES);
    expect([hour - 1n, hour, hour + 1n, I64_MAX].map(free)).toEqual([hour - 1n, hour, hour, hour]);
    expect(freeAt('Auction', I64_MAX, I64_MAX, NO_VOTES)).toBe(I64_MAX);
  });

  test('counts alone before an auction, and not at all after it', () => {
    for (const status of ['Draft', 'Active'] as const) expect(freeAt(status, NOW, NOW + 1n, NO_VOTES)).toBe(NOW + 1n);
    for (const status of ['Sold', 'Reclaimed'] as const) {
      for (const votes of [NO_VOTES, NO_VOTES.with(3, I64_MAX)]) {
        expect(freeAt(status, NOW, I64_MAX, votes)).toBe(I64_MIN);
      }
    }
  });

  test('is lengthened by no status', () => {
    const anyVotes = fc.array(between(0n, 2n ** 32n), { minLength: VOTE_PLACES, maxLength: VOTE_PLACES });
    const anyTime = between(0n, I64_MAX);
    fc.assert(
      fc.property(anyTime, anyTime, anyVotes, (enteredAt, lockedUntil, votes) => {
        const latest = votes.reduce((last, end) => (end > last ? end : last), lockedUntil);
        for (const status of STATUSES) {
          expect(freeAt(status, enteredAt, lockedUntil, NO_VOTES) <= lockedUntil).toBe(true);
          expect(freeAt(status, enteredAt, lockedUntil, votes) <= latest).toBe(true);
        }
      }),
    );
  });
});

describe('a vote', () => {
  test('locks the stake until it ends, also in an auction', () => {
    const endsAt = NOW + DAY;
    const { places, own } = enterVote(NO_VOTES, endsAt, NOW);
    expect(own).toBe(true);
    expect(freeAt('Active', NOW, NOW, places)).toBe(endsAt);
    expect(freeAt('Auction', NOW, I64_MAX, places)).toBe(endsAt);
    expect(freeAt('Active', NOW, endsAt + 1n, places)).toBe(endsAt + 1n);
    // Withdrawn, it locks nothing.
    expect(freeAt('Active', NOW, NOW + 1n, leaveVote(places, endsAt))).toBe(NOW + 1n);
  });

  test('has its own place among eight, and all others one together', () => {
    let places = NO_VOTES;
    const enter = (endsIn: bigint, at = 0n) => {
      const entered = enterVote(places, NOW + endsIn, NOW + at);
      places = entered.places;
      return entered.own;
    };
    for (let endsIn = 1n; endsIn <= 8n; endsIn++) expect(enter(endsIn)).toBe(true);
    expect([enter(20n), enter(10n)]).toEqual([false, false]);
    expect(places).toEqual([1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n, 20n].map(endsIn => NOW + endsIn));
    // A place is free when its vote is over, or withdrawn; the shared one keeps its latest end.
    expect(enter(9n, 1n)).toBe(true);
    places = leaveVote(leaveVote(places, NOW + 5n), NOW + 20n);
    expect(enter(11n, 1n)).toBe(true);
    expect(places).toEqual([9n, 2n, 3n, 4n, 11n, 6n, 7n, 8n, 20n].map(endsIn => NOW + endsIn));
  });

  test('of several with one end leaves one', () => {
    let places = new Array<bigint>(VOTE_PLACES).fill(NOW);
    for (let left = 1; left <= 8; left++) {
      places = leaveVote(places, NOW);
      expect(places.filter(place => place === 0n)).toHaveLength(left);
    }
    // What is shared is nobody's to free.
    expect(leaveVote(places, NOW)).toEqual(NO_VOTES.with(8, NOW));
    // The place of a vote that is over was used again: nobody else's is freed.
    const others = new Array<bigint>(VOTE_PLACES).fill(NOW + 1n);
    expect(leaveVote(others, NOW)).toEqual(others);
  });

  test('leaves the places it starts from as they are', () => {
    const before = NO_VOTES.with(0, NOW + 1n);
    leaveVote(before, NOW + 1n);
    enterVote(before, NOW + 2n, NOW);
    expect(before).toEqual(NO_VOTES.with(0, NOW + 1n));
  });

  test('keeps its stake until it ends, whatever else the stake votes on and withdraws', () => {
    const anyStep = fc.oneof(
      fc.record({ kind: fc.constant('wait'), secs: between(0n, 3n) }),
      fc.record({ kind: fc.constant('vote'), secs: between(1n, 11n) }),
      fc.record({ kind: fc.constant('withdraw'), secs: between(0n, 99n) }),
    );
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 80 }), steps => {
        let [places, now] = [NO_VOTES, NOW];
        const [own, shared]: [bigint[], bigint[]] = [[], []];
        for (const { kind, secs } of steps) {
          if (kind === 'wait') now += secs;
          else if (kind === 'vote') {
            const entered = enterVote(places, now + secs, now);
            expect(entered.own).toBe(own.filter(end => end > now).length < 8);
            (entered.own ? own : shared).push(now + secs);
            places = entered.places;
          } else if (own.length > 0) {
            const [end] = own.splice(Number(secs) % own.length, 1);
            if (end !== undefined) places = leaveVote(places, end);
          }
          const latest = [...own, ...shared].reduce((last, end) => (end > last ? end : last), now);
          const free = freeAt('Active', 0n, now, places);
          expect(free).toBe(latest);
        }
      }),
    );
  });
});
