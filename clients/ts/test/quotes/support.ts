/** The vault of the worked example, as views. */

import { type Address, getAddressDecoder } from '@solana/kit';

import { NOBODY, bookOf, escrowedOf, termsOf } from '../../src/content.ts';
import { ClientError, type ClientErrorDetail } from '../../src/errors/client.ts';
import type { Asks, Auction, Income, Pool, Stake, Vault } from '../../src/generated/index.ts';
import type { Rent } from '../../src/quotes/index.ts';
import { type Ask, shift } from '../../src/rules/asks.ts';
import { type RuleErrorCode, isRuleError } from '../../src/rules/error.ts';
import { EMPTY_STREAM, type Stream } from '../../src/rules/income.ts';
import { reserve } from '../../src/rules/reserve.ts';
import { STATUSES, type Status } from '../../src/rules/status.ts';
import type { Terms } from '../../src/rules/terms.ts';
import {
  ASKS_ACCOUNT,
  AUCTION_ACCOUNT,
  type AccountType,
  POOL_ACCOUNT,
  STAKE_ACCOUNT,
  VAULT_ACCOUNT,
  accountBytes,
} from '../../src/state.ts';
import type { VaultView } from '../../src/views/index.ts';
import { NOW, SUPPLY, terms as exampleTerms } from '../rules/support.ts';

export { DAY, NOW, SUPPLY } from '../rules/support.ts';
export { escrowedOf };

/** The address of which every byte is this. */
export function key(byte: number): Address {
  return getAddressDecoder().decode(new Uint8Array(32).fill(byte));
}

/** What a wallet has of offerings that has nothing of them. */
export const NO_OFFERINGS = { purchases: [], offerings: [] } as const;

/** Who leads auctions, and wins them. */
export const CLEO = key(3);
/** A creator of the NFT. */
export const PAINTER = key(4);
/** The curator. */
export const CURATOR = key(5);

/** The price of rent on mainnet. */
export const RENT = { lamportsPerByteYear: 3_480n, exemptionThreshold: 2, burnPercent: 50 } as Rent;

/** An account of which every byte is zero, but for what is given. */
export function zeroed<T>(type: AccountType<T>, fields: Partial<T> = {}): T {
  return { ...type.getDecoder().decode(new Uint8Array(accountBytes(type))), ...fields };
}

/** The terms of the worked example, changed in some. */
export function terms(changes: Partial<Terms> = {}): Terms {
  return exampleTerms({ curatorFeeBps: 200, ...changes });
}

/** A vault of one NFT under the terms of the worked example. */
export function vault(fields: Partial<Vault> = {}): Vault {
  return zeroed(VAULT_ACCOUNT, {
    ...terms(),
    curator: CURATOR,
    quoteMint: key(31),
    fractionMint: key(30),
    minted: SUPPLY,
    decimals: 6,
    curatorFeeCapBps: 200,
    assets: 1,
    assetsHeld: 1,
    assetsOpen: 1,
    royaltyWeight: 50_000,
    royaltyClaims: 2,
    ...fields,
  });
}

/** That vault in a status. */
export function view(status: Status = 'Active', fields: Partial<Vault> = {}): VaultView {
  const account = vault({ status: STATUSES.indexOf(status), ...fields });
  return {
    address: key(1),
    vault: account,
    status,
    supply: SUPPLY,
    quoteDecimals: 6,
    reserve: reserve(termsOf(account), null, SUPPLY),
    asks: null,
    pool: null,
    auction: null,
    now: NOW,
  };
}

/** An auction account that Cleo leads. */
export function auction(fields: Partial<Auction>): Auction {
  return zeroed(AUCTION_ACCOUNT, { leader: CLEO, supply: SUPPLY, ...fields });
}

/** The vault in an auction that Cleo leads at this price. */
export function inAuction(price: bigint, endsAt: bigint): VaultView {
  const started = auction({ reserve: 1_000_000_000n, startedAt: NOW - 100n, price, endsAt });
  return { ...view('Auction', { auction: 1 }), auction: started };
}

/** The vault sold to Cleo for 750 in cash, her quarter of the fractions burned. */
export function sold(): VaultView {
  const before = inAuction(1_000_000_000n, NOW);
  const amounts = {
    winningCash: 750_000_000n,
    proceeds: 697_500_000n,
    royalties: 37_500_000n,
    curatorFee: 15_000_000n,
  };
  return {
    ...before,
    status: 'Sold',
    vault: { ...before.vault, status: STATUSES.indexOf('Sold'), recipient: CLEO },
    supply: 7_500_000_000n,
    auction: auction({ ...before.auction, ...amounts }),
  };
}

/** A book in which these stakes ask. */
export function asksOf(asks: readonly (Ask | null)[]): Asks {
  const empty = zeroed(ASKS_ACCOUNT);
  const { weights, asking } = asks.reduce((book, ask) => shift(book, null, ask), bookOf(empty));
  return { ...empty, weights: [...weights], asking };
}

/** A stake, locked for a day. */
export function stakeOf(
  holder: Address,
  amount: bigint,
  level: number | null = null,
  fields: Partial<Stake> = {},
): Stake {
  const asks = level === null ? 0 : 1;
  return zeroed(STAKE_ACCOUNT, { holder, amount, lockedUntil: NOW + 86_400n, asks, level: level ?? 0, ...fields });
}

/** A pool of stakes. */
export function poolOf(fields: Partial<Pool>): Pool {
  return zeroed(POOL_ACCOUNT, { updatedAt: NOW, ...fields });
}

/** The income of a mint, as accounts have it. */
export function incomeOf(mint: Address, stream: Stream = EMPTY_STREAM): Income {
  const halves = (number: bigint) => [number & ((1n << 64n) - 1n), number >> 64n];
  const { perFraction, rest, ...numbers } = stream;
  return { mint, account: mint, opener: CURATOR, ...numbers, perFraction: halves(perFraction), rest: halves(rest) };
}

/** A place for income that is free. */
export const NO_INCOME: Income = { ...incomeOf(NOBODY), account: NOBODY, opener: NOBODY };

/** What is computed, or why it is refused. */
export async function outcome<T>(
  compute: () => T | Promise<T>,
): Promise<T | { refused: ClientErrorDetail | RuleErrorCode }> {
  try {
    return await compute();
  } catch (thrown) {
    if (thrown instanceof ClientError) return { refused: thrown.detail };
    if (isRuleError(thrown)) return { refused: thrown.code };
    throw thrown;
  }
}
