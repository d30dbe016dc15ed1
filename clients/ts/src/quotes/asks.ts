/** Quotes of asks, and the book of them. */
import type { Address } from '@solana/kit';
import { askOf, bookOf, delegateOf, levelOf, termsOf, lifted } from '../content.ts';
import { ClientError } from '../errors/client.ts';
import { withDetails, withRules } from '../errors/refusals.ts';
import type { Stake } from '../generated/index.ts';
import * as pda from '../pda.ts';
import { type Ask as LevelAsk, type Book, shift } from '../rules/asks.ts';
import { LEVELS, OPENING_LEVEL, TOP_LEVEL, levelAtLeast, price } from '../rules/ladder.ts';
import { BPS, mulDivFloor, u64 } from '../rules/math.ts';
import { type Reserve, reserve } from '../rules/reserve.ts';
import { lockUntil } from '../rules/stake.ts';
import { acceptsAsks } from '../rules/status.ts';
import { type AskView, askAt } from '../views/staking.ts';
import type { VaultView } from '../views/vault.ts';
import { type NewAccount, type Rent, newAccount, totalRent } from './accounts.ts';
import type { StakeQuote } from './stake.ts';

/**
 * What a holder wants to ask:
 *
 * - `AtLeast` this price of the whole vault, in raw quote units: the lowest level that is not below it, so that nobody
 *   sells below the wish.
 * - this `Level` of the ladder, 0 to 191.
 * - `Nothing`: the fractions count at the opening price, as those of everybody who asks nothing.
 */
export type Ask =
  | { readonly __kind: 'AtLeast'; readonly fields: readonly [price: bigint] }
  | { readonly __kind: 'Level'; readonly fields: readonly [level: number] }
  | { readonly __kind: 'Nothing' };

/**
 * The level an ask comes to in a vault; `null` for nothing.
 *
 * @throws {ClientError} AskAboveLadder; Rule with LevelOutOfBounds
 */
export function askLevel(ask: Ask, view: VaultView): number | null {
  const { openingPrice } = view.vault;
  switch (ask.__kind) {
    case 'Nothing':
      return null;
    case 'Level':
      return withRules(() => askAt(view, ask.fields[0]).level);
    case 'AtLeast': {
      const [wish] = ask.fields;
      const highest = price(openingPrice, TOP_LEVEL);
      return withDetails({ PriceAboveLadder: { code: 'AskAboveLadder', price: wish, highest } }, () =>
        levelAtLeast(openingPrice, wish),
      );
    }
  }
}

/** What setting an ask does. */
export type AskQuote = {
  /** What the stake asked. */
  readonly before: AskView | null;
  /** What it asks afterwards; without an ask it counts at the opening price. */
  readonly ask: AskView | null;
  /** Fractions that ask it: the whole stake, in raw units. */
  readonly weight: bigint;
  /** The reserve as it was: price, level and consenting weight. */
  readonly reserveBefore: Reserve;
  /** The reserve afterwards. */
  readonly reserve: Reserve;
  /** Until when the whole stake is locked, in Unix seconds. */
  readonly lockedUntil: bigint;
  /**
   * Accounts made, at the expense of who signs: the book of asks, where there is none. Their rent comes back at closing.
   */
  readonly accounts: readonly NewAccount[];
  /** What they cost, in lamports. */
  readonly rent: bigint;
};

/** What staking and asking in one go does. */
export type StakeAndAskQuote = {
  /** What is staked. Its reserve is the one with the ask the stake had. */
  readonly stake: StakeQuote;
  /** What is asked then. */
  readonly ask: AskQuote;
  /** What all new accounts cost, in lamports. */
  readonly rent: bigint;
};

/**
 * Refuses an `authority` that is neither the holder of the stake nor its delegate.
 *
 * @throws {ClientError} NotTheHolderOrDelegate
 */
export function checkAuthority(stake: Stake, authority: Address): void {
  const delegate = delegateOf(stake);
  if (authority === stake.holder || authority === delegate) return;
  throw new ClientError({ code: 'NotTheHolderOrDelegate', authority, delegate });
}

/**
 * Quotes setting the ask of a stake by `authority`, at the time of the view.
 *
 * @throws {ClientError} WrongStatus unless the vault is Active, NotTheHolderOrDelegate, NothingStaked; those of
 * {@link askLevel}
 */
