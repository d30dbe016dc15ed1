/** A network of given accounts, for reading and searching. */

import {
  type Address,
  type GetMultipleAccountsApi,
  type GetProgramAccountsApi,
  type ReadonlyUint8Array,
  type Rpc,
  createSolanaRpcFromTransport,
  getBase58Encoder,
  getBase64Decoder,
} from '@solana/kit';
import { SYSTEM_PROGRAM_ADDRESS } from '@solana-program/system';
import { TOKEN_PROGRAM_ADDRESS, getMintEncoder } from '@solana-program/token';
import { SYSVAR_CLOCK_ADDRESS, getSysvarClockEncoder } from '@solana/sysvars';

import type { AccountInfo, AccountReader } from '../../src/reader.ts';

/** Accounts by address, to which tests add. */
export type Network = Map<Address, AccountInfo>;

/** An account of a program. */
export function owned(owner: Address, data: ReadonlyUint8Array = new Uint8Array(), lamports = 1n): AccountInfo {
  return { owner, data, lamports };
}

/** A network on which it is this time (Unix seconds), with nothing else on it. */
export function network(now: bigint): Network {
  const clock = { slot: 1n, epochStartTimestamp: 0n, epoch: 0n, leaderScheduleEpoch: 0n, unixTimestamp: now };
  const data = getSysvarClockEncoder().encode(
    clock as Parameters<ReturnType<typeof getSysvarClockEncoder>['encode']>[0],
  );
  return new Map([[SYSVAR_CLOCK_ADDRESS, owned(SYSTEM_PROGRAM_ADDRESS, data)]]);
}

/** A classic mint. */
export function mint(supply: bigint, decimals: number, authority: Address | null = null): AccountInfo {
  const data = { mintAuthority: authority, supply, decimals, isInitialized: true, freezeAuthority: authority };
  return owned(TOKEN_PROGRAM_ADDRESS, getMintEncoder().encode(data));
}

/** A reader of the network. */
export function reader(network: Network): AccountReader {
  return { read: async addresses => addresses.map(address => network.get(address) ?? null) };
}

type Filter = { dataSize?: number; memcmp?: { offset: number; bytes: string } };
type Config = { filters?: Filter[] };

/** An RPC of the network, and the methods and numbers of addresses that were asked of it. */
export function rpcOf(network: Network): {
  rpc: Rpc<GetMultipleAccountsApi & GetProgramAccountsApi>;
  asked: [method: string, addresses: number][];
} {
  const asked: [string, number][] = [];
  const rpc = createSolanaRpcFromTransport(async <T>({ payload }: { payload: unknown }) => {
    const { id, method, params } = payload as { id: string; method: string; params: [string[] | string, Config] };
    const [about, { filters = [] }] = params;
    asked.push([method, about.length]);
    const result =
      typeof about === 'string'
        ? search(network, about as Address, filters)
        : { context: { slot: 1 }, value: (about as Address[]).map(address => encoded(network.get(address))) };
    return { jsonrpc: '2.0', id, result } as T;
  });
  return { rpc, asked };
}

function search(network: Network, program: Address, filters: readonly Filter[]) {
  const found = [...network].filter(([, { owner, data }]) => {
    return owner === program && filters.every(filter => holds(filter, data));
  });
  return found.map(([pubkey, account]) => ({ pubkey, account: encoded(account) }));
}

function holds({ dataSize, memcmp }: Filter, data: ReadonlyUint8Array): boolean {
  if (dataSize !== undefined && data.length !== dataSize) return false;
  if (!memcmp) return true;
  return getBase58Encoder()
    .encode(memcmp.bytes)
    .every((byte, index) => data[memcmp.offset + index] === byte);
}

function encoded(account: AccountInfo | undefined) {
  if (!account) return null;
  const { owner, lamports, data } = account;
  const base64 = [getBase64Decoder().decode(data), 'base64'];
  return { owner, lamports, data: base64, executable: false, space: data.length, rentEpoch: 0 };
}
