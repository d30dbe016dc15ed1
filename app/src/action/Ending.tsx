import { Alert, Button, Code, Group, Progress, Spoiler, Stack, Text } from '@mantine/core';
import type { Signature } from '@solana/kit';

import { Lines } from './Lines.tsx';
import type { Failure } from './flow.ts';
import type { QuoteLines } from './types.ts';

/** How far sending is. */
export function Sending({ total, confirmed }: { total: number; confirmed: number }) {
  const now = Math.min(confirmed + 1, total);
  return (
    <Stack py="lg">
      <Text ta="center">
        {total === 1 ? 'Sent. Waiting for the network…' : `Transaction ${now} of ${total}: waiting for the network…`}
      </Text>
      <Progress
        value={total === 0 ? 100 : ((confirmed + 0.5) / total) * 100}
        animated
        aria-label={`${confirmed} of ${total} transactions confirmed`}
      />
    </Stack>
  );
}

/** An action that is confirmed. */
export function Done(props: { lines: QuoteLines; signatures: readonly Signature[]; onClose: () => void }) {
  const { lines, signatures, onClose } = props;
  return (
    <>
      <Alert color="green" title="Done">
        {signatures.length === 1
          ? 'The network confirmed it.'
          : `The network confirmed all ${signatures.length} transactions.`}
      </Alert>
      <Lines title="You gave" kind="goes" lines={lines.goes} />
      <Lines title="You got" kind="comes" lines={lines.comes} />
      <Signatures signatures={signatures} />
      <Group justify="end">
        <Button onClick={onClose} data-autofocus>
          Close
        </Button>
      </Group>
    </>
  );
}

/** An action that failed, with the way out. */
export function Failed(props: { failure: Failure; onAgain: () => void; onClose: () => void }) {
  const { failure, onAgain, onClose } = props;
  const { explanation, landed, unknown } = failure;
  return (
    <>
      <Alert color="red" role="alert" title="It did not happen as a whole">
        <FailureText explanation={explanation} />
      </Alert>
      {landed.length > 0 && (
        <>
          <Text>{`${landed.length} of its transactions landed before. Try again to do the rest: what is done is not done twice.`}</Text>
          <Signatures signatures={landed} />
        </>
      )}
      {unknown !== null && <Signatures signatures={[unknown]} />}
      <Group justify="end">
        <Button variant="default" onClick={onClose}>
          Close
        </Button>
        <Button onClick={onAgain}>Try again</Button>
      </Group>
    </>
  );
}

/** What went wrong, what to do, and for who wants it the log. */
export function FailureText({ explanation }: { explanation: Failure['explanation'] }) {
  const { message, hint, logs } = explanation;
  return (
    <Stack gap="xs">
      <Text size="sm">{message}.</Text>
      {hint !== null && <Text size="sm">{hint}</Text>}
      {logs.length > 0 && (
        <Spoiler maxHeight={0} showLabel="Show the log" hideLabel="Hide the log">
          <Code block>{logs.join('\n')}</Code>
        </Spoiler>
      )}
    </Stack>
  );
}

function Signatures({ signatures }: { signatures: readonly Signature[] }) {
  return (
    <Stack gap={2}>
      <Text size="sm" c="dimmed">
        {signatures.length === 1 ? 'Transaction' : 'Transactions'}
      </Text>
      {signatures.map(signature => (
        <Code key={signature} style={{ wordBreak: 'break-all' }}>
          {signature}
        </Code>
      ))}
    </Stack>
  );
}
