/** What each party is paid after the sale. */
import type { Address } from '@solana/kit';
import {
  type RedeemInstructionDataArgs,
  getClaimCuratorFeeInstruction,
  getClaimRoyaltyInstruction,
  getRedeemInstruction,
} from '../generated/index.ts';
import { type Signatory, signatoryAddress } from '../signatory.ts';
import * as pda from '../pda.ts';
import { type BuiltInstruction, asSigner, built, signedBy } from './build.ts';

/** Accounts and arguments of {@link redeem}. */
export type RedeemInput = {
  /** Whose fractions are burned and who is paid; signs. */
  readonly holder: Signatory;
  /** The vault. */
  readonly vault: Address;
  /** The holder's token account with the fractions. */
  readonly fractionSource: Address;
  /** The holder's token account for the cash. */
  readonly cashDestination: Address;
  /** Amount and bound. */
  readonly args: RedeemInstructionDataArgs;
};

/** Builds `redeem`. */
export async function redeem(input: RedeemInput): Promise<BuiltInstruction> {
  const { holder, vault, fractionSource, cashDestination, args } = input;
  const instruction = getRedeemInstruction({
    holder: asSigner(holder),
    vault,
    auction: await pda.auction(vault),
    fractionMint: await pda.fractionMint(vault),
    fractionSource,
    cashEscrow: await pda.cashEscrow(vault),
    cashDestination,
    ...args,
  });
  return built(instruction);
}

/** Accounts of {@link claimRoyalty}. */
export type ClaimRoyaltyInput = {
  /** The creator of the NFT who is paid. */
  readonly payee: Signatory;
  /** Whether the payee signs; else only its associated token account is paid. */
  readonly signed: boolean;
  /** The vault. */
  readonly vault: Address;
  /** Creator of the vault, who gets the rent. */
  readonly creator: Address;
  /** Mint of the NFT. */
  readonly nftMint: Address;
  /** The payee's token account for the cash. */
  readonly cashDestination: Address;
};

/** Builds `claim_royalty`. */
export async function claimRoyalty(input: ClaimRoyaltyInput): Promise<BuiltInstruction> {
  const { payee, signed, vault, creator, nftMint, cashDestination } = input;
  const instruction = getClaimRoyaltyInstruction({
    payee: signatoryAddress(payee),
    vault,
    auction: await pda.auction(vault),
    asset: await pda.asset(vault, nftMint),
    cashEscrow: await pda.cashEscrow(vault),
    cashDestination,
    creator,
  });
  return signedBy(built(instruction), payee, signed);
}

/** Accounts of {@link claimCuratorFee}. */
export type ClaimCuratorFeeInput = {
  /** The curator, who is paid. */
  readonly curator: Signatory;
  /** Whether the curator signs; else only its associated token account is paid. */
  readonly signed: boolean;
  /** The vault. */
  readonly vault: Address;
  /** The curator's token account for the cash. */
  readonly cashDestination: Address;
};

/** Builds `claim_curator_fee`. */
export async function claimCuratorFee(input: ClaimCuratorFeeInput): Promise<BuiltInstruction> {
  const { curator, signed, vault, cashDestination } = input;
  const instruction = getClaimCuratorFeeInstruction({
    curator: signatoryAddress(curator),
    vault,
    auction: await pda.auction(vault),
    cashEscrow: await pda.cashEscrow(vault),
    cashDestination,
  });
  return signedBy(built(instruction), curator, signed);
}
