/** Paying income into a vault. */
import { Select, Stack, Title } from '@mantine/core';
import type { Address } from '@solana/kit';
import { useState } from 'react';
import { AmountInput, shortAddress } from '../../../amount/index.ts';
import { useCoins } from '../../../data/index.ts';
import { ActionButton } from '../ActionButton.tsx';
import { depositIncomeAction } from '../actions/income.ts';
import type { OwnProps } from '../props.ts';

/** How much of which mint is to be paid in. */
export function DepositForm({ item, own, mints }: OwnProps & { readonly mints: readonly Address[] }) {
  const { quoteMint } = item.view.vault;
  const [mint, setMint] = useState<Address>(quoteMint);
  const [amount, setAmount] = useState<bigint | null>(null);
  const { data: coins } = useCoins(mints);
  const nameOf = (mint: Address) => coins?.get(mint)?.symbol ?? shortAddress(mint);
  const isReady = amount !== null && amount > 0n;
  return (
    <Stack gap="xs" maw={480}>
      <Title order={3} size="h4">
        Pay income in
      </Title>
      {mints.length > 1 && (
        <Select
          label="Token"
          data={mints.map(mint => ({ value: mint, label: nameOf(mint) }))}
          value={mint}
          allowDeselect={false}
          onChange={chosen => setMint(mints.find(mint => mint === chosen) ?? quoteMint)}
        />
      )}
      <AmountInput
        key={mint}
        label="Income"
        coin={mint}
        value={amount}
        onChange={setAmount}
        max={mint === quoteMint ? own?.cash : undefined}
        description="It goes to the stakers and cannot be taken back."
      />
      <ActionButton action={isReady ? depositIncomeAction(item, mint, amount) : null} onDone={() => setAmount(null)}>
        Pay income in
      </ActionButton>
    </Stack>
  );
}
