/** Whether events of a vault are missing: each carries its number in the vault, from 0 without a gap. */

/** How an event follows those seen before: next, seen before, or after `missing` others that were not seen. */
export type Succession = { kind: 'Next' } | { kind: 'Seen' } | { kind: 'Gap'; missing: bigint };

/** The numbers of a vault's events that were seen. */
export type EventSequence = {
  /** The number the next event should have; null where none was seen yet. */
  readonly next: bigint | null;
  /** Takes note of an event by its number. */
  observe: (sequence: bigint) => Succession;
  /** Takes note of how many events the vault has had, from its account: those before are not missed. */
  catchUp: (events: bigint) => void;
};

/** Follows the numbers of a vault's events. The first one seen is next, whichever it is, unless `next` is given. */
export function eventSequence(next: bigint | null = null): EventSequence {
  return {
    get next() {
      return next;
    },
    observe(sequence) {
      const missing = next === null ? 0n : sequence - next;
      if (missing < 0n) return { kind: 'Seen' };
      next = sequence + 1n;
      return missing === 0n ? { kind: 'Next' } : { kind: 'Gap', missing };
    },
    catchUp(events) {
      if (next === null || events > next) next = events;
    },
  };
}
