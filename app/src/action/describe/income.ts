import type { quotes } from '@mosaic/client';

import { formatDuration } from '../../amount/time.ts';
import type { QuoteLines } from '../types.ts';
import { amount, notes, rents } from './parts.ts';

export { describeClaimIncome } from './stake.ts';

/** Income for the stakes of a vault. */
export function describeDepositIncome(quote: quotes.DepositIncomeQuote): QuoteLines {
  return {
    goes: amount('Income for the stakes', quote.amount, quote.mint),
    comes: [],
    rent: rents(quote),
    notes: notes(
      `It is released over ${formatDuration(quote.secs)}, to whoever is staked by then. It does not come back.`,
      quote.staked === 0n && 'Nothing is staked now: the release waits until something is.',
    ),
  };
}

/** A further mint that income can be of. */
export function describeAddIncomeMint(quote: quotes.AddIncomeMintQuote): QuoteLines {
  return {
    goes: [],
    comes: [],
    rent: rents(quote),
    notes: notes(
      `Income can be in ${quote.mint} too then, in place ${quote.place + 1} of 3. A mint cannot be taken out again.`,
    ),
  };
}
