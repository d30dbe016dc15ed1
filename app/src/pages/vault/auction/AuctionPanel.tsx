/** The sale of the whole: its clock, the bids, and the form of a bid. */
import { Alert, Group, Text } from '@mantine/core';
import { Countdown, formatBps, formatDuration } from '../../../amount/index.ts';
import { useNow } from '../../../data/index.ts';
import { ActionButton } from '../ActionButton.tsx';
import { Section } from '../Section.tsx';
import { settleAction } from '../actions/sale.ts';
import type { OwnProps, VaultProps } from '../props.ts';
import { BidForm } from './BidForm.tsx';
import { BidsTable } from './BidsTable.tsx';
import { OfferPanel } from './OfferPanel.tsx';

/** The auction, or what starts one. */
export function AuctionPanel({ item, own }: OwnProps) {
  const { status } = item.view;
  if (status === 'Draft' || status === 'Reclaimed') return null;
  return (
    <Section title={status === 'Active' ? 'Bids and offers' : 'Auction'} about={<Rules item={item} />}>
      {status === 'Auction' && <Clock item={item} />}
      {status === 'Active' && <OfferPanel item={item} />}
      <BidForm item={item} own={own} />
      <BidsTable item={item} own={own} />
    </Section>
  );
}

function Rules({ item }: VaultProps) {
  const { auctionSecs, extensionSecs, stepBps } = item.view.vault;
  return (
    <>
      An auction takes {formatDuration(auctionSecs)}. Each bid is at least {formatBps(stepBps)} above the one before. A
      bid in the last {formatDuration(extensionSecs)} moves the end to that long after itself. The leading bid cannot be
      taken back; one that is exceeded can, at any time.
    </>
  );
}

function Clock({ item }: VaultProps) {
  const now = useNow();
  const { auction } = item.view;
  if (!auction) return null;
  if (now < auction.endsAt) {
    return (
      <Text>
        Ends in <Countdown until={auction.endsAt} fw={700} size="xl" />
      </Text>
    );
  }
  return (
    <Alert color="orange" title="The auction is over">
      <Group>
        <Text size="sm">Anyone can settle it: only then are the fractions paid.</Text>
        <ActionButton action={settleAction(item)} size="xs">
          Settle
        </ActionButton>
      </Group>
    </Alert>
  );
}
