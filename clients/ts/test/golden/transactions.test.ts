import {
  type Address,
  type AddressesByLookupTableAddress,
  type Blockhash,
  type Instruction,
  type ReadonlyUint8Array,
  compileTransactionMessage,
  decompileTransactionMessage,
  getCompiledTransactionMessageDecoder,
  getCompiledTransactionMessageEncoder,
  setTransactionMessageLifetimeUsingBlockhash,
} from '@solana/kit';
import { describe, expect, test } from 'vitest';

import { ClientError } from '../../src/errors/client.ts';
import {
  type PackedTransaction,
  ceiling,
  closeTable,
  computeUnits,
  deactivateTable,
  packTransactions,
  planTransactions,
} from '../../src/transactions/index.ts';
import { vectors } from './vectors.ts';

type Packed = { bytes: number; count: number; message: Uint8Array };
type Table = { key: Address; addresses: Address[] };
type Refusal = { error: { __kind: string }; message: string };
type Plan = {
  table: {
    account: Table;
    instructions: Instruction[];
    deactivate: Instruction;
    recipient: Address;
    close: Instruction;
  } | null;
  preparation: Packed[];
  transactions: Packed[];
};
type Vector = {
  name: string;
  payer: Address;
  instructions: Instruction[];
  computeUnits: number;
  packings: ({ tables: Table[]; pricePerUnit: bigint | null } & ({ packed: Packed[] } | Refusal))[];
  plan: { pricePerUnit: bigint; recentSlot: bigint } & (Plan | Refusal);
};

const { vectors: VECTORS, ceilings: CEILINGS } = vectors<{
  vectors: Vector[];
  ceilings: { instruction: Instruction; units: number; calls: number }[];
}>('transactions.json');

/** That of messages which have no blockhash yet. */
const NO_BLOCKHASH = { blockhash: '1'.repeat(32) as Blockhash, lastValidBlockHeight: 0n };

function addressesOf(tables: readonly Table[]): AddressesByLookupTableAddress {
  return Object.fromEntries(tables.map(({ key, addresses }) => [key, addresses]));
}

/** What a message says. The order of its accounts is not compared: kit sorts them by their text, Rust by their bytes. */
function contentOf(message: ReadonlyUint8Array, tables: AddressesByLookupTableAddress) {
  const compiled = getCompiledTransactionMessageDecoder().decode(message);
  const { feePayer, instructions, version } = decompileTransactionMessage(compiled, {
    addressesByLookupTableAddress: tables,
  });
  return { feePayer, instructions, version, length: message.length };
}

function asPacked({ message, bytes, instructions }: PackedTransaction, tables: AddressesByLookupTableAddress) {
  const dated = setTransactionMessageLifetimeUsingBlockhash(NO_BLOCKHASH, message);
  const encoded = getCompiledTransactionMessageEncoder().encode(compileTransactionMessage(dated));
  return { bytes, count: instructions.length, message: contentOf(encoded, tables) };
}

function expectPacked(
  packed: readonly PackedTransaction[],
  wanted: readonly Packed[],
  tables: AddressesByLookupTableAddress,
): void {
  const read = wanted.map(({ message, ...rest }) => ({ ...rest, message: contentOf(message, tables) }));
  expect(packed.map(transaction => asPacked(transaction, tables))).toEqual(read);
}

function refusalOf(error: unknown): Refusal {
  if (!(error instanceof ClientError)) throw error;
  const { code, ...fields } = error.detail;
  return { error: { __kind: code, ...fields }, message: error.message };
}

describe.each(VECTORS)('$name', ({ payer, instructions, computeUnits: units, packings, plan }) => {
  test.each(packings)(
    'is packed as by the Rust client, at price $pricePerUnit',
    ({ tables, pricePerUnit, ...wanted }) => {
      const addresses = addressesOf(tables);
      const pack = () => packTransactions(instructions, { payer, tables: addresses, pricePerUnit });
      if ('packed' in wanted) {
        expectPacked(pack(), wanted.packed, addresses);
        return;
      }
      let thrown: unknown;
      try {
        pack();
      } catch (error) {
        thrown = error;
      }
      expect(refusalOf(thrown)).toEqual(wanted);
    },
  );

  test('is planned as by the Rust client', async () => {
    const { pricePerUnit, recentSlot, ...wanted } = plan;
    const planned = planTransactions(instructions, { payer, pricePerUnit }, recentSlot);
    if ('error' in wanted) {
      expect(refusalOf(await planned.catch((error: unknown) => error))).toEqual(wanted);
      return;
    }
    const { table, preparation, transactions } = await planned;
    expect(table && { key: table.address, addresses: table.addresses }).toEqual(wanted.table?.account ?? null);
    if (table && wanted.table) {
      expect(table.instructions).toEqual(wanted.table.instructions);
      expect(deactivateTable(table)).toEqual(wanted.table.deactivate);
      expect(closeTable(table, wanted.table.recipient)).toEqual(wanted.table.close);
    }
    expectPacked(preparation, wanted.preparation, {});
    expectPacked(transactions, wanted.transactions, wanted.table ? addressesOf([wanted.table.account]) : {});
  });

  test('uses as many compute units as in the Rust client', () => {
    expect(computeUnits(instructions)).toBe(units);
  });
});

test.each(CEILINGS)('an instruction uses at most $units compute units in $calls calls', ({ instruction, ...most }) => {
  expect(ceiling(instruction)).toEqual(most);
});
