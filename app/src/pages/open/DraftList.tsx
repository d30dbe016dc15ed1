import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import type { Address } from '@solana/kit';

import { useAction } from '../../action/index.ts';
import { cancelAction } from '../vault/actions/leave.ts';
import type { Draft } from './draft.ts';

type Props = {
  readonly drafts: readonly Draft[];
  /** The one that is being completed. */
  readonly resumed: Draft | null;
  readonly onResume: (vault: Address | null) => void;
};

/** Vaults whose opening stopped half-way, to be completed or given up. */
export function DraftList({ drafts, resumed, onResume }: Props) {
  if (resumed) {
    return (
      <Alert title={`Completing ${resumed.names.title}`}>
        <Group justify="space-between">
          <Text size="sm">Price, supply and terms stay as they were chosen.</Text>
          <Button size="xs" variant="default" onClick={() => onResume(null)}>
            Open another vault instead
          </Button>
        </Group>
      </Alert>
    );
  }
  if (drafts.length === 0) return null;
  return (
    <Alert title={drafts.length === 1 ? 'An opening is not complete' : 'Some openings are not complete'}>
      <Stack gap="sm">
        <Text size="sm">What is deposited is safe: complete it, or take the NFTs back.</Text>
        {drafts.map(draft => (
          <DraftRow key={draft.view.address} draft={draft} onResume={onResume} />
        ))}
      </Stack>
    </Alert>
  );
}

function DraftRow({ draft, onResume }: { draft: Draft; onResume: Props['onResume'] }) {
  const { view, assets, names } = draft;
  const { offer } = useAction();
  return (
    <Group justify="space-between" gap="xs">
      <Text size="sm" fw={600}>
        {names.title} · {assets.length} {assets.length === 1 ? 'NFT' : 'NFTs'}
      </Text>
      <Group gap="xs">
        <Button size="xs" onClick={() => onResume(view.address)}>
          Complete
        </Button>
        <Button size="xs" variant="default" onClick={() => void offer(cancelAction(draft))}>
          Give up
        </Button>
      </Group>
    </Group>
  );
}
