/** Rules as questions: what they refuse is an answer too. */
import { isRuleError } from './rules/error.ts';

/** What `compute` returns; `null` where a rule refuses. */
export function unlessRefused<T>(compute: () => T): T | null {
  try {
    return compute();
  } catch (thrown) {
    if (isRuleError(thrown)) return null;
    throw thrown;
  }
}

/** Whether `check` passes: no rule refuses. */
export function isAllowed(check: () => void): boolean {
  return unlessRefused(() => (check(), true)) ?? false;
}
