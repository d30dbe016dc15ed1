import { createHash } from 'node:crypto';

import {
  type Account,
  type Address,
  createKeyPairSignerFromPrivateKeyBytes,
  createSignableMessage,
  fetchEncodedAccount,
  type KeyPairSigner,
  parallelInstructionPlan,
  type ReadonlyUint8Array,
  singleInstructionPlan,
  unwrapOption,
} from '@solana/kit';
import {
  AccountDiscriminator,
  type Buffer as MetadataBuffer,
  decodeBuffer,
  getCreateBufferInstructionPlan,
  getSetAuthorityInstruction,
  getWriteInstruction,
  PROGRAM_METADATA_PROGRAM_ADDRESS,
} from '@solana-program/program-metadata';

import type { Cluster } from './cluster';
import { DeployError } from './errors';

/** Bytes of one write, which leaves room for the rest of a transaction of 1232 bytes. */
const PAGE = 900;

/**
 * Key of the buffer for these data. It follows from a signature of the wallet, so that a later run finds the buffer of one that was
 * interrupted, and nobody else can make its key.
 */
export async function bufferSigner(wallet: KeyPairSigner, program: Address, data: ReadonlyUint8Array) {
  const digest = createHash('sha256').update(Uint8Array.from(data)).digest('hex');
  const message = createSignableMessage(`mosaic: buffer of metadata of ${program}, sha256 ${digest}`);
  const [signatures] = await wallet.signMessages([message]);
  const signature = signatures?.[wallet.address];
  if (!signature) throw new DeployError(`${wallet.address} did not sign.`);
  return createKeyPairSignerFromPrivateKeyBytes(createHash('sha256').update(signature).digest());
}

async function fetchBuffer(cluster: Cluster, address: Address): Promise<Account<MetadataBuffer> | undefined> {
  const account = await fetchEncodedAccount(cluster.rpc, address);
  if (!account.exists) return undefined;
  const isBuffer = account.data[0] === AccountDiscriminator.Buffer;
  if (account.programAddress === PROGRAM_METADATA_PROGRAM_ADDRESS && isBuffer) return decodeBuffer(account);
  throw new DeployError(`The account ${address} was to be a buffer but is something else.`);
}

/** Offsets of the pages of `data` that the buffer does not hold yet. */
export function missingPages(held: ReadonlyUint8Array, data: ReadonlyUint8Array): number[] {
  const offsets: number[] = [];
  for (let offset = 0; offset < data.length; offset += PAGE) {
    const page = data.slice(offset, offset + PAGE);
    if (page.some((byte, index) => held[offset + index] !== byte)) offsets.push(offset);
  }
  return offsets;
}

async function fill(
  cluster: Cluster,
  wallet: KeyPairSigner,
  buffer: Address,
  offsets: number[],
  data: ReadonlyUint8Array,
) {
  const writes = offsets.map(offset =>
    getWriteInstruction({ buffer, authority: wallet, offset, data: data.slice(offset, offset + PAGE) }),
  );
  await cluster.sendTransactions(parallelInstructionPlan(writes));
}

/**
 * Puts `data` into a buffer account that `owner` manages, reads them back, and returns its address. Goes on where an earlier run stopped. The wallet pays
 * and writes; it hands the buffer over only once it is complete, so that nobody can change what `owner` will sign for.
 */
export async function stageBuffer(
  cluster: Cluster,
  wallet: KeyPairSigner,
  owner: Address,
  program: Address,
  data: ReadonlyUint8Array,
): Promise<Address> {
  const newBuffer = await bufferSigner(wallet, program, data);
  const { address } = newBuffer;
  let buffer = await fetchBuffer(cluster, address);
  if (!buffer) {
    await cluster.sendTransactions(
      await getCreateBufferInstructionPlan(cluster, { newBuffer, authority: wallet, payer: wallet, data }),
    );
    buffer = await fetchBuffer(cluster, address);
  }
  const missing = missingPages(buffer?.data.data ?? new Uint8Array(), data);
  if (missing.length > 0) {
    await fill(cluster, wallet, address, missing, data);
    buffer = await fetchBuffer(cluster, address);
  }
  if (!buffer || buffer.data.data.length !== data.length || missingPages(buffer.data.data, data).length > 0) {
    throw new DeployError(`The buffer ${address} does not hold what was written.`, 'Run the script again.');
  }
  if (unwrapOption(buffer.data.authority) !== owner) {
    const handOver = getSetAuthorityInstruction({ account: address, authority: wallet, newAuthority: owner });
    await cluster.sendTransactions(singleInstructionPlan(handOver));
  }
  return address;
}
