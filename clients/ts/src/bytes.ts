/** Taking serialised data of other programs apart. */
import {
  type Address,
  type FixedSizeDecoder,
  type ReadonlyUint8Array,
  getAddressDecoder,
  getU16Decoder,
  getU32Decoder,
  getU8Decoder,
} from '@solana/kit';

/** Takes fields off the front of serialised data. Data that is too short throws what {@link attempt} catches. */
export function readerOf(data: ReadonlyUint8Array) {
  let rest = data;
  const take = (count: number): ReadonlyUint8Array => {
    const taken = rest.slice(0, count);
    // Too short: nothing behind can be read either.
    rest = rest.slice(count);
    if (taken.length !== count) throw new Unreadable();
    return taken;
  };
  const read = <T>(decoder: FixedSizeDecoder<T>): T => decoder.decode(take(decoder.fixedSize));
  const byte = () => read(getU8Decoder());
  /** A byte of 0 to `count - 1`. */
  const below = (count: number): number => {
    const number = byte();
    if (number >= count) throw new Unreadable();
    return number;
  };
  const flag = () => below(2) === 1;
  const length = () => read(getU32Decoder());
  return {
    take,
    byte,
    below,
    flag,
    length,
    sized: () => take(length()),
    u16: () => read(getU16Decoder()),
    address: (): Address => read(getAddressDecoder()),
    /** A field that may be absent: then `null`. */
    optional: <T>(item: () => T): T | null => (flag() ? item() : null),
  };
}

/** The data cannot be read. */
class Unreadable extends Error {}

/** What `read` returns; `null` where it meets data that cannot be read. */
export function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch (thrown) {
    if (thrown instanceof Unreadable) return null;
    throw thrown;
  }
}

/** A text; Token Metadata used to fill texts up with zeros. */
export function textOf(bytes: ReadonlyUint8Array): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(bytes));
    return text.replace(/\0+$/, '');
  } catch {
    throw new Unreadable();
  }
}

/** A text, with a mark in the place of what is no UTF-8. */
export function lossyTextOf(bytes: ReadonlyUint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(bytes));
}

/** What the data says; `null` where it cannot be decoded. */
export function decodeOrNull<T>(decoder: FixedSizeDecoder<T>, data: ReadonlyUint8Array): T | null {
  try {
    return decoder.decode(data);
  } catch {
    return null;
  }
}
