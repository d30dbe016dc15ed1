import { address } from '@solana/kit';
import { expect, test } from 'vitest';

import { readLogs } from '../src/logs.ts';

const [OUTER, INNER] = [address('11111111111111111111111111111112'), address('11111111111111111111111111111113')];

test('what is logged belongs to the innermost program that runs', () => {
  const entries = readLogs([
    'Program data: before',
    `Program ${OUTER} invoke [1]`,
    'Program log: one',
    `Program ${INNER} invoke [2]`,
    'Program data: two',
    `Program ${INNER} consumed 5 of 7 compute units`,
    `Program ${INNER} success`,
    'Program data: three',
    `Program ${OUTER} success`,
  ]);
  expect(entries).toEqual([
    { kind: 'data', program: null, data: 'before' },
    { kind: 'text', program: OUTER, text: 'one' },
    { kind: 'data', program: INNER, data: 'two' },
    { kind: 'data', program: OUTER, data: 'three' },
  ]);
});

test('a program cannot pretend to be called or to end', () => {
  const entries = readLogs([
    `Program ${OUTER} invoke [1]`,
    `Program log: Program ${INNER} invoke [2]`,
    `Program log: Program ${OUTER} success`,
    `Program ${INNER} success`,
    'Program data: mine',
  ]);
  expect(entries.at(-1)).toEqual({ kind: 'data', program: OUTER, data: 'mine' });
});

test('the first failure is that of the innermost call', () => {
  const entries = readLogs([
    `Program ${OUTER} invoke [1]`,
    `Program ${INNER} invoke [2]`,
    `Program ${INNER} failed: custom program error: 0x1`,
    `Program ${OUTER} failed: custom program error: 0x1`,
    'Log truncated',
  ]);
  expect(entries).toEqual([
    { kind: 'failed', program: INNER, reason: 'custom program error: 0x1' },
    { kind: 'failed', program: OUTER, reason: 'custom program error: 0x1' },
    { kind: 'truncated' },
  ]);
});
