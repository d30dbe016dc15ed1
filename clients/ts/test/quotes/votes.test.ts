import type { Address } from '@solana/kit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Action, Stake, Vote } from '../../src/generated/index.ts';
import {
  type Standing,
  executeProposal,
  propose,
  returnedTo,
  standing,
  toppedUp,
  vote,
  withdrawVote,
} from '../../src/quotes/index.ts';
import { RuleError } from '../../src/rules/error.ts';
import type { Status } from '../../src/rules/status.ts';
import { type Poll, open, passes } from '../../src/rules/votes.ts';
import { PROPOSAL_ACCOUNT, VOTE_ACCOUNT } from '../../src/state.ts';
import { type ProposalView, type VaultView, type VoteView, proposalView } from '../../src/views/index.ts';
import { between } from '../rules/support.ts';
import { CLEO, DAY, NOW, RENT, SUPPLY, key, outcome, poolOf, stakeOf, terms, view, zeroed } from './support.ts';

const ANA = key(11);
const BEN = key(12);
const QUORUM = SUPPLY / 5n;

/** The vault with so much staked, `secs` after the proposals of {@link proposed}. */
function at(status: Status, staked: bigint, secs = 0n): VaultView {
  return { ...view(status), pool: poolOf({ staked, stakes: 2n }), now: NOW + secs };
}

function poll(yes: bigint, no: bigint): Poll {
  return { ...open(terms(), SUPPLY, NOW), yes, no };
}

function proposed(view: VaultView, yes: bigint, no = 0n): ProposalView {
  const proposal = zeroed(PROPOSAL_ACCOUNT, { ...poll(yes, no), kind: 5, number: 3n, proposer: ANA });
  return proposalView(view, BEN, proposal, 1n);
}

function staked(amount: bigint, fields: Partial<Stake> = {}): Stake {
  return stakeOf(ANA, amount, null, { lockedUntil: 0n, ...fields });
}

function stands(staked: bigint, yes: bigint, no: bigint): Standing {
  return standing(at('Active', staked), poll(yes, no));
}

describe('where a vote stands', () => {
  test('the quorum is told to the fraction', () => {
    const short = stands(SUPPLY, QUORUM - 2n, 1n);
    expect(short).toMatchObject({ quorum: QUORUM, quorumLeft: 1n, yesNeeded: 1n, passes: false });
    const there = stands(SUPPLY, QUORUM - 1n, 1n);
    expect(there).toMatchObject({ quorumLeft: 0n, yesNeeded: 0n, passes: true, yesBps: 1_999n, noBps: 0n });
    // Rounded up, as exactly that much passes.
    expect(standing(at('Active', 0n), { ...poll(0n, 0n), supply: SUPPLY + 1n }).quorum).toBe(QUORUM + 1n);
  });

  test('the missing yes votes are the fewest that pass', () => {
    const ballots = fc.tuple(
      between(0n, SUPPLY / 2n),
      between(0n, SUPPLY / 2n),
      fc.integer({ min: 5_000, max: 9_000 }),
    );
    fc.assert(
      fc.property(ballots, ([yes, no, thresholdBps]) => {
        const now = { ...poll(yes, no), thresholdBps };
        const needed = standing(at('Active', SUPPLY), now).yesNeeded;
        expect(passes({ ...now, yes: yes + needed })).toBe(true);
        expect(needed === 0n || !passes({ ...now, yes: yes + needed - 1n })).toBe(true);
      }),
    );
  });

  test('who can still change it is who is staked and has not voted, and who could stake', () => {
    const half = stands(SUPPLY / 2n, SUPPLY / 4n, SUPPLY / 10n);
    expect(half).toMatchObject({
      stakedNotVoted: SUPPLY / 2n - (SUPPLY * 35n) / 100n,
      notStaked: SUPPLY / 2n,
      passes: true,
      settled: false,
    });
    // Of all others none can turn a majority of the supply, nor lift what half the supply is against.
    expect(stands(SUPPLY, SUPPLY / 2n + 1n, 0n).settled).toBe(true);
    expect(stands(SUPPLY, SUPPLY / 2n, 0n).settled).toBe(false);
    expect(stands(SUPPLY, 0n, SUPPLY / 2n)).toMatchObject({ settled: true, passes: false });
    expect(stands(SUPPLY, 0n, SUPPLY / 2n - 1n).settled).toBe(false);
  });

  test('once it is over nobody can', () => {
    const over = standing(at('Active', SUPPLY, 3n * DAY), poll(1n, 0n));
    expect(over).toMatchObject({ stakedNotVoted: 0n, notStaked: 0n, settled: true });
    expect(standing(at('Sold', 5n), poll(SUPPLY, 0n))).toMatchObject({ stakedNotVoted: 0n, settled: true });
    // A ballot that is not staked.
    expect(() => standing(at('Active', 1n), poll(2n, 0n))).toThrow(new RuleError('LedgerMismatch'));
  });
});

