import { address } from '@solana/kit';
import { describe, expect, test } from 'vitest';

import { ClientError, clientErrorOf } from '../../src/errors/client.ts';
import { withRules } from '../../src/errors/refusals.ts';
import { RuleError } from '../../src/rules/error.ts';

const VAULT = address('11111111111111111111111111111112');

describe('a refusal of the client', () => {
  test('has a name, its numbers and a sentence', () => {
    const error = new ClientError({ code: 'StakeLocked', freeAt: 1_000n, now: 400n });
    expect(error.name).toBe('ClientError');
    expect(error.code).toBe('StakeLocked');
    expect(error.detail).toEqual({ code: 'StakeLocked', freeAt: 1_000n, now: 400n });
    expect(error.message).toBe('the stake is locked for 600 more seconds, until 1000 (Unix seconds)');
  });

  test('says which account it is about', () => {
    expect(new ClientError({ code: 'NoVault', vault: VAULT }).message).toBe(`there is no vault at ${VAULT}`);
    const source = { wanted: 'Vault', length: 7 };
    expect(new ClientError({ code: 'Undecodable', address: VAULT, source }).message).toBe(
      `${VAULT} cannot be decoded: these 7 bytes are not an account of type Vault`,
    );
    expect(new ClientError({ code: 'Nft', mint: VAULT, refusal: 'NotHeld' }).message).toBe(
      `NFT ${VAULT}: the wallet does not hold it`,
    );
  });

  test("is a rule's where a rule refuses, and nothing else becomes one", () => {
    const rule = new RuleError('BidBelowStep');
    const refuse = (thrown: unknown) => () =>
      withRules(() => {
        throw thrown;
      });
    expect(refuse(rule)).toThrow(ClientError);
    expect(clientErrorOf(rule)).toMatchObject({
      detail: { code: 'Rule', rule: 'BidBelowStep' },
      message: rule.message,
      cause: rule,
    });
    expect(refuse(new TypeError('a mistake'))).toThrow(TypeError);
    expect(withRules(() => 7n)).toBe(7n);
  });
});
