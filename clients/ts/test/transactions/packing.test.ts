import {
  AccountRole,
  type Address,
  type AddressesByLookupTableAddress,
  type Instruction,
  SolanaError,
  generateKeyPairSigner,
  getAddressDecoder,
  isTransactionMessageWithinSizeLimit,
} from '@solana/kit';
import { SYSTEM_PROGRAM_ADDRESS, getTransferSolInstructionDataEncoder } from '@solana-program/system';
import { describe, expect, test } from 'vitest';

import { ClientError } from '../../src/errors/client.ts';
import {
  MAX_ACCOUNTS,
  MAX_COMPUTE_UNITS,
  MAX_TRANSACTION_BYTES,
  computeBudget,
  computeUnits,
  lookupTable,
  packTransactions,
  planTransactions,
} from '../../src/transactions/index.ts';

/** The address of 32 bytes of this number. */
const numbered = (number: number) => getAddressDecoder().decode(new Uint8Array(32).fill(2 + number));
const PAYER = getAddressDecoder().decode(new Uint8Array(32).fill(1));

function transfers(count: number, from: Address = PAYER): Instruction[] {
  return Array.from({ length: count }, (_, number) => ({
    programAddress: SYSTEM_PROGRAM_ADDRESS,
    accounts: [
      { address: from, role: AccountRole.WRITABLE_SIGNER },
      { address: numbered(number), role: AccountRole.WRITABLE },
    ],
    data: getTransferSolInstructionDataEncoder().encode({ amount: 5 }),
  }));
}

function data(bytes: number): Instruction {
  return { programAddress: numbered(0), data: new Uint8Array(bytes) };
}

function table(count: number): AddressesByLookupTableAddress {
  return { [numbered(100)]: Array.from({ length: count }, (_, number) => numbered(number)) };
}

function refusal(pack: () => unknown): unknown {
  try {
    pack();
  } catch (error) {
    if (error instanceof ClientError) return error.detail;
  }
  return null;
}

describe('packing', () => {
  test('keeps all instructions in their order and each transaction within the limit', () => {
    const all = transfers(60);
    const packed = packTransactions(all, { payer: PAYER });
    expect(packed.length).toBeGreaterThan(1);
    for (const { message, bytes } of packed) {
      expect(bytes).toBeLessThanOrEqual(MAX_TRANSACTION_BYTES);
      expect(message.version).toBe('legacy');
      expect(isTransactionMessageWithinSizeLimit(message)).toBe(true);
    }
    expect(packed.flatMap(({ instructions }) => instructions)).toEqual(all);
    expect(packTransactions([], { payer: PAYER })).toEqual([]);
  });

  test('uses the last byte', () => {
    const alone = (bytes: number) => packTransactions([data(bytes)], { payer: PAYER });
    const most = 1_000 + MAX_TRANSACTION_BYTES - (alone(1_000)[0]?.bytes ?? 0);
    expect(alone(most)[0]?.bytes).toBe(MAX_TRANSACTION_BYTES);
    const tooLarge = { code: 'InstructionTooLarge', bytes: MAX_TRANSACTION_BYTES + 1, most: MAX_TRANSACTION_BYTES };
    expect(refusal(() => alone(most + 1))).toEqual({ ...tooLarge, index: 0 });
    const second = () => packTransactions([data(1), data(most + 1)], { payer: PAYER });
    expect(refusal(second)).toEqual({ ...tooLarge, index: 1 });
  });

  test('makes room by tables up to the limit on accounts', () => {
    const all = transfers(50);
    expect(packTransactions(all, { payer: PAYER }).length).toBeGreaterThan(1);
    const packed = packTransactions(all, { payer: PAYER, tables: table(50) });
    expect(packed.map(({ message }) => message.version)).toEqual([0]);
    const accounts = Array.from({ length: MAX_ACCOUNTS }, (_, number) => ({
      address: numbered(number),
      role: AccountRole.WRITABLE,
    }));
    const many = { programAddress: numbered(0), accounts };
    expect(refusal(() => packTransactions([many], { payer: PAYER, tables: table(64) }))).toEqual({
      code: 'InstructionTooExpensive',
      index: 0,
      limit: 'accounts',
    });
  });

  test('gives each transaction a budget of its own', () => {
    const packed = packTransactions(transfers(60), { payer: PAYER, pricePerUnit: 7n });
    for (const { instructions, bytes } of packed) {
      const [limit, price, ...rest] = instructions;
      expect([limit, price]).toEqual(computeBudget(computeUnits(rest), 7n));
      expect(bytes).toBeLessThanOrEqual(MAX_TRANSACTION_BYTES);
    }
    expect(packed.reduce((count, { instructions }) => count + instructions.length - 2, 0)).toBe(60);
  });

  test.each([-1n, 2n ** 64n])('refuses a price of %s', pricePerUnit => {
    expect(() => packTransactions(transfers(1), { payer: PAYER, pricePerUnit })).toThrow(SolanaError);
  });

  test('keeps the limits on compute units and on called instructions', () => {
    // An instruction of an unknown program may use 200,000 units and call 7 others.
    const unknown = Array.from({ length: 7 }, () => data(1));
    expect(computeUnits(unknown)).toBe(MAX_COMPUTE_UNITS);
    expect(packTransactions(unknown, { payer: PAYER })).toHaveLength(1);
    expect(packTransactions([...unknown, data(1)], { payer: PAYER })).toHaveLength(2);
  });

  test('carries a signer that pays', async () => {
    const payer = await generateKeyPairSigner();
    const [packed] = packTransactions(transfers(1, payer.address), { payer });
    expect(packed?.message.feePayer).toBe(payer);
  });
});

