/**
 * Income, streamed to staked fractions.
 *
 * The income of one mint in a vault is a {@link Stream}: a schedule that releases evenly what was deposited, and a running
 * sum of what was released per fraction staked at that time. Each stake keeps the sum it was last settled at; what it has
 * risen by since, times its fractions, is what the stake has earned ({@link Share}).
 *
 * Amounts are raw units of the mint; parts of a unit are Q64.64, so that 2^64 stand for one unit. Nothing is lost in
 * rounding: what cannot be divided, or is less than a unit, is carried. After every step, exactly:
 *
 * ```text
 * balance * 2^64 == waiting * 2^64 + rest + sum over the stakes of (owed + staked * (perFraction - entry))
 * ```
 *
 * The order of the program's instructions: {@link accrue} with what was staked until now, {@link settle} the stake that
 * acts, and only then change the deposit or the stake. So nobody earns of the time before its stake.
 */

import { RuleError } from './error.ts';
import { max, partFloor, u128, u32, u64, U64_MAX } from './math.ts';

/** The income of one mint. */
export type Stream = {
  /** All that is in the account, as tracked: what was deposited less what was paid, in raw units. */
  readonly balance: bigint;
  /** What the present schedule releases in all, in raw units. */
  readonly amount: bigint;
  /** What of `amount` has been given to the stakes, in raw units. */
  readonly released: bigint;
  /** Length of the present schedule in seconds, of which only those count in which something is staked. */
  readonly secs: number;
  /** How many of `secs` are over. */
  readonly elapsed: number;
  /** What was released per staked fraction so far, in Q64.64 modulo 2^128: only differences have a meaning. */
  readonly perFraction: bigint;
  /** What was released and could not be divided among the stakes yet, and what closed stakes left, in Q64.64. */
  readonly rest: bigint;
};

/** A stream into which nothing was deposited yet. */
export const EMPTY_STREAM: Stream = {
  balance: 0n,
  amount: 0n,
  released: 0n,
  secs: 0,
  elapsed: 0,
  perFraction: 0n,
  rest: 0n,
};

/** What one stake earns of one stream. */
export type Share = {
  /** The stream's `perFraction` when this was last settled. */
  readonly entry: bigint;
  /** What was earned until then and has not been claimed, in Q64.64. */
  readonly owed: bigint;
};

/** The share of a new stake, to be settled with no fractions. */
export const NEW_SHARE: Share = { entry: 0n, owed: 0n };

/** What of the present schedule is still to be released, in raw units. */
export function waiting(stream: Stream): bigint {
  return max(stream.amount - stream.released, 0n);
}

/**
 * The stream `secs` seconds later, in which `staked` fractions (raw units) were staked.
 *
 * While nothing is staked the stream waits. Otherwise `floor(amount * elapsed / secs)` is released once `elapsed` seconds
 * are over: counted from the start, not from the last call, so how often this is called changes nothing.
 *
 * @throws {RuleError} LedgerMismatch when the stream is not one these functions made
 */
export function accrue(stream: Stream, secs: bigint, staked: bigint): Stream {
  if (u64(staked) === 0n) return stream;
  const over = u64(secs) + u32(stream.elapsed);
  const elapsed = over < u32(stream.secs) ? Number(over) : stream.secs;
  const released = releasedAfter(stream, elapsed);
  const fresh = u64(released - stream.released, 'LedgerMismatch');
  const later = { ...stream, released, elapsed };
  const undivided = u128((fresh << 64n) + stream.rest, 'LedgerMismatch');
  return {
    ...later,
    // May wrap: what a stake of s >= 1 fractions has earned since its entry is s * difference, a part of
    // balance * 2^64. So the true difference is below 2^128 / s and comes out of the wrapped sums unharmed.
    perFraction: BigInt.asUintN(128, stream.perFraction + undivided / staked),
    rest: undivided % staked,
  };
}

/**
 * Adds `amount` raw units to an accrued stream, to be released over `dripSecs` seconds, at least one.
 *
 * What still waits and the new amount become one schedule, whose length is the mean of the seconds left and `dripSecs`,
 * weighted by the amounts and rounded down. So a deposit puts off what was promised by no more than its part of the whole
 * times `dripSecs`: dust delays nothing. Nor does a deposit take back time that has passed without making a whole unit: it
 * is no longer left.
 *
 * @throws {RuleError} ZeroAmount; Overflow when the balance would leave `u64`; LedgerMismatch when the stream is not one
 * these functions made
 */
