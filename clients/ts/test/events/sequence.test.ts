import { expect, test } from 'vitest';

import { eventSequence } from '../../src/events/sequence.ts';

test('events that follow each other leave no gap, and one that comes twice is known', () => {
  const sequence = eventSequence();
  expect(sequence.next).toBeNull();
  expect([5n, 6n, 6n, 5n, 7n].map(number => sequence.observe(number).kind)).toEqual([
    'Next',
    'Next',
    'Seen',
    'Seen',
    'Next',
  ]);
  expect(sequence.next).toBe(8n);
});

test('a gap says how many are missing, and the one after it is next', () => {
  const sequence = eventSequence(3n);
  expect(sequence.observe(5n)).toEqual({ kind: 'Gap', missing: 2n });
  expect(sequence.observe(6n)).toEqual({ kind: 'Next' });
});

test('what an account shows is not missed, and never turns back', () => {
  const sequence = eventSequence(3n);
  sequence.catchUp(9n);
  expect(sequence.observe(4n)).toEqual({ kind: 'Seen' });
  sequence.catchUp(2n);
  expect(sequence.observe(9n)).toEqual({ kind: 'Next' });
});
