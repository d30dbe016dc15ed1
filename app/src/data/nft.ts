/** What NFTs are. */

import type { Address } from '@solana/kit';
import { useQuery } from '@tanstack/react-query';

import { shortAddress } from '../amount/coin.ts';
import { type Metadata, fetchMetadata } from '../media/metadata.ts';
import { type MintText, readMintTexts } from './names.ts';
import { type Read, useRead } from './read.ts';

/** An NFT with its description. Everything here is text of anybody. */
export type Nft = Metadata & {
  readonly mint: Address;
  /** Its name on the chain, else that of its description, else its mint. */
  readonly name: string;
  readonly symbol: string;
  /** Where its description is. */
  readonly uri: string;
  /** Whether the description is still being fetched. */
  readonly isDescribing: boolean;
};

/** What an NFT is. `known` is what was read of its mint before, if it was. */
export function useNft(mint: Address, known?: MintText): Pick<Read<Nft>, 'data' | 'error' | 'isPending'> {
  const read = useRead(
    ['nft', mint],
    async ({ reader }) => (await readMintTexts(reader, [mint])).get(mint) ?? { name: '', symbol: '', uri: '' },
    { enabled: known === undefined, every: Infinity },
  );
  const text = known ?? read.data;
  const description = useDescription(text?.uri ?? '');
  const { error } = read;
  if (text === undefined) return { data: undefined, error, isPending: read.isPending };
  const data: Nft = {
    ...(description.data ?? NOTHING),
    mint,
    name: text.name || description.data?.name || `NFT ${shortAddress(mint)}`,
    symbol: text.symbol,
    uri: text.uri,
    isDescribing: description.isFetching,
  };
  return { data, error: null, isPending: false };
}

const NOTHING: Metadata = { name: null, description: null, image: null, collection: null, attributes: [] };

/** The description at a URI; it stays, whichever network is chosen. */
function useDescription(uri: string) {
  return useQuery({
    queryKey: ['description', uri],
    queryFn: ({ signal }) => fetchMetadata(uri, signal),
    enabled: uri !== '',
    staleTime: Infinity,
    retry: false,
  });
}
