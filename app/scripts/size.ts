/**
 * How much JavaScript the first load of Explore needs, compressed by gzip: `npm run size`, after `npm run build`.
 * Fails above the limit.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import type { Manifest } from 'vite';

const DIST = join(import.meta.dirname, '../dist');
const LIMIT = 250_000;
/** What the browser loads before it shows Explore: the entry, and the page's own chunk. */
const LOADED = ['index.html', 'src/pages/explore/index.ts'];

/** The files of these chunks and of all that they import statically. */
function filesOf(manifest: Manifest, keys: readonly string[], found = new Set<string>()): Set<string> {
  for (const key of keys) {
    const chunk = manifest[key];
    if (chunk === undefined) throw new Error(`the manifest of the build has no ${key}`);
    if (found.has(chunk.file)) continue;
    found.add(chunk.file);
    filesOf(manifest, chunk.imports ?? [], found);
  }
  return found;
}

const manifest = JSON.parse(await readFile(join(DIST, '.vite/manifest.json'), 'utf8')) as Manifest;
const files = [...filesOf(manifest, LOADED)].filter(file => file.endsWith('.js'));
const sizes = await Promise.all(
  files.map(async file => ({ file, bytes: gzipSync(await readFile(join(DIST, file)), { level: 9 }).length })),
);
for (const { file, bytes } of sizes.sort((a, b) => b.bytes - a.bytes)) {
  console.log(`${(bytes / 1_000).toFixed(1).padStart(7)} kB  ${file}`);
}
const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
console.log(
  `${(total / 1_000).toFixed(1).padStart(7)} kB  first load of Explore, compressed; at most ${LIMIT / 1_000} kB`,
);
if (total > LIMIT) process.exitCode = 1;
