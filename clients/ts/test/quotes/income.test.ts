import type { Address } from '@solana/kit';
import { describe, expect, test } from 'vitest';

import type { Share, Stake } from '../../src/generated/index.ts';
import { addIncomeMint, claimIncome, depositIncome, exit, returnedRent } from '../../src/quotes/index.ts';
import { EMPTY_STREAM, claimable, deposit } from '../../src/rules/income.ts';
import { U64_MAX } from '../../src/rules/math.ts';
import type { Status } from '../../src/rules/status.ts';
import {
  type VaultView,
  earned,
  earnedBy,
  perFractionSecond,
  shareOfIncome,
  stakeDue,
  vaultIncome,
} from '../../src/views/index.ts';
import {
  CLEO,
  CURATOR,
  NOW,
  NO_INCOME,
  PAINTER,
  RENT,
  incomeOf,
  key,
  outcome,
  poolOf,
  stakeOf,
  view,
  NO_OFFERINGS,
} from './support.ts';

const HOLDER = key(21);
const QUOTE = key(31);
const OTHER = key(32);
const THIRD = key(33);
const WEEK = 604_800;

/** A vault in which 4 fractions have been staked and `ago` seconds have passed since 604,800 units came in, twice. */
function streaming(ago: bigint, status: Status = 'Active'): VaultView {
  const stream = deposit(EMPTY_STREAM, 604_800n, WEEK);
  const income = [incomeOf(QUOTE, stream), incomeOf(OTHER, stream), NO_INCOME];
  const pool = poolOf({ income, staked: 4n, stakes: 2n, updatedAt: NOW - ago });
  return { ...view(status, { quoteMint: QUOTE }), pool };
}

/** The stake of one of them. */
const STAKE = stakeOf(HOLDER, 1n);

function incomeIn(view: VaultView, mint: Address) {
  const income = vaultIncome(view, mint);
  if (!income) throw new Error('no income');
  return income;
}

describe('a stream', () => {
  test('is shown at the time of the view', () => {
    const vault = streaming(10n);
    const shown = incomeIn(vault, QUOTE);
    expect(shown).toMatchObject({ waiting: 604_790n, secsLeft: WEEK - 10, place: 0, perSecond: 1n << 64n });
    expect(earned(shown)).toBe(10n);
    expect([perFractionSecond(shown, 4n), perFractionSecond(shown, 0n)]).toEqual([1n << 62n, 0n]);
    // Of two and a half.
    expect(claimable(shareOfIncome(shown, STAKE))).toBe(2n);
    expect([earnedBy(shown, 1n, 4n, 8n), earnedBy(shown, 4n, 4n, U64_MAX)]).toEqual([2n, 604_790n]);
    expect(stakeDue(vault, STAKE)).toEqual([QUOTE, OTHER].map(mint => ({ mint, amount: 2n })));
    expect(vaultIncome(vault, THIRD)).toBeNull();
  });

  test('waits while the clock is behind, and is done in the end', () => {
    expect(incomeIn(streaming(-10n), QUOTE).waiting).toBe(604_800n);
    const done = incomeIn(streaming(1_000_000n), OTHER);
    expect(done).toMatchObject({ waiting: 0n, secsLeft: 0, perSecond: 0n });
    expect(claimable(shareOfIncome(done, STAKE))).toBe(151_200n);
  });
});

describe('a deposit', () => {
  const vault = streaming(BigInt(WEEK / 2), 'Auction');
  const refusal = (mint: Address, amount: bigint) => outcome(() => depositIncome(vault, HOLDER, mint, amount, RENT));

  test('joins what waits', async () => {
    expect(await depositIncome(vault, HOLDER, QUOTE, 302_400n, RENT)).toMatchObject({
      waitingBefore: 302_400n,
      secsBefore: WEEK / 2,
      waiting: 604_800n,
      secs: (WEEK / 4) * 3,
      staked: 4n,
      accounts: [],
    });
    // Dust puts nothing off.
    expect((await depositIncome(vault, HOLDER, QUOTE, 1n, RENT)).secs).toBe(WEEK / 2);
  });

  test('is refused beyond 64 bits, of nothing, and in unknown mints', async () => {
    const most = U64_MAX - 604_800n;
    expect(await refusal(QUOTE, most)).toMatchObject({ amount: most });
    expect(await refusal(QUOTE, most + 1n)).toEqual({ refused: { code: 'Rule', rule: 'Overflow' } });
    expect(await refusal(QUOTE, 0n)).toEqual({ refused: { code: 'Rule', rule: 'ZeroAmount' } });
    expect(await refusal(THIRD, 1n)).toEqual({ refused: { code: 'NoIncomeMint', mint: THIRD, curator: CURATOR } });
    const byCurator = await depositIncome(vault, CURATOR, THIRD, 1n, RENT);
    expect(byCurator.accounts.map(({ kind }) => kind)).toEqual(['IncomeAccount']);
  });

  test.each(['Draft', 'Sold', 'Reclaimed'] as const)('is refused in %s', async status => {
    const refused = await outcome(() => depositIncome(streaming(0n, status), HOLDER, QUOTE, 1n, RENT));
    expect(refused).toEqual({ refused: { code: 'WrongStatus', status } });
  });
});

