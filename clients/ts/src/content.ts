/** What the program's accounts say, as the rules know it. */
import type { Address } from '@solana/kit';
import { SYSTEM_PROGRAM_ADDRESS } from '@solana-program/system';
import type {
  Action,
  Asks,
  Asset,
  Auction,
  Bid,
  Income,
  License,
  Offering,
  Proposal,
  Purchase,
  Share,
  Stake,
  Uri,
  Vault,
  Vote,
} from './generated/index.ts';
import type { Ask, Book } from './rules/asks.ts';
import type { Escrowed } from './rules/auction.ts';
import { RuleError } from './rules/error.ts';
import { max } from './rules/math.ts';
import type { Share as IncomeShare, Stream } from './rules/income.ts';
import type { License as LicenseRules, Rights } from './rules/license.ts';
import { type Offering as OfferingRules, type Purchase as PurchaseRules, floor } from './rules/offering.ts';
import type { Reserve } from './rules/reserve.ts';
import { type Status, fromNumber } from './rules/status.ts';
import type { Terms } from './rules/terms.ts';
import type { Ballot, Poll } from './rules/votes.ts';

/** The address of all zeros, which stands for nobody. It is that of the system program too. */
export const NOBODY: Address = SYSTEM_PROGRAM_ADDRESS;

/** The address; `null` where it stands for nobody. */
export function somebody(address: Address): Address | null {
  return address === NOBODY ? null : address;
}

/**
 * The status of a vault.
 *
 * @throws {RuleError} WrongStatus for a number without a meaning, which is never stored
 */
export function statusOf(vault: Vault): Status {
  const status = fromNumber(vault.status);
  if (!status) throw new RuleError('WrongStatus');
  return status;
}

/**
 * The terms of a vault: those fixed at creation, those of the auction as votes have left them, the curator's fee as votes and
 * curators have.
 */
export function termsOf(vault: Vault): Terms {
  return {
    openingPrice: vault.openingPrice,
    auctionSecs: vault.auctionSecs,
    extensionSecs: vault.extensionSecs,
    stepBps: vault.stepBps,
    curatorFeeBps: vault.curatorFeeBps,
    floorBps: vault.floorBps,
    consentBps: vault.consentBps,
    stakeLockSecs: vault.stakeLockSecs,
    dripSecs: vault.dripSecs,
    quorumBps: vault.quorumBps,
    thresholdBps: vault.thresholdBps,
    proposalStakeBps: vault.proposalStakeBps,
    vetoBps: vault.vetoBps,
    votingSecs: vault.votingSecs,
    delaySecs: vault.delaySecs,
    offerWindowSecs: vault.offerWindowSecs,
  };
}

/** When the licences of a vault end. */
export function rightsOf({ licensedUntil, exclusiveUntil }: Vault): Rights {
  return { licensedUntil, exclusiveUntil };
}

/**
 * Below which price an Active vault is not sold at `now` (Unix seconds), in raw quote units, because of an offering that has
 * succeeded and runs; 0 if there is none.
 */
export function offeringFloorOf({ offeringPrice, offeringEndsAt }: Vault, now: bigint): bigint {
  return floor(offeringPrice, offeringEndsAt, now);
}

/** The reserve of an Active vault, at least {@link offeringFloorOf}. */
export function lifted(vault: Vault, reserve: Reserve, now: bigint): Reserve {
  return { ...reserve, price: max(reserve.price, offeringFloorOf(vault, now)) };
}

/** An offering as the rules know it. */
export function offeringOf(offering: Offering): OfferingRules {
  const { supply, amount, startPrice, endPrice, startsAt, endsAt, walletLimit, minimum } = offering;
  const { sold, raised, highestPrice, delivered, refunded } = offering;
  return {
    plan: { supply, amount, startPrice, endPrice, startsAt, endsAt, walletLimit, minimum },
    sold,
    raised,
    highestPrice,
    delivered,
    refunded,
    closed: offering.closed === 1,
  };
}

/** A purchase as the rules know it. */
export function purchaseOf({ fractions, delivered, cost }: Purchase): PurchaseRules {
  return { fractions, delivered, cost };
}

