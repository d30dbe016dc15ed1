/** The form of a bid. */
import { useState } from 'react';
import { useNow } from '../../../data/index.ts';
import type { OwnProps } from '../props.ts';
import { cashOf, kindOf, leastOf } from './bidding.ts';

/** What is entered, what it comes to, and what is wrong with it. */
export function useBidForm({ item: { view }, own }: OwnProps) {
  const now = useNow();
  const [price, setPrice] = useState<bigint | null>(null);
  const [entered, setFractions] = useState<bigint | null>(0n);
  const held = own?.bid?.bid ?? null;
  const least = leastOf(view, now);
  const kind = kindOf(price, least);
  const cash = price === null || entered === null ? null : cashOf(view, price, entered);
  const due = cash === null ? null : cash - (held?.cash ?? 0n);
  const mostFractions = (own?.fractions ?? 0n) + (held?.fractions ?? 0n);
  return {
    price,
    setPrice,
    fractions: entered,
    setFractions,
    least,
    kind,
    /** Cash of the whole bid; `null` as long as the form is not filled in. */
    cash,
    /** Cash that leaves the wallet, or comes back where it is negative. */
    due,
    mostFractions,
    isShort: due !== null && own !== null && due > own.cash,
    isReady: due !== null && entered !== null && entered <= mostFractions && (kind === 'Bid' || kind === 'Offer'),
    clear: () => {
      setPrice(null);
      setFractions(0n);
    },
  };
}
