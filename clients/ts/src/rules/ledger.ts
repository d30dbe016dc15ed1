/** What is in the two escrows, and whose it is: tracked amounts, never live balances. */

import { applyMove, type Escrowed, type Placed } from './auction.ts';
import { RuleError } from './error.ts';
import { u64 } from './math.ts';
import type { Split } from './split.ts';

/** The tracked content of the escrows of an auction. */
export type Ledger = {
  /** All cash in escrow, in raw quote units. */
  readonly cash: bigint;
  /** Of it, the cash of open bids. */
  readonly bidsCash: bigint;
  /** Of it, the proceeds not yet redeemed. */
  readonly proceeds: bigint;
  /** Of it, the royalties not yet claimed. */
  readonly royalties: bigint;
  /** Of it, the curator's fee, until claimed. */
  readonly curatorFee: bigint;
  /** All fractions in escrow, in raw units: those of open bids. */
  readonly fractions: bigint;
};

/** The escrows before the first bid. */
export const EMPTY_LEDGER: Ledger = {
  cash: 0n,
  bidsCash: 0n,
  proceeds: 0n,
  royalties: 0n,
  curatorFee: 0n,
  fractions: 0n,
};

/**
 * Checks that each unit of cash is of exactly one party.
 *
 * @throws {RuleError} LedgerMismatch
 */
export function check(ledger: Ledger): void {
  const { cash, bidsCash, proceeds, royalties, curatorFee } = ledger;
  if (bidsCash + proceeds + royalties + curatorFee !== cash) throw new RuleError('LedgerMismatch');
}

/** Whether the escrows owe nobody anything. */
export function isSettled(ledger: Ledger): boolean {
  return ledger.cash === 0n && ledger.fractions === 0n;
}

/**
 * After a bid was placed or raised.
 *
 * @throws {RuleError} Overflow
 */
export function bidPlaced(ledger: Ledger, placed: Placed): Ledger {
  return {
    ...ledger,
    cash: applyMove(placed.cash, ledger.cash),
    bidsCash: applyMove(placed.cash, ledger.bidsCash),
    fractions: applyMove(placed.fractions, ledger.fractions),
  };
}

/**
 * After a bid took everything back.
 *
 * @throws {RuleError} Overflow
 */
export function bidWithdrawn(ledger: Ledger, bid: Escrowed): Ledger {
  return {
    ...ledger,
    cash: u64(ledger.cash - bid.cash),
    bidsCash: u64(ledger.bidsCash - bid.cash),
    fractions: u64(ledger.fractions - bid.fractions),
  };
}

/**
 * After the winning bid was divided: its fractions are burned, its cash has new owners. `refund` (raw quote units) is what
 * goes back to the winner because no fraction is left: all of the proceeds, or nothing.
 *
 * @throws {RuleError} Overflow
 */
export function settled(ledger: Ledger, bid: Escrowed, split: Split, refund: bigint): Ledger {
  return {
    ...ledger,
    bidsCash: u64(u64(ledger.bidsCash - bid.cash) + refund),
    proceeds: u64(split.proceeds - refund),
    royalties: split.royalties,
    curatorFee: split.curatorFee,
    fractions: u64(ledger.fractions - bid.fractions),
  };
}

/**
 * After `payout` (raw quote units) was paid to redeemed fractions.
 *
 * @throws {RuleError} Overflow
 */
export function redeemed(ledger: Ledger, payout: bigint): Ledger {
  return { ...ledger, proceeds: u64(ledger.proceeds - payout), cash: u64(ledger.cash - payout) };
}

/**
 * After a royalty of `amount` (raw quote units) was paid.
 *
 * @throws {RuleError} Overflow
 */
export function royaltyPaid(ledger: Ledger, amount: bigint): Ledger {
  return { ...ledger, royalties: u64(ledger.royalties - amount), cash: u64(ledger.cash - amount) };
}

/**
 * After the curator's fee was paid, whole.
 *
 * @throws {RuleError} Overflow
 */
export function curatorFeePaid(ledger: Ledger): Ledger {
  return { ...ledger, curatorFee: 0n, cash: u64(ledger.cash - ledger.curatorFee) };
}
