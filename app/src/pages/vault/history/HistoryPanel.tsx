/** What happened to the vault. */
import { Button, Skeleton, Text, Timeline } from '@mantine/core';
import { Moment } from '../../../amount/index.ts';
import { type HistoryItem, useVaultHistory } from '../../../data/index.ts';
import { Failure } from '../../explore/Failure.tsx';
import { Section } from '../Section.tsx';
import type { VaultProps } from '../props.ts';
import { sentenceOf } from './sentence.ts';
import { useWriter } from './useWriter.ts';

/** The events of the vault, the newest first. */
export function HistoryPanel({ item }: VaultProps) {
  const { data, error, refetch, more, isFetching } = useVaultHistory(item.view.address);
  const writer = useWriter({ item }, data ?? []);
  return (
    <Section title="History" about="What the program recorded, the newest first.">
      {error && !data && <Failure what="The history" error={error} retry={() => void refetch()} />}
      {!error && !data && <Skeleton h={240} />}
      {data?.length === 0 && <Text size="sm">The network has no record of this vault any more.</Text>}
      <Timeline bulletSize={12} lineWidth={2}>
        {data?.map(entry => (
          <Timeline.Item key={keyOf(entry)}>
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              {sentenceOf(entry.event, writer)}
            </Text>
            {entry.at !== null && (
              <Text size="xs" c="dimmed">
                <Moment at={entry.at} />
              </Text>
            )}
          </Timeline.Item>
        ))}
      </Timeline>
      {more && (
        <Button variant="default" onClick={more} loading={isFetching} w="fit-content">
          Show older events
        </Button>
      )}
    </Section>
  );
}

function keyOf({ event, signature }: HistoryItem): string {
  return `${signature} ${event.header.sequence}`;
}
