/** The walk-through of README.md, and what only a node shows, on a local network: `npm run test:localnet`. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type Address, createClient, createKeyPairSignerFromBytes } from '@solana/kit';
import { solanaRpc } from '@solana/kit-plugin-rpc';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { explain, mosaic, rules } from '../src/index.ts';

const ROOT = join(import.meta.dirname, '../../..');
/** The command, built with `cargo build --package mosaic-cli`; the variable names another one. */
const MOSAIC = process.env['MOSAIC'] ?? join(ROOT, 'target/debug/mosaic');
/** The first start of a local network builds its engine. */
const START_MS = 40 * 60_000;
const USDC = 1_000_000n;

/** What this reads of localnet.json. */
type Localnet = {
  rpcUrl: string;
  wsUrl: string;
  wallets: Record<'owner' | 'ana' | 'ben', { address: Address; keypair: string }>;
  mints: { usdc: { address: Address } };
  nfts: Record<'programmable', { mint: Address }>;
};

const folder = mkdtempSync(join(tmpdir(), 'mosaic-client-'));
let child: ChildProcess;
let localnet: Localnet;

async function freePort(): Promise<string> {
  const server = createServer();
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise(closed => server.close(closed));
  return String(port);
}

/** Resolves with the network's description, which it prints when it is ready. */
function whenReady(network: ChildProcess): Promise<Localnet> {
  let printed = '';
  return new Promise((ready, failed) => {
    network.on('error', failed);
    network.on('exit', code => failed(new Error(`mosaic localnet ended with ${code}`)));
    network.stdout?.on('data', chunk => {
      printed += String(chunk);
      if (printed.trimEnd().endsWith('\n}')) ready(JSON.parse(printed) as Localnet);
    });
  });
}

async function clientOf(name: keyof Localnet['wallets']) {
  const bytes = JSON.parse(readFileSync(localnet.wallets[name].keypair, 'utf8')) as number[];
  const payer = await createKeyPairSignerFromBytes(new Uint8Array(bytes));
  const { rpcUrl, wsUrl: rpcSubscriptionsUrl } = localnet;
  return createClient({ payer }).use(solanaRpc({ rpcUrl, rpcSubscriptionsUrl })).use(mosaic());
}

beforeAll(async () => {
  if (!existsSync(MOSAIC)) throw new Error(`${MOSAIC} is missing: build it with cargo build --package mosaic-cli`);
  const ports = ['--port', await freePort(), '--ws-port', await freePort()];
  const args = ['localnet', ...ports, '--dir', folder, '--json', '--empty'];
  child = spawn(MOSAIC, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  localnet = await whenReady(child);
}, START_MS);

afterAll(async () => {
  child.removeAllListeners('exit');
  if (child.exitCode === null) {
    const ended = new Promise(exit => child.once('exit', exit));
    child.kill('SIGTERM');
    await ended;
  }
  rmSync(folder, { recursive: true });
});

describe('on a local network', () => {
  test('what a node refuses is explained, and a vault is watched meanwhile', async () => {
    const [owner, ana, ben] = await Promise.all([clientOf('owner'), clientOf('ana'), clientOf('ben')]);
    const opening = await owner.mosaic.actions.openVault({
      creator: owner.payer,
      id: await owner.mosaic.actions.freeVaultId(owner.payer.address),
      quoteMint: localnet.mints.usdc.address,
      supply: 10_000n * USDC,
      decimals: 6,
      terms: rules.terms.withOpeningPrice(1_000n * USDC),
      nfts: [{ mint: localnet.nfts.programmable.mint }],
    });
    await owner.mosaic.send(opening);
    const { vault } = opening.quote;

    const controller = new AbortController();
    const updates = ana.mosaic.watch(vault, { abortSignal: controller.signal });
    expect((await updates.next()).value).toMatchObject({ kind: 'View', view: { status: 'Active' } });
    const bids = [ana, ben].map(({ mosaic, payer }) =>
      mosaic.actions.bid({ vault, bidder: payer, price: 1_000n * USDC }),
    );
    const [first, late] = await Promise.all(bids);
    if (first) await ana.mosaic.send(first, { pricePerUnit: 1_000n });
    const kinds = [await updates.next(), await updates.next()].map(({ value }) => value?.kind).sort();
    expect(kinds).toEqual(['Event', 'View']);
    controller.abort();
    expect((await updates.next()).done).toBe(true);

    const refused = await (late ? ben.mosaic.send(late) : null)?.catch((error: unknown) => error);
    expect(refused).toMatchObject({ name: 'SendError', explanation: { name: 'BidBelowStep' } });
    expect((refused as Error).cause).toSatisfy(cause => explain(cause)?.name === 'BidBelowStep');
  });

  test('the walk-through of README.md does what it says', () => {
    const tsx = join(import.meta.dirname, '../node_modules/.bin/tsx');
    const example = join(import.meta.dirname, '../examples/localnet.ts');
    const said = execFileSync(tsx, [example, folder], { encoding: 'utf8', cwd: join(import.meta.dirname, '..') });
    expect(said.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^opened \w+$/),
      expect.stringMatching(/^dan pays 1000000000, and \d+ lamports of rent; the auction ends at \d+$/),
      // Royalties of 5 %, no fee of the curator.
      'dan has the NFT, owner 950000000 USDC units',
      'BidPlaced, VaultSold',
    ]);
  });
});
