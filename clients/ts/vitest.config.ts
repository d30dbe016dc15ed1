import { join } from 'node:path';

import { defineConfig } from 'vitest/config';

export default defineConfig({
  // As users of the package import it.
  resolve: { alias: { '@mosaic/client': join(import.meta.dirname, 'src/index.ts') } },
  // Stories send dozens of transactions to an embedded network each.
  test: { include: ['test/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 },
});
