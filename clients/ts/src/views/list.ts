/** Vaults and what belongs to them, found without knowing addresses: for nodes that search the program's accounts. */
import {
  type Address,
  type Base58EncodedBytes,
  type Commitment,
  type GetProgramAccountsApi,
  type GetProgramAccountsMemcmpFilter,
  type ReadonlyUint8Array,
  type Rpc,
  getBase58Decoder,
  getBase64Encoder,
} from '@solana/kit';
import {
  type Bid,
  type License,
  MOSAIC_PROGRAM_ADDRESS,
  type Purchase,
  type Stake,
  type Vault,
} from '../generated/index.ts';
import * as pda from '../pda.ts';
import { STATUSES, type Status } from '../rules/status.ts';
import {
  ASSET_ACCOUNT,
  type AccountType,
  BID_ACCOUNT,
  LICENSE_ACCOUNT,
  PROPOSAL_ACCOUNT,
  PURCHASE_ACCOUNT,
  STAKE_ACCOUNT,
  VAULT_ACCOUNT,
  VOTE_ACCOUNT,
  accountBytes,
  decodeAccount,
} from '../state.ts';
import { type AssetView, assetView } from './asset.ts';
import { type BidView, bidView } from './bid.ts';
import { type LicenseView, licenseView } from './license.ts';
import { type ProposalView, type VoteView, proposalView, voteView } from './proposal.ts';
import { type StakeView, stakeView } from './staking.ts';
import type { VaultView } from './vault.ts';

/** A node that searches accounts, and of what commitment they are to be. */
export type Search = {
  /** Any RPC of kit with `getProgramAccounts`; public nodes may refuse it. */
  readonly rpc: Rpc<GetProgramAccountsApi>;
  /** The RPC's own where none is given. */
  readonly commitment?: Commitment;
};

/** An account that was found. */
export type Found<T> = {
  /** Its address. */
  readonly address: Address;
  /** Its content. */
  readonly account: T;
  /** Lamports in it. */
  readonly lamports: bigint;
};

/** Where in the accounts the fields are by which they are found, in bytes. */
export const FIELD_OFFSETS = {
  /** Of every account but a vault. */
  vault: 8,
  /** Who bids, stakes or is licensed, or whose NFT, behind the vault. */
  party: 40,
  /** Proposal of a vote. */
  voteProposal: 40,
  /** Buyer of a purchase, behind the offering. */
  buyer: 72,
  /** Creator of a vault. */
  creator: 8,
  /** Curator of a vault. */
  curator: 40,
  /** Quote mint of a vault. */
  quoteMint: 72,
  /** Number of the status of a vault. */
  status: 316,
} as const;

/** Which vaults are looked for: those of which all that is given holds. */
export type VaultFilter = {
  /** Who opened it. */
  readonly creator?: Address;
  /** Who curates it now. */
  readonly curator?: Address;
  /** Mint of its prices and payments. */
  readonly quoteMint?: Address;
  /** Its status. */
  readonly status?: Status;
};

/** Finds vaults, those that entered their status last first. */
export async function listVaults(search: Search, filter: VaultFilter = {}): Promise<Found<Vault>[]> {
  const { status, ...addresses } = filter;
  const fields = (['creator', 'curator', 'quoteMint'] as const).flatMap(field => {
    const address = addresses[field];
    return address === undefined ? [] : [bytesAt(FIELD_OFFSETS[field], address)];
  });
  if (status !== undefined) fields.push(bytesAt(FIELD_OFFSETS.status, base58(Uint8Array.of(STATUSES.indexOf(status)))));
  const found = await find(search, VAULT_ACCOUNT, fields);
  return found.sort((a, b) => descending(a.account.enteredAt, b.account.enteredAt));
}

/** The NFTs in a vault that have something left to claim; without a vault, those in all of them. */
export async function listAssets(search: Search, view?: VaultView): Promise<AssetView[]> {
  const found = await find(search, ASSET_ACCOUNT, view ? [ofVault(view.address)] : []);
  return found.map(({ address, account }) => assetView(address, account));
}

/**
 * The bids and offers for a vault, the highest first.
 *
 * @throws {ClientError} Rule if the accounts do not fit together
 */
export async function listBids(search: Search, view: VaultView): Promise<BidView[]> {
  const found = await find(search, BID_ACCOUNT, [ofVault(view.address)]);
  const bids = found.map(({ address, account }) => bidView(view, address, account));
  return bids.sort((a, b) => descending(a.bid.price, b.bid.price));
}

