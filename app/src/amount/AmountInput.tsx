import { Button, Text, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';

import { useCoin } from '../data/coins.ts';
import type { CoinRef } from './coin.ts';
import { formatAmount, isAmountError, parseAmount, plainAmount } from './format.ts';

/** A field for an amount. */
export type AmountInputProps = {
  label: ReactNode;
  coin: CoinRef;
  /** Raw units; null while what is written is no amount. */
  value: bigint | null;
  onChange: (value: bigint | null) => void;
  /** Most that can be given, in raw units: a button fills it in, more is an error. */
  max?: bigint | undefined;
  description?: ReactNode;
  /** What is wrong with the amount besides. */
  error?: ReactNode;
  required?: boolean;
  disabled?: boolean;
};

/** A field in which people write an amount as they would on paper. Its value is exact. */
export function AmountInput(props: AmountInputProps) {
  const { label, coin: ref, value, onChange, max, description, error, required, disabled } = props;
  const { data: coin } = useCoin(ref);
  const [written, setWritten] = useState<string | null>(null);
  const [touched, setTouched] = useState(false);
  const decimals = coin?.decimals ?? 0;
  const shown = textOf(written, value, decimals);
  const parsed = parseAmount(shown, decimals);
  const mistake = isAmountError(parsed) ? (parsed.error === 'Empty' ? null : parsed.message) : null;
  const tooMuch = max !== undefined && value !== null && value > max ? `At most ${formatAmount(max, decimals)}.` : null;

  const write = (text: string) => {
    setWritten(text);
    const next = parseAmount(text, decimals);
    onChange(isAmountError(next) ? null : next);
  };
  return (
    <TextInput
      label={label}
      description={description}
      value={shown}
      onChange={event => write(event.currentTarget.value)}
      onBlur={() => setTouched(true)}
      error={(touched || value !== null ? mistake : null) ?? tooMuch ?? error}
      inputMode="decimal"
      autoComplete="off"
      placeholder="0"
      required={required ?? false}
      disabled={(disabled ?? false) || coin === undefined}
      classNames={{ input: 'digits' }}
      rightSectionWidth={max === undefined ? 72 : 124}
      rightSection={
        <>
          {max !== undefined && (
            <Button
              size="compact-xs"
              variant="light"
              mr={6}
              disabled={disabled ?? false}
              onClick={() => write(plainAmount(max, decimals))}
            >
              Max
            </Button>
          )}
          <Text size="sm" c="dimmed" truncate maw={64}>
            {coin?.symbol ?? ''}
          </Text>
        </>
      }
    />
  );
}

/** What was written, as long as it still means the value; else the value. */
function textOf(written: string | null, value: bigint | null, decimals: number): string {
  const meant = written === null ? null : parseAmount(written, decimals);
  if (written !== null && (isAmountError(meant ?? 0n) ? value === null : meant === value)) return written;
  return value === null ? '' : plainAmount(value, decimals);
}
