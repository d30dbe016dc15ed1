import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { address } from '@solana/kit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { anchorIds, readAnchorToml } from '../src/sources';
import { scene, type Scene } from './fixture';
import { deploy, ROOT } from './process';

describe('the script as a process', () => {
  let s: Scene;
  let files: string[];
  beforeEach(async () => {
    const [program] = anchorIds(readAnchorToml(ROOT));
    s = await scene(address(program?.id ?? ''));
    const { root } = s.repository;
    s.repository.write('id.json', JSON.stringify([...s.deployer.bytes]));
    files = ['--idl', `${root}/idl/mosaic.json`, '--so', `${root}/target/deploy/mosaic.so`];
    files.push('--security', `${root}/migrations/security.json`, '--keypair', `${root}/id.json`);
    files.push('--url', s.cluster.url, '--ws-url', s.cluster.wsUrl);
  });
  afterEach(() => {
    s.cluster.stop();
    s.repository.remove();
  });

  test('publishes, then finds nothing to do, and ends with 0', async () => {
    const first = await deploy(...files);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toMatch(/^published {2}idl /m);
    const second = await deploy(...files, '--json');
    expect(second).toMatchObject({ code: 0, stderr: '' });
    const { ok, lines } = JSON.parse(second.stdout) as { ok: boolean; lines: { status: string }[] };
    expect([ok, ...lines.map(({ status }) => status)]).toEqual([true, ...lines.map(() => 'ok')]);
  });

  test('publishes the IDL of this source', async () => {
    const idl = readFileSync(join(ROOT, 'idl/mosaic.json'));
    s.repository.write('idl/mosaic.json', idl);
    const { code, stdout } = await deploy(...files);
    expect(code).toBe(0);
    const [, length = ''] = /^published +idl +([\d,]+) bytes at /m.exec(stdout) ?? [];
    const compressed = Number(length.replace(',', ''));
    // It is compressed, and each transaction but a few carries most of a kilobyte.
    expect(compressed).toBeGreaterThan(10_000);
    expect(compressed).toBeLessThan(idl.length / 5);
    expect(s.cluster.sent).toBeLessThan(compressed / 800 + 5);
    expect(await deploy(...files, '--check')).toMatchObject({ code: 0 });
  });

  test('ends with 1 where something differs', async () => {
    const { code, stdout, stderr } = await deploy(...files, '--frozen', '--check');
    expect([code, stderr]).toEqual([1, '']);
    expect(stdout).toMatch(/^differs +authority .*expected that nobody can\.$/m);
    expect(stdout).toMatch(/3 of 7 differ\.\n$/);
  });

  test('ends with 2 and one sentence where there is no program', async () => {
    s.cluster.ledger.set(s.program, { lamports: 0n });
    const { code, stdout, stderr } = await deploy(...files);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^error: The cluster has no program Mosi.*\nhint: .*\n$/);
  });

  test('ends with 2 and one sentence where nobody answers', async () => {
    s.cluster.stop();
    const { code, stderr } = await deploy(...files);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error: No RPC answers at http:\/\/127\.0\.0\.1:\d+ \(ECONNREFUSED\)\.\nhint: .*\n$/);
  });

  test('ends with 2 and one sentence for a keypair that is none', async () => {
    s.repository.write('id.json', '[1,2,3]');
    const { code, stderr } = await deploy(...files);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error: The keypair is not valid: .* has 3 bytes, not 64\.\nhint: .*\n$/);
  });

  test('prints its usage', async () => {
    expect(await deploy('--help')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('--authority ADDR') as string,
    });
    expect(await deploy('--bogus')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^error: Unknown option/) as string,
    });
  });
});
