import { Input, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { rules } from '@mosaic/client';
import type { Address } from '@solana/kit';

import { Amount, AmountInput } from '../../amount/index.ts';
import type { CoinChoice, OpenValues } from './form.ts';
import type { OpenForm } from './useOpening.ts';

type Props = {
  readonly form: OpenForm;
  /** The mint of USDC, where the network has one. */
  readonly usdc: Address | null;
  /** The mint that prices are in, once one is named. */
  readonly quoteMint: Address | null;
};

/** The coin of all prices, and the opening price. */
export function PriceFields({ form, usdc, quoteMint }: Props) {
  const { coin, price } = form.values;
  const coins = [{ value: 'SOL', label: 'SOL' }, ...(usdc ? [{ value: 'USDC', label: 'USDC' }] : []), OTHER];
  // What was entered is an amount of the coin before.
  const choose = (next: string) => form.setValues({ coin: next as CoinChoice, price: null });
  return (
    <Stack gap="md">
      <Input.Wrapper
        label="Coin"
        labelElement="div"
        description="Every price and payment of the vault is in it."
        error={form.errors['coin']}
      >
        <SegmentedControl mt={6} fullWidth data={coins} value={coin} onChange={choose} aria-label="Coin" />
      </Input.Wrapper>
      {coin === 'other' && (
        <TextInput
          label="Mint of the coin"
          description="A mint of the classic token program."
          autoComplete="off"
          required
          {...form.getInputProps('mint')}
          onChange={event => form.setValues({ mint: event.currentTarget.value, price: null })}
        />
      )}
      {quoteMint && (
        <AmountInput
          key={quoteMint}
          label="Opening price, for the whole vault"
          description={<PerFraction values={form.values} quoteMint={quoteMint} />}
          coin={quoteMint}
          value={price}
          onChange={value => form.setFieldValue('price', value)}
          error={form.errors['price']}
          required
        />
      )}
    </Stack>
  );
}

const OTHER = { value: 'other', label: 'Another coin' };

/** What the opening price is for one fraction. */
function PerFraction({ values: { price, supply, decimals }, quoteMint }: { values: OpenValues; quoteMint: Address }) {
  if (!price || !supply) return 'Anyone who bids at least this starts the auction, unless holders ask something else.';
  const value = perFraction(price, supply, decimals);
  return (
    <>
      {value === null ? 'No price per fraction fits.' : <Amount raw={value} coin={quoteMint} />} per fraction. Anyone
      who bids at least the whole price starts the auction, unless holders ask something else.
    </>
  );
}

/** The price of one whole fraction, in raw units; `null` where none fits 64 bits. */
function perFraction(price: bigint, supply: bigint, decimals: number): bigint | null {
  try {
    return rules.auction.valueOf(10n ** BigInt(decimals), price, supply);
  } catch (error) {
    if (rules.isRuleError(error)) return null;
    throw error;
  }
}
