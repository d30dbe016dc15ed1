import { Alert, Button, Group, List, Stack, Text } from '@mantine/core';

import { SOL } from '../amount/coin.ts';
import { FailureText } from './Ending.tsx';
import { Lines } from './Lines.tsx';
import type { Prepared } from './prepare.ts';

type ReviewProps = {
  prepared: Prepared;
  confirmLabel: string;
  onConfirm: () => void;
  onAgain: () => void;
  onCancel: () => void;
};

/** What an action does, before the wallet is asked. */
export function Review({ prepared, confirmLabel, onConfirm, onAgain, onCancel }: ReviewProps) {
  const { lines, fee, messages, refusal } = prepared;
  const fees = [{ label: 'Network fee', raw: fee, coin: SOL }];
  return (
    <>
      <Stack gap="md">
        <Lines title="You give" kind="goes" lines={lines.goes} />
        <Lines title="You get" kind="comes" lines={lines.comes} />
        <Lines title="At the worst" kind="worst" lines={lines.worst ?? []} />
        <Lines title="Rent and fees" kind="costs" lines={[...(lines.rent ?? []), ...fees]} />
        {lines.notes.length > 0 && (
          <List size="sm" spacing={4} withPadding={false}>
            {lines.notes.map(note => (
              <List.Item key={note}>{note}</List.Item>
            ))}
          </List>
        )}
      </Stack>
      {refusal === null ? (
        <Text size="sm" c="dimmed">
          {messages.length === 1
            ? 'One transaction. It was tried, and the network accepts it.'
            : `${messages.length} transactions by one approval. The first was tried, and the network accepts it; each of the others is tried before it is sent.`}
        </Text>
      ) : (
        <Alert color="red" role="alert" title="The network would refuse this">
          <FailureText explanation={refusal} />
        </Alert>
      )}
      <Group justify="end">
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
        {refusal === null ? (
          <Button onClick={onConfirm} data-autofocus>
            {confirmLabel}
          </Button>
        ) : (
          <Button onClick={onAgain}>Try again</Button>
        )}
      </Group>
    </>
  );
}