describe('a vote', () => {
  const now = at('Active', SUPPLY / 2n);
  const found = proposed(now, 100n, 50n);
  const { endsAt } = found.poll;
  const cast = zeroed(VOTE_ACCOUNT, { holder: ANA, payer: BEN, weight: 20n, endsAt, placed: 1 });
  const by = (stake: Stake, before: Vote | null, yes: boolean, view = now) =>
    vote(view, found, stake, ANA, before, yes, RENT);

  test('counts the whole stake once on one side', async () => {
    const first = await by(staked(30n), null, false);
    expect(first).toMatchObject({ before: null, ballot: { yes: false, weight: 30n }, freeAt: endsAt });
    expect(first.standing.poll).toMatchObject({ yes: 100n, no: 80n });
    expect([toppedUp(first), first.accounts.map(({ kind }) => kind)]).toEqual([0n, ['Vote']]);
    const more = await by(staked(30n), cast, false);
    expect([more.standing.poll.no, toppedUp(more), more.rent]).toEqual([60n, 10n, 0n]);
    // Its place was taken by the first ballot: none is by a further one.
    expect(more.freeAt).toBe(0n);
    const turned = await by(staked(30n), cast, true);
    expect([turned.standing.poll.yes, turned.standing.poll.no, toppedUp(turned)]).toEqual([130n, 30n, 0n]);
  });

  test('locks the stake until it ends, with a place of its own or without', async () => {
    const locked = staked(30n, { lockedUntil: endsAt + 1n });
    expect((await by(locked, null, true)).freeAt).toBe(endsAt + 1n);
    const full = staked(30n, { votes: [9n, 8n, 7n, 6n, 5n, 4n, 3n, 2n, 0n].map(secs => NOW + secs) });
    expect((await by(full, null, true)).freeAt).toBe(endsAt);
  });

  test('is refused without a stake, by strangers, when it is late and after the sale', async () => {
    const nothing = { code: 'NothingStaked', vault: now.address, holder: ANA };
    expect(await outcome(() => by(staked(0n), null, true))).toEqual({ refused: nothing });
    const stranger = () => vote(now, found, staked(30n), BEN, null, true, RENT);
    const delegate = { code: 'NotTheHolderOrDelegate', authority: BEN, delegate: null };
    expect(await outcome(stranger)).toEqual({ refused: delegate });
    const late = at('Active', SUPPLY / 2n, 3n * DAY);
    const over = { code: 'VotingOver', number: 3n, endedAt: NOW + 3n * DAY };
    expect(await outcome(() => by(staked(30n), null, true, late))).toEqual({ refused: over });
    for (const status of ['Sold', 'Reclaimed'] as const) {
      const refused = await outcome(() => by(staked(30n), null, true, at(status, 0n)));
      expect(refused).toEqual({ refused: { code: 'WrongStatus', status } });
    }
  });

  test('that is withdrawn frees the stake as far as nothing else locks it', async () => {
    const yes = { ...cast, yes: 1 };
    const record = (counts: boolean, vote = yes): VoteView => {
      return { address: CLEO, vote, number: 3n, yes: true, weight: 20n, counts, lamports: 7n };
    };
    const other = staked(20n, { votes: [endsAt, NOW + 9n, 0n, 0n, 0n, 0n, 0n, 0n, 0n] });
    const out = (authority: Address, proposal: ProposalView | null, stake: Stake | null) =>
      outcome(() => withdrawVote(now, record(true), proposal, stake, authority));
    expect(await out(ANA, found, other)).toMatchObject({
      standing: { poll: { yes: 80n } },
      freeAt: NOW + 9n,
      returned: { kind: 'Vote', address: CLEO, to: BEN, lamports: 7n },
    });
    // One that shares its place leaves the end of the others there.
    const shared = withdrawVote(now, record(true, { ...yes, placed: 0 }), found, other, ANA);
    expect(shared.freeAt).toBe(endsAt);
    const stranger = { code: 'NotTheHolderOrDelegate', authority: BEN, delegate: null };
    expect(await out(BEN, found, other)).toEqual({ refused: stranger });
    expect(await out(ANA, null, other)).toEqual({ refused: { code: 'NoProposal', vault: now.address, number: 3n } });
    const gone = { code: 'NothingStaked', vault: now.address, holder: ANA };
    expect(await out(ANA, found, null)).toEqual({ refused: gone });
    expect(withdrawVote(now, record(false), null, null, BEN)).toMatchObject({ standing: null, freeAt: null });
  });
});

