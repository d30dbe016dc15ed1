/** A vault with everything that belongs to it. */
import type { Address } from '@solana/kit';
import { NOBODY, bookOf, lifted, offerPriceOf, somebody, statusOf, termsOf } from '../content.ts';
import { ClientError, type Owing } from '../errors/client.ts';
import { withRules } from '../errors/refusals.ts';
import type { Asks, Auction, Pool, Vault, VaultQuote } from '../generated/index.ts';
import * as pda from '../pda.ts';
import { WRAPPED_SOL_MINT } from '../addresses.ts';
import {
  type AccountReader,
  type Accounts,
  SYSVAR_CLOCK_ADDRESS,
  clockOf,
  mintAt,
  programAccount,
  readAccounts,
} from '../reader.ts';
import { type Round, leastNextPrice, valueOf } from '../rules/auction.ts';
import { RuleError, isRuleError } from '../rules/error.ts';
import { type Reserve, reserve } from '../rules/reserve.ts';
import { type Status, checkBids, releasesAssets } from '../rules/status.ts';
import { perFraction, shareOfProceeds } from '../rules/value.ts';
import { ASKS_ACCOUNT, AUCTION_ACCOUNT, POOL_ACCOUNT, VAULT_ACCOUNT } from '../state.ts';

/** A vault, the live supply of its fractions and its auction. */
export type VaultView = {
  /** Its address. */
  readonly address: Address;
  /** Its account. */
  readonly vault: Vault;
  /** Its status. */
  readonly status: Status;
  /** Live supply of fractions, in raw units; 0 before activation. */
  readonly supply: bigint;
  /** Decimals of the quote mint. */
  readonly quoteDecimals: number;
  /**
   * The price at or above which anyone may start the auction, by the asks as they are now, and no less than was paid in an
   * offering that has succeeded and runs. Once the auction has started, its own reserve counts: see {@link vaultReserve}.
   */
  readonly reserve: Reserve;
  /** Its book of asks, if there is one. */
  readonly asks: Asks | null;
  /** Its pool of stakes, if there is one. */
  readonly pool: Pool | null;
  /**
   * Its auction account, from the first offer or bid on. While the vault is Active it has the offer that stands, if one
   * does: see `vaultOffer`.
   */
  readonly auction: Auction | null;
  /** The network's time when it was read, in Unix seconds. */
  readonly now: bigint;
};

/**
 * Reads a vault.
 *
 * @throws {ClientError} NoVault if there is none, others if its accounts do not fit together; what the reader throws
 */
export async function readVault(reader: AccountReader, vault: Address): Promise<VaultView> {
  const [view] = await readVaultWith(reader, vault, []);
  return view;
}

/**
 * Reads a vault and further accounts with it.
 *
 * @throws {ClientError} As {@link readVault}.
 */
export async function readVaultWith(
  reader: AccountReader,
  vault: Address,
  others: readonly Address[],
): Promise<[VaultView, Accounts]> {
  const [[view], accounts] = await readAll(reader, [vault], others);
  if (!view) throw new ClientError({ code: 'NoVault', vault });
  return [view, accounts];
}

/**
 * Reads several vaults at once; `null` where there is none.
 *
 * @throws {ClientError} if the accounts of one do not fit together; what the reader throws
 */
export async function readVaults(reader: AccountReader, vaults: readonly Address[]): Promise<(VaultView | null)[]> {
  const [views] = await readAll(reader, vaults, []);
  return views;
}

async function readAll(
  reader: AccountReader,
  vaults: readonly Address[],
  others: readonly Address[],
): Promise<[(VaultView | null)[], Accounts]> {
  const each = await Promise.all(vaults.map(addressesOf));
  const own = each.flatMap(addresses => Object.values(addresses));
  const accounts = await readAccounts(reader, [...own, SYSVAR_CLOCK_ADDRESS, ...others]);
  const found = each.map(({ vault }) => programAccount(accounts, VAULT_ACCOUNT, vault));
  const quoteMints = new Set(found.flatMap(vault => (vault ? [vault.quoteMint] : [])));
  const all = await readAccounts(reader, [...quoteMints], accounts);
  const views = each.map((addresses, index) => {
    const vault = found[index];
    return vault ? viewOf(all, vault, addresses) : null;
  });
  return [views, all];
}

