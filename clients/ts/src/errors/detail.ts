/** Which refusals of the client there are, and what each carries. */

import type { Address } from '@solana/kit';

import type { RuleErrorCode } from '../rules/error.ts';
import type { Status } from '../rules/status.ts';
import type { ProposalPhase } from '../views/proposal.ts';
import type { NftRefusal } from '../views/refusal.ts';

/** What a vault that cannot be closed yet owes. */
export type Owing = {
  /** Asset records still open: their NFT or a royalty was not claimed. */
  assets: number;
  /** Bids not withdrawn. */
  bids: bigint;
  /** Royalties not claimed, in raw quote units. */
  royalties: bigint;
  /** The curator's fee, in raw quote units, if not claimed. */
  curatorFee: bigint;
  /** Proceeds not redeemed, in raw quote units. */
  proceeds: bigint;
  /** Stakes still open: something is staked, or income owed to them was not claimed. */
  stakes: bigint;
  /** Records of proposals and votes still open. */
  records: number;
  /** Offerings still open: a purchase was not claimed, or the creator not paid. */
  offerings: number;
  /** Fractions not redeemed that could still be staked and earn the income that waits, in raw units; 0 where none waits. */
  fractions: bigint;
};

/** What excludes a licence: an exclusive one that runs, or any, beside which an exclusive one cannot. */
export type Exclusion = 'Exclusive' | 'Any';

/**
 * Why the client refuses, by `code`, with the numbers and addresses of the refusal. Amounts are raw units, times are Unix
 * seconds.
 */
