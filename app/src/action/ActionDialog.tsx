import { Alert, Button, Group, Loader, Modal, Stack, Text } from '@mantine/core';

import { ConnectWallet } from '../shell/WalletMenu.tsx';
import { Done, Failed, Sending } from './Ending.tsx';
import { Review } from './Review.tsx';
import { type Flow, useFlow } from './flow.ts';
import type { Offered, Outcome } from './types.ts';

/** The dialog of an action: what it does before it is signed, and what became of it. */
export function ActionDialog<Q>({ offered, onEnd }: { offered: Offered<Q>; onEnd: (outcome: Outcome) => void }) {
  const flow = useFlow(offered, onEnd);
  const isSending = flow.stage.kind === 'sending';
  return (
    <Modal
      opened
      onClose={flow.end}
      title={offered.title}
      size="lg"
      closeOnEscape={!isSending}
      closeOnClickOutside={false}
      withCloseButton={!isSending}
      closeButtonProps={{ 'aria-label': 'Close without doing it' }}
    >
      <Stack mih={220} gap="md" aria-live="polite" data-phase={flow.stage.kind}>
        <Content flow={flow} confirmLabel={offered.confirmLabel} />
      </Stack>
    </Modal>
  );
}

function Content({ flow, confirmLabel }: { flow: Flow; confirmLabel: string }) {
  const { stage, retry, confirm, end } = flow;
  switch (stage.kind) {
    case 'wallet':
      return (
        <>
          <Text>{stage.problem ?? 'Connect a wallet to see what this does for you.'}</Text>
          <Group>
            <ConnectWallet size="md" />
          </Group>
        </>
      );
    case 'quoting':
      return <Waiting text="Reading the vault and trying the transaction…" />;
    case 'review':
      return (
        <Review
          prepared={stage.prepared}
          confirmLabel={confirmLabel}
          onConfirm={confirm}
          onAgain={retry}
          onCancel={end}
        />
      );
    case 'signing':
      return (
        <>
          <Waiting text="Approve it in your wallet." />
          <Alert color="water" variant="light">
            Nothing is sent until you approve. You may close this instead.
          </Alert>
          <Group justify="end">
            <Button variant="default" onClick={end}>
              Cancel
            </Button>
          </Group>
        </>
      );
    case 'sending':
      return <Sending total={stage.prepared.messages.length} confirmed={stage.confirmed} />;
    case 'done':
      return <Done lines={stage.prepared.lines} signatures={stage.signatures} onClose={end} />;
    case 'failed':
      return <Failed failure={stage.failure} onAgain={retry} onClose={end} />;
  }
}

function Waiting({ text }: { text: string }) {
  return (
    <Group gap="sm" py="lg" justify="center">
      <Loader size="sm" />
      <Text>{text}</Text>
    </Group>
  );
}
