/** Every address that follows from another one. */
import { type Address, type ReadonlyUint8Array, getAddressEncoder, getProgramDerivedAddress } from '@solana/kit';
import { TOKEN_PROGRAM_ADDRESS, findAssociatedTokenPda } from '@solana-program/token';
import {
  findAsksPda,
  findAssetPda,
  findAuctionPda,
  findBidPda,
  findCashEscrowPda,
  findCustodyPda,
  findFractionEscrowPda,
  findFractionMintPda,
  findIncomeAccountPda,
  findLicensePda,
  findOfferedFractionsPda,
  findOfferingPda,
  findPoolPda,
  findProposalPda,
  findPurchasePda,
  findRaisedCashPda,
  findStakePda,
  findStakedFractionsPda,
  findVaultPda,
  findVotePda,
} from './generated/index.ts';
import { TOKEN_METADATA_PROGRAM_ADDRESS } from './addresses.ts';

/** The vault of `creator` with this number. */
export function vault(creator: Address, id: bigint): Promise<Address> {
  return addressOf(findVaultPda({ creator, id }));
}

/** The mint of a vault's fractions. */
export function fractionMint(vault: Address): Promise<Address> {
  return addressOf(findFractionMintPda({ vault }));
}

/** The record of an NFT in a vault. */
export function asset(vault: Address, nftMint: Address): Promise<Address> {
  return addressOf(findAssetPda({ vault, nftMint }));
}

/** The token account that holds an NFT in a vault. A programmable one is in the vault's {@link associatedToken}. */
export function custody(vault: Address, nftMint: Address): Promise<Address> {
  return addressOf(findCustodyPda({ vault, nftMint }));
}

/** The auction of a vault. */
export function auction(vault: Address): Promise<Address> {
  return addressOf(findAuctionPda({ vault }));
}

/** The bid of `bidder` for a vault. */
export function bid(vault: Address, bidder: Address): Promise<Address> {
  return addressOf(findBidPda({ vault, bidder }));
}

/** The token account with the cash of a vault's auction. */
export function cashEscrow(vault: Address): Promise<Address> {
  return addressOf(findCashEscrowPda({ vault }));
}

/** The token account with the fractions of a vault's bids. */
export function fractionEscrow(vault: Address): Promise<Address> {
  return addressOf(findFractionEscrowPda({ vault }));
}

/** The offering of a vault with this number. */
export function offering(vault: Address, number: bigint): Promise<Address> {
  return addressOf(findOfferingPda({ vault, number }));
}

/** The token account with the fractions of an offering, which is named by its address. */
export function offeredFractions(offering: Address): Promise<Address> {
  return addressOf(findOfferedFractionsPda({ offering }));
}

/** The token account with the cash of an offering, which is named by its address. */
export function raisedCash(offering: Address): Promise<Address> {
  return addressOf(findRaisedCashPda({ offering }));
}

/** The purchase of `buyer` in an offering, which is named by its address. */
export function purchase(offering: Address, buyer: Address): Promise<Address> {
  return addressOf(findPurchasePda({ offering, buyer }));
}

/** The pool of stakes of a vault. */
export function pool(vault: Address): Promise<Address> {
  return addressOf(findPoolPda({ vault }));
}

/** The token account that holds the staked fractions of a vault. */
export function stakedFractions(vault: Address): Promise<Address> {
  return addressOf(findStakedFractionsPda({ vault }));
}

/** The stake of a holder. */
export function stake(vault: Address, holder: Address): Promise<Address> {
  return addressOf(findStakePda({ vault, holder }));
}

/** The book of asks of a vault. */
export function asks(vault: Address): Promise<Address> {
  return addressOf(findAsksPda({ vault }));
}

/** The token account that holds the income of a mint in a vault. */
export function incomeAccount(vault: Address, mint: Address): Promise<Address> {
  return addressOf(findIncomeAccountPda({ vault, mint }));
}

/** The proposal of a vault with this number. */
export function proposal(vault: Address, number: bigint): Promise<Address> {
  return addressOf(findProposalPda({ vault, number }));
}

/** The vote of a holder on a proposal, which is named by its address. */
export function vote(proposal: Address, holder: Address): Promise<Address> {
  return addressOf(findVotePda({ proposal, holder }));
}

/** The licence granted by the proposal with this number. */
export function license(vault: Address, number: bigint): Promise<Address> {
  return addressOf(findLicensePda({ vault, number }));
}

/** The associated token account of `owner` for a mint of the classic token program. */
export function associatedToken(owner: Address, mint: Address): Promise<Address> {
  return associatedTokenOf(owner, mint, TOKEN_PROGRAM_ADDRESS);
}

/** The associated token account of `owner` for a mint of this token program. */
export function associatedTokenOf(owner: Address, mint: Address, tokenProgram: Address): Promise<Address> {
  return addressOf(findAssociatedTokenPda({ owner, mint, tokenProgram }));
}

/** Token Metadata's metadata account of a mint. */
export function metadata(mint: Address): Promise<Address> {
  return ofTokenMetadata(mint);
}

/** Token Metadata's edition account (master or print) of a mint. */
export function edition(mint: Address): Promise<Address> {
  return ofTokenMetadata(mint, 'edition');
}

/** Token Metadata's record of a token account that holds a programmable NFT. */
export async function tokenRecord(mint: Address, token: Address): Promise<Address> {
  return ofTokenMetadata(mint, 'token_record', getAddressEncoder().encode(token));
}

async function ofTokenMetadata(mint: Address, ...seeds: (string | ReadonlyUint8Array)[]): Promise<Address> {
  const encode = getAddressEncoder().encode;
  return addressOf(
    getProgramDerivedAddress({
      programAddress: TOKEN_METADATA_PROGRAM_ADDRESS,
      seeds: ['metadata', encode(TOKEN_METADATA_PROGRAM_ADDRESS), encode(mint), ...seeds],
    }),
  );
}

async function addressOf(found: Promise<readonly [Address, number]>): Promise<Address> {
  const [address] = await found;
  return address;
}
