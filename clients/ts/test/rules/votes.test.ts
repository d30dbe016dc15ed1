import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { I64_MAX, max, U64_MAX } from '../../src/rules/math.ts';
import {
  cast,
  checkClosable,
  checkExecutable,
  EXECUTION_SECS,
  leastStake,
  open,
  passes,
  phase,
  type Ballot,
  type Poll,
} from '../../src/rules/votes.ts';
import { anyU64, between, ceilDiv, DAY, NOW, outcome, positiveU64, sum, SUPPLY, terms } from './support.ts';

const OPEN = open(terms(), SUPPLY, NOW);
const yes = (weight: bigint): Ballot => ({ yes: true, weight });
const no = (weight: bigint): Ballot => ({ yes: false, weight });

function poll(yes: bigint, no: bigint, changes: Partial<Poll> = {}): Poll {
  return { ...OPEN, yes, no, ...changes };
}

describe('a poll', () => {
  test('copies everything it is decided by', () => {
    expect(open(terms({ quorumBps: 3_000, thresholdBps: 6_667 }), SUPPLY, NOW)).toEqual({
      yes: 0n,
      no: 0n,
      supply: SUPPLY,
      quorumBps: 3_000,
      thresholdBps: 6_667,
      endsAt: NOW + 3n * DAY,
      executableAt: NOW + 4n * DAY,
      expiresAt: NOW + 18n * DAY,
    });
  });

  test('beyond all time is refused', () => {
    const whole = 3n * DAY + DAY + BigInt(EXECUTION_SECS);
    expect(open(terms(), 1n, I64_MAX - whole).expiresAt).toBe(I64_MAX);
    for (const later of [1n, whole / 2n, whole]) {
      expect(outcome(() => open(terms(), 1n, I64_MAX - whole + later))).toBe('Overflow');
    }
  });

  test('needs a quorum of the supply, and exactly that is enough', () => {
    const quorum = SUPPLY / 5n;
    expect([poll(quorum - 1n, 0n), poll(quorum, 0n), poll(quorum - 1n, 1n)].map(passes)).toEqual([false, true, true]);
    expect([poll(1n, 0n), poll(0n, 0n)].map(passes)).toEqual([false, false]);
    expect(passes(open(terms(), 0n, NOW))).toBe(false);
  });

  test('needs more than the threshold', () => {
    expect([poll(SUPPLY / 4n, SUPPLY / 4n), poll(SUPPLY / 4n + 1n, SUPPLY / 4n)].map(passes)).toEqual([false, true]);
    const twoThirds = { thresholdBps: 6_667 };
    expect(passes(poll(6_667_000_000n, 3_333_000_000n, twoThirds))).toBe(false);
    expect(passes(poll(6_667_000_001n, 3_332_999_999n, twoThirds))).toBe(true);
  });

  test('passes with what all want, whatever the rounding', () => {
    const anyBps = fc.tuple(fc.integer({ min: 100, max: 9_000 }), fc.integer({ min: 5_000, max: 9_000 }));
    fc.assert(
      fc.property(positiveU64(), anyBps, (supply, [quorumBps, thresholdBps]) => {
        const opened = open(terms({ quorumBps, thresholdBps }), supply, NOW);
        expect(passes(cast(opened, null, yes(supply), NOW))).toBe(true);
        const quorum = ceilDiv(supply * BigInt(quorumBps), 10_000n);
        expect([quorum, quorum - 1n].map(votes => passes({ ...opened, yes: votes }))).toEqual([true, false]);
      }),
    );
  });
});

