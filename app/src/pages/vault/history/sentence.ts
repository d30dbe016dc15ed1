/** Events of a vault as sentences. */
import type { Event, EventContent, EventName } from '@mosaic/client';
import type { Address } from '@solana/kit';
import { formatBps } from '../../../amount/index.ts';
import { PROPOSAL_KINDS, nameOfKind } from '../proposals/kinds.ts';

/** What is recorded for nobody. */
const NOBODY = '11111111111111111111111111111111';

/** How the sentences write what events carry. */
export type Writer = {
  /** A price of the whole vault, or cash, of raw quote units. */
  readonly cash: (raw: bigint) => string;
  /** Fractions, of raw units. */
  readonly fractions: (raw: bigint) => string;
  /** An amount of any mint. */
  readonly amount: (raw: bigint, mint: Address) => string;
  /** The price of the whole vault at a level of the ladder. */
  readonly ask: (level: number) => string;
  /** A wallet or another address, short. */
  readonly who: (address: Address) => string;
  /** A time, of Unix seconds. */
  readonly date: (time: bigint) => string;
};

/** A sentence for every event that there is. */
const SENTENCES: { readonly [Name in EventName]: (event: EventContent[Name], writer: Writer) => string } = {
  VaultCreated: (event, { cash, fractions, who }) =>
    `${who(event.creator)} created the vault: ${fractions(event.supply)} fractions, opening price ${cash(event.openingPrice)} for the whole.`,
  NftDeposited: (event, { who }) => `NFT ${who(event.nftMint)} was deposited; the vault holds ${event.assets}.`,
  FractionDescribed: () => 'The fraction got its name and symbol.',
  VaultActivated: (event, { fractions }) =>
    `The vault was activated: ${fractions(event.supply)} fractions were minted, and no more can be.`,
  VaultCancelled: () => 'The draft was cancelled.',
  VaultReclaimed: (event, { fractions, who }) =>
    `${who(event.holder)} burned all ${fractions(event.burned)} fractions and reclaimed the vault.`,
  VaultClosed: () => 'The vault was closed.',
  AssetClaimed: (event, { who }) => `NFT ${who(event.nftMint)} went to ${who(event.recipient)}.`,
  BidPlaced: (event, { cash, fractions, who, date }) =>
    `${who(event.bidder)} bid ${cash(event.price)} for the whole, with ${cash(event.cash)} and ${fractions(event.fractions)} own fractions; the auction ends ${date(event.endsAt)}.`,
  BidWithdrawn: (event, { cash, fractions, who }) =>
    `${who(event.bidder)} took back ${cash(event.cash)} and ${fractions(event.fractions)} fractions.`,
  OfferMade: (event, { cash, who, date }) =>
    `${who(event.bidder)} offered ${cash(event.price)} for the whole; it can be accepted from ${date(event.acceptableAt)} on.`,
  OfferAccepted: (event, { cash, date }) =>
    `The offer of ${cash(event.price)} for the whole was accepted: the auction ends ${date(event.endsAt)}.`,
  OfferingOpened: (event, { cash, fractions, date }) =>
    `${fractions(event.amount)} fractions were offered to all at ${cash(event.startPrice)} for the whole${event.endPrice < event.startPrice ? `, falling to ${cash(event.endPrice)}` : ''}, until ${date(event.endsAt)}.`,
  FractionsBought: (event, { cash, fractions, who }) =>
    `${who(event.buyer)} bought ${fractions(event.amount)} fractions in the offering for ${cash(event.cost)}, at ${cash(event.price)} for the whole.`,
  PurchaseClaimed: (event, { cash, fractions, who }) =>
    event.refund > 0n
      ? `${who(event.buyer)} got ${cash(event.refund)} back: the offering did not reach its minimum.`
      : `${who(event.buyer)} got ${fractions(event.fractions)} fractions that were bought in the offering.`,
  OfferingClosed: (event, { cash, fractions }) =>
    `The creator was paid ${cash(event.cash)} and ${fractions(event.fractions)} fractions of the offering.`,
  VaultSold: (event, { cash, who }) =>
    `Sold to ${who(event.winner)} for ${cash(event.price)}: ${cash(event.proceeds)} for the fractions, ${cash(event.royalties)} royalties, ${cash(event.curatorFee)} curator's fee.`,
  FractionsRedeemed: (event, { cash, fractions, who }) =>
    `${who(event.holder)} redeemed ${fractions(event.amount)} fractions for ${cash(event.payout)}.`,
  RoyaltyClaimed: (event, { cash, who }) => `${who(event.payee)} was paid a royalty of ${cash(event.amount)}.`,
  CuratorFeeClaimed: (event, { cash, who }) => `The curator ${who(event.curator)} was paid ${cash(event.amount)}.`,
  CuratorFeeLowered: (event, { who }) =>
    `The curator ${who(event.curator)} lowered its fee from ${formatBps(event.previousBps)} to ${formatBps(event.feeBps)} of the winning cash.`,
  StakingOpened: () => 'Staking was opened.',
  StakingClosed: () => 'Staking was closed.',
  FractionsStaked: (event, { fractions, who }) =>
    `${who(event.holder)} staked ${fractions(event.amount)} fractions, ${fractions(event.stake)} in sum.`,
  FractionsUnstaked: (event, { fractions, who }) =>
    `${who(event.holder)} unstaked ${fractions(event.amount)} fractions; ${fractions(event.stake)} stay.`,
  AsksOpened: () => 'The book of asks was opened.',
  AskSet: (event, { fractions, ask, who }) =>
    event.level === null
      ? `${who(event.holder)} asks nothing any more: ${fractions(event.weight)} fractions count at the opening price.`
      : `${who(event.holder)} set the ask of ${fractions(event.weight)} fractions to ${ask(event.level)} for the whole.`,
  DelegateSet: (event, { who }) =>
    event.delegate === NOBODY
      ? `${who(event.holder)} took the right to ask and vote back from its delegate.`
      : `${who(event.holder)} named ${who(event.delegate)} to ask and vote.`,
  IncomeMintAdded: (event, { who }) => `The vault takes income in ${who(event.mint)}.`,
  IncomeDeposited: (event, { amount, who }) =>
    `${who(event.depositor)} paid in ${amount(event.amount, event.mint)} as income.`,
  IncomeClaimed: (event, { amount, who }) =>
    `${who(event.holder)} claimed ${amount(event.amount, event.mint)} of income.`,
  IncomeClosed: (event, { who }) => `The income in ${who(event.mint)} was closed.`,
  ProposalMade: (event, { who, date }) =>
    `${who(event.proposer)} made proposal ${event.number}: ${nameOfKind(event.action.__kind)}; voting ends ${date(event.endsAt)}.`,
  VoteCast: (event, { fractions, who }) =>
    `${who(event.holder)} voted ${event.yes ? 'yes' : 'no'} on proposal ${event.number} with ${fractions(event.weight)} fractions.`,
  VoteWithdrawn: (event, { fractions, who }) =>
    event.counted
      ? `${who(event.holder)} withdrew a vote of ${fractions(event.weight)} fractions.`
      : `The record of a vote of ${who(event.holder)} was closed.`,
  ProposalExecuted: event => `Proposal ${event.number} was executed: ${nameOfKind(PROPOSAL_KINDS[event.kind])}.`,
  ProposalClosed: event => `The record of proposal ${event.number} was closed.`,
  LicenseTaken: (event, { cash, who, date }) =>
    `${who(event.licensee)} took licence ${event.number} for ${cash(event.fee)}, until ${date(event.until)}.`,
};

/** What happened, in one sentence. */
export function sentenceOf(event: Event, writer: Writer): string {
  const sentence = SENTENCES[event.name] as (event: Event, writer: Writer) => string;
  return sentence(event, writer);
}
