import { Alert, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { createSolanaRpc } from '@solana/kit';
import { type FormEvent, useState } from 'react';

import { chainOf, nodeUrls, useCluster } from '../network/index.ts';

/** Asks for a node of one's own, and which network it is of by its genesis hash. */
export function CustomCluster({ onClose }: { onClose: () => void }) {
  const { cluster, setCluster } = useCluster();
  const isCustom = cluster.moniker === 'custom';
  const [url, setUrl] = useState(isCustom ? cluster.url : '');
  const [wsUrl, setWsUrl] = useState(isCustom ? cluster.wsUrl : '');
  const [error, setError] = useState<string | null>(null);
  const [isAsking, setAsking] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const urls = nodeUrls(url, wsUrl);
    if ('message' in urls) return setError(urls.message);
    setError(null);
    setAsking(true);
    try {
      const chain = chainOf(await createSolanaRpc(urls.url).getGenesisHash().send());
      setCluster({ moniker: 'custom', ...urls, chain });
      onClose();
    } catch {
      setError('This node does not answer. Check the address, and whether the node allows pages of other hosts.');
      setAsking(false);
    }
  };
  return (
    <Modal opened onClose={onClose} title="Use a node of your own">
      <form onSubmit={event => void submit(event)} noValidate>
        <Stack>
          <TextInput
            label="Address of the RPC node"
            placeholder="https://node.example"
            value={url}
            onChange={event => setUrl(event.currentTarget.value)}
            autoComplete="off"
            data-autofocus
            required
          />
          <TextInput
            label="Address for notifications"
            description="Leave it empty if it follows from the one above."
            placeholder="wss://node.example"
            value={wsUrl}
            onChange={event => setWsUrl(event.currentTarget.value)}
            autoComplete="off"
          />
          {error !== null && (
            <Alert color="red" role="alert">
              {error}
            </Alert>
          )}
          <Text size="sm" c="dimmed">
            The node sees which accounts you look at, and the transactions you send. It cannot sign anything.
          </Text>
          <Group justify="end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={isAsking}>
              Use this node
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
