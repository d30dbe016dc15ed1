/** A vault as it changes. */

import {
  type AccountNotificationsApi,
  type Address,
  type Commitment,
  type LogsNotificationsApi,
  type RpcSubscriptions,
  assertIsAddress,
  getBase64Encoder,
} from '@solana/kit';

import { ClientError } from './errors/client.ts';
import { type Event, type EventError, type EventSequence, eventSequence, readEvents } from './events/index.ts';
import { MOSAIC_PROGRAM_ADDRESS } from './generated/index.ts';
import type { AccountReader } from './reader.ts';
import { VAULT_ACCOUNT, decodeAccount } from './state.ts';
import { type VaultView, readVault } from './views/index.ts';

/** What a watcher is told. */
export type VaultUpdate =
  /** The vault as it is now: at the start, after every change, and after every gap. */
  | { kind: 'View'; view: VaultView }
  /** Something happened to the vault. The view of it follows, unless one before shows it already. */
  | { kind: 'Event'; event: Event }
  /** A log could not be read whole: by another version of the program, or cut by the network. */
  | { kind: 'Unreadable'; error: EventError }
  /** So many events were missed, while the connection was lost or for a cut log. */
  | { kind: 'Gap'; missing: bigint }
  /** The connection was lost, for this reason; the watcher connects again. */
  | { kind: 'Lost'; error: unknown }
  /** The vault was closed: nothing more will come. */
  | { kind: 'Closed' };

/** What watching needs of a network. */
export type Watching = {
  /** Reads the accounts, at the same commitment. */
  reader: AccountReader;
  /** Subscriptions of kit. */
  rpcSubscriptions: RpcSubscriptions<AccountNotificationsApi & LogsNotificationsApi>;
};

/** How to watch. */
export type WatchOptions = {
  /** Ends the watch, without an error. */
  abortSignal?: AbortSignal;
  /** From which commitment on a change counts; `confirmed` by default. */
  commitment?: Commitment;
  /** How many milliseconds to wait before connecting again, doubled at each failure in a row; 1,000 by default. */
  retryMs?: number;
};

const MAX_RETRY_MS = 30_000;
/** How often a view older than what was told is read again before it is taken as it is. */
const READS = 5;

/** Something the network told: how many events the vault has had by then, and those that were logged. */
type News = { events: bigint; logged: readonly (Event | EventError)[] };

/**
 * Watches a vault: its view at the start and at every change, and the events in between. Where events are missing, by
 * their numbers in the vault, that is told and the accounts are read again. A lost connection is made again, until the
 * signal aborts or the vault is closed.
 *
 * @throws {ClientError} NoVault if there is no vault at the start
 * @throws {SolanaError} for a text that is no address
 */
export async function* watchVault(
  network: Watching,
  vault: Address,
  options: WatchOptions = {},
): AsyncGenerator<VaultUpdate, void> {
  // Else it would be a lost connection, for ever.
  assertIsAddress(vault);
  const { abortSignal = new AbortController().signal, retryMs = 1_000 } = options;
  const sequence = eventSequence();
  let wait = retryMs;
  while (!abortSignal.aborted) {
    try {
      for await (const update of follow(network, vault, sequence, { ...options, abortSignal })) {
        wait = retryMs;
        yield update;
        if (update.kind === 'Closed') return;
      }
      if (abortSignal.aborted) return;
      yield { kind: 'Lost', error: null };
    } catch (error) {
      if (abortSignal.aborted) return;
      if (error instanceof ClientError) {
        if (error.code !== 'NoVault' || sequence.next === null) throw error;
        yield { kind: 'Closed' };
        return;
      }
      yield { kind: 'Lost', error };
    }
    await pause(wait, abortSignal);
    wait = Math.min(wait * 2, MAX_RETRY_MS);
  }
}

