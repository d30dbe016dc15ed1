import fc from 'fast-check';
import { expect, test } from 'vitest';

import {
  formatAmount,
  formatBps,
  formatPart,
  formatShort,
  isAmountError,
  parseAmount,
  plainAmount,
} from '../src/amount/format.ts';
import { formatClock, formatDuration } from '../src/amount/time.ts';

const raw = fc.bigInt({ min: 0n, max: (1n << 64n) - 1n });
const decimals = fc.integer({ min: 0, max: 18 });

test('what is shown and what is typed mean the same amount, whatever it is', () => {
  fc.assert(
    fc.property(raw, decimals, (amount, places) => {
      expect(parseAmount(formatAmount(amount, places), places)).toBe(amount);
      expect(parseAmount(plainAmount(amount, places), places)).toBe(amount);
    }),
  );
});

test('amounts are shown in groups of three, without zeros at the end', () => {
  expect(formatAmount(1_234_500_000n, 6)).toBe('1,234.5');
  expect(formatAmount(1_000_000n, 6)).toBe('1');
  expect(formatAmount(1n, 9)).toBe('0.000000001');
  expect(formatAmount(0n, 6)).toBe('0');
  expect(formatAmount(-1_500n, 3)).toBe('-1.5');
});

test('short amounts are cut, never rounded up, and say so', () => {
  expect(formatShort(1_239_999n, 6)).toEqual({ text: '1.23', exact: false });
  expect(formatShort(1_500_000n, 6)).toEqual({ text: '1.5', exact: true });
  expect(formatShort(1_239n, 9)).toEqual({ text: '0.0000012', exact: false });
});

test('amounts are read as people write them', () => {
  expect(parseAmount(' 1,234.5 ', 6)).toBe(1_234_500_000n);
  expect(parseAmount('.5', 6)).toBe(500_000n);
  expect(parseAmount('5.', 6)).toBe(5_000_000n);
  expect(parseAmount('0.10', 1)).toBe(1n);
});

test.each([
  ['', 'Empty'],
  ['1,5', 'NoNumber'],
  ['1.2.3', 'NoNumber'],
  ['1e3', 'NoNumber'],
  ['-1', 'NoNumber'],
  ['.', 'NoNumber'],
  ['ten', 'NoNumber'],
  ['0.0000001', 'TooManyDecimals'],
  ['18446744073709.551616', 'TooLarge'],
])('%j is refused as %s', (text, error) => {
  const parsed = parseAmount(text, 6);
  expect(isAmountError(parsed) && parsed.error).toBe(error);
});

test('parts are shown in per cent', () => {
  expect(formatBps(250)).toBe('2.5 %');
  expect(formatPart(1n, 3n)).toBe('33.33 %');
  expect(formatPart(1n, 0n)).toBe('0 %');
});

test('durations have their two largest units', () => {
  expect(formatDuration(93_784n)).toBe('1 day 2 hours');
  expect(formatDuration(86_405n)).toBe('1 day');
  expect(formatDuration(61)).toBe('1 minute 1 second');
  expect(formatDuration(0)).toBe('0 seconds');
});

test('clocks keep their width and do not run below zero', () => {
  expect(formatClock(93_784n)).toBe('1d 02:03:04');
  expect(formatClock(59n)).toBe('00:00:59');
  expect(formatClock(-5n)).toBe('00:00:00');
});
