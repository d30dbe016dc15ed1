import fc from 'fast-check';
import { expect, test } from 'vitest';

import { shift, type Ask } from '../../src/rules/asks.ts';
import { U64_MAX } from '../../src/rules/math.ts';
import { anyU64, between, book, outcome } from './support.ts';

const ask = (level: number, weight: bigint): Ask => ({ level, weight });

test('an ask is put, moved, grown and taken', () => {
  let present = shift(book({}), null, ask(90, 5n));
  expect(present).toEqual(book({ 90: 5n }));
  present = shift(present, null, ask(92, 7n));
  expect(present).toEqual(book({ 90: 5n, 92: 7n }));
  present = shift(present, ask(90, 5n), ask(92, 5n));
  expect(present).toEqual(book({ 92: 12n }));
  present = shift(present, ask(92, 5n), ask(92, 6n));
  expect(present).toEqual(book({ 92: 13n }));
  present = shift(present, ask(92, 13n), ask(191, U64_MAX));
  expect(present).toEqual(book({ 191: U64_MAX }));
  expect(shift(present, null, null)).toEqual(present);
  expect(shift(present, ask(191, U64_MAX), null)).toEqual(book({}));
});

test('the book it starts from stays as it is', () => {
  const before = book({ 90: 5n });
  shift(before, ask(90, 5n), ask(92, 6n));
  expect(before).toEqual(book({ 90: 5n }));
});

test.each([
  [null, ask(192, 1n), 'LevelOutOfBounds'],
  [ask(90, 5n), ask(255, 5n), 'LevelOutOfBounds'],
  [ask(192, 13n), null, 'LevelOutOfBounds'],
  [null, ask(192, U64_MAX), 'LevelOutOfBounds'],
  [null, ask(-1, 1n), 'LevelOutOfBounds'],
  [ask(90, 6n), ask(91, 6n), 'LedgerMismatch'],
  [ask(91, 1n), null, 'LedgerMismatch'],
  [ask(90, 13n), null, 'LedgerMismatch'],
  [null, ask(91, U64_MAX - 11n), 'Overflow'],
  [ask(90, 5n), ask(90, U64_MAX - 6n), 'Overflow'],
] as const)('%o to %o is refused: %s', (before, after, refusal) => {
  expect(outcome(() => shift(book({ 90: 5n, 92: 7n }), before, after))).toBe(refusal);
});

test('a sum that has lost its weights is noticed in either direction', () => {
  expect(outcome(() => shift(book({ 90: 5n, 92: 7n }, 4n), ask(90, 5n), null))).toBe('LedgerMismatch');
  expect(outcome(() => shift(book({ 0: U64_MAX }, 0n), null, ask(0, 1n)))).toBe('Overflow');
});

test('the sum of the weights is what asks', () => {
  const level = fc.integer({ min: 0, max: 193 });
  const anyAsk = fc.option(fc.record({ level, weight: fc.oneof(between(0n, 99n), anyU64()) }), { freq: 4 });
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(7), anyAsk), { maxLength: 100 }), changes => {
      let present = book({});
      const stakes = new Array<Ask | null>(8).fill(null);
      for (const [holder, after] of changes) {
        const shifted = outcome(() => shift(present, stakes[holder] ?? null, after));
        if (typeof shifted === 'object') {
          present = shifted;
          stakes[holder] = after;
        }
        const expected: Record<number, bigint> = {};
        for (const stake of stakes) if (stake) expected[stake.level] = (expected[stake.level] ?? 0n) + stake.weight;
        expect(present).toEqual(book(expected));
      }
    }),
  );
});
