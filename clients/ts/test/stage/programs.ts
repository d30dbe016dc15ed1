/**
 * The real programs the tests run: the bytecode of Mosaic, and those of others out of crates that are pinned in
 * `tests/fixtures/Cargo.lock`. Cargo downloads these and checks them against the lock file; each file's digest is checked
 * here as well.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const REPOSITORY = join(import.meta.dirname, '../../../..');

/** Which file of which crate, and what it must hash to. */
type Pin = { package: string; version: string; path: string; sha256: string };

const TOKEN_METADATA: Pin = {
  package: 'spl-stake-pool',
  version: '2.2.0',
  path: 'tests/fixtures/mpl_token_metadata.so',
  sha256: '31f0a627dba051a938de650464e55cc5397a4be0fd496929c1f9cf02fe5e9011',
};

/** SPL Token rewritten on pinocchio: what runs at the token program's address on mainnet. */
const P_TOKEN: Pin = {
  package: 'litesvm',
  version: '0.12.0',
  path: 'src/programs/elf/pinocchio_token_program.so',
  sha256: '53e587eee80c786bcfba1450397d92179a0f01def776d19fb4ddf690d64431cc',
};

/** The bytecode of each program. */
export type Programs = { mosaic: Uint8Array; tokenMetadata: Uint8Array; token: Uint8Array };

let loaded: Programs | null = null;

/** Reads the programs, once per process. */
export function programs(): Programs {
  loaded ??= { mosaic: mosaic(), ...pinned() };
  return loaded;
}

function mosaic(): Uint8Array {
  const path = process.env['MOSAIC_PROGRAM_SO'] ?? join(REPOSITORY, 'target/deploy/mosaic.so');
  if (!existsSync(path)) {
    throw new Error(`${path} is missing: run \`cargo sbf build\`, or name the bytecode in MOSAIC_PROGRAM_SO`);
  }
  return readFileSync(path);
}

function pinned(): Omit<Programs, 'mosaic'> {
  const manifest = join(REPOSITORY, 'tests/fixtures/Cargo.toml');
  const args = ['metadata', '--locked', '--format-version', '1', '--manifest-path', manifest];
  const output = execFileSync(process.env['CARGO'] ?? 'cargo', args, { encoding: 'utf8', maxBuffer: 2 ** 26 });
  const { packages } = JSON.parse(output) as {
    packages: readonly { name: string; version: string; manifest_path: string }[];
  };
  const read = (pin: Pin): Uint8Array => {
    const found = packages.find(({ name, version }) => name === pin.package && version === pin.version);
    if (found === undefined) throw new Error(`${manifest} names no crate ${pin.package} ${pin.version}`);
    const path = join(dirname(found.manifest_path), pin.path);
    const bytes = readFileSync(path);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    if (sha256 !== pin.sha256) throw new Error(`${path} has sha256 ${sha256}, expected ${pin.sha256}`);
    return bytes;
  };
  return { tokenMetadata: read(TOKEN_METADATA), token: read(P_TOKEN) };
}
