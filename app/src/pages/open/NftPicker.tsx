import { Alert, Badge, Button, Group, SimpleGrid, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import type { HeldNft } from '@mosaic/client';
import { type ReactNode, useState } from 'react';

import type { WalletNft } from '../../data/index.ts';
import { NftChoice } from './NftChoice.tsx';
import { refusalOf, searchNfts, sortNfts } from './nfts.ts';

/** So many NFTs are shown at first, and more at each wish. */
const PAGE = 12;
/** From so many NFTs on there is a search. */
const SEARCHED_FROM = 9;

type Props = {
  readonly nfts: readonly WalletNft[] | undefined;
  readonly problem: ReactNode;
  readonly chosen: readonly HeldNft[];
  /** How many more a vault takes. */
  readonly room: number;
  readonly error: ReactNode;
  readonly onChange: (chosen: HeldNft[]) => void;
};

/** The NFTs of the wallet, to choose one or several of; those that cannot be deposited say why. */
export function NftPicker({ nfts, problem, chosen, room, error, onChange }: Props) {
  const [query, setQuery] = useState('');
  const [shown, setShown] = useState(PAGE);
  if (problem) return <Alert color="red">{problem}</Alert>;
  if (!nfts) return <Waiting />;
  if (nfts.length === 0) {
    return <Text c="dimmed">There is no NFT in this wallet. A vault is opened with at least one.</Text>;
  }
  const found = sortNfts(searchNfts(nfts, query));
  const toggle = ({ mint, token }: WalletNft, on: boolean) => {
    const others = chosen.filter(other => other.mint !== mint);
    onChange(on ? [...others, { mint, token }] : others);
  };
  return (
    <Stack gap="sm">
      {nfts.length >= SEARCHED_FROM && (
        <TextInput
          label="Search your NFTs"
          placeholder="Name, symbol or mint"
          value={query}
          onChange={event => setQuery(event.currentTarget.value)}
        />
      )}
      <SimpleGrid cols={{ base: 1, sm: 2, md: 3 }} spacing="sm" role="group" aria-label="NFTs of the wallet">
        {found.slice(0, shown).map(nft => {
          const isChosen = chosen.some(({ mint }) => mint === nft.mint);
          const refusal = refusalOf(nft) ?? (isChosen || room > 0 ? null : 'The vault is full.');
          return (
            <NftChoice key={nft.mint} nft={nft} refusal={refusal} chosen={isChosen} onChange={on => toggle(nft, on)} />
          );
        })}
      </SimpleGrid>
      {found.length === 0 && <Text c="dimmed">No NFT of the wallet fits this search.</Text>}
      <Group justify="space-between">
        <Group gap="xs" aria-live="polite">
          <Badge variant="light">{chosen.length} chosen</Badge>
          {error && (
            <Text size="sm" c="var(--mantine-color-error)">
              {error}
            </Text>
          )}
        </Group>
        {found.length > shown && (
          <Button variant="subtle" onClick={() => setShown(shown + PAGE)}>
            Show more
          </Button>
        )}
      </Group>
    </Stack>
  );
}

function Waiting() {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, md: 3 }} spacing="sm" aria-label="Looking for NFTs" aria-busy>
      {[1, 2, 3].map(place => (
        <Skeleton key={place} h={90} radius="md" />
      ))}
    </SimpleGrid>
  );
}
