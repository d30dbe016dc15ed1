/** The refusals of the client in sentences. */

import { RULE_SENTENCES } from '../rules/error.ts';
import { I64_MAX, I64_MIN, max, min } from '../rules/math.ts';
import { NFT_REFUSALS } from '../views/refusal.ts';
import type { ClientErrorCode, ClientErrorDetail, Exclusion } from './detail.ts';

type Sentences = { [Code in ClientErrorCode]: (detail: Extract<ClientErrorDetail, { code: Code }>) => string };

const EXCLUSIONS: Readonly<Record<Exclusion, string>> = {
  Exclusive: 'an exclusive licence runs',
  Any: 'another licence runs',
};

/** Seconds between two times, within the range of 64 bits. */
function secsUntil(time: bigint, now: bigint): bigint {
  return min(max(time - now, I64_MIN), I64_MAX);
}

const SENTENCES: Sentences = {
  BadOrder: ({ field, wanted }) => `${field} of the order has to be ${wanted}`,
  NoVault: ({ vault }) => `there is no vault at ${vault}`,
  ForeignAccount: ({ address, wanted, owner }) => `${address} is no ${wanted}: program ${owner} owns it`,
  Undecodable: ({ address, source: { wanted, length } }) =>
    `${address} cannot be decoded: these ${length} bytes are not an account of type ${wanted}`,
  SysvarUnreadable: ({ address }) => `the network has no readable sysvar ${address}`,
  AccountMissing: ({ what, address }) => `the ${what} ${address} of the vault is missing`,
  QuoteMintNotClassic: ({ mint }) => `${mint} is no mint of the classic token program, so it cannot be the quote mint`,
  VaultIdUsed: ({ id }) => `the creator has used vault id ${id} already`,
  WrongNumberOfNfts: ({ given }) => `a vault takes 1 to 16 different NFTs, not ${given}`,
  TextTooLong: ({ field, bytes, most }) => `the ${field} has ${bytes} bytes, Token Metadata takes at most ${most}`,
  Nft: ({ mint, refusal }) => `NFT ${mint}: ${NFT_REFUSALS[refusal].sentence}`,
  Rule: ({ rule }) => RULE_SENTENCES[rule],
  WrongStatus: ({ status }) => `the vault is in status ${status}, which does not allow this`,
  NotTheCreator: ({ creator }) => `only the vault's creator ${creator} may do this`,
  NotTheWholeSupply: ({ supply, held }) =>
    `reclaiming takes all ${supply} fractions in one account, the wallet holds ${held}`,
  NotEnoughCash: ({ needed, available }) => `this takes ${needed} more raw quote units, the wallet has ${available}`,
  NotEnoughFractions: ({ needed, available }) => `this takes ${needed} more raw fractions, the wallet has ${available}`,
  NotEnoughTokens: ({ mint, needed, available }) =>
    `this takes ${needed} raw units of ${mint}, the wallet has ${available}`,
  NothingStaked: ({ vault, holder }) => `${holder} has staked nothing in vault ${vault}`,
  NotEnoughStaked: ({ needed, staked }) => `${needed} raw fractions are to be unstaked, the stake has ${staked}`,
  StakeLocked: ({ freeAt, now }) =>
    `the stake is locked for ${secsUntil(freeAt, now)} more seconds, until ${freeAt} (Unix seconds)`,
  NotTheHolderOrDelegate: ({ authority }) => `${authority} is neither the holder of the stake nor its delegate`,
  AskAboveLadder: ({ price, highest }) =>
    `the highest price that can be asked is ${highest}, not ${price} (raw quote units)`,
  NoIncomeMint: ({ mint, curator }) => `the vault takes no income in ${mint}; its curator ${curator} can add the mint`,
  NotTheCurator: ({ curator }) => `only the vault's curator ${curator} may do this`,
  IncomeMintKnown: ({ mint }) => `the vault takes income in ${mint} already`,
  TooManyIncomeMints: ({ most }) => `a vault takes income in its quote mint and ${most} others`,
  IncomeMintNotClassic: ({ mint }) => `${mint} is no mint of the classic token program, so no income can be paid in it`,
  IncomeMintIsFraction: ({ mint }) => `${mint} is the vault's own fraction: no income can be paid in it`,
  NoIncomeDue: ({ holder }) => `no whole unit of this income is owed to ${holder} now`,
  NothingLeftToEarn: () => 'no income is left that a stake could earn: redeem the fractions',
  Frozen: ({ account }) => `token account ${account} is frozen: nothing moves in or out until its freezer thaws it`,
  NothingOwed: ({ vault, wallet }) => `vault ${vault} owes ${wallet} nothing now`,
  StillOwing: ({ owing }) =>
    `the vault cannot be closed: ${owing.assets} asset records, ${owing.bids} bids, royalties ${owing.royalties}, ` +
    `curator's fee ${owing.curatorFee}, proceeds ${owing.proceeds}, ${owing.stakes} stakes, ` +
    `${owing.records} records of proposals and votes, ${owing.offerings} offerings and ${owing.fractions} fractions ` +
    'that could earn the income that waits are left',
  NoProposal: ({ vault, number }) => `vault ${vault} has no open proposal ${number}`,
  NoVote: ({ number, holder }) => `${holder} has no vote on proposal ${number}`,
  StakeBelowProposal: ({ needed, staked }) => `proposing takes ${needed} staked raw fractions, the stake has ${staked}`,
  VotingOver: ({ number, endedAt }) => `the vote on proposal ${number} ended at ${endedAt} (Unix seconds)`,
  NotExecutable: ({ number, phase, executableAt, expiresAt }) =>
    `proposal ${number} cannot be executed: it is ${phase}; one that passes can be from ${executableAt} on and ` +
    `before ${expiresAt} (Unix seconds)`,
  TermsUriTooLong: ({ bytes, most }) => `the URI has ${bytes} bytes, a proposal takes at most ${most}`,
  TermsUriWithZero: () => 'the URI has a zero byte',
  CuratorFeeAboveCap: ({ feeBps, capBps }) =>
    `a curator's fee of ${feeBps} basis points is above the ${capBps} of the vault's creation`,
  NoLicense: ({ vault, number }) => `vault ${vault} has no licence ${number}`,
  NotALicense: ({ address }) => `${address} is no licence of the vault`,
  NotTheLicensee: ({ licensee }) => `only the licensee ${licensee} may take this licence`,
  LicenseExcluded: ({ by, until }) => `${EXCLUSIONS[by]} until ${until} (Unix seconds), which excludes this licence`,
  LicenseRenewed: ({ renewableFrom }) =>
    `the licence is renewed already; it can be again from ${renewableFrom} on (Unix seconds)`,
  NoOffer: ({ bidder }) => `${bidder} has no offer for the vault`,
  OfferStillOpen: ({ acceptableAt, now }) =>
    `the offer can be accepted or taken back in ${secsUntil(acceptableAt, now)} seconds, from ${acceptableAt} on (Unix seconds)`,
  OfferVetoed: ({ vetoing, most }) => `${vetoing} staked raw fractions ask more than the offer, ${most} may`,
  NoOffering: ({ vault, number }) => `vault ${vault} has no offering ${number}`,
  NoPurchase: ({ number, buyer }) => `${buyer} has no purchase in offering ${number}`,
  AboveOffered: ({ wanted, left }) => `${left} raw fractions are left of the offering, not ${wanted}`,
  AboveWalletLimit: ({ wanted, bought, limit }) =>
    `${wanted} raw fractions more, with the ${bought} bought already, exceed the limit of a wallet, ${limit}`,
  PurchasesStillOpen: ({ number, open }) =>
    `the creator was paid, and ${open} purchases of offering ${number} are not claimed yet`,
  InstructionTooLarge: ({ index, bytes, most }) =>
    `instruction ${index} alone takes ${bytes} bytes, a transaction carries ${most}`,
  InstructionTooExpensive: ({ index, limit }) =>
    `instruction ${index} alone exceeds what a transaction may use: ${limit}`,
};

/** The refusal in one sentence. */
export function clientErrorSentence<Code extends ClientErrorCode>(
  detail: Extract<ClientErrorDetail, { code: Code }>,
): string {
  return SENTENCES[detail.code as Code](detail);
}
