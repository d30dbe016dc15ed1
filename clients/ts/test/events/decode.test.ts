import { type Address, address, getBase64Decoder } from '@solana/kit';
import { describe, expect, test } from 'vitest';

import { type Event, decodeEvent, readEvents } from '../../src/events/index.ts';
import { MOSAIC_EVENTS } from '../../src/generated/events.ts';
import { MOSAIC_PROGRAM_ADDRESS, getCuratorFeeClaimedEncoder } from '../../src/generated/index.ts';

const OTHER = address('11111111111111111111111111111112');

function fee(amount: bigint): Event {
  return {
    name: 'CuratorFeeClaimed',
    header: { vault: OTHER, sequence: 4n, slot: 9n },
    curator: OTHER,
    amount,
  };
}

function bytes(amount: bigint): Uint8Array {
  const { header, curator } = fee(amount) as Event & { name: 'CuratorFeeClaimed' };
  const content = getCuratorFeeClaimedEncoder().encode({ header, curator, amount });
  return new Uint8Array([...MOSAIC_EVENTS.CuratorFeeClaimed.discriminator, ...content]);
}

const data = (amount: bigint) => `Program data: ${getBase64Decoder().decode(bytes(amount))}`;
const invoke = (program: Address, depth: number) => `Program ${program} invoke [${depth}]`;
const success = (program: Address) => `Program ${program} success`;

describe('events in a log', () => {
  test('only lines that the program itself logged count', () => {
    const lines = [
      data(0n),
      invoke(OTHER, 1),
      data(1n),
      invoke(MOSAIC_PROGRAM_ADDRESS, 2),
      data(2n),
      invoke(OTHER, 3),
      `Program log: ${invoke(MOSAIC_PROGRAM_ADDRESS, 4)}`,
      data(3n),
      success(OTHER),
      data(4n),
      success(MOSAIC_PROGRAM_ADDRESS),
      data(5n),
      success(OTHER),
      data(6n),
    ];
    expect(readEvents(lines)).toEqual([fee(2n), fee(4n)]);
  });

  test('a failed call ends too', () => {
    const failed = `Program ${MOSAIC_PROGRAM_ADDRESS} failed: custom program error: 0x1770`;
    expect(readEvents([invoke(OTHER, 1), invoke(MOSAIC_PROGRAM_ADDRESS, 2), failed, data(1n)])).toEqual([]);
  });

  test('what cannot be decoded is told in its place', () => {
    const short = getBase64Decoder().decode(bytes(1n).slice(0, 20));
    const long = getBase64Decoder().decode(new Uint8Array([...bytes(1n), 0]));
    const lines = [
      invoke(MOSAIC_PROGRAM_ADDRESS, 1),
      'Program data: !',
      'Program data: AAA',
      'Program data: AAAA',
      `Program data: ${short}`,
      data(1n),
      `Program data: ${long}`,
      'Log truncated',
    ];
    const read = readEvents(lines).map(event => (event.name === 'Unreadable' ? event.error.detail : event));
    expect(read).toEqual([
      { code: 'NotBase64' },
      { code: 'NotBase64' },
      { code: 'Unknown', discriminator: new Uint8Array(3) },
      { code: 'Malformed', name: 'CuratorFeeClaimed' },
      fee(1n),
      { code: 'Malformed', name: 'CuratorFeeClaimed' },
      { code: 'Truncated' },
    ]);
  });
});

test('an event has its name, its header and its content', () => {
  const event = decodeEvent(bytes(3n));
  expect(event).toEqual(fee(3n));
  if (event.name === 'CuratorFeeClaimed') expect(event.amount).toBe(3n);
});
