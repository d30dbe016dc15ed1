import type { Address } from '@solana/kit';
import { AccountState, TOKEN_PROGRAM_ADDRESS, getMintEncoder, getTokenEncoder } from '@solana-program/token';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { type TokenStandard, readMetadata, readTokenRecord } from '../../src/metadata.ts';
import * as pda from '../../src/pda.ts';
import { TOKEN_METADATA_PROGRAM_ADDRESS } from '../../src/addresses.ts';
import {
  type NftRefusal,
  type NftView,
  nftAddresses,
  nftViewOf,
  nftKind,
  readNft,
  royaltyWeightOf,
  ruleSetOf,
  standardOf,
} from '../../src/views/index.ts';
import { between } from '../rules/support.ts';
import { key } from '../quotes/support.ts';
import { type Metadata, metadataAccount, metadataData, recordAccount } from './metadata.ts';
import { type Network, owned, reader } from './network.ts';

const MINT = key(1);
const OWNER = key(2);
const PAINTER = key(4);
const RULES = key(5);
const STRANGER = key(6);

const METADATA: Metadata = {
  updateAuthority: PAINTER,
  mint: MINT,
  name: 'Still life\0\0\0',
  symbol: 'STILL\0',
  uri: 'https://example.com/still-life.json\0',
  sellerFeeBps: 500,
  creators: [
    { address: PAINTER, verified: true, share: 70 },
    { address: STRANGER, verified: false, share: 20 },
    { address: OWNER, verified: true, share: 10 },
  ],
  primarySaleHappened: false,
  isMutable: true,
  editionNonce: 255,
  tokenStandard: 0,
  collection: null,
  uses: null,
  collectionDetails: null,
  programmableConfig: null,
};

type Changes = {
  metadata?: Partial<Metadata>;
  mint?: Partial<Parameters<ReturnType<typeof getMintEncoder>['encode']>[0]>;
  token?: Partial<Parameters<ReturnType<typeof getTokenEncoder>['encode']>[0]>;
  editionKey?: number;
  record?: Partial<Parameters<typeof recordAccount>[0]>;
  /** What is not there, or of another program. */
  gone?: 'mint' | 'metadata' | 'edition' | 'token' | 'record';
  foreign?: Changes['gone'];
};

/** A network with an NFT that can be deposited, but for what is changed. */
async function withNft(changes: Changes = {}): Promise<Network> {
  const token = await pda.associatedToken(OWNER, MINT);
  const [mint, metadata, edition, , record] = (await nftAddresses(MINT, OWNER, token)) as [
    Address,
    Address,
    Address,
    Address,
    Address,
  ];
  const mintData = {
    mintAuthority: edition,
    supply: 1n,
    decimals: 0,
    isInitialized: true,
    freezeAuthority: edition,
    ...changes.mint,
  };
  const tokenData = {
    mint: MINT,
    owner: OWNER,
    amount: 1n,
    delegate: null,
    state: AccountState.Initialized,
    isNative: null,
    delegatedAmount: 0n,
    closeAuthority: null,
    ...changes.token,
  };
  const parts = {
    mint: [mint, owned(TOKEN_PROGRAM_ADDRESS, getMintEncoder().encode(mintData))],
    metadata: [metadata, metadataAccount({ ...METADATA, ...changes.metadata })],
    edition: [edition, owned(TOKEN_METADATA_PROGRAM_ADDRESS, Uint8Array.of(changes.editionKey ?? 6))],
    token: [token, owned(TOKEN_PROGRAM_ADDRESS, getTokenEncoder().encode(tokenData))],
    record: [record, recordAccount({ state: 0, ruleSetRevision: null, delegate: null, ...changes.record })],
  } as const;
  const there = Object.entries(parts).filter(([name]) => name !== changes.gone);
  return new Map(
    there.map(([name, [address, account]]) => [
      address,
      name === changes.foreign ? { ...account, owner: STRANGER } : account,
    ]),
  );
}

async function shown(changes: Changes = {}): Promise<NftView> {
  return readNft(reader(await withNft(changes)), MINT, OWNER);
}

const PROGRAMMABLE: Changes = {
  metadata: { tokenStandard: 4, programmableConfig: [0, RULES] },
  token: { state: AccountState.Frozen },
};

