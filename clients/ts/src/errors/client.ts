/** What the client refuses to build. */

import { RuleError } from '../rules/error.ts';
import type { ClientErrorCode, ClientErrorDetail } from './detail.ts';
import { clientErrorSentence } from './sentences.ts';

export type { ClientErrorCode, ClientErrorDetail, Exclusion, Owing } from './detail.ts';

/** Why the client refuses to build something: what the program would refuse, before a fee is paid for it. */
export class ClientError extends Error {
  override readonly name = 'ClientError';
  /** The numbers and addresses of the refusal; its `code` tells which there are. */
  readonly detail: ClientErrorDetail;

  constructor(detail: ClientErrorDetail, options?: ErrorOptions) {
    super(clientErrorSentence(detail), options);
    this.detail = detail;
  }

  /** The name of the refusal. */
  get code(): ClientErrorCode {
    return this.detail.code;
  }
}

/** The client's refusal in what was thrown: itself, or a rule's as `Rule`. Anything else is thrown again. */
export function clientErrorOf(thrown: unknown): ClientError {
  if (thrown instanceof ClientError) return thrown;
  if (thrown instanceof RuleError) return new ClientError({ code: 'Rule', rule: thrown.code }, { cause: thrown });
  throw thrown;
}
