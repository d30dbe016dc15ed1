import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { NOBODY, askOf, bookOf, termsOf } from '../../src/content.ts';
import type { Stake } from '../../src/generated/index.ts';
import { type Ask, ask, askLevel, delegate, depth, returnedRent, stake, unstake } from '../../src/quotes/index.ts';
import { RuleError } from '../../src/rules/error.ts';
import { reserve } from '../../src/rules/reserve.ts';
import { AUCTION_LOCK_SECS } from '../../src/rules/stake.ts';
import type { Status } from '../../src/rules/status.ts';
import { type VaultView, stakeFreeAt } from '../../src/views/index.ts';
import { between, sum } from '../rules/support.ts';
import {
  CLEO,
  DAY,
  NOW,
  NO_INCOME,
  RENT,
  SUPPLY,
  asksOf,
  key,
  outcome,
  poolOf,
  stakeOf,
  view as emptyView,
} from './support.ts';

const ANA = key(21);
const BEN = key(22);
const HIGHEST = 103_034_676_446n;

/** A vault with these stakes. */
function withStakes(stakes: readonly Stake[], status: Status = 'Active'): VaultView {
  const view = emptyView(status);
  const asks = asksOf(stakes.map(askOf));
  const pool = poolOf({ staked: sum(stakes.map(({ amount }) => amount)), stakes: BigInt(stakes.length) });
  return { ...view, asks, pool, reserve: reserve(termsOf(view.vault), bookOf(asks), SUPPLY) };
}

describe('the worked example', () => {
  test('makes the pool and the first stake', async () => {
    const quote = await stake(emptyView(), ANA, null, 4_000_000_000n, RENT);
    expect(quote).toMatchObject({
      before: 0n,
      staked: 4_000_000_000n,
      totalStaked: 4_000_000_000n,
      shareBps: 4_000n,
      ask: null,
      lockedUntil: NOW + DAY,
      freeAt: NOW + DAY,
    });
    expect(quote.accounts.map(({ kind }) => kind)).toEqual(['Pool', 'StakedFractions', 'Stake']);
    expect(quote.rent).toBe(returnedRent(quote.accounts));
  });

  test('has the reserve of the level at which more than half would sell', async () => {
    const ben = stakeOf(BEN, 1_100_000_000n);
    const vault = withStakes([stakeOf(ANA, 4_000_000_000n, 90), ben]);
    expect(vault.reserve.price).toBe(1_000_000_000n);
    const quote = await ask(vault, ben, BEN, { __kind: 'AtLeast', fields: [800_000_000n] }, RENT);
    expect(quote).toMatchObject({
      before: null,
      ask: { level: 92, price: 822_702_474n },
      weight: 1_100_000_000n,
      reserveBefore: vault.reserve,
      reserve: { price: 822_702_474n, consenting: 5_100_000_000n },
      accounts: [],
    });
  });
});

test.each<[Ask, unknown]>([
  [{ __kind: 'AtLeast', fields: [822_702_474n] }, 92],
  [{ __kind: 'AtLeast', fields: [822_702_475n] }, 93],
  [{ __kind: 'AtLeast', fields: [0n] }, 0],
  [{ __kind: 'AtLeast', fields: [HIGHEST] }, 191],
  [
    { __kind: 'AtLeast', fields: [HIGHEST + 1n] },
    { refused: { code: 'AskAboveLadder', price: HIGHEST + 1n, highest: HIGHEST } },
  ],
  [{ __kind: 'Level', fields: [191] }, 191],
  [{ __kind: 'Level', fields: [192] }, { refused: { code: 'Rule', rule: 'LevelOutOfBounds' } }],
  [{ __kind: 'Nothing' }, null],
])('a wish is never rounded down: %o', async (wish, level) => {
  expect(await outcome(() => askLevel(wish, emptyView()))).toEqual(level);
});

