/** Amounts as people read and write them, by exact decimals of whole numbers: never floating-point. */

/** The largest amount that an account holds. */
export const MAX_AMOUNT = (1n << 64n) - 1n;

/** Groups of three digits are told apart by this. */
const GROUP = ',';
const POINT = '.';

/** Raw units as a decimal of the whole unit: `1234500000n` of 6 decimals is `1,234.5`. */
export function formatAmount(raw: bigint, decimals: number): string {
  const [whole, fraction] = digitsOf(raw, decimals);
  const grouped = `${raw < 0n ? '-' : ''}${whole.replace(/\B(?=(\d{3})+$)/g, GROUP)}`;
  return fraction === '' ? grouped : `${grouped}${POINT}${fraction}`;
}

/**
 * As {@link formatAmount}, cut to at most so many digits behind the point, at least those that show two of a small
 * amount. `exact` tells whether nothing was cut.
 */
export function formatShort(raw: bigint, decimals: number, places = 2): { text: string; exact: boolean } {
  const [whole, fraction] = digitsOf(raw, decimals);
  const leading = /^0*/.exec(fraction)?.[0].length ?? 0;
  const kept = whole === '0' ? Math.max(places, leading + 2) : places;
  if (fraction.length <= kept) return { text: formatAmount(raw, decimals), exact: true };
  const cut = raw < 0n ? -1n : 1n;
  const unit = 10n ** BigInt(decimals - kept);
  const magnitude = raw * cut;
  return { text: formatAmount(cut * (magnitude - (magnitude % unit)), decimals), exact: false };
}

/** Raw units as people type them into a field: without groups. */
export function plainAmount(raw: bigint, decimals: number): string {
  return formatAmount(raw, decimals).replaceAll(GROUP, '');
}

function digitsOf(raw: bigint, decimals: number): [whole: string, fraction: string] {
  const digits = (raw < 0n ? -raw : raw).toString().padStart(decimals + 1, '0');
  const point = digits.length - decimals;
  return [digits.slice(0, point), digits.slice(point).replace(/0+$/, '')];
}

/** Why a text is no amount. */
export type AmountError = {
  readonly error: 'Empty' | 'NoNumber' | 'TooManyDecimals' | 'TooLarge';
  /** The same, for people. */
  readonly message: string;
};

/** Whether parsing failed. */
export function isAmountError(parsed: bigint | AmountError): parsed is AmountError {
  return typeof parsed !== 'bigint';
}

/**
 * The raw units of a text such as `1,234.5`: exactly, or why it is none. Groups of digits have to be of three, so that
 * `1,5` is refused and not taken for fifteen.
 */
export function parseAmount(text: string, decimals: number): bigint | AmountError {
  const trimmed = text.trim();
  if (trimmed === '') return { error: 'Empty', message: 'Write an amount.' };
  const match = /^(\d{1,3}(?:,\d{3})+|\d*)(?:\.(\d*))?$/.exec(trimmed);
  const [, whole = '', fraction = ''] = match ?? [];
  if (match === null || whole + fraction === '') {
    return { error: 'NoNumber', message: 'Write a number such as 1,234.5.' };
  }
  const digits = fraction.replace(/0+$/, '');
  if (digits.length > decimals) {
    const most = decimals === 0 ? 'Whole numbers only.' : `At most ${decimals} digits behind the point.`;
    return { error: 'TooManyDecimals', message: most };
  }
  const raw = BigInt(whole.replaceAll(GROUP, '') + digits.padEnd(decimals, '0'));
  return raw > MAX_AMOUNT ? { error: 'TooLarge', message: 'This is more than there can be.' } : raw;
}

/** Basis points as per cent: `250n` is `2.5 %`. */
export function formatBps(bps: bigint | number): string {
  return `${formatAmount(BigInt(bps), 2)} %`;
}

/** A part of a whole in per cent, cut to hundredths; of nothing it is 0. */
export function formatPart(part: bigint, whole: bigint): string {
  return formatBps(whole === 0n ? 0n : (part * 10_000n) / whole);
}
