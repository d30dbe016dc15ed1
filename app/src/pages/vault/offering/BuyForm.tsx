/** Buying in an offering. */
import { Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { Amount, AmountInput } from '../../../amount/index.ts';
import { ActionButton } from '../ActionButton.tsx';
import { Fact, Facts } from '../Facts.tsx';
import { buyFractionsAction } from '../actions/offering.ts';
import { fractionCoin } from '../props.ts';
import type { CardProps } from './OfferingCard.tsx';
import { costOf, isDelivered, mostOf } from './buying.ts';

/** How many fractions, what they cost now, and when they are delivered. */
export function BuyForm({ item, own, found }: CardProps) {
  const [amount, setAmount] = useState<bigint | null>(null);
  const { offering } = found;
  const { quoteMint } = item.view.vault;
  const most = mostOf(found);
  if (most === 0n) return <Text size="sm">You have bought as many as one buyer may.</Text>;
  const cost = amount === null ? null : costOf(offering, amount);
  const isReady = amount !== null && amount > 0n && amount <= most && cost !== null;
  return (
    <Stack gap="xs" maw={480}>
      <Title order={4} size="h5">
        Buy
      </Title>
      <AmountInput
        label="Fractions to buy"
        description="Exactly as many, or none."
        coin={fractionCoin(item)}
        value={amount}
        onChange={setAmount}
        max={most}
      />
      <Stack gap="xs" aria-live="polite">
        <Facts>
          <Fact name="Cost now, and at most">{cost === null ? '–' : <Amount raw={cost} coin={quoteMint} />}</Fact>
          <Fact name="In your wallet">
            {own ? <Amount raw={own.cash} coin={quoteMint} /> : 'connect a wallet to buy'}
          </Fact>
        </Facts>
        {cost !== null && own !== null && cost > own.cash && (
          <Text size="sm" c="red.8">
            Your wallet does not have that much.
          </Text>
        )}
        {isReady && (
          <Text size="sm">
            {isDelivered(offering, cost)
              ? 'The minimum is reached with it: they are delivered at once.'
              : 'The minimum is not reached with it: they are delivered once it is, or your cash is paid back.'}
          </Text>
        )}
      </Stack>
      <ActionButton action={isReady ? buyFractionsAction(item, offering, amount) : null} onDone={() => setAmount(null)}>
        Buy fractions
      </ActionButton>
    </Stack>
  );
}
