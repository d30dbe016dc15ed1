import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { address, singleInstructionPlan } from '@solana/kit';
import { getSetAuthorityInstruction } from '@solana-program/loader-v3';
import { getProgramDataPda } from '@solana-program/program-metadata';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { connect } from '../src/cluster';
import type { Line } from '../src/report';
import { readKeypair } from '../src/sources';
import { deploy, type Ended, execute, ROOT } from './process';

/** The command, built with `cargo build --package mosaic-cli`; the variable names another one. */
const MOSAIC = process.env.MOSAIC ?? join(ROOT, 'target/debug/mosaic');
/** The first start of a local network builds its engine. */
const START = 40 * 60_000;

/** What this reads of localnet.json. */
interface Localnet {
  rpcUrl: string;
  wsUrl: string;
  program: string;
  wallets: Record<'ana' | 'deployer', { address: string; keypair: string }>;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise(closed => server.close(closed));
  return port;
}

/** The network's description, which it prints when it is ready. */
function whenReady(child: ChildProcess): Promise<Localnet> {
  let stdout = '';
  return new Promise((ready, failed) => {
    child.on('error', failed);
    child.on('exit', code => failed(new Error(`mosaic localnet ended with ${code}`)));
    child.stdout?.on('data', chunk => {
      stdout += String(chunk);
      try {
        ready(JSON.parse(stdout) as Localnet);
      } catch {
        // The rest is still to come.
      }
    });
  });
}

const folder = mkdtempSync(join(tmpdir(), 'mosaic-localnet-'));
let child: ChildProcess;
let localnet: Localnet;

beforeAll(async () => {
  if (!existsSync(MOSAIC)) throw new Error(`${MOSAIC} is missing: build it with cargo build --package mosaic-cli`);
  const ports = ['--port', String(await freePort()), '--ws-port', String(await freePort())];
  const args = ['localnet', ...ports, '--dir', folder, '--json', '--empty'];
  child = spawn(MOSAIC, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  localnet = await whenReady(child);
}, START);

afterAll(async () => {
  child.removeAllListeners('exit');
  if (child.exitCode === null) {
    const ended = new Promise(exit => child.once('exit', exit));
    child.kill('SIGTERM');
    await ended;
  }
  rmSync(folder, { recursive: true });
});

const here = (...args: string[]) => deploy('--url', localnet.rpcUrl, '--ws-url', localnet.wsUrl, ...args);
const as = (name: 'ana' | 'deployer') => ['--keypair', localnet.wallets[name].keypair];

function statuses({ stdout }: Ended): Record<string, string> {
  const { lines } = JSON.parse(stdout) as { lines: Line[] };
  return Object.fromEntries(lines.map(({ name, status }) => [name, status]));
}

const AS_IT_SHOULD_BE = {
  'program id': 'ok',
  program: 'ok',
  authority: 'ok',
  bytecode: 'ok',
  size: 'ok',
  idl: 'skipped',
  'security.txt': 'skipped',
};

describe('the deployment on a local network', () => {
  test('is that of this source, upgradeable by its deployer, and has nowhere to publish to', async () => {
    const found = await here(...as('deployer'), '--json');
    expect(found).toMatchObject({ code: 0, stderr: '' });
    expect(statuses(found)).toEqual(AS_IT_SHOULD_BE);
    expect(found.stdout).toContain('The cluster has no Program Metadata program');
  });

  test('is left as it is by any number of runs', async () => {
    const first = await here(...as('deployer'));
    expect(first.code).toBe(0);
    expect(await here(...as('deployer'))).toEqual(first);
    expect(first.stdout).toMatch(/\nNothing differs, nothing was written\.\n$/);
  });

  test('is checked without a wallet', async () => {
    expect(statuses(await here('--check', '--json'))).toEqual({ ...AS_IT_SHOULD_BE, authority: 'skipped' });
    const expected = ['--authority', localnet.wallets.deployer.address];
    expect(statuses(await here('--check', '--json', ...expected))).toEqual(AS_IT_SHOULD_BE);
  });

  test.each([
    ['a wallet that cannot upgrade it', () => as('ana'), 'authority'],
    ['nobody to upgrade it', () => ['--check', '--frozen'], 'authority'],
    ['other bytecode', () => ['--check', '--hash', '0'.repeat(64)], 'bytecode'],
    ['the bytecode of another file', () => ['--check', '--so', join(ROOT, 'Cargo.toml')], 'bytecode'],
  ])('is not as expected by who expects %s', async (_, args, name) => {
    const found = await here(...args(), '--json');
    expect(found).toMatchObject({ code: 1, stderr: '' });
    expect(statuses(found)).toMatchObject({ [name]: 'differs' });
  });

  test('is checked by anchor migrate, whose script runs this one with a provider', async () => {
    const host = join(ROOT, '.anchor/deploy.ts');
    mkdirSync(join(ROOT, '.anchor'), { recursive: true });
    writeFileSync(
      host,
      `import { AnchorProvider, Wallet, web3 } from '@anchor-lang/core';
       const connection = new web3.Connection('${localnet.rpcUrl}', AnchorProvider.defaultOptions().commitment);
       require('${ROOT}/migrations/deploy.ts')(new AnchorProvider(connection, Wallet.local()));`,
    );
    const run = (name: 'ana' | 'deployer') =>
      execute('npm', ['run', '--silent', 'ts-node', host], {
        cwd: join(ROOT, '.anchor'),
        env: { ...process.env, ANCHOR_WALLET: localnet.wallets[name].keypair },
      });
    const migrated = await run('deployer');
    expect(migrated).toMatchObject({ code: 0, stderr: '' });
    expect(migrated.stdout).toBe((await here(...as('deployer'))).stdout);
    expect(await run('ana')).toMatchObject({ code: 1 });
    rmSync(host);
  });

  test('is frozen once its authority is given up', async () => {
    const deployer = await readKeypair(localnet.wallets.deployer.keypair);
    const [bufferOrProgramDataAccount] = await getProgramDataPda(address(localnet.program));
    const endpoint = { url: localnet.rpcUrl, wsUrl: localnet.wsUrl, priorityFee: 0n };
    const handOver = getSetAuthorityInstruction({ bufferOrProgramDataAccount, currentAuthority: deployer });
    // The library fills in the loader for an authority that is left out; the loader takes nobody for one where the account is missing.
    const giveUp = { ...handOver, accounts: handOver.accounts.slice(0, 2) };
    await connect(endpoint, deployer).sendTransactions(singleInstructionPlan(giveUp));
    expect(statuses(await here('--check', '--frozen', '--json'))).toEqual(AS_IT_SHOULD_BE);
    const found = await here(...as('deployer'));
    expect(found.code).toBe(1);
    expect(found.stdout).toMatch(/^differs +authority +Frozen: nobody can upgrade it; expected /m);
  });
});
