/** Reads the vectors that the Rust side writes: the folder `tests/golden` of the repository. */

import { readdirSync, readFileSync } from 'node:fs';

import { LEVELS } from '../../src/rules/ladder.ts';

const GOLDEN = new URL('../../../../tests/golden/', import.meta.url);

type SparseWeights = { readonly __levels: Readonly<Record<string, bigint>> };

/**
 * What a value of a vector stands for: the text `5n` for an integer of 64 or 128 bits, `0x05` for bytes, and `__levels`
 * for the weights of all levels of the ladder, of which only those above zero are written.
 */
function revived(value: unknown): unknown {
  if (typeof value === 'string') {
    if (/^-?\d+n$/.test(value)) return BigInt(value.slice(0, -1));
    return /^0x([0-9a-f]{2})*$/.test(value) ? Uint8Array.from(Buffer.from(value.slice(2), 'hex')) : value;
  }
  if (typeof value !== 'object' || value === null || !('__levels' in value)) return value;
  const weights = new Array<bigint>(LEVELS).fill(0n);
  for (const [level, weight] of Object.entries((value as SparseWeights).__levels)) weights[Number(level)] = weight;
  return weights;
}

/** The vectors of a file, with the types they have in TypeScript. */
export function vectors<Vectors>(file: string): Vectors {
  const text = readFileSync(new URL(file, GOLDEN), 'utf8');
  return JSON.parse(text, (_, value: unknown) => revived(value)) as Vectors;
}

/** The files of vectors in a folder, by their names without the ending. */
export function vectorFiles(folder: string): string[] {
  const files = readdirSync(new URL(`${folder}/`, GOLDEN));
  return files.filter(file => file.endsWith('.json')).map(file => file.slice(0, -'.json'.length));
}
