/** Whatever went wrong, in words. */

import {
  type Address,
  SOLANA_ERROR__FAILED_TO_SEND_TRANSACTIONS,
  SOLANA_ERROR__INSTRUCTION_ERROR__CUSTOM,
  SOLANA_ERROR__INSTRUCTION_ERROR__UNKNOWN,
  SOLANA_ERROR__INSTRUCTION_PLANS__FAILED_TO_EXECUTE_TRANSACTION_PLAN,
  SOLANA_ERROR__RPC__TRANSPORT_HTTP_ERROR,
  SOLANA_ERROR__TRANSACTION_ERROR__UNKNOWN,
  type SolanaError,
  type TransactionPlanResult,
  findTransactionPlanResult,
  getSolanaErrorFromTransactionError,
  isSolanaError,
} from '@solana/kit';
import { SYSTEM_PROGRAM_ADDRESS } from '@solana-program/system';
import { ASSOCIATED_TOKEN_PROGRAM_ADDRESS, TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';

import { RULES_PROGRAM_ADDRESS, TOKEN_2022_PROGRAM_ADDRESS } from '../addresses.ts';
import { MOSAIC_PROGRAM_ADDRESS } from '../generated/index.ts';
import { type LogEntry, readLogs } from '../logs.ts';
import { RuleError } from '../rules/error.ts';
import {
  ASSOCIATED_TOKEN_ERRORS,
  NETWORK_ERRORS,
  SYSTEM_ERRORS,
  TOKEN_2022_ERRORS,
  TOKEN_ERRORS,
  UNREACHABLE,
  httpError,
  ruleSetError,
} from './called.ts';
import type { Words } from './called.ts';
import { ClientError } from './client.ts';
import { FRAMEWORK_ERRORS, frameworkHint } from './framework.ts';
import { MOSAIC_HINTS } from './hints.ts';
import { MOSAIC_ERRORS, mosaicErrorName } from './program.ts';

/** What an error number of the Mosaic program means. */
export type CodeExplanation = {
  /** The number, as a transaction's error carries it. */
  code: number;
  /** The error's name, as logs show it. */
  name: string;
  /** What went wrong. */
  message: string;
  /** What to do about it. */
  hint: string;
};

/** What went wrong, where, and what to do about it. */
export type Explanation = {
  /** The number that the program gave; null for what no program gave. */
  code: number | null;
  /** The error's name. */
  name: string;
  /** What went wrong, as one sentence. */
  message: string;
  /** What to do about it; null where the message says it. */
  hint: string | null;
  /** The program that failed: the innermost one, of which the logs tell; null where none did or none is known. */
  program: Address | null;
  /** The account that was wrong, by its name in the instruction, where the program told. */
  account: string | null;
  /** Which instruction of its transaction failed, from 0; null where none did. */
  instructionIndex: number | null;
  /** The log lines of the transaction, as far as they came with the error. */
  logs: readonly string[];
};

/** The error of a transaction that landed or was simulated, as the RPC node tells it. */
export type TransactionFailure = {
  /** The error, as JSON has it. */
  err: string | { [key: string]: unknown } | null;
  /** The log lines. */
  logs?: readonly string[] | null;
};

/**
 * Explains the number of an error that the Mosaic program returned: one of its own refusals (from 6000) or of Anchor's
 * (below). Null for a number that neither has: then it is of a program that was called.
 */
export function explainCode(code: number): CodeExplanation | null {
  const name = mosaicErrorName(code);
  if (name !== null) return { code, name, message: MOSAIC_ERRORS[name], hint: MOSAIC_HINTS[name] };
  const framework = FRAMEWORK_ERRORS[code];
  return framework === undefined
    ? null
    : { code, name: framework[0], message: framework[1], hint: frameworkHint(code) };
}

/**
 * Explains what kit or this client threw, or the `err` and `logs` of a transaction. Null for what neither is: a mistake in
 * the calling program, or a wallet's own refusal.
 */
export function explain(error: unknown): Explanation | null {
  if (error instanceof ClientError) return plain([error.code, error.message]);
  if (error instanceof RuleError) return plain([error.code, error.message]);
  if (isFailure(error)) {
    if (error.err === null) return null;
    return ofSolana(getSolanaErrorFromTransactionError(error.err), error.logs ?? []);
  }
  return ofThrown(error, []);
}

/** Looks through what wraps an error for the one that can be explained, and for its logs. */
function ofThrown(error: unknown, known: readonly string[]): Explanation | null {
  if (!(error instanceof Error)) return null;
  const logs = logsOf(error) ?? known;
  if (isSolanaError(error, SOLANA_ERROR__FAILED_TO_SEND_TRANSACTIONS)) {
    const [first] = error.context.failedTransactions;
    return first === undefined ? null : ofThrown(first.error, first.logs ?? logs);
  }
  if (isSolanaError(error, SOLANA_ERROR__INSTRUCTION_PLANS__FAILED_TO_EXECUTE_TRANSACTION_PLAN)) {
    return ofThrown(firstFailure(error.context.transactionPlanResult as TransactionPlanResult) ?? error.cause, logs);
  }
  const own = isSolanaError(error) ? ofSolana(error, logs) : error instanceof TypeError ? unreachable(error) : null;
  return own ?? ofThrown(error.cause, logs);
}

function firstFailure(result: TransactionPlanResult): Error | null {
  const failed = findTransactionPlanResult(result, plan => plan.kind === 'single' && plan.status === 'failed');
  return failed?.kind === 'single' && failed.status === 'failed' ? failed.error : null;
}

function ofSolana(error: SolanaError, logs: readonly string[]): Explanation | null {
  if (isSolanaError(error, SOLANA_ERROR__INSTRUCTION_ERROR__CUSTOM)) {
    return ofCustom(error.context.code, error.context.index, logs);
  }
  const words = isSolanaError(error, SOLANA_ERROR__RPC__TRANSPORT_HTTP_ERROR)
    ? httpError(error.context.statusCode)
    : (NETWORK_ERRORS[error.context.__code] ?? otherWords(error));
  if (words === null) return null;
  const { index } = error.context as { index?: number };
  return { ...plain(words), program: failedProgram(readLogs(logs)), instructionIndex: index ?? null, logs };
}

/** An error of the runtime for which there are no words: its own, which production builds of kit leave out. */
function otherWords(error: SolanaError): Words | null {
  const { __code: code } = error.context;
  const hint = 'Look at the logs for what happened.';
  if (isKind(code, SOLANA_ERROR__INSTRUCTION_ERROR__UNKNOWN)) return ['InstructionError', error.message, hint];
  return isKind(code, SOLANA_ERROR__TRANSACTION_ERROR__UNKNOWN) ? ['TransactionError', error.message, hint] : null;
}

/** Whether kit's error is of the kind whose numbers begin with this one; each kind has a thousand. */
function isKind(code: number, first: number): boolean {
  return code >= first && code < first + 1_000;
}

/** A number that a program gave. Without logs it is taken for Mosaic's where Mosaic has such a number. */
function ofCustom(code: number, instructionIndex: number, logs: readonly string[]): Explanation {
  const entries = readLogs(logs);
  const failed = failedProgram(entries);
  const own = failed === null || failed === MOSAIC_PROGRAM_ADDRESS ? explainCode(code) : null;
  const where = { instructionIndex, logs, account: accountOf(entries) };
  if (own !== null) return { ...own, ...where, program: MOSAIC_PROGRAM_ADDRESS };
  const words: Words = (failed && calledError(failed, code)) ?? [
    'Custom',
    `A program failed with its error ${code}`,
    'Look at the logs for what it said.',
  ];
  return { ...plain(words), ...where, code, message: `${words[1]}${lamportsOf(entries)}`, program: failed };
}

function calledError(program: Address, code: number): Words | null {
  switch (program) {
    case TOKEN_PROGRAM_ADDRESS:
      return TOKEN_ERRORS[code] ?? null;
    case TOKEN_2022_PROGRAM_ADDRESS:
      return TOKEN_ERRORS[code] ?? TOKEN_2022_ERRORS[code - TOKEN_ERRORS.length] ?? null;
    case SYSTEM_PROGRAM_ADDRESS:
      return SYSTEM_ERRORS[code] ?? null;
    case ASSOCIATED_TOKEN_PROGRAM_ADDRESS:
      return ASSOCIATED_TOKEN_ERRORS[code] ?? null;
    case RULES_PROGRAM_ADDRESS:
      return ruleSetError(code);
    default:
      return null;
  }
}

function failedProgram(entries: readonly LogEntry[]): Address | null {
  return entries.find(entry => entry.kind === 'failed')?.program ?? null;
}

/** The account that Anchor names in its log line. */
function accountOf(entries: readonly LogEntry[]): string | null {
  const texts = entries.map(entry => (entry.kind === 'text' ? entry.text : ''));
  const names = texts.map(text => /^AnchorError caused by account: (\w+)\./.exec(text)?.[1]);
  return names.find(name => name !== undefined) ?? null;
}

/** How many lamports there were and were needed, of which the system program writes a line. */
function lamportsOf(entries: readonly LogEntry[]): string {
  const texts = entries.map(entry => (entry.kind === 'text' ? entry.text : ''));
  const found = texts.map(text => /insufficient lamports (\d+), need (\d+)/.exec(text)).find(match => match !== null);
  return found ? `: ${found[1]} of ${found[2]}` : '';
}

function plain([name, message, hint]: Words | readonly [string, string]): Explanation {
  const nowhere = { program: null, account: null, instructionIndex: null, logs: [] };
  return { code: null, name, message, hint: hint ?? null, ...nowhere };
}

/** What `fetch` throws where nobody answers. */
function unreachable(error: TypeError): Explanation | null {
  return /fetch|network|load failed/i.test(error.message) ? plain(UNREACHABLE) : null;
}

function isFailure(error: unknown): error is TransactionFailure {
  return typeof error === 'object' && error !== null && !(error instanceof Error) && 'err' in error;
}

function logsOf(error: Error): readonly string[] | null {
  const { context } = error as { context?: { logs?: readonly string[] | null } };
  return context?.logs ?? null;
}
