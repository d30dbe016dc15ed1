/** The order of addresses. */
import { type Address, getAddressEncoder } from '@solana/kit';

/** Compares addresses by their bytes, as the program and the Rust client do. */
export function compareAddresses(left: Address, right: Address): number {
  const encode = getAddressEncoder().encode;
  const [a, b] = [encode(left), encode(right)];
  const index = a.findIndex((byte, place) => byte !== b[place]);
  return index < 0 ? 0 : (a[index] ?? 0) - (b[index] ?? 0);
}