/** Watches until the connection ends or fails. */
async function* follow(
  { reader, rpcSubscriptions }: Watching,
  vault: Address,
  sequence: EventSequence,
  { abortSignal, commitment = 'confirmed' }: WatchOptions & { abortSignal: AbortSignal },
): AsyncGenerator<VaultUpdate> {
  // One of two subscriptions may fail alone: the other ends with it.
  const both = new AbortController();
  const abort = () => both.abort();
  abortSignal.addEventListener('abort', abort);
  try {
    const on = { abortSignal: both.signal };
    const [accounts, logs] = await Promise.all([
      rpcSubscriptions.accountNotifications(vault, { commitment, encoding: 'base64' }).subscribe(on),
      rpcSubscriptions.logsNotifications({ mentions: [vault] }, { commitment }).subscribe(on),
    ]);
    // Before the view is read, so that nothing falls in between.
    const news = merge(newsOfAccount(accounts), newsOfLogs(logs, vault));
    let view = await readVault(reader, vault);
    const missing = sequence.next === null ? 0n : view.vault.events - sequence.next;
    sequence.catchUp(view.vault.events);
    if (missing > 0n) yield { kind: 'Gap', missing };
    yield { kind: 'View', view };
    for await (const { events, logged } of news) {
      for (const item of logged) yield* tell(item, sequence);
      if (logged.some(item => 'header' in item && item.name === 'VaultClosed')) {
        yield { kind: 'Closed' };
        return;
      }
      const unread = logged.some(item => !('header' in item));
      if (events <= view.vault.events && !unread) continue;
      view = await readSince(reader, vault, events);
      yield { kind: 'View', view };
    }
  } finally {
    abortSignal.removeEventListener('abort', abort);
    both.abort();
  }
}

/** An event, after the gap before it; nothing if it was told before. */
function* tell(item: Event | EventError, sequence: EventSequence): Generator<VaultUpdate> {
  if (!('header' in item)) {
    yield { kind: 'Unreadable', error: item };
    return;
  }
  const succession = sequence.observe(item.header.sequence);
  if (succession.kind === 'Seen') return;
  if (succession.kind === 'Gap') yield { kind: 'Gap', missing: succession.missing };
  yield { kind: 'Event', event: item };
}

/** The view with at least so many events. A node behind the one that told of them is asked again. */
async function readSince(reader: AccountReader, vault: Address, events: bigint): Promise<VaultView> {
  let view = await readVault(reader, vault);
  for (let reads = 1; view.vault.events < events && reads < READS; reads++) {
    await pause(200, new AbortController().signal);
    view = await readVault(reader, vault);
  }
  return view;
}

type AccountNotifications = AsyncIterable<{ value: { data: readonly [string, string]; owner: Address } }>;

async function* newsOfAccount(notifications: AccountNotifications): AsyncGenerator<News> {
  for await (const { value } of notifications) {
    if (value.owner !== MOSAIC_PROGRAM_ADDRESS) continue;
    const account = decodeAccount(VAULT_ACCOUNT, getBase64Encoder().encode(value.data[0]));
    if (account !== null) yield { events: account.events, logged: [] };
  }
}

type LogsNotifications = AsyncIterable<{ value: { err: unknown; logs: readonly string[] | null } }>;

async function* newsOfLogs(notifications: LogsNotifications, vault: Address): AsyncGenerator<News> {
  for await (const { value } of notifications) {
    if (value.err !== null) continue;
    const logged = readEvents(value.logs ?? []).flatMap((event): (Event | EventError)[] => {
      if (event.name === 'Unreadable') return [event.error];
      return event.header.vault === vault ? [event] : [];
    });
    const numbers = logged.flatMap(item => ('header' in item ? [item.header.sequence + 1n] : []));
    yield { events: numbers.reduce((most, number) => (number > most ? number : most), 0n), logged };
  }
}

/** What several sources give, as it comes; ends with the first that ends. */
function merge<T>(...sources: AsyncIterable<T>[]): AsyncGenerator<T> {
  const iterators = sources.map(source => source[Symbol.asyncIterator]());
  const next = async (index: number) => ({ index, result: await iterators[index]?.next() });
  // Asked at once: a subscription of kit drops what comes before it is asked for the first time.
  const pending = iterators.map((_, index) => next(index));
  // Whoever reads is told of a failure; if nobody does any more, it is nobody's.
  for (const first of pending) first.catch(() => undefined);
  return (async function* () {
    for (;;) {
      const { index, result } = await Promise.race(pending);
      if (result === undefined || result.done === true) return;
      yield result.value;
      // Only now: what fails after the reader has left is nobody's.
      pending[index] = next(index);
    }
  })();
}

/** Waits, at most until the signal aborts. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });
}
