import { TOKEN_2022_PROGRAM_ADDRESS } from '@mosaic/client';
import { type Address, address, getBase64Decoder } from '@solana/kit';
import { AccountState, TOKEN_PROGRAM_ADDRESS, getMintEncoder, getTokenEncoder } from '@solana-program/token';
import { expect, test } from 'vitest';

import type { Network } from '../network/index.ts';
import { readMintTexts } from './names.ts';
import { readWalletNfts } from './wallet-nfts.ts';

const OWNER = address('8qbHbw2BbbTHBW1sbeqakYXVKRQM8Ne7pLK7m6CVfeR');
const PLAIN = address('CktRuQ2mttgRGkXJtyksdKHjUdc2C4TgDzyB98oEzy8');
const EXTENDED = address('GgBaCs3NCBuZN12kCJgAW63ydqohFkHEdfdEXBPzLHq');
const MANY = address('LbUiWL3xVV8hTFYBVdbTNrpDo41NKS6o3LHHuDzjfcY');

/** A mint; one of Token-2022 with a name in its metadata. */
function mint(supply: bigint, name?: string): Uint8Array {
  const base = getMintEncoder().encode({
    mintAuthority: null,
    supply,
    decimals: 0,
    isInitialized: true,
    freezeAuthority: null,
  });
  if (name === undefined) return Uint8Array.from(base);
  const sized = (text: string) => [text.length, 0, 0, 0, ...new TextEncoder().encode(text)];
  const noFields = [0, 0, 0, 0];
  const metadata = [
    ...new Array<number>(64).fill(0),
    ...sized(name),
    ...sized('S'),
    ...sized('https://x'),
    ...noFields,
  ];
  const [extension, kind] = [19, 1];
  return Uint8Array.of(...base, ...new Array<number>(83).fill(0), kind, extension, 0, metadata.length, 0, ...metadata);
}

const MINTS: Readonly<Record<Address, readonly [program: Address, data: Uint8Array]>> = {
  [PLAIN]: [TOKEN_PROGRAM_ADDRESS, mint(1n)],
  [EXTENDED]: [TOKEN_2022_PROGRAM_ADDRESS, mint(1n, 'Tulip')],
  [MANY]: [TOKEN_PROGRAM_ADDRESS, mint(5n)],
};

/** A wallet with one unit of each mint, in token accounts that have the addresses of their mints. */
const network = {
  rpc: {
    getTokenAccountsByOwner: (owner: Address, { programId }: { programId: Address }) => ({
      send: () => {
        const held = Object.entries(MINTS).filter(([, [program]]) => program === programId);
        return Promise.resolve({ value: held.map(([of]) => ({ pubkey: of, account: { data: [token(owner, of)] } })) });
      },
    }),
  },
  reader: {
    read: (addresses: readonly Address[]) =>
      Promise.resolve(
        addresses.map(at => {
          const found = MINTS[at];
          return found ? { owner: found[0], lamports: 1n, data: found[1] } : null;
        }),
      ),
  },
} as unknown as Network;

function token(owner: Address, of: string): string {
  const data = getTokenEncoder().encode({
    mint: of as Address,
    owner,
    amount: 1n,
    delegate: null,
    state: AccountState.Initialized,
    isNative: null,
    delegatedAmount: 0n,
    closeAuthority: null,
  });
  return getBase64Decoder().decode(data);
}

test('a wallet has the NFTs of both token programs, and nothing of which there are many', async () => {
  const nfts = await readWalletNfts(network, OWNER);
  expect(nfts.map(({ mint, name, standard }) => [mint, name, standard])).toEqual([
    [PLAIN, '', null],
    [EXTENDED, 'Tulip', 'Token2022'],
  ]);
});

test('what a mint of Token-2022 says of itself is what its NFT is called', async () => {
  const texts = await readMintTexts(network.reader, [EXTENDED, PLAIN]);
  expect([...texts]).toEqual([[EXTENDED, { name: 'Tulip', symbol: 'S', uri: 'https://x' }]]);
});