export type ClientErrorDetail =
  /** A field of the order, named by its path, has a value that no instruction can carry, `wanted` says what it takes. */
  | { code: 'BadOrder'; field: string; wanted: string }
  /** There is no vault at the address. */
  | { code: 'NoVault'; vault: Address }
  /** The account belongs to another program. */
  | { code: 'ForeignAccount'; address: Address; wanted: string; owner: Address }
  /** The account is of the program, but of another type. */
  | { code: 'Undecodable'; address: Address; source: { wanted: string; length: number } }
  /** A sysvar is missing or too short. */
  | { code: 'SysvarUnreadable'; address: Address }
  /** An account the vault should have is missing: the reader's answers do not fit together. */
  | { code: 'AccountMissing'; what: string; address: Address }
  /** The quote mint is not one of the classic token program. */
  | { code: 'QuoteMintNotClassic'; mint: Address }
  /** The id was used by another vault of the creator, or by this one with other terms. */
  | { code: 'VaultIdUsed'; id: bigint }
  /** A vault takes 1 to 16 different NFTs. */
  | { code: 'WrongNumberOfNfts'; given: number }
  /** A text of the fraction's metadata is too long: `field` is `name`, `symbol` or `URI`. */
  | { code: 'TextTooLong'; field: string; bytes: number; most: number }
  /** The NFT cannot be deposited. */
  | { code: 'Nft'; mint: Address; refusal: NftRefusal }
  /** A rule refuses. */
  | { code: 'Rule'; rule: RuleErrorCode }
  /** The vault's status does not allow it. */
  | { code: 'WrongStatus'; status: Status }
  /** Only the creator may do this. */
  | { code: 'NotTheCreator'; creator: Address }
  /** Reclaiming takes the whole supply. */
  | { code: 'NotTheWholeSupply'; supply: bigint; held: bigint }
  /** The wallet cannot pay the cash: `needed` moves now. */
  | { code: 'NotEnoughCash'; needed: bigint; available: bigint }
  /** The wallet does not hold the fractions: `needed` move now. */
  | { code: 'NotEnoughFractions'; needed: bigint; available: bigint }
  /** The wallet cannot pay the income. */
  | { code: 'NotEnoughTokens'; mint: Address; needed: bigint; available: bigint }
  /** The holder has staked nothing in the vault. */
  | { code: 'NothingStaked'; vault: Address; holder: Address }
  /** The stake is smaller than what is to be taken out. */
  | { code: 'NotEnoughStaked'; needed: bigint; staked: bigint }
  /** The stake is locked until `freeAt`, which the start of an auction can bring forward; `now` is the network's time. */
  | { code: 'StakeLocked'; freeAt: bigint; now: bigint }
  /** Only the holder of a stake and its delegate set its ask. */
  | { code: 'NotTheHolderOrDelegate'; authority: Address; delegate: Address | null }
  /** No level of the ladder has a price as high. */
  | { code: 'AskAboveLadder'; price: bigint; highest: bigint }
  /** The vault takes no income in the mint. */
  | { code: 'NoIncomeMint'; mint: Address; curator: Address }
  /** Only the curator adds mints of income other than the quote mint. */
  | { code: 'NotTheCurator'; curator: Address }
  /** The vault takes income in the mint already. */
  | { code: 'IncomeMintKnown'; mint: Address }
  /** The vault takes income in as many mints as it can: `most` besides the quote mint. */
  | { code: 'TooManyIncomeMints'; most: number }
  /** The mint of income is not one of the classic token program. */
  | { code: 'IncomeMintNotClassic'; mint: Address }
  /** Income in the vault's own fractions would be owed to fractions. */
  | { code: 'IncomeMintIsFraction'; mint: Address }
  /** No whole unit of income is owed to the stake now. */
  | { code: 'NoIncomeDue'; holder: Address }
  /** After the sale fractions are staked only where income is left. */
  | { code: 'NothingLeftToEarn' }
  /** A token account that pays or is paid is frozen. */
  | { code: 'Frozen'; account: Address }
  /** The vault owes the wallet nothing now. */
  | { code: 'NothingOwed'; vault: Address; wallet: Address }
  /** The vault still owes somebody, so it cannot be closed. */
  | { code: 'StillOwing'; owing: Owing }
  /** There is no proposal of this number: it was not made yet, or is closed. */
  | { code: 'NoProposal'; vault: Address; number: bigint }
  /** The stake has not voted on the proposal, or its vote is closed. */
  | { code: 'NoVote'; number: bigint; holder: Address }
  /** Who proposes has staked too little. */
  | { code: 'StakeBelowProposal'; needed: bigint; staked: bigint }
  /** The vote on the proposal is over. */
  | { code: 'VotingOver'; number: bigint; endedAt: bigint }
  /** The proposal cannot be executed now, but from `executableAt` on and before `expiresAt` if it passes. */
  | { code: 'NotExecutable'; number: bigint; phase: ProposalPhase; executableAt: bigint; expiresAt: bigint }
  /** The text of a proposal's URI is too long. */
  | { code: 'TermsUriTooLong'; bytes: number; most: number }
  /** Zero bytes fill up what a URI leaves, so it has none itself. */
  | { code: 'TermsUriWithZero' }
  /** The curator's fee is never above the one at creation. */
  | { code: 'CuratorFeeAboveCap'; feeBps: number; capBps: number }
  /** There is no licence of this number: it was not granted, or is closed. */
  | { code: 'NoLicense'; vault: Address; number: bigint }
  /** The address is of no licence of the vault, so none can be ended there. */
  | { code: 'NotALicense'; address: Address }
  /** Only the licensee takes a licence. */
  | { code: 'NotTheLicensee'; licensee: Address }
  /** Another licence excludes this one, or this exclusive one would run beside another. */
  | { code: 'LicenseExcluded'; by: Exclusion; until: bigint }
  /** The licence is paid for beyond its present term. */
  | { code: 'LicenseRenewed'; renewableFrom: bigint }
  /** The bidder has made no offer, or taken it back. */
  | { code: 'NoOffer'; bidder: Address }
  /** The offer can neither be accepted nor taken back before its window is over; `now` is the network's time. */
  | { code: 'OfferStillOpen'; acceptableAt: bigint; now: bigint }
  /** Staked holders ask more: `vetoing` raw fractions, where `most` may. */
  | { code: 'OfferVetoed'; vetoing: bigint; most: bigint }
  /** There is no offering of this number: it was not opened, or is closed. */
  | { code: 'NoOffering'; vault: Address; number: bigint }
  /** The buyer has bought nothing in the offering, or everything is claimed. */
  | { code: 'NoPurchase'; number: bigint; buyer: Address }
  /** Not as much is left of the offering. */
  | { code: 'AboveOffered'; wanted: bigint; left: bigint }
  /** The buyer would have more than the limit of a wallet. */
  | { code: 'AboveWalletLimit'; wanted: bigint; bought: bigint; limit: bigint }
  /** The creator was paid, and `open` purchases are still to be claimed. */
  | { code: 'PurchasesStillOpen'; number: bigint; open: bigint }
  /** One instruction alone does not fit a transaction; `index` counts from 0. */
  | { code: 'InstructionTooLarge'; index: number; bytes: number; most: number }
  /** One instruction alone asks for more than a transaction may use; `index` counts from 0. */
  | { code: 'InstructionTooExpensive'; index: number; limit: string };

/** The name of a refusal of the client. */
export type ClientErrorCode = ClientErrorDetail['code'];
