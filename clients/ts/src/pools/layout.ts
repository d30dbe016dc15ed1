/** Accounts and instructions of other programs, by their bytes. */
import {
  type AccountMeta,
  AccountRole,
  type Address,
  type ReadonlyUint8Array,
  getAddressDecoder,
  getU64Decoder,
  getU64Encoder,
} from '@solana/kit';
import type { BuiltInstruction } from '../instructions/build.ts';
import { type Signatory, signatoryAddress } from '../signatory.ts';

/** An address at this place of an account's data. */
export function addressAt(data: ReadonlyUint8Array, at: number): Address {
  return getAddressDecoder().decode(data, at);
}

/** A number of 64 bits at this place of an account's data. */
export function u64At(data: ReadonlyUint8Array, at: number): bigint {
  return getU64Decoder().decode(data, at);
}

/** Whether the data begins with these bytes. */
export function startsWith(data: ReadonlyUint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, place) => data[place] === byte);
}

/** The data of an instruction: what names it, and numbers. */
export function dataOf(name: readonly number[], numbers: readonly bigint[]): Uint8Array {
  return Uint8Array.from([...name, ...numbers.flatMap(number => [...getU64Encoder().encode(number)])]);
}

/** An account that is read. */
export function read(address: Address): AccountMeta {
  return { address, role: AccountRole.READONLY };
}

/** An account that is written. */
export function written(address: Address): AccountMeta {
  return { address, role: AccountRole.WRITABLE };
}

/** Who signs, and whether its own account is written. */
export function signing(signatory: Signatory, writes: boolean): BuiltInstruction['accounts'][number] {
  const role = writes ? AccountRole.WRITABLE_SIGNER : AccountRole.READONLY_SIGNER;
  const address = signatoryAddress(signatory);
  return typeof signatory === 'string' ? { address, role } : { address, role, signer: signatory };
}
