import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { type Address, isAddress } from '@solana/kit';

import type { Endpoint } from './cluster';
import { DeployError } from './errors';

/** What a run is asked to do. Paths are absolute. */
export interface Options extends Endpoint {
  /** Who signs and pays: a file, the 64 bytes of a keypair, or nobody (nothing is published then). */
  keypair: string | Uint8Array | undefined;
  /** Who shall be the upgrade authority: an address, nobody (`frozen`), the keypair, or anybody. */
  authority: Address | 'frozen' | 'keypair' | 'any';
  /** What the bytecode is compared with: a file, or a sha256. */
  bytecode: { so: string } | { hash: string };
  idl: string;
  security: string;
  /** Folder of the repository, for `Anchor.toml` and the source. */
  root: string;
  /** Writes nothing, and takes for a difference what a run would publish. */
  check: boolean;
  json: boolean;
}

/** What `Anchor.toml` says of the provider. */
export interface Provider {
  cluster: string | undefined;
  wallet: string | undefined;
}

export const USAGE = `Checks a deployment of Mosaic and publishes its IDL and security.txt.

Usage: npx tsx deploy.ts [options]

  --url URL         RPC, or localnet, devnet, testnet, mainnet (default: the cluster of Anchor.toml)
  --ws-url URL      its websocket (default: as the Solana CLI derives it from --url)
  --keypair FILE    who signs and pays (default: the wallet of Anchor.toml; none with --check)
  --authority ADDR  who shall be the upgrade authority (default: the keypair, or anybody without one)
  --frozen          nobody shall be
  --so FILE         bytecode to compare with (default: target/deploy/mosaic.so)
  --hash SHA256     its hash instead, as solana-verify prints it
  --idl FILE        IDL to publish (default: idl/mosaic.json)
  --security FILE   security.txt to publish, as JSON (default: migrations/security.json)
  --priority-fee N  what validators are paid on top, in micro-lamports for a compute unit (default: 0)
  --check           write nothing; whatever a run would publish is a difference
  --json            print the report as JSON
  --help            print this

Exit code: 0 as it should be, 1 something differs, 2 it could not be found out.`;

const CLUSTERS: Record<string, string> = {
  localnet: 'http://127.0.0.1:8899',
  localhost: 'http://127.0.0.1:8899',
  devnet: 'https://api.devnet.solana.com',
  testnet: 'https://api.testnet.solana.com',
  mainnet: 'https://api.mainnet-beta.solana.com',
  'mainnet-beta': 'https://api.mainnet-beta.solana.com',
};

/** URL of a cluster that is named by a moniker or by its URL. */
export function clusterUrl(cluster: string): string {
  const url = CLUSTERS[cluster.toLowerCase()] ?? cluster;
  if (/^https?:\/\/./.test(url) && URL.canParse(url)) return url;
  throw new DeployError(
    `${cluster} is neither a URL nor a cluster.`,
    `Clusters are ${Object.keys(CLUSTERS).join(', ')}; URLs begin with http:// or https://.`,
  );
}

/** URL of the websocket next to an RPC: its port is the next one where the URL names a port. */
export function websocketUrl(url: string): string {
  const ws = new URL(url);
  ws.protocol = ws.protocol === 'https:' ? 'wss:' : 'ws:';
  if (ws.port) ws.port = String(Number(ws.port) + 1);
  return ws.toString();
}

function parse(argv: string[]) {
  try {
    return parseArgs({
      args: argv,
      options: {
        url: { type: 'string', short: 'u' },
        'ws-url': { type: 'string' },
        keypair: { type: 'string', short: 'k' },
        authority: { type: 'string' },
        frozen: { type: 'boolean', default: false },
        so: { type: 'string' },
        hash: { type: 'string' },
        idl: { type: 'string' },
        security: { type: 'string' },
        'priority-fee': { type: 'string', default: '0' },
        check: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    throw new DeployError(error instanceof Error ? error.message : String(error), 'See --help.');
  }
}

function expectedAuthority(authority: string | undefined, frozen: boolean, keypair: unknown): Options['authority'] {
  if (authority !== undefined && frozen) throw new DeployError('--authority and --frozen exclude each other.');
  if (frozen) return 'frozen';
  if (authority === undefined) return keypair === undefined ? 'any' : 'keypair';
  if (isAddress(authority)) return authority;
  throw new DeployError(`--authority ${authority} is not an address.`);
}

function expectedBytecode(so: string | undefined, hash: string | undefined, root: string): Options['bytecode'] {
  if (hash === undefined) return { so: so === undefined ? join(root, 'target/deploy/mosaic.so') : resolve(so) };
  if (so !== undefined) throw new DeployError('--so and --hash exclude each other.');
  if (!/^[0-9a-f]{64}$/i.test(hash)) throw new DeployError('--hash is not a sha256: 64 hexadecimal digits.');
  return { hash: hash.toLowerCase() };
}

function parsePriorityFee(fee: string): bigint {
  if (/^\d{1,19}$/.test(fee)) return BigInt(fee);
  throw new DeployError(`--priority-fee ${fee} is not a number of micro-lamports.`);
}

/** Path of a file under the home folder, as Anchor.toml writes it. */
function expandHome(path: string): string {
  return path.startsWith('~/') ? join(homedir(), path.slice(2)) : path;
}

/**
 * The options of a command line, or nothing where it asks for help. Paths that it names are relative to where it was typed, those that
 * it does not are in the repository at `root`.
 */
export function parseOptions(argv: string[], root: string, provider: Provider): Options | undefined {
  const args = parse(argv);
  if (args.help) return undefined;
  const url = clusterUrl(args.url ?? provider.cluster ?? 'localnet');
  const wallet = args.check || provider.wallet === undefined ? undefined : resolve(root, expandHome(provider.wallet));
  const keypair = args.keypair === undefined ? wallet : resolve(expandHome(args.keypair));
  return {
    url,
    wsUrl: args['ws-url'] ?? websocketUrl(url),
    priorityFee: parsePriorityFee(args['priority-fee']),
    keypair,
    authority: expectedAuthority(args.authority, args.frozen, keypair),
    bytecode: expectedBytecode(args.so, args.hash, root),
    idl: args.idl === undefined ? join(root, 'idl/mosaic.json') : resolve(args.idl),
    security: args.security === undefined ? join(root, 'migrations/security.json') : resolve(args.security),
    root,
    check: args.check,
    json: args.json,
  };
}