describe('the depth', () => {
  test('counts every fraction once', () => {
    const stakes = [stakeOf(ANA, 3_000_000_001n, 0), stakeOf(BEN, 1n, 96), stakeOf(CLEO, 5n, 191)];
    const levels = depth(withStakes(stakes));
    const atOpening = SUPPLY - 3_000_000_001n - 5n;
    expect(levels).toMatchObject([
      {
        level: 0,
        price: 9_243_305n,
        weight: 3_000_000_001n,
        asking: 3_000_000_001n,
        weightBps: 3_000n,
        consents: false,
      },
      { level: 96, price: 1_000_000_000n, weight: atOpening, asking: 1n, consents: true },
      { level: 191, price: HIGHEST, weight: 5n, asking: 5n, weightBps: 0n, consents: true },
    ]);
    expect(levels.map(({ cumulativeBps }) => cumulativeBps)).toEqual([3_000n, 9_999n, 10_000n]);
    expect(depth(emptyView())).toHaveLength(1);
    expect(depth({ ...emptyView('Reclaimed'), supply: 0n })).toEqual([]);
    expect(() => depth({ ...withStakes(stakes), supply: 3_000_000_006n })).toThrow(new RuleError('LedgerMismatch'));
  });

  test('sums up to the supply and consents from the reserve on', () => {
    const asks = fc.array(fc.tuple(fc.nat(191), between(1n, SUPPLY / 20n)), { maxLength: 20 });
    fc.assert(
      fc.property(asks, asks => {
        const vault = withStakes(asks.map(([level, amount], index) => stakeOf(key(index), amount, level)));
        const levels = depth(vault);
        expect(sum(levels.map(({ weight }) => weight))).toBe(SUPPLY);
        expect(levels.at(-1)?.cumulative).toBe(SUPPLY);
        const first = levels.find(({ consents }) => consents);
        expect([first?.level, first?.cumulative]).toEqual([vault.reserve.level, vault.reserve.consenting]);
      }),
      { numRuns: 50 },
    );
  });
});

test('the quoted reserve is that of the book afterwards', async () => {
  const level = fc.option(fc.nat(191));
  const amounts = fc.array(fc.tuple(level, between(1n, SUPPLY / 20n)), { minLength: 1, maxLength: 10 });
  await fc.assert(
    fc.asyncProperty(amounts, level, between(1n, SUPPLY / 2n), async (others, wish, more) => {
      const stakes = others.map(([level, amount], index) => stakeOf(key(index), amount, level));
      const [own, ...rest] = stakes as [Stake, ...Stake[]];
      const order: Ask = wish === null ? { __kind: 'Nothing' } : { __kind: 'Level', fields: [wish] };
      const vault = withStakes(stakes);
      const changed = await ask(vault, own, own.holder, order, RENT);
      const after = withStakes([stakeOf(own.holder, own.amount, wish), ...rest]);
      expect(changed.reserve).toEqual(after.reserve);
      const added = await stake(vault, own.holder, own, more, RENT);
      expect(added.reserve).toEqual(withStakes([{ ...own, amount: own.amount + more }, ...rest]).reserve);
    }),
    { numRuns: 30 },
  );
});

test('holder and delegate ask while the vault is Active', async () => {
  const ana = stakeOf(ANA, 7n, null, { delegate: BEN });
  const vault = withStakes([ana]);
  const by = (authority: typeof ANA, stake: Stake, vault: VaultView) =>
    outcome(async () => (await ask(vault, stake, authority, { __kind: 'Level', fields: [96] }, RENT)).weight);
  expect([await by(ANA, ana, vault), await by(BEN, ana, vault)]).toEqual([7n, 7n]);
  const stranger = { code: 'NotTheHolderOrDelegate', authority: CLEO, delegate: BEN };
  expect(await by(CLEO, ana, vault)).toEqual({ refused: stranger });
  const nobody = { code: 'NotTheHolderOrDelegate', authority: NOBODY, delegate: null };
  expect(await by(NOBODY, stakeOf(ANA, 7n), vault)).toEqual({ refused: nobody });
  const nothing = { code: 'NothingStaked', vault: vault.address, holder: ANA };
  expect(await by(ANA, stakeOf(ANA, 0n), vault)).toEqual({ refused: nothing });
  for (const status of ['Draft', 'Auction', 'Sold', 'Reclaimed'] as const) {
    expect(await by(ANA, ana, withStakes([ana], status))).toEqual({ refused: { code: 'WrongStatus', status } });
  }
});

