/** The own bid or offer. */
import { Stack, Text, Title } from '@mantine/core';
import type { BidView } from '@mosaic/client';
import { Amount } from '../../../amount/index.ts';
import { ActionButton } from '../ActionButton.tsx';
import { Fact, Facts } from '../Facts.tsx';
import { withdrawBidAction, withdrawOfferAction } from '../actions/sale.ts';
import { type VaultProps, fractionCoin } from '../props.ts';

/** What is in escrow for the own bid, and the way to take it back. */
export function OwnBid({ item, bid: view }: VaultProps & { readonly bid: BidView }) {
  const { bid, leads, withdrawable } = view;
  const quote = item.view.vault.quoteMint;
  return (
    <Stack gap="xs">
      <Title order={3} size="h4">
        {item.view.status === 'Active' ? 'Your offer' : 'Your bid'}
      </Title>
      <Facts>
        <Fact name="Price, for the whole">
          <Amount raw={bid.price} coin={quote} />
        </Fact>
        <Fact name="Cash in escrow">
          <Amount raw={bid.cash} coin={quote} />
        </Fact>
        <Fact name="Fractions in escrow">
          <Amount raw={bid.fractions} coin={fractionCoin(item)} />
        </Fact>
      </Facts>
      <Text size="sm" aria-live="polite">
        {standingOf(leads, withdrawable)}
      </Text>
      {withdrawable && <TakeBack item={item} />}
    </Stack>
  );
}

function TakeBack({ item }: VaultProps) {
  return item.view.status === 'Active' ? (
    <ActionButton action={withdrawOfferAction(item)} variant="light">
      Take it back
    </ActionButton>
  ) : (
    <ActionButton action={withdrawBidAction(item)} variant="light">
      Take it back
    </ActionButton>
  );
}

function standingOf(leads: boolean, withdrawable: boolean): string {
  if (!leads) return 'It was exceeded: take it back, or raise it.';
  return withdrawable ? 'It is the best one, and you may take it back.' : 'It is the best one, and stays in escrow.';
}
