/** Rules as questions, and their refusals as those of the client. */
import { type RuleErrorCode, isRuleError } from '../rules/error.ts';
import { ClientError, type ClientErrorDetail, clientErrorOf } from './client.ts';

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

/**
 * What `compute` returns; a rule's refusal as the client's of the given `details`, where it has any.
 *
 * @throws {ClientError} those of the details; Rule for any other RuleError
 */
export function withDetails<T>(
  details: Readonly<Partial<Record<RuleErrorCode, ClientErrorDetail>>>,
  compute: () => T,
): T {
  try {
    return compute();
  } catch (thrown) {
    const detail = isRuleError(thrown) && details[thrown.code];
    throw detail ? new ClientError(detail, { cause: thrown }) : clientErrorOf(thrown);
  }
}

/**
 * What `compute` returns; a rule's refusal as the client's.
 *
 * @throws {ClientError} Rule for a RuleError
 */
export function withRules<T>(compute: () => T): T {
  return withDetails({}, compute);
}
