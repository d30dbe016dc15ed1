/** The states of a vault and what each allows. */

import { RuleError } from './error.ts';

/** Every status, in the order of its number. */
export const STATUSES = ['Draft', 'Active', 'Auction', 'Sold', 'Reclaimed'] as const;

/**
 * The status of a vault.
 *
 * - `Draft`: being filled by its creator; no fraction exists yet
 * - `Active`: fractions are out; anyone may start the auction at the reserve
 * - `Auction`: bids are taken until the end, then anyone may settle
 * - `Sold`: the winner may take the assets, every fraction its share of the proceeds
 * - `Reclaimed`: one party holds the right to every asset and no fraction is left: all were burned or none was ever minted
 */
export type Status = (typeof STATUSES)[number];

const NEXT: Readonly<Record<Status, readonly Status[]>> = {
  Draft: ['Active', 'Reclaimed'],
  Active: ['Auction', 'Reclaimed'],
  Auction: ['Sold'],
  Sold: [],
  Reclaimed: [],
};

/** The status of this number, if there is one. */
export function fromNumber(number: number): Status | null {
  return STATUSES[number] ?? null;
}

/** Whether a vault of this status may become `next`. */
export function mayBecome(status: Status, next: Status): boolean {
  return NEXT[status].includes(next);
}

/**
 * The next status, if the table allows it.
 *
 * @throws {RuleError} WrongStatus
 */
export function advance(status: Status, next: Status): Status {
  if (!mayBecome(status, next)) throw new RuleError('WrongStatus');
  return next;
}

/** The creator may still add assets, describe the fraction, cancel and activate. */
export function isBeingFilled(status: Status): boolean {
  return status === 'Draft';
}

/**
 * A holder of the whole supply may take everything back. During an auction it bids instead: there is another party whose
 * bid stands.
 */
export function allowsReclaim(status: Status): boolean {
  return status === 'Active';
}

/**
 * Checks that a bid may be placed now. `endsAt` (Unix seconds) is the end of the auction and is not looked at before
 * there is one.
 *
 * @throws {RuleError} AuctionNotOpen in a status without bids, AuctionEnded from `endsAt` on
 */
export function checkBids(status: Status, now: bigint, endsAt: bigint): void {
  if (status === 'Active') return;
  if (status !== 'Auction') throw new RuleError('AuctionNotOpen');
  if (now >= endsAt) throw new RuleError('AuctionEnded');
}

/**
 * A pool of stakes may be opened. Not after the sale: without a pool no income waits, and one that anybody can open again
 * would never let the vault be closed.
 */
export function opensStaking(status: Status): boolean {
  return status === 'Active' || status === 'Auction';
}

/**
 * Fractions may be staked, where there is a pool. After the sale too: income that is still to be streamed waits for
 * somebody to earn it.
 */
export function acceptsStakes(status: Status): boolean {
  return status === 'Active' || status === 'Auction' || status === 'Sold';
}

/** Asks may be set: they are read when an auction starts, and never after. */
export function acceptsAsks(status: Status): boolean {
  return status === 'Active';
}

/** Income may be deposited: while the vault is neither being filled nor sold. */
export function acceptsIncome(status: Status): boolean {
  return status === 'Active' || status === 'Auction';
}

/** Holders may propose: while the vault is theirs to decide about. */
export function acceptsProposals(status: Status): boolean {
  return status === 'Active';
}

/** Votes are taken, and what does not touch the sale is executed. */
export function acceptsVotes(status: Status): boolean {
  return status === 'Active' || status === 'Auction';
}

/** Licences are accepted and renewed: not once somebody has bid for the vault as it was. */
export function grantsLicenses(status: Status): boolean {
  return status === 'Active';
}

/** Offers below the reserve are made and accepted. */
export function acceptsOffers(status: Status): boolean {
  return status === 'Active';
}

/** The creator may open an offering, and what is offered is sold. */
export function sellsFractions(status: Status): boolean {
  return status === 'Active';
}

/** The curator may lower its fee: until the sale, which divides the cash by the fee of that time. */
export function lowersCuratorFee(status: Status): boolean {
  return status === 'Draft' || status === 'Active' || status === 'Auction';
}

/** Nothing is decided by votes any more: their accounts can be closed. */
export function isPastVotes(status: Status): boolean {
  return status === 'Sold' || status === 'Reclaimed';
}

/**
 * Checks that the auction may be settled now: exactly when bids are no longer taken. `endsAt` (Unix seconds) is its end.
 *
 * @throws {RuleError} WrongStatus without an auction, AuctionNotEnded before `endsAt`
 */
export function checkSettling(status: Status, now: bigint, endsAt: bigint): void {
  if (status !== 'Auction') throw new RuleError('WrongStatus');
  if (now < endsAt) throw new RuleError('AuctionNotEnded');
}

/** Bids that do not lead may be taken back; before an auction they are offers, and after a reclaim those left over. */
export function returnsBids(status: Status): boolean {
  return status !== 'Draft';
}

/** The leading bid may be taken back: as an offer before it is accepted, as the winner's empty one after the sale. */
export function returnsLeadingBid(status: Status): boolean {
  return status === 'Active' || status === 'Sold' || status === 'Reclaimed';
}

/** Fractions are redeemed, royalties and the curator's fee paid. */
export function paysOut(status: Status): boolean {
  return status === 'Sold';
}

/** The assets leave, to the winner or to who reclaimed. */
export function releasesAssets(status: Status): boolean {
  return status === 'Sold' || status === 'Reclaimed';
}

/** The vault may be closed, once nothing is owed. */
export function allowsClosing(status: Status): boolean {
  return status === 'Sold' || status === 'Reclaimed';
}

/** The fraction mint still has its authority: only while no fraction exists. */
export function mintHasAuthority(status: Status): boolean {
  return status === 'Draft';
}
