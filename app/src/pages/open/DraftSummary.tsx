import { Group, Paper, Stack, Text, Title } from '@mantine/core';

import { Amount, Price } from '../../amount/index.ts';
import { MintImage } from '../../data/index.ts';
import { type Draft, depositedIn } from './draft.ts';

/** What is fixed of a draft. */
export function DraftSummary({ draft }: { draft: Draft }) {
  const { view, names } = draft;
  const { vault } = view;
  const mints = depositedIn(draft).map(({ mint }) => mint);
  return (
    <Paper component="section" withBorder p={{ base: 'sm', sm: 'md' }} radius="md" aria-label="What is fixed already">
      <Title order={2} size="h4" mb="sm">
        Fixed already
      </Title>
      <Stack gap="xs">
        <Text size="sm">
          Supply: <Amount raw={vault.minted} coin={{ symbol: names.symbol ?? 'fractions', decimals: vault.decimals }} />
        </Text>
        <Text size="sm">
          Opening price: <Price view={view} price={vault.openingPrice} />
        </Text>
        <Text size="sm">
          {mints.length === 0
            ? 'No NFT is deposited yet: choose the first one below.'
            : `${mints.length} ${mints.length === 1 ? 'NFT is' : 'NFTs are'} deposited already.`}
        </Text>
        <Group gap="sm">
          {mints.map(mint => (
            <Group key={mint} gap="xs" wrap="nowrap">
              <MintImage mint={mint} known={names.nfts.get(mint)} size={48} />
              <Text size="sm">{names.nfts.get(mint)?.name ?? mint.slice(0, 8)}</Text>
            </Group>
          ))}
        </Group>
      </Stack>
    </Paper>
  );
}
