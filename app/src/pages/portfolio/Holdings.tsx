import { Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

import { Amount, Countdown, Moment, Price } from '../../amount/index.ts';
import type { Position } from '../../data/index.ts';
import { bidState, worthOf } from './positions.ts';

/** What the wallet has in a vault, line by line. */
export function Holdings({ position }: { position: Position }) {
  const { view, fractions, stake, bid, votes, licenses } = position;
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
