/** What a price that is entered asks. */
import { type VaultView, quotes, rules } from '@mosaic/client';

/** An ask to be set. */
export type Ask = quotes.Ask;

/** The ask of a price of the whole; `null` where it is none: zero, or above the ladder. */
export function askOf(price: bigint | null, view: VaultView): Ask | null {
  if (price === null || price === 0n || price > highestAsk(view)) return null;
  return { __kind: 'AtLeast', fields: [price] };
}

/** The price at which an ask comes to stand: of the lowest level that is not below it; `null` where it is no ask. */
export function askedPrice(price: bigint | null, view: VaultView): bigint | null {
  if (!askOf(price, view) || price === null) return null;
  const { openingPrice } = view.vault;
  return rules.ladder.price(openingPrice, rules.ladder.levelAtLeast(openingPrice, price));
}

/** The highest price that can be asked, of the whole. */
export function highestAsk({ vault }: VaultView): bigint {
  return rules.ladder.price(vault.openingPrice, rules.ladder.TOP_LEVEL);
}
