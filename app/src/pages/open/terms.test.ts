import { rules } from '@mosaic/client';
import { describe, expect, test } from 'vitest';

import { TERM_GROUPS, type TermName, defaultTexts, inUnit, rangeOf, readTerms, textsOf, valueIn } from './terms.ts';

const FIELDS = TERM_GROUPS.flatMap(({ fields }) => fields);
const fieldOf = (name: TermName) => FIELDS.find(field => field.name === name)!;

describe('terms as texts', () => {
  test('every term but the opening price has a field, once', () => {
    const { openingPrice: _, ...others } = rules.terms.withOpeningPrice(1n);
    expect(FIELDS.map(({ name }) => name).sort()).toEqual(Object.keys(others).sort());
  });

  test('the defaults are read as what they are', () => {
    const { openingPrice: _, ...defaults } = rules.terms.withOpeningPrice(1n);
    expect(readTerms(defaultTexts())).toEqual({ terms: defaults, errors: null });
    expect(readTerms(textsOf(defaults)).terms).toEqual(defaults);
  });

  test.each([
    ['3', 'days', 259_200],
    ['1.5', 'hours', 5_400],
    ['.5', 'minutes', 30],
    [' 5.25 ', '%', 525],
    ['0', 'days', 0],
    ['0.005', '%', null],
    ['-1', 'days', null],
    ['1e3', '%', null],
    ['', 'days', null],
    ['1,5', 'days', null],
  ] as const)('%j in %s is %j', (text, unit, value) => {
    expect(valueIn(text, unit)).toBe(value);
  });

  test('each bound is accepted and what lies beyond it is refused at its field', () => {
    for (const field of FIELDS) {
      const { name, unit, least, most } = field;
      // The longest extension takes the longest auction.
      const texts = { ...defaultTexts(), auctionSecs: '30' };
      for (const bound of [least, most]) {
        expect(readTerms({ ...texts, [name]: inUnit(bound, unit) }).errors).toBeNull();
      }
      const above = inUnit(most + (unit === '%' ? 1 : 86_400), unit);
      expect(readTerms({ ...texts, [name]: above }).errors).toEqual({ [name]: `Allowed: ${rangeOf(field)}.` });
    }
  });

  test('an extension is at most as long as the auction', () => {
    const texts = { ...defaultTexts(), auctionSecs: '1' };
    expect(readTerms({ ...texts, extensionSecs: '1440' }).errors).toBeNull();
    expect(Object.keys(readTerms({ ...texts, extensionSecs: '1441' }).errors ?? {})).toEqual(['extensionSecs']);
  });

  test('an auction of a wrong length is no fault of the extension', () => {
    expect(Object.keys(readTerms({ ...defaultTexts(), auctionSecs: '31' }).errors ?? {})).toEqual(['auctionSecs']);
  });

  test('offers can be refused by a window of 0, but not be shorter than a week', () => {
    expect(readTerms({ ...defaultTexts(), offerWindowSecs: '0' }).terms?.offerWindowSecs).toBe(0);
    expect(readTerms({ ...defaultTexts(), offerWindowSecs: '6' }).errors).toEqual({
      offerWindowSecs: `Allowed: ${rangeOf(fieldOf('offerWindowSecs'))}.`,
    });
    expect(rangeOf(fieldOf('offerWindowSecs'))).toBe('7 to 90 days, or 0: no offers are taken');
  });

  test('what is no number says so', () => {
    expect(readTerms({ ...defaultTexts(), stepBps: 'five' }).errors).toEqual({ stepBps: 'Enter a number of %.' });
  });
});
