/** Income: paid in by anyone, streamed to the stakes. */
import type { Address } from '@solana/kit';
import {
  type DepositIncomeInstructionDataArgs,
  getAddIncomeMintInstruction,
  getClaimIncomeInstruction,
  getCloseIncomeInstruction,
  getDepositIncomeInstruction,
} from '../generated/index.ts';
import { type Signatory, signatoryAddress } from '../signatory.ts';
import * as pda from '../pda.ts';
import { type BuiltInstruction, asSigner, built, given, signedBy } from './build.ts';

/** Accounts of {@link addIncomeMint}. */
export type AddIncomeMintInput = {
  /** The curator, or anybody for the quote mint; signs and pays the rent. */
  readonly payer: Signatory;
  /** The vault. */
  readonly vault: Address;
  /** The mint of the income. */
  readonly mint: Address;
};

/** Builds `add_income_mint`. */
export async function addIncomeMint({ payer, vault, mint }: AddIncomeMintInput): Promise<BuiltInstruction> {
  const instruction = getAddIncomeMintInstruction({
    payer: asSigner(payer),
    vault,
    pool: await pda.pool(vault),
    mint,
    incomeAccount: await pda.incomeAccount(vault, mint),
  });
  return built(instruction);
}

/** Accounts and arguments of {@link depositIncome}. */
export type DepositIncomeInput = {
  /** Who pays; signs. */
  readonly depositor: Signatory;
  /** The vault. */
  readonly vault: Address;
  /** The mint of the income. */
  readonly mint: Address;
  /** The depositor's token account that pays. */
  readonly source: Address;
  /** The amount. */
  readonly args: DepositIncomeInstructionDataArgs;
};

/** Builds `deposit_income`. */
export async function depositIncome(input: DepositIncomeInput): Promise<BuiltInstruction> {
  const { depositor, vault, mint, source, args } = input;
  const instruction = getDepositIncomeInstruction({
    depositor: asSigner(depositor),
    vault,
    pool: await pda.pool(vault),
    incomeAccount: await pda.incomeAccount(vault, mint),
    source,
    ...args,
  });
  return built(instruction);
}

/** Accounts of {@link claimIncome}. */
export type ClaimIncomeInput = {
  /** Whose stake it is. */
  readonly holder: Signatory;
  /** Whether the holder signs; else only its associated token account is paid. */
  readonly signed: boolean;
  /** The vault. */
  readonly vault: Address;
  /** The mint of the income. */
  readonly mint: Address;
  /** The holder's token account that is paid. */
  readonly destination: Address;
};

/** Builds `claim_income`. */
export async function claimIncome(input: ClaimIncomeInput): Promise<BuiltInstruction> {
  const { holder, signed, vault, mint, destination } = input;
  const instruction = getClaimIncomeInstruction({
    holder: signatoryAddress(holder),
    vault,
    pool: await pda.pool(vault),
    stake: await pda.stake(vault, signatoryAddress(holder)),
    incomeAccount: await pda.incomeAccount(vault, mint),
    destination,
  });
  return signedBy(built(instruction), holder, signed);
}

/** Accounts of {@link closeIncome}. */
export type CloseIncomeInput = {
  /** The vault. */
  readonly vault: Address;
  /** The mint of the income. */
  readonly mint: Address;
  /** Who added the mint. */
  readonly opener: Address;
  /** Whether the vault has an auction. */
  readonly withAuction: boolean;
  /** The winner, or who reclaimed. */
  readonly recipient: Signatory;
  /** Whether the recipient signs; else only its associated token account is paid. */
  readonly recipientSigned: boolean;
  /** The recipient's token account, where income is left that nobody earned. */
  readonly unearnedDestination: Address | null;
  /** The curator. */
  readonly curator: Signatory;
  /** Whether the curator signs; else only its associated token account is paid. */
  readonly curatorSigned: boolean;
  /** The curator's token account, where something was sent uninvited. */
  readonly surplusDestination: Address | null;
};

/** Builds `close_income`. */
export async function closeIncome(input: CloseIncomeInput): Promise<BuiltInstruction> {
  const { vault, mint, opener, withAuction, recipient, unearnedDestination, curator, surplusDestination } = input;
  const instruction = getCloseIncomeInstruction({
    vault,
    pool: await pda.pool(vault),
    incomeAccount: await pda.incomeAccount(vault, mint),
    incomeOpener: opener,
    stakedFractions: await pda.stakedFractions(vault),
    fractionMint: await pda.fractionMint(vault),
    recipient: signatoryAddress(recipient),
    curator: signatoryAddress(curator),
    ...given({
      auction: withAuction ? await pda.auction(vault) : null,
      fractionEscrow: withAuction ? await pda.fractionEscrow(vault) : null,
      unearnedDestination,
      surplusDestination,
    }),
  });
  const byRecipient = signedBy(built(instruction), recipient, input.recipientSigned);
  return signedBy(byRecipient, curator, input.curatorSigned);
}
