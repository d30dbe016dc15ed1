import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { readmeWithExamples, sizes } from '../scripts/readme.ts';

const EXAMPLES = join(import.meta.dirname, '../examples');

describe('README.md', () => {
  test('has the examples as they are: else run `npm run readme`', () => {
    const { committed, wanted } = readmeWithExamples();
    expect(committed).toBe(wanted);
  });

  test('shows or names every example', () => {
    const { committed } = readmeWithExamples();
    for (const file of readdirSync(EXAMPLES)) expect(committed).toContain(file);
  });

  test('says how large bundles are, to a kilobyte: else run `npm run readme`', async () => {
    const rows = await sizes();
    for (const { written, measured } of rows) expect(Math.abs(written - measured)).toBeLessThanOrEqual(1);
  });

  test('is right that what is not used is shaken off', async () => {
    const [oneAction, oneView, everything] = (await sizes()).map(({ measured }) => measured);
    expect(oneAction).toBeLessThan((everything ?? 0) / 2);
    expect(oneView).toBeLessThan(oneAction ?? 0);
  });

  test('needs no version that the package does not have', () => {
    const { dependencies, devDependencies } = JSON.parse(
      readFileSync(join(import.meta.dirname, '../package.json'), 'utf8'),
    ) as Record<'dependencies' | 'devDependencies', Readonly<Record<string, string>>>;
    const named = [...readmeWithExamples().committed.matchAll(/(@solana\/[\w-]+)@(\d[\w.]*)/g)];
    expect(named.length).toBeGreaterThan(0);
    for (const [, name = '', version] of named) expect({ ...devDependencies, ...dependencies }[name]).toBe(version);
  });
});
