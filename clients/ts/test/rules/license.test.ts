import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  accept,
  ACCEPT_SECS,
  checkClosable,
  end,
  isRunning,
  MAX_TERM_SECS,
  MIN_TERM_SECS,
  offer,
  renew,
  type License,
  type Rights,
} from '../../src/rules/license.ts';
import { I64_MAX, I64_MIN, U64_MAX } from '../../src/rules/math.ts';
import { between, DAY, NOW, outcome } from './support.ts';

const TERM = 86_400;
const NOTHING: Rights = { licensedUntil: 0n, exclusiveUntil: 0n };
const OFFER_END = NOW + BigInt(ACCEPT_SECS);

const offered = (exclusive: boolean) => offer(7n, TERM, exclusive, NOW);
const accepted = (exclusive: boolean) => accept(offered(exclusive), NOTHING, NOW);

describe('an offer', () => {
  test('is of a term within bounds', () => {
    for (const termSecs of [MIN_TERM_SECS, TERM, MAX_TERM_SECS]) {
      expect(offer(U64_MAX, termSecs, true, NOW)).toEqual({
        fee: U64_MAX,
        termSecs,
        exclusive: true,
        ended: false,
        offeredUntil: OFFER_END,
        from: 0n,
        until: 0n,
      });
    }
    for (const termSecs of [0, MIN_TERM_SECS - 1, MAX_TERM_SECS + 1, 3_600.5, NaN]) {
      expect(outcome(() => offer(1n, termSecs, false, NOW))).toBe('LicenseTermOutOfBounds');
    }
    expect([MIN_TERM_SECS, MAX_TERM_SECS, ACCEPT_SECS]).toEqual([3_600, 315_360_000, 1_209_600]);
    for (const fee of [-1n, U64_MAX + 1n]) expect(outcome(() => offer(fee, TERM, false, NOW))).toBe('Overflow');
  });

  test('is accepted until the second before its end', () => {
    expect(accept(offered(false), NOTHING, OFFER_END - 1n).license.from).toBe(OFFER_END - 1n);
    for (const now of [OFFER_END, I64_MAX]) {
      expect(outcome(() => accept(offered(false), NOTHING, now))).toBe('LicenseOfferOver');
    }
    for (const now of [NOW, OFFER_END]) {
      expect(outcome(() => accept(end(offered(false)), NOTHING, now))).toBe('LicenseEnded');
    }
  });
});

