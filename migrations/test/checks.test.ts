import { createHash } from 'node:crypto';

import type { Address } from '@solana/kit';
import {
  LOADER_V2_PROGRAM_ADDRESS,
  LOADER_V3_PROGRAM_ADDRESS,
  LOADER_V4_PROGRAM_ADDRESS,
} from '@solana-program/program-metadata';
import { describe, expect, test } from 'vitest';

import { checkAuthority, checkBytecode, checkIds, checkProgram, describeSize } from '../src/checks';
import { bytecodeHash, type Deployment, trimmedLength, type Upgradeable } from '../src/deployment';

const ID = 'MosiE2dvgcGBndejaarnqvy4GsLRRD6znPVh161CZDu' as Address;
const OTHER = '11111111111111111111111111111111' as Address;
const upgradeable: Upgradeable = {
  programData: OTHER,
  slot: 7n,
  authority: ID,
  bytecode: Uint8Array.from([1, 0, 2, 0, 0, 0]),
};
const deployment: Deployment = { program: ID, executable: true, loader: LOADER_V3_PROGRAM_ADDRESS, upgradeable };
const HASH = createHash('sha256')
  .update(Uint8Array.from([1, 0, 2]))
  .digest('hex');

describe('bytecode', () => {
  test('is compared without the zeros that fill it up', () => {
    expect(trimmedLength(upgradeable.bytecode)).toBe(3);
    expect(trimmedLength(new Uint8Array(4))).toBe(0);
    expect(bytecodeHash(upgradeable.bytecode)).toBe(HASH);
    expect(checkBytecode(upgradeable, HASH, 'a file').status).toBe('ok');
    expect(checkBytecode(upgradeable, '0'.repeat(64), 'a file')).toMatchObject({
      status: 'differs',
      detail: `sha256 ${HASH}; that of a file is ${'0'.repeat(64)}.`,
    });
  });

  test('has room for a longer one', () => {
    expect(describeSize(upgradeable).detail).toBe('3 bytes of 6 bytes allotted; an upgrade can be 3 bytes longer.');
  });
});

describe('the program', () => {
  test('is named alike everywhere', () => {
    const places = ['a', 'b'].map(where => ({ where, id: ID }));
    expect(checkIds(ID, places)).toMatchObject({ status: 'ok', detail: 'The IDL, a, and b agree.' });
    const line = checkIds(ID, [
      { where: 'a', id: ID },
      { where: 'b', id: OTHER },
    ]);
    expect(line).toMatchObject({ status: 'differs', detail: `The IDL says ${ID}, but b says ${OTHER}.` });
  });

  test('is executable and of the upgradeable loader', () => {
    expect(checkProgram(deployment)).toMatchObject({
      status: 'ok',
      detail: expect.stringContaining('slot 7') as string,
    });
    expect(checkProgram({ ...deployment, executable: false }).status).toBe('differs');
    for (const loader of [LOADER_V2_PROGRAM_ADDRESS, LOADER_V4_PROGRAM_ADDRESS, OTHER]) {
      expect(checkProgram({ program: ID, executable: true, loader }).status).toBe('differs');
    }
    const v4 = checkProgram({ program: ID, executable: true, loader: LOADER_V4_PROGRAM_ADDRESS });
    expect(v4.detail).toContain('loader v4');
  });
});

describe('the authority', () => {
  const frozen = { ...upgradeable, authority: null };

  test('is the one that is expected', () => {
    expect(checkAuthority(upgradeable, 'a single key', ID)).toMatchObject({
      status: 'ok',
      detail: `${ID} can upgrade it, a single key, as expected.`,
    });
    expect(checkAuthority(frozen, '', 'frozen').status).toBe('ok');
  });

  test('is another one', () => {
    expect(checkAuthority(upgradeable, 'a single key', OTHER).status).toBe('differs');
    expect(checkAuthority(upgradeable, 'a single key', 'frozen').detail).toMatch(/expected that nobody can\.$/);
    expect(checkAuthority(frozen, '', ID).status).toBe('differs');
  });

  test('is told where none is expected', () => {
    expect(checkAuthority(upgradeable, 'a single key', 'any')).toMatchObject({ status: 'skipped' });
    expect(checkAuthority(frozen, '', 'any').detail).toMatch(/^Frozen: /);
  });
});
