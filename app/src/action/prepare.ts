/** From an offered action to transactions that have been simulated, before the wallet is asked. */

import { type Action, type Explanation, explain, packTransactions } from '@mosaic/client';
import {
  type Base64EncodedWireTransaction,
  type Blockhash,
  type Transaction,
  type TransactionMessageBytesBase64,
  type TransactionSigner,
  compileTransaction,
  getBase64Decoder,
  getBase64EncodedWireTransaction,
  setTransactionMessageLifetimeUsingBlockhash,
} from '@solana/kit';

import { COMMITMENT, type Network } from '../network/index.ts';
import { withoutPassing } from './passing.ts';
import { pricePerUnit } from './priority.ts';
import type { Offered, QuoteLines } from './types.ts';

/** How long a transaction can land. */
export type Lifetime = { readonly blockhash: Blockhash; readonly lastValidBlockHeight: bigint };

/** An action that only has to be signed. */
export type Prepared = {
  /** What it does. */
  readonly lines: QuoteLines;
  /** Its transactions, of which only the lifetime may still change. */
  readonly messages: ReturnType<typeof packTransactions>;
  /** What the network takes for all of them, in lamports. */
  readonly fee: bigint;
  /** Why the network would refuse it; null where it would not, as far as it can be known before. */
  readonly refusal: Explanation | null;
};

/**
 * Builds, packs and simulates an action.
 *
 * @throws {ClientError} where the client refuses it; what the node throws
 */
export async function prepare<Q>(network: Network, me: TransactionSigner, offered: Offered<Q>): Promise<Prepared> {
  const action: Action<Q> = await offered.build(network.reader, me);
  const price = await pricePerUnit(network, action.instructions);
  const messages = packTransactions(action.instructions, { payer: me, pricePerUnit: price });
  const transactions = compile(messages, await latestLifetime(network));
  const [fees, refusal] = await Promise.all([
    Promise.all(transactions.map(transaction => feeOf(network, transaction))),
    simulate(network, transactions),
  ]);
  return {
    lines: offered.describe(withoutPassing(action), me.address),
    messages,
    fee: fees.reduce((sum, fee) => sum + fee, 0n),
    refusal,
  };
}

/** The newest blockhash, and until when transactions with it can land. */
export async function latestLifetime({ rpc }: Network): Promise<Lifetime> {
  const { value } = await rpc.getLatestBlockhash({ commitment: COMMITMENT }).send();
  return value;
}

/** The transactions with their lifetime, not yet signed. */
export function compile(messages: Prepared['messages'], lifetime: Lifetime): Transaction[] {
  return messages.map(({ message }) =>
    compileTransaction(setTransactionMessageLifetimeUsingBlockhash(lifetime, message)),
  );
}

/** What was refused, if the network refuses. Those behind the first one depend on it, so that only it can be tried. */
export async function simulate({ rpc }: Network, transactions: readonly Transaction[]): Promise<Explanation | null> {
  const [first] = transactions;
  if (first === undefined) return null;
  const wire: Base64EncodedWireTransaction = getBase64EncodedWireTransaction(first);
  const { value } = await rpc
    .simulateTransaction(wire, {
      encoding: 'base64',
      commitment: COMMITMENT,
      sigVerify: false,
      replaceRecentBlockhash: true,
    })
    .send();
  if (value.err === null) return null;
  return explain({ err: value.err as Parameters<typeof explain>[0] & object, logs: value.logs }) ?? UNKNOWN_REFUSAL;
}

const UNKNOWN_REFUSAL: Explanation = {
  code: null,
  name: 'Refused',
  message: 'The network refuses this transaction',
  hint: 'Try again; if it stays, look at the logs.',
  program: null,
  account: null,
  instructionIndex: null,
  logs: [],
};

/** Lamports per signature, where the node does not say what a transaction costs. */
const BASE_FEE = 5_000n;

async function feeOf({ rpc }: Network, { messageBytes }: Transaction): Promise<bigint> {
  const message = getBase64Decoder().decode(messageBytes) as TransactionMessageBytesBase64;
  const { value } = await rpc.getFeeForMessage(message, { commitment: COMMITMENT }).send();
  return value ?? BASE_FEE;
}
