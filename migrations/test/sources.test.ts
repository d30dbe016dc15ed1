import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { anchorIds, anchorProvider, declaredId, readIdl, readIds, readKeypair, readSecurity } from '../src/sources';
import { person, Repository } from './fixture';

const ID = 'MosiE2dvgcGBndejaarnqvy4GsLRRD6znPVh161CZDu';

let repository: Repository;
beforeEach(async () => {
  repository = new Repository((await person('program')).signer.address);
});
afterEach(() => repository.remove());

const path = (name: string) => `${repository.root}/${name}`;

describe('the repository', () => {
  test('names the program in Anchor.toml, for each cluster, and in the source', () => {
    const toml = `[programs.localnet]\nmosaic = "${ID}"\nother = "x"\n[programs.devnet]\nmosaic = "${ID}"\n[programs.empty]\n`;
    expect(anchorIds(toml).map(({ where }) => where)).toEqual([
      'Anchor.toml [programs.localnet]',
      'Anchor.toml [programs.devnet]',
    ]);
    expect(anchorIds('[features]')).toEqual([]);
    expect(declaredId(`use x;\n\ndeclare_id!("${ID}");\n`)).toBe(ID);
    expect(declaredId(`anchor_lang::declare_id!( "${ID}" );`)).toBe(ID);
    expect(declaredId(`// declare_id!("${ID}");`)).toBeUndefined();
    expect(readIds(repository.root).map(({ id }) => id)).toEqual([repository.program, repository.program]);
  });

  test('names a cluster and a wallet', () => {
    expect(anchorProvider('[provider]\ncluster = "devnet"\nwallet = "~/id.json"')).toEqual({
      cluster: 'devnet',
      wallet: '~/id.json',
    });
    expect(anchorProvider('')).toEqual({ cluster: undefined, wallet: undefined });
  });

  test('has an IDL, which is published without blanks', () => {
    repository.write('idl/mosaic.json', `{\n  "address": "${ID}",\n  "docs": [ "a b" ]\n}\n`);
    expect(readIdl(path('idl/mosaic.json'))).toEqual({ address: ID, text: `{"address":"${ID}","docs":["a b"]}` });
  });

  test.each([
    ['[]', /^The IDL is not a JSON object: /],
    ['{', /^The IDL is not JSON: /],
    ['{}', /^The IDL names no program: /],
    ['{"address":"x"}', /^The IDL names no program: /],
  ])('whose IDL is %s is refused', (text, message) => {
    repository.write('idl/mosaic.json', text);
    expect(() => readIdl(path('idl/mosaic.json'))).toThrow(message);
  });

  test('says what is missing of a security.txt', () => {
    const missing = (fields: object) => {
      repository.writeSecurity(fields);
      return readSecurity(path('migrations/security.json')).missing;
    };
    expect(missing({ contacts: ['email:a@example.com'] })).toEqual([]);
    expect(missing({ contacts: [' '], name: ' ' })).toEqual(['name', 'contacts']);
    expect(missing({ contacts: [], project_url: '', policy: 1 })).toEqual(['project_url', 'contacts', 'policy']);
  });

  test('has a file that is missing', () => {
    expect(() => readIdl(path('none.json'))).toThrow(`The IDL cannot be read: ${path('none.json')} (ENOENT).`);
  });
});

describe('a keypair', () => {
  test('is a file of 64 bytes, or the bytes', async () => {
    const { signer, bytes } = await person('deployer');
    repository.write('id.json', JSON.stringify([...bytes]));
    expect((await readKeypair(path('id.json'))).address).toBe(signer.address);
    expect((await readKeypair(bytes)).address).toBe(signer.address);
  });

  test.each([
    ['words', /is not JSON\.$/],
    ['{}', /is not a list of bytes\.$/],
    ['[1, 300]', /is not a list of bytes\.$/],
    ['[1, 2]', /has 2 bytes, not 64\.$/],
    [JSON.stringify(new Array(64).fill(1)), /the public half in .* is not that of its private half\.$/],
  ])('of %s is refused', async (text, message) => {
    repository.write('id.json', text);
    await expect(readKeypair(path('id.json'))).rejects.toThrow(message);
  });

  test('that is missing is said to be', async () => {
    await expect(readKeypair(path('none.json'))).rejects.toThrow(/^The keypair cannot be read: /);
  });
});
