/** An offering: where it stands, what the wallet bought in it, and what can be done. */
import { Badge, Card, Group, Stack, Text, Title } from '@mantine/core';
import { type OfferingState, type OfferingView, isOfferingOver, offeringFloor } from '@mosaic/client';
import { Amount, Countdown, Moment, Price, formatPart } from '../../../amount/index.ts';
import type { OfferingItem } from '../../../data/index.ts';
import { useWallet } from '../../../wallet/index.ts';
import { ActionButton } from '../ActionButton.tsx';
import { Fact, Facts } from '../Facts.tsx';
import { closeOfferingAction } from '../actions/offering.ts';
import { type OwnProps, type VaultProps, fractionCoin } from '../props.ts';
import { BuyForm } from './BuyForm.tsx';
import { OwnPurchase } from './OwnPurchase.tsx';
import { costOfToken } from './buying.ts';

/** What a card is given. */
export type CardProps = OwnProps & { readonly found: OfferingItem };

/** An offering at the time of now. */
export function OfferingCard({ item, own, found }: CardProps) {
  const { offering, purchase } = found;
  const { number, state } = offering;
  return (
    <Card withBorder component="article" aria-label={`Offering ${number}`}>
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={3} size="h4">
            Offering {number.toString()}
          </Title>
          <StateBadge state={state} />
        </Group>
        <Standing item={item} offering={offering} />
        {purchase && <OwnPurchase item={item} offering={offering} purchase={purchase} />}
        {state.__kind === 'Selling' && <BuyForm item={item} own={own} found={found} />}
        <Closing item={item} offering={offering} />
      </Stack>
    </Card>
  );
}

const STATES: Readonly<Record<OfferingState['__kind'], { readonly name: string; readonly colour: string }>> = {
  Ahead: { name: 'not started', colour: 'blue' },
  Selling: { name: 'sells', colour: 'teal' },
  Succeeded: { name: 'succeeded', colour: 'gray' },
  Failed: { name: 'failed', colour: 'red' },
};

function StateBadge({ state }: { readonly state: OfferingState }) {
  const { name, colour } = STATES[state.__kind];
  return (
    <Badge variant="dot" color={colour}>
      {name}
    </Badge>
  );
}

type OfferingProps = VaultProps & { readonly offering: OfferingView };

function Standing({ item, offering: view }: OfferingProps) {
  const { offering, left, certain, paid } = view;
  const { quoteMint } = item.view.vault;
  const coin = fractionCoin(item);
  const over = isOfferingOver(view);
  return (
    <Facts>
      {!over && <PriceFacts item={item} offering={view} />}
      <TimeFact offering={view} />
      <Fact name={over ? 'Not sold' : 'Left'}>
        <Amount raw={left} coin={coin} /> of <Amount raw={offering.amount} coin={coin} />
      </Fact>
      <Fact name="Raised">
        <Amount raw={offering.raised} coin={quoteMint} />
        {offering.minimum > 0n && (
          <>
            {' '}
            of at least <Amount raw={offering.minimum} coin={quoteMint} /> (
            {formatPart(offering.raised, offering.minimum)})
          </>
        )}
      </Fact>
      <Fact name="Has succeeded">{certain ? 'yes, for good: buyers keep what they bought' : notYet(view)}</Fact>
      {!over && (
        <Fact name="Limit of a buyer">
          <Amount raw={offering.walletLimit} coin={coin} />
        </Fact>
      )}
      <FloorFact item={item} offering={view} />
      {over && <Fact name="Creator was paid">{paid ? 'yes' : 'no'}</Fact>}
      {over && <Fact name="Purchases to be claimed">{offering.purchasesOpen.toString()}</Fact>}
    </Facts>
  );
}

function notYet(view: OfferingView): string {
  if (isOfferingOver(view)) return 'no: buyers get their cash back';
  return view.offering.minimum > 0n ? 'not before the minimum is raised' : 'with the first fraction that is sold';
}

function PriceFacts({ item, offering: view }: OfferingProps) {
  const { offering, price, state } = view;
  const { quoteMint, decimals } = item.view.vault;
  const each = costOfToken(view, decimals);
  return (
    <>
      <Fact name={state.__kind === 'Ahead' ? 'Price at the start' : 'Price now'}>
        <Amount raw={price} coin={quoteMint} fw={600} /> for the whole vault
      </Fact>
      <Fact name="A fraction costs">{each === null ? '–' : <Amount raw={each} coin={quoteMint} />}</Fact>
      <Fact name="The price">
        {offering.endPrice === offering.startPrice ? (
          'stays as it is'
        ) : (
          <>
            falls evenly from <Amount raw={offering.startPrice} coin={quoteMint} /> to{' '}
            <Amount raw={offering.endPrice} coin={quoteMint} /> at the end
          </>
        )}
      </Fact>
    </>
  );
}

function TimeFact({ offering: { state, offering } }: { readonly offering: OfferingView }) {
  switch (state.__kind) {
    case 'Ahead':
      return (
        <Fact name="Starts in">
          <Countdown until={state.startsAt} />, until <Moment at={offering.endsAt} />
        </Fact>
      );
    case 'Selling':
      return (
        <Fact name="Ends in">
          <Countdown until={state.until} />
        </Fact>
      );
    case 'Succeeded':
    case 'Failed':
      return null;
  }
}

/** How it holds the vault up: once it has succeeded, until its time is over, as long as the vault can still be sold. */
function FloorFact({ item, offering: { offering, certain } }: OfferingProps) {
  const { view } = item;
  if (!certain || offeringFloor(view) === 0n) return null;
  return (
    <Fact name="The vault is not sold below">
      <Price view={view} price={offering.highestPrice} />, until <Moment at={offering.endsAt} />
    </Fact>
  );
}

/** Anybody closes what is over; the creator calls off what has sold nothing. */
function Closing({ item, offering }: OfferingProps) {
  const { address } = useWallet();
  const { vault } = item.view;
  const { closable, paid, offering: account } = offering;
  if (closable) {
    return (
      <Stack gap="xs">
        <Text size="sm">
          {paid
            ? 'Everything is claimed: anyone can close it. Its rent goes to the creator.'
            : 'It is over: anyone can close it, which pays the creator.'}
        </Text>
        <ActionButton action={closeOfferingAction(item, offering, false)} variant="default">
          Close the offering
        </ActionButton>
      </Stack>
    );
  }
  if (address !== vault.creator || isOfferingOver(offering) || account.sold > 0n) return null;
  return (
    <ActionButton action={closeOfferingAction(item, offering, true)} variant="default">
      Call the offering off
    </ActionButton>
  );
}
