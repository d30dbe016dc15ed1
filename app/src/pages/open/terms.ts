/** The terms of a vault as a form has them: texts in days, hours, minutes and per cent. */
import { rules } from '@mosaic/client';

type Terms = rules.Terms;

/** Names of the terms that stand under "Advanced": all but the opening price. */
export type TermName = Exclude<keyof Terms, 'openingPrice'>;

/** What a term is entered in. */
export type TermUnit = 'days' | 'hours' | 'minutes' | '%';

/** A term as people see it. */
export type TermField = {
  readonly name: TermName;
  readonly label: string;
  /** What it does, in one sentence. */
  readonly explanation: string;
  readonly unit: TermUnit;
  /** The bounds of the rules, in seconds or basis points; an extension is at most the length of the auction besides. */
  readonly least: number;
  readonly most: number;
  /** Whether 0 is allowed below `least`, and what it means. */
  readonly zero?: string;
};

/** Terms that belong together. */
export type TermGroup = { readonly title: string; readonly fields: readonly TermField[] };

/** Seconds or basis points in one unit. */
const PER_UNIT: Readonly<Record<TermUnit, number>> = { days: 86_400, hours: 3_600, minutes: 60, '%': 100 };

const { terms: bounds } = rules;

/** Every term but the opening price, by what it is about. */
export const TERM_GROUPS: readonly TermGroup[] = [
  {
    title: 'Price and auction',
    fields: [
      {
        name: 'floorBps',
        label: 'Floor of the reserve',
        explanation: 'The reserve never falls below this part of the opening price, whatever holders ask.',
        unit: '%',
        least: 0,
        most: bounds.MAX_FLOOR_BPS,
      },
      {
        name: 'consentBps',
        label: 'Consent to a sale',
        explanation: 'The vault is for sale at the price that more than this part of all fractions accepts.',
        unit: '%',
        least: bounds.MIN_CONSENT_BPS,
        most: bounds.MAX_CONSENT_BPS,
      },
      {
        name: 'auctionSecs',
        label: 'Length of the auction',
        explanation: 'So long after the first bid the highest one wins.',
        unit: 'days',
        least: bounds.MIN_AUCTION_SECS,
        most: bounds.MAX_AUCTION_SECS,
      },
      {
        name: 'extensionSecs',
        label: 'Extension',
        explanation: 'A bid shortly before the end moves the end to this long after itself, so that others can answer.',
        unit: 'minutes',
        least: 0,
        most: bounds.MAX_AUCTION_SECS,
      },
      {
        name: 'stepBps',
        label: 'Step between bids',
        explanation: 'A bid has to exceed the leading one by at least this part of it.',
        unit: '%',
        least: bounds.MIN_STEP_BPS,
        most: bounds.MAX_STEP_BPS,
      },
      {
        name: 'curatorFeeBps',
        label: 'Fee of the curator',
        explanation:
          'The curator gets this part of the cash of a sale: at first who opens the vault. The curator and holders can lower it; it is never more than at the opening.',
        unit: '%',
        least: 0,
        most: bounds.MAX_CURATOR_FEE_BPS,
      },
    ],
  },
  {
    title: 'Offers below the reserve',
    fields: [
      {
        name: 'offerWindowSecs',
        label: 'Window of an offer',
        explanation:
          'An offer below the reserve can start the auction once it stood this long, unless holders veto it.',
        unit: 'days',
        least: bounds.MIN_OFFER_WINDOW_SECS,
        most: bounds.MAX_OFFER_WINDOW_SECS,
        zero: 'no offers are taken',
      },
      {
        name: 'vetoBps',
        label: 'Veto',
        explanation: 'Staked asks above an offer stop it if they weigh more than this part of all fractions.',
        unit: '%',
        least: bounds.MIN_VETO_BPS,
        most: bounds.MAX_VETO_BPS,
      },
    ],
  },
  {
    title: 'Stakes and income',
    fields: [
      {
        name: 'stakeLockSecs',
        label: 'Lock of a stake',
        explanation: 'Staking, or changing what a stake asks, locks it for this long.',
        unit: 'hours',
        least: bounds.MIN_STAKE_LOCK_SECS,
        most: bounds.MAX_STAKE_LOCK_SECS,
      },
      {
        name: 'dripSecs',
        label: 'Streaming of income',
        explanation: 'Income that is paid in reaches the stakes evenly over this time.',
        unit: 'hours',
        least: bounds.MIN_DRIP_SECS,
        most: bounds.MAX_DRIP_SECS,
      },
    ],
  },
  {
    title: 'Votes',
    fields: [
      {
        name: 'proposalStakeBps',
        label: 'Stake to propose',
        explanation: 'Who proposes something has to have staked this part of all fractions.',
        unit: '%',
        least: 0,
        most: bounds.MAX_PROPOSAL_STAKE_BPS,
      },
      {
        name: 'votingSecs',
        label: 'Length of a vote',
        explanation: 'Stakes can vote on a proposal for this long.',
        unit: 'days',
        least: bounds.MIN_VOTING_SECS,
        most: bounds.MAX_VOTING_SECS,
      },
      {
        name: 'quorumBps',
        label: 'Quorum',
        explanation: 'A vote counts only if at least this part of all fractions took part.',
        unit: '%',
        least: bounds.MIN_QUORUM_BPS,
        most: bounds.MAX_QUORUM_BPS,
      },
      {
        name: 'thresholdBps',
        label: 'Majority',
        explanation: 'A proposal passes if more than this part of the votes is for it.',
        unit: '%',
        least: bounds.MIN_THRESHOLD_BPS,
        most: bounds.MAX_THRESHOLD_BPS,
      },
      {
        name: 'delaySecs',
        label: 'Delay after a vote',
        explanation: 'What a vote decided takes effect this long after it, so that holders can react.',
        unit: 'days',
        least: 0,
        most: bounds.MAX_DELAY_SECS,
      },
    ],
  },
];