/**
 * The stakes in a vault, the largest first.
 *
 * @throws {ClientError} Rule if the accounts do not fit together
 */
export async function listStakes(search: Search, view: VaultView): Promise<StakeView[]> {
  const found = await find(search, STAKE_ACCOUNT, [ofVault(view.address)]);
  const stakes = found.map(({ address, account, lamports }) => stakeView(view, address, account, lamports));
  return stakes.sort((a, b) => descending(a.amount, b.amount));
}

/**
 * The proposals in a vault that are not closed, the newest first.
 *
 * @throws {ClientError} Rule with LedgerMismatch for an action of an unknown kind, which is never stored
 */
export async function listProposals(search: Search, view: VaultView): Promise<ProposalView[]> {
  const found = await find(search, PROPOSAL_ACCOUNT, [ofVault(view.address)]);
  const proposals = found.map(({ address, account, lamports }) => proposalView(view, address, account, lamports));
  return proposals.sort((a, b) => descending(a.number, b.number));
}

/** The votes on the proposal of this number, the heaviest first. */
export async function listVotes(search: Search, view: VaultView, number: bigint): Promise<VoteView[]> {
  const proposal = await pda.proposal(view.address, number);
  const found = await find(search, VOTE_ACCOUNT, [bytesAt(FIELD_OFFSETS.voteProposal, proposal)]);
  const votes = found.map(({ address, account, lamports }) => voteView(view, address, account, number, lamports));
  return votes.sort((a, b) => descending(a.weight, b.weight));
}

/** The licences that a vault granted, at the time `now` (Unix seconds), the newest first. The vault may be closed. */
export async function listLicenses(search: Search, vault: Address, now: bigint): Promise<LicenseView[]> {
  const found = await find(search, LICENSE_ACCOUNT, [ofVault(vault)]);
  const licenses = found.map(({ address, account, lamports }) => licenseView(address, account, now, lamports));
  return licenses.sort((a, b) => descending(a.number, b.number));
}

/** The bids and offers of a wallet, for any vault. */
export function bidsOf(search: Search, bidder: Address): Promise<Found<Bid>[]> {
  return find(search, BID_ACCOUNT, [bytesAt(FIELD_OFFSETS.party, bidder)]);
}

/** The stakes of a wallet, in any vault. */
export function stakesOf(search: Search, holder: Address): Promise<Found<Stake>[]> {
  return find(search, STAKE_ACCOUNT, [bytesAt(FIELD_OFFSETS.party, holder)]);
}

/** What a wallet has bought in offerings of any vault and not claimed to the end. */
export function purchasesOf(search: Search, buyer: Address): Promise<Found<Purchase>[]> {
  return find(search, PURCHASE_ACCOUNT, [bytesAt(FIELD_OFFSETS.buyer, buyer)]);
}

/** The licences granted to a wallet, by any vault. */
export function licensesOf(search: Search, licensee: Address): Promise<Found<License>[]> {
  return find(search, LICENSE_ACCOUNT, [bytesAt(FIELD_OFFSETS.party, licensee)]);
}

/** Searches accounts of a type, of which all `fields` hold. What is of another version of the program is left out. */
async function find<T>(
  { rpc, commitment }: Search,
  type: AccountType<T>,
  fields: readonly GetProgramAccountsMemcmpFilter[],
): Promise<Found<T>[]> {
  const filters = [{ dataSize: BigInt(accountBytes(type)) }, bytesAt(0, base58(type.discriminator)), ...fields];
  const config = { encoding: 'base64', filters, ...(commitment && { commitment }) } as const;
  const answers = await rpc.getProgramAccounts(MOSAIC_PROGRAM_ADDRESS, config).send();
  return answers.flatMap(({ pubkey, account: { data, lamports } }) => {
    const account = decodeAccount(type, getBase64Encoder().encode(data[0]));
    return account ? [{ address: pubkey, account, lamports }] : [];
  });
}

function ofVault(vault: Address): GetProgramAccountsMemcmpFilter {
  return bytesAt(FIELD_OFFSETS.vault, vault);
}

/** Bytes, in base58 as addresses are, at an offset. */
function bytesAt(offset: number, bytes: string): GetProgramAccountsMemcmpFilter {
  return { memcmp: { offset: BigInt(offset), bytes: bytes as Base58EncodedBytes, encoding: 'base58' } };
}

function base58(bytes: ReadonlyUint8Array): string {
  return getBase58Decoder().decode(bytes);
}

function descending(a: bigint, b: bigint): number {
  return a === b ? 0 : a > b ? -1 : 1;
}
