import type { ReadonlyUint8Array } from '@solana/kit';
import { describe, expect, test } from 'vitest';

import { decodeAccount } from '../../src/state.ts';
import { ACCOUNT_TYPES } from './accounts.ts';
import { vectors } from './vectors.ts';

type Vector = {
  type: string;
  name: string;
  data: ReadonlyUint8Array;
  /** What is in it, without padding. */
  fields?: object;
  /** Why the Rust client does not decode it. */
  error?: string;
};

const VECTORS = vectors<Vector[]>('accounts.json');

/** What vectors have of an account: not what only fills up. */
function contentOf(account: object): object {
  return Object.fromEntries(
    Object.entries(account).filter(([field]) => field !== 'discriminator' && field !== 'padding'),
  );
}

describe.each(ACCOUNT_TYPES)('$name', type => {
  const own = VECTORS.filter(vector => vector.type === type.name);

  test.each(own)('$name', ({ data, fields }) => {
    const decoded = decodeAccount(type, data);
    expect(decoded && contentOf(decoded)).toEqual(fields ?? null);
  });

  test('has vectors of accounts and of what is none', () => {
    expect(own.some(({ fields }) => fields)).toBe(true);
    expect(own.some(({ error }) => error)).toBe(true);
  });
});

test('every vector is of a known type', () => {
  const names = ACCOUNT_TYPES.map(({ name }) => name);
  expect(VECTORS.filter(({ type }) => !names.includes(type))).toEqual([]);
});
