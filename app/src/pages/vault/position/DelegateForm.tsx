/** Naming who else may set the ask of the own stake and vote with it. */
import { Group, Stack, TextInput } from '@mantine/core';
import type { StakeView } from '@mosaic/client';
import { isAddress } from '@solana/kit';
import { useState } from 'react';
import { ActionButton } from '../ActionButton.tsx';
import { delegateAction } from '../actions/stake.ts';
import type { VaultProps } from '../props.ts';

/** The delegate of a stake: it can ask and vote, and take nothing. */
export function DelegateForm({ item, stake }: VaultProps & { readonly stake: StakeView }) {
  const [text, setText] = useState('');
  const delegate = text.trim();
  const isWallet = isAddress(delegate);
  return (
    <Stack gap="xs">
      <TextInput
        label="Delegate"
        description="Another wallet that may set your ask and vote with your stake. It can take nothing."
        placeholder={stake.delegate ?? 'Address'}
        value={text}
        onChange={event => setText(event.currentTarget.value)}
        error={delegate !== '' && !isWallet ? 'This is no address of Solana.' : undefined}
      />
      <Group gap="xs">
        <ActionButton
          action={isWallet ? delegateAction(item, delegate) : null}
          variant="default"
          onDone={() => setText('')}
        >
          Name the delegate
        </ActionButton>
        {stake.delegate !== null && (
          <ActionButton action={delegateAction(item, null)} variant="default">
            Dismiss the delegate
          </ActionButton>
        )}
      </Group>
    </Stack>
  );
}
