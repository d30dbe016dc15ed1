/** Taking fractions out of the own stake. */
import { Stack } from '@mantine/core';
import type { StakeView } from '@mosaic/client';
import { useState } from 'react';
import { AmountInput } from '../../../amount/index.ts';
import { useNow } from '../../../data/index.ts';
import { ActionButton } from '../ActionButton.tsx';
import { unstakeAction } from '../actions/stake.ts';
import { type VaultProps, fractionCoin } from '../props.ts';

/** How many fractions are to leave; all of them where the stake is empty. */
export function UnstakeForm({ item, stake }: VaultProps & { readonly stake: StakeView }) {
  const now = useNow();
  const [amount, setAmount] = useState<bigint | null>(null);
  const isLocked = stake.freeAt !== null && now < stake.freeAt;
  const isReady = amount !== null && amount > 0n && amount <= stake.amount;
  // What leaves whole closes its stake, by the amount it has when the transaction is built.
  const order = amount === stake.amount ? null : amount;
  return (
    <Stack gap="xs">
      <AmountInput
        label="Unstake"
        coin={fractionCoin(item)}
        value={amount}
        onChange={setAmount}
        max={stake.amount}
        disabled={isLocked}
        description={isLocked ? 'It is locked until the time above.' : undefined}
      />
      <ActionButton
        action={isReady ? unstakeAction(item, order) : null}
        disabled={isLocked}
        variant="default"
        onDone={() => setAmount(null)}
      >
        Unstake
      </ActionButton>
    </Stack>
  );
}
