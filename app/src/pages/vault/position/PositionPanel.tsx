/** What the connected wallet has of the vault, and what it can do with that. */
import { Stack, Text } from '@mantine/core';
import { Amount } from '../../../amount/index.ts';
import { useWallet } from '../../../wallet/index.ts';
import { Fact, Facts } from '../Facts.tsx';
import { Section } from '../Section.tsx';
import { type OwnProps, fractionCoin } from '../props.ts';
import { Leaving } from './Leaving.tsx';
import { OwnBid } from './OwnBid.tsx';
import { OwnStake } from './OwnStake.tsx';
import { StakeForm } from './StakeForm.tsx';

/** The own position. */
export function PositionPanel({ item, own }: OwnProps) {
  const { address } = useWallet();
  return (
    <Section title="Your position">
      {address === null && <Text size="sm">Connect a wallet at the top to see what you have here, and to trade.</Text>}
      {address !== null && !own && <Text size="sm">Reading your wallet…</Text>}
      {own && (
        <Stack gap="lg">
          <Facts>
            <Fact name="Fractions in your wallet">
              <Amount raw={own.fractions} coin={fractionCoin(item)} />
            </Fact>
            <Fact name="Cash in your wallet">
              <Amount raw={own.cash} coin={item.view.vault.quoteMint} />
            </Fact>
          </Facts>
          <Leaving item={item} own={own} />
          {own.bid && <OwnBid item={item} bid={own.bid} />}
          {own.stake && <OwnStake item={item} stake={own.stake} />}
          <StakeForm item={item} own={own} />
        </Stack>
      )}
    </Section>
  );
}
