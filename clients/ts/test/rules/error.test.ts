import { expect, test } from 'vitest';

import { isRuleError, RULE_SENTENCES, RuleError } from '../../src/rules/error.ts';

test('a refusal has the name and the sentence of its rule', () => {
  const error = new RuleError('BidBelowReserve');
  expect(error).toBeInstanceOf(Error);
  expect([error.name, error.code, error.message]).toEqual([
    'RuleError',
    'BidBelowReserve',
    'the first bid must reach the reserve',
  ]);
});

test('refusals are told from other errors and from each other', () => {
  const error: unknown = new RuleError('BidBelowStep');
  expect([isRuleError(error), isRuleError(error, 'BidBelowStep')]).toEqual([true, true]);
  expect(isRuleError(error, 'BidBelowReserve')).toBe(false);
  for (const other of [new Error('BidBelowStep'), 'BidBelowStep', { code: 'BidBelowStep' }, null, undefined]) {
    expect(isRuleError(other)).toBe(false);
  }
});

test('every refusal has a sentence of its own', () => {
  const sentences = Object.values(RULE_SENTENCES);
  expect(new Set(sentences).size).toBe(sentences.length);
});
