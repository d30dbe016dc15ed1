/** What a wallet has: tokens, and NFTs that can be deposited. */

import { type Address, getBase64Encoder } from '@solana/kit';
import { TOKEN_PROGRAM_ADDRESS, type Token, getTokenDecoder } from '@solana-program/token';

import { COMMITMENT, type Network } from '../network/index.ts';
import { type Read, useRead } from './read.ts';
import type { WalletNft } from './wallet-nfts.ts';

export type { WalletNft } from './wallet-nfts.ts';

/** A token account of a wallet. */
export type WalletToken = Token & { readonly address: Address };

/** The token accounts of a wallet that hold something, of the classic token program: in it all prices are paid. */
export function readWalletTokens(network: Network, owner: Address): Promise<WalletToken[]> {
  return readTokensOf(network, owner, TOKEN_PROGRAM_ADDRESS);
}

/** The token accounts of a wallet that hold something, of this token program. */
export async function readTokensOf({ rpc }: Network, owner: Address, programId: Address): Promise<WalletToken[]> {
  const config = { encoding: 'base64', commitment: COMMITMENT } as const;
  const { value } = await rpc.getTokenAccountsByOwner(owner, { programId }, config).send();
  // Behind what both programs know, accounts of Token-2022 have extensions.
  const tokens = value.map(({ pubkey, account: { data } }) => ({
    address: pubkey,
    ...getTokenDecoder().decode(getBase64Encoder().encode(data[0])),
  }));
  return tokens.filter(({ amount }) => amount > 0n);
}

/** What a wallet has of each token, in raw units, by mint. */
export function useWalletTokens(owner: Address | null): Read<WalletToken[]> {
  return useRead(['wallet', owner ?? '', 'tokens'], network => readWalletTokens(network, owner as Address), {
    enabled: owner !== null,
  });
}

/** The NFTs of a wallet, with whether and how they can be deposited, by name. */
export function useWalletNfts(owner: Address | null): Read<WalletNft[]> {
  return useRead(
    ['wallet', owner ?? '', 'nfts'],
    async network => {
      // Only what shows them loads how they are screened.
      const { readWalletNfts } = await import('./wallet-nfts.ts');
      return readWalletNfts(network, owner as Address);
    },
    { enabled: owner !== null },
  );
}
