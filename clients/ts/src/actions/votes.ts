/** Proposals and votes. */
import type { Address } from '@solana/kit';
import { ClientError } from '../errors/client.ts';
import type { Stake as StakeAccount, Action as ProposedAction } from '../generated/index.ts';
import type { BuiltInstruction } from '../instructions/index.ts';
import * as instructions from '../instructions/index.ts';
import { type Signatory, signatoryAddress } from '../signatory.ts';
import * as pda from '../pda.ts';
import * as quotes from '../quotes/index.ts';
import type { ExecuteQuote, ProposeQuote, VoteQuote, WithdrawVoteQuote } from '../quotes/index.ts';
import {
  type AccountReader,
  type Accounts,
  SYSVAR_RENT_ADDRESS,
  mintAt,
  programAccount,
  readAccounts,
  rentOf,
} from '../reader.ts';
import { LICENSE_ACCOUNT, STAKE_ACCOUNT } from '../state.ts';
import { type ProposalView, type VoteView, proposalViewOf, voteAddress, voteViewOf } from '../views/proposal.ts';
import { type VaultView, readVaultWith } from '../views/vault.ts';
import { type Action, act } from './action.ts';
import { openStaking } from './stake.ts';

/** Something to be proposed to the holders. */
export type Propose = {
  /** The vault. */
  readonly vault: Address;
  /** Who proposes, with a stake; signs and pays. */
  readonly proposer: Signatory;
  /** What executing it does. */
  readonly action: ProposedAction;
};

/** A vote to be cast. */
export type Vote = {
  /** The vault. */
  readonly vault: Address;
  /** Number of the proposal. */
  readonly number: bigint;
  /** Whose stake votes. Signs and pays where no delegate does. */
  readonly holder: Signatory;
  /** The delegate, where it signs and pays instead of the holder. */
  readonly authority?: Signatory;
  /** For the proposal, or against it. */
  readonly yes: boolean;
};

/** A vote to be withdrawn. */
export type WithdrawVote = {
  /** The vault. */
  readonly vault: Address;
  /** Number of the proposal. */
  readonly number: bigint;
  /** Whose stake voted. Signs where nobody else does. */
  readonly holder: Signatory;
  /** Who signs instead: as long as the vote counts the delegate, afterwards anyone. */
  readonly authority?: Signatory;
};

/** A proposal to be executed. */
export type ExecuteProposal = {
  /** The vault. */
  readonly vault: Address;
  /** Number of the proposal. */
  readonly number: bigint;
  /** Who executes; anyone. Signs, and pays for what the action makes. */
  readonly executor: Signatory;
};

/**
 * Makes a proposal and opens its vote. Its number is the next one of the vault: where somebody else proposes first, the
 * transaction fails and the action is to be built again.
 *
 * @throws {ClientError} WrongStatus unless the vault is Active, StakeBelowProposal; for what could never be executed
 * TermsUriTooLong, TermsUriWithZero, CuratorFeeAboveCap, Rule; NoVault; what the reader throws
 */
export function propose(reader: AccountReader, order: Propose): Promise<Action<ProposeQuote>> {
  return act(order, async () => {
    const { vault, proposer, action } = order;
    const address = await pda.stake(vault, signatoryAddress(proposer));
    const [view, accounts] = await readVaultWith(reader, vault, [address, SYSVAR_RENT_ADDRESS]);
    const stake = programAccount(accounts, STAKE_ACCOUNT, address);
    const quote = await quotes.propose(view, stake, action, rentOf(accounts));
    return [[await instructions.propose({ proposer, vault, number: quote.number, args: { action } })], quote];
  });
}

/**
 * Votes with a whole stake. Voting again tops the vote up to what is staked by then, or changes its side.
 *
 * @throws {ClientError} NoProposal, VotingOver, WrongStatus unless the vault is Active or in Auction, NothingStaked,
 * NotTheHolderOrDelegate, NoVault; what the reader throws
 */
export function vote(reader: AccountReader, order: Vote): Promise<Action<VoteQuote>> {
  return act(order, async () => {
    const { vault, number, authority = order.holder, yes } = order;
    const holder = signatoryAddress(order.holder);
    const { view, accounts, proposal, stake, vote } = await readBallot(reader, vault, number, holder);
    if (!proposal) throw new ClientError({ code: 'NoProposal', vault, number });
    if (!stake) throw new ClientError({ code: 'NothingStaked', vault, holder });
    const cast = vote?.vote ?? null;
    const quote = await quotes.vote(view, proposal, stake, signatoryAddress(authority), cast, yes, rentOf(accounts));
    return [[await instructions.vote({ authority, holder, vault, number, args: { yes } })], quote];
  });
}

