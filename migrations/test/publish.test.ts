import { createSolanaRpc, getAddressDecoder } from '@solana/kit';
import {
  findCanonicalPda,
  getMetadataDecoder,
  getMetadataEncoder,
  PROGRAM_METADATA_PROGRAM_ADDRESS,
} from '@solana-program/program-metadata';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { fetchPublished } from '../src/documents';
import { run } from '../src/run';
import { rent } from './cluster/ledger';
import { install, noise, options, scene, type Scene, signExported } from './fixture';

let s: Scene;
beforeEach(async () => {
  s = await scene();
});
afterEach(() => {
  s.cluster.stop();
  s.repository.remove();
});

/** Status of each line of a run. */
async function statuses(wallet: Uint8Array | undefined, ...args: string[]): Promise<Record<string, string>> {
  const { lines } = await run(options(s, wallet, ...args));
  return Object.fromEntries(lines.map(({ name, status }) => [name, status]));
}

async function metadata(seed: 'idl' | 'security') {
  const [address] = await findCanonicalPda({ program: s.program, seed });
  const account = s.cluster.ledger.get(address);
  return account && { address, ...account, header: getMetadataDecoder().decode(account.data) };
}

const balance = (who: Scene['deployer']) => s.cluster.ledger.get(who.signer.address)!.lamports;

