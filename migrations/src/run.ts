import { relative } from 'node:path';

import { type Address, createSolanaRpc, type KeyPairSigner } from '@solana/kit';
import { PROGRAM_METADATA_PROGRAM_ADDRESS } from '@solana-program/program-metadata';

import { checkAuthority, checkBytecode, checkIds, checkProgram, describeSize } from './checks';
import { bytecodeHash, type Deployment, describeAuthority, fetchDeployment, type Upgradeable } from './deployment';
import { type Document, fetchPublished, hasMetadataProgram } from './documents';
import { explain } from './errors';
import type { Options } from './options';
import { checkDocument, publishDocument } from './publish';
import type { Line, Report } from './report';
import { readBytes, readIdl, readIds, readKeypair, readSecurity } from './sources';

type Rpc = ReturnType<typeof createSolanaRpc>;

/** A path as people read it: from the root of the repository where it is in there. */
function shown(root: string, path: string): string {
  const inside = relative(root, path);
  return inside.startsWith('..') ? path : inside;
}

/** What the repository and the options say of the deployment. */
async function readExpectations(options: Options) {
  const { root, bytecode } = options;
  const source = 'hash' in bytecode ? '--hash' : shown(root, bytecode.so);
  const hint = 'Build it with `cargo sbf build`, or name it with --so, or its sha256 with --hash.';
  return {
    idl: readIdl(options.idl),
    security: readSecurity(options.security),
    ids: readIds(root),
    source,
    hash: 'hash' in bytecode ? bytecode.hash : bytecodeHash(readBytes(bytecode.so, 'The bytecode', hint)),
    wallet: options.keypair === undefined ? undefined : await readKeypair(options.keypair),
  };
}

type Expectations = Awaited<ReturnType<typeof readExpectations>>;

function expectedAuthority({ authority }: Options, wallet: KeyPairSigner | undefined): Address | 'frozen' | 'any' {
  return authority === 'keypair' ? (wallet?.address ?? 'any') : authority;
}

async function checkUpgradeable(
  rpc: Rpc,
  options: Options,
  expectations: Expectations,
  upgradeable: Upgradeable,
): Promise<Line[]> {
  const { authority } = upgradeable;
  const kind = authority === null ? '' : await describeAuthority(rpc, authority);
  return [
    checkAuthority(upgradeable, kind, expectedAuthority(options, expectations.wallet)),
    checkBytecode(upgradeable, expectations.hash, expectations.source),
    describeSize(upgradeable),
  ];
}

/** Why the documents are left as they are, if they are: the same reason for both. */
async function reasonToSkip(rpc: Rpc, lines: Line[], check: boolean): Promise<string | undefined> {
  if (!(await hasMetadataProgram(rpc))) {
    return `The cluster has no Program Metadata program (${PROGRAM_METADATA_PROGRAM_ADDRESS}).`;
  }
  const differing = lines.filter(line => line.status === 'differs').map(line => line.name);
  return !check && differing.length > 0 ? `Nothing is published where the ${differing.join(', ')} differs.` : undefined;
}

async function settleDocument(
  rpc: Rpc,
  options: Options,
  { program, upgradeable }: Deployment & { upgradeable: Upgradeable },
  wallet: KeyPairSigner | undefined,
  document: Document,
): Promise<Line> {
  const published = await fetchPublished(rpc, program, document.seed);
  const { authority, programData } = upgradeable;
  if (options.check || !wallet) return checkDocument(document, published, authority);
  return publishDocument({ endpoint: options, program, programData, authority, wallet }, document, published);
}

async function settleDocuments(
  rpc: Rpc,
  options: Options,
  deployment: Deployment & { upgradeable: Upgradeable },
  { idl, security, wallet }: Expectations,
  lines: Line[],
): Promise<Line[]> {
  const skip = await reasonToSkip(rpc, lines, options.check);
  const line = (name: string, detail: string): Line => ({ name, status: 'skipped', detail });
  if (skip !== undefined) return [line('idl', skip), line('security.txt', skip)];
  const settle = (document: Document) => settleDocument(rpc, options, deployment, wallet, document);
  const published = [await settle({ name: 'idl', seed: 'idl', text: idl.text })];
  if (security.missing.length === 0) {
    published.push(await settle({ name: 'security.txt', seed: 'security', text: security.text }));
  } else {
    const file = shown(options.root, options.security);
    published.push(line('security.txt', `${file} lacks ${security.missing.join(', ')}.`));
  }
  return published;
}

/** Checks a deployment, publishes what is to be published, and says what it found and did. */
export async function run(options: Options): Promise<Report> {
  const expectations = await readExpectations(options);
  const program = expectations.idl.address;
  const lines = [checkIds(program, expectations.ids)];
  const report = { program, url: options.url, lines };
  try {
    const rpc = createSolanaRpc(options.url);
    const deployment = await fetchDeployment(rpc, program);
    lines.push(checkProgram(deployment));
    const { upgradeable } = deployment;
    if (upgradeable) {
      lines.push(...(await checkUpgradeable(rpc, options, expectations, upgradeable)));
      lines.push(...(await settleDocuments(rpc, options, { ...deployment, upgradeable }, expectations, lines)));
    }
    return report;
  } catch (error) {
    throw explain(error, options.url);
  }
}
