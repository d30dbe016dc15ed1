/** Positions as the page shows them. */
import { type VaultView, isOfferingOver, owing, rules, vaultRound } from '@mosaic/client';

import type { OfferingItem, Position } from '../../data/index.ts';

/** Positions by what they are: those one has something in, and vaults one only opened or curates. */
export type Sorted = { readonly own: readonly Position[]; readonly roles: readonly Position[] };

/** Sorts positions: those that owe something first, then in the order in which they came. Drafts are no positions. */
export function sortPositions(positions: readonly Position[]): Sorted {
  const open = positions.filter(({ view }) => view.status !== 'Draft');
  const owing = open.filter(({ exit }) => exit !== null);
  const others = open.filter(({ exit }) => exit === null);
  return { own: [...owing, ...others.filter(hasSomething)], roles: others.filter(position => !hasSomething(position)) };
}

function hasSomething({ fractions, stake, bid, votes, licenses, offerings }: Position): boolean {
  const lists = [votes, licenses, offerings];
  return fractions > 0n || stake !== null || bid !== null || lists.some(({ length }) => length > 0);
}

/** All fractions of a position, in raw units: in the wallet, staked, with a bid, and bought for good but not claimed. */
export function fractionsOf({ fractions, stake, bid, offerings }: Position): bigint {
  const bought = offerings.reduce((sum, { purchase }) => sum + (purchase?.fractions ?? 0n), 0n);
  return fractions + (stake?.amount ?? 0n) + (bid?.bid.fractions ?? 0n) + bought;
}

/**
 * What the fractions are worth at the price a buyer would pay now, before royalties and fees, in raw quote units; `null`
 * where nobody could buy the vault.
 */
export function worthOf(position: Position): bigint | null {
  const price = priceOf(position.view);
  const fractions = fractionsOf(position);
  if (price === null || fractions === 0n) return null;
  try {
    return rules.auction.valueOf(fractions, price, vaultRound(position.view).supply);
  } catch (error) {
    if (rules.isRuleError(error)) return null;
    throw error;
  }
}

function priceOf({ status, reserve, auction }: VaultView): bigint | null {
  if (status === 'Active') return reserve.price;
  return status === 'Auction' ? (auction?.price ?? null) : null;
}

/** How a bid stands, in words; its price is the whole vault's. */
export function bidState({ view, bid }: Position): string | null {
  if (bid === null) return null;
  const { leads, withdrawable } = bid;
  if (view.status === 'Active') {
    if (!leads) return 'exceeded: it can be taken back';
    return withdrawable ? 'its window is over: it can be taken back' : 'the best offer';
  }
  if (leads) return view.status === 'Sold' ? 'won the auction' : 'leads the auction';
  return 'exceeded: it can be taken back';
}

/** How a purchase stands, in words. */
export function purchaseState({ offering, purchase }: OfferingItem): string | null {
  if (purchase === null) return null;
  if (purchase.refund > 0n) return 'the offering failed: your cash can be taken back';
  if (purchase.fractions > 0n) return 'they are yours, and can be claimed';
  if (isOfferingOver(offering)) return 'delivered: only the rent of its account is left';
  return offering.certain ? 'delivered' : 'waits for the minimum of the offering';
}

/** How an offering of the wallet's own stands, in words. */
export function offeringState({ state, paid, certain, offering }: OfferingItem['offering']): string {
  switch (state.__kind) {
    case 'Ahead':
      return 'it has not started';
    case 'Selling':
      return certain ? 'it sells, and has succeeded' : 'it sells';
    case 'Succeeded':
    case 'Failed': {
      const waits = paid && offering.purchasesOpen > 0n;
      const ended = state.__kind === 'Succeeded' ? 'it succeeded' : 'it failed';
      return waits ? `${ended}; buyers have yet to claim` : `${ended}: it can be closed`;
    }
  }
}

/** Whether the position has an offer that stands and can be taken back by itself: an exit leaves it. */
export function canWithdrawOffer({ view, bid, exit }: Position): boolean {
  const leaves = exit?.claims.some(({ __kind }) => __kind === 'Bid') ?? false;
  return view.status === 'Active' && bid !== null && bid.withdrawable && !leaves;
}

/** Whether the vault owes nobody anything, so that its creator can close it and gets its rent back. */
export function canClose({ view, isCreator }: Position): boolean {
  return isCreator && rules.status.allowsClosing(view.status) && owing(view) === null;
}
