/** What accounts cost. */
import type { Address } from '@solana/kit';
import { getMintSize, getTokenSize } from '@solana-program/token';
import type { SysvarRent } from '@solana/sysvars';
import {
  ASKS_ACCOUNT,
  ASSET_ACCOUNT,
  AUCTION_ACCOUNT,
  BID_ACCOUNT,
  LICENSE_ACCOUNT,
  OFFERING_ACCOUNT,
  POOL_ACCOUNT,
  PROPOSAL_ACCOUNT,
  PURCHASE_ACCOUNT,
  STAKE_ACCOUNT,
  VAULT_ACCOUNT,
  VOTE_ACCOUNT,
  accountBytes,
} from '../state.ts';

/** The price of rent, as the network's sysvar says it. */
export type Rent = SysvarRent;

/** Bytes that every account is charged besides its data. */
const OVERHEAD_BYTES = 128n;

/** Lamports that an account with so many bytes of data has to hold. */
export function minimumBalance(rent: Rent, bytes: number): bigint {
  const perYear = (OVERHEAD_BYTES + BigInt(bytes)) * rent.lamportsPerByteYear;
  const years = rent.exemptionThreshold;
  // Networks have whole years; what else a sysvar could say is a floating-point number by its format.
  return Number.isInteger(years) ? perYear * BigInt(years) : BigInt(Math.floor(Number(perYear) * years));
}

/** Bytes of an associated token account of Token-2022: behind what every token account has, that its owner never changes. */
const TOKEN_2022_ACCOUNT_BYTES = 170;
/** Bytes of Token Metadata's metadata account. */
const METADATA_BYTES = 607;
/** What Token Metadata asks for making metadata, in lamports. */
const METADATA_FEE = 10_000_000n;

const BYTES = {
  /** The vault. */
  Vault: () => accountBytes(VAULT_ACCOUNT),
  /** The mint of its fractions. */
  FractionMint: getMintSize,
  /** Token Metadata's account of that mint. */
  FractionMetadata: () => METADATA_BYTES,
  /** The record of an NFT. */
  Asset: () => accountBytes(ASSET_ACCOUNT),
  /** The vault's token account for an NFT. */
  Custody: getTokenSize,
  /** The auction. */
  Auction: () => accountBytes(AUCTION_ACCOUNT),
  /** The vault's token account for cash. */
  CashEscrow: getTokenSize,
  /** The vault's token account for fractions of bids. */
  FractionEscrow: getTokenSize,
  /** A bid. */
  Bid: () => accountBytes(BID_ACCOUNT),
  /** An offering; its rent and that of its accounts come back to the creator once it is closed. */
  Offering: () => accountBytes(OFFERING_ACCOUNT),
  /** The vault's token account for the fractions of an offering. */
  OfferedFractions: getTokenSize,
  /** The vault's token account for the cash of an offering. */
  RaisedCash: getTokenSize,
  /** A purchase in an offering; its rent comes back to the buyer once it is claimed after the offering. */
  Purchase: () => accountBytes(PURCHASE_ACCOUNT),
  /** The pool of stakes. */
  Pool: () => accountBytes(POOL_ACCOUNT),
  /** The vault's token account for staked fractions. */
  StakedFractions: getTokenSize,
  /** A stake; its rent comes back to the holder once nothing is staked or owed. */
  Stake: () => accountBytes(STAKE_ACCOUNT),
  /** The book of asks. */
  Asks: () => accountBytes(ASKS_ACCOUNT),
  /** The vault's token account for income of one mint. */
  IncomeAccount: getTokenSize,
  /** A proposal; its rent comes back once it is closed. */
  Proposal: () => accountBytes(PROPOSAL_ACCOUNT),
  /** A vote; its rent comes back once it is withdrawn or closed. */
  Vote: () => accountBytes(VOTE_ACCOUNT),
  /** A licence; its rent comes back once it is over and closed, which may be after the vault. */
  License: () => accountBytes(LICENSE_ACCOUNT),
  /** A token account of the wallet itself. */
  TokenAccount: getTokenSize,
  /** A token account of the wallet itself for an NFT of Token-2022. */
  Token2022Account: () => TOKEN_2022_ACCOUNT_BYTES,
} as const;

/**
 * What an account is for.
 *
 * Token Metadata's records of token accounts with programmable NFTs are not among them: where one moves, who pays for the
 * new record gets the rent of the old one.
 */
export type AccountKind = keyof typeof BYTES;

/** Lamports that stay in a new account of this kind. */
export function accountLamports(kind: AccountKind, rent: Rent): bigint {
  return minimumBalance(rent, BYTES[kind]()) + (kind === 'FractionMetadata' ? METADATA_FEE : 0n);
}

/**
 * Whether the lamports come back to who paid them, at the latest when the vault is closed; those of a `License` when it is
 * over, which may be later. Those of a `TokenAccount` or `Token2022Account` come back when its owner closes it.
 */
export function isReturned(kind: AccountKind): boolean {
  return !STAYING.has(kind);
}

const STAYING: ReadonlySet<AccountKind> = new Set([
  'FractionMint',
  'FractionMetadata',
  'TokenAccount',
  'Token2022Account',
]);

/** An account that an action makes. */
export type NewAccount = {
  /** What it is for. */
  readonly kind: AccountKind;
  /** Its address. */
  readonly address: Address;
  /** What it costs who makes it, in lamports; less if somebody sent lamports to its address beforehand. */
  readonly lamports: bigint;
};

/** A new account of this kind, at the present price of rent. */
export function newAccount(kind: AccountKind, address: Address, rent: Rent): NewAccount {
  return { kind, address, lamports: accountLamports(kind, rent) };
}

/** What these accounts cost in sum, in lamports. */
export function totalRent(accounts: readonly NewAccount[]): bigint {
  return accounts.reduce((sum, { lamports }) => sum + lamports, 0n);
}

/** Of {@link totalRent}, what comes back at the latest when the vault is closed, in lamports. */
export function returnedRent(accounts: readonly NewAccount[]): bigint {
  return totalRent(accounts.filter(({ kind }) => isReturned(kind)));
}

/** The rent of an account that is closed. */
export type RentBack = {
  /** What it was for. */
  readonly kind: AccountKind;
  /** Its address. */
  readonly address: Address;
  /** Who paid it and gets it back. */
  readonly to: Address;
  /** Lamports. */
  readonly lamports: bigint;
};
