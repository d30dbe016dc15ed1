import type { Address } from '@solana/kit';
import { expect, test } from 'vitest';
import * as pda from '../../src/pda.ts';
import { vectors } from './vectors.ts';

type Vector = { name: string; input: Record<string, Address | bigint>; address: Address };

const VECTORS = vectors<Vector[]>('pdas.json');
const FINDERS = pda as unknown as Readonly<Record<string, (...seeds: (Address | bigint)[]) => Promise<Address>>>;

test.each(VECTORS)('$name is at $address', async ({ name, input, address }) => {
  const find = FINDERS[name];
  expect(await find?.(...Object.values(input))).toBe(address);
});

test('every address that is derived has a vector', () => {
  const names = new Set(VECTORS.map(({ name }) => name));
  expect(Object.keys(FINDERS).filter(name => !names.has(name))).toEqual([]);
});
