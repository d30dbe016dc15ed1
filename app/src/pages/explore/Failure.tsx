/** What could not be read, why, and a way to try again. */
import { Alert, Button, Stack, Text } from '@mantine/core';
import { explain } from '@mosaic/client';

type Props = {
  /** What could not be read, at the start of a sentence: 'The vaults'. */
  readonly what: string;
  readonly error: unknown;
  readonly retry: () => void;
};

/** Says that something could not be read. */
export function Failure({ what, error, retry }: Props) {
  const told = explain(error);
  return (
    <Alert color="red" title={`${what} could not be read`} role="alert">
      <Stack gap="sm" align="start">
        <Text size="sm">
          {told?.message ?? (error instanceof Error ? error.message : 'The network did not answer.')}
        </Text>
        <Text size="sm">{told?.hint ?? 'Check the connection and the network that is chosen at the top.'}</Text>
        <Button variant="default" size="xs" onClick={retry}>
          Try again
        </Button>
      </Stack>
    </Alert>
  );
}
