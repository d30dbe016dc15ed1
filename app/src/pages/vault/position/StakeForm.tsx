/** Staking, with an ask or without. */
import { Stack, Text, Title } from '@mantine/core';
import { rules } from '@mosaic/client';
import { useState } from 'react';
import { AmountInput, formatDuration } from '../../../amount/index.ts';
import { ActionButton } from '../ActionButton.tsx';
import { stakeAction, stakeAndAskAction } from '../actions/stake.ts';
import { type OwnProps, fractionCoin } from '../props.ts';
import { AskInput } from './AskInput.tsx';
import { askOf } from './askChoice.ts';

/** Locks fractions in the vault, to ask, to vote and to earn. */
export function StakeForm({ item, own }: OwnProps) {
  const { view } = item;
  const [amount, setAmount] = useState<bigint | null>(null);
  const [price, setPrice] = useState<bigint | null>(null);
  const most = own?.fractions ?? 0n;
  if (!rules.status.acceptsStakes(view.status) || most === 0n) return null;
  const ask = askOf(price, view);
  const isReady = amount !== null && amount > 0n && amount <= most;
  const clear = () => {
    setAmount(null);
    setPrice(null);
  };
  const asks = rules.status.acceptsAsks(view.status);
  return (
    <Stack gap="xs">
      <Title order={3} size="h4">
        Stake
      </Title>
      <Text size="sm" c="dimmed">
        Staked fractions ask a price, vote and earn income. They are locked for{' '}
        {formatDuration(view.vault.stakeLockSecs)}.
      </Text>
      <AmountInput label="Stake" coin={fractionCoin(item)} value={amount} onChange={setAmount} max={most} />
      {asks && !own?.stake && <AskInput item={item} value={price} onChange={setPrice} />}
      {ask ? (
        <ActionButton action={isReady ? stakeAndAskAction(item, amount, ask) : null} onDone={clear}>
          Stake and ask
        </ActionButton>
      ) : (
        <ActionButton action={isReady && price === null ? stakeAction(item, amount) : null} onDone={clear}>
          Stake
        </ActionButton>
      )}
    </Stack>
  );
}
