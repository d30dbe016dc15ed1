/** What a price that is entered comes to: a bid, an offer below the reserve, or nothing. */
import { type VaultView, leastOffer, leastPrice, rules, vaultRound } from '@mosaic/client';
import { viewAt } from '../../../data/time.ts';

/** The least prices of the whole at which one can bid or offer now, in raw quote units; `null` where one cannot. */
export type Least = { readonly bid: bigint | null; readonly offer: bigint | null };

/** What can be bid or offered now at the chain's time `now`. */
export function leastOf(view: VaultView, now: bigint): Least {
  const today = viewAt(view, now);
  return { bid: unlessRefused(() => leastPrice(today)), offer: unlessRefused(() => leastOffer(today)) };
}

/** What a price is: a bid, an offer below the reserve, too low for both, or nothing as long as none is entered. */
export type BidKind = 'Bid' | 'Offer' | 'TooLow' | 'None';

/** What a price of the whole is now. */
export function kindOf(price: bigint | null, { bid, offer }: Least): BidKind {
  if (price === null || price === 0n) return 'None';
  if (bid !== null && price >= bid) return 'Bid';
  return offer !== null && price >= offer ? 'Offer' : 'TooLow';
}

/** The cash of a bid with so many own fractions, in raw quote units; `null` where no bid has so many. */
export function cashOf(view: VaultView, price: bigint, fractions: bigint): bigint | null {
  const { supply } = vaultRound(view);
  return fractions < supply ? unlessRefused(() => rules.auction.cashOfBid(price, fractions, supply)) : null;
}

function unlessRefused<T>(rule: () => T): T | null {
  try {
    return rule();
  } catch (error) {
    if (rules.isRuleError(error)) return null;
    throw error;
  }
}