export async function ask(view: VaultView, stake: Stake, authority: Address, ask: Ask, rent: Rent): Promise<AskQuote> {
  if (!acceptsAsks(view.status)) throw new ClientError({ code: 'WrongStatus', status: view.status });
  checkAuthority(stake, authority);
  if (stake.amount === 0n) throw new ClientError({ code: 'NothingStaked', vault: view.address, holder: stake.holder });
  return askStaked(view, stake, stake.amount, ask, rent);
}

/**
 * As {@link ask}, for a stake that has `weight` by then; `null` for one that is yet to be made.
 *
 * @throws {ClientError} WrongStatus unless the vault is Active; those of {@link askLevel}
 */
export async function askStaked(
  view: VaultView,
  stake: Stake | null,
  weight: bigint,
  ask: Ask,
  rent: Rent,
): Promise<AskQuote> {
  if (!acceptsAsks(view.status)) throw new ClientError({ code: 'WrongStatus', status: view.status });
  const level = askLevel(ask, view);
  const before = stake && levelOf(stake);
  const accounts = view.asks ? [] : [newAccount('Asks', await pda.asks(view.address), rent)];
  return withRules(() => ({
    before: before === null ? null : askAt(view, before),
    ask: level === null ? null : askAt(view, level),
    weight,
    reserveBefore: view.reserve,
    reserve: reserveAfter(view, stake && askOf(stake), level === null ? null : { level, weight }),
    lockedUntil: lockUntil(view.now, view.vault.stakeLockSecs),
    accounts,
    rent: totalRent(accounts),
  }));
}

/**
 * The reserve once a stake that asked `before` asks `after`.
 *
 * @throws {RuleError} LedgerMismatch where `before` is not in the book
 */
export function reserveAfter(view: VaultView, before: LevelAsk | null, after: LevelAsk | null): Reserve {
  return lifted(view.vault, reserve(termsOf(view.vault), shift(bookIn(view), before, after), view.supply), view.now);
}

/** The vault's book; without one nobody asks. */
function bookIn({ asks }: VaultView): Book {
  return asks ? bookOf(asks) : { weights: Array.from({ length: LEVELS }, () => 0n), asking: 0n };
}

/** A level of the ladder at which some of the supply would sell. */
export type AskedLevel = {
  /** The level, 0 to 191. */
  readonly level: number;
  /** Its price of the whole vault, in raw quote units. */
  readonly price: bigint;
  /** Fractions that ask it, in raw units; at the opening level those that ask nothing too. */
  readonly weight: bigint;
  /** Of them, those that are staked and ask it. */
  readonly asking: bigint;
  /** Fractions that ask this level or less, in raw units. */
  readonly cumulative: bigint;
  /** `weight` as a part of the supply, in basis points, floored. */
  readonly weightBps: bigint;
  /** `cumulative` as a part of the supply, in basis points, floored. */
  readonly cumulativeBps: bigint;
  /**
   * Whether more than the consent sells here: the first such level is the reserve's. The reserve is above its price where
   * the floor is.
   */
  readonly consents: boolean;
};

/**
 * The asks of the whole supply by level, the lowest first; levels that nobody asks are left out. Empty without a supply.
 *
 * @throws {RuleError} LedgerMismatch if the accounts do not fit together
 */
export function depth(view: VaultView): AskedLevel[] {
  const { vault, supply, reserve } = view;
  const { weights, asking } = bookIn(view);
  const notAsking = u64(supply - asking, 'LedgerMismatch');
  const levels: AskedLevel[] = [];
  let cumulative = 0n;
  for (const [level, asked] of weights.entries()) {
    const weight = u64(asked + (level === OPENING_LEVEL ? notAsking : 0n), 'LedgerMismatch');
    if (weight === 0n) continue;
    cumulative = u64(cumulative + weight, 'LedgerMismatch');
    levels.push({
      level,
      price: price(vault.openingPrice, level),
      weight,
      asking: asked,
      cumulative,
      weightBps: mulDivFloor(weight, BigInt(BPS), supply),
      cumulativeBps: mulDivFloor(cumulative, BigInt(BPS), supply),
      consents: level >= reserve.level,
    });
  }
  return levels;
}
