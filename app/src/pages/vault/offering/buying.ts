/** What buying in an offering comes to, before it is quoted. */
import { type OfferingView, oneToken, rules } from '@mosaic/client';
import type { OfferingItem } from '../../../data/index.ts';
import { brings } from './draft.ts';

/** Most fractions that the wallet may still buy, in raw units: of its limit, and of what is left. */
export function mostOf({ offering, purchase }: OfferingItem): bigint {
  const { sold, ...plan } = offering.offering;
  return rules.offering.allowed({ plan, sold }, purchase?.purchase.fractions ?? 0n);
}

/** What so many fractions cost at the price of the view, in raw quote units; `null` for more than there can be. */
export function costOf({ offering, price }: OfferingView, amount: bigint): bigint | null {
  return brings(amount, price, offering.supply);
}

/** What one whole fraction costs at the price of the view, in raw quote units. */
export function costOfToken(offering: OfferingView, decimals: number): bigint | null {
  return costOf(offering, oneToken(decimals));
}

/** Whether what costs so much is delivered at once, as the minimum is reached with it. */
export function isDelivered({ offering, certain }: OfferingView, cost: bigint): boolean {
  return certain || offering.raised + cost >= offering.minimum;
}
