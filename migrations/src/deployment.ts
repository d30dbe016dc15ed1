import { createHash } from 'node:crypto';

import {
  type Address,
  fetchEncodedAccount,
  getAddressDecoder,
  type GetAccountInfoApi,
  getOptionDecoder,
  getStructDecoder,
  getU32Decoder,
  getU64Decoder,
  isOffCurveAddress,
  type ReadonlyUint8Array,
  type Rpc,
  unwrapOption,
} from '@solana/kit';
import {
  getProgramDataPda,
  LOADER_V1_PROGRAM_ADDRESS,
  LOADER_V2_PROGRAM_ADDRESS,
  LOADER_V3_PROGRAM_ADDRESS,
  LOADER_V4_PROGRAM_ADDRESS,
} from '@solana-program/program-metadata';
import { SYSTEM_PROGRAM_ADDRESS } from '@solana-program/system';

import { DeployError } from './errors';

/** Bytes of a ProgramData account before the bytecode. */
export const PROGRAM_DATA_HEADER = 45;

const programDecoder = getStructDecoder([
  ['kind', getU32Decoder()],
  ['programData', getAddressDecoder()],
]);
const programDataDecoder = getStructDecoder([
  ['kind', getU32Decoder()],
  ['slot', getU64Decoder()],
  ['authority', getOptionDecoder(getAddressDecoder())],
]);
/** Kinds of accounts of the upgradeable loader. */
const PROGRAM = 2;
const PROGRAM_DATA = 3;

/** What a cluster holds at the program's address. */
export interface Deployment {
  program: Address;
  executable: boolean;
  loader: Address;
  /** What the upgradeable loader keeps of it; nothing where another loader has it. */
  upgradeable?: Upgradeable;
}

export interface Upgradeable {
  programData: Address;
  /** Slot of the last deployment or upgrade. */
  slot: bigint;
  /** Who can replace the bytecode; nobody where it is frozen. */
  authority: Address | null;
  /** The bytecode with the zeros that fill up what is allotted. */
  bytecode: ReadonlyUint8Array;
}

const LOADERS: Record<string, string> = {
  [LOADER_V1_PROGRAM_ADDRESS]: 'the first loader, which cannot upgrade',
  [LOADER_V2_PROGRAM_ADDRESS]: 'the second loader, which cannot upgrade',
  [LOADER_V3_PROGRAM_ADDRESS]: 'the upgradeable loader',
  [LOADER_V4_PROGRAM_ADDRESS]: 'loader v4, whose accounts are laid out otherwise',
};

export function loaderName(loader: Address): string {
  return LOADERS[loader] ?? `${loader}, which is no loader`;
}

/** Reads the program's accounts. */
export async function fetchDeployment(rpc: Rpc<GetAccountInfoApi>, program: Address): Promise<Deployment> {
  const account = await fetchEncodedAccount(rpc, program);
  if (!account.exists) {
    throw new DeployError(
      `The cluster has no program ${program}.`,
      'Deploy it with `solana program deploy target/deploy/mosaic.so --program-id KEYPAIR`, or check --url.',
    );
  }
  const { executable, programAddress: loader } = account;
  if (loader !== LOADER_V3_PROGRAM_ADDRESS) return { program, executable, loader };
  return { program, executable, loader, upgradeable: await fetchProgramData(rpc, program, account.data) };
}

async function fetchProgramData(
  rpc: Rpc<GetAccountInfoApi>,
  program: Address,
  data: ReadonlyUint8Array,
): Promise<Upgradeable> {
  const [address] = await getProgramDataPda(program);
  const notAProgram = new DeployError(
    `${program} belongs to the upgradeable loader but is no program.`,
    'It may be a buffer of a deployment that was not finished.',
  );
  if (data.length < programDecoder.fixedSize) throw notAProgram;
  const { kind, programData } = programDecoder.decode(data);
  if (kind !== PROGRAM || programData !== address) throw notAProgram;
  const account = await fetchEncodedAccount(rpc, address);
  const closed = !account.exists || account.data.length < PROGRAM_DATA_HEADER;
  if (closed || programDataDecoder.decode(account.data).kind !== PROGRAM_DATA) {
    throw new DeployError(`The program ${program} is closed: nobody can call it, nor deploy there again.`);
  }
  const { slot, authority } = programDataDecoder.decode(account.data);
  return {
    programData: address,
    slot,
    authority: unwrapOption(authority),
    bytecode: account.data.slice(PROGRAM_DATA_HEADER),
  };
}

/** Length of bytecode without the zeros that fill it up, as `solana-verify` counts it. */
export function trimmedLength(bytecode: ReadonlyUint8Array): number {
  let length = bytecode.length;
  while (length > 0 && bytecode[length - 1] === 0) length -= 1;
  return length;
}

/** sha256 of bytecode without the zeros that fill it up: what `solana-verify` prints. */
export function bytecodeHash(bytecode: ReadonlyUint8Array): string {
  return createHash('sha256')
    .update(Uint8Array.from(bytecode.slice(0, trimmedLength(bytecode))))
    .digest('hex');
}

/** What kind of address can upgrade the program, as far as the cluster tells. */
export async function describeAuthority(rpc: Rpc<GetAccountInfoApi>, authority: Address): Promise<string> {
  const account = await fetchEncodedAccount(rpc, authority);
  if (account.exists && account.programAddress !== SYSTEM_PROGRAM_ADDRESS) {
    return `an account of the program ${account.programAddress}, which says who signs for it`;
  }
  return isOffCurveAddress(authority)
    ? 'an address that only a program signs for, such as the vault of a multisig'
    : 'a single key';
}
