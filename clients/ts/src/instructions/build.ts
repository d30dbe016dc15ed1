/** What the builders share: signatories, and accounts that may be left out. */
import {
  type AccountMeta,
  type AccountSignerMeta,
  type Address,
  type Instruction,
  type InstructionWithAccounts,
  type InstructionWithData,
  type ReadonlyUint8Array,
  type TransactionSigner,
  createNoopSigner,
  upgradeRoleToSigner,
} from '@solana/kit';
import { type Signatory, signatoryAddress } from '../signatory.ts';

/** An instruction with its accounts and data. */
export type BuiltInstruction = Instruction &
  InstructionWithAccounts<readonly (AccountMeta | AccountSignerMeta)[]> &
  InstructionWithData<ReadonlyUint8Array>;

const STAND_IN: unique symbol = Symbol('signs nothing');
type StandIn = TransactionSigner & { readonly [STAND_IN]: true };

/** A signer for generated builders, which take nothing else; {@link built} takes stand-ins for addresses out again. */
export function asSigner(signatory: Signatory): TransactionSigner {
  if (typeof signatory !== 'string') return signatory;
  const standIn: StandIn = { ...createNoopSigner(signatory), [STAND_IN]: true };
  return standIn;
}

/** What a generated builder made of {@link asSigner}s. */
export function built(instruction: BuiltInstruction): BuiltInstruction {
  const accounts = instruction.accounts.map(meta =>
    hasStandIn(meta) ? { address: meta.address, role: meta.role } : meta,
  );
  return { ...instruction, accounts };
}

function hasStandIn(meta: AccountMeta | AccountSignerMeta): boolean {
  const { signer } = meta as Partial<AccountSignerMeta>;
  return signer !== undefined && STAND_IN in signer;
}

/** Asks for the signature of a payee who may but need not sign. */
export function signedBy(instruction: BuiltInstruction, payee: Signatory, signed: boolean): BuiltInstruction {
  if (!signed) return instruction;
  const address = signatoryAddress(payee);
  const signer = typeof payee === 'string' ? {} : { signer: payee };
  const accounts = instruction.accounts.map(meta =>
    meta.address === address ? { ...meta, role: upgradeRoleToSigner(meta.role), ...signer } : meta,
  );
  return { ...instruction, accounts };
}

/** Of the accounts that an instruction may be given, those that are there. */
export function given<T extends Readonly<Record<string, Address | null>>>(
  accounts: T | null,
): { [Name in keyof T]?: NonNullable<T[Name]> } {
  const present = Object.entries(accounts ?? {}).filter(([, address]) => address !== null);
  return Object.fromEntries(present) as { [Name in keyof T]?: NonNullable<T[Name]> };
}
