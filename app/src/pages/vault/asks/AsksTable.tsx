/** The book of asks in numbers. */
import { Table } from '@mantine/core';
import { Amount } from '../../../amount/index.ts';
import { type VaultProps, fractionCoin } from '../props.ts';
import type { DepthRow } from './depth.ts';

/** The numbers of the chart as a table. */
export function AsksTable({ rows, item }: VaultProps & { readonly rows: readonly DepthRow[] }) {
  const coin = fractionCoin(item);
  return (
    <Table.ScrollContainer minWidth={420}>
      <Table captionSide="top">
        <Table.Caption ta="left">Asks by price of the whole vault</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Price of the whole</Table.Th>
            <Table.Th scope="col">Ask it</Table.Th>
            <Table.Th scope="col">Ask it or less</Table.Th>
            <Table.Th scope="col">Sells</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(row => (
            <Table.Tr key={row.level}>
              <Table.Th scope="row" fw={400}>
                <Amount raw={row.price} coin={item.view.vault.quoteMint} />
              </Table.Th>
              <Table.Td>
                <Amount raw={row.weight} coin={coin} /> ({row.part})
              </Table.Td>
              <Table.Td>{row.sells}</Table.Td>
              <Table.Td>{row.isSold ? 'yes' : 'no'}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
