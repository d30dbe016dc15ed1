import { fileURLToPath } from 'node:url';

import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

import { contentSecurityPolicy } from './csp.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** One copy of each, of the app, for the client's source too. */
const SHARED = [
  '@solana/kit',
  '@solana/sysvars',
  '@solana-program/address-lookup-table',
  '@solana-program/compute-budget',
  '@solana-program/system',
  '@solana-program/token',
  'react',
  'react-dom',
];

/** Puts the policy into the page. */
function csp(): Plugin {
  let isDev = false;
  return {
    name: 'content-security-policy',
    configResolved: config => void (isDev = config.command === 'serve' && config.mode === 'development'),
    transformIndexHtml: {
      order: 'post',
      handler: () => [
        {
          tag: 'meta',
          attrs: { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy({ isDev }) },
          injectTo: 'head-prepend',
        },
      ],
    },
  };
}

export default defineConfig(({ mode }) => ({
  base: './',
  plugins: [react(), csp()],
  // Generated code of the client asks for it, to leave texts out of production.
  define: { 'process.env.NODE_ENV': JSON.stringify(mode) },
  resolve: {
    alias: { '@mosaic/client': here('../clients/ts/src/index.ts') },
    dedupe: SHARED,
  },
  server: { fs: { allow: [here('.'), here('../clients/ts/src')] } },
  build: {
    target: 'es2022',
    manifest: true,
    sourcemap: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  test: {
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}'] },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['e2e/stories/**/*.test.ts'],
          // Torn down from the last to the first: what the stories did is checked when all else is put away.
          globalSetup: ['e2e/setup/actions.ts', 'e2e/setup/build.ts'],
          // Stories mostly wait, for a network's clock and a browser's: three at a time are done in a third of the time.
          maxWorkers: 3,
          testTimeout: 300_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
}));