describe('an NFT in a wallet', () => {
  test('is shown as its metadata says, and what its verified creators get', async () => {
    const view = await shown();
    expect(view).toEqual({
      mint: MINT,
      owner: OWNER,
      token: await pda.associatedToken(OWNER, MINT),
      name: 'Still life',
      symbol: 'STILL',
      uri: 'https://example.com/still-life.json',
      sellerFeeBps: 500,
      creators: METADATA.creators,
      collection: null,
      ruleSet: null,
      deposit: { __kind: 'Ok', fields: ['NonFungible'] },
      royalties: [
        { payee: PAINTER, weight: 35_000 },
        { payee: OWNER, weight: 5_000 },
      ],
    });
    expect([nftKind(view), royaltyWeightOf(view)]).toEqual([{ __kind: 'Plain' }, 40_000]);
  });

  test.each<[string, Changes, string]>([
    ['of a printed edition', { metadata: { tokenStandard: 3 } }, 'Edition'],
    ['from before standards', { metadata: { tokenStandard: null } }, 'NonFungible'],
    ['printed before standards', { metadata: { tokenStandard: null }, editionKey: 1 }, 'Edition'],
    ['that nobody can freeze', { mint: { freezeAuthority: null } }, 'NonFungible'],
    ['that is programmable', PROGRAMMABLE, 'Programmable'],
    [
      'that is a print of a programmable one',
      { ...PROGRAMMABLE, metadata: { tokenStandard: 5 } },
      'ProgrammableEdition',
    ],
  ])('%s can be deposited', async (_, changes, standard) => {
    expect((await shown(changes)).deposit).toEqual({ __kind: 'Ok', fields: [standard] });
  });

  test('that is programmable has its rule set', async () => {
    const view = await shown(PROGRAMMABLE);
    expect(view.ruleSet).toBe(RULES);
    expect(nftKind(view)).toEqual({ __kind: 'Programmable', ruleSet: RULES });
    expect(await ruleSetOf(await withNft(PROGRAMMABLE), MINT)).toBe(RULES);
    const free = { ...PROGRAMMABLE, metadata: { tokenStandard: 4 } };
    expect(nftKind(await shown(free))).toEqual({ __kind: 'Programmable', ruleSet: null });
    expect(await ruleSetOf(new Map(), MINT)).toBeNull();
  });

  const overPaid = Array.from({ length: 6 }, () => ({ address: PAINTER, verified: true, share: 1 }));
  test.each<[NftRefusal, Changes]>([
    ['NotAClassicMint', { gone: 'mint' }],
    ['NotAClassicMint', { foreign: 'mint' }],
    ['NotAClassicMint', { mint: { isInitialized: false } }],
    ['NotAnNft', { mint: { supply: 2n } }],
    ['NotAnNft', { mint: { decimals: 1 } }],
    ['NoMetadata', { gone: 'metadata' }],
    ['NoMetadata', { foreign: 'metadata' }],
    ['NoMetadata', { metadata: { mint: STRANGER } }],
    ['NoMetadata', { metadata: { creators: overPaid } }],
    [
      'NoMetadata',
      { metadata: { sellerFeeBps: 65_535, creators: [{ address: PAINTER, verified: false, share: 16 }] } },
    ],
    ['UnsupportedStandard', { metadata: { tokenStandard: 1 } }],
    ['UnsupportedStandard', { metadata: { tokenStandard: 2 }, gone: 'edition' }],
    ['NoEdition', { gone: 'edition' }],
    ['NoEdition', { foreign: 'edition' }],
    ['MintAuthorityNotEdition', { mint: { mintAuthority: null } }],
    ['MintAuthorityNotEdition', { mint: { mintAuthority: STRANGER } }],
    ['FreezeAuthorityNotEdition', { mint: { freezeAuthority: STRANGER } }],
    ['NoTokenAccount', { gone: 'token' }],
    ['NoTokenAccount', { foreign: 'token' }],
    ['OtherMint', { token: { mint: STRANGER } }],
    ['OtherOwner', { token: { owner: STRANGER } }],
    ['NotHeld', { token: { amount: 0n } }],
    ['Locked', { token: { state: AccountState.Frozen } }],
    ['Delegated', { token: { delegate: STRANGER } }],
    ['NoTokenRecord', { ...PROGRAMMABLE, gone: 'record' }],
    ['NoTokenRecord', { ...PROGRAMMABLE, foreign: 'record' }],
    ['Delegated', { ...PROGRAMMABLE, record: { delegate: STRANGER, ruleSetRevision: 1n } }],
    ['Locked', { ...PROGRAMMABLE, record: { state: 1 } }],
    ['Locked', { ...PROGRAMMABLE, record: { state: 2 } }],
  ])('is refused: %s of %o', async (refusal, changes) => {
    expect((await shown(changes)).deposit).toEqual({ __kind: 'Err', fields: [refusal] });
  });

  test.each<[string, Changes, string | null]>([
    ['locked', { ...PROGRAMMABLE, record: { state: 1 } }, 'Programmable'],
    ['not held any more', { token: { amount: 0n } }, 'NonFungible'],
    ['a print whose standard nobody recorded', { metadata: { tokenStandard: null }, editionKey: 1 }, 'Edition'],
    ['fungible', { metadata: { tokenStandard: 2 } }, null],
    ['without metadata', { gone: 'metadata' }, null],
    ['with metadata of another program', { foreign: 'metadata' }, null],
    ['with metadata of another mint', { metadata: { mint: STRANGER } }, null],
  ])('has a standard whether or not it can be deposited: %s', async (_, changes, standard) => {
    expect(await standardOf(await withNft(changes), MINT)).toBe(standard);
  });

  test('that is held elsewhere is shown all the same', async () => {
    const now = await withNft();
    const view = await nftViewOf(now, MINT, OWNER, STRANGER);
    expect(view).toMatchObject({ token: STRANGER, name: 'Still life', deposit: { fields: ['NoTokenAccount'] } });
  });
});

