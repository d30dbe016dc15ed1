/** The NFTs that a wallet has, and whether they can be deposited. */

import {
  type AccountInfo,
  type AssetView,
  type NftView,
  TOKEN_2022_PROGRAM_ADDRESS,
  nftAddresses,
  nftViewOf,
  readAccounts,
  standardOf,
} from '@mosaic/client';
import type { Address } from '@solana/kit';
import { TOKEN_PROGRAM_ADDRESS, getMintDecoder, getMintSize } from '@solana-program/token';

import { plainText } from '../media/text.ts';
import type { Network } from '../network/index.ts';
import { readTokensOf } from './wallet.ts';

/** An NFT of a wallet. */
export type WalletNft = NftView & {
  /** What it is, whether or not it can be deposited; `null` where neither its mint nor its metadata tells. */
  readonly standard: AssetView['standard'] | null;
};

/** The NFTs of a wallet, of both token programs. */
export async function readWalletNfts(network: Network, owner: Address): Promise<WalletNft[]> {
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
  const nfts = await Promise.all(
    tokens.map(async ({ mint, address }): Promise<WalletNft> => {
      const nft = await nftViewOf(accounts, mint, owner, address);
      const texts = { name: plainText(nft.name, 64), symbol: plainText(nft.symbol, 12) };
      return { ...nft, ...texts, standard: await standardOf(accounts, mint) };
    }),
  );
  return nfts.sort((a, b) => a.name.localeCompare(b.name) || a.mint.localeCompare(b.mint));
}

/** Whether a mint is that of a single thing, by the part that both token programs know. */
function isNft(mint: AccountInfo | undefined): boolean {
  if (!mint || mint.data.length < getMintSize()) return false;
  const { supply, decimals } = getMintDecoder().decode(mint.data);
  return supply === 1n && decimals === 0;
}
