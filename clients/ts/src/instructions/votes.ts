/** Proposals, votes on them, and the licences they grant. */
import type { Address } from '@solana/kit';
import {
  type ProposeInstructionDataArgs,
  type VoteInstructionDataArgs,
  getAcceptLicenseInstruction,
  getCloseLicenseInstruction,
  getCloseProposalInstruction,
  getExecuteProposalInstruction,
  getProposeInstruction,
  getRenewLicenseInstruction,
  getVoteInstruction,
  getWithdrawVoteInstruction,
} from '../generated/index.ts';
import { type Signatory, signatoryAddress } from '../signatory.ts';
import * as pda from '../pda.ts';
import { type BuiltInstruction, asSigner, built, given } from './build.ts';

/** Accounts and arguments of {@link propose}. */
export type ProposeInput = {
  /** Who proposes, with a stake; signs and pays the rent. */
  readonly proposer: Signatory;
  /** The vault. */
  readonly vault: Address;
  /** The next number: how many proposals the vault has had. */
  readonly number: bigint;
  /** The action. */
  readonly args: ProposeInstructionDataArgs;
};

/** Builds `propose`. */
export async function propose({ proposer, vault, number, args }: ProposeInput): Promise<BuiltInstruction> {
  const instruction = getProposeInstruction({
    proposer: asSigner(proposer),
    vault,
    fractionMint: await pda.fractionMint(vault),
    stake: await pda.stake(vault, signatoryAddress(proposer)),
    proposal: await pda.proposal(vault, number),
    ...args,
  });
  return built(instruction);
}

/** Accounts and arguments of {@link vote}. */
export type VoteInput = {
  /** The holder or its delegate; signs and pays the rent. */
  readonly authority: Signatory;
  /** Whose stake it is. */
  readonly holder: Address;
  /** The vault. */
  readonly vault: Address;
  /** Number of the proposal. */
  readonly number: bigint;
  /** The side. */
  readonly args: VoteInstructionDataArgs;
};

/** Builds `vote`. */
export async function vote({ authority, holder, vault, number, args }: VoteInput): Promise<BuiltInstruction> {
  const proposal = await pda.proposal(vault, number);
  const instruction = getVoteInstruction({
    authority: asSigner(authority),
    vault,
    proposal,
    stake: await pda.stake(vault, holder),
    vote: await pda.vote(proposal, holder),
    ...args,
  });
  return built(instruction);
}

/** Accounts of {@link withdrawVote}. */
export type WithdrawVoteInput = {
  /** Before the vote ends its holder or the delegate, afterwards anyone; signs. */
  readonly authority: Signatory;
  /** Whose stake it is. */
  readonly holder: Address;
  /** The vault. */
  readonly vault: Address;
  /** Number of the proposal. */
  readonly number: bigint;
  /** Who paid the rent of the vote. */
  readonly payer: Address;
};

/** Builds `withdraw_vote`. */
export async function withdrawVote(input: WithdrawVoteInput): Promise<BuiltInstruction> {
  const { authority, holder, vault, number, payer } = input;
  const proposal = await pda.proposal(vault, number);
  const instruction = getWithdrawVoteInstruction({
    authority: asSigner(authority),
    vault,
    proposal,
    stake: await pda.stake(vault, holder),
    vote: await pda.vote(proposal, holder),
    payer,
  });
  return built(instruction);
}

/** Accounts of {@link executeProposal}. */
export type ExecuteProposalInput = {
  /** Anyone; signs and pays the rent of what the action makes. */
  readonly executor: Signatory;
  /** The vault. */
  readonly vault: Address;
  /** Number of the proposal. */
  readonly number: bigint;
  /** The licence that the action makes, which has the proposal's number, or ends. */
  readonly license: Address | null;
  /** The mint of income that the action adds. */
  readonly incomeMint: Address | null;
};

/** Builds `execute_proposal`. */
export async function executeProposal(input: ExecuteProposalInput): Promise<BuiltInstruction> {
  const { executor, vault, number, license, incomeMint } = input;
  const instruction = getExecuteProposalInstruction({
    executor: asSigner(executor),
    vault,
    proposal: await pda.proposal(vault, number),
    ...given({
      license,
      pool: incomeMint && (await pda.pool(vault)),
      mint: incomeMint,
      incomeAccount: incomeMint && (await pda.incomeAccount(vault, incomeMint)),
    }),
  });
  return built(instruction);
}

/** Accounts of {@link closeProposal}. */
export type CloseProposalInput = {
  /** The vault. */
  readonly vault: Address;
  /** Number of the proposal. */
  readonly number: bigint;
  /** Who made it. */
  readonly proposer: Address;
};

/** Builds `close_proposal`. */
export async function closeProposal({ vault, number, proposer }: CloseProposalInput): Promise<BuiltInstruction> {
  const proposal = await pda.proposal(vault, number);
  return built(getCloseProposalInstruction({ vault, proposal, proposer }));
}

/** Accounts of {@link acceptLicense} and {@link renewLicense}. */
export type TakeLicenseInput = {
  /** The licensee; signs and pays the fee. */
  readonly licensee: Signatory;
  /** The vault. */
  readonly vault: Address;
  /** Number of the proposal that granted it. */
  readonly number: bigint;
  /** Mint of the fee. */
  readonly quoteMint: Address;
  /** The licensee's token account that pays. */
  readonly cashSource: Address;
};

/** Builds `accept_license`: for the first term. */
export async function acceptLicense(input: TakeLicenseInput): Promise<BuiltInstruction> {
  return built(getAcceptLicenseInstruction(await taking(input)));
}

/** Builds `renew_license`: for one term more. */
export async function renewLicense(input: TakeLicenseInput): Promise<BuiltInstruction> {
  return built(getRenewLicenseInstruction(await taking(input)));
}

async function taking({ licensee, vault, number, quoteMint, cashSource }: TakeLicenseInput) {
  return {
    licensee: asSigner(licensee),
    vault,
    license: await pda.license(vault, number),
    pool: await pda.pool(vault),
    incomeAccount: await pda.incomeAccount(vault, quoteMint),
    cashSource,
  };
}

/** Accounts of {@link closeLicense}. */
export type CloseLicenseInput = {
  /** The vault that granted it, which may be closed. */
  readonly vault: Address;
  /** Number of the proposal that granted it. */
  readonly number: bigint;
  /** Who paid its rent. */
  readonly opener: Address;
};

/** Builds `close_license`. */
export async function closeLicense({ vault, number, opener }: CloseLicenseInput): Promise<BuiltInstruction> {
  return built(getCloseLicenseInstruction({ license: await pda.license(vault, number), opener }));
}
