import { createSolanaRpc, getAddressDecoder } from '@solana/kit';
import { LOADER_V2_PROGRAM_ADDRESS } from '@solana-program/program-metadata';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { describeAuthority, fetchDeployment } from '../src/deployment';
import { BYTECODE, install, scene, type Scene } from './fixture';

let s: Scene;
beforeEach(async () => {
  s = await scene();
});
afterEach(() => {
  s.cluster.stop();
  s.repository.remove();
});

const read = () => fetchDeployment(createSolanaRpc(s.cluster.url), s.program);

describe('a deployment', () => {
  test('is read with its slot, its authority and all that is allotted', async () => {
    const { upgradeable, executable } = await read();
    expect(executable).toBe(true);
    expect(upgradeable).toMatchObject({ slot: 7n, authority: s.deployer.signer.address, programData: s.programData });
    expect(upgradeable!.bytecode.slice(0, BYTECODE.length)).toEqual(BYTECODE);
    expect(upgradeable!.bytecode).toHaveLength(BYTECODE.length + 24);
    install(s, null);
    expect((await read()).upgradeable!.authority).toBeNull();
  });

  test('of another loader has nothing of the upgradeable one', async () => {
    s.cluster.ledger.set(s.program, { owner: LOADER_V2_PROGRAM_ADDRESS });
    expect(await read()).toEqual({ program: s.program, executable: true, loader: LOADER_V2_PROGRAM_ADDRESS });
  });

  test('that is missing, closed or a buffer is said to be', async () => {
    const account = s.cluster.ledger.get(s.program)!;
    s.cluster.ledger.set(s.programData, { lamports: 0n });
    await expect(read()).rejects.toThrow(/ is closed: /);
    s.cluster.ledger.set(s.program, { data: Uint8Array.from([1, ...account.data.slice(1)]) });
    await expect(read()).rejects.toThrow(/ is no program\.$/);
    s.cluster.ledger.set(s.program, { data: new Uint8Array(3) });
    await expect(read()).rejects.toThrow(/ is no program\.$/);
    s.cluster.ledger.set(s.program, { lamports: 0n });
    await expect(read()).rejects.toThrow(/^The cluster has no program /);
  });
});

test('an authority is a key, an address of a program, or an account of one', async () => {
  const describe = (address: Parameters<typeof describeAuthority>[1]) =>
    describeAuthority(createSolanaRpc(s.cluster.url), address);
  expect(await describe(s.deployer.signer.address)).toBe('a single key');
  expect(await describe(getAddressDecoder().decode(s.deployer.bytes.slice(32)))).toBe('a single key');
  expect(await describe(s.programData)).toMatch(/^an account of the program BPFLoader/);
  s.cluster.ledger.set(s.programData, { lamports: 0n });
  expect(await describe(s.programData)).toMatch(/^an address that only a program signs for/);
});
