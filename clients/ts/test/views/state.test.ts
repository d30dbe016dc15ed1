import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { actionOf, standardOf, streamOf, uriText } from '../../src/content.ts';
import {
  MOSAIC_PROGRAM_ADDRESS,
  getProposalEncoder,
  getVaultEncoder,
  getVaultQuoteEncoder,
} from '../../src/generated/index.ts';
import { EMPTY_STREAM } from '../../src/rules/income.ts';
import {
  ASSET_ACCOUNT,
  PROPOSAL_ACCOUNT,
  QuoteError,
  VAULT_ACCOUNT,
  accountBytes,
  decodeAccount,
  decodeQuote,
} from '../../src/state.ts';
import { FIELD_OFFSETS } from '../../src/views/index.ts';
import { between } from '../rules/support.ts';
import { incomeOf, key, vault, zeroed } from '../quotes/support.ts';

describe('an account', () => {
  test('is decoded as it was encoded', () => {
    const account = vault({ id: 5n, licensedUntil: -1n, enteredAt: 7n });
    const data = getVaultEncoder().encode(account);
    expect(data).toHaveLength(accountBytes(VAULT_ACCOUNT));
    expect(decodeAccount(VAULT_ACCOUNT, data)).toEqual({ ...account, discriminator: VAULT_ACCOUNT.discriminator });
  });

  test('is none where type or length are others', () => {
    const data = getProposalEncoder().encode(zeroed(PROPOSAL_ACCOUNT));
    expect(decodeAccount(PROPOSAL_ACCOUNT, data)).not.toBeNull();
    expect(decodeAccount(VAULT_ACCOUNT, data)).toBeNull();
    expect(decodeAccount(PROPOSAL_ACCOUNT, data.slice(0, -1))).toBeNull();
    expect(decodeAccount(PROPOSAL_ACCOUNT, Uint8Array.of(...data, 0))).toBeNull();
    expect(decodeAccount(PROPOSAL_ACCOUNT, new Uint8Array(data.length))).toBeNull();
  });

  test('has its status where searches look for it', () => {
    const plain = getVaultEncoder().encode(vault({ status: 0 }));
    const other = getVaultEncoder().encode(vault({ status: 4 }));
    const differing = [...plain.keys()].filter(index => plain[index] !== other[index]);
    expect(differing).toEqual([FIELD_OFFSETS.status]);
  });
});

describe('the answer of quote_vault', () => {
  const quote = {
    status: 1,
    firm: false,
    price: 822_702_474n,
    reserve: 822_702_474n,
    consenting: 5_100_000_000n,
    leadingPrice: 0n,
    endsAt: 0n,
    offerPrice: 0n,
    licensedUntil: 0n,
    supply: 10_000_000_000n,
    valuePerFraction: 1n << 60n,
  };
  const data = getVaultQuoteEncoder().encode(quote);

  test('is whole and of the program', () => {
    expect(decodeQuote(MOSAIC_PROGRAM_ADDRESS, data)).toEqual(quote);
    expect(() => decodeQuote(key(7), data)).toThrow(new QuoteError({ code: 'OfAnotherProgram', program: key(7) }));
  });

  test.each([
    ['short', data.slice(1)],
    ['empty', new Uint8Array()],
    ['long', Uint8Array.of(...data, 0)],
    ['neither true nor false', data.map((byte, index) => (index === 1 ? 2 : byte))],
  ])('is refused where it is %s', (_, malformed) => {
    const error = new QuoteError({ code: 'Malformed', length: malformed.length });
    expect(() => decodeQuote(MOSAIC_PROGRAM_ADDRESS, malformed)).toThrow(error);
    expect(error.code).toBe('Malformed');
  });
});

describe('what accounts say', () => {
  test('halves make a whole', () => {
    const any = between(0n, (1n << 128n) - 1n);
    fc.assert(
      fc.property(any, any, (perFraction, rest) => {
        expect(streamOf(incomeOf(key(1), { ...EMPTY_STREAM, perFraction, rest }))).toMatchObject({ perFraction, rest });
      }),
    );
  });

  test('a text ends at its first zero, and is replaced where it is no UTF-8', () => {
    const text = (bytes: number[]) => uriText({ bytes: Uint8Array.from({ length: 128 }, (_, at) => bytes[at] ?? 0) });
    expect([text([]), text([97, 0, 98]), text([0xc3, 0xbc]), text([97, 0xff])]).toEqual(['', 'a', 'ü', 'a\ufffd']);
    expect(uriText({ bytes: new Uint8Array(128).fill(97) })).toBe('a'.repeat(128));
  });

  test('numbers without a meaning are told apart', () => {
    const kinds = Array.from({ length: 7 }, (_, kind) => actionOf(zeroed(PROPOSAL_ACCOUNT, { kind }))?.__kind);
    expect(kinds).toEqual([
      'GrantLicense',
      'EndLicense',
      'SetCurator',
      'SetAuctionTerms',
      'AddIncomeMint',
      'Resolve',
      undefined,
    ]);
    const standards = [0, 1, 2, 3, 4, 5].map(standard => standardOf(zeroed(ASSET_ACCOUNT, { standard })));
    expect(standards).toEqual([
      'NonFungible',
      'Edition',
      'Programmable',
      'Token2022',
      'ProgrammableEdition',
      'NonFungible',
    ]);
  });
});