const FIELDS = TERM_GROUPS.flatMap(({ fields }) => fields);

/** The terms as texts, by name. */
export type TermTexts = Readonly<Record<TermName, string>>;

/** Terms as texts in the units of their fields; what has no short decimal there is rounded to a millionth. */
export function textsOf(terms: Omit<Terms, 'openingPrice'>): TermTexts {
  const texts = FIELDS.map(({ name, unit }) => [name, inUnit(terms[name], unit)] as const);
  return Object.fromEntries(texts) as TermTexts;
}

/** The default terms as texts. */
export function defaultTexts(): TermTexts {
  return textsOf(bounds.withOpeningPrice(1n));
}

/** Seconds or basis points in a unit, as a text. */
export function inUnit(value: number, unit: TermUnit): string {
  return String(Math.round((value / PER_UNIT[unit]) * 1e6) / 1e6);
}

/** What may be entered, in words: "1 to 30 days". */
export function rangeOf({ least, most, unit, zero, name }: TermField): string {
  if (name === 'extensionSecs') return 'from 0 to the length of the auction';
  const range = `${inUnit(least, unit)} to ${inUnit(most, unit)} ${unit}`;
  return zero ? `${range}, or 0: ${zero}` : range;
}

/** Seconds or basis points of a text in a unit; `null` where it is no number, or has a fraction of one of them. */
export function valueIn(text: string, unit: TermUnit): number | null {
  const trimmed = text.trim();
  if (!/^(\d{1,9}(\.\d{1,6})?|\.\d{1,6})$/.test(trimmed)) return null;
  const [whole = '', part = ''] = trimmed.split('.');
  // In millionths of the unit, exactly.
  const scaled = BigInt(whole || '0') * 1_000_000n + BigInt(part.padEnd(6, '0'));
  const product = scaled * BigInt(PER_UNIT[unit]);
  return product % 1_000_000n === 0n ? Number(product / 1_000_000n) : null;
}

/** Terms that were read, or what is wrong with which. */
export type ReadTerms =
  | { readonly terms: Omit<Terms, 'openingPrice'>; readonly errors: null }
  | { readonly terms: null; readonly errors: Partial<Record<TermName, string>> };

/** The terms in texts, each checked by the client's rules. */
export function readTerms(texts: TermTexts): ReadTerms {
  const errors: Partial<Record<TermName, string>> = {};
  const terms: Terms = bounds.withOpeningPrice(1n);
  const read: Record<string, number> = {};
  for (const field of FIELDS) {
    const value = valueIn(texts[field.name], field.unit);
    if (value === null) errors[field.name] = `Enter a number of ${field.unit}.`;
    else read[field.name] = value;
  }
  for (const field of FIELDS) {
    const value = read[field.name];
    if (value === undefined) continue;
    // One term alone: rules stop at the first refusal. The extension is judged by the auction it is for.
    const auctionSecs = field.name === 'extensionSecs' ? (read['auctionSecs'] ?? value) : terms.auctionSecs;
    if (!accepts({ ...terms, auctionSecs, extensionSecs: 0, [field.name]: value }, field.name)) {
      errors[field.name] = `Allowed: ${rangeOf(field)}.`;
    }
  }
  if (Object.keys(errors).length > 0) return { terms: null, errors };
  return { terms: read as Omit<Terms, 'openingPrice'>, errors: null };
}

/** Whether the rules accept a term. An auction of a wrong length is refused at its own field, not at the extension. */
function accepts(terms: Terms, name: TermName): boolean {
  try {
    bounds.check(terms);
    return true;
  } catch (error) {
    if (!rules.isRuleError(error)) throw error;
    return name === 'extensionSecs' && error.code === 'AuctionLengthOutOfBounds';
  }
}