export function deposit(stream: Stream, amount: bigint, dripSecs: number): Stream {
  if (u64(amount) === 0n) throw new RuleError('ZeroAmount');
  const balance = u64(stream.balance + amount);
  const before = waiting(stream);
  // What waits is a part of the balance, so this fits where the balance does.
  const scheduled = u64(before + amount, 'LedgerMismatch');
  const left = u32(Math.max(stream.secs - stream.elapsed, 0));
  const secs = Number((before * left + amount * u32(dripSecs)) / scheduled);
  return { ...stream, balance, amount: scheduled, released: 0n, secs: Math.max(secs, 1), elapsed: 0 };
}

/**
 * Takes `amount` raw units, claimed by a stake, out of the balance.
 *
 * @throws {RuleError} LedgerMismatch when the balance would not cover what still waits: only what was released is ever
 * paid
 */
export function pay(stream: Stream, amount: bigint): Stream {
  const balance = u64(stream.balance - u64(amount), 'LedgerMismatch');
  if (balance < waiting(stream)) throw new RuleError('LedgerMismatch');
  return { ...stream, balance };
}

/**
 * Takes out what nobody is left to earn, once nothing is staked or can be: what still waits, and the whole units of
 * `rest`, in raw units. What the stakes are owed stays.
 *
 * @throws {RuleError} LedgerMismatch when the balance does not cover it
 */
export function giveUp(stream: Stream): { unearned: bigint; stream: Stream } {
  const unearned = u64(waiting(stream) + (stream.rest >> 64n), 'LedgerMismatch');
  const balance = u64(stream.balance - unearned, 'LedgerMismatch');
  const rest = belowOne(stream.rest);
  return { unearned, stream: { ...stream, balance, amount: stream.released, secs: stream.elapsed, rest } };
}

/**
 * Takes back the `fraction` of a unit (Q64.64, below one) that a stake leaves when it is closed; it goes to the others.
 *
 * `rest` may then exceed one unit, which the next accrual hands out. After the last stake it is whole units, less than one
 * per closed stake and one more, for whoever stakes next.
 *
 * @throws {RuleError} LedgerMismatch when `fraction` is one unit or more, or the stream not one these functions made
 */
export function leave(stream: Stream, fraction: bigint): Stream {
  return { ...stream, rest: u128(stream.rest + u64(fraction, 'LedgerMismatch'), 'LedgerMismatch') };
}

/**
 * Adds, exactly, what the `staked` fractions (raw units) that the stake has had since it was last settled have earned of
 * the stream with this `perFraction`.
 */
export function settle(share: Share, perFraction: bigint, staked: bigint): Share {
  // The wrapped difference is the true one (see `accrue`), and its product and the sum are parts of balance * 2^64:
  // neither wraps. With nothing staked the product is zero, whatever the difference.
  const difference = BigInt.asUintN(128, perFraction - share.entry);
  return { entry: perFraction, owed: BigInt.asUintN(128, share.owed + difference * u64(staked)) };
}

/** The whole raw units owed, as last settled. */
export function claimable(share: Share): bigint {
  return share.owed >> 64n;
}

/** The part of what is owed that is below one unit, in Q64.64. */
export function fraction(share: Share): bigint {
  return belowOne(share.owed);
}

/**
 * The raw units to pay, and the share without them: less than one unit stays owed.
 *
 * @throws {RuleError} NoIncomeDue when no whole unit is owed
 */
export function claim(share: Share): { units: bigint; share: Share } {
  const units = claimable(share);
  if (units === 0n) throw new RuleError('NoIncomeDue');
  return { units, share: { ...share, owed: fraction(share) } };
}

function releasedAfter(stream: Stream, elapsed: number): bigint {
  if (elapsed >= stream.secs) return stream.amount;
  if (elapsed === stream.elapsed) return stream.released;
  return partFloor(stream.amount, elapsed, stream.secs);
}

function belowOne(amount: bigint): bigint {
  return amount & U64_MAX;
}
