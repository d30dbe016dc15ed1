/** Address lookup tables, for vaults with many NFTs. */

import { type Address, type AddressesByLookupTableAddress, type Instruction, isSignerRole } from '@solana/kit';
import {
  findAddressLookupTablePda,
  getCloseLookupTableInstruction,
  getCreateLookupTableInstruction,
  getDeactivateLookupTableInstruction,
  getExtendLookupTableInstruction,
} from '@solana-program/address-lookup-table';

import { compareAddresses } from '../addresses.ts';
import { type BuiltInstruction, asSigner, built } from '../instructions/build.ts';
import { type Signatory, signatoryAddress } from '../signatory.ts';
import { type PackedTransaction, type Packing, packTransactions } from './packing.ts';

/** Addresses added by one instruction: as many as fit a transaction with the instruction that makes the table. */
const ADDRESSES_AT_ONCE = 25;
/** Most addresses of a table. */
const MAX_ADDRESSES = 256;

/** A lookup table to be made. */
export type LookupTable = {
  /** Its address. */
  address: Address;
  /** Its content. Usable from the slot after its last instruction landed. */
  addresses: readonly Address[];
  /** Who may extend, deactivate and close it. */
  authority: Signatory;
  /** What makes and fills it. */
  instructions: readonly BuiltInstruction[];
};

/**
 * A lookup table of these addresses, of which the first 256 fit. `recentSlot` is one of the last 150 or so that have a
 * block; the table's address follows from it. The payer pays and, like the authority, signs.
 */
export async function lookupTable(
  authority: Signatory,
  payer: Signatory,
  recentSlot: bigint,
  addresses: readonly Address[],
): Promise<LookupTable> {
  const content = addresses.slice(0, MAX_ADDRESSES);
  const pda = await findAddressLookupTablePda({ authority: signatoryAddress(authority), recentSlot });
  const [address] = pda;
  const create = getCreateLookupTableInstruction({
    address: pda,
    authority: signatoryAddress(authority),
    payer: asSigner(payer),
    recentSlot,
  });
  const instructions = [plain(create)];
  for (let start = 0; start < content.length; start += ADDRESSES_AT_ONCE) {
    const some = content.slice(start, start + ADDRESSES_AT_ONCE);
    const signatories = { authority: asSigner(authority), payer: asSigner(payer) };
    instructions.push(plain(getExtendLookupTableInstruction({ address, ...signatories, addresses: some })));
  }
  return { address, addresses: content, authority, instructions };
}

/** A built instruction without what the library says of the rent it takes. */
function plain(instruction: BuiltInstruction): BuiltInstruction {
  const { programAddress, accounts, data } = built(instruction);
  return { programAddress, accounts, data };
}

/** The first step to get a table's rent back; its authority signs. */
export function deactivateTable({ address, authority }: Pick<LookupTable, 'address' | 'authority'>): BuiltInstruction {
  return built(getDeactivateLookupTableInstruction({ address, authority: asSigner(authority) }));
}

/** The second step, some 513 slots after the first: the rent goes to `recipient`; the table's authority signs. */
export function closeTable(
  { address, authority }: Pick<LookupTable, 'address' | 'authority'>,
  recipient: Address,
): BuiltInstruction {
  return built(getCloseLookupTableInstruction({ address, authority: asSigner(authority), recipient }));
}

/** Transactions, with the table they need if one saves transactions. */
export type Plan = {
  /** The table. */
  table: LookupTable | null;
  /** What makes the table; lands first, a slot before the rest. */
  preparation: readonly PackedTransaction[];
  /** The instructions themselves. */
  transactions: readonly PackedTransaction[];
};

/**
 * The way that takes the fewest transactions: these instructions as they are, or with a lookup table of their accounts,
 * all or only those that several instructions share; the transactions that make the table are counted too. The payer is
 * the table's authority. `recentSlot` is as for {@link lookupTable}.
 *
 * @throws {ClientError} InstructionTooLarge, InstructionTooExpensive if one alone does not fit
 */
export async function planTransactions(
  instructions: readonly Instruction[],
  packing: Packing,
  recentSlot: bigint,
): Promise<Plan> {
  const plain = attempt(() => packTransactions(instructions, packing));
  let best: Plan | null = plain.packed && { table: null, preparation: [], transactions: plain.packed };
  for (const least of [2, 1]) {
    const other = await planWith(addressesOf(instructions, least), instructions, packing, recentSlot);
    if (other !== null && (best === null || lengthOf(other) < lengthOf(best))) best = other;
  }
  if (best === null) throw plain.error;
  return best;
}

/** The plan with a table of these addresses; null if the instructions do not fit even so. */
async function planWith(
  addresses: readonly Address[],
  instructions: readonly Instruction[],
  packing: Packing,
  recentSlot: bigint,
): Promise<Plan | null> {
  const table = await lookupTable(packing.payer, packing.payer, recentSlot, addresses);
  const preparation = packTransactions(table.instructions, { ...packing, tables: {} });
  const tables: AddressesByLookupTableAddress = { ...packing.tables, [table.address]: [...table.addresses] };
  const { packed } = attempt(() => packTransactions(instructions, { ...packing, tables }));
  return packed && { table, preparation, transactions: packed };
}

function attempt(pack: () => PackedTransaction[]): { packed: PackedTransaction[] | null; error: unknown } {
  try {
    return { packed: pack(), error: null };
  } catch (error) {
    return { packed: null, error };
  }
}

function lengthOf({ preparation, transactions }: Plan): number {
  return preparation.length + transactions.length;
}

/** The accounts that a table can hold, neither signers nor programs called, if at least so many instructions name them. */
function addressesOf(instructions: readonly Instruction[], least: number): Address[] {
  const metas = instructions.flatMap(instruction => instruction.accounts ?? []);
  const excluded = new Set<Address>([
    ...metas.filter(meta => isSignerRole(meta.role)).map(meta => meta.address),
    ...instructions.map(instruction => instruction.programAddress),
  ]);
  const times = new Map<Address, number>();
  for (const { accounts = [] } of instructions) {
    for (const address of new Set(accounts.map(meta => meta.address))) {
      if (!excluded.has(address)) times.set(address, (times.get(address) ?? 0) + 1);
    }
  }
  const shared = [...times].filter(([, count]) => count >= least).map(([address]) => address);
  return shared.sort(compareAddresses);
}
