import { generateKeyPairSigner } from '@solana/kit';
import { describe, expect, test } from 'vitest';
import { bid, propose, stake } from '../../src/actions/index.ts';
import { checkOrder } from '../../src/actions/order.ts';
import { ClientError } from '../../src/errors/client.ts';
import type { AccountReader } from '../../src/reader.ts';
import { vectorFiles, vectors } from '../golden/vectors.ts';

type Vector = { action: string; order: object };

const ORDERS = vectorFiles('actions').flatMap(area => vectors<{ vectors: Vector[] }>(`actions/${area}.json`).vectors);

/** What a field that holds this value cannot hold. */
function unfit(value: unknown): unknown[] {
  switch (typeof value) {
    case 'bigint':
      return [-1n, 2n ** 64n];
    case 'number':
      return [-1, NaN, 1.5, 2 ** 32];
    case 'string':
      return ['', 'nobody', `${value}1`, -1n];
    default:
      return value instanceof Uint8Array ? [value.slice(1), new Uint8Array(33)] : [];
  }
}

/** The order with each field and item spoiled in each way, and the path of what was spoiled. */
function spoiled(value: unknown, path: readonly string[] = []): { order: unknown; path: string }[] {
  const own = unfit(value).map(order => ({ order, path: path.join('.') }));
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return own;
  return Object.entries(value).flatMap(([name, item]) => {
    if (['__kind', 'name', 'symbol', 'uri', 'termsUri'].includes(name)) return [];
    return spoiled(item, [...path, name]).map(({ order, path }) => {
      const copy = Array.isArray(value) ? [...(value as unknown[])] : { ...value };
      return { order: Object.assign(copy, { [name]: order }), path };
    });
  });
}

function refusal(order: object): ClientError | null {
  try {
    checkOrder(order);
    return null;
  } catch (thrown) {
    if (thrown instanceof ClientError) return thrown;
    throw thrown;
  }
}

describe('an order', () => {
  test('of the vectors is one', () => {
    expect(ORDERS.filter(({ order }) => refusal(order) !== null)).toEqual([]);
  });

  test.each([...new Map(ORDERS.map(vector => [vector.action, vector.order]))])(
    'to %s names the field whose value no instruction can carry',
    (_, order) => {
      const all = spoiled(order);
      expect(all.length).toBeGreaterThan(0);
      const found = all.map(({ order, path }) => ({ path, field: refusal(order as object)?.detail }));
      expect(found).toEqual(
        all.map(({ path }) => ({
          path,
          field: { code: 'BadOrder', field: path, wanted: expect.any(String) as string },
        })),
      );
    },
  );

  test('takes signers, and looks at nothing of them but the address', async () => {
    const signer = await generateKeyPairSigner();
    expect(refusal({ holder: signer })).toBeNull();
    expect(refusal({ holder: { ...signer, address: 'nobody' } })?.message).toBe(
      'holder.address of the order has to be an address',
    );
  });

  test('has amounts as bigints, whatever a program without types gives', () => {
    expect(refusal({ price: 5 })?.message).toBe('price of the order has to be a bigint of 0 to 18446744073709551615');
    expect(refusal({ price: '5' })?.detail).toMatchObject({ field: 'price' });
    expect(refusal({ decimals: 6n })?.message).toContain('whole number');
    expect(refusal({ sol: 'asIs' })?.message).toBe('sol of the order has to be Auto or UnwrapAll or AsIs');
    expect(refusal({ action: { termsUri: 5 } })?.message).toBe('action.termsUri of the order has to be a text');
  });

  test('that is none is refused before anything is read', async () => {
    const reader: AccountReader = { read: () => Promise.reject(new Error('read')) };
    const vault = '' as never;
    const wanted = { detail: { code: 'BadOrder', field: 'vault' } };
    await expect(bid(reader, { vault, bidder: vault, price: 1n })).rejects.toMatchObject(wanted);
    await expect(stake(reader, { vault, holder: vault, amount: 1n })).rejects.toMatchObject(wanted);
    const action = { __kind: 'EndLicense', license: vault } as const;
    await expect(propose(reader, { vault, proposer: vault, action })).rejects.toMatchObject(wanted);
  });
});
