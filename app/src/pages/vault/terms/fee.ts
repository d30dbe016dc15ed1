/** A lower fee of the curator, as it is entered. */
import { rules } from '@mosaic/client';
import { formatBps } from '../../../amount/format.ts';
import { valueIn } from '../../open/terms.ts';

/** A fee in basis points, or what is wrong with it: `null` as long as nothing is entered. */
export type EnteredFee = { readonly feeBps: number } | { readonly error: string | null };

/** What is entered, in per cent, of a fee of `presentBps`. */
export function feeOf(text: string, presentBps: number): EnteredFee {
  if (text.trim() === '') return { error: null };
  const feeBps = valueIn(text, '%');
  if (feeBps === null) return { error: 'Enter a number of %, with at most two decimals.' };
  try {
    rules.terms.checkLowerFee(presentBps, feeBps);
    return { feeBps };
  } catch (error) {
    if (rules.isRuleError(error)) return { error: `Enter less than ${formatBps(presentBps)}.` };
    throw error;
  }
}
