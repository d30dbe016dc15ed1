import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import {
  type Address,
  createKeyPairSignerFromPrivateKeyBytes,
  getAddressEncoder,
  getBase64Decoder,
  getBase58Encoder,
  getTransactionDecoder,
  getTransactionEncoder,
  type KeyPairSigner,
  signTransaction,
} from '@solana/kit';
import {
  getProgramDataPda,
  LOADER_V3_PROGRAM_ADDRESS,
  PROGRAM_METADATA_PROGRAM_ADDRESS,
} from '@solana-program/program-metadata';

import { PROGRAM_DATA_HEADER } from '../src/deployment';
import { type Options, parseOptions } from '../src/options';
import { FakeCluster } from './cluster/server';

/** A person of the tests, the same at every run. */
export async function person(name: string): Promise<{ signer: KeyPairSigner; bytes: Uint8Array }> {
  const secret = Uint8Array.from({ length: 32 }, (_, index) => name.charCodeAt(index % name.length) + index);
  const signer = await createKeyPairSignerFromPrivateKeyBytes(secret);
  return { signer, bytes: Uint8Array.from([...secret, ...getAddressEncoder().encode(signer.address)]) };
}

/** Text that hardly gets shorter when it is compressed. */
export function noise(length: number, seed = 1): string {
  let state = seed;
  return Array.from({ length }, () => {
    state = (state * 48271) % 2147483647;
    return String.fromCharCode(33 + (state % 90));
  }).join('');
}

export const BYTECODE = Uint8Array.from({ length: 1000 }, (_, index) => (index % 250) + 1);

/** A folder with what the script reads of the repository. */
export class Repository {
  readonly root = mkdtempSync(join(tmpdir(), 'mosaic-migrations-'));

  constructor(readonly program: Address) {
    this.write('Anchor.toml', `[programs.localnet]\nmosaic = "${program}"\n`);
    this.write('programs/mosaic/src/lib.rs', `declare_id!("${program}");\n`);
    this.write('target/deploy/mosaic.so', BYTECODE);
    this.writeIdl({ docs: 'short' });
    this.writeSecurity({ contacts: ['email:security@example.com'] });
  }

  write(path: string, content: string | Uint8Array): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), content);
  }

  writeIdl(fields: object): void {
    this.write('idl/mosaic.json', JSON.stringify({ address: this.program, ...fields }));
  }

  writeSecurity(fields: object): void {
    const security = { name: 'Mosaic', project_url: 'https://example.com', contacts: [], policy: 'Tell us first.' };
    this.write('migrations/security.json', JSON.stringify({ ...security, ...fields }));
  }

  remove(): void {
    rmSync(this.root, { recursive: true });
  }
}

/** A cluster with a deployment, and the repository that it was made from. */
export async function scene(id?: Address) {
  const program = id ?? (await person('program')).signer.address;
  const [deployer, stranger] = [await person('deployer'), await person('stranger')];
  const cluster = await FakeCluster.start(program);
  const [programData] = await getProgramDataPda(program);
  const scene = { cluster, repository: new Repository(program), program, programData, deployer, stranger };
  install(scene, deployer.signer.address);
  for (const { signer } of [deployer, stranger]) cluster.ledger.set(signer.address, { lamports: 10_000_000_000n });
  cluster.ledger.set(PROGRAM_METADATA_PROGRAM_ADDRESS, { lamports: 1n, executable: true });
  return scene;
}

export type Scene = Awaited<ReturnType<typeof scene>>;

/** Installs the program with an upgrade authority, or frozen. */
export function install(
  { cluster, program, programData }: Pick<Scene, 'cluster' | 'program' | 'programData'>,
  authority: Address | null,
): void {
  const owner = LOADER_V3_PROGRAM_ADDRESS;
  const encode = getAddressEncoder();
  const account = Uint8Array.from([2, 0, 0, 0, ...encode.encode(programData)]);
  cluster.ledger.set(program, { owner, lamports: 10n ** 9n, executable: true, data: account });
  const data = new Uint8Array(PROGRAM_DATA_HEADER + BYTECODE.length + 24);
  data.set([3, 0, 0, 0, 7]);
  if (authority) data.set([1, ...encode.encode(authority)], 12);
  data.set(BYTECODE, PROGRAM_DATA_HEADER);
  cluster.ledger.set(programData, { owner, lamports: 10n ** 10n, data });
}

/** Options of a run by the wallet, as the command line gives them. */
export function options({ cluster, repository }: Scene, wallet: Uint8Array | undefined, ...args: string[]): Options {
  const provider = { cluster: undefined, wallet: undefined };
  const argv = ['--url', cluster.url, '--ws-url', cluster.wsUrl, ...args];
  const parsed = parseOptions(argv, repository.root, provider)!;
  const authority = parsed.authority === 'any' && wallet ? 'keypair' : parsed.authority;
  return { ...parsed, keypair: wallet, authority };
}

/** Signs a transaction that was exported, as base64. */
export async function signExported(transaction: string, signer: KeyPairSigner): Promise<string> {
  const unsigned = getTransactionDecoder().decode(getBase58Encoder().encode(transaction));
  const signed = await signTransaction([signer.keyPair], unsigned);
  return getBase64Decoder().decode(getTransactionEncoder().encode(signed));
}
