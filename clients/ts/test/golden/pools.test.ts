/** Pools at Raydium CP-Swap: what the Rust client, held to the interface that its program publishes, makes of them. */
import { describe, expect, test } from 'vitest';

import { pools } from '../../src/index.ts';
import type { AccountReader } from '../../src/reader.ts';
import { type Content, type Reads, recorded } from './recorded.ts';
import { vectorFiles, vectors } from './vectors.ts';

type Vector = { name: string; action: string; order: object; reads: Reads; result: unknown };
type File = { contents: Content[]; vectors: Vector[] };
type Act = (reader: AccountReader, order: never) => Promise<unknown>;

const ACTIONS: Readonly<Record<string, Act>> = {
  addLiquidity: pools.addLiquidity,
  createPool: pools.createPool,
  removeLiquidity: pools.removeLiquidity,
  swap: pools.swap,
};

const FILES = vectorFiles('pools').map(area => ({ area, ...vectors<File>(`pools/${area}.json`) }));

describe.each(FILES)('$area', ({ contents, vectors }) => {
  test.each(vectors)('$action: $name', async ({ action, order, reads, result }) => {
    const act = ACTIONS[action];
    if (!act) throw new Error(`no action ${action}`);
    expect(await act(recorded(contents, reads), order as never)).toEqual(result);
  });
});

test('every action is compared', () => {
  const compared = new Set(FILES.flatMap(file => file.vectors.map(({ action }) => action)));
  expect([...compared].sort()).toEqual(Object.keys(ACTIONS));
});
