/** A vault among others. */
import { Anchor, Card, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { type VaultView, endsIn } from '@mosaic/client';
import { Link } from 'wouter';
import { Amount, Countdown, Moment, PricePerFraction } from '../../amount/index.ts';
import { type VaultItem, useNft } from '../../data/index.ts';
import { NftImage } from '../../media/index.ts';
import { StatusBadge } from './StatusBadge.tsx';
import { heldUpUntil, knownPrice, redeems, reserveBeside } from './price.ts';

const IMAGE = 96;
/** Height of what the card says, so that skeletons and cards are of one size. */
const CARD_HEIGHT = 216;

/** Picture, name, status, price of the whole and of a fraction, reserve and the clock of the auction. */
export function VaultCard({ item }: { readonly item: VaultItem }) {
  const { view, assets, names } = item;
  const mint = assets[0]?.asset.nftMint ?? view.vault.fractionMint;
  const { data: nft } = useNft(mint, names.nfts.get(mint));
  return (
    <Card component="article" withBorder padding="md" mih={CARD_HEIGHT} aria-labelledby={`name-${view.address}`}>
      <Group wrap="nowrap" align="start" gap="md">
        <NftImage nft={nft ?? { mint, name: names.title, image: null }} size={IMAGE} />
        <Stack gap={4} miw={0} flex={1}>
          <Title order={2} size="h4" id={`name-${view.address}`} lineClamp={2}>
            <Anchor component={Link} href={`/vault/${view.address}`} inherit c="inherit">
              {names.title}
            </Anchor>
          </Title>
          <Group gap="xs">
            <StatusBadge status={view.status} />
            {assets.length > 1 && <Text size="sm">{assets.length} NFTs</Text>}
          </Group>
          <Clock view={view} />
        </Stack>
      </Group>
      <Prices view={view} />
    </Card>
  );
}

function Clock({ view }: { readonly view: VaultView }) {
  const { auction } = view;
  if (endsIn(view) === null || !auction) return null;
  return (
    <Text size="sm">
      Ends in <Countdown until={auction.endsAt} />
    </Text>
  );
}

function Prices({ view }: { readonly view: VaultView }) {
  const known = knownPrice(view);
  const reserve = reserveBeside(view);
  const heldUp = heldUpUntil(view);
  if (!known) return <Text mt="md">Taken back by the holder of all fractions.</Text>;
  return (
    <Stack component="dl" gap={4} mt="md" mb={0}>
      <Entry label={known.label}>
        <Amount raw={known.price} coin={view.vault.quoteMint} short fw={600} />
      </Entry>
      <Entry label={view.status === 'Sold' ? 'Redeems' : 'That is'}>
        <FractionValue view={view} price={known.price} />
      </Entry>
      {reserve !== null && (
        <Entry label="Reserve for the whole">
          <Amount raw={reserve} coin={view.vault.quoteMint} short />
        </Entry>
      )}
      {heldUp !== null && (
        <Entry label="Held up by its offering">
          until <Moment at={heldUp} />
        </Entry>
      )}
    </Stack>
  );
}

/** What a fraction is worth at the price; once sold, what it redeems, after royalties and the curator's fee. */
function FractionValue({ view, price }: { readonly view: VaultView; readonly price: bigint }) {
  const value = redeems(view);
  if (view.status !== 'Sold') return <PricePerFraction view={view} price={price} />;
  if (value === null) return 'no fraction is left';
  return (
    <>
      <Amount raw={value} coin={view.vault.quoteMint} /> per fraction
    </>
  );
}

function Entry({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  return (
    <Group justify="space-between" gap="xs">
      <Text component="dt" size="sm" c="dimmed">
        {label}
      </Text>
      <Text component="dd" size="sm" m={0}>
        {children}
      </Text>
    </Group>
  );
}

/** What stands in the place of a card until it is read. */
export function VaultCardSkeleton() {
  return (
    <Card withBorder padding="md" h={CARD_HEIGHT} aria-hidden>
      <Group wrap="nowrap" align="start" gap="md">
        <Skeleton w={IMAGE} h={IMAGE} />
        <Stack gap="sm" flex={1}>
          <Skeleton h="1.2em" w="80%" />
          <Skeleton h="1.2em" w="40%" />
        </Stack>
      </Group>
      <Stack gap="sm" mt="md">
        <Skeleton h="1em" />
        <Skeleton h="1em" w="60%" />
      </Stack>
    </Card>
  );
}
