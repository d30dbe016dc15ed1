import type { Address } from '@solana/kit';

import { shortAddress } from '../amount/coin.ts';
import { NftImage } from '../media/index.ts';
import type { MintText } from './names.ts';
import { useNft } from './nft.ts';

/** The picture of the NFT of a mint, as its description says; `known` is what was read of the mint before. */
export function MintImage({ mint, known, size }: { mint: Address; known?: MintText | undefined; size?: number }) {
  const { data } = useNft(mint, known);
  const nft = data ?? { mint, name: known?.name || `NFT ${shortAddress(mint)}`, image: null };
  return <NftImage nft={nft} {...(size !== undefined && { size })} />;
}