const STANDARDS: readonly TokenStandard[] = [
  'NonFungible',
  'FungibleAsset',
  'Fungible',
  'NonFungibleEdition',
  'ProgrammableNonFungible',
  'ProgrammableNonFungibleEdition',
];

const anyKey = fc.nat(255).map(key);
const orNone = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: null });
const anyU64 = between(0n, (1n << 64n) - 1n);
const anyMetadata: fc.Arbitrary<Metadata> = fc.record({
  updateAuthority: anyKey,
  mint: anyKey,
  name: fc.string({ unit: 'grapheme', maxLength: 8 }),
  symbol: fc.string({ maxLength: 4 }),
  uri: fc.string({ maxLength: 20 }),
  sellerFeeBps: fc.nat(65_535),
  creators: orNone(
    fc.array(fc.record({ address: anyKey, verified: fc.boolean(), share: fc.nat(255) }), { maxLength: 6 }),
  ),
  primarySaleHappened: fc.boolean(),
  isMutable: fc.boolean(),
  editionNonce: orNone(fc.nat(255)),
  tokenStandard: orNone(fc.nat(5)),
  collection: orNone(fc.tuple(fc.boolean(), anyKey)),
  uses: orNone(fc.tuple(fc.nat(2), anyU64, anyU64)),
  collectionDetails: orNone(fc.tuple(fc.nat(1), anyU64)),
  programmableConfig: orNone(fc.tuple(fc.constant(0), orNone(anyKey))),
});

describe('metadata', () => {
  const trimmed = (text: string) => text.replace(/\0+$/, '');

  test('is read as it was written, whatever is behind it', () => {
    fc.assert(
      fc.property(anyMetadata, fc.nat(100), (metadata, padding) => {
        const { mint, sellerFeeBps, tokenStandard } = metadata;
        expect(readMetadata(metadataData(metadata, padding))).toEqual({
          mint,
          texts: { name: trimmed(metadata.name), symbol: trimmed(metadata.symbol), uri: trimmed(metadata.uri) },
          sellerFeeBps,
          creators: metadata.creators ?? [],
          tokenStandard: tokenStandard === null ? null : STANDARDS[tokenStandard],
          collection: metadata.collection && { verified: metadata.collection[0], key: metadata.collection[1] },
          ruleSet: metadata.programmableConfig?.[1] ?? null,
        });
      }),
    );
  });

  test('is nothing or something in any bytes, and no failure', () => {
    fc.assert(
      fc.property(anyMetadata, fc.nat(), fc.nat(255), fc.nat(), (metadata, at, byte, keep) => {
        const data = Uint8Array.from(metadataData(metadata));
        data[at % data.length] = byte;
        const read = readMetadata(data.slice(0, keep % (data.length + 1)));
        expect(read === null || read.creators.length <= data.length / 34).toBe(true);
        readTokenRecord(data);
      }),
    );
  });

  const standardless = { ...METADATA, tokenStandard: null };
  const head = metadataData(standardless).length - 5;
  const corrupt = (tail: number[]) =>
    readMetadata(Uint8Array.of(...metadataData(standardless).slice(0, head), ...tail));

  test('from before standards has none where what follows cannot be read', () => {
    expect(corrupt([])).toMatchObject({ tokenStandard: null, ruleSet: null });
    // A standard counts only with a collection and uses that can be read.
    expect(corrupt([1, 0, 0, 0])?.tokenStandard).toBe('NonFungible');
    expect(corrupt([1, 0, 0])?.tokenStandard).toBeNull();
    expect(corrupt([1, 0, 2, 0])?.tokenStandard).toBeNull();
    expect(corrupt([1, 9, 0, 0])?.tokenStandard).toBeNull();
  });

  test('with texts that are no UTF-8 or a creator that cannot be read is not shown', async () => {
    const now = await withNft();
    const at = await pda.metadata(MINT);
    const corrupted = async (index: number, byte: number) => {
      const data = metadataData(METADATA).map((old, place) => (place === index ? byte : old));
      return readNft(reader(new Map([...now, [at, owned(TOKEN_METADATA_PROGRAM_ADDRESS, data)]])), MINT, OWNER);
    };
    const name = 1 + 32 + 32 + 4;
    const unnamed = { name: '', symbol: '', uri: '', sellerFeeBps: 0, creators: [], collection: null };
    expect(await corrupted(name, 0xff)).toMatchObject({ ...unnamed, deposit: { __kind: 'Ok' } });
    const texts = METADATA.name.length + METADATA.symbol.length + METADATA.uri.length;
    const verified = name + texts + 8 + 2 + 1 + 4 + 32;
    expect(await corrupted(verified, 2)).toMatchObject({ ...unnamed, deposit: { fields: ['NoMetadata'] } });
  });

  test('of another kind is none', () => {
    expect(readMetadata(metadataData(METADATA).map((byte, at) => (at === 0 ? 6 : byte)))).toBeNull();
    expect(readTokenRecord(recordAccount({ state: 0, ruleSetRevision: null, delegate: null }, 4).data)).toBeNull();
    expect([readMetadata(new Uint8Array()), readTokenRecord(new Uint8Array())]).toEqual([null, null]);
  });
});
