import { Skeleton, Text, type TextProps } from '@mantine/core';

import { useCoin } from '../data/coins.ts';
import type { CoinRef } from './coin.ts';
import { formatAmount, formatShort } from './format.ts';

type AmountProps = TextProps & {
  /** Raw units. */
  raw: bigint;
  coin: CoinRef;
  /** Cuts digits behind the point; the title has all of them. */
  short?: boolean;
};

/** An amount with its symbol: `1,234.5 USDC`. Digits are of one width. */
export function Amount({ raw, coin: ref, short = false, ...props }: AmountProps) {
  const { data: coin } = useCoin(ref);
  if (coin === undefined) return <Skeleton component="span" display="inline-block" w="6ch" h="1em" />;
  const { text, exact } = short
    ? formatShort(raw, coin.decimals)
    : { text: formatAmount(raw, coin.decimals), exact: true };
  const whole = `${formatAmount(raw, coin.decimals)} ${coin.symbol}`;
  return (
    <Text span inherit className="digits" title={exact ? undefined : whole} {...props}>
      {text}&nbsp;{coin.symbol}
    </Text>
  );
}
