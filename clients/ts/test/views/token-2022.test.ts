import {
  AccountState,
  type ExtensionArgs,
  type MintArgs,
  TOKEN_2022_PROGRAM_ADDRESS,
  type TokenArgs,
  getMintEncoder,
  getTokenEncoder,
} from '@solana-program/token-2022';
import type { Address } from '@solana/kit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { EXTENSION, readExtended } from '../../src/extensions.ts';
import { associatedTokenOf } from '../../src/pda.ts';
import { type NftRefusal, type NftView, readNft, standardOf } from '../../src/views/index.ts';
import { key } from '../quotes/support.ts';
import { owned, reader } from './network.ts';

const MINT = key(1);
const OWNER = key(2);
const PAINTER = key(3);
const GROUP = key(4);
const NOBODY = key(0);

/** A mint of Token-2022, by the program's own library. */
function mintWith(extensions: ExtensionArgs[] | null, changes: Partial<MintArgs> = {}): Uint8Array {
  const mint = { mintAuthority: null, supply: 1n, decimals: 0, isInitialized: true, freezeAuthority: null };
  return Uint8Array.from(getMintEncoder().encode({ ...mint, extensions, ...changes }));
}

function tokenWith(extensions: ExtensionArgs[] | null, changes: Partial<TokenArgs> = {}) {
  return getTokenEncoder().encode({
    mint: MINT,
    owner: OWNER,
    amount: 1n,
    delegate: null,
    state: AccountState.Initialized,
    isNative: null,
    delegatedAmount: 0n,
    closeAuthority: null,
    extensions,
    ...changes,
  });
}

const named = (...fields: [string, string][]): ExtensionArgs => ({
  __kind: 'TokenMetadata',
  updateAuthority: null,
  mint: MINT,
  name: 'Still life',
  symbol: 'STILL',
  uri: 'https://example.com',
  additionalMetadata: new Map(fields),
});

async function shown(mint: Uint8Array, token = tokenWith([{ __kind: 'ImmutableOwner' }])): Promise<NftView> {
  const at = await associatedTokenOf(OWNER, MINT, TOKEN_2022_PROGRAM_ADDRESS);
  const accounts = [
    [MINT, owned(TOKEN_2022_PROGRAM_ADDRESS, mint)],
    [at, owned(TOKEN_2022_PROGRAM_ADDRESS, token)],
  ] as const;
  return readNft(reader(new Map(accounts)), MINT, OWNER);
}

const refused = (refusal: NftRefusal) => ({ deposit: { __kind: 'Err', fields: [refusal] } });
const TAKEN = { deposit: { __kind: 'Ok', fields: ['Token2022'] } };

