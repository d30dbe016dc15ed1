/** What the wallet bought in an offering. */
import { Stack, Text, Title } from '@mantine/core';
import { type OfferingView, type PurchaseView, isOfferingOver } from '@mosaic/client';
import { Amount } from '../../../amount/index.ts';
import { ActionButton } from '../ActionButton.tsx';
import { Fact, Facts } from '../Facts.tsx';
import { claimPurchaseAction } from '../actions/offering.ts';
import { type VaultProps, fractionCoin } from '../props.ts';

type Props = VaultProps & { readonly offering: OfferingView; readonly purchase: PurchaseView };

/** What was bought and delivered, and the way to the rest. */
export function OwnPurchase({ item, offering, purchase: view }: Props) {
  const { purchase, fractions, refund, claimable } = view;
  const { quoteMint } = item.view.vault;
  const coin = fractionCoin(item);
  return (
    <Stack gap="xs">
      <Title order={4} size="h5">
        What you bought
      </Title>
      <Facts>
        <Fact name="Bought">
          <Amount raw={purchase.fractions} coin={coin} /> for <Amount raw={purchase.cost} coin={quoteMint} />
        </Fact>
        <Fact name="Delivered">
          <Amount raw={purchase.delivered} coin={coin} />
        </Fact>
        {fractions > 0n && (
          <Fact name="You can claim">
            <Amount raw={fractions} coin={coin} fw={600} />
          </Fact>
        )}
        {refund > 0n && (
          <Fact name="You can claim back">
            <Amount raw={refund} coin={quoteMint} fw={600} />
          </Fact>
        )}
      </Facts>
      <Text size="sm" aria-live="polite">
        {waitingFor(offering, view)}
      </Text>
      {claimable && (
        <ActionButton action={claimPurchaseAction(item, offering)} variant="light">
          Claim the purchase
        </ActionButton>
      )}
    </Stack>
  );
}

function waitingFor(offering: OfferingView, { fractions, refund }: PurchaseView): string {
  if (refund > 0n) return 'The offering failed: take your cash back.';
  if (fractions > 0n) return 'It is yours: take it whenever you like.';
  if (isOfferingOver(offering)) return 'Only the rent of its account is left.';
  return offering.certain
    ? 'All of it is delivered.'
    : 'It is delivered once the minimum is raised; if that is not by the end, you get your cash back.';
}
