import { Alert, Skeleton, Stack, Table, Text } from '@mantine/core';
import { ClientError, type quotes } from '@mosaic/client';

import { Amount, SOL, formatBps } from '../../amount/index.ts';
import { FATES, accountLines } from './texts.ts';

type Props = {
  /** What would be made; nothing while it is not known. */
  readonly quote: quotes.OpenQuote | null | undefined;
  /** Why it is not known. */
  readonly error: Error | null;
  /** Whether there is an order at all. */
  readonly ready: boolean;
};

/** Everything that would be created, what it costs, and what of it comes back. */
export function Preview({ quote, error, ready }: Props) {
  if (!ready)
    return <Text c="dimmed">Fill in what is missing above to see what will be created and what it costs.</Text>;
  if (error) return <Alert color="red">{sentenceOf(error)}</Alert>;
  if (!quote) return <Skeleton h={260} radius="md" aria-label="Asking the network" />;
  return (
    <Stack gap="sm">
      <Table.ScrollContainer minWidth={300}>
        <Table withRowBorders verticalSpacing="xs" aria-label="What will be created">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Created</Table.Th>
              <Table.Th scope="col" ta="right">
                Rent
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {accountLines(quote.accounts).map(({ kind, label, count, lamports, fate }) => (
              <Table.Tr key={kind}>
                <Table.Td>
                  {label}
                  {count > 1 && ` × ${count}`}
                  <Text size="xs" c="dimmed">
                    {FATES[fate]}
                  </Text>
                </Table.Td>
                <Table.Td ta="right">
                  <Amount raw={lamports} coin={SOL} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
          <Table.Tfoot>
            <Total label="Rent in sum" lamports={quote.rent} />
            <Total label="Of it comes back, at the latest when the vault is closed" lamports={quote.returned} />
          </Table.Tfoot>
        </Table>
      </Table.ScrollContainer>
      <Text size="sm" c="dimmed">
        {quote.royaltyBps > 0n
          ? `A sale pays ${formatBps(quote.royaltyBps)} of its cash to the creators of the NFTs.`
          : 'A sale pays no royalties.'}{' '}
        Mosaic itself takes nothing.
      </Text>
    </Stack>
  );
}

function Total({ label, lamports }: { label: string; lamports: bigint }) {
  return (
    <Table.Tr>
      <Table.Th scope="row">{label}</Table.Th>
      <Table.Td ta="right" fw={700}>
        <Amount raw={lamports} coin={SOL} />
      </Table.Td>
    </Table.Tr>
  );
}

function sentenceOf(error: Error): string {
  if (!(error instanceof ClientError)) return 'The network cannot be asked now. Check the connection and try again.';
  return `${error.message.charAt(0).toUpperCase()}${error.message.slice(1)}.`;
}