describe('publishing by the upgrade authority', () => {
  test('a first run publishes both texts, a second one writes nothing', async () => {
    expect(await statuses(s.deployer.bytes)).toMatchObject({ idl: 'published', 'security.txt': 'published' });
    const sent = s.cluster.sent;
    expect(sent).toBe(2);
    expect(await statuses(s.deployer.bytes)).toMatchObject({ idl: 'ok', 'security.txt': 'ok' });
    expect(s.cluster.sent).toBe(sent);
    expect(await statuses(undefined, '--check')).toMatchObject({ idl: 'ok', 'security.txt': 'ok' });
  });

  test('a long text goes through a buffer whose rent comes back', async () => {
    s.repository.writeIdl({ docs: noise(40_000) });
    const before = balance(s.deployer);
    expect(await statuses(s.deployer.bytes)).toMatchObject({ idl: 'published', 'security.txt': 'published' });
    const idl = (await metadata('idl'))!;
    const security = (await metadata('security'))!;
    expect(idl.data.length).toBeGreaterThan(30_000);
    expect(idl.header).toMatchObject({ mutable: true, canonical: true });
    expect(idl.lamports).toBe(rent(idl.data.length));
    // What is left to pay: the rent of the two accounts, and the fees; one transaction has the second signature of the buffer's key.
    const fees = 5000n * BigInt(s.cluster.sent + 1);
    expect(before - balance(s.deployer)).toBe(idl.lamports + security.lamports + fees);
    expect(await statuses(undefined, '--check')).toMatchObject({ idl: 'ok' });
  });

  test.each([
    ['longer', noise(100), noise(60_000, 2)],
    ['shorter', noise(60_000), noise(30_000, 2)],
    ['much shorter', noise(60_000), noise(100, 2)],
  ])('a text that became %s replaces the old one', async (_, old, text) => {
    s.repository.writeIdl({ docs: old });
    await run(options(s, s.deployer.bytes));
    s.repository.writeIdl({ docs: text });
    expect(await statuses(undefined, '--check')).toMatchObject({ idl: 'differs', 'security.txt': 'ok' });
    expect(await statuses(s.deployer.bytes)).toMatchObject({ idl: 'published', 'security.txt': 'ok' });
    expect(await statuses(undefined, '--check')).toMatchObject({ idl: 'ok', 'security.txt': 'ok' });
    const { data, lamports, header } = (await metadata('idl'))!;
    expect([data.length - 96, lamports]).toEqual([header.dataLength, rent(data.length)]);
  });

  test('a run goes on where the one before was interrupted, wherever that was', async () => {
    s.repository.writeIdl({ docs: noise(12_000) });
    await run(options(s, s.deployer.bytes));
    const whole = s.cluster.sent;
    expect(whole).toBeGreaterThan(10);
    for (let stop = 1; stop < whole; stop += 3) {
      s.cluster.stop();
      s.repository.remove();
      s = await scene();
      s.repository.writeIdl({ docs: noise(12_000) });
      s.cluster.budget = stop;
      await expect(run(options(s, s.deployer.bytes))).rejects.toThrow('the cluster stopped');
      s.cluster.budget = Infinity;
      expect(await statuses(s.deployer.bytes)).toMatchObject({ idl: 'published', 'security.txt': 'published' });
      // What was written is not written again. Pages of a later run may lie otherwise, and cost one transaction more.
      expect(s.cluster.sent).toBeLessThanOrEqual(whole + 2);
    }
  });

  test('what another tool began at the address and did not finish is closed and published anew', async () => {
    s.repository.writeIdl({ docs: noise(12_000) });
    await run(options(s, s.deployer.bytes));
    const { address, data } = (await metadata('idl'))!;
    // A buffer has the layout of metadata up to the encoding.
    const begun = data.slice(0, 5000);
    begun[0] = 1;
    s.cluster.ledger.set(address, { data: begun });
    expect((await fetchPublished(createSolanaRpc(s.cluster.url), s.program, 'idl')).kind).toBe('buffer');
    expect(await statuses(undefined, '--check')).toMatchObject({ idl: 'differs' });
    expect(await statuses(s.deployer.bytes)).toMatchObject({ idl: 'published' });
    expect(await statuses(undefined, '--check')).toMatchObject({ idl: 'ok' });
  });

  test('a garbled text is replaced', async () => {
    await run(options(s, s.deployer.bytes));
    const { address, data } = (await metadata('idl'))!;
    data.fill(7, 100);
    s.cluster.ledger.set(address, { data });
    const { lines } = await run(options(s, undefined, '--check'));
    expect(lines.find(({ name }) => name === 'idl')?.detail).toBe('What is published cannot be read.');
    expect(await statuses(s.deployer.bytes)).toMatchObject({ idl: 'published' });
  });

  test('a text that is immutable and another cannot be replaced', async () => {
    await run(options(s, s.deployer.bytes));
    const { address, header } = (await metadata('idl'))!;
    s.cluster.ledger.set(address, {
      data: Uint8Array.from(getMetadataEncoder().encode({ ...header, mutable: false })),
    });
    const unchanged = await run(options(s, s.deployer.bytes));
    expect(unchanged.lines.find(({ name }) => name === 'idl')?.detail).toMatch(/nobody can change it any more\.$/);
    s.repository.writeIdl({ docs: 'another' });
    expect(await statuses(s.deployer.bytes)).toMatchObject({ idl: 'differs' });
    expect(s.cluster.sent).toBe(2);
  });

  test('a priority fee is asked for in each transaction', async () => {
    s.repository.writeIdl({ docs: noise(3_000) });
    await run(options(s, s.deployer.bytes, '--priority-fee', '7'));
    expect(s.cluster.prices).toEqual(new Array(s.cluster.sent).fill(7n));
    expect(s.cluster.sent).toBeGreaterThan(3);
  });

  test('a wallet that cannot pay is told so', async () => {
    s.cluster.ledger.set(s.deployer.signer.address, { lamports: 20_000n });
    await expect(run(options(s, s.deployer.bytes))).rejects.toThrow('The wallet has too little SOL to publish.');
  });
});

