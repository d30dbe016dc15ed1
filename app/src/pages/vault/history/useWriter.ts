/** How the history writes amounts, wallets and times. */
import { rules } from '@mosaic/client';
import type { Address } from '@solana/kit';
import { formatAmount, formatMoment, shortAddress } from '../../../amount/index.ts';
import { type HistoryItem, useCoins } from '../../../data/index.ts';
import type { VaultProps } from '../props.ts';
import type { Writer } from './sentence.ts';

/** A writer for events of a vault. Until a mint of them is read, or where it is gone, its amounts are in raw units. */
export function useWriter({ item: { view, names } }: VaultProps, history: readonly HistoryItem[]): Writer {
  const { quoteMint, decimals, openingPrice } = view.vault;
  const { data: coins } = useCoins(incomeMints(history));
  const cash = (raw: bigint) => `${formatAmount(raw, view.quoteDecimals)} ${names.cash}`;
  const amount = (raw: bigint, mint: Address) => {
    if (mint === quoteMint) return cash(raw);
    const coin = coins?.get(mint);
    return coin ? `${formatAmount(raw, coin.decimals)} ${coin.symbol}` : `${raw} raw units of ${shortAddress(mint)}`;
  };
  return {
    cash,
    fractions: raw => formatAmount(raw, decimals),
    amount,
    ask: level => cash(rules.ladder.price(openingPrice, level)),
    who: address => shortAddress(address),
    date: formatMoment,
  };
}

/** The mints of which income was paid in or claimed. */
function incomeMints(history: readonly HistoryItem[]): Address[] {
  return history.flatMap(({ event }) =>
    event.name === 'IncomeDeposited' || event.name === 'IncomeClaimed' ? [event.mint] : [],
  );
}
