import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';

import { Amount, SOL } from '../../amount/index.ts';
import type { Position } from '../../data/index.ts';
import { paidBy, sumByMint } from './collect.ts';
import { useCollect } from './useCollect.ts';

/** What all vaults owe together, and the way to take it. */
export function OwedCard({ positions }: { positions: readonly Position[] }) {
  const collect = useCollect();
  const owing = positions.flatMap(position => (position.exit ? [{ ...position, exit: position.exit }] : []));
  const totals = sumByMint(owing.flatMap(({ exit, view }) => paidBy(exit, view.vault)));
  const nfts = owing.reduce((count, { exit }) => count + exit.assets.length, 0);
  const returned = owing.reduce((sum, { exit }) => sum + exit.returned, 0n);
  return (
    <Paper component="section" withBorder p="md" radius="md" aria-label="Owed to you now">
      <Stack gap="sm">
        <Title order={2} size="h4">
          Owed to you now
        </Title>
        {owing.length === 0 ? (
          <Text c="dimmed">Nothing now. Income, bids you can take back and shares of sales appear here.</Text>
        ) : (
          <>
            <Group gap="xl" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
              {totals.map(({ mint, amount }) => (
                <Text key={mint} component="li" size="xl" fw={700}>
                  <Amount raw={amount} coin={mint} />
                </Text>
              ))}
              {nfts > 0 && (
                <Text component="li" size="xl" fw={700}>
                  {nfts} {nfts === 1 ? 'NFT' : 'NFTs'}
                </Text>
              )}
              {returned > 0n && (
                <Text component="li" size="sm" c="dimmed" style={{ alignSelf: 'center' }}>
                  and <Amount raw={returned} coin={SOL} /> of rent
                </Text>
              )}
            </Group>
            <Group justify="space-between">
              <Text size="sm" c="dimmed">
                {owing.length === 1 ? 'By one vault.' : `By ${owing.length} vaults, in as few transactions as hold it.`}
              </Text>
              <Button onClick={() => void collect(owing)}>Collect everything</Button>
            </Group>
          </>
        )}
      </Stack>
    </Paper>
  );
}
