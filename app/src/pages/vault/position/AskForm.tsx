/** Changing what the own stake asks. */
import { Group, Stack } from '@mantine/core';
import { useState } from 'react';
import { ActionButton } from '../ActionButton.tsx';
import { askAction } from '../actions/stake.ts';
import type { VaultProps } from '../props.ts';
import { AskInput } from './AskInput.tsx';
import { askOf } from './askChoice.ts';

/** The ask of the whole stake: a price, or none. */
export function AskForm({ item }: VaultProps) {
  const [price, setPrice] = useState<bigint | null>(null);
  const ask = askOf(price, item.view);
  return (
    <Stack gap="xs">
      <AskInput item={item} value={price} onChange={setPrice} />
      <Group gap="xs">
        <ActionButton action={ask && askAction(item, ask)} onDone={() => setPrice(null)}>
          Set the ask
        </ActionButton>
        <ActionButton action={askAction(item, { __kind: 'Nothing' })} variant="default">
          Ask nothing
        </ActionButton>
      </Group>
    </Stack>
  );
}
