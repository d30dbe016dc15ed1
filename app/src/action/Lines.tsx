import { Group, Paper, Stack, Text } from '@mantine/core';

import { Amount } from '../amount/Amount.tsx';
import type { Line } from './types.ts';

/** What kind of lines they are, for who compares them with what happens. */
type Kind = 'goes' | 'comes' | 'worst' | 'costs';

/** Lines of a quote under a heading; nothing without lines. */
export function Lines({ title, kind, lines }: { title: string; kind: Kind; lines: readonly Line[] }) {
  if (lines.length === 0) return null;
  return (
    <Stack gap={4} component="section" aria-label={title}>
      <Text size="sm" fw={600} c="dimmed">
        {title}
      </Text>
      <Paper withBorder p="sm">
        <Stack gap={6} component="dl" m={0}>
          {lines.map((line, index) => (
            <Group key={index} justify="space-between" align="baseline" gap="md" data-line={kind} {...amountOf(line)}>
              <Text component="dt">{line.label}</Text>
              <Text component="dd" m={0} fw={600} ta="right">
                {'text' in line ? line.text : <Amount raw={line.raw} coin={line.coin} />}
              </Text>
            </Group>
          ))}
        </Stack>
      </Paper>
    </Stack>
  );
}

/** The amount of a line as data: in raw units, of a mint or a symbol. */
function amountOf(line: Line): Record<`data-${string}`, string | undefined> {
  if ('text' in line) return line.nft === undefined ? {} : { 'data-raw': '1', 'data-coin': line.nft };
  const { raw, coin, back } = line;
  return { 'data-raw': String(raw), 'data-coin': typeof coin === 'string' ? coin : coin.symbol, 'data-back': back };
}
