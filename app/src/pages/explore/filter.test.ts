import { address } from '@solana/kit';
import { describe, expect, it } from 'vitest';
import { type Findable, STATUS_CHOICES, isWanted } from './filter.ts';

const CREATOR = address('So11111111111111111111111111111111111111112');
const VAULT: Findable = { status: 'Active', names: ['Blue Ape #7', 'Fraction of Ape'], addresses: [CREATOR] };

describe('the search for vaults', () => {
  it('finds every vault when nothing is looked for', () => {
    expect(isWanted(VAULT, { status: 'Any', text: '  ' })).toBe(true);
  });

  it('finds a name by any part of it, in any case', () => {
    expect(isWanted(VAULT, { status: 'Any', text: 'ape #' })).toBe(true);
    expect(isWanted(VAULT, { status: 'Any', text: 'bear' })).toBe(false);
  });

  it('finds an address by its start, as it is written', () => {
    expect(isWanted(VAULT, { status: 'Any', text: ` ${CREATOR.slice(0, 6)} ` })).toBe(true);
    expect(isWanted(VAULT, { status: 'Any', text: CREATOR.toLowerCase() })).toBe(false);
    expect(isWanted(VAULT, { status: 'Any', text: CREATOR.slice(2) })).toBe(false);
  });

  it('wants status and text at once', () => {
    expect(isWanted(VAULT, { status: 'Active', text: 'Blue' })).toBe(true);
    expect(isWanted(VAULT, { status: 'Sold', text: 'Blue' })).toBe(false);
  });

  it('offers each status once', () => {
    const offered = STATUS_CHOICES.map(({ value }) => value);
    expect(new Set(offered)).toEqual(new Set(['Any', 'Draft', 'Active', 'Auction', 'Sold', 'Reclaimed']));
    expect(offered).toHaveLength(6);
  });
});
