import {
  type Address,
  SOLANA_ERROR__BLOCK_HEIGHT_EXCEEDED,
  SOLANA_ERROR__FAILED_TO_SEND_TRANSACTION,
  SOLANA_ERROR__FAILED_TO_SEND_TRANSACTIONS,
  SOLANA_ERROR__INSTRUCTION_PLANS__FAILED_TO_EXECUTE_TRANSACTION_PLAN,
  SOLANA_ERROR__JSON_RPC__SERVER_ERROR_SEND_TRANSACTION_PREFLIGHT_FAILURE,
  SOLANA_ERROR__RPC__TRANSPORT_HTTP_ERROR,
  SolanaError,
  type TransactionPlanResult,
  createSolanaRpc,
  getSolanaErrorFromJsonRpcError,
  getSolanaErrorFromTransactionError,
} from '@solana/kit';
import { SYSTEM_PROGRAM_ADDRESS } from '@solana-program/system';
import { TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';
import { RULES_PROGRAM_ADDRESS, TOKEN_2022_PROGRAM_ADDRESS } from '../../src/addresses.ts';
import { describe, expect, test } from 'vitest';

import { ClientError } from '../../src/errors/client.ts';
import { explain, explainCode } from '../../src/errors/explain.ts';
import { mosaicErrorCode } from '../../src/errors/program.ts';
import { MOSAIC_PROGRAM_ADDRESS } from '../../src/generated/index.ts';
import * as pda from '../../src/pda.ts';
import { RuleError } from '../../src/rules/error.ts';

const BELOW_STEP = mosaicErrorCode('BidBelowStep');
const err = { InstructionError: [2, { Custom: BELOW_STEP }] };
const logs = [
  `Program ${MOSAIC_PROGRAM_ADDRESS} invoke [1]`,
  `Program ${MOSAIC_PROGRAM_ADDRESS} failed: custom program error: 0x${BELOW_STEP.toString(16)}`,
];

const refusal = {
  code: BELOW_STEP,
  name: 'BidBelowStep',
  message: 'The bid must exceed the leading price by at least the step',
  hint: 'Read the auction again and bid at least the least next price.',
  program: MOSAIC_PROGRAM_ADDRESS,
  account: null,
  instructionIndex: 2,
};

const preflight = (failure: unknown, lines: readonly string[] | null) =>
  getSolanaErrorFromJsonRpcError({
    code: SOLANA_ERROR__JSON_RPC__SERVER_ERROR_SEND_TRANSACTION_PREFLIGHT_FAILURE,
    message: 'Transaction simulation failed',
    data: { err: failure, logs: lines, unitsConsumed: 5n },
  });

describe('a refusal of the program is explained', () => {
  test('by its number', () => {
    const { code, name, message, hint } = refusal;
    expect(explainCode(BELOW_STEP)).toEqual({ code, name, message, hint });
    expect(explainCode(2_001)?.name).toBe('ConstraintHasOne');
    expect(explainCode(1)).toBeNull();
    expect(explainCode(mosaicErrorCode('CuratorFeeNotLower') + 1)).toBeNull();
  });

  test('from the error and the logs of a transaction', () => {
    expect(explain({ err, logs })).toEqual({ ...refusal, logs });
    expect(explain({ err })).toEqual({ ...refusal, logs: [] });
    expect(explain({ err: null, logs })).toBeNull();
  });

  test('from what sending throws at preflight', () => {
    expect(explain(preflight(err, logs))).toEqual({ ...refusal, logs });
  });

  test("from what kit's plans throw, of the transaction that failed first", () => {
    const cause = getSolanaErrorFromTransactionError(err);
    const sent = new SolanaError(SOLANA_ERROR__FAILED_TO_SEND_TRANSACTION, {
      causeMessage: '',
      logs,
      cause,
      transactionPlanResult: null,
    });
    expect(explain(sent)).toEqual({ ...refusal, logs });
    const failedTransactions = [{ error: cause, index: 1, logs }];
    const several = { causeMessages: '', failedTransactions, transactionPlanResult: null };
    expect(explain(new SolanaError(SOLANA_ERROR__FAILED_TO_SEND_TRANSACTIONS, several))).toEqual({ ...refusal, logs });
    const failed = { kind: 'single', planType: 'transactionPlanResult', status: 'failed', error: preflight(err, logs) };
    const result = { kind: 'sequential', planType: 'transactionPlanResult', divisible: true, plans: [failed] };
    const executed = new SolanaError(SOLANA_ERROR__INSTRUCTION_PLANS__FAILED_TO_EXECUTE_TRANSACTION_PLAN, {
      transactionPlanResult: result as unknown as TransactionPlanResult,
    });
    expect(explain(executed)).toEqual({ ...refusal, logs });
  });

  test('with the account that Anchor names', () => {
    const lines = [
      `Program ${MOSAIC_PROGRAM_ADDRESS} invoke [1]`,
      'Program log: AnchorError caused by account: bidder. Error Code: AccountNotSigner. Error Number: 3010.',
      `Program ${MOSAIC_PROGRAM_ADDRESS} failed: custom program error: 0xbc2`,
    ];
    const explanation = explain({ err: { InstructionError: [0, { Custom: 3_010 }] }, logs: lines });
    expect(explanation).toMatchObject({ name: 'AccountNotSigner', account: 'bidder', instructionIndex: 0 });
  });
});

describe('errors of other programs are theirs', () => {
  const failing = (program: string, code: number, ...said: string[]) => ({
    err: { InstructionError: [1, { Custom: code }] },
    logs: [
      `Program ${MOSAIC_PROGRAM_ADDRESS} invoke [1]`,
      `Program ${program} invoke [2]`,
      ...said,
      `Program ${program} failed: custom program error: 0x${code.toString(16)}`,
      `Program ${MOSAIC_PROGRAM_ADDRESS} failed: custom program error: 0x${code.toString(16)}`,
    ],
  });

  test('of the token program', () => {
    expect(explain(failing(TOKEN_PROGRAM_ADDRESS, 1))).toMatchObject({
      code: 1,
      name: 'InsufficientFunds',
      program: TOKEN_PROGRAM_ADDRESS,
    });
    expect(explain(failing(TOKEN_PROGRAM_ADDRESS, 17))?.message).toBe('The token account is frozen');
  });

  test('of the system program, with the lamports', () => {
    const said = 'Transfer: insufficient lamports 5, need 7';
    expect(explain(failing(SYSTEM_PROGRAM_ADDRESS, 1, said))).toMatchObject({
      name: 'ResultWithNegativeLamports',
      message: 'The wallet has too few lamports: 5 of 7',
    });
  });

  test.each([
    [17, 'AccountFrozen', 'The token account is frozen'],
    [20, 'ExtensionTypeMismatch', 'The account has other extensions than the instruction is for'],
    [29, 'NoAuthorityExists', 'Nobody has the right to this any more'],
    [36, 'NoMemo', 'The recipient takes tokens only together with a memo'],
    [37, 'NonTransferable', 'Tokens of this mint cannot be moved'],
    [42, 'CpiGuardTransferBlocked', 'The token account keeps programs from moving its tokens'],
    [49, 'NonConfidentialTransfersDisabled', 'The token account takes confidential transfers only'],
    [60, 'CiphertextArithmeticFailed', 'Ciphertexts could not be added'],
    [67, 'MintPaused', 'The issuer has stopped all transfers of these tokens'],
    [68, 'PendingBalanceNonZero', 'The key cannot change while a confidential balance is pending'],
  ])('of Token-2022: %i', (code, name, message) => {
    const explanation = explain(failing(TOKEN_2022_PROGRAM_ADDRESS, code));
    expect(explanation).toMatchObject({ code, name, message, program: TOKEN_2022_PROGRAM_ADDRESS });
  });

  test('of Token-2022 each with a name of its own and words, and none that the token program lacks', () => {
    const explained = Array.from({ length: 69 }, (_, code) => explain(failing(TOKEN_2022_PROGRAM_ADDRESS, code)));
    expect(new Set(explained.map(explanation => explanation?.name)).size).toBe(69);
    for (const explanation of explained) {
      expect(explanation?.message).toMatch(/^[A-Z].{10,}[^.]$/);
      expect(explanation?.hint).toMatch(/^[A-Z].{8,}\.$/);
    }
    expect(explain(failing(TOKEN_2022_PROGRAM_ADDRESS, 69))?.name).toBe('Custom');
    expect(explain(failing(TOKEN_PROGRAM_ADDRESS, 20))?.name).toBe('Custom');
  });

  test('of the program of rule sets, with its number', () => {
    expect(explain(failing(RULES_PROGRAM_ADDRESS, 8))).toMatchObject({
      code: 8,
      name: 'RuleSetRefuses',
      message: "The NFT's rule set does not let it move there (error 8 of its program)",
      program: RULES_PROGRAM_ADDRESS,
    });
  });

  test("not taken for Mosaic's where they share a number", () => {
    const other = '11111111111111111111111111111112';
    expect(explain(failing(other, BELOW_STEP))).toMatchObject({ code: BELOW_STEP, name: 'Custom', program: other });
  });
});

describe('what the network says is explained', () => {
  test.each([
    ['BlockhashNotFound', 'BlockhashNotFound'],
    ['InsufficientFundsForFee', 'InsufficientFundsForFee'],
    ['AccountNotFound', 'AccountNotFound'],
    ['AlreadyProcessed', 'AlreadyProcessed'],
    [{ InsufficientFundsForRent: { account_index: 3 } }, 'InsufficientFundsForRent'],
    [{ InstructionError: [0, 'ComputationalBudgetExceeded'] }, 'ComputationalBudgetExceeded'],
    ['AccountInUse', 'TransactionError'],
    [{ InstructionError: [0, 'InvalidArgument'] }, 'InstructionError'],
  ])('%j', (error, name) => {
    const explanation = explain({ err: error, logs: [] });
    expect(explanation).toMatchObject({ code: null, name, program: null });
    expect(explanation?.message.length).toBeGreaterThan(10);
    expect(explanation?.hint).toMatch(/\.$/);
  });

  test('a transaction that never landed', () => {
    const context = { currentBlockHeight: 9n, lastValidBlockHeight: 8n };
    expect(explain(new SolanaError(SOLANA_ERROR__BLOCK_HEIGHT_EXCEEDED, context))?.name).toBe('BlockHeightExceeded');
  });

  test('a node that answers with an error, and one that does not answer', async () => {
    const http = (statusCode: number) =>
      new SolanaError(SOLANA_ERROR__RPC__TRANSPORT_HTTP_ERROR, { headers: new Headers(), message: '', statusCode });
    expect(explain(http(503))?.message).toBe('The RPC node answered with HTTP status 503');
    expect(explain(http(429))?.name).toBe('TooManyRequests');
    const nobody = createSolanaRpc('http://127.0.0.1:9').getSlot().send();
    const error: unknown = await nobody.then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(explain(error)).toMatchObject({ name: 'Unreachable', message: 'The RPC node cannot be reached' });
  });
});

test.each([
  ['InvalidAddress', () => pda.vault('' as Address, 0n)],
  ['InvalidAddress', () => pda.metadata('a longer text that is no address at all' as Address)],
  ['InvalidAddress', () => pda.metadata('1'.repeat(33) as Address)],
  ['NumberOutOfRange', () => pda.vault(MOSAIC_PROGRAM_ADDRESS, -1n)],
])('%s says that kit refuses a value', async (name, refused) => {
  const error: unknown = await refused().catch((thrown: unknown) => thrown);
  expect(explain(error)).toMatchObject({ name, hint: expect.stringMatching(/\.$/) as string });
});

test("the client's own refusals explain themselves, and mistakes are not explained", () => {
  const frozen = new ClientError({ code: 'NoOffer', bidder: MOSAIC_PROGRAM_ADDRESS });
  expect(explain(frozen)).toMatchObject({ name: 'NoOffer', message: frozen.message, hint: null });
  expect(explain(new RuleError('BidBelowStep'))).toMatchObject({ name: 'BidBelowStep' });
  for (const mistake of [new TypeError('x is not a function'), new Error('?'), 'text', null, undefined, 7]) {
    expect(explain(mistake)).toBeNull();
  }
});
