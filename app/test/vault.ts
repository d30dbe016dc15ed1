/** A vault for tests: the worked example of the design, as a view of accounts that were read. */
import { type VaultView, rules } from '@mosaic/client';
import { type Address, address } from '@solana/kit';

type Vault = VaultView['vault'];
type Auction = NonNullable<VaultView['auction']>;

/** Somebody. */
export const NOBODY: Address = address('11111111111111111111111111111111');
/** The mint of its prices. */
export const QUOTE_MINT: Address = address('So11111111111111111111111111111111111111112');
/** 10,000 fractions of six decimals. */
export const SUPPLY = 10_000_000_000n;
/** 1,000 units of six decimals. */
export const OPENING = 1_000_000_000n;
/** When it is read. */
export const NOW = 1_800_000_000n;

const DEFAULTS = { ...rules.terms.withOpeningPrice(OPENING), curatorFeeBps: 200 };

/** What differs from an Active vault in which nobody stakes. */
export type Changes = {
  readonly status?: VaultView['status'];
  readonly vault?: Partial<Vault>;
  readonly supply?: bigint;
  /** Weights that ask, by level. */
  readonly asks?: Readonly<Record<number, bigint>>;
  readonly auction?: Partial<Auction>;
};

/** The view of the vault of the example. */
export function vaultView(changes: Changes = {}): VaultView {
  const { status = 'Active', supply = SUPPLY } = changes;
  const vault = { ...vaultAccount(), status: rules.status.STATUSES.indexOf(status), ...changes.vault };
  const asks = changes.asks ? asksOf(changes.asks) : null;
  const reserve = rules.reserve.reserve(vault, asks, supply);
  const paid = rules.offering.floor(vault.offeringPrice, vault.offeringEndsAt, NOW);
  return {
    address: NOBODY,
    vault,
    status,
    supply,
    quoteDecimals: 6,
    reserve: { ...reserve, price: rules.math.max(reserve.price, paid) },
    asks,
    pool: null,
    auction: changes.auction ? { ...auctionAccount(), ...changes.auction } : null,
    now: NOW,
  };
}

function vaultAccount(): Vault {
  const addresses = {
    creator: NOBODY,
    curator: NOBODY,
    quoteMint: QUOTE_MINT,
    fractionMint: NOBODY,
    recipient: NOBODY,
  };
  const counts = {
    events: 0n,
    proposals: 0n,
    records: 0,
    offeringsOpen: 0,
    royaltyClaims: 2,
    assets: 1,
    assetsHeld: 1,
    assetsOpen: 1,
  };
  const flags = { bump: 255, described: 1, staking: 0, asks: 0, auction: 0, offered: 0, status: 1 };
  return {
    ...addresses,
    ...counts,
    ...flags,
    ...DEFAULTS,
    discriminator: new Uint8Array(8),
    id: 1n,
    minted: SUPPLY,
    enteredAt: NOW - 1_000n,
    licensedUntil: 0n,
    exclusiveUntil: 0n,
    offerings: 0n,
    offeringPrice: 0n,
    offeringEndsAt: 0n,
    royaltyWeight: 50_000,
    curatorFeeCapBps: 200,
    decimals: 6,
    padding: new Uint8Array(0),
  };
}

function asksOf(byLevel: Readonly<Record<number, bigint>>) {
  const weights = Array.from({ length: rules.ladder.LEVELS }, (_, level) => byLevel[level] ?? 0n);
  const asking = weights.reduce((sum, weight) => sum + weight, 0n);
  return { discriminator: new Uint8Array(8), vault: NOBODY, opener: NOBODY, asking, weights };
}

function auctionAccount(): Auction {
  const addresses = { vault: NOBODY, opener: NOBODY, leader: NOBODY, cashEscrow: NOBODY, fractionEscrow: NOBODY };
  const sums = { winningCash: 0n, cash: 0n, bidsCash: 0n, proceeds: 0n, royalties: 0n, curatorFee: 0n, fractions: 0n };
  return {
    ...addresses,
    ...sums,
    discriminator: new Uint8Array(8),
    supply: SUPPLY,
    reserve: 822_702_474n,
    consenting: 5_100_000_000n,
    price: 900_000_000n,
    startedAt: NOW - 100n,
    endsAt: NOW + 259_100n,
    openBids: 1n,
    licensedUntil: 0n,
  };
}
