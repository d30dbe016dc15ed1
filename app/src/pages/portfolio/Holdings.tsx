import { Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

import { Amount, Countdown, Moment, Price } from '../../amount/index.ts';
import type { OfferingItem, Position } from '../../data/index.ts';
import { bidState, offeringState, purchaseState, worthOf } from './positions.ts';

/** What the wallet has in a vault, line by line. */
export function Holdings({ position }: { position: Position }) {
  const { view, fractions, stake, bid, votes, licenses, offerings } = position;
  const coin = position.view.vault.fractionMint;
  const worth = worthOf(position);
  return (
    <Stack component="dl" gap={4} m={0}>
      {fractions > 0n && (
        <Entry label="In your wallet">
          <Amount raw={fractions} coin={coin} />
        </Entry>
      )}
      {stake && (
        <Entry label="Staked">
          <Amount raw={stake.amount} coin={coin} />
          {stake.ask && (
            <>
              , asking <Price view={view} price={stake.ask.price} />
            </>
          )}
          {stake.freeAt !== null && (
            <>
              , locked for <Countdown until={stake.freeAt} />
            </>
          )}
        </Entry>
      )}
      {bid && (
        <Entry label={view.status === 'Active' ? 'Your offer' : 'Your bid'}>
          <Price view={view} price={bid.bid.price} /> – {bidState(position)}
        </Entry>
      )}
      {offerings.map(found => (
        <Offering key={found.offering.address} position={position} found={found} />
      ))}
      {worth !== null && (
        <Entry label={view.status === 'Auction' ? 'Worth at the leading bid' : 'Worth at the reserve'}>
          <Amount raw={worth} coin={view.vault.quoteMint} short />, before royalties and fees
        </Entry>
      )}
      {votes.length > 0 && <Entry label="Votes">{votes.length}</Entry>}
      {licenses.map(({ address, license }) => (
        <Entry key={address} label="Licence">
          {license.until > 0n ? (
            <>
              until <Moment at={license.until} />
            </>
          ) : (
            'not accepted yet'
          )}
        </Entry>
      ))}
    </Stack>
  );
}

function Offering({ position, found }: { position: Position; found: OfferingItem }) {
  const { quoteMint, fractionMint } = position.view.vault;
  const { offering, purchase } = found;
  return (
    <>
      {purchase && (
        <Entry label="Bought in the offering">
          <Amount raw={purchase.purchase.fractions} coin={fractionMint} /> for{' '}
          <Amount raw={purchase.purchase.cost} coin={quoteMint} /> – {purchaseState(found)}
        </Entry>
      )}
      {position.isCreator && (
        <Entry label="Your offering">
          <Amount raw={offering.offering.sold} coin={fractionMint} /> of{' '}
          <Amount raw={offering.offering.amount} coin={fractionMint} /> sold for{' '}
          <Amount raw={offering.offering.raised} coin={quoteMint} /> – {offeringState(offering)}
        </Entry>
      )}
    </>
  );
}

function Entry({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Group gap="xs" align="baseline">
      <Text component="dt" size="sm" c="dimmed">
        {label}
      </Text>
      <Text component="dd" size="sm" m={0}>
        {children}
      </Text>
    </Group>
  );
}
