/** Stakes, what they ask and what they earn. */
import type { Address } from '@solana/kit';
import { delegateOf, isOpenIncome, levelOf, shareOf, streamOf } from '../content.ts';
import { withRules } from '../errors/refusals.ts';
import type { Income, Stake } from '../generated/index.ts';
import * as pda from '../pda.ts';
import { type Accounts, lamportsAt, programAccount } from '../reader.ts';
import { NEW_SHARE, type Share, type Stream, accrue, claimable, settle, waiting } from '../rules/income.ts';
import { price } from '../rules/ladder.ts';
import { max } from '../rules/math.ts';
import { freeAt } from '../rules/stake.ts';
import { STAKE_ACCOUNT } from '../state.ts';
import type { VaultView } from './vault.ts';

/** A level of the ladder of prices. */
export type AskView = {
  /** The level, 0 to 191. */
  readonly level: number;
  /** Its price of the whole vault, in raw quote units. */
  readonly price: bigint;
};

/** Income that can be claimed. */
export type Due = {
  /** Mint of the income. */
  readonly mint: Address;
  /** Whole raw units of it. */
  readonly amount: bigint;
};

/** The release of a stream from the time of a view on. */
export type Release = {
  /** The stream, with what was released until the time of the view. */
  readonly stream: Stream;
  /** Still to be released, in raw units of the mint. */
  readonly waiting: bigint;
  /** Seconds until all of it is released, of which only those count in which something is staked. */
  readonly secsLeft: number;
  /** Released per second while something is staked, in raw units of the mint as Q64.64, rounded down. */
  readonly perSecond: bigint;
};

/** The income of one mint, at the time of the vault's view. */
export type IncomeView = Release & {
  /** The mint. */
  readonly mint: Address;
  /** The vault's token account for it. */
  readonly account: Address;
  /** Who added the mint and gets the rent of the account back. */
  readonly opener: Address;
  /** Its place in the pool and in each stake. */
  readonly place: number;
};

/** How a stream is released from now on. */
export function releaseOf(stream: Stream): Release {
  const rest = waiting(stream);
  const secsLeft = rest === 0n ? 0 : Math.max(stream.secs - stream.elapsed, 0);
  return { stream, waiting: rest, secsLeft, perSecond: secsLeft === 0 ? 0n : (rest << 64n) / BigInt(secsLeft) };
}

/**
 * What one of `staked` fractions earns of a stream per second, in raw units of the mint as Q64.64, rounded down; 0 where
 * nothing is staked. What several earn is `worth` of the rules.
 */
export function perFractionSecond({ perSecond }: Release, staked: bigint): bigint {
  return staked === 0n ? 0n : perSecond / staked;
}

/** Released of an income and not claimed, parts of a unit that are carried included; in raw units of the mint. */
export function earned({ stream, waiting }: Release): bigint {
  return max(stream.balance - waiting, 0n);
}

/**
 * What `fractions` of `staked` ones earn of an income within `secs` seconds from the time of the view, if nobody stakes,
 * unstakes or pays in meanwhile: whole raw units of the mint.
 *
 * @throws {RuleError} LedgerMismatch if the accounts do not fit together
 */
export function earnedBy({ stream }: Release, fractions: bigint, staked: bigint, secs: bigint): bigint {
  const later = accrue(stream, secs, staked);
  return claimable(settle({ entry: stream.perFraction, owed: 0n }, later.perFraction, fractions));
}

/** What a stake is owed of an income at the time of the view. */
export function shareOfIncome({ stream, place }: IncomeView, stake: Stake): Share {
  const share = stake.shares[place];
  return settle(share ? shareOf(share) : NEW_SHARE, stream.perFraction, stake.amount);
}

/**
 * The incomes of a vault, at the time of the view.
 *
 * @throws {RuleError} LedgerMismatch if the accounts do not fit together
 */
export function vaultIncomes({ pool, now }: VaultView): IncomeView[] {
  if (!pool) return [];
  // A clock that went back releases nothing.
  const secs = max(now - pool.updatedAt, 0n);
  const accrued = (income: Income, place: number): IncomeView[] => {
    if (!isOpenIncome(income)) return [];
    const { mint, account, opener } = income;
    return [{ mint, account, opener, place, ...releaseOf(accrue(streamOf(income), secs, pool.staked)) }];
  };
  return pool.income.flatMap(accrued);
}

/**
 * The income of a mint, at the time of the view; `null` where the vault takes none in it.
 *
 * @throws {RuleError} As {@link vaultIncomes}.
 */
export function vaultIncome(view: VaultView, mint: Address): IncomeView | null {
  return vaultIncomes(view).find(income => income.mint === mint) ?? null;
}

/** Fractions staked in a vault, in raw units. */
export function vaultStaked({ pool }: VaultView): bigint {
  return pool?.staked ?? 0n;
}

/**
 * The price of a level in a vault, in raw quote units.
 *
 * @throws {RuleError} LevelOutOfBounds
 */
export function askAt({ vault }: VaultView, level: number): AskView {
  return { level, price: price(vault.openingPrice, level) };
}

/** From when on a stake may leave, in Unix seconds; `null` if it may at the time of the view. */
export function stakeFreeAt({ status, vault, now }: VaultView, stake: Stake): bigint | null {
  const free = freeAt(status, vault.enteredAt, stake.lockedUntil, stake.votes);
  return now < free ? free : null;
}

/**
 * What a stake can claim at the time of the view, by mint: those of which a whole unit is owed.
 *
 * @throws {RuleError} As {@link vaultIncomes}.
 */
export function stakeDue(view: VaultView, stake: Stake): Due[] {
  const due = vaultIncomes(view).map(income => {
    return { mint: income.mint, amount: claimable(shareOfIncome(income, stake)) };
  });
  return due.filter(({ amount }) => amount > 0n);
}

/** The stake of a holder, at the time of the vault's view. */
export type StakeView = {
  /** Its address. */
  readonly address: Address;
  /** Its account. */
  readonly stake: Stake;
  /** Fractions staked, in raw units. */
  readonly amount: bigint;
  /** What it asks; without an ask its fractions count at the opening price. */
  readonly ask: AskView | null;
  /** Who else may set the ask and vote. */
  readonly delegate: Address | null;
  /** From when on it may leave, in Unix seconds; `null` if it may now. The start of an auction can bring it forward. */
  readonly freeAt: bigint | null;
  /** What it can claim now, by mint. */
  readonly due: readonly Due[];
  /** Lamports in it, which come back to the holder when it is closed. */
  readonly lamports: bigint;
};

/**
 * The stake of `holder`, whose address was read with the vault; `null` without one.
 *
 * @throws {ClientError} ForeignAccount, Undecodable; Rule if the accounts do not fit together
 */
export async function stakeViewOf(view: VaultView, accounts: Accounts, holder: Address): Promise<StakeView | null> {
  const address = await pda.stake(view.address, holder);
  const stake = programAccount(accounts, STAKE_ACCOUNT, address);
  return stake && stakeView(view, address, stake, lamportsAt(accounts, address));
}

/**
 * The view of a stake's account.
 *
 * @throws {ClientError} Rule if the accounts do not fit together
 */
export function stakeView(view: VaultView, address: Address, stake: Stake, lamports: bigint): StakeView {
  const level = levelOf(stake);
  return withRules(() => ({
    address,
    stake,
    amount: stake.amount,
    ask: level === null ? null : askAt(view, level),
    delegate: delegateOf(stake),
    freeAt: stakeFreeAt(view, stake),
    due: stakeDue(view, stake),
    lamports,
  }));
}
