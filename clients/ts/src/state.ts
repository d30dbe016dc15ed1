/** The program's accounts, decoded. */
import type { Address, FixedSizeDecoder, ReadonlyUint8Array } from '@solana/kit';
import {
  ASKS_DISCRIMINATOR,
  ASSET_DISCRIMINATOR,
  AUCTION_DISCRIMINATOR,
  type Asks,
  type Asset,
  type Auction,
  BID_DISCRIMINATOR,
  type Bid,
  LICENSE_DISCRIMINATOR,
  type License,
  MOSAIC_PROGRAM_ADDRESS,
  OFFERING_DISCRIMINATOR,
  type Offering,
  POOL_DISCRIMINATOR,
  PROPOSAL_DISCRIMINATOR,
  PURCHASE_DISCRIMINATOR,
  type Pool,
  type Proposal,
  type Purchase,
  STAKE_DISCRIMINATOR,
  type Stake,
  VAULT_DISCRIMINATOR,
  VOTE_DISCRIMINATOR,
  type Vault,
  type VaultQuote,
  type Vote,
  getAsksDecoder,
  getAssetDecoder,
  getAuctionDecoder,
  getBidDecoder,
  getLicenseDecoder,
  getOfferingDecoder,
  getPoolDecoder,
  getProposalDecoder,
  getPurchaseDecoder,
  getStakeDecoder,
  getVaultDecoder,
  getVaultQuoteDecoder,
  getVoteDecoder,
} from './generated/index.ts';

export type {
  Action,
  Asks,
  Asset,
  Auction,
  Bid,
  Income,
  License,
  Offering,
  Pool,
  Proposal,
  Purchase,
  Royalty,
  Share,
  Stake,
  Uri,
  Vault,
  VaultQuote,
  Vote,
} from './generated/index.ts';
export * from './content.ts';

/** An account type of the program. */
export type AccountType<T> = {
  /** The type's name, as in the IDL. */
  readonly name: string;
  /** What the data of such an account begins with. */
  readonly discriminator: ReadonlyUint8Array;
  /** Decodes the whole data of such an account. */
  readonly getDecoder: () => FixedSizeDecoder<T>;
};

/** A vault. */
export const VAULT_ACCOUNT: AccountType<Vault> = {
  name: 'Vault',
  discriminator: VAULT_DISCRIMINATOR,
  getDecoder: getVaultDecoder,
};
/** An escrowed NFT. */
export const ASSET_ACCOUNT: AccountType<Asset> = {
  name: 'Asset',
  discriminator: ASSET_DISCRIMINATOR,
  getDecoder: getAssetDecoder,
};
/** The auction of a vault. */
export const AUCTION_ACCOUNT: AccountType<Auction> = {
  name: 'Auction',
  discriminator: AUCTION_DISCRIMINATOR,
  getDecoder: getAuctionDecoder,
};
/** A bid. */
export const BID_ACCOUNT: AccountType<Bid> = {
  name: 'Bid',
  discriminator: BID_DISCRIMINATOR,
  getDecoder: getBidDecoder,
};
/** An offering. */
export const OFFERING_ACCOUNT: AccountType<Offering> = {
  name: 'Offering',
  discriminator: OFFERING_DISCRIMINATOR,
  getDecoder: getOfferingDecoder,
};
/** A purchase in an offering. */
export const PURCHASE_ACCOUNT: AccountType<Purchase> = {
  name: 'Purchase',
  discriminator: PURCHASE_DISCRIMINATOR,
  getDecoder: getPurchaseDecoder,
};
/** The pool of stakes of a vault. */
export const POOL_ACCOUNT: AccountType<Pool> = {
  name: 'Pool',
  discriminator: POOL_DISCRIMINATOR,
  getDecoder: getPoolDecoder,
};
/** The stake of a holder. */
export const STAKE_ACCOUNT: AccountType<Stake> = {
  name: 'Stake',
  discriminator: STAKE_DISCRIMINATOR,
  getDecoder: getStakeDecoder,
};
/** The book of asks of a vault. */
export const ASKS_ACCOUNT: AccountType<Asks> = {
  name: 'Asks',
  discriminator: ASKS_DISCRIMINATOR,
  getDecoder: getAsksDecoder,
};
/** A proposal. */
export const PROPOSAL_ACCOUNT: AccountType<Proposal> = {
  name: 'Proposal',
  discriminator: PROPOSAL_DISCRIMINATOR,
  getDecoder: getProposalDecoder,
};
/** The vote of a stake on a proposal. */
export const VOTE_ACCOUNT: AccountType<Vote> = {
  name: 'Vote',
  discriminator: VOTE_DISCRIMINATOR,
  getDecoder: getVoteDecoder,
};
/** A licence. */
export const LICENSE_ACCOUNT: AccountType<License> = {
  name: 'License',
  discriminator: LICENSE_DISCRIMINATOR,
  getDecoder: getLicenseDecoder,
};

/** Bytes of an account of this type. */
export function accountBytes(type: AccountType<unknown>): number {
  return type.getDecoder().fixedSize;
}

/** Decodes an account of the program from its whole data; `null` if that is of another type or length. */
export function decodeAccount<T>(type: AccountType<T>, data: ReadonlyUint8Array): T | null {
  const decoder = type.getDecoder();
  const fits = data.length === decoder.fixedSize && type.discriminator.every((byte, index) => data[index] === byte);
  return fits ? decoder.decode(data) : null;
}

/** Why returned data is not the answer of `quote_vault`. */
export type QuoteErrorDetail =
  /** Another program returned it: the last one that returned anything, within the transaction. */
  | { code: 'OfAnotherProgram'; program: Address }
  /** The content is none, or that of another version of the program. */
  | { code: 'Malformed'; length: number };

/** The data that a call returned is not the answer of `quote_vault`. */
export class QuoteError extends Error {
  override readonly name = 'QuoteError';
  /** What it is instead. */
  readonly detail: QuoteErrorDetail;

  constructor(detail: QuoteErrorDetail) {
    super(
      detail.code === 'Malformed'
        ? `these ${detail.length} bytes are not the answer of quote_vault`
        : `program ${detail.program} returned this, not Mosaic`,
    );
    this.detail = detail;
  }

  /** The name of the reason. */
  get code(): QuoteErrorDetail['code'] {
    return this.detail.code;
  }
}

/** Where in the answer of `quote_vault` its one flag is. */
const FIRM_OFFSET = 1;

/**
 * Decodes the answer of `quote_vault`: the return data of a call or a simulation, and the program that set it.
 *
 * @throws {QuoteError}
 */
export function decodeQuote(program: Address, data: ReadonlyUint8Array): VaultQuote {
  if (program !== MOSAIC_PROGRAM_ADDRESS) throw new QuoteError({ code: 'OfAnotherProgram', program });
  const decoder = getVaultQuoteDecoder();
  // A flag that is neither true nor false is of no answer.
  if (data.length !== decoder.fixedSize || (data[FIRM_OFFSET] ?? 0) > 1) {
    throw new QuoteError({ code: 'Malformed', length: data.length });
  }
  return decoder.decode(data);
}
