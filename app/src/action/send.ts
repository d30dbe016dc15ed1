/** From signed transactions to confirmed ones. */

import { type Explanation, explain } from '@mosaic/client';
import {
  type Base64EncodedWireTransaction,
  type Signature,
  type Transaction,
  getBase64EncodedWireTransaction,
  getSignatureFromTransaction,
  getTransactionDecoder,
  getTransactionEncoder,
} from '@solana/kit';

import { COMMITMENT, type Network } from '../network/index.ts';
import type { SignTransactions } from '../wallet/index.ts';
import type { Lifetime } from './prepare.ts';

const POLL_MS = 500;
/** How often a transaction is sent again that a node may have dropped. */
const RESEND_MS = 3_000;
/** How long is waited for a node that does not answer, before what became of a transaction counts as unknown. */
const SILENCE_MS = 90_000;

/** Sending failed, for a reason that has words. */
export class SendFailure extends Error {
  override readonly name = 'SendFailure';
  readonly explanation: Explanation;
  /** Transactions of the action that landed before. */
  readonly landed: readonly Signature[];
  /** The transaction of which it is not known whether it landed. */
  readonly unknown: Signature | null;

  constructor(
    explanation: Explanation,
    landed: readonly Signature[],
    unknown: Signature | null,
    options?: ErrorOptions,
  ) {
    super(explanation.message, options);
    this.explanation = explanation;
    this.landed = landed;
    this.unknown = unknown;
  }
}

/** Asks the wallet for one approval of all transactions. Throws what the wallet throws. */
export async function signAll(sign: SignTransactions, transactions: readonly Transaction[]): Promise<Transaction[]> {
  const encoder = getTransactionEncoder();
  const signed = await sign(transactions.map(transaction => Uint8Array.from(encoder.encode(transaction))));
  return signed.map(bytes => getTransactionDecoder().decode(bytes));
}

/**
 * Sends transactions one after the other, each once the one before is confirmed. `progress` is told how many are.
 *
 * @throws {SendFailure}
 */
export async function sendAll(
  network: Network,
  transactions: readonly Transaction[],
  lifetime: Lifetime,
  progress: (confirmed: number) => void,
): Promise<Signature[]> {
  const landed: Signature[] = [];
  for (const transaction of transactions) {
    progress(landed.length);
    landed.push(await sendOne(network, transaction, lifetime, landed));
  }
  progress(landed.length);
  return landed;
}

async function sendOne(
  network: Network,
  transaction: Transaction,
  lifetime: Lifetime,
  landed: readonly Signature[],
): Promise<Signature> {
  const wire = getBase64EncodedWireTransaction(transaction);
  const signature = getSignatureFromTransaction(transaction);
  try {
    await submit(network, wire, false);
  } catch (cause) {
    // It was not sent: the node refused it, or did not answer.
    const explanation = explain(cause);
    if (explanation === null) throw cause;
    if (explanation.name !== 'AlreadyProcessed') throw new SendFailure(explanation, landed, null, { cause });
  }
  await confirm(network, wire, signature, lifetime, landed);
  return signature;
}

async function submit({ rpc }: Network, wire: Base64EncodedWireTransaction, skipPreflight: boolean): Promise<void> {
  const config = { encoding: 'base64', preflightCommitment: COMMITMENT, skipPreflight, maxRetries: 0n } as const;
  await rpc.sendTransaction(wire, config).send();
}

/** Waits until a transaction is confirmed, and sends it again meanwhile. A node that is silent is asked again. */
async function confirm(
  network: Network,
  wire: Base64EncodedWireTransaction,
  signature: Signature,
  { lastValidBlockHeight }: Lifetime,
  landed: readonly Signature[],
): Promise<void> {
  let heard = Date.now();
  let sent = Date.now();
  for (;;) {
    try {
      const expired = (await network.rpc.getBlockHeight({ commitment: COMMITMENT }).send()) > lastValidBlockHeight;
      const { value } = await network.rpc.getSignatureStatuses([signature]).send();
      const [status] = value;
      heard = Date.now();
      if (status?.err) throw await failureOf(network, signature, status.err, landed);
      const { confirmationStatus } = status ?? {};
      if (confirmationStatus === 'confirmed' || confirmationStatus === 'finalized') return;
      // Its blockhash was too old before the status was asked for: it can land no more.
      if (status === null && expired) throw new SendFailure(EXPIRED, landed, null);
      if (Date.now() - sent > RESEND_MS) {
        sent = Date.now();
        await submit(network, wire, true);
      }
    } catch (error) {
      if (error instanceof SendFailure) throw error;
      if (Date.now() - heard > SILENCE_MS) throw new SendFailure(SILENT, landed, signature, { cause: error });
    }
    await new Promise(resolve => setTimeout(resolve, POLL_MS));
  }
}

async function failureOf(
  { rpc }: Network,
  signature: Signature,
  err: unknown,
  landed: readonly Signature[],
): Promise<SendFailure> {
  const config = { encoding: 'json', commitment: COMMITMENT, maxSupportedTransactionVersion: 0 } as const;
  const transaction = await rpc.getTransaction(signature, config).send();
  const failure = { err: err as { [key: string]: unknown }, logs: transaction?.meta?.logMessages ?? null };
  return new SendFailure(explain(failure) ?? FAILED, landed, null);
}

function words(name: string, message: string, hint: string): Explanation {
  return { code: null, name, message, hint, program: null, account: null, instructionIndex: null, logs: [] };
}

const EXPIRED = words(
  'Expired',
  'The network did not take the transaction in time; nothing of it happened',
  'Try again. When the network is busy it can take several attempts.',
);
const SILENT = words(
  'Unknown',
  'The connection was lost after sending; it is not known whether the transaction landed',
  'Look at your position once the connection is back, before you try again.',
);
const FAILED = words('Failed', 'The transaction landed and failed; only its fee was paid', 'Try again.');
