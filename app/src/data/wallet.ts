/** What a wallet has: tokens, and NFTs that can be deposited. */

import {
  type AccountInfo,
  type NftView,
  TOKEN_2022_PROGRAM_ADDRESS,
  nftAddresses,
  nftViewOf,
  readAccounts,
} from '@mosaic/client';
import { type Address, getBase64Encoder } from '@solana/kit';
import { TOKEN_PROGRAM_ADDRESS, type Token, getMintDecoder, getMintSize, getTokenDecoder } from '@solana-program/token';

import { plainText } from '../media/text.ts';
import { COMMITMENT, type Network } from '../network/index.ts';
import { type Read, useRead } from './read.ts';

/** A token account of a wallet. */
export type WalletToken = Token & { readonly address: Address };

/** The token accounts of a wallet that hold something, of the classic token program: in it all prices are paid. */
export function readWalletTokens(network: Network, owner: Address): Promise<WalletToken[]> {
  return readTokensOf(network, owner, TOKEN_PROGRAM_ADDRESS);
}

async function readTokensOf({ rpc }: Network, owner: Address, programId: Address): Promise<WalletToken[]> {
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
export function useWalletNfts(owner: Address | null): Read<NftView[]> {
  return useRead(['wallet', owner ?? '', 'nfts'], network => readWalletNfts(network, owner as Address), {
    enabled: owner !== null,
  });
}

/** The NFTs of a wallet, of both token programs. */
export async function readWalletNfts(network: Network, owner: Address): Promise<NftView[]> {
  const { reader } = network;
  const programs = [TOKEN_PROGRAM_ADDRESS, TOKEN_2022_PROGRAM_ADDRESS];
  const held = (await Promise.all(programs.map(program => readTokensOf(network, owner, program)))).flat();
  const single = held.filter(({ amount }) => amount === 1n);
  const mints = await readAccounts(
    reader,
    single.map(({ mint }) => mint),
  );
  const tokens = single.filter(({ mint }) => isNft(mints.get(mint)));
  const addresses = await Promise.all(tokens.map(({ mint, address }) => nftAddresses(mint, owner, address)));
  const accounts = await readAccounts(reader, addresses.flat());
  const nfts = await Promise.all(tokens.map(({ mint, address }) => nftViewOf(accounts, mint, owner, address)));
  const named = nfts.map(nft => ({ ...nft, name: plainText(nft.name, 64), symbol: plainText(nft.symbol, 12) }));
  return named.sort((a, b) => a.name.localeCompare(b.name) || a.mint.localeCompare(b.mint));
}

/** Whether a mint is that of a single thing, by the part that both token programs know. */
function isNft(mint: AccountInfo | undefined): boolean {
  if (!mint || mint.data.length < getMintSize()) return false;
  const { supply, decimals } = getMintDecoder().decode(mint.data);
  return supply === 1n && decimals === 0;
}