/**
 * Withdraws a vote and frees its stake; once the vote is over, closes its record. The rent goes to who paid it.
 *
 * @throws {ClientError} NoVote; as long as the vote counts, NotTheHolderOrDelegate; NoVault; what the reader throws
 */
export function withdrawVote(reader: AccountReader, order: WithdrawVote): Promise<Action<WithdrawVoteQuote>> {
  return act(order, async () => {
    const { vault, number, authority = order.holder } = order;
    const holder = signatoryAddress(order.holder);
    const { view, proposal, stake, vote } = await readBallot(reader, vault, number, holder);
    if (!vote) throw new ClientError({ code: 'NoVote', number, holder });
    const quote = quotes.withdrawVote(view, vote, proposal, stake, signatoryAddress(authority));
    const { payer } = vote.vote;
    return [[await instructions.withdrawVote({ authority, holder, vault, number, payer })], quote];
  });
}

/** A vault, a proposal, and a stake with its vote on it. */
type Ballot = {
  readonly view: VaultView;
  readonly accounts: Accounts;
  readonly proposal: ProposalView | null;
  readonly stake: StakeAccount | null;
  readonly vote: VoteView | null;
};

async function readBallot(reader: AccountReader, vault: Address, number: bigint, holder: Address): Promise<Ballot> {
  const address = await pda.stake(vault, holder);
  const records = [await pda.proposal(vault, number), await voteAddress(vault, number, holder)];
  const [view, accounts] = await readVaultWith(reader, vault, [...records, address, SYSVAR_RENT_ADDRESS]);
  const proposal = await proposalViewOf(view, accounts, number);
  const vote = await voteViewOf(view, accounts, number, holder);
  return { view, accounts, proposal, vote, stake: programAccount(accounts, STAKE_ACCOUNT, address) };
}

/**
 * Executes what a vote decided, with the accounts that its action needs; for a mint of income it opens the vault's pool of
 * stakes where there is none.
 *
 * @throws {ClientError} NoProposal, NotExecutable unless it has passed and its time is now, WrongStatus where the vault's
 * status does not allow its action, NotALicense for a licence to be ended that is not there; for a mint of income
 * IncomeMintNotClassic, IncomeMintIsFraction, IncomeMintKnown, TooManyIncomeMints; NoVault; what the reader throws
 */
export function executeProposal(reader: AccountReader, order: ExecuteProposal): Promise<Action<ExecuteQuote>> {
  return act(order, async () => {
    const { vault, number, executor } = order;
    const others = [await pda.proposal(vault, number), SYSVAR_RENT_ADDRESS];
    const [view, known] = await readVaultWith(reader, vault, others);
    const proposal = await proposalViewOf(view, known, number);
    if (!proposal) throw new ClientError({ code: 'NoProposal', vault, number });
    // Licence or mint: what the action is about.
    const accounts = await readAccounts(reader, [proposal.proposal.subject], known);
    const quote = await quotes.executeProposal(view, proposal, rentOf(accounts));
    const before: BuiltInstruction[] = [];
    let incomeMint: Address | null = null;
    if (proposal.action.__kind === 'EndLicense') checkLicense(accounts, vault, proposal.action.license);
    if (proposal.action.__kind === 'AddIncomeMint') {
      incomeMint = proposal.action.mint;
      if (!mintAt(accounts, incomeMint)) throw new ClientError({ code: 'IncomeMintNotClassic', mint: incomeMint });
      before.push(...(await openStaking(view, executor)));
    }
    const { license } = quote;
    return [[...before, await instructions.executeProposal({ executor, vault, number, license, incomeMint })], quote];
  });
}

function checkLicense(accounts: Accounts, vault: Address, address: Address): void {
  if (licenseAt(accounts, address)?.vault !== vault) throw new ClientError({ code: 'NotALicense', address });
}

/** The licence at this address; `null` for anything else. */
function licenseAt(accounts: Accounts, address: Address) {
  try {
    return programAccount(accounts, LICENSE_ACCOUNT, address);
  } catch (thrown) {
    if (thrown instanceof ClientError) return null;
    throw thrown;
  }
}