describe('an NFT of Token-2022', () => {
  test('with nothing but its mint is taken', async () => {
    expect(await shown(mintWith(null))).toMatchObject({ ...TAKEN, name: '', royalties: [], collection: null });
  });

  test('with every harmless extension is taken, and shown as they say', async () => {
    const extensions: ExtensionArgs[] = [
      { __kind: 'MetadataPointer', authority: PAINTER, metadataAddress: MINT },
      { __kind: 'GroupPointer', authority: PAINTER, groupAddress: MINT },
      { __kind: 'TokenGroup', updateAuthority: PAINTER, mint: MINT, size: 0n, maxSize: 1n },
      { __kind: 'GroupMemberPointer', authority: PAINTER, memberAddress: MINT },
      { __kind: 'TokenGroupMember', mint: MINT, group: GROUP, memberNumber: 1n },
      named(['royalty_basis_points', '500'], [PAINTER, '60'], ['colour', '9']),
    ];
    expect(await shown(mintWith(extensions))).toMatchObject({
      ...TAKEN,
      name: 'Still life',
      sellerFeeBps: 500,
      creators: [{ address: PAINTER, share: 60, verified: false }],
      royalties: [{ payee: PAINTER, weight: 30_000 }],
      collection: { key: GROUP, verified: true },
    });
  });

  test('is of this standard even where it is refused', async () => {
    const mint = owned(TOKEN_2022_PROGRAM_ADDRESS, mintWith([{ __kind: 'NonTransferable' }]));
    expect(await standardOf(new Map([[MINT, mint]]), MINT)).toBe('Token2022');
    expect(await standardOf(new Map(), MINT)).toBeNull();
  });

  test('whose mint nobody may close any more is taken', async () => {
    const closing = (closeAuthority: Address): ExtensionArgs => ({ __kind: 'MintCloseAuthority', closeAuthority });
    expect(await shown(mintWith([closing(NOBODY)]))).toMatchObject(TAKEN);
    expect(await shown(mintWith([closing(PAINTER)]))).toMatchObject(refused('MintCloseAuthorityNotNone'));
  });

  test.each<[NftRefusal, Partial<MintArgs>]>([
    ['NotAToken2022Mint', { isInitialized: false }],
    ['NotAnNft', { supply: 2n }],
    ['NotAnNft', { supply: 0n }],
    ['NotAnNft', { decimals: 1 }],
    ['MintAuthorityNotNone', { mintAuthority: PAINTER }],
    ['FreezeAuthorityNotNone', { freezeAuthority: PAINTER }],
  ])('is refused for its mint: %s of %o', async (refusal, changes) => {
    expect(await shown(mintWith(null, changes))).toMatchObject(refused(refusal));
  });

  test.each<[string, [string, string][]]>([
    ['that are no number', [['royalty_basis_points', 'five']]],
    ['above the whole price', [['royalty_basis_points', '10001']]],
    [
      'in shares of more than all',
      [
        ['royalty_basis_points', '1'],
        [PAINTER, '60'],
        [OWNER, '41'],
      ],
    ],
    [
      'for six creators',
      [['royalty_basis_points', '1'], ...[11, 12, 13, 14, 15, 16].map((n): [string, string] => [key(n), '1'])],
    ],
  ])('with royalties %s is refused', async (_, fields) => {
    expect(await shown(mintWith([named(...fields)]))).toMatchObject(refused('RoyaltiesMalformed'));
  });

  test('with a royalty that is named twice is refused, even with the same', async () => {
    const [once, again] = ['royalty_basis_points', 'ROYALTY_BASIS_POINTS'];
    const mint = Buffer.from(mintWith([named([once, '5'], [again, '5'])]));
    expect(await shown(mint)).toMatchObject({ ...TAKEN, sellerFeeBps: 5 });
    // The library writes no field twice.
    mint.write(once, mint.indexOf(again));
    expect(await shown(mint)).toMatchObject(refused('RoyaltiesMalformed'));
  });

  test('pays creators only where it names a royalty, and takes shares that are none for attributes', async () => {
    expect(await shown(mintWith([named([PAINTER, '60'])]))).toMatchObject({ ...TAKEN, royalties: [] });
    const odd = named(['royalty_basis_points', '1'], [PAINTER, '101'], [OWNER, '-1'], [GROUP, '0']);
    expect(await shown(mintWith([odd]))).toMatchObject({ ...TAKEN, royalties: [] });
  });

  test.each<[NftRefusal, Parameters<typeof tokenWith>]>([
    ['OtherMint', [null, { mint: GROUP }]],
    ['OtherOwner', [null, { owner: PAINTER }]],
    ['NotHeld', [null, { amount: 0n }]],
    ['Delegated', [null, { delegate: PAINTER, delegatedAmount: 1n }]],
    ['Delegated', [[{ __kind: 'ImmutableOwner' }], { delegate: PAINTER }]],
    ['Locked', [null, { state: AccountState.Frozen }]],
    ['NoTokenAccount', [null, { state: AccountState.Uninitialized }]],
    ['CpiGuarded', [[{ __kind: 'CpiGuard', lockCpi: true }]]],
  ])('is refused for its token account: %s', async (refusal, [extensions, changes]) => {
    expect(await shown(mintWith(null), tokenWith(extensions, changes))).toMatchObject(refused(refusal));
  });

  test('is taken out of an account with a memo or a guard that is off', async () => {
    const off: ExtensionArgs[] = [
      { __kind: 'CpiGuard', lockCpi: false },
      { __kind: 'MemoTransfer', requireIncomingTransferMemos: true },
    ];
    expect(await shown(mintWith(null), tokenWith(off))).toMatchObject(TAKEN);
  });

  test.each<[NftRefusal, number]>([
    ['HasConfidentialMintBurn', EXTENSION.ConfidentialMintBurn],
    ['HasPermissionedBurn', EXTENSION.PermissionedBurn],
    ['HasConfidentialTransferFee', EXTENSION.ConfidentialTransferFeeConfig],
    ['UnknownExtension', 999],
  ])('is refused by the number of its extension: %s', async (refusal, number) => {
    expect(await shown(withNumber(number))).toMatchObject(refused(refusal));
  });

  test('is refused where its extensions end before they should', async () => {
    const whole = mintWith([named()]);
    expect(await shown(whole.slice(0, -1))).toMatchObject(refused('ExtensionsMalformed'));
    expect(await shown(whole.slice(0, 100))).toMatchObject(refused('NotAToken2022Mint'));
  });
});

/** A mint whose one extension has this number. */
function withNumber(number: number): Uint8Array {
  const data = mintWith([{ __kind: 'MetadataPointer', authority: null, metadataAddress: null }]);
  const place = 166;
  data.set([number & 0xff, number >> 8], place);
  return data;
}

test('whatever bytes there are, reading them ends without an error', async () => {
  const bytes = fc.uint8Array({ maxLength: 400 });
  await fc.assert(
    fc.asyncProperty(bytes, fc.boolean(), async (tail, behindMint) => {
      const mint = behindMint ? Uint8Array.of(...mintWith([]).slice(0, 166), ...tail) : tail;
      const view = await shown(mint);
      expect(['Ok', 'Err']).toContain(view.deposit.__kind);
    }),
    { numRuns: 300 },
  );
});

test("extensions are listed as the program's library writes them", () => {
  const all: ExtensionArgs[] = [
    { __kind: 'PermanentDelegate', delegate: PAINTER },
    named(),
    { __kind: 'NonTransferable' },
  ];
  const read = readExtended(mintWith(all), 'mint');
  expect(read?.extensions.map(extension => extension?.number)).toEqual([
    EXTENSION.PermanentDelegate,
    EXTENSION.TokenMetadata,
    EXTENSION.NonTransferable,
  ]);
});