describe('publishing by somebody else', () => {
  test('a short text is exported whole; the upgrade authority signs it', async () => {
    const args = ['--authority', s.deployer.signer.address];
    const { lines } = await run(options(s, s.stranger.bytes, ...args));
    expect(s.cluster.sent).toBe(0);
    for (const line of lines.slice(-2)) {
      expect(line.status).toBe('to sign');
      expect(line.transactions).toHaveLength(1);
      await s.cluster.send(await signExported(line.transactions![0]!, s.deployer.signer));
    }
    expect(await statuses(s.stranger.bytes, ...args)).toMatchObject({ idl: 'ok', 'security.txt': 'ok' });
  });

  test('a long text waits in a buffer that is handed over; one transaction publishes it and repays the wallet', async () => {
    s.repository.writeIdl({ docs: noise(40_000) });
    const args = ['--authority', s.deployer.signer.address];
    const before = balance(s.stranger);
    const first = await run(options(s, s.stranger.bytes, ...args));
    const sent = s.cluster.sent;
    const second = await run(options(s, s.stranger.bytes, ...args));
    expect(second).toEqual(first);
    expect(s.cluster.sent).toBe(sent);
    const line = first.lines.find(({ name }) => name === 'idl')!;
    expect(line.transactions).toHaveLength(1);
    await expect(async () =>
      s.cluster.send(await signExported(line.transactions![0]!, s.stranger.signer)),
    ).rejects.toThrow();
    await s.cluster.send(await signExported(line.transactions![0]!, s.deployer.signer));
    expect(await statuses(s.stranger.bytes, ...args)).toMatchObject({ idl: 'ok', 'security.txt': 'to sign' });
    expect(before - balance(s.stranger)).toBe(5000n * BigInt(sent + 1));
  });

  test('a wallet that the published text names as its authority changes it', async () => {
    await run(options(s, s.deployer.bytes));
    const { address, header } = (await metadata('idl'))!;
    const authority = s.stranger.signer.address;
    s.cluster.ledger.set(address, { data: Uint8Array.from(getMetadataEncoder().encode({ ...header, authority })) });
    s.repository.writeIdl({ docs: 'another' });
    const args = ['--authority', s.deployer.signer.address];
    expect(await statuses(s.stranger.bytes, ...args)).toMatchObject({ idl: 'published', 'security.txt': 'ok' });
    const { lines } = await run(options(s, undefined, '--check'));
    expect(lines.find(({ name }) => name === 'idl')?.detail).toContain(`and ${authority} can change it`);
  });

  test('whom the published text names changes it even where the program is frozen', async () => {
    await run(options(s, s.deployer.bytes));
    const { address, header } = (await metadata('idl'))!;
    const authority = s.stranger.signer.address;
    s.cluster.ledger.set(address, { data: Uint8Array.from(getMetadataEncoder().encode({ ...header, authority })) });
    install(s, null);
    s.repository.writeIdl({ docs: 'another' });
    expect(await statuses(s.deployer.bytes, '--frozen')).toMatchObject({ idl: 'to sign' });
    expect(await statuses(s.stranger.bytes, '--frozen')).toMatchObject({ idl: 'published' });
  });

  test('nobody publishes for a program that is frozen', async () => {
    install(s, null);
    const args = ['--frozen'];
    expect(await statuses(s.deployer.bytes, ...args)).toMatchObject({
      authority: 'ok',
      idl: 'skipped',
      'security.txt': 'skipped',
    });
    expect(s.cluster.sent).toBe(0);
  });
});

describe('nothing is published', () => {
  test('where the authority is not the wallet and nothing else was expected', async () => {
    const found = await statuses(s.stranger.bytes);
    expect(found).toMatchObject({ authority: 'differs', bytecode: 'ok', idl: 'skipped', 'security.txt': 'skipped' });
  });

  test('where the bytecode is another', async () => {
    s.repository.write('target/deploy/mosaic.so', new Uint8Array(10).fill(1));
    expect(await statuses(s.deployer.bytes)).toMatchObject({ bytecode: 'differs', idl: 'skipped' });
    expect(s.cluster.sent).toBe(0);
  });

  test('where another place names another program', async () => {
    const other = getAddressDecoder().decode(new Uint8Array(32).fill(9));
    s.repository.write('programs/mosaic/src/lib.rs', `declare_id!("${other}");`);
    expect(await statuses(s.deployer.bytes)).toMatchObject({ 'program id': 'differs', idl: 'skipped' });
  });

  test('of a security.txt that names no contact', async () => {
    s.repository.writeSecurity({ contacts: [] });
    expect(await statuses(s.deployer.bytes)).toMatchObject({ idl: 'published', 'security.txt': 'skipped' });
  });

  test('where the cluster has no Program Metadata program', async () => {
    s.cluster.ledger.set(PROGRAM_METADATA_PROGRAM_ADDRESS, { lamports: 0n });
    expect(await statuses(s.deployer.bytes)).toMatchObject({
      bytecode: 'ok',
      idl: 'skipped',
      'security.txt': 'skipped',
    });
  });

  test('by --check, for which everything that a run would publish differs', async () => {
    expect(await statuses(s.deployer.bytes, '--check')).toMatchObject({ idl: 'differs', 'security.txt': 'differs' });
    expect(s.cluster.sent).toBe(0);
  });
});
