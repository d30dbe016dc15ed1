import { Text, type TextProps } from '@mantine/core';

import { useNow } from '../data/time.ts';
import { formatClock, formatDuration, formatMoment } from './time.ts';

/** Seconds in words. */
export function Duration({ seconds, ...props }: TextProps & { seconds: bigint | number }) {
  return (
    <Text span inherit {...props}>
      {formatDuration(seconds)}
    </Text>
  );
}

/** A time of the chain, in the zone of who reads. */
export function Moment({ at, ...props }: TextProps & { at: bigint }) {
  return (
    <Text span inherit {...props}>
      {formatMoment(at)}
    </Text>
  );
}

/** How long until a time of the chain (Unix seconds); `over` once it has come. Its title has the time itself. */
export function Countdown({ until, over = 'over', ...props }: TextProps & { until: bigint; over?: string }) {
  const now = useNow();
  return (
    <Text span inherit className="digits" role="timer" title={formatMoment(until)} {...props}>
      {until > now ? formatClock(until - now) : over}
    </Text>
  );
}
