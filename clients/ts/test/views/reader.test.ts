import { type Address, getAddressDecoder } from '@solana/kit';
import { SYSTEM_PROGRAM_ADDRESS } from '@solana-program/system';
import { AccountState, TOKEN_PROGRAM_ADDRESS, getTokenEncoder } from '@solana-program/token';
import { getSysvarRentEncoder } from '@solana/sysvars';
import { describe, expect, test } from 'vitest';

import { MOSAIC_PROGRAM_ADDRESS, getBidEncoder } from '../../src/generated/index.ts';
import {
  SYSVAR_CLOCK_ADDRESS,
  SYSVAR_RENT_ADDRESS,
  clockOf,
  lamportsAt,
  mintAt,
  programAccount,
  readAccounts,
  rentOf,
  rpcReader,
  tokenAt,
} from '../../src/reader.ts';
import { BID_ACCOUNT, VAULT_ACCOUNT } from '../../src/state.ts';
import { NOW, RENT, key, outcome, zeroed } from '../quotes/support.ts';
import { mint, network, owned, rpcOf } from './network.ts';

describe('a reader by RPC', () => {
  test('asks for a hundred accounts at once and answers in order', async () => {
    const addresses = Array.from({ length: 250 }, (_, index) => keyed(index));
    const there = addresses.filter((_, index) => index % 7 === 0);
    const { rpc, asked } = rpcOf(
      new Map(there.map((address, index) => [address, owned(key(9), Uint8Array.of(index))])),
    );
    const answers = await rpcReader(rpc, { commitment: 'processed' }).read(addresses);
    expect(asked).toEqual([100, 100, 50].map(count => ['getMultipleAccounts', count]));
    expect(answers).toHaveLength(250);
    answers.forEach((answer, index) => {
      const present = { owner: key(9), lamports: 1n, data: Uint8Array.of(index / 7) };
      expect(answer).toEqual(index % 7 === 0 ? present : null);
    });
  });

  test('asks nothing for nothing', async () => {
    const { rpc, asked } = rpcOf(new Map());
    expect([await rpcReader(rpc).read([]), asked]).toEqual([[], []]);
  });
});

function keyed(index: number): Address {
  return getAddressDecoder().decode(Uint8Array.from({ length: 32 }, (_, place) => (place === 0 ? index : 1)));
}

test('what is read is put to what was known', async () => {
  const answers = { read: async (addresses: readonly Address[]) => addresses.map(() => owned(key(1))) };
  const first = await readAccounts(answers, [key(1)]);
  const both = await readAccounts(answers, [key(2)], first);
  expect([[...first.keys()], [...both.keys()]]).toEqual([[key(1)], [key(1), key(2)]]);
  expect([lamportsAt(both, key(2)), lamportsAt(both, key(3))]).toEqual([1n, 0n]);
});

describe("the program's account", () => {
  const bid = getBidEncoder().encode(zeroed(BID_ACCOUNT, { price: 7n }));
  const at = (owner: Address, data?: typeof bid) =>
    outcome(() => programAccount(new Map([[key(1), owned(owner, data)]]), BID_ACCOUNT, key(1)));

  test('is decoded', async () => {
    expect(await at(MOSAIC_PROGRAM_ADDRESS, bid)).toMatchObject({ price: 7n });
  });

  test('is not there before somebody makes it, whoever sends lamports to its address', async () => {
    expect(await at(SYSTEM_PROGRAM_ADDRESS)).toBeNull();
    expect(programAccount(new Map(), BID_ACCOUNT, key(1))).toBeNull();
  });

  test('is refused where it is of another program, type or length', async () => {
    const foreign = { code: 'ForeignAccount', address: key(1), wanted: 'Bid', owner: key(2) };
    expect(await at(key(2), bid)).toEqual({ refused: foreign });
    expect(await at(SYSTEM_PROGRAM_ADDRESS, bid)).toEqual({ refused: { ...foreign, owner: SYSTEM_PROGRAM_ADDRESS } });
    const undecodable = (length: number) => ({
      refused: { code: 'Undecodable', address: key(1), source: { wanted: 'Bid', length } },
    });
    expect(await at(MOSAIC_PROGRAM_ADDRESS, bid.slice(1))).toEqual(undecodable(bid.length - 1));
    expect(await at(MOSAIC_PROGRAM_ADDRESS)).toEqual(undecodable(0));
    const vault = outcome(() => {
      return programAccount(new Map([[key(1), owned(MOSAIC_PROGRAM_ADDRESS, bid)]]), VAULT_ACCOUNT, key(1));
    });
    expect(await vault).toMatchObject({ refused: { code: 'Undecodable', source: { wanted: 'Vault' } } });
  });
});

describe('accounts of the token program', () => {
  const token = {
    mint: key(1),
    owner: key(2),
    amount: 3n,
    delegate: null,
    isNative: null,
    delegatedAmount: 0n,
    closeAuthority: null,
  };
  const encode = (state: AccountState) => getTokenEncoder().encode({ ...token, state });

  test('are token accounts and mints', () => {
    const accounts = new Map([
      [key(1), mint(5n, 6)],
      [key(2), owned(TOKEN_PROGRAM_ADDRESS, encode(AccountState.Frozen))],
    ]);
    expect(mintAt(accounts, key(1))).toMatchObject({ supply: 5n, decimals: 6 });
    expect(tokenAt(accounts, key(2))).toMatchObject({ mint: key(1), amount: 3n, state: AccountState.Frozen });
    expect([mintAt(accounts, key(2)), tokenAt(accounts, key(1)), tokenAt(accounts, key(3))]).toEqual([
      null,
      null,
      null,
    ]);
  });

  test.each([
    ['of another program', owned(key(9), encode(AccountState.Initialized))],
    ['not initialised', owned(TOKEN_PROGRAM_ADDRESS, encode(AccountState.Uninitialized))],
    [
      'in no state',
      owned(
        TOKEN_PROGRAM_ADDRESS,
        encode(AccountState.Initialized).map((byte, at) => (at === 108 ? 3 : byte)),
      ),
    ],
    ['too long', owned(TOKEN_PROGRAM_ADDRESS, Uint8Array.of(...encode(AccountState.Initialized), 0))],
  ])('are none where they are %s', (_, account) => {
    expect(tokenAt(new Map([[key(1), account]]), key(1))).toBeNull();
  });
});

test('sysvars are read, or refused by their address', async () => {
  const now = network(NOW);
  expect(clockOf(now).unixTimestamp).toBe(NOW);
  expect(await outcome(() => rentOf(now))).toEqual({
    refused: { code: 'SysvarUnreadable', address: SYSVAR_RENT_ADDRESS },
  });
  now.set(SYSVAR_RENT_ADDRESS, owned(SYSTEM_PROGRAM_ADDRESS, getSysvarRentEncoder().encode(RENT)));
  expect(rentOf(now)).toEqual(RENT);
  now.set(SYSVAR_CLOCK_ADDRESS, owned(SYSTEM_PROGRAM_ADDRESS, new Uint8Array(39)));
  const short = { refused: { code: 'SysvarUnreadable', address: SYSVAR_CLOCK_ADDRESS } };
  expect(await outcome(() => clockOf(now))).toEqual(short);
});
