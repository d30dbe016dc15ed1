/** How fast income streams. */
import { type Release, rules } from '@mosaic/client';

const DAY = 86_400n;

/** Released within the next day while something is staked, or by the end of the stream; whole raw units of the mint. */
export function perDay({ perSecond, waiting }: Pick<Release, 'perSecond' | 'waiting'>): bigint {
  return rules.math.min((perSecond * DAY) >> 64n, waiting);
}
