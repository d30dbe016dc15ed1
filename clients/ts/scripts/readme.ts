/**
 * Puts what is made elsewhere into README.md: the examples, which are files that tests run, and the sizes of bundles.
 * `npm run readme` writes; a test compares.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { build } from 'esbuild';
import { format, resolveConfig } from 'prettier';

const PACKAGE = join(import.meta.dirname, '..');
const README = join(PACKAGE, 'README.md');

/** What each row of the table of sizes imports. */
const IMPORTS = [
  "import { bid } from '@mosaic/client'",
  "import { readVault } from '@mosaic/client'",
  "import * as client from '@mosaic/client'",
] as const;

/** The page, and the page with the examples as they are. */
export function readmeWithExamples(): { committed: string; wanted: string } {
  const committed = readFileSync(README, 'utf8');
  const marked = /<!-- example: (\S+) -->\n(?:\n```ts\n[^]*?\n```\n)?/g;
  const wanted = committed.replace(marked, (_, file: string) => {
    const source = readFileSync(join(PACKAGE, 'examples', file), 'utf8');
    return `<!-- example: ${file} -->\n\n\`\`\`ts\n${source}\`\`\`\n`;
  });
  return { committed, wanted };
}

/** Bytes of a bundle with this import, minified and compressed, without kit. */
export async function bundledBytes(statement: string): Promise<number> {
  const name = /import (?:\* as (\w+)|\{ (\w+) \})/.exec(statement);
  const { outputFiles } = await build({
    stdin: { contents: `${statement};\nconsole.log(${name?.[1] ?? name?.[2]});`, resolveDir: PACKAGE, loader: 'ts' },
    alias: { '@mosaic/client': join(PACKAGE, 'src/index.ts') },
    external: ['@solana/kit'],
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    conditions: ['production'],
    define: { __DEV__: 'false', 'process.env.NODE_ENV': '"production"' },
    write: false,
  });
  return gzipSync(outputFiles[0]?.contents ?? new Uint8Array()).length;
}

/** The rows of the table of sizes: what is imported, kB as the page says, and as they are. */
export async function sizes(): Promise<{ statement: string; written: number; measured: number }[]> {
  const page = readFileSync(README, 'utf8');
  const rows = IMPORTS.map(async statement => {
    const row = page.split('\n').find(line => isRowOf(line, statement));
    const written = Number(/\| (\d+) *\|$/.exec(row ?? '')?.[1] ?? NaN);
    return { statement, written, measured: (await bundledBytes(statement)) / 1_000 };
  });
  return Promise.all(rows);
}

async function main(): Promise<void> {
  const { wanted } = readmeWithExamples();
  const rows = await sizes();
  const lines = wanted.split('\n').map(line => {
    const row = rows.find(({ statement }) => isRowOf(line, statement));
    return row ? `| \`${row.statement}\` | ${Math.round(row.measured)} |` : line;
  });
  const options = await resolveConfig(README);
  writeFileSync(README, await format(lines.join('\n'), { ...options, parser: 'markdown' }));
}

function isRowOf(line: string, statement: string): boolean {
  return line.startsWith(`| \`${statement}\``);
}

if (process.argv[1] === import.meta.filename) await main();
