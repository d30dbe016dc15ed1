/** The offering. */
import type { Address } from '@solana/kit';
import {
  type BuyFractionsInstructionDataArgs,
  type OpenOfferingInstructionDataArgs,
  getBuyFractionsInstruction,
  getClaimPurchaseInstruction,
  getCloseOfferingInstruction,
  getOpenOfferingInstruction,
} from '../generated/index.ts';
import { type Signatory, signatoryAddress } from '../signatory.ts';
import * as pda from '../pda.ts';
import { type BuiltInstruction, asSigner, built, given, signedBy } from './build.ts';

/** Accounts and arguments of {@link openOffering}. */
export type OpenOfferingInput = {
  /** Creator of the vault; signs, pays the rent and brings the fractions. */
  readonly creator: Signatory;
  /** The vault. */
  readonly vault: Address;
  /** Mint of the cash. */
  readonly quoteMint: Address;
  /** The next number: how many offerings the vault has had. */
  readonly number: bigint;
  /** The creator's token account with the fractions. */
  readonly fractionSource: Address;
  /** What is offered, and how. */
  readonly args: OpenOfferingInstructionDataArgs;
};

/** Builds `open_offering`. */
export async function openOffering(input: OpenOfferingInput): Promise<BuiltInstruction> {
  const { creator, vault, quoteMint, number, fractionSource, args } = input;
  const instruction = getOpenOfferingInstruction({
    creator: asSigner(creator),
    vault,
    fractionMint: await pda.fractionMint(vault),
    fractionSource,
    quoteMint,
    ...(await accountsOf(vault, number)),
    ...args,
  });
  return built(instruction);
}

/** Accounts and arguments of {@link buyFractions}. */
export type BuyFractionsInput = {
  /** Who buys; signs and pays. */
  readonly buyer: Signatory;
  /** The vault. */
  readonly vault: Address;
  /** Number of the offering. */
  readonly number: bigint;
  /** The buyer's token account for cash. */
  readonly cashSource: Address;
  /** Amount and bound. */
  readonly args: BuyFractionsInstructionDataArgs;
};

/** Builds `buy_fractions`. */
export async function buyFractions(input: BuyFractionsInput): Promise<BuiltInstruction> {
  const { buyer, vault, number, cashSource, args } = input;
  const accounts = await accountsOf(vault, number);
  const instruction = getBuyFractionsInstruction({
    buyer: asSigner(buyer),
    vault,
    ...accounts,
    purchase: await pda.purchase(accounts.offering, signatoryAddress(buyer)),
    cashSource,
    ...args,
  });
  return built(instruction);
}

/** Accounts of {@link claimPurchase}. */
export type ClaimPurchaseInput = {
  /** Who bought. */
  readonly buyer: Signatory;
  /** Whether the buyer signs; else only its associated token accounts are paid. */
  readonly signed: boolean;
  /** The vault. */
  readonly vault: Address;
  /** Number of the offering. */
  readonly number: bigint;
  /** The buyer's token account for the fractions, where some are delivered. */
  readonly fractionDestination: Address | null;
  /** The buyer's token account for the cash, where its cost goes back. */
  readonly cashDestination: Address | null;
};

/** Builds `claim_purchase`. */
export async function claimPurchase(input: ClaimPurchaseInput): Promise<BuiltInstruction> {
  const { buyer, signed, vault, number, fractionDestination, cashDestination } = input;
  const accounts = await accountsOf(vault, number);
  const instruction = getClaimPurchaseInstruction({
    buyer: signatoryAddress(buyer),
    vault,
    ...accounts,
    purchase: await pda.purchase(accounts.offering, signatoryAddress(buyer)),
    ...given({ fractionDestination, cashDestination }),
  });
  return signedBy(built(instruction), buyer, signed);
}

/** Accounts of {@link closeOffering}. */
export type CloseOfferingInput = {
  /** Creator of the vault, who is paid. */
  readonly creator: Signatory;
  /** Whether the creator signs: to call an offering off, or to be paid elsewhere than into associated token accounts. */
  readonly creatorSigned: boolean;
  /** The vault. */
  readonly vault: Address;
  /** Number of the offering. */
  readonly number: bigint;
  /** The creator's token account for the fractions, where some go back. */
  readonly fractionDestination: Address | null;
  /** The creator's token account for the cash, where some is paid. */
  readonly cashDestination: Address | null;
  /** The vault's curator. */
  readonly curator: Signatory;
  /** Whether the curator signs; else only its associated token account is paid. */
  readonly curatorSigned: boolean;
  /** The curator's token account for surplus cash, where there is some. */
  readonly surplusDestination: Address | null;
};

/** Builds `close_offering`. */
export async function closeOffering(input: CloseOfferingInput): Promise<BuiltInstruction> {
  const { creator, creatorSigned, vault, number, curator, curatorSigned } = input;
  const { fractionDestination, cashDestination, surplusDestination } = input;
  const instruction = getCloseOfferingInstruction({
    creator: signatoryAddress(creator),
    vault,
    ...(await accountsOf(vault, number)),
    fractionMint: await pda.fractionMint(vault),
    curator: signatoryAddress(curator),
    ...given({ fractionDestination, cashDestination, surplusDestination }),
  });
  return signedBy(signedBy(built(instruction), creator, creatorSigned), curator, curatorSigned);
}

async function accountsOf(vault: Address, number: bigint) {
  const offering = await pda.offering(vault, number);
  const [offeredFractions, raisedCash] = await Promise.all([pda.offeredFractions(offering), pda.raisedCash(offering)]);
  return { offering, offeredFractions, raisedCash };
}
