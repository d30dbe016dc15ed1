import { Alert, Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import type { Address } from '@solana/kit';
import { Link } from 'wouter';

import { type Position, usePortfolio } from '../../data/index.ts';
import { ConnectWallet, Page } from '../../shell/index.ts';
import { useWallet } from '../../wallet/index.ts';
import { OwedCard } from './OwedCard.tsx';
import { PositionCard } from './PositionCard.tsx';
import { sortPositions } from './positions.ts';

/** What the wallet has in vaults, and what they owe it. */
export function PortfolioPage() {
  const { address } = useWallet();
  return (
    <Page title="Portfolio">
      {address ? (
        <OfWallet owner={address} />
      ) : (
        <Alert title="No wallet is connected">
          <Stack gap="sm" align="flex-start">
            <Text size="sm">Connect one to see what it has in vaults.</Text>
            <ConnectWallet />
          </Stack>
        </Alert>
      )}
    </Page>
  );
}

function OfWallet({ owner }: { owner: Address }) {
  const { data, error, refetch } = usePortfolio(owner);
  if (!data) return error ? <Unreadable retry={() => void refetch()} /> : <Waiting />;
  const { own, roles } = sortPositions(data);
  const drafts = data.filter(({ view }) => view.status === 'Draft');
  return (
    <Stack gap="lg">
      <OwedCard positions={data} />
      {drafts.length > 0 && <Drafts count={drafts.length} />}
      {own.length > 0 && <Positions title="Your positions" positions={own} />}
      {own.length === 0 && <Empty />}
      {roles.length > 0 && <Positions title="Vaults you opened or curate" positions={roles} />}
    </Stack>
  );
}

function Positions({ title, positions }: { title: string; positions: readonly Position[] }) {
  return (
    <Stack component="section" gap="sm" aria-label={title}>
      <Title order={2} size="h4">
        {title}
      </Title>
      {positions.map(position => (
        <PositionCard key={position.view.address} position={position} />
      ))}
    </Stack>
  );
}

function Drafts({ count }: { count: number }) {
  return (
    <Alert title={count === 1 ? 'An opening is not complete' : `${count} openings are not complete`}>
      <Group justify="space-between">
        <Text size="sm">Complete what you began, or take the NFTs back.</Text>
        <Button component={Link} href="/open" size="xs">
          Look at it
        </Button>
      </Group>
    </Alert>
  );
}

function Empty() {
  return (
    <Stack gap="sm" align="flex-start">
      <Text>This wallet has no fractions, stakes, bids or licences.</Text>
      <Group gap="sm">
        <Button component={Link} href="/">
          Explore vaults
        </Button>
        <Button component={Link} href="/open" variant="default">
          Open a vault
        </Button>
      </Group>
    </Stack>
  );
}

function Unreadable({ retry }: { retry: () => void }) {
  return (
    <Alert color="red" title="The portfolio cannot be read now">
      <Stack gap="sm" align="flex-start">
        <Text size="sm">
          The network did not answer as expected. Check the connection and the network chosen above.
        </Text>
        <Button size="xs" onClick={retry}>
          Try again
        </Button>
      </Stack>
    </Alert>
  );
}

function Waiting() {
  return (
    <Stack gap="lg" aria-label="Reading the portfolio" aria-busy>
      <Skeleton h={150} radius="md" />
      <Skeleton h={190} radius="md" />
      <Skeleton h={190} radius="md" />
    </Stack>
  );
}
