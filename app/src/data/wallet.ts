/** What a wallet has: tokens, and NFTs that can be deposited. */

import { type NftView, mintAt, nftAddresses, nftViewOf, readAccounts } from '@mosaic/client';
import { type Address, getBase64Encoder } from '@solana/kit';
import { TOKEN_PROGRAM_ADDRESS, type Token, getTokenDecoder } from '@solana-program/token';

import { plainText } from '../media/text.ts';
import { COMMITMENT, type Network } from '../network/index.ts';
import { type Read, useRead } from './read.ts';

/** A token account of a wallet. */
export type WalletToken = Token & { readonly address: Address };

/** The token accounts of a wallet that hold something, of the classic token program. */
export async function readWalletTokens({ rpc }: Network, owner: Address): Promise<WalletToken[]> {
  const config = { encoding: 'base64', commitment: COMMITMENT } as const;
  const { value } = await rpc.getTokenAccountsByOwner(owner, { programId: TOKEN_PROGRAM_ADDRESS }, config).send();
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
export function useWalletNfts(owner: Address | null): Read<NftView[]> {
  return useRead(['wallet', owner ?? '', 'nfts'], network => readWalletNfts(network, owner as Address), {
    enabled: owner !== null,
  });
}

async function readWalletNfts(network: Network, owner: Address): Promise<NftView[]> {
  const { reader } = network;
  const single = (await readWalletTokens(network, owner)).filter(({ amount }) => amount === 1n);
  const mints = await readAccounts(
    reader,
    single.map(({ mint }) => mint),
  );
  const tokens = single.filter(({ mint }) => {
    const found = mintAt(mints, mint);
    return found?.decimals === 0 && found.supply === 1n;
  });
  const addresses = await Promise.all(tokens.map(({ mint, address }) => nftAddresses(mint, address)));
  const accounts = await readAccounts(reader, addresses.flat());
  const nfts = await Promise.all(tokens.map(({ mint, address }) => nftViewOf(accounts, mint, owner, address)));
  const named = nfts.map(nft => ({ ...nft, name: plainText(nft.name, 64), symbol: plainText(nft.symbol, 12) }));
  return named.sort((a, b) => a.name.localeCompare(b.name) || a.mint.localeCompare(b.mint));
}