/** Addresses that every vault has. */
type VaultAddresses = Readonly<Record<'vault' | 'fractionMint' | 'auction' | 'pool' | 'asks', Address>>;

async function addressesOf(vault: Address): Promise<VaultAddresses> {
  const [fractionMint, auction, pool, asks] = await Promise.all([
    pda.fractionMint(vault),
    pda.auction(vault),
    pda.pool(vault),
    pda.asks(vault),
  ]);
  return { vault, fractionMint, auction, pool, asks };
}

function viewOf(accounts: Accounts, vault: Vault, addresses: VaultAddresses): VaultView {
  const status = withRules(() => statusOf(vault));
  const supply = mintOf(accounts, 'fraction mint', vault.fractionMint).supply;
  const quoteDecimals = mintOf(accounts, 'quote mint', vault.quoteMint).decimals;
  const asks = programAccount(accounts, ASKS_ACCOUNT, addresses.asks);
  const now = clockOf(accounts).unixTimestamp;
  return {
    address: addresses.vault,
    vault,
    status,
    supply,
    quoteDecimals,
    reserve: withRules(() => lifted(vault, reserve(termsOf(vault), asks && bookOf(asks), supply), now)),
    asks,
    pool: programAccount(accounts, POOL_ACCOUNT, addresses.pool),
    auction: programAccount(accounts, AUCTION_ACCOUNT, addresses.auction),
    now,
  };
}

function mintOf(accounts: Accounts, what: string, address: Address) {
  const mint = mintAt(accounts, address);
  if (!mint) throw new ClientError({ code: 'AccountMissing', what, address });
  return mint;
}

/** The price at or above which anyone may start the auction, or could when it started, in raw quote units. */
export function vaultReserve(view: VaultView): bigint {
  const { auction } = view;
  return auction && auction.startedAt !== 0n ? auction.reserve : view.reserve.price;
}

/**
 * The price of the vault and the value of a fraction, as `quote_vault` returns them.
 *
 * @throws {ClientError} Rule if the accounts do not fit together
 */
export function vaultQuote(view: VaultView): VaultQuote {
  try {
    return quoteOf(view);
  } catch (error) {
    if (isRuleError(error)) throw new ClientError({ code: 'Rule', rule: 'LedgerMismatch' }, { cause: error });
    throw error;
  }
}

function quoteOf(view: VaultView): VaultQuote {
  const { vault, status, supply } = view;
  const nothing: VaultQuote = {
    status: vault.status,
    firm: false,
    price: 0n,
    reserve: 0n,
    consenting: 0n,
    leadingPrice: 0n,
    endsAt: 0n,
    offerPrice: 0n,
    licensedUntil: vault.licensedUntil,
    supply,
    valuePerFraction: 0n,
  };
  const valueAt = (price: bigint, among: bigint) =>
    perFraction(price, vault.royaltyWeight, vault.assets, vault.curatorFeeBps, among);
  switch (status) {
    case 'Draft':
    case 'Reclaimed':
      return nothing;
    case 'Active': {
      const { price, consenting } = view.reserve;
      const offerPrice = vault.auction === 0 ? 0n : offerPriceOf(auctionOf(view), vault);
      return { ...nothing, price, reserve: price, consenting, offerPrice, valuePerFraction: valueAt(price, supply) };
    }
    case 'Auction':
    case 'Sold': {
      const { price, reserve, consenting, endsAt, proceeds, supply: among } = auctionOf(view);
      // Fractions burned since the start of the auction only raise what is left for each.
      const valuePerFraction = status === 'Sold' ? shareOfProceeds(proceeds, supply) : valueAt(price, among);
      return { ...nothing, firm: true, price, reserve, consenting, leadingPrice: price, endsAt, valuePerFraction };
    }
  }
}

function auctionOf(view: VaultView): Auction {
  if (!view.auction) throw new RuleError('LedgerMismatch');
  return view.auction;
}