/** What an escrowed NFT is, which says how it moves. */
export type Standard = 'NonFungible' | 'Edition' | 'Programmable' | 'Token2022' | 'ProgrammableEdition';

const STANDARDS: readonly Standard[] = ['NonFungible', 'Edition', 'Programmable', 'Token2022', 'ProgrammableEdition'];

/** What an NFT in a vault is. */
export function standardOf(asset: Asset): Standard {
  return STANDARDS[asset.standard] ?? 'NonFungible';
}

/**
 * The price of the offer that stands while the vault is Active, in raw quote units; 0 if none does. A licence beyond what
 * its bidder accepts lets it fall.
 */
export function offerPriceOf(auction: Auction, vault: Vault): bigint {
  return vault.licensedUntil > auction.licensedUntil ? 0n : auction.price;
}

/** The book of asks. */
export function bookOf({ weights, asking }: Asks): Book {
  return { weights, asking };
}

/** What a bid has in escrow. */
export function escrowedOf({ cash, fractions }: Bid): Escrowed {
  return { cash, fractions };
}

/** Whether a mint of income was added and its account not closed again. */
export function isOpenIncome(income: Income): boolean {
  return income.account !== NOBODY;
}

/** The stream of one income. */
export function streamOf(income: Income): Stream {
  const { balance, amount, released, secs, elapsed } = income;
  return { balance, amount, released, secs, elapsed, perFraction: q64(income.perFraction), rest: q64(income.rest) };
}

/** What a stake is owed of one income, as it was last settled. */
export function shareOf(share: Share): IncomeShare {
  return { entry: q64(share.entry), owed: q64(share.owed) };
}

/** A Q64.64 number of its halves, the lower one first. */
function q64([low = 0n, high = 0n]: readonly bigint[]): bigint {
  return (high << 64n) | low;
}

/** The level a stake asks; `null` where it asks nothing. */
export function levelOf(stake: Stake): number | null {
  return stake.asks === 1 ? stake.level : null;
}

/** What a stake adds to the book of asks. */
export function askOf(stake: Stake): Ask | null {
  return stake.asks === 1 ? { level: stake.level, weight: stake.amount } : null;
}

/** Who else may set the ask of a stake and vote with it. */
export function delegateOf(stake: Stake): Address | null {
  return somebody(stake.delegate);
}

/** A licence, or the offer of one. */
export function licenseOf(license: License): LicenseRules {
  return {
    fee: license.fee,
    termSecs: license.termSecs,
    exclusive: license.exclusive === 1,
    ended: license.ended === 1,
    offeredUntil: license.offeredUntil,
    from: license.from,
    until: license.until,
  };
}

/** What a stake has voted. */
export function ballotOf(vote: Vote): Ballot {
  return { yes: vote.yes === 1, weight: vote.weight };
}

/** The vote on a proposal. */
export function pollOf(proposal: Proposal): Poll {
  const { yes, no, supply, quorumBps, thresholdBps, endsAt, executableAt, expiresAt } = proposal;
  return { yes, no, supply, quorumBps, thresholdBps, endsAt, executableAt, expiresAt };
}

/** What executing a proposal does; `null` for a kind without a meaning, which is never stored. */
export function actionOf(proposal: Proposal): Action | null {
  const { subject, hash, fee, feeBps, termSecs, auctionSecs, extensionSecs, stepBps } = proposal;
  const uri = uriText(proposal.uri);
  const exclusive = proposal.exclusive === 1;
  const actions: readonly Action[] = [
    { __kind: 'GrantLicense', licensee: subject, termsUri: uri, termsHash: hash, fee, termSecs, exclusive },
    { __kind: 'EndLicense', license: subject },
    { __kind: 'SetCurator', curator: subject, feeBps },
    { __kind: 'SetAuctionTerms', auctionSecs, extensionSecs, stepBps },
    { __kind: 'AddIncomeMint', mint: subject },
    { __kind: 'Resolve', uri, hash },
  ];
  return actions[proposal.kind] ?? null;
}

/** The text of a URI; what of it is no UTF-8 is replaced. */
export function uriText({ bytes }: Uri): string {
  const end = bytes.indexOf(0);
  const text = end < 0 ? bytes : bytes.subarray(0, end);
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(text));
}
