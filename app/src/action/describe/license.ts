import type { quotes } from '@mosaic/client';
import type { Address } from '@solana/kit';

import { formatMoment } from '../../amount/time.ts';
import type { QuoteLines } from '../types.ts';
import { type About, cash, notes, rents } from './parts.ts';

/** A licence taken, or renewed. */
export function describeLicense(quote: quotes.LicenseQuote, about: About): QuoteLines {
  return {
    goes: cash(about, 'Fee for one term', quote.fee),
    comes: [{ label: 'Licensed until', text: formatMoment(quote.until) }],
    rent: rents(quote),
    notes: notes(
      quote.untilBefore === null
        ? `The licence runs from ${formatMoment(quote.from)}.`
        : `Before it ran until ${formatMoment(quote.untilBefore)}.`,
      `It can be renewed from ${formatMoment(quote.renewableFrom)} on.`,
      quote.fee > 0n && 'The fee becomes income of the stakes and does not come back.',
    ),
  };
}

/** A licence that is over: its account is closed. */
export function describeCloseLicense({ to, lamports }: quotes.RentBack, me: Address): QuoteLines {
  return {
    goes: [],
    comes: [],
    rent: rents({ returned: to === me ? lamports : 0n }),
    notes: notes(
      'The licence is over: only its account is closed.',
      to !== me && `The rent goes back to ${to}, who paid it.`,
    ),
  };
}
