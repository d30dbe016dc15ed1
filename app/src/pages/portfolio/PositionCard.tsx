import { Anchor, Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { Link } from 'wouter';

import { useAction } from '../../action/index.ts';
import { MintImage, type Position } from '../../data/index.ts';
import { closeAction } from '../vault/actions/leave.ts';
import { withdrawOfferAction } from '../vault/actions/sale.ts';
import { StatusBadge } from '../explore/StatusBadge.tsx';
import { Holdings } from './Holdings.tsx';
import { Owed } from './Owed.tsx';
import { canClose, canWithdrawOffer } from './positions.ts';
import { useCollect } from './useCollect.ts';

/** What the wallet has in one vault, and what that owes it. */
export function PositionCard({ position }: { position: Position }) {
  const { view, assets, names, isCreator, isCurator } = position;
  const picture = assets[0]?.asset.nftMint;
  return (
    <Paper component="article" withBorder p="md" radius="md" aria-label={names.title}>
      <Group align="flex-start" wrap="nowrap" gap="md">
        {picture && (
          <div style={{ flex: '0 0 auto' }}>
            <MintImage mint={picture} known={names.nfts.get(picture)} size={64} />
          </div>
        )}
        <Stack gap="sm" flex={1} miw={0}>
          <Group gap="xs">
            <Title order={3} size="h5">
              <Anchor component={Link} href={`/vault/${view.address}`} inherit>
                {names.title}
              </Anchor>
            </Title>
            <StatusBadge status={view.status} />
            {isCreator && <Badge variant="outline">You opened it</Badge>}
            {isCurator && !isCreator && <Badge variant="outline">You curate it</Badge>}
          </Group>
          <Holdings position={position} />
          <Owed position={position} />
          <Actions position={position} />
        </Stack>
      </Group>
    </Paper>
  );
}

function Actions({ position }: { position: Position }) {
  const collect = useCollect();
  const { offer } = useAction();
  const { view, names, exit } = position;
  return (
    <Group gap="xs">
      {exit && (
        <Button size="xs" onClick={() => void collect([position])}>
          Collect
        </Button>
      )}
      {canWithdrawOffer(position) && (
        <Button size="xs" variant="default" onClick={() => void offer(withdrawOfferAction(position))}>
          Take the offer back
        </Button>
      )}
      {canClose(position) && (
        <Button size="xs" variant="default" onClick={() => void offer(closeAction(position))}>
          Close the vault
        </Button>
      )}
      <Text size="sm">
        <Anchor component={Link} href={`/vault/${view.address}`} aria-label={`Look at the vault ${names.title}`}>
          Look at the vault
        </Anchor>
      </Text>
    </Group>
  );
}
