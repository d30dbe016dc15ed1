/** Orders with values that no instruction can carry: types do not keep them away where orders come from forms or JSON. */
import { isAddress } from '@solana/kit';
import { ClientError } from '../errors/client.ts';
import { U32_MAX, U64_MAX, isWithin } from '../rules/math.ts';
import { WRAPPED_SOL_WAYS } from './tokens.ts';

/** Fields of 64 bits: amounts, prices, ids and numbers of proposals. */
const BIGINTS = ['amount', 'fee', 'fractions', 'id', 'maxCash', 'number', 'openingPrice', 'price', 'supply'];
/** Fields of at most 32 bits. */
const NUMBERS = /(?:Bps|Secs)$|^decimals$/;
/** Fields with a text that is no address. */
const TEXTS = ['__kind', 'name', 'symbol', 'termsUri', 'uri'];

const HASH_BYTES = 32;

const A_BIGINT = `a bigint of 0 to ${U64_MAX}`;
const A_NUMBER = `a whole number of 0 to ${U32_MAX}`;

/**
 * Refuses an order of which a field, at whatever depth, has a value that no instruction can carry.
 *
 * @throws {ClientError} BadOrder
 */
export function checkOrder(order: object): void {
  for (const [field, value] of Object.entries(order)) check(field, field, value);
}

/** `field` is the name of the field, or of the list in which the value is. */
function check(path: string, field: string, value: unknown): void {
  if (value === null || value === undefined) return;
  const wanted = wantedInstead(field, value);
  if (wanted !== null) throw new ClientError({ code: 'BadOrder', field: path, wanted });
  if (typeof value !== 'object' || value instanceof Uint8Array) return;
  // Of a signer only the address is the order's.
  const inner = 'address' in value ? { address: value.address } : value;
  for (const [name, item] of Object.entries(inner)) {
    check(`${path}.${name}`, Array.isArray(inner) ? field : name, item);
  }
}

/** What the field takes; `null` where the value is that. */
function wantedInstead(field: string, value: unknown): string | null {
  if (field === 'sol') return WRAPPED_SOL_WAYS.some(way => way === value) ? null : WRAPPED_SOL_WAYS.join(' or ');
  if (TEXTS.includes(field)) return typeof value === 'string' ? null : 'a text';
  if (NUMBERS.test(field)) return isU32(value) ? null : A_NUMBER;
  if (BIGINTS.includes(field) || typeof value === 'bigint') return isU64(value) ? null : A_BIGINT;
  if (typeof value === 'number') return isU32(value) ? null : A_NUMBER;
  if (typeof value === 'string') return isAddress(value) ? null : 'an address';
  if (value instanceof Uint8Array) return value.length === HASH_BYTES ? null : `${HASH_BYTES} bytes`;
  return null;
}

function isU64(value: unknown): boolean {
  return typeof value === 'bigint' && value >= 0n && value <= U64_MAX;
}

function isU32(value: unknown): boolean {
  return typeof value === 'number' && isWithin(value, 0, U32_MAX);
}
