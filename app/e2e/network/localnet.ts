/** A local network of a test file's own, reached by cables. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type Rpc, type SolanaRpcApi, createSolanaRpc } from '@solana/kit';

import { type Cable, layCable } from './cable.ts';
import type { Description, WalletName } from './description.ts';
import { freePort } from './port.ts';

const ROOT = join(import.meta.dirname, '../../..');
/** The command, built with `cargo build --package mosaic-cli`; the variable names another one. */
const MOSAIC = process.env['MOSAIC'] ?? join(ROOT, 'target/debug/mosaic');

export type Localnet = Description & {
  /** Where the browser reaches the network. */
  readonly outside: { readonly url: string; readonly wsUrl: string };
  /** The tests' own way to the network, which is never cut. */
  readonly rpc: Rpc<SolanaRpcApi>;
  /** The 64 bytes of a wallet's key file. */
  readonly keyOf: (wallet: WalletName) => Promise<Uint8Array>;
  /** Calls what only a local network has, such as moving its clock. */
  readonly cheat: (method: string, params: readonly unknown[]) => Promise<void>;
  readonly cut: () => Promise<void>;
  readonly mend: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** The description, which the command prints when the network is ready. */
function whenReady(child: ChildProcess): Promise<Description> {
  let printed = '';
  return new Promise((ready, failed) => {
    child.on('error', failed);
    child.on('exit', code => failed(new Error(`mosaic localnet ended with ${code}`)));
    child.stdout?.on('data', chunk => {
      printed += String(chunk);
      if (printed.trimEnd().endsWith('\n}')) ready(JSON.parse(printed) as Description);
    });
  });
}

async function end(child: ChildProcess): Promise<void> {
  child.removeAllListeners('exit');
  if (child.exitCode !== null) return;
  const ended = new Promise(exit => child.once('exit', exit));
  child.kill('SIGTERM');
  await ended;
}

async function callCheat(url: string, method: string, params: readonly unknown[]): Promise<void> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  const { error } = (await response.json()) as { error?: { message: string } };
  if (error) throw new Error(`${method}: ${error.message}`);
}

/** Starts a network with its sample vaults, in a folder and on ports of its own. */
export async function startLocalnet(): Promise<Localnet> {
  if (!existsSync(MOSAIC)) throw new Error(`${MOSAIC} is missing: build it with cargo build --package mosaic-cli`);
  const folder = await mkdtemp(join(tmpdir(), 'mosaic-app-localnet-'));
  const [rpcPort, wsPort] = [await freePort(), await freePort()];
  const args = ['localnet', '--port', String(rpcPort), '--ws-port', String(wsPort), '--dir', folder, '--json'];
  const child = spawn(MOSAIC, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  const description = await whenReady(child);

  const cables: readonly Cable[] = [
    await layCable(await freePort(), rpcPort),
    await layCable(await freePort(), wsPort),
  ];
  const [rpcCable, wsCable] = cables as [Cable, Cable];
  return {
    ...description,
    outside: { url: `http://127.0.0.1:${rpcCable.port}`, wsUrl: `ws://127.0.0.1:${wsCable.port}` },
    rpc: createSolanaRpc(description.rpcUrl),
    keyOf: async wallet =>
      new Uint8Array(JSON.parse(await readFile(description.wallets[wallet].keypair, 'utf8')) as number[]),
    cheat: (method, params) => callCheat(description.rpcUrl, method, params),
    cut: async () => void (await Promise.all(cables.map(cable => cable.cut()))),
    mend: async () => void (await Promise.all(cables.map(cable => cable.mend()))),
    stop: async () => {
      await Promise.all(cables.map(cable => cable.cut()));
      await end(child);
      await rm(folder, { recursive: true });
    },
  };
}

/** The network's time, in Unix seconds. */
export async function timeOf({ rpc }: Localnet): Promise<bigint> {
  const slot = await rpc.getSlot().send();
  return BigInt((await rpc.getBlockTime(slot).send()) ?? 0);
}

/** Moves the network's clock to `time`, in Unix seconds: forward only. */
export function travelTo({ cheat }: Localnet, time: bigint): Promise<void> {
  return cheat('surfnet_timeTravel', [{ absoluteTimestamp: Number(time) * 1_000 }]);
}
