/** Status, clock and prices of a vault. */
import { Alert, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { type VaultView, licensedUntil, offeringFloor, rules, vaultRecipient, vaultReserve } from '@mosaic/client';
import type { ReactNode } from 'react';
import { Amount, Countdown, Moment, PricePerFraction } from '../../amount/index.ts';
import { StatusBadge } from '../explore/StatusBadge.tsx';
import { askedReserve, heldUpUntil, redeems } from '../explore/price.ts';
import { AddressText } from './AddressText.tsx';
import { Section } from './Section.tsx';
import { type VaultProps, fractionCoin } from './props.ts';

/** What state the vault is in, until when, and what it costs: of the whole and of a fraction, told apart. */
export function StatusPanel({ item }: VaultProps) {
  const { view } = item;
  const until = licensedUntil(view);
  return (
    <Section title="Status and prices">
      <Group gap="sm">
        <StatusBadge status={view.status} />
        <StatusText view={view} />
      </Group>
      <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }}>
        <Prices view={view} />
        {view.status !== 'Draft' && (
          <Figure name="Supply">
            <Amount raw={view.supply} coin={fractionCoin(item)} />
          </Figure>
        )}
      </SimpleGrid>
      <HeldUp view={view} />
      {until !== null && (
        <Alert color="yellow" title="A licence runs">
          Somebody may use the NFT until <Moment at={until} />. A sale does not end that right.
        </Alert>
      )}
    </Section>
  );
}

function StatusText({ view }: { readonly view: VaultView }) {
  const { status, auction, vault } = view;
  const recipient = vaultRecipient(view);
  switch (status) {
    case 'Draft':
      return <Text>It is being filled by its creator.</Text>;
    case 'Active':
      return (
        <Text>
          A bid at the reserve or above starts the auction
          {vault.offeringsOpen > 0 && ', which ends an offering that sells'}.
        </Text>
      );
    case 'Auction':
      return (
        <Text>
          Ends in <Countdown until={auction?.endsAt ?? 0n} fw={600} over="0: it can be settled" />
          {auction && (
            <>
              , on <Moment at={auction.endsAt} />
            </>
          )}
        </Text>
      );
    case 'Sold':
    case 'Reclaimed':
      return (
        <Group gap={4}>
          <Text>
            Since <Moment at={vault.enteredAt} />; the NFT is for
          </Text>
          {recipient && <AddressText address={recipient} />}
        </Group>
      );
  }
}

function Prices({ view }: { readonly view: VaultView }) {
  const { status, vault, auction } = view;
  const paid = redeems(view);
  const lifted = offeringFloor(view);
  return (
    <>
      {(status === 'Auction' || status === 'Sold') && auction && (
        <WholePrice
          view={view}
          name={status === 'Sold' ? 'Price of the whole' : 'Leading bid for the whole'}
          price={auction.price}
        />
      )}
      {(status === 'Active' || status === 'Auction') && (
        <WholePrice view={view} name="Reserve for the whole" price={vaultReserve(view)} />
      )}
      {status !== 'Sold' && <WholePrice view={view} name="Opening price of the whole" price={vault.openingPrice} />}
      {status === 'Active' && (
        <WholePrice view={view} name="Floor of the reserve, for the whole" price={rules.reserve.floor(vault)} />
      )}
      {lifted > 0n && heldUpUntil(view) === null && (
        <WholePrice view={view} name="Not sold below, while the offering runs" price={lifted} />
      )}
      {paid !== null && (
        <Figure name="A fraction redeems">
          <Amount raw={paid} coin={vault.quoteMint} />
        </Figure>
      )}
    </>
  );
}

/** Why the reserve is above what is asked, where it is. */
function HeldUp({ view }: { readonly view: VaultView }) {
  const until = heldUpUntil(view);
  if (until === null) return null;
  return (
    <Text size="sm">
      The reserve is held up by what was paid in the offering, until <Moment at={until} />; by the asks alone it is{' '}
      <Amount raw={askedReserve(view)} coin={view.vault.quoteMint} />.
    </Text>
  );
}

function WholePrice({
  view,
  name,
  price,
}: {
  readonly view: VaultView;
  readonly name: string;
  readonly price: bigint;
}) {
  return (
    <Figure name={name}>
      <Amount raw={price} coin={view.vault.quoteMint} />
      {view.status !== 'Sold' && (
        <Text size="sm" c="dimmed" fw={400}>
          <PricePerFraction view={view} price={price} />
        </Text>
      )}
    </Figure>
  );
}

function Figure({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <Stack gap={0}>
      <Text size="sm" c="dimmed">
        {name}
      </Text>
      <Text component="div" fw={600}>
        {children}
      </Text>
    </Stack>
  );
}
