import { describe, expect, it } from 'vitest';
import { NOW, vaultView } from '../../../../test/vault.ts';
import { risksOf } from './risks.ts';

describe('the risks of a vault', () => {
  it('name its consent, floor, royalties and fee', () => {
    const text = risksOf(vaultView()).join('\n');
    expect(text).toContain('more than 50 % of the fractions set the reserve, down to 50 % of the opening price');
    expect(text).toContain("royalties of 5 % and the curator's fee of 2 % go first");
    expect(text).toContain('after 14 days, unless stakes of more than 10 % of the fractions ask more');
  });

  it('say that there are no offers where there are none', () => {
    expect(risksOf(vaultView({ vault: { offerWindowSecs: 0 } })).join('\n')).toContain('no offers below the reserve');
  });

  it('tell of a licence only as long as it runs', () => {
    const running = risksOf(vaultView({ vault: { licensedUntil: NOW + 1n } }));
    expect(running).toHaveLength(risksOf(vaultView({ vault: { licensedUntil: NOW } })).length + 1);
  });

  it('tell that an offering holds the reserve up only as long as it runs', () => {
    const offering = (offeringEndsAt: bigint) => risksOf(vaultView({ vault: { offeringPrice: 1n, offeringEndsAt } }));
    expect(offering(NOW + 1n).join('\n')).toContain('held up by what was paid in the offering');
    expect(offering(NOW).join('\n')).not.toContain('offering');
  });
});