describe('ballots', () => {
  test('are cast, changed, grown and withdrawn', () => {
    let present = cast(OPEN, null, yes(5n), NOW);
    const then = (before: Ballot | null, after: Ballot | null) => {
      present = cast(present, before, after, NOW);
      return [present.yes, present.no];
    };
    expect(then(null, no(7n))).toEqual([5n, 7n]);
    expect(then(yes(5n), yes(6n))).toEqual([6n, 7n]);
    expect(then(yes(6n), no(6n))).toEqual([0n, 13n]);
    expect(then(no(7n), null)).toEqual([0n, 6n]);
    expect(then(null, null)).toEqual([0n, 6n]);
    expect(then(no(6n), null)).toEqual([0n, 0n]);
    expect(present).toEqual(OPEN);
  });

  test.each([
    [yes(6n), null, 'LedgerMismatch'],
    [no(8n), yes(8n), 'LedgerMismatch'],
    [null, yes(SUPPLY - 11n), 'LedgerMismatch'],
    [no(7n), no(SUPPLY - 4n), 'LedgerMismatch'],
    [null, yes(U64_MAX - 4n), 'Overflow'],
    [null, no(U64_MAX - 7n), 'Overflow'],
  ])('%o to %o cannot be cast: %s', (before, after, refusal) => {
    expect(outcome(() => cast(poll(5n, 7n), before, after, NOW))).toBe(refusal);
  });

  test('fill the supply and no more', () => {
    expect(cast(poll(5n, 7n), null, yes(SUPPLY - 12n), NOW)).toEqual(poll(SUPPLY - 7n, 7n));
    expect(cast(poll(5n, 7n), no(7n), no(SUPPLY - 5n), NOW)).toEqual(poll(5n, SUPPLY - 5n));
  });

  test('are cast until the second before the end', () => {
    expect(cast(OPEN, null, yes(1n), OPEN.endsAt - 1n).yes).toBe(1n);
    for (const now of [OPEN.endsAt, OPEN.endsAt + 1n, I64_MAX]) {
      expect(outcome(() => cast(OPEN, null, yes(1n), now))).toBe('VotingOver');
      expect(outcome(() => cast(poll(1n, 0n), yes(1n), null, now))).toBe('VotingOver');
    }
  });

  test('sum up to one ballot per voter', () => {
    const anyBallot = fc.option(fc.record({ yes: fc.boolean(), weight: fc.oneof(between(0n, 19n), anyU64()) }));
    const changes = fc.array(fc.tuple(fc.nat(5), anyBallot), { maxLength: 60 });
    fc.assert(
      fc.property(positiveU64(), changes, (supply, steps) => {
        let present = open(terms(), supply, NOW);
        const ballots = new Array<Ballot | null>(6).fill(null);
        const weights = (of: readonly (Ballot | null)[], side?: boolean) =>
          sum(of.map(ballot => (ballot && (side ?? ballot.yes) === ballot.yes ? ballot.weight : 0n)));
        for (const [voter, after] of steps) {
          const next = outcome(() => cast(present, ballots[voter] ?? null, after, NOW));
          if (typeof next === 'object') {
            present = next;
            ballots[voter] = after;
          } else {
            expect(weights(ballots.with(voter, after)) > supply).toBe(true);
            expect(['LedgerMismatch', 'Overflow']).toContain(next);
          }
          expect([present.yes, present.no]).toEqual([weights(ballots, true), weights(ballots, false)]);
        }
      }),
    );
  });
});

describe('the phases', () => {
  const { endsAt, executableAt, expiresAt } = OPEN;

  test.each([
    ['Voting', NOW, endsAt, 'VotingNotOver', 'ProposalAlive'],
    ['Delayed', endsAt, executableAt, 'ProposalDelayed', 'ProposalAlive'],
    ['Executable', executableAt, expiresAt, undefined, 'ProposalAlive'],
    ['Expired', expiresAt, I64_MAX, 'ProposalExpired', undefined],
  ] as const)('of a passed vote: %s to the second', (expected, from, until, execution, closing) => {
    const passed = poll(SUPPLY / 2n, 0n);
    for (const now of [from, until - 1n]) {
      expect(phase(passed, now)).toBe(expected);
      expect(outcome(() => checkExecutable(passed, false, now))).toBe(execution);
      expect(outcome(() => checkClosable(passed, false, false, now))).toBe(closing);
    }
  });

  test('of a defeated vote end with it', () => {
    for (const defeated of [poll(0n, 0n), poll(SUPPLY / 5n - 1n, 0n), poll(SUPPLY / 2n, SUPPLY / 2n)]) {
      expect(outcome(() => checkClosable(defeated, false, false, endsAt - 1n))).toBe('ProposalAlive');
      for (const now of [endsAt, executableAt, expiresAt, I64_MAX]) {
        expect(phase(defeated, now)).toBe('Defeated');
        expect(outcome(() => checkExecutable(defeated, false, now))).toBe('ProposalDefeated');
        expect(outcome(() => checkClosable(defeated, false, false, now))).toBeUndefined();
      }
    }
  });

  test('of what was executed, or is past all votes, do not matter', () => {
    for (const now of [NOW, endsAt, executableAt, expiresAt]) {
      expect(outcome(() => checkExecutable(poll(SUPPLY, 0n), true, now))).toBe('ProposalExecuted');
      expect(outcome(() => checkClosable(poll(SUPPLY, 0n), true, false, now))).toBeUndefined();
      expect(outcome(() => checkClosable(poll(SUPPLY, 0n), false, true, now))).toBeUndefined();
    }
  });
});

describe('the least stake to propose', () => {
  test.each([
    [100, SUPPLY, SUPPLY / 100n],
    [100, SUPPLY + 1n, SUPPLY / 100n + 1n],
    [0, SUPPLY, 1n],
    [0, 0n, 1n],
    [1, 1n, 1n],
    [2_500, U64_MAX, 4_611_686_018_427_387_904n],
    [10_001, SUPPLY, 'Overflow'],
  ])('of %i basis points of %i is %s', (proposalStakeBps, supply, expected) => {
    expect(outcome(() => leastStake({ proposalStakeBps }, supply))).toBe(expected);
  });

  test('is its part of the supply, and some stake has it', () => {
    fc.assert(
      fc.property(positiveU64(), fc.integer({ min: 0, max: 2_500 }), (supply, proposalStakeBps) => {
        const least = leastStake({ proposalStakeBps }, supply);
        expect(least).toBe(max(ceilDiv(supply * BigInt(proposalStakeBps), 10_000n), 1n));
        expect(least <= supply).toBe(true);
      }),
    );
  });
});
