/** The offer below the reserve that stands. */
import { Alert, Stack, Text } from '@mantine/core';
import { offeringFloor, rules, vaultOffer } from '@mosaic/client';
import { Amount, Countdown, Moment, Price } from '../../../amount/index.ts';
import { useNow } from '../../../data/index.ts';
import { ActionButton } from '../ActionButton.tsx';
import { acceptOfferAction } from '../actions/sale.ts';
import { type VaultProps, fractionCoin } from '../props.ts';

/** The offer that stands: what it waits for, who could veto it, and the start of the auction with it. */
export function OfferPanel({ item }: VaultProps) {
  const now = useNow();
  const view = { ...item.view, now };
  const offer = vaultOffer(view);
  if (!offer) return null;
  const fraction = fractionCoin(item);
  const { offeringEndsAt } = view.vault;
  const waits = offer.price < offeringFloor(view);
  const acceptableAt = waits ? rules.math.max(offer.acceptableAt, offeringEndsAt) : offer.acceptableAt;
  return (
    <Alert color="blue" title="An offer stands">
      <Stack gap="xs" align="start">
        <Text size="sm">
          <Price view={item.view} price={offer.price} />
        </Text>
        {offer.atReserve ? (
          <Text size="sm">The reserve has fallen to it: anyone may accept it now.</Text>
        ) : (
          <Text size="sm">
            It can be accepted in <Countdown until={acceptableAt} over="0: now" />, unless it is vetoed then.
          </Text>
        )}
        <Text size="sm">
          <Amount raw={offer.vetoing} coin={fraction} /> that are staked ask more; more than{' '}
          <Amount raw={offer.vetoLimit} coin={fraction} /> veto it. {offer.vetoed ? 'It is vetoed now.' : ''}
        </Text>
        {waits && (
          <Text size="sm">
            More was paid in the offering: it cannot be accepted before <Moment at={offeringEndsAt} />.
          </Text>
        )}
        {offer.acceptable && (
          <ActionButton action={acceptOfferAction(item)} size="xs">
            Accept it and start the auction
          </ActionButton>
        )}
      </Stack>
    </Alert>
  );
}
