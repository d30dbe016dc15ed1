import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { type Address, createKeyPairSignerFromBytes, isAddress, type KeyPairSigner } from '@solana/kit';
import { parse } from 'smol-toml';

import { DeployError } from './errors';
import type { Provider } from './options';

type Json = Record<string, unknown>;

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Bytes of a file; `what` names it and `hint` says how to make it, should it be missing. */
export function readBytes(path: string, what: string, hint?: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new DeployError(`${what} cannot be read: ${path} (${code ?? String(error)}).`, hint);
  }
}

function readObject(path: string, what: string, hint?: string): Json {
  const text = readBytes(path, what, hint).toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new DeployError(`${what} is not JSON: ${path} (${error instanceof Error ? error.message : String(error)}).`);
  }
  if (isObject(value)) return value;
  throw new DeployError(`${what} is not a JSON object: ${path}.`);
}

/** A program id and where it is written. */
export interface ProgramId {
  where: string;
  id: string;
}

/** The IDL: the program that it names, and its text as it is published, without blanks. */
export function readIdl(path: string): { address: Address; text: string } {
  const idl = readObject(path, 'The IDL', 'Name another one with --idl.');
  if (typeof idl.address !== 'string' || !isAddress(idl.address)) {
    throw new DeployError(`The IDL names no program: ${path} has no valid "address".`);
  }
  return { address: idl.address, text: JSON.stringify(idl) };
}

/** The ids that `Anchor.toml` gives to the program, on whatever clusters. */
export function anchorIds(text: string): ProgramId[] {
  const { programs } = parse(text);
  if (!isObject(programs)) return [];
  return Object.entries(programs).flatMap(([cluster, ids]) => {
    const id = isObject(ids) ? ids.mosaic : undefined;
    return typeof id === 'string' ? [{ where: `Anchor.toml [programs.${cluster}]`, id }] : [];
  });
}

/** The provider of `Anchor.toml`. */
export function anchorProvider(text: string): Provider {
  const { provider } = parse(text);
  const field = (name: string) => {
    const value = isObject(provider) ? provider[name] : undefined;
    return typeof value === 'string' ? value : undefined;
  };
  return { cluster: field('cluster'), wallet: field('wallet') };
}

/** The id that the program's source declares. */
export function declaredId(source: string): string | undefined {
  return /^\s*(?:[a-z_]+::)*declare_id!\(\s*"([^"]*)"\s*\)/m.exec(source)?.[1];
}

export function readAnchorToml(root: string): string {
  const text = readBytes(join(root, 'Anchor.toml'), 'Anchor.toml').toString('utf8');
  try {
    parse(text);
  } catch (error) {
    const [reason] = error instanceof Error ? error.message.split('\n') : [String(error)];
    throw new DeployError(`Anchor.toml is not TOML: ${reason}.`);
  }
  return text;
}

/** Every place of the repository but the IDL that names the program. */
export function readIds(root: string): ProgramId[] {
  const source = 'programs/mosaic/src/lib.rs';
  const declared = declaredId(readBytes(join(root, source), 'The source of the program').toString('utf8'));
  return [...anchorIds(readAnchorToml(root)), { where: `declare_id! of ${source}`, id: declared ?? 'none' }];
}

/** A security.txt, and what keeps it from being published, if anything. */
export interface Security {
  text: string;
  missing: string[];
}

/** Fields without which a security.txt tells nobody where to report to. */
const REQUIRED_SECURITY = ['name', 'project_url', 'contacts', 'policy'];

export function readSecurity(path: string): Security {
  const security = readObject(path, 'The security.txt');
  const isFilled = (value: unknown) =>
    Array.isArray(value)
      ? value.length > 0 && value.every(item => typeof item === 'string' && item.trim() !== '')
      : typeof value === 'string' && value.trim() !== '';
  return {
    text: JSON.stringify(security),
    missing: REQUIRED_SECURITY.filter(field => !isFilled(security[field])),
  };
}

/** The keypair of a file of 64 numbers, or of the bytes themselves. */
export async function readKeypair(keypair: string | Uint8Array): Promise<KeyPairSigner> {
  const wrong = (why: string) =>
    new DeployError(`The keypair is not valid: ${why}.`, 'Name a file of solana-keygen with --keypair.');
  const where = typeof keypair === 'string' ? keypair : 'the wallet of the provider';
  let numbers: unknown = keypair;
  if (typeof keypair === 'string') {
    const text = readBytes(keypair, 'The keypair', 'Name another one with --keypair, or none by --check.').toString();
    try {
      numbers = JSON.parse(text);
    } catch {
      throw wrong(`${where} is not JSON`);
    }
    const isByte = (value: unknown) =>
      typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 256;
    if (!Array.isArray(numbers) || !numbers.every(isByte)) throw wrong(`${where} is not a list of bytes`);
  }
  const secret = Uint8Array.from(numbers as ArrayLike<number>);
  if (secret.length !== 64) throw wrong(`${where} has ${secret.length} bytes, not 64`);
  return createKeyPairSignerFromBytes(secret).catch(() => {
    throw wrong(`the public half in ${where} is not that of its private half`);
  });
}