describe('lookup tables', () => {
  test('are made and filled by instructions that their authority and payer sign', async () => {
    const addresses = Array.from({ length: 60 }, (_, number) => numbered(number));
    const made = await lookupTable(PAYER, numbered(90), 7n, addresses);
    expect(made.addresses).toEqual(addresses);
    expect(made.instructions).toHaveLength(4);
    const signers = made.instructions.flatMap(({ accounts }) =>
      accounts.filter(({ role }) => role >= AccountRole.READONLY_SIGNER).map(({ address }) => address),
    );
    expect(new Set(signers)).toEqual(new Set([PAYER, numbered(90)]));
    expect(made.instructions.every(({ accounts }) => accounts.every(meta => !('signer' in meta)))).toBe(true);
  });

  test('are used where they save transactions, and only there', async () => {
    const few = await planTransactions(transfers(3), { payer: PAYER }, 7n);
    expect([few.table, few.preparation.length, few.transactions.length]).toEqual([null, 0, 1]);
    // Instructions that name the same many accounts.
    const accounts = Array.from({ length: 30 }, (_, number) => ({
      address: numbered(number),
      role: AccountRole.WRITABLE,
    }));
    const many = Array.from({ length: 24 }, () => ({
      programAddress: numbered(99),
      accounts,
      data: new Uint8Array(20),
    }));
    const plain = packTransactions(many, { payer: PAYER });
    const plan = await planTransactions(many, { payer: PAYER }, 7n);
    expect(plan.table?.addresses).toHaveLength(30);
    expect(plan.preparation.length + plan.transactions.length).toBeLessThan(plain.length);
  });

  test('make instructions possible that do not fit without', async () => {
    const accounts = Array.from({ length: 40 }, (_, number) => ({
      address: numbered(number),
      role: AccountRole.WRITABLE,
    }));
    const large = { programAddress: numbered(99), accounts, data: new Uint8Array(10) };
    expect(refusal(() => packTransactions([large], { payer: PAYER }))).toMatchObject({ code: 'InstructionTooLarge' });
    const plan = await planTransactions([large], { payer: PAYER }, 7n);
    expect(plan.transactions).toHaveLength(1);
    await expect(planTransactions([data(2_000)], { payer: PAYER }, 7n)).rejects.toThrow(ClientError);
  });
});