describe('a licence', () => {
  test('runs from its acceptance for its term to the second', () => {
    for (const exclusive of [false, true]) {
      const { license, rights } = accepted(exclusive);
      expect(license).toEqual({ ...offered(exclusive), from: NOW, until: NOW + DAY });
      expect(rights).toEqual({ licensedUntil: NOW + DAY, exclusiveUntil: exclusive ? NOW + DAY : 0n });
      expect([NOW, NOW + DAY - 1n, NOW + DAY].map(now => isRunning(license, now))).toEqual([true, true, false]);
      expect(outcome(() => accept(license, NOTHING, NOW + DAY))).toBe('LicenseTaken');
    }
    expect(isRunning(offered(false), NOW)).toBe(false);
  });

  test.each([
    [false, true],
    [true, false],
    [true, true],
  ])('of exclusivity %s keeps one of exclusivity %s waiting', (first, second) => {
    const { license: running, rights } = accepted(first);
    expect(outcome(() => accept(offered(second), rights, running.until - 1n))).toBe('LicenseExcluded');
    const later = accept(offered(second), rights, running.until).rights;
    expect(later.licensedUntil).toBe(running.until + DAY);
    expect(later.exclusiveUntil).toBe(second ? running.until + DAY : running.until);
    // Ended, it still runs until its term is over.
    expect(isRunning(end(running), running.until - 1n)).toBe(true);
  });

  test('that is not exclusive runs beside another', () => {
    expect(accept(offered(false), accepted(false).rights, NOW).license.from).toBe(NOW);
  });

  test('is renewed while it runs, and at most for the next term', () => {
    for (const exclusive of [false, true]) {
      const { license, rights } = accepted(exclusive);
      const renewed = renew(license, rights, NOW);
      const until = NOW + 2n * DAY;
      expect(renewed.license).toEqual({ ...license, until });
      expect(renewed.rights).toEqual({ licensedUntil: until, exclusiveUntil: exclusive ? until : 0n });
      const again = (now: bigint) => outcome(() => renew(renewed.license, renewed.rights, now).license.until);
      expect([NOW, NOW + DAY - 1n, NOW + DAY, until - 1n, until].map(again)).toEqual([
        'LicenseRenewed',
        'LicenseRenewed',
        until + DAY,
        until + DAY,
        'LicenseOver',
      ]);
      expect(outcome(() => renew(end(license), rights, NOW))).toBe('LicenseEnded');
      expect(outcome(() => renew(end(offered(exclusive)), rights, NOW))).toBe('LicenseNotTaken');
    }
  });

  test('renewed for a short term keeps the end of a longer one', () => {
    const { rights } = accept(offer(0n, MAX_TERM_SECS, false, NOW), NOTHING, NOW);
    const short = accept(offered(false), rights, NOW);
    expect(short.rights).toEqual(rights);
    expect(renew(short.license, short.rights, NOW).rights).toEqual(rights);
  });

  test('beyond all time is refused', () => {
    const latest = I64_MAX - BigInt(ACCEPT_SECS);
    expect(offer(1n, TERM, false, latest).offeredUntil).toBe(I64_MAX);
    expect(outcome(() => offer(1n, TERM, false, latest + 1n))).toBe('Overflow');
    const late: License = { ...offered(false), offeredUntil: I64_MAX };
    expect(outcome(() => accept(late, NOTHING, I64_MAX - DAY + 1n))).toBe('Overflow');
    const { license, rights } = accept(late, NOTHING, I64_MAX - DAY);
    for (const now of [I64_MAX - 1n, I64_MIN]) expect(outcome(() => renew(license, rights, now))).toBe('Overflow');
  });

  test('closes, or its offer, when it is over to the second', () => {
    const closing = (license: License, now: bigint) => outcome(() => checkClosable(license, now));
    expect(closing(offered(false), OFFER_END - 1n)).toBe('LicenseAlive');
    expect(closing(offered(false), OFFER_END)).toBeUndefined();
    expect(closing(end(offered(false)), NOW)).toBeUndefined();
    const { license } = accepted(true);
    for (const present of [license, end(license)]) {
      expect(closing(present, license.until - 1n)).toBe('LicenseAlive');
      expect(closing(present, license.until)).toBeUndefined();
    }
  });
});

test('no licence runs beside an exclusive one, and every one ends within two terms', () => {
  const anyStep = fc.record({
    wait: fc.oneof({ weight: 4, arbitrary: between(0n, 9_999n) }, { weight: 1, arbitrary: between(0n, 999_999n) }),
    kind: fc.constantFrom('offer', 'accept', 'accept', 'renew', 'renew', 'end'),
    which: fc.nat(),
    term: fc.integer({ min: MIN_TERM_SECS, max: 20_000 }),
    exclusive: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 80 }), steps => {
      let [rights, now] = [NOTHING, NOW];
      const licenses = [offered(true)];
      const running = () => licenses.filter(license => isRunning(license, now));
      for (const { wait, kind, which, term, exclusive } of steps) {
        now += wait;
        const index = which % licenses.length;
        const license = licenses[index];
        if (!license || kind === 'offer') licenses.push(offer(1n, term, exclusive, now));
        else if (kind === 'end') licenses[index] = end(license);
        else {
          // Whether the others allow it, asked of each of them and not of the rights.
          const excluded = running().some(other => other.exclusive || license.exclusive);
          const taken = outcome(() => (kind === 'accept' ? accept : renew)(license, rights, now));
          if (typeof taken === 'object') {
            if (kind === 'accept') expect(excluded).toBe(false);
            licenses[index] = taken.license;
            rights = taken.rights;
          } else if (taken === 'LicenseExcluded') expect(excluded).toBe(true);
        }
        expect(running().length <= 1 || running().every(({ exclusive }) => !exclusive)).toBe(true);
        for (const present of licenses) {
          expect(present.until - now <= 2n * BigInt(present.termSecs)).toBe(true);
          const closable = outcome(() => checkClosable(present, now)) === undefined;
          if (closable) expect(outcome(() => accept(present, rights, now))).toBeTypeOf('string');
          if (closable) expect(outcome(() => renew(present, rights, now))).toBeTypeOf('string');
        }
      }
    }),
  );
});
