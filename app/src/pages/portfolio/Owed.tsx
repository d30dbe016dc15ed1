import { List, Text } from '@mantine/core';
import type { quotes } from '@mosaic/client';
import type { ReactNode } from 'react';

import { Amount, SOL } from '../../amount/index.ts';
import type { Position } from '../../data/index.ts';

/** What a vault owes the wallet now, claim by claim. */
export function Owed({ position }: { position: Position }) {
  const { exit } = position;
  if (!exit) return null;
  return (
    <div>
      <Text size="sm" fw={600}>
        Owed to you
      </Text>
      <List size="sm">
        {exit.claims.map((claim, index) => (
          <List.Item key={index}>{claimText(claim, position)}</List.Item>
        ))}
        {exit.returned > 0n && (
          <List.Item>
            <Amount raw={exit.returned} coin={SOL} /> of rent
          </List.Item>
        )}
      </List>
    </div>
  );
}

function claimText(claim: quotes.Claim, position: Position): ReactNode {
  const { quoteMint } = position.view.vault;
  const fraction = position.view.vault.fractionMint;
  switch (claim.__kind) {
    case 'Bid':
      return (
        <>
          <Amount raw={claim.cash} coin={quoteMint} />
          {claim.fractions > 0n && (
            <>
              {' '}
              and <Amount raw={claim.fractions} coin={fraction} />
            </>
          )}{' '}
          of your bid
        </>
      );
    case 'Purchase':
      return purchaseText(claim, position);
    case 'Offering':
      return claim.cash + claim.fractions === 0n ? (
        'The account of your offering, to be closed for its rent'
      ) : (
        <>
          <Amount raw={claim.cash} coin={quoteMint} /> and <Amount raw={claim.fractions} coin={fraction} /> of your
          offering
        </>
      );
    case 'Stake':
      return (
        <>
          <Amount raw={claim.fractions} coin={fraction} /> of your stake
        </>
      );
    case 'Income':
    case 'Unearned':
      return (
        <>
          <Amount raw={claim.amount} coin={claim.mint} /> of income
        </>
      );
    case 'Redemption':
      return (
        <>
          <Amount raw={claim.payout} coin={quoteMint} /> for <Amount raw={claim.fractions} coin={fraction} />
        </>
      );
    case 'Royalty':
      return (
        <>
          <Amount raw={claim.amount} coin={quoteMint} /> of royalties
        </>
      );
    case 'CuratorFee':
      return (
        <>
          <Amount raw={claim.amount} coin={quoteMint} /> as the curator
        </>
      );
    case 'Asset':
      return position.names.nfts.get(claim.nftMint)?.name || 'The NFT';
  }
}

function purchaseText(claim: quotes.Claim & { readonly __kind: 'Purchase' }, { view }: Position): ReactNode {
  const { quoteMint, fractionMint } = view.vault;
  if (claim.refund > 0n) {
    return (
      <>
        <Amount raw={claim.refund} coin={quoteMint} /> paid back of an offering
      </>
    );
  }
  return claim.fractions > 0n ? (
    <>
      <Amount raw={claim.fractions} coin={fractionMint} /> bought in an offering
    </>
  ) : (
    'The account of what you bought in an offering, to be closed for its rent'
  );
}
