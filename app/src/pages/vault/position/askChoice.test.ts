import { rules } from '@mosaic/client';
import { describe, expect, it } from 'vitest';
import { OPENING, vaultView } from '../../../../test/vault.ts';
import { askOf, askedPrice, highestAsk } from './askChoice.ts';

describe('an ask that is entered', () => {
  it('comes to the lowest level that is not below it', () => {
    expect(askOf(OPENING, vaultView())).toEqual({ __kind: 'AtLeast', fields: [OPENING] });
    expect(askedPrice(OPENING, vaultView())).toBe(OPENING);
    expect(askedPrice(OPENING + 1n, vaultView())).toBe(rules.ladder.price(OPENING, 97));
  });

  it('is none for zero, and above the ladder', () => {
    const highest = highestAsk(vaultView());
    expect(askedPrice(highest, vaultView())).toBe(highest);
    for (const price of [null, 0n, highest + 1n]) {
      expect(askOf(price, vaultView())).toBeNull();
      expect(askedPrice(price, vaultView())).toBeNull();
    }
  });
});
