/** The embedded network's errors as an RPC node would tell them. */
import { FailedTransactionMetadata, type TransactionMetadata } from 'litesvm';

import type { TransactionFailure } from '../../src/index.ts';

/** The error and logs of a transaction that failed; null of one that landed. */
export function failureOf(outcome: TransactionMetadata | FailedTransactionMetadata): TransactionFailure | null {
  if (!(outcome instanceof FailedTransactionMetadata)) return null;
  return { err: errorOf(outcome.toString()), logs: outcome.meta().logs() };
}

/** The bindings give errors without fields as bare numbers; the text names them. */
function errorOf(text: string): string | { [key: string]: unknown } {
  const instruction = /err: InstructionError\((\d+), (\w+)(?:\((\d+)\))?/.exec(text);
  if (instruction) {
    const [, index, name, code] = instruction;
    return { InstructionError: [Number(index), code === undefined ? name : { [`${name}`]: Number(code) }] };
  }
  const rent = /err: InsufficientFundsForRent \{ account_index: (\d+)/.exec(text);
  if (rent) return { InsufficientFundsForRent: { account_index: Number(rent[1]) } };
  const name = /err: (\w+)/.exec(text)?.[1];
  if (name === undefined) throw new Error(`an error of an unknown form: ${text}`);
  return name;
}
