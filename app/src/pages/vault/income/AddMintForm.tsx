/** The curator's way to take income in a further mint. */
import { Stack, TextInput, Title } from '@mantine/core';
import { isAddress } from '@solana/kit';
import { useState } from 'react';
import { ActionButton } from '../ActionButton.tsx';
import { addIncomeMintAction } from '../actions/income.ts';
import type { VaultProps } from '../props.ts';

/** The mint to be added. */
export function AddMintForm({ item }: VaultProps) {
  const [text, setText] = useState('');
  const mint = text.trim();
  const isMint = isAddress(mint);
  return (
    <Stack gap="xs" maw={480}>
      <Title order={3} size="h4">
        Take income in a further token
      </Title>
      <TextInput
        label="Mint"
        description="As the curator you can add one; three tokens in sum at most."
        value={text}
        onChange={event => setText(event.currentTarget.value)}
        error={mint !== '' && !isMint ? 'This is no address of Solana.' : undefined}
      />
      <ActionButton
        action={isMint ? addIncomeMintAction(item, mint) : null}
        variant="default"
        onDone={() => setText('')}
      >
        Add the token
      </ActionButton>
    </Stack>
  );
}
