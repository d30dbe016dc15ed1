/** Quotes of staking, unstaking and delegates. */
import type { Address } from '@solana/kit';
import { askOf, delegateOf, somebody } from '../content.ts';
import { ClientError } from '../errors/client.ts';
import { withDetails, withRules } from '../errors/refusals.ts';
import type { Stake } from '../generated/index.ts';
import * as pda from '../pda.ts';
import { BPS, mulDivFloor, u64 } from '../rules/math.ts';
import type { Reserve } from '../rules/reserve.ts';
import * as rules from '../rules/stake.ts';
import { acceptsStakes, opensStaking, paysOut } from '../rules/status.ts';
import { type AskView, type Due, askAt, stakeDue, vaultStaked } from '../views/staking.ts';
import type { VaultView } from '../views/vault.ts';
import { type NewAccount, type Rent, newAccount, totalRent } from './accounts.ts';
import { reserveAfter } from './asks.ts';

/** What staking does. */
export type StakeQuote = {
  /** What the holder had staked, in raw units. */
  readonly before: bigint;
  /** What it has staked afterwards. */
  readonly staked: bigint;
  /** What all holders have staked afterwards, in raw units. */
  readonly totalStaked: bigint;
  /** The holder's stake as a part of the supply, in basis points, floored. */
  readonly shareBps: bigint;
  /** What the stake asks, what is added included; without an ask it counts at the opening price. */
  readonly ask: AskView | null;
  /** The reserve as it was; it counts while the vault is Active. */
  readonly reserveBefore: Reserve;
  /** The reserve afterwards. */
  readonly reserve: Reserve;
  /** Until when the whole stake is locked, in Unix seconds, as long as the vault is Active. */
  readonly lockedUntil: bigint;
  /**
   * From when on it may leave as things are: in an auction an hour after its start; `null` if it may at once, as after the
   * sale.
   */
  readonly freeAt: bigint | null;
  /**
   * Accounts made, at the holder's expense. Their rent comes back: that of the stake when nothing is staked or owed any
   * more, that of the pool when the vault is closed.
   */
  readonly accounts: readonly NewAccount[];
  /** What they cost, in lamports. */
  readonly rent: bigint;
};

/** What unstaking does. */
export type UnstakeQuote = {
  /** What the holder had staked, in raw units. */
  readonly before: bigint;
  /** What it has staked afterwards. */
  readonly staked: bigint;
  /** What all holders have staked afterwards, in raw units. */
  readonly totalStaked: bigint;
  /** What the rest of the stake asks. */
  readonly ask: AskView | null;
  /** The reserve as it was; it counts while the vault is Active. */
  readonly reserveBefore: Reserve;
  /** The reserve afterwards. */
  readonly reserve: Reserve;
  /** Income earned so far, which stays claimable, by mint. */
  readonly due: readonly Due[];
  /** Whether the stake is closed: nothing is staked and no whole unit of income owed any more. */
  readonly closes: boolean;
  /**
   * Lamports of the closed stake that come back to the holder. {@link unstake} leaves them 0: they follow from the accounts
   * that the action of this name reads.
   */
  readonly returned: bigint;
  /** Accounts made, at the holder's expense: its token account for fractions, where there is none. */
  readonly accounts: readonly NewAccount[];
  /** What they cost, in lamports. */
  readonly rent: bigint;
};

/** What naming a delegate does. */
export type DelegateQuote = {
  /** Who could set the ask besides the holder. */
  readonly before: Address | null;
  /** Who can afterwards. */
  readonly delegate: Address | null;
};

/**
 * Quotes staking `amount` raw fractions more, where `stake` is what the holder has staked already.
 *
 * @throws {ClientError} WrongStatus in a status without stakes, and after the sale where nobody staked before;
 * NothingLeftToEarn after it where no income is left; Rule with ZeroAmount
 */
export async function stake(
  view: VaultView,
  holder: Address,
  stake: Stake | null,
  amount: bigint,
  rent: Rent,
): Promise<StakeQuote> {
  const { status, vault, pool, supply, now } = view;
  // After the sale no pool is opened any more.
  if (!acceptsStakes(status) || (!pool && !opensStaking(status)))
    throw new ClientError({ code: 'WrongStatus', status });
  // After it stakes ask nothing: without income left they would only keep the vault open.
  const earns = pool?.income.some(income => income.balance > 0n) ?? false;
  if (paysOut(status) && !earns) throw new ClientError({ code: 'NothingLeftToEarn' });
  const before = stake?.amount ?? 0n;
  const staked = withRules(() => rules.stake(before, amount));
  const asked = stake && askOf(stake);
  const accounts = await stakeAccounts(view, holder, stake === null, rent);
  return withRules(() => {
    const lockedUntil = rules.lockUntil(now, vault.stakeLockSecs);
    const freeAt = rules.freeAt(status, vault.enteredAt, lockedUntil, stake?.votes ?? []);
    return {
      before,
      staked,
      totalStaked: rules.stake(vaultStaked(view), amount),
      shareBps: supply === 0n ? 0n : mulDivFloor(staked, BigInt(BPS), supply),
      ask: asked && askAt(view, asked.level),
      reserveBefore: view.reserve,
      reserve: reserveAfter(view, asked, asked && { ...asked, weight: staked }),
      lockedUntil,
      freeAt: now < freeAt ? freeAt : null,
      accounts,
      rent: totalRent(accounts),
    };
  });
}

async function stakeAccounts(view: VaultView, holder: Address, first: boolean, rent: Rent): Promise<NewAccount[]> {
  const accounts = view.pool ? [] : await poolAccounts(view.address, rent);
  if (first) accounts.push(newAccount('Stake', await pda.stake(view.address, holder), rent));
  return accounts;
}

/** What opening the pool of stakes makes. */
export async function poolAccounts(vault: Address, rent: Rent): Promise<NewAccount[]> {
  return [
    newAccount('Pool', await pda.pool(vault), rent),
    newAccount('StakedFractions', await pda.stakedFractions(vault), rent),
  ];
}

/**
 * Quotes taking `amount` raw fractions out of a stake, at the time of the view.
 *
 * @throws {ClientError} StakeLocked, NotEnoughStaked; Rule with ZeroAmount
 */
export function unstake(view: VaultView, stake: Stake, amount: bigint): UnstakeQuote {
  const { status, vault, now } = view;
  const freeAt = rules.freeAt(status, vault.enteredAt, stake.lockedUntil, stake.votes);
  const staked = withDetails(
    {
      StakeLocked: { code: 'StakeLocked', freeAt, now },
      AmountAboveStake: { code: 'NotEnoughStaked', needed: amount, staked: stake.amount },
    },
    () => rules.unstake(stake.amount, amount, now, freeAt),
  );
  return withRules(() => {
    const asked = askOf(stake);
    const rest = asked && staked > 0n ? { ...asked, weight: staked } : null;
    const due = stakeDue(view, stake);
    return {
      before: stake.amount,
      staked,
      totalStaked: u64(vaultStaked(view) - amount, 'LedgerMismatch'),
      ask: rest && askAt(view, rest.level),
      reserveBefore: view.reserve,
      reserve: reserveAfter(view, asked, rest),
      due,
      closes: staked === 0n && due.length === 0,
      returned: 0n,
      accounts: [],
      rent: 0n,
    };
  });
}

/** Quotes naming or revoking the delegate of a stake. */
export function delegate(stake: Stake, delegate: Address | null): DelegateQuote {
  return { before: delegateOf(stake), delegate: delegate && somebody(delegate) };
}