test('the first place is kept for the quote mint', async () => {
  const vault = view('Active', { quoteMint: QUOTE, fractionMint: CLEO });
  const add = (vault: VaultView, payer: Address, mint: Address) =>
    outcome(async () => (await addIncomeMint(vault, payer, mint, RENT)).place);
  const first = await addIncomeMint(vault, CURATOR, OTHER, RENT);
  expect(first.accounts.map(({ kind }) => kind)).toEqual(['Pool', 'StakedFractions', 'IncomeAccount']);
  expect([first.place, first.rent]).toEqual([1, returnedRent(first.accounts)]);
  expect(await add(vault, HOLDER, QUOTE)).toBe(0);
  expect(await add(vault, HOLDER, OTHER)).toEqual({ refused: { code: 'NotTheCurator', curator: CURATOR } });
  expect(await add(vault, CURATOR, CLEO)).toEqual({ refused: { code: 'IncomeMintIsFraction', mint: CLEO } });
  const full = { ...vault, pool: poolOf({ income: [NO_INCOME, incomeOf(OTHER), incomeOf(THIRD)] }) };
  expect(await add(full, HOLDER, QUOTE)).toBe(0);
  expect(await add(full, CURATOR, OTHER)).toEqual({ refused: { code: 'IncomeMintKnown', mint: OTHER } });
  expect(await add(full, CURATOR, PAINTER)).toEqual({ refused: { code: 'TooManyIncomeMints', most: 2 } });
});

const owed = (units: bigint): Share => ({ entry: [0n, 0n], owed: [U64_MAX, units] });

describe('a claim', () => {
  const vault = streaming(10n, 'Reclaimed');
  const claims = (stake: Stake, mints: readonly Address[] | null) => outcome(() => claimIncome(vault, stake, mints));

  test('is of what is wanted and owed', async () => {
    const both = [QUOTE, OTHER].map(mint => ({ mint, amount: 2n }));
    expect(await claims(STAKE, null)).toMatchObject({ claims: both, closes: false });
    expect(await claims(STAKE, [OTHER, THIRD])).toMatchObject({ claims: [{ mint: OTHER, amount: 2n }] });
    expect(await claims(STAKE, [THIRD])).toEqual({ refused: { code: 'NoIncomeDue', holder: HOLDER } });
  });

  test('closes a stake of nothing with the last whole unit', async () => {
    const left = { ...STAKE, amount: 0n, shares: [owed(3n), owed(1n), owed(0n)] };
    expect(await claims(left, null)).toMatchObject({ closes: true });
    expect(await claims(left, [QUOTE])).toMatchObject({ closes: false });
    const dust = { ...STAKE, amount: 0n, shares: [owed(0n), owed(0n), owed(0n)] };
    expect(await claims(dust, null)).toEqual({ refused: { code: 'NoIncomeDue', holder: HOLDER } });
  });
});

test('income on a frozen way stays owed to who leaves', () => {
  const vault = streaming(10n);
  const leave = (stake: Stake, unpayable: readonly Address[]) =>
    exit(vault, {
      ...NO_OFFERINGS,
      wallet: HOLDER,
      bid: null,
      stake,
      unpayable,
      fractions: 0n,
      strayFractions: 0n,
      assets: [],
    });
  const income = (mint: Address) => ({ __kind: 'Income', mint, amount: 2n });
  // The other mint is no cash.
  expect(leave(STAKE, [])).toMatchObject({ claims: [income(QUOTE), income(OTHER)], cash: 2n, closesStake: false });
  expect(leave(STAKE, [QUOTE])).toMatchObject({ claims: [income(OTHER)], cash: 0n });
  const left = { ...STAKE, amount: 0n, shares: [owed(5n), owed(5n), owed(5n)] };
  expect(leave(left, [QUOTE]).closesStake).toBe(false);
  expect(leave(left, []).closesStake).toBe(true);
});
