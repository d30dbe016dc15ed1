/** An offering as its form has it, and what is offered with it. */
import { type OpenOffering, type VaultView, rules } from '@mosaic/client';
import { valueIn } from '../../open/terms.ts';

/** What the form has; amounts as they are in the fields for amounts, times as text. */
export type OfferingDraft = {
  /** Fractions, in raw units; `null` as long as that is none. */
  readonly amount: bigint | null;
  /** Price of the whole at the start, in raw quote units. */
  readonly startPrice: bigint | null;
  /** Whether it falls to `endPrice`. */
  readonly falls: boolean;
  readonly endPrice: bigint | null;
  /** Hours until it starts; 0 for at once. */
  readonly startsIn: string;
  /** Days that it sells. */
  readonly lasts: string;
  /** Most fractions of one buyer, in raw units; 0 for all. */
  readonly walletLimit: bigint | null;
  /** Least cash in all, in raw quote units; 0 for none. */
  readonly minimum: bigint | null;
};

/** A field of the form that can be wrong. */
export type OfferingField = Exclude<keyof OfferingDraft, 'falls'>;

/** What is wrong, by field. */
export type OfferingErrors = Partial<Record<OfferingField, string>>;

/** When an offering starts and how long it sells, in seconds; a delay of 0 is at once. */
export type Times = { readonly delay: bigint; readonly length: bigint };

/** What is offered. */
export type Planned = Times &
  Required<Pick<OpenOffering, 'amount' | 'startPrice' | 'endPrice' | 'walletLimit' | 'minimum'>>;

/** What a form starts with: a week from now, for everybody. */
export function emptyOffering(): OfferingDraft {
  const nothing = { amount: null, startPrice: null, endPrice: null };
  return { ...nothing, falls: false, startsIn: '0', lasts: '7', walletLimit: 0n, minimum: 0n };
}

/** Seconds that may pass from the quote until the transaction lands: by so much times are kept away from their least. */
export const SIGNING_SECS = 300n;

/** What a draft offers of `held` fractions in the wallet, or what is wrong with it. */
export function plannedBy(
  draft: OfferingDraft,
  { supply }: VaultView,
  held: bigint,
): { planned: Planned } | { errors: OfferingErrors } {
  const errors: OfferingErrors = {};
  const amount = draft.amount ?? 0n;
  const startPrice = draft.startPrice ?? 0n;
  const endPrice = draft.falls ? (draft.endPrice ?? 0n) : startPrice;
  if (amount === 0n) errors.amount = 'Enter how many fractions you offer.';
  if (amount > held) errors.amount = 'Your wallet does not have that many.';
  if (startPrice === 0n) errors.startPrice = 'Enter a price above zero.';
  if (draft.falls && endPrice === 0n) errors.endPrice = 'Enter a price above zero.';
  if (endPrice > startPrice) errors.endPrice = 'At most the price at the start.';
  const delay = readDelay(draft.startsIn, errors);
  const length = readLength(draft.lasts, delay === 0n, errors);
  const limit = draft.walletLimit ?? 0n;
  if (draft.walletLimit === null) errors.walletLimit = 'Enter how many, or 0.';
  if (limit > amount) errors.walletLimit = 'At most what you offer.';
  const minimum = draft.minimum ?? 0n;
  if (draft.minimum === null) errors.minimum = 'Enter an amount, or 0.';
  const most = brings(amount, startPrice, supply);
  if (most !== null && minimum > most) errors.minimum = 'More than all of it brings at the start.';
  if (Object.keys(errors).length > 0) return { errors };
  const walletLimit = limit === 0n ? amount : limit;
  return { planned: { amount, startPrice, endPrice, walletLimit, minimum, delay, length } };
}

function readDelay(text: string, errors: OfferingErrors): bigint {
  const secs = valueIn(text, 'hours');
  if (secs === null) errors.startsIn = 'Enter a number of hours.';
  const delay = BigInt(secs ?? 0);
  if ((delay > 0n && delay < SIGNING_SECS) || delay > rules.offering.MAX_OFFERING_DELAY_SECS) {
    errors.startsIn = 'At once (0), or in 5 minutes to 30 days.';
  }
  return delay;
}

function readLength(text: string, atOnce: boolean, errors: OfferingErrors): bigint {
  const secs = valueIn(text, 'days');
  if (secs === null) errors.lasts = 'Enter a number of days.';
  const { MIN_OFFERING_SECS, MAX_OFFERING_SECS } = rules.offering;
  const least = MIN_OFFERING_SECS + (atOnce ? SIGNING_SECS : 0n);
  const length = BigInt(secs ?? 0);
  if (secs !== null && (length < least || length > MAX_OFFERING_SECS)) {
    errors.lasts = 'From an hour, and a few minutes more if it starts at once, to 30 days.';
  }
  return length;
}

/** What so many fractions bring at a price of the whole, in raw quote units; `null` for more than there can be. */
export function brings(amount: bigint, price: bigint, supply: bigint): bigint | null {
  try {
    return rules.offering.costOf({ supply }, amount, price);
  } catch (error) {
    if (rules.isRuleError(error)) return null;
    throw error;
  }
}

/** The start and the end of an offering that is opened at `now`, in Unix seconds; a start of 0 is when it lands. */
export function timesOf({ delay, length }: Times, now: bigint): { startsAt: bigint; endsAt: bigint } {
  return { startsAt: delay === 0n ? 0n : now + delay, endsAt: now + delay + length };
}
