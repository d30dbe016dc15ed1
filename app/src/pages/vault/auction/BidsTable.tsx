/** The bids and offers for a vault. */
import { Badge, Skeleton, Table, Text } from '@mantine/core';
import type { BidView } from '@mosaic/client';
import { Amount, PricePerFraction } from '../../../amount/index.ts';
import { useVaultBids } from '../../../data/index.ts';
import { Failure } from '../../explore/Failure.tsx';
import { AddressText } from '../AddressText.tsx';
import { type OwnProps, fractionCoin } from '../props.ts';

/** The bids, the highest first; they arrive as they are placed. */
export function BidsTable({ item, own }: OwnProps) {
  const { view } = item;
  const { data: bids, error, refetch } = useVaultBids(view.address);
  if (error && !bids) return <Failure what="The bids" error={error} retry={() => void refetch()} />;
  if (!bids) return <Skeleton h={120} />;
  if (bids.length === 0) return <Text size="sm">There is no bid and no offer.</Text>;
  return (
    <Table.ScrollContainer minWidth={520}>
      <Table captionSide="top" aria-live="polite">
        <Table.Caption ta="left">
          {view.status === 'Active' ? 'Offers below the reserve' : 'Bids'}, the highest first
        </Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Bidder</Table.Th>
            <Table.Th scope="col">Price of the whole</Table.Th>
            <Table.Th scope="col">Cash</Table.Th>
            <Table.Th scope="col">Own fractions</Table.Th>
            <Table.Th scope="col">Standing</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {bids.map(bid => (
            <BidRow key={bid.address} bid={bid} item={item} own={own} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function BidRow({ bid: { bid, leads }, item, own }: OwnProps & { readonly bid: BidView }) {
  const { view } = item;
  return (
    <Table.Tr>
      <Table.Td>
        <AddressText address={bid.bidder} you={bid.bidder === own?.wallet} />
      </Table.Td>
      <Table.Td>
        <Amount raw={bid.price} coin={view.vault.quoteMint} />
        {view.status !== 'Sold' && (
          <Text size="xs" c="dimmed">
            <PricePerFraction view={view} price={bid.price} />
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <Amount raw={bid.cash} coin={view.vault.quoteMint} />
      </Table.Td>
      <Table.Td>
        <Amount raw={bid.fractions} coin={fractionCoin(item)} />
      </Table.Td>
      <Table.Td>
        <Badge variant="dot" color={leads ? 'teal' : 'gray'}>
          {leads ? leadingName(view.status) : 'exceeded'}
        </Badge>
      </Table.Td>
    </Table.Tr>
  );
}

function leadingName(status: OwnProps['item']['view']['status']): string {
  if (status === 'Sold') return 'won';
  return status === 'Auction' ? 'leads' : 'best offer';
}
