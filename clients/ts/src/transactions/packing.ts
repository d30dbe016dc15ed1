/** Instructions put into transactions. */

import {
  type Address,
  type AddressesByLookupTableAddress,
  type Instruction,
  type TransactionMessage,
  type TransactionMessageWithFeePayer,
  appendTransactionMessageInstructions,
  compressTransactionMessageUsingAddressLookupTables,
  createTransactionMessage,
  getTransactionMessageSize,
  setTransactionMessageFeePayer,
  setTransactionMessageFeePayerSigner,
} from '@solana/kit';

import { ClientError } from '../errors/client.ts';
import { type Signatory, signatoryAddress } from '../signatory.ts';
import { MAX_COMPUTE_UNITS, ceiling, computeUnits, withComputeBudget } from './budget.ts';

/** The network's limit on a transaction, in bytes. */
export const MAX_TRANSACTION_BYTES = 1_232;
/** Most accounts that a transaction may lock. */
export const MAX_ACCOUNTS = 64;
/** Most instructions of a transaction, those that programs call counted too. */
export const MAX_CALLS = 64;

/** A message of one transaction, of which only the blockhash is still to be set. */
export type PackedMessage = TransactionMessage & TransactionMessageWithFeePayer;

/** Some instructions in one transaction. */
export type PackedTransaction = {
  /** The instructions, with their compute budget if one was asked for. */
  instructions: readonly Instruction[];
  /** The message to sign: legacy, or version 0 where tables were given. */
  message: PackedMessage;
  /** Size on the wire in bytes, signatures included. */
  bytes: number;
};

/** How instructions are put into transactions. */
export type Packing = {
  /** Who pays the fees; signs each transaction. */
  payer: Signatory;
  /** The addresses in lookup tables; with some, the transactions are of version 0. */
  tables?: AddressesByLookupTableAddress;
  /** Gives each transaction a compute budget of its own, at this price in micro-lamports per unit; null: none. */
  pricePerUnit?: bigint | null;
};

/** What a transaction exceeds: its size, or another limit by name. */
type Excess = { bytes: number } | { limit: string };

/**
 * Puts instructions, in their order, into as few transactions as hold them: each as full as the network's limits allow.
 *
 * @throws {ClientError} InstructionTooLarge, InstructionTooExpensive if one alone does not fit
 */
export function packTransactions(instructions: readonly Instruction[], packing: Packing): PackedTransaction[] {
  const packed: PackedTransaction[] = [];
  let open: Instruction[] = [];
  let fits: PackedTransaction | null = null;
  instructions.forEach((instruction, index) => {
    let next = pack([...open, instruction], packing);
    if (!('message' in next) && fits !== null) {
      packed.push(fits);
      open = [];
      next = pack([instruction], packing);
    }
    if (!('message' in next)) throw new ClientError({ index, ...detailOf(next) });
    open.push(instruction);
    fits = next;
  });
  return fits === null ? packed : [...packed, fits];
}

/** One transaction with all of these instructions. */
function pack(instructions: readonly Instruction[], packing: Packing): PackedTransaction | Excess {
  const { payer, tables = {}, pricePerUnit = null } = packing;
  const all = pricePerUnit === null ? instructions : withComputeBudget(instructions, pricePerUnit);
  const limit = limitExceeded(instructions, all, signatoryAddress(payer));
  if (limit !== null) return { limit };
  const message = messageOf(all, payer, tables);
  const bytes = getTransactionMessageSize(message);
  return bytes > MAX_TRANSACTION_BYTES ? { bytes } : { instructions: all, message, bytes };
}

function messageOf(
  instructions: readonly Instruction[],
  payer: Signatory,
  tables: AddressesByLookupTableAddress,
): PackedMessage {
  if (Object.keys(tables).length === 0) {
    const message = appendTransactionMessageInstructions(instructions, createTransactionMessage({ version: 'legacy' }));
    return paidBy(payer, message);
  }
  const message = appendTransactionMessageInstructions(instructions, createTransactionMessage({ version: 0 }));
  return paidBy(payer, compressTransactionMessageUsingAddressLookupTables(message, tables));
}

function paidBy(payer: Signatory, message: TransactionMessage): PackedMessage {
  if (typeof payer === 'string') return setTransactionMessageFeePayer(payer, message);
  return setTransactionMessageFeePayerSigner(payer, message);
}

/** The limit that instructions exceed, of which `all` are with their budget; null where they keep all of them. */
function limitExceeded(
  instructions: readonly Instruction[],
  all: readonly Instruction[],
  payer: Address,
): string | null {
  const calls = instructions.reduce((calls, instruction) => calls + ceiling(instruction).calls, 0);
  const named = all.flatMap(({ accounts, programAddress }) => [
    ...(accounts ?? []).map(account => account.address),
    programAddress,
  ]);
  if (computeUnits(all) > MAX_COMPUTE_UNITS) return 'compute units';
  if (calls + 2 > MAX_CALLS) return 'instructions called';
  return new Set([...named, payer]).size > MAX_ACCOUNTS ? 'accounts' : null;
}

function detailOf(excess: Excess) {
  if ('limit' in excess) return { code: 'InstructionTooExpensive', limit: excess.limit } as const;
  return { code: 'InstructionTooLarge', bytes: excess.bytes, most: MAX_TRANSACTION_BYTES } as const;
}