/** Whether prices and payments are in wrapped SOL. */
export function quoteIsSol(view: VaultView): boolean {
  return view.vault.quoteMint === WRAPPED_SOL_MINT;
}

/** The auction as a bid or an offer finds it: before it starts, with the price of the offer that stands. */
export function vaultRound(view: VaultView): Round {
  const { status, auction } = view;
  const reserve = vaultReserve(view);
  if (auction && status === 'Auction') {
    return { status, reserve, supply: auction.supply, leadingPrice: auction.price, endsAt: auction.endsAt };
  }
  const leadingPrice = auction ? offerPriceOf(auction, view.vault) : 0n;
  return { status, reserve, supply: view.supply, leadingPrice, endsAt: 0n };
}

/**
 * The least price of a bid placed now, in raw quote units: a step above the leading one. For the first bid the reserve,
 * unless that has fallen to an offer that stands: then a step above the offer.
 *
 * @throws {RuleError} AuctionNotOpen, AuctionEnded; BidBelowStep if no price can exceed the leading one
 */
export function leastPrice(view: VaultView): bigint {
  const round = vaultRound(view);
  checkBids(round.status, view.now, round.endsAt);
  if (round.status === 'Active' && round.leadingPrice < round.reserve) return round.reserve;
  return leastNextPrice(round.leadingPrice, view.vault.stepBps);
}

/** Seconds until the auction ends; 0 once it has, `null` without a running auction. */
export function endsIn(view: VaultView): bigint | null {
  if (!view.auction || view.status !== 'Auction') return null;
  const left = view.auction.endsAt - view.now;
  return left > 0n ? left : 0n;
}

/** Who leads the auction, or won it; before it starts, who made the best offer, even if a licence let it fall since. */
export function vaultLeader(view: VaultView): Address | null {
  return somebody(view.auction?.leader ?? NOBODY);
}

/** Who the assets go to, once sold, reclaimed or cancelled. */
export function vaultRecipient(view: VaultView): Address | null {
  return releasesAssets(view.status) ? view.vault.recipient : null;
}

/**
 * Value of one whole token of fractions (`10^decimals` raw units) at a price of the whole vault: floored, in raw quote
 * units. Before activation by the supply to be minted.
 *
 * @throws {RuleError} Overflow without a supply, or above 64 bits
 */
export function valueOfToken(view: VaultView, price: bigint): bigint {
  const supply = view.status === 'Draft' ? view.vault.minted : vaultRound(view).supply;
  return valueOf(oneToken(view.vault.decimals), price, supply);
}

/** What the vault owes before it can be closed; `null` when nothing. */
export function owing(view: VaultView): Owing | null {
  return owingBeside(view, 0n, view.vault.records, view.vault.offeringsOpen);
}

/**
 * As {@link owing}, when so many fractions lie in the vault's own accounts uninvited: nothing is owed to them; and when so
 * many records and offerings are left.
 */
export function owingBeside(view: VaultView, strayFractions: bigint, records: number, offerings: number): Owing | null {
  const { vault, auction, pool } = view;
  const fractions = view.supply > strayFractions ? view.supply - strayFractions : 0n;
  // Whoever still has a fraction could stake it and earn what waits.
  const waits = pool?.income.some(income => income.balance > 0n) ?? false;
  const left: Owing = {
    assets: vault.assetsOpen,
    bids: auction?.openBids ?? 0n,
    royalties: auction?.royalties ?? 0n,
    curatorFee: auction?.curatorFee ?? 0n,
    proceeds: auction && fractions > 0n ? auction.proceeds : 0n,
    stakes: pool?.stakes ?? 0n,
    records,
    offerings,
    fractions: waits ? fractions : 0n,
  };
  return Object.values(left).some(amount => amount > 0) ? left : null;
}

/**
 * Raw units of one whole token.
 *
 * @throws {RuleError} Overflow for more decimals than 64 bits hold
 */
export function oneToken(decimals: number): bigint {
  const units = 10n ** BigInt(decimals);
  if (units >= 1n << 64n) throw new RuleError('Overflow');
  return units;
}
