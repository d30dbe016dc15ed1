import { describe, expect, it } from 'vitest';
import { perDay } from './rate.ts';

describe('income a day', () => {
  it('is what streams in 86,400 seconds, floored', () => {
    expect(perDay({ perSecond: (3n << 64n) / 2n, waiting: 1_000_000n })).toBe(129_600n);
    expect(perDay({ perSecond: 1n, waiting: 1_000_000n })).toBe(0n);
  });

  it('is no more than what is still to come', () => {
    expect(perDay({ perSecond: 2n << 64n, waiting: 100n })).toBe(100n);
  });
});
