import {
  isSolanaError,
  SOLANA_ERROR__FAILED_TO_SEND_TRANSACTION,
  SOLANA_ERROR__FAILED_TO_SEND_TRANSACTIONS,
  SOLANA_ERROR__RPC__TRANSPORT_HTTP_ERROR,
  SOLANA_ERROR__TRANSACTION_ERROR__ACCOUNT_NOT_FOUND,
  SOLANA_ERROR__TRANSACTION_ERROR__INSUFFICIENT_FUNDS_FOR_FEE,
  SOLANA_ERROR__TRANSACTION_ERROR__INSUFFICIENT_FUNDS_FOR_RENT,
} from '@solana/kit';

import { withoutSecrets } from './report';

/** Why the script could not do its work: a sentence for people, and what to do about it. */
export class DeployError extends Error {
  constructor(
    message: string,
    readonly hint?: string,
  ) {
    super(message);
    this.name = 'DeployError';
  }
}

const AGAIN = 'Run the script again: it goes on where it stopped.';

/** The error and everything that it names as its cause, outermost first. */
function causes(error: unknown): Error[] {
  const chain: Error[] = [];
  for (let next = error; next instanceof Error && !chain.includes(next); next = next.cause) chain.push(next);
  return chain;
}

/** The code that Node gives to a connection that failed, such as ECONNREFUSED. */
function connectionCode(error: Error): string | undefined {
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === 'string' && /^(E[A-Z_]+|UND_ERR_[A-Z_]+)$/.test(code) ? code : undefined;
}

/** Why the first of the transactions that failed did, and what the programs logged of it. */
function refusal(chain: Error[]): { reasons: Error[]; logs: readonly string[] } | undefined {
  for (const error of chain) {
    if (isSolanaError(error, SOLANA_ERROR__FAILED_TO_SEND_TRANSACTIONS)) {
      const [first] = error.context.failedTransactions;
      return { reasons: causes(first?.error), logs: first?.logs ?? [] };
    }
    if (isSolanaError(error, SOLANA_ERROR__FAILED_TO_SEND_TRANSACTION)) {
      return { reasons: causes(error.cause), logs: error.context.logs ?? [] };
    }
  }
  return undefined;
}

/** Whether somebody who pays has too little. A payer that is unknown to the cluster has nothing. */
function isTooPoor({ reasons, logs }: { reasons: Error[]; logs: readonly string[] }): boolean {
  const ofTheRuntime = reasons.some(
    reason =>
      isSolanaError(reason, SOLANA_ERROR__TRANSACTION_ERROR__INSUFFICIENT_FUNDS_FOR_FEE) ||
      isSolanaError(reason, SOLANA_ERROR__TRANSACTION_ERROR__INSUFFICIENT_FUNDS_FOR_RENT) ||
      isSolanaError(reason, SOLANA_ERROR__TRANSACTION_ERROR__ACCOUNT_NOT_FOUND),
  );
  return ofTheRuntime || logs.some(log => log.includes('insufficient lamports'));
}

/** Makes a sentence of whatever was thrown while talking to the cluster at `rpc`. */
export function explain(error: unknown, rpc: string): DeployError {
  const url = withoutSecrets(rpc);
  const chain = causes(error);
  const refused = refusal(chain);
  const all = [...(refused?.reasons ?? []), ...chain];
  const known = all.find(cause => cause instanceof DeployError);
  if (known) return known;
  const http = all.find(cause => isSolanaError(cause, SOLANA_ERROR__RPC__TRANSPORT_HTTP_ERROR));
  if (http) return new DeployError(`${url} refuses: ${http.message}.`, 'Check --url and the key in it.');
  const code = all.map(connectionCode).find(Boolean);
  if (code || all.some(cause => cause.message === 'fetch failed')) {
    return new DeployError(
      `No RPC answers at ${url} (${code ?? 'no connection'}).`,
      'Check --url, or start the network.',
    );
  }
  if (refused && isTooPoor(refused)) {
    return new DeployError('The wallet has too little SOL to publish.', `Send it some. ${AGAIN}`);
  }
  const innermost = all.at(refused ? refused.reasons.length - 1 : -1)?.message ?? String(error);
  return new DeployError(refused ? `The cluster refused a transaction: ${innermost}` : innermost, AGAIN);
}
