import { type ReadonlyUint8Array, getBase64Decoder } from '@solana/kit';
import { describe, expect, test } from 'vitest';

import { readEvents } from '../../src/events/index.ts';
import { MOSAIC_EVENTS } from '../../src/generated/events.ts';
import { MOSAIC_PROGRAM_ADDRESS } from '../../src/generated/index.ts';
import { ACCOUNT_TYPES } from './accounts.ts';
import { decodeAccount } from '../../src/state.ts';
import { vectorFiles, vectors } from './vectors.ts';

/** The bytes of an account or event, each field with a value of its own. */
type Layout = {
  name: string;
  size: number;
  discriminator: ReadonlyUint8Array;
  data: ReadonlyUint8Array;
  fields: { name: string; offset: number; size: number; value: unknown }[];
};

/** The committed layouts of a kind. */
function layouts(kind: 'accounts' | 'events'): Layout[] {
  return vectorFiles(`layouts/${kind}`).map(file => vectors<Layout>(`layouts/${kind}/${file}.json`));
}

function camelCase(name: string): string {
  return name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
}

function content({ fields }: Layout): object {
  return Object.fromEntries(fields.map(({ name, value }) => [camelCase(name), value]));
}

/** The event in the data that Mosaic logged. */
function readEvent(data: ReadonlyUint8Array): object | undefined {
  const invoked = `Program ${MOSAIC_PROGRAM_ADDRESS} invoke [1]`;
  const [event] = readEvents([invoked, `Program data: ${getBase64Decoder().decode(data)}`]);
  return event;
}

/** The names of fields that read differently. */
function differences(one: object, other: object): string[] {
  const others = new Map(Object.entries(other));
  const text = (value: unknown): string =>
    JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? `${part}n` : part));
  return Object.entries(one)
    .filter(([name, value]) => text(value) !== text(others.get(name)))
    .map(([name]) => name);
}

/** Demands that the last byte of each field is where the layout says, and that of no other. */
function expectPlaces(layout: Layout, read: (data: ReadonlyUint8Array) => object | undefined): void {
  const before = read(layout.data) ?? {};
  for (const { name, offset, size } of layout.fields) {
    const data = Uint8Array.from(layout.data);
    const last = offset + size - 1;
    data[last] = (data[last] ?? 0) ^ 1;
    expect(differences(before, read(data) ?? {})).toEqual([camelCase(name)]);
  }
  const end = layout.fields.reduce((offset, field) => {
    expect(field.offset).toBe(offset);
    return offset + field.size;
  }, layout.discriminator.length);
  expect([end, layout.data.length]).toEqual([layout.size, layout.size]);
}

describe.each(layouts('accounts'))('the account $name', layout => {
  const type = ACCOUNT_TYPES.find(({ name }) => name === layout.name);
  if (!type) throw new Error(`${layout.name} is no account type`);

  test('has that size', () => {
    expect(type.getDecoder().fixedSize).toBe(layout.size);
  });

  test('is read', () => {
    expect(decodeAccount(type, layout.data)).toEqual({ discriminator: layout.discriminator, ...content(layout) });
  });

  test('has its fields there', () => {
    expectPlaces(layout, data => decodeAccount(type, data) ?? undefined);
  });
});

describe.each(layouts('events'))('the event $name', layout => {
  test('is read', () => {
    expect(readEvent(layout.data)).toEqual({ name: layout.name, ...content(layout) });
  });

  test('has its fields there', () => {
    expectPlaces(layout, readEvent);
  });
});

test('every account and every event has a layout', () => {
  const names = (kind: 'accounts' | 'events'): string[] => [...new Set(layouts(kind).map(({ name }) => name))].sort();
  expect(names('accounts')).toEqual(ACCOUNT_TYPES.map(({ name }) => name).sort());
  expect(names('events')).toEqual(Object.keys(MOSAIC_EVENTS).sort());
});
