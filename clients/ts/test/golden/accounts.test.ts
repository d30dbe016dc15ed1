import type { ReadonlyUint8Array } from '@solana/kit';
import { describe, expect, test } from 'vitest';

import {
  ASKS_ACCOUNT,
  ASSET_ACCOUNT,
  AUCTION_ACCOUNT,
  type AccountType,
  BID_ACCOUNT,
  LICENSE_ACCOUNT,
  POOL_ACCOUNT,
  PROPOSAL_ACCOUNT,
  STAKE_ACCOUNT,
  VAULT_ACCOUNT,
  VOTE_ACCOUNT,
  decodeAccount,
} from '../../src/state.ts';
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

const TYPES: readonly AccountType<object>[] = [
  VAULT_ACCOUNT,
  ASSET_ACCOUNT,
  AUCTION_ACCOUNT,
  BID_ACCOUNT,
  POOL_ACCOUNT,
  STAKE_ACCOUNT,
  ASKS_ACCOUNT,
  PROPOSAL_ACCOUNT,
  VOTE_ACCOUNT,
  LICENSE_ACCOUNT,
];

const VECTORS = vectors<Vector[]>('accounts.json');

/** What vectors have of an account: not what only fills up. */
function contentOf(account: object): object {
  return Object.fromEntries(
    Object.entries(account).filter(([field]) => field !== 'discriminator' && field !== 'padding'),
  );
}

describe.each(TYPES)('$name', type => {
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
  const names = TYPES.map(({ name }) => name);
  expect(VECTORS.filter(({ type }) => !names.includes(type))).toEqual([]);
});
