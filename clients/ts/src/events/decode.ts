/** What the program says happened, from the logs of a transaction. */

import {
  type Address,
  type Codec,
  type ReadonlyUint8Array,
  type UnwrappedOption,
  getBase64Encoder,
  unwrapOptionRecursively,
} from '@solana/kit';

import { MOSAIC_EVENTS } from '../generated/events.ts';
import { MOSAIC_PROGRAM_ADDRESS } from '../generated/index.ts';
import { readLogs } from '../logs.ts';

type EventTable = typeof MOSAIC_EVENTS;

/** The name of an event, as in the IDL. */
export type EventName = keyof EventTable;

/** What each event carries, by its name; what may be left out is null there. */
export type EventContent = {
  [Name in EventName]: UnwrappedOption<ReturnType<ReturnType<EventTable[Name]['getCodec']>['decode']>>;
};

/** An event of the program: its `name`, its `header` (vault, number in the vault, slot) and what it carries. */
export type Event = { [Name in EventName]: { name: Name } & EventContent[Name] }[EventName];

/** What begins every event. */
export type EventHeader = Event['header'];

/** Why a line of the program's log is no event that this client knows. */
export type EventErrorDetail =
  /** The data is not base64. */
  | { code: 'NotBase64' }
  /** An event that this version of the client does not know, by the first bytes of its data. */
  | { code: 'Unknown'; discriminator: ReadonlyUint8Array }
  /** The content does not fit the event: it is of another version of the program. */
  | { code: 'Malformed'; name: EventName }
  /** The network cut the log: events may be missing. */
  | { code: 'Truncated' };

/** A line of the program's log is no event that this client knows. */
export class EventError extends Error {
  override readonly name = 'EventError';
  /** Why. */
  readonly detail: EventErrorDetail;

  constructor(detail: EventErrorDetail, options?: ErrorOptions) {
    super(sentence(detail), options);
    this.detail = detail;
  }

  /** The name of the reason. */
  get code(): EventErrorDetail['code'] {
    return this.detail.code;
  }
}

/** A line that is no event this client knows, in the place where it was logged. */
export type UnreadableEvent = { name: 'Unreadable'; error: EventError };

const DISCRIMINATOR_BYTES = 8;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/**
 * Decodes an event from what the program logged.
 *
 * @throws {EventError} Unknown for the discriminator of no event, Malformed for content that does not fit it
 */
export function decodeEvent(data: ReadonlyUint8Array): Event {
  const known = Object.keys(MOSAIC_EVENTS) as EventName[];
  const event = known.find(name => startsWith(data, MOSAIC_EVENTS[name].discriminator));
  if (event === undefined) {
    throw new EventError({ code: 'Unknown', discriminator: data.slice(0, DISCRIMINATOR_BYTES) });
  }
  return { name: event, ...contentOf(event, data) } as Event;
}

/**
 * The events in the log lines of one transaction, in order.
 *
 * Only lines that Mosaic itself logged count: which program logs follows from the lines of the runtime, so no other
 * program can forge an event. Lines that are no known event, and a cut log, are told in their place.
 */
export function readEvents(lines: Iterable<string>): (Event | UnreadableEvent)[] {
  return readLogs(lines).flatMap(entry => {
    if (entry.kind === 'truncated') return [unreadable(new EventError({ code: 'Truncated' }))];
    return entry.kind === 'data' && isMosaic(entry.program) ? [readEvent(entry.data)] : [];
  });
}

function readEvent(data: string): Event | UnreadableEvent {
  if (!BASE64.test(data)) return unreadable(new EventError({ code: 'NotBase64' }));
  try {
    return decodeEvent(getBase64Encoder().encode(data));
  } catch (error) {
    if (error instanceof EventError) return unreadable(error);
    throw error;
  }
}

function contentOf(event: EventName, data: ReadonlyUint8Array): EventContent[EventName] {
  const codec: Codec<object> = MOSAIC_EVENTS[event].getCodec() as Codec<object>;
  const malformed = { code: 'Malformed', name: event } as const;
  let content: object;
  try {
    [content] = codec.read(data, DISCRIMINATOR_BYTES);
  } catch (cause) {
    throw new EventError(malformed, { cause });
  }
  // Decoding passes over what is left, and over flags that are neither true nor false; encoding does not.
  const encoded = codec.encode(content);
  const fits = encoded.length === data.length - DISCRIMINATOR_BYTES;
  if (!fits || !startsWith(data.slice(DISCRIMINATOR_BYTES), encoded)) throw new EventError(malformed);
  return unwrapOptionRecursively(content) as EventContent[EventName];
}

function unreadable(error: EventError): UnreadableEvent {
  return { name: 'Unreadable', error };
}

function isMosaic(program: Address | null): boolean {
  return program === MOSAIC_PROGRAM_ADDRESS;
}

function startsWith(data: ReadonlyUint8Array, prefix: ReadonlyUint8Array): boolean {
  return prefix.every((byte, index) => data[index] === byte);
}

function sentence(detail: EventErrorDetail): string {
  switch (detail.code) {
    case 'NotBase64':
      return 'the logged data is not base64';
    case 'Unknown':
      return `no event has the discriminator [${[...detail.discriminator].join(', ')}]`;
    case 'Malformed':
      return `the content of ${detail.name} does not fit it`;
    case 'Truncated':
      return 'the log is truncated: events may be missing';
  }
}
