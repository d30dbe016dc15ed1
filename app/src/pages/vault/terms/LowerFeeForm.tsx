/** The curator's way to a lower fee. */
import { Stack, TextInput, Title } from '@mantine/core';
import { rules } from '@mosaic/client';
import { useState } from 'react';
import { formatBps } from '../../../amount/index.ts';
import { useWallet } from '../../../wallet/index.ts';
import { ActionButton } from '../ActionButton.tsx';
import { lowerCuratorFeeAction } from '../actions/curator.ts';
import type { VaultProps } from '../props.ts';
import { feeOf } from './fee.ts';

/** For the curator, until the sale, as long as there is a fee. */
export function LowerFee({ item }: VaultProps) {
  const { address } = useWallet();
  const { status, vault } = item.view;
  const isOffered = address === vault.curator && rules.status.lowersCuratorFee(status) && vault.curatorFeeBps > 0;
  return isOffered ? <LowerFeeForm item={item} /> : null;
}

function LowerFeeForm({ item }: VaultProps) {
  const [text, setText] = useState('');
  const { curatorFeeBps } = item.view.vault;
  const entered = feeOf(text, curatorFeeBps);
  return (
    <Stack gap="xs" maw={480}>
      <Title order={3} size="h4">
        Lower your fee
      </Title>
      <TextInput
        label="New fee, in %"
        description={`As the curator you get ${formatBps(curatorFeeBps)} of the cash of a sale. You cannot raise it again.`}
        value={text}
        onChange={event => setText(event.currentTarget.value)}
        error={'error' in entered && entered.error}
        inputMode="decimal"
        autoComplete="off"
      />
      <ActionButton
        action={'feeBps' in entered ? lowerCuratorFeeAction(item, entered.feeBps) : null}
        variant="default"
        onDone={() => setText('')}
      >
        Lower the fee
      </ActionButton>
    </Stack>
  );
}
