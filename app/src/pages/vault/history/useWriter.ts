/** How the history writes amounts, wallets and times. */
import { rules } from '@mosaic/client';
import { formatAmount, formatMoment, shortAddress } from '../../../amount/index.ts';
import { useCoin } from '../../../data/index.ts';
import type { VaultProps } from '../props.ts';
import type { Writer } from './sentence.ts';

/** A writer for the events of a vault; amounts of mints that are not the quote mint are in raw units. */
export function useWriter({ item: { view } }: VaultProps): Writer {
  const { quoteMint, decimals, openingPrice } = view.vault;
  const { data: coin } = useCoin(quoteMint);
  const cash = (raw: bigint) =>
    `${formatAmount(raw, coin?.decimals ?? view.quoteDecimals)} ${coin?.symbol ?? ''}`.trim();
  return {
    cash,
    fractions: raw => formatAmount(raw, decimals),
    amount: (raw, mint) => (mint === quoteMint ? cash(raw) : `${raw} raw units of ${shortAddress(mint)}`),
    ask: level => cash(rules.ladder.price(openingPrice, level)),
    who: address => shortAddress(address),
    date: formatMoment,
  };
}
