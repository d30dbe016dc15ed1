/** All vaults of a network. */
import { Button, Group, SegmentedControl, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { lazy } from 'react';
import { Link } from 'wouter';
import { useVaults } from '../../data/index.ts';
import { Page } from '../../shell/index.ts';
import { VaultCard, VaultCardSkeleton } from './VaultCard.tsx';
import { STATUS_CHOICES } from './filter.ts';
import { useExplore } from './useExplore.ts';

// The words for what goes wrong are loaded when something does.
const Failure = lazy(async () => ({ default: (await import('./Failure.tsx')).Failure }));

/** The page of all vaults, with a search and a filter by status. */
export function ExplorePage() {
  const vaults = useVaults();
  const { shown, wanted, setStatus, setText, reset } = useExplore(vaults.data ?? []);
  return (
    <Page title="Explore">
      <Stack gap="lg">
        <Group align="end" gap="md">
          <TextInput
            label="Search"
            placeholder="NFT name, mint or creator"
            value={wanted.text}
            onChange={event => setText(event.currentTarget.value)}
            type="search"
            flex="1 1 16rem"
          />
          <StatusFilter value={wanted.status} onChange={setStatus} />
        </Group>
        {vaults.error ? (
          <Failure error={vaults.error} what="The vaults" retry={() => void vaults.refetch()} />
        ) : (
          <VaultGrid isPending={vaults.isPending}>
            {shown.map(item => (
              <VaultCard key={item.view.address} item={item} />
            ))}
          </VaultGrid>
        )}
        <Text size="sm" c="dimmed" role="status">
          {vaults.data ? countOf(shown.length, vaults.data.length) : ''}
        </Text>
        {vaults.data?.length === 0 && <Empty />}
        {vaults.data && vaults.data.length > 0 && shown.length === 0 && (
          <Button variant="default" onClick={reset} w="fit-content">
            Show all vaults
          </Button>
        )}
      </Stack>
    </Page>
  );
}

function countOf(shown: number, all: number): string {
  return shown === all ? `${all} ${all === 1 ? 'vault' : 'vaults'}` : `${shown} of ${all} vaults`;
}

type StatusChoice = (typeof STATUS_CHOICES)[number]['value'];

function StatusFilter(props: { readonly value: StatusChoice; readonly onChange: (status: StatusChoice) => void }) {
  return (
    <SegmentedControl
      aria-label="Status"
      data={[...STATUS_CHOICES]}
      value={props.value}
      onChange={value => props.onChange(value as StatusChoice)}
      style={{ flexWrap: 'wrap', maxWidth: '100%' }}
    />
  );
}

const SKELETONS = 6;

function VaultGrid({ isPending, children }: { readonly isPending: boolean; readonly children: React.ReactNode }) {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="md" aria-busy={isPending}>
      {isPending ? Array.from({ length: SKELETONS }, (_, index) => <VaultCardSkeleton key={index} />) : children}
    </SimpleGrid>
  );
}

function Empty() {
  return (
    <Stack gap="sm" align="start">
      <Text>There is no vault on this network yet.</Text>
      <Button component={Link} href="/open">
        Open the first vault
      </Button>
    </Stack>
  );
}