test.each<[bigint, bigint, string, string]>([
  [QUORUM, 3n * DAY - 1n, 'Voting', 'Lapsed'],
  [QUORUM, 3n * DAY, 'Delayed', 'Lapsed'],
  [QUORUM, 4n * DAY - 1n, 'Delayed', 'Lapsed'],
  [QUORUM, 4n * DAY, 'Executable', 'Lapsed'],
  [QUORUM, 18n * DAY, 'Expired', 'Expired'],
  [QUORUM - 1n, 3n * DAY - 1n, 'Voting', 'Lapsed'],
  [QUORUM - 1n, 3n * DAY, 'Defeated', 'Defeated'],
])('the phase follows the clock and the sale ends what is open: %d after %d', (yes, secs, active, sold) => {
  const phase = (status: Status) => proposed(at(status, SUPPLY, secs), yes).phase;
  expect([phase('Active'), phase('Sold')]).toEqual([active, sold]);
});

describe('executing', () => {
  const done = at('Active', SUPPLY, 4n * DAY);
  const passed = proposed(done, QUORUM);

  test('a decision changes nothing', async () => {
    const action = { __kind: 'Resolve', uri: '', hash: new Uint8Array(32) };
    const quote = await executeProposal(done, passed, RENT);
    expect(quote).toEqual({ number: 3n, action, license: null, offeredUntil: null, accounts: [], rent: 0n });
  });

  test('a licence makes its account', async () => {
    const grant = { ...passed.proposal, kind: 0, termSecs: 3_600 };
    const quote = await executeProposal(done, proposalView(done, BEN, grant, 1n), RENT);
    expect(quote.offeredUntil).toBe(done.now + 14n * DAY);
    expect(quote.accounts).toMatchObject([{ kind: 'License', address: quote.license, lamports: quote.rent }]);
  });

  test('waits for the delay and for a status that allows it', async () => {
    const early = at('Active', SUPPLY, 4n * DAY - 1n);
    const times = { executableAt: NOW + 4n * DAY, expiresAt: NOW + 18n * DAY };
    expect(await outcome(() => executeProposal(early, proposed(early, QUORUM), RENT))).toEqual({
      refused: { code: 'NotExecutable', number: 3n, phase: 'Delayed', ...times },
    });
    const auction = at('Auction', SUPPLY, 4n * DAY);
    const curator = proposalView(auction, BEN, { ...passed.proposal, kind: 2 }, 1n);
    const status = { code: 'WrongStatus', status: 'Auction' };
    expect(await outcome(() => executeProposal(auction, curator, RENT))).toEqual({ refused: status });
  });
});

