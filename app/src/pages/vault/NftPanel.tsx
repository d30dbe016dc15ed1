/** The NFTs of a vault with what their metadata says. */
import { SimpleGrid, Skeleton, Stack, Text, Title } from '@mantine/core';
import { type AssetView, isHeld, royaltiesOf } from '@mosaic/client';
import { type MintText, STANDARD_NAMES, useNft } from '../../data/index.ts';
import { NftImage } from '../../media/index.ts';
import { AddressText } from './AddressText.tsx';
import { Fact, Facts } from './Facts.tsx';
import { Section } from './Section.tsx';
import { formatBps } from '../../amount/index.ts';
import type { VaultProps } from './props.ts';

const IMAGE = 240;

/** The NFTs; those that were claimed are gone from the vault. */
export function NftPanel({ item }: VaultProps) {
  const { assets, names, view } = item;
  const title = assets.length > 1 ? `${assets.length} NFTs` : 'The NFT';
  return (
    <Section title={title}>
      {assets.length === 0 && (
        <Text>{view.status === 'Draft' ? 'No NFT was deposited yet.' : 'No NFT is left in the vault.'}</Text>
      )}
      {assets.map(asset => (
        <NftOf key={asset.address} asset={asset} known={names.nfts.get(asset.asset.nftMint)} />
      ))}
    </Section>
  );
}

type NftProps = { readonly asset: AssetView; readonly known: MintText | undefined };

function NftOf({ asset, known }: NftProps) {
  const { nftMint } = asset.asset;
  const { data: nft } = useNft(nftMint, known);
  if (!nft) return <Skeleton h={IMAGE} />;
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
      <NftImage nft={nft} size={IMAGE} />
      <Stack gap="sm" miw={0}>
        <Title order={3} size="h4">
          {nft.name}
        </Title>
        <Facts>
          <Fact name="Mint">
            <AddressText address={nftMint} />
          </Fact>
          <Fact name="Kind">{STANDARD_NAMES[asset.standard]}</Fact>
          <Fact name="In the vault">{isHeld(asset) ? 'yes' : 'no, it was claimed'}</Fact>
          {royaltiesOf(asset).map(({ payee, weight }) => (
            <Fact key={payee} name="Royalty at a sale">
              {formatBps(BigInt(weight) / 100n)} to <AddressText address={payee} />
            </Fact>
          ))}
          {nft.collection !== null && <Fact name="Collection">{nft.collection}</Fact>}
          {nft.attributes.map(({ trait, value }) => (
            <Fact key={`${trait} ${value}`} name={trait}>
              {value}
            </Fact>
          ))}
        </Facts>
        {nft.description !== null && <Text size="sm">{nft.description}</Text>}
      </Stack>
    </SimpleGrid>
  );
}
