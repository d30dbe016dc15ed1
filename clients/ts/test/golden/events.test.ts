import { expect, test } from 'vitest';

import { type Event, type UnreadableEvent, readEvents } from '../../src/events/index.ts';
import { MOSAIC_EVENTS } from '../../src/generated/events.ts';
import { vectors } from './vectors.ts';

type Vector = { name: string; logs: string[]; events: { __kind: string }[] };

const VECTORS = vectors<Vector[]>('events.json');

/** What was read, as the vectors have it. */
function asVector(event: Event | UnreadableEvent): object {
  if (event.name === 'Unreadable') {
    const { code, ...fields } = event.error.detail;
    return { __kind: 'Error', error: { __kind: code, ...fields }, message: event.error.message };
  }
  const { name, ...content } = event;
  return { __kind: name, ...content };
}

test.each(VECTORS)('$name', ({ logs, events }) => {
  expect(readEvents(logs).map(asVector)).toEqual(events);
});

test('every event has a vector', () => {
  const read = new Set(VECTORS.flatMap(({ events }) => events.map(({ __kind }) => __kind)));
  expect(Object.keys(MOSAIC_EVENTS).filter(name => !read.has(name))).toEqual([]);
});
