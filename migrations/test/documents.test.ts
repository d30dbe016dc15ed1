import { type Address, none, some } from '@solana/kit';
import {
  AccountDiscriminator,
  Compression,
  DataSource,
  Encoding,
  Format,
  type Metadata,
  packDirectData,
  PROGRAM_METADATA_PROGRAM_ADDRESS,
} from '@solana-program/program-metadata';
import { describe, expect, test } from 'vitest';

import { difference, type Document, pack, type Published, whoCanChange } from '../src/documents';

const ADDRESS = PROGRAM_METADATA_PROGRAM_ADDRESS as Address;
const DOCUMENT: Document = { name: 'idl', seed: 'idl', text: '{"a":[1,"two"],"b":null}' };

function metadata(fields: Partial<Metadata> = {}): Metadata {
  const packed = { ...pack(DOCUMENT), ...fields };
  return {
    discriminator: AccountDiscriminator.Metadata,
    program: ADDRESS,
    authority: none(),
    mutable: true,
    canonical: true,
    seed: 'idl',
    dataLength: packed.data.length,
    ...packed,
  };
}

function published(fields: Partial<Metadata> = {}): Published {
  const account = { address: ADDRESS, executable: false, lamports: 1n, programAddress: ADDRESS, space: 0n };
  return { kind: 'metadata', address: ADDRESS, account: { ...account, data: metadata(fields) } } as Published;
}

/** What is published, packed in another way. */
const packed = (content: string, compression?: Compression, encoding?: Encoding) =>
  published(packDirectData({ content, ...(compression && { compression }), ...(encoding && { encoding }) }));

describe('what is published', () => {
  test('is the document, however it is packed and whatever its blanks and order', () => {
    expect(difference(DOCUMENT, published())).toBeUndefined();
    expect(difference(DOCUMENT, packed('{ "b": null, "a": [1, "two"] }', Compression.Gzip))).toBeUndefined();
  });

  test('ends where its length says so', () => {
    const { data } = pack(DOCUMENT);
    const longer = Uint8Array.from([...data, 1, 2, 3]);
    expect(difference(DOCUMENT, published({ data: longer, dataLength: data.length }))).toBeUndefined();
  });

  test.each<[string, Published, string]>([
    ['nothing', { kind: 'absent', address: ADDRESS }, 'It is not published'],
    ['begun', { kind: 'buffer', address: ADDRESS }, 'Its publication was begun and not finished'],
    ['another value', packed('{"a":[1,"two"],"b":0}'), 'Another text is published'],
    ['less', packed('{"a":[1,"two"]}'), 'Another text is published'],
    ['no JSON', packed('a text'), 'What is published cannot be read'],
    ['of another format', published({ format: Format.Yaml }), 'What is published is not marked as JSON'],
    ['a URL', published({ dataSource: DataSource.Url }), 'Only a reference to a text elsewhere is published'],
    ['an account', published({ dataSource: DataSource.External }), 'Only a reference to a text elsewhere is published'],
    ['not compressed as it says', published({ data: new Uint8Array([1, 2]) }), 'What is published cannot be read'],
  ])('is %s', (_, found, words) => {
    expect(difference(DOCUMENT, found)).toBe(words);
  });

  test('can be changed by the upgrade authority, by another one too, or by nobody', () => {
    expect(whoCanChange(metadata())).toBe('the upgrade authority can change it');
    expect(whoCanChange(metadata({ authority: some(ADDRESS) }))).toBe(
      `the upgrade authority and ${ADDRESS} can change it`,
    );
    expect(whoCanChange(metadata({ mutable: false }))).toBe('nobody can change it any more');
  });
});