describe('a stake', () => {
  const ana = stakeOf(ANA, 10n, 90);
  const at = (status: Status, enteredAt: bigint, now: bigint): VaultView => {
    const view = withStakes([ana, stakeOf(BEN, 5n)], status);
    return { ...view, now, vault: { ...view.vault, enteredAt } };
  };
  const out = (view: VaultView, amount: bigint) =>
    outcome(() => {
      const quote = unstake(view, ana, amount);
      return [quote.staked, quote.totalStaked];
    });
  const locked = (now: bigint, freeAt: bigint) => ({ refused: { code: 'StakeLocked', freeAt, now } });

  test('leaves when its lock is over', async () => {
    const [end, start] = [NOW + DAY, NOW + 50n];
    expect(await out(at('Active', 0n, end - 1n), 4n)).toEqual(locked(end - 1n, end));
    expect(await out(at('Active', 0n, end), 4n)).toEqual([6n, 11n]);
    expect([end - 1n, end].map(now => stakeFreeAt(at('Active', 0n, now), ana))).toEqual([end, null]);
    const hour = start + BigInt(AUCTION_LOCK_SECS);
    expect(await out(at('Auction', start, hour - 1n), 10n)).toEqual(locked(hour - 1n, hour));
    expect(await out(at('Auction', start, hour), 10n)).toEqual([0n, 5n]);
    expect(await out(at('Sold', start, start), 10n)).toEqual([0n, 5n]);
  });

  test('leaves in parts, and closes with the last', async () => {
    const free = at('Active', 0n, NOW + DAY);
    expect(await out(free, 11n)).toEqual({ refused: { code: 'NotEnoughStaked', needed: 11n, staked: 10n } });
    expect(await out(free, 0n)).toEqual({ refused: { code: 'Rule', rule: 'ZeroAmount' } });
    expect(unstake(free, ana, 10n)).toMatchObject({ closes: true, ask: null, reserve: { price: 1_000_000_000n } });
    expect(unstake(free, ana, 9n)).toMatchObject({ closes: false, ask: { level: 90 } });
  });

  test('is free after the sale, where no pool is opened any more', async () => {
    const sold = withStakes([stakeOf(BEN, 5n)], 'Sold');
    const made = (view: VaultView) => outcome(async () => (await stake(view, ANA, null, 1n, RENT)).freeAt);
    expect(await made(sold)).toEqual({ refused: { code: 'NothingLeftToEarn' } });
    const income = [NO_INCOME, { ...NO_INCOME, balance: 1n }, NO_INCOME];
    expect(await made({ ...sold, pool: poolOf({ ...sold.pool, income }) })).toBeNull();
    expect(await made({ ...sold, pool: null })).toEqual({ refused: { code: 'WrongStatus', status: 'Sold' } });
    const reclaimed = emptyView('Reclaimed');
    expect(await made(reclaimed)).toEqual({ refused: { code: 'WrongStatus', status: 'Reclaimed' } });
  });

  test('has no delegate where the address of all zeros is named', () => {
    const led = stakeOf(ANA, 1n, null, { delegate: BEN });
    expect(delegate(led, CLEO)).toEqual({ before: BEN, delegate: CLEO });
    expect(delegate(led, NOBODY)).toEqual({ before: BEN, delegate: null });
    expect(delegate(ana, null)).toEqual({ before: null, delegate: null });
  });
});
