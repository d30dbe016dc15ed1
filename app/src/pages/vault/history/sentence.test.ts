import type { Event } from '@mosaic/client';
import { describe, expect, it } from 'vitest';
import { NOBODY, NOW } from '../../../../test/vault.ts';
import { type Writer, sentenceOf } from './sentence.ts';

const HEADER = { vault: NOBODY, sequence: 1n, slot: 1n };
const WRITER: Writer = {
  cash: raw => `${raw} Q`,
  fractions: raw => `${raw} F`,
  amount: (raw, mint) => `${raw} of ${mint}`,
  ask: level => `level ${level}`,
  who: address => `<${address.slice(0, 2)}>`,
  date: time => `at ${time}`,
};

function told(event: Event): string {
  return sentenceOf(event, WRITER);
}

describe('the history', () => {
  it('tells an ask by its price, and that one was taken back', () => {
    const ask = { name: 'AskSet', header: HEADER, holder: NOBODY, authority: NOBODY, weight: 5n, asking: 5n } as const;
    expect(told({ ...ask, level: 90, lockedUntil: NOW })).toBe(
      '<11> set the ask of 5 F fractions to level 90 for the whole.',
    );
    expect(told({ ...ask, level: null, lockedUntil: NOW })).toContain('asks nothing any more');
  });

  it('tells a sale with its parts', () => {
    const sums = { price: 10n, cash: 9n, royalties: 1n, curatorFee: 2n, proceeds: 6n, burned: 0n, supply: 1n };
    const text = told({ name: 'VaultSold', header: HEADER, winner: NOBODY, ...sums });
    expect(text).toBe("Sold to <11> for 10 Q: 6 Q for the fractions, 1 Q royalties, 2 Q curator's fee.");
  });

  it('tells what was executed, and that a kind is unknown', () => {
    const executed = { name: 'ProposalExecuted', header: HEADER, number: 3n } as const;
    expect(told({ ...executed, kind: 2 })).toBe('Proposal 3 was executed: Change the curator.');
    expect(told({ ...executed, kind: 99 })).toContain('An unknown kind of proposal');
  });

  it('tells that a delegate was named, or dismissed', () => {
    const other = 'So11111111111111111111111111111111111111112' as typeof NOBODY;
    const set = { name: 'DelegateSet', header: HEADER, holder: other } as const;
    expect(told({ ...set, delegate: other })).toBe('<So> named <So> to ask and vote.');
    expect(told({ ...set, delegate: NOBODY })).toContain('back from its delegate');
  });
});
