import { describe, expect, it } from 'vitest';
import { feeOf } from './fee.ts';

describe('a lower fee of the curator', () => {
  it('is any below the present one, in per cent, down to none', () => {
    expect(feeOf('1.25', 200)).toEqual({ feeBps: 125 });
    expect(feeOf(' 1.99 ', 200)).toEqual({ feeBps: 199 });
    expect(feeOf('0', 1)).toEqual({ feeBps: 0 });
  });

  it('is not the present one, or a higher one', () => {
    expect(feeOf('2', 200)).toEqual({ error: 'Enter less than 2 %.' });
    expect(feeOf('5', 200)).toEqual({ error: 'Enter less than 2 %.' });
  });

  it('is a number of basis points', () => {
    const error = 'Enter a number of %, with at most two decimals.';
    for (const text of ['1.255', '-1', '1 %', 'one']) expect(feeOf(text, 200)).toEqual({ error });
    expect(feeOf(' ', 200)).toEqual({ error: null });
  });
});
