import { type VaultView, valueOfToken } from '@mosaic/client';
import { Text, type TextProps } from '@mantine/core';

import { Amount } from './Amount.tsx';
import { AmountInput, type AmountInputProps } from './AmountInput.tsx';

type PriceProps = TextProps & {
  view: VaultView;
  /** Price of the whole vault, in raw quote units. */
  price: bigint;
};

/** What one fraction is worth at a price of the whole vault. Before royalties and fees. */
export function PricePerFraction({ view, price, ...props }: PriceProps) {
  const value = valueAt(view, price);
  return (
    <Text span inherit {...props}>
      {value === null ? '–' : <Amount raw={value} coin={view.vault.quoteMint} />} per fraction
    </Text>
  );
}

/** A price of the whole vault, and what that is for a fraction. */
export function Price({ view, price, ...props }: PriceProps) {
  return (
    <Text span inherit {...props}>
      <Amount raw={price} coin={view.vault.quoteMint} /> for the whole vault (
      <PricePerFraction view={view} price={price} />)
    </Text>
  );
}

function valueAt(view: VaultView, price: bigint): bigint | null {
  try {
    return valueOfToken(view, price);
  } catch {
    return null;
  }
}

type PriceInputProps = Omit<AmountInputProps, 'coin' | 'label'> & { label: string; view: VaultView };

/** A field for a price: always of the whole vault, with what that is for a fraction. */
export function PriceInput({ label, view, description, ...props }: PriceInputProps) {
  return (
    <AmountInput
      {...props}
      label={`${label}, for the whole vault`}
      coin={view.vault.quoteMint}
      description={
        <>
          {description} {description !== undefined && ' '}
          {props.value === null ? (
            'A fraction is worth its part of it.'
          ) : (
            <PricePerFraction view={view} price={props.value} />
          )}
        </>
      }
    />
  );
}
