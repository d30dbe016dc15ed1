import { NumberInput, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { rules } from '@mosaic/client';

import { AmountInput } from '../../amount/index.ts';
import { rescaled } from './form.ts';
import { MOST_BYTES } from './texts.ts';
import type { OpenForm } from './useOpening.ts';

/** How many fractions there will be. */
export function SupplyFields({ form }: { form: OpenForm }) {
  const { supply, decimals, symbol } = form.values;
  const setDecimals = (next: string | number) => {
    const to = Number(next);
    if (!Number.isInteger(to) || to < 0 || to > rules.terms.MAX_DECIMALS) return;
    form.setValues({ decimals: to, supply: rescaled(supply, decimals, to) });
  };
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
      <AmountInput
        label="How many fractions"
        description="All of them go to your wallet; no more can ever be minted."
        coin={{ symbol: symbol.trim() || 'fractions', decimals }}
        value={supply}
        onChange={value => form.setFieldValue('supply', value)}
        error={form.errors['supply']}
        required
      />
      <NumberInput
        label="Decimals"
        description="Digits behind the point that a fraction divides into."
        value={decimals}
        onChange={setDecimals}
        min={0}
        max={rules.terms.MAX_DECIMALS}
        allowDecimal={false}
        required
      />
    </SimpleGrid>
  );
}

/** How wallets show the fractions. */
export function NameFields({ form }: { form: OpenForm }) {
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        <TextInput
          label="Name of the fractions"
          description={`At most ${MOST_BYTES.name} bytes.`}
          autoComplete="off"
          required
          {...form.getInputProps('name')}
        />
        <TextInput
          label="Symbol"
          description={`At most ${MOST_BYTES.symbol} bytes, such as STILL.`}
          autoComplete="off"
          required
          {...form.getInputProps('symbol')}
        />
      </SimpleGrid>
      <TextInput
        label="URI of their description"
        description="Where wallets find picture and text; that of the NFT does. May stay empty."
        type="url"
        autoComplete="off"
        {...form.getInputProps('uri')}
      />
      <Text size="sm" c="dimmed">
        Name, symbol and URI cannot be changed later.
      </Text>
    </Stack>
  );
}
