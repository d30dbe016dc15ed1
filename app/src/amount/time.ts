/** Times as people read them. Chain time is Unix seconds. */

const UNITS = [
  ['day', 86_400n],
  ['hour', 3_600n],
  ['minute', 60n],
  ['second', 1n],
] as const;

/** Seconds in their two largest units: `93_784n` is `1 day 2 hours`. */
export function formatDuration(seconds: bigint | number): string {
  let left = BigInt(seconds);
  if (left <= 0n) return '0 seconds';
  const parts: string[] = [];
  for (const [unit, length] of UNITS) {
    const count = left / length;
    left %= length;
    if (count > 0n) parts.push(`${count} ${unit}${count === 1n ? '' : 's'}`);
    else if (parts.length > 0) break;
    if (parts.length === 2) break;
  }
  return parts.join(' ');
}

/** Seconds as a clock: `1d 02:03:04`. It keeps its width from second to second. */
export function formatClock(seconds: bigint): string {
  const left = seconds > 0n ? seconds : 0n;
  const two = (number: bigint) => number.toString().padStart(2, '0');
  const clock = `${two((left / 3_600n) % 24n)}:${two((left / 60n) % 60n)}:${two(left % 60n)}`;
  const days = left / 86_400n;
  return days === 0n ? clock : `${days}d ${clock}`;
}

const MOMENT = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
/** The last second that JavaScript's dates reach. */
const LAST = 8_640_000_000_000n;

/** A time in the zone and the language of who reads. */
export function formatMoment(unixSeconds: bigint): string {
  return unixSeconds > LAST || unixSeconds < -LAST ? 'never' : MOMENT.format(Number(unixSeconds) * 1_000);
}
