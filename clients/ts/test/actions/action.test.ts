import {
  type Address,
  address,
  generateKeyPairSigner,
  getAddressDecoder,
  getSignersFromInstruction,
} from '@solana/kit';
import { TOKEN_PROGRAM_ADDRESS, getMintEncoder } from '@solana-program/token';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { act, actionWithComputeBudget, actionWithSigners, signersOf } from '../../src/actions/action.ts';
import { freeVaultId } from '../../src/actions/index.ts';
import { compareAddresses } from '../../src/addresses.ts';
import { ClientError } from '../../src/errors/client.ts';
import { closeProposal, openStaking, setDelegate } from '../../src/instructions/index.ts';
import * as pda from '../../src/pda.ts';
import type { AccountReader } from '../../src/reader.ts';
import { RuleError } from '../../src/rules/error.ts';
import { computeBudget } from '../../src/transactions/budget.ts';

const VAULT = address('4Nd1mBQtrMJVYVfKf2PJy9NZUZdTAsp7D4xWLs4gDB4T');

describe('an action', () => {
  test('has what its instructions use in sum', async () => {
    const action = await act({}, async () => [
      [
        await openStaking({ payer: VAULT, vault: VAULT }),
        await closeProposal({ vault: VAULT, number: 1n, proposer: VAULT }),
      ],
      'quote',
    ]);
    expect(action.quote).toBe('quote');
    expect(action.computeUnits).toBe(48_000);
  });

  test('gets a compute budget in front', async () => {
    const action = await act({}, async () => [[await openStaking({ payer: VAULT, vault: VAULT })], null]);
    const budgeted = actionWithComputeBudget(action, 7n);
    expect(budgeted.instructions).toEqual([...computeBudget(40_000, 7n), ...action.instructions]);
    expect(budgeted.computeUnits).toBe(40_000);
  });

  test('says who signs, once each, in the order of their bytes', async () => {
    const signers = await Promise.all([generateKeyPairSigner(), generateKeyPairSigner(), generateKeyPairSigner()]);
    const holders = signers.map(signer => signer.address);
    const action = await act({}, async () => {
      const named = [...holders, ...holders].map(holder =>
        setDelegate({ holder, vault: VAULT, args: { delegate: null } }),
      );
      return [await Promise.all(named), null];
    });
    expect(signersOf(action)).toEqual([...holders].sort(compareAddresses));
  });

  test('takes signers for its signatories, and for nobody else', async () => {
    const [holder, stranger] = await Promise.all([generateKeyPairSigner(), generateKeyPairSigner()]);
    const action = await act({}, async () => {
      const named = await setDelegate({ holder: holder.address, vault: VAULT, args: { delegate: stranger.address } });
      return [[named, await closeProposal({ vault: VAULT, number: 0n, proposer: stranger.address })], null];
    });
    const { instructions } = actionWithSigners(action, [holder, stranger]);
    expect(instructions.map(instruction => getSignersFromInstruction(instruction))).toEqual([[holder], []]);
  });

  test('is refused by a rule as by the client, and fails otherwise as it failed', async () => {
    const rule = new RuleError('BidBelowStep');
    const refused = act({}, () => Promise.reject(rule));
    await expect(refused).rejects.toThrow(new ClientError({ code: 'Rule', rule: 'BidBelowStep' }));
    await expect(refused).rejects.toHaveProperty('cause', rule);
    const unreachable = new Error('unreachable');
    await expect(act({}, () => Promise.reject(unreachable))).rejects.toBe(unreachable);
  });
});

test('addresses are in the order of their bytes', () => {
  const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 });
  const sign = (a: Uint8Array, b: Uint8Array) => {
    return Math.sign(compareAddresses(getAddressDecoder().decode(a), getAddressDecoder().decode(b)));
  };
  fc.assert(fc.property(bytes, bytes, (a, b) => sign(a, b) === Buffer.compare(a, b)));
  fc.assert(fc.property(bytes, a => sign(a, a) === 0));
});

describe('the free id of a vault', () => {
  const MINT = {
    owner: TOKEN_PROGRAM_ADDRESS,
    lamports: 1n,
    data: getMintEncoder().encode({
      mintAuthority: null,
      supply: 0n,
      decimals: 0,
      isInitialized: true,
      freezeAuthority: null,
    }),
  };

  /** A reader of a network where the fraction mints of vaults with these ids are. */
  async function used(ids: readonly bigint[]): Promise<AccountReader> {
    const mints = await Promise.all(ids.map(async id => pda.fractionMint(await pda.vault(VAULT, id))));
    const there = new Set<Address>(mints);
    return { read: async addresses => addresses.map(address => (there.has(address) ? MINT : null)) };
  }

  test.each([
    { ids: [], free: 0n },
    { ids: [0n, 1n, 3n], free: 2n },
    { ids: Array.from({ length: 150 }, (_, id) => BigInt(id)), free: 150n },
  ])('is $free', async ({ ids, free }) => {
    expect(await freeVaultId(await used(ids), VAULT)).toBe(free);
  });
});
