import { isSolanaError, SOLANA_ERROR__RPC__TRANSPORT_HTTP_ERROR } from '@solana/kit';

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

/** Makes a sentence of whatever was thrown while talking to the cluster at `rpc`. */
export function explain(error: unknown, rpc: string): DeployError {
  const url = withoutSecrets(rpc);
  const chain = causes(error);
  const known = chain.find(cause => cause instanceof DeployError);
  if (known) return known as DeployError;
  const http = chain.find(cause => isSolanaError(cause, SOLANA_ERROR__RPC__TRANSPORT_HTTP_ERROR));
  if (http) {
    return new DeployError(`${url} answered, but not as an RPC: ${http.message}`, 'Check --url and its access key.');
  }
  const code = chain.map(connectionCode).find(Boolean);
  if (code || chain.some(cause => cause.message === 'fetch failed')) {
    return new DeployError(
      `No RPC answers at ${url} (${code ?? 'no connection'}).`,
      'Check --url, or start the network.',
    );
  }
  const messages = [...new Set(chain.map(cause => firstLines(cause.message)).filter(Boolean))];
  const message = messages.join(': ') || String(error);
  if (/insufficient (lamports|funds)|prior credit/i.test(chain.map(cause => cause.message).join())) {
    return new DeployError(
      `The wallet cannot pay for publishing: ${message}`,
      'Send it SOL and run the script again: it goes on where it stopped.',
    );
  }
  return new DeployError(message, 'Run the script again: it goes on where it stopped.');
}

/** A message without the rest of a list: many transactions that fail do so for one reason. */
function firstLines(message: string): string {
  const [first = '', second, ...more] = message
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean);
  if (second === undefined) return first;
  return more.length > 0 ? `${first} ${second} (and ${more.length} more)` : `${first} ${second}`;
}
