import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

import { describe, expect, test } from 'vitest';

import { clusterUrl, parseOptions, websocketUrl } from '../src/options';

const ROOT = resolve('/repository');
const PROVIDER = { cluster: 'localnet', wallet: '~/id.json' };
const ADDRESS = 'MosiE2dvgcGBndejaarnqvy4GsLRRD6znPVh161CZDu';
const parse = (...args: string[]) => parseOptions(args, ROOT, PROVIDER)!;

describe('options', () => {
  test('come from Anchor.toml and the repository where the command line is silent', () => {
    expect(parse()).toEqual({
      url: 'http://127.0.0.1:8899',
      wsUrl: 'ws://127.0.0.1:8900/',
      priorityFee: 0n,
      keypair: join(homedir(), 'id.json'),
      authority: 'keypair',
      bytecode: { so: join(ROOT, 'target/deploy/mosaic.so') },
      idl: join(ROOT, 'idl/mosaic.json'),
      security: join(ROOT, 'migrations/security.json'),
      root: ROOT,
      check: false,
      json: false,
    });
  });

  test('need no wallet for a check, and expect no authority then unless they are told', () => {
    expect(parse('--check')).toMatchObject({ keypair: undefined, authority: 'any', check: true });
    expect(parse('--check', '--frozen')).toMatchObject({ authority: 'frozen' });
    expect(parse('--check', '--authority', ADDRESS)).toMatchObject({ authority: ADDRESS });
    expect(parse('--check', '--keypair', 'id.json')).toMatchObject({
      keypair: resolve('id.json'),
      authority: 'keypair',
    });
  });

  test('take a hash in any case for a file', () => {
    expect(parse('--hash', 'AB'.repeat(32)).bytecode).toEqual({ hash: 'ab'.repeat(32) });
    expect(parse('--so', 'a.so').bytecode).toEqual({ so: resolve('a.so') });
  });

  test('ask for help', () => {
    expect(parseOptions(['--help'], ROOT, PROVIDER)).toBeUndefined();
  });

  test.each([
    [['--authority', ADDRESS, '--frozen'], '--authority and --frozen exclude each other.'],
    [['--authority', 'me'], '--authority me is not an address.'],
    [['--so', 'a.so', '--hash', 'ab'.repeat(32)], '--so and --hash exclude each other.'],
    [['--hash', 'abc'], '--hash is not a sha256: 64 hexadecimal digits.'],
    [['--priority-fee', '1.5'], '--priority-fee 1.5 is not a number of micro-lamports.'],
    [['--url', 'moonnet'], 'moonnet is neither a URL nor a cluster.'],
    [['--url', 'ftp://host'], 'ftp://host is neither a URL nor a cluster.'],
    [['--no-such'], /Unknown option '--no-such'/],
    [['stray'], /Unexpected argument 'stray'/],
  ])('%j are refused', (args, message) => {
    expect(() => parse(...args)).toThrow(message);
  });
});

test('clusters are named by moniker or URL', () => {
  expect(clusterUrl('Devnet')).toBe('https://api.devnet.solana.com');
  expect(clusterUrl('mainnet')).toBe('https://api.mainnet-beta.solana.com');
  expect(clusterUrl('http://host:1/key')).toBe('http://host:1/key');
});

test('the websocket is on the next port where one is named', () => {
  expect(websocketUrl('http://127.0.0.1:8899')).toBe('ws://127.0.0.1:8900/');
  expect(websocketUrl('https://host/key')).toBe('wss://host/key');
});