describe('proposing', () => {
  const now = at('Active', SUPPLY);
  const least = SUPPLY / 100n;
  const resolve = (uri: string): Action => ({ __kind: 'Resolve', uri, hash: new Uint8Array(32) });
  const grant = (termsUri: string, termSecs: number): Action => {
    const rest = { licensee: BEN, termsHash: new Uint8Array(32), fee: 1n, exclusive: false };
    return { __kind: 'GrantLicense', termsUri, termSecs, ...rest };
  };
  const made = (stake: Stake | null, action: Action) => outcome(() => propose(now, stake, action, RENT));

  test('opens the vote', async () => {
    const quote = await propose(now, staked(least), resolve('u'.repeat(128)), RENT);
    expect(quote).toMatchObject({ number: 0n, leastStake: least, staked: least, standing: { poll: poll(0n, 0n) } });
    expect(quote.accounts).toMatchObject([{ kind: 'Proposal', address: quote.address, lamports: quote.rent }]);
  });

  test('takes a stake', async () => {
    const poor = (staked: bigint) => ({ refused: { code: 'StakeBelowProposal', needed: least, staked } });
    expect(await made(staked(least - 1n), resolve(''))).toEqual(poor(least - 1n));
    expect(await made(null, resolve(''))).toEqual(poor(0n));
    const auction = at('Auction', SUPPLY);
    expect(await outcome(() => propose(auction, staked(least), resolve(''), RENT))).toEqual({
      refused: { code: 'WrongStatus', status: 'Auction' },
    });
  });

  test.each<[Action, unknown]>([
    [grant('', 3_599), { code: 'Rule', rule: 'LicenseTermOutOfBounds' }],
    [grant('u'.repeat(129), 3_600), { code: 'TermsUriTooLong', bytes: 129, most: 128 }],
    [resolve('ü'.repeat(65)), { code: 'TermsUriTooLong', bytes: 130, most: 128 }],
    [grant('a\0b', 3_600), { code: 'TermsUriWithZero' }],
    [
      { __kind: 'SetCurator', curator: BEN, feeBps: 201 },
      { code: 'CuratorFeeAboveCap', feeBps: 201, capBps: 200 },
    ],
    [
      { __kind: 'SetAuctionTerms', auctionSecs: 86_399, extensionSecs: 0, stepBps: 100 },
      { code: 'Rule', rule: 'AuctionLengthOutOfBounds' },
    ],
  ])('what could never be executed is refused: %o', async (action, refused) => {
    expect(await made(staked(least), action)).toEqual({ refused });
  });

  test.each<Action>([
    grant('', 3_600),
    { __kind: 'EndLicense', license: BEN },
    { __kind: 'SetCurator', curator: BEN, feeBps: 200 },
    { __kind: 'SetAuctionTerms', auctionSecs: 86_400, extensionSecs: 0, stepBps: 100 },
    { __kind: 'AddIncomeMint', mint: BEN },
  ])('what could is not: %o', async action => {
    expect(await made(staked(least), action)).toMatchObject({ staked: least });
  });
});

test('rent is added up for whom it comes back to', () => {
  const rents = [ANA, BEN, ANA].map((to, index) => ({
    kind: 'Vote' as const,
    address: CLEO,
    to,
    lamports: BigInt(index),
  }));
  const closed = { proposals: [], votes: [], left: 0, returned: rents };
  expect([returnedTo(closed, ANA), returnedTo(closed, BEN), returnedTo(closed, CLEO)]).toEqual([2n, 1n, 0n]);
});
