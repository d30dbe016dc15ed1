/** Builds the app as it is published, and serves it while the tests run: they see the same files, and the same policy, as people. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { build, preview } from 'vite';
import type { TestProject } from 'vitest/node';

import { freePort } from '../network/port.ts';

const APP = join(import.meta.dirname, '../..');

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the app is served, without a slash at the end. */
    origin: string;
  }
}

export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const outDir = await mkdtemp(join(tmpdir(), 'mosaic-app-'));
  const common = { root: APP, mode: 'production', logLevel: 'warn' } as const;
  await asPublished(() => build({ ...common, build: { outDir, emptyOutDir: true } }));
  const port = await freePort();
  const server = await preview({
    ...common,
    build: { outDir },
    preview: { host: '127.0.0.1', port, strictPort: true },
  });
  provide('origin', `http://127.0.0.1:${port}`);
  return async () => {
    await server.close();
    await rm(outDir, { recursive: true });
  };
}

/** Builds without the name that the test runner gives the environment, with which Vite builds for development. */
async function asPublished(build: () => Promise<unknown>): Promise<void> {
  const given = process.env['NODE_ENV'] ?? 'test';
  process.env['NODE_ENV'] = 'production';
  await build();
  process.env['NODE_ENV'] = given;
}
