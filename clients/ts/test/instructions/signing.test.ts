import {
  AccountRole,
  type Address,
  addSignersToInstruction,
  address,
  generateKeyPairSigner,
  getSignersFromInstruction,
} from '@solana/kit';
import { expect, test } from 'vitest';
import { MOSAIC_PROGRAM_ADDRESS } from '../../src/generated/index.ts';
import * as instructions from '../../src/instructions/index.ts';
import * as pda from '../../src/pda.ts';

const VAULT = address('4Nd1mBQtrMJVYVfKf2PJy9NZUZdTAsp7D4xWLs4gDB4T');
const TOKEN = address('8qbHbw2BbbTHBW1sbeqakYXVKRQM8Ne7pLK7m6CVfeR');

function staking(holder: instructions.StakeInput['holder']) {
  return instructions.stake({ holder, vault: VAULT, fractionSource: TOKEN, withAsks: false, args: { amount: 5n } });
}

function withdrawal(bidder: instructions.WithdrawBidInput['bidder'], signed: boolean) {
  return instructions.withdrawBid({ bidder, signed, vault: VAULT, cashDestination: TOKEN, fractionDestination: null });
}

test('a signatory named by its address has to sign, and no signer stands in for it', async () => {
  const { address } = await generateKeyPairSigner();
  const instruction = await staking(address);
  expect(instruction.accounts[0]).toEqual({ address, role: AccountRole.WRITABLE_SIGNER });
  expect(getSignersFromInstruction(instruction)).toEqual([]);
});

test('a signatory named by its signer is carried along, with the same accounts and data', async () => {
  const signer = await generateKeyPairSigner();
  const carrying = await staking(signer);
  expect(getSignersFromInstruction(carrying)).toEqual([signer]);
  const plain = carrying.accounts.map(({ address, role }) => ({ address, role }));
  expect({ ...carrying, accounts: plain }).toEqual(await staking(signer.address));
});

test('signers can be added later, as kit does it', async () => {
  const signer = await generateKeyPairSigner();
  const signed = addSignersToInstruction([signer], await staking(signer.address));
  expect(getSignersFromInstruction(signed)).toEqual([signer]);
});

test('a payee signs only where it is said to', async () => {
  const bidder = await generateKeyPairSigner();
  const [unsigned, byAddress, bySigner] = await Promise.all([
    withdrawal(bidder, false),
    withdrawal(bidder.address, true),
    withdrawal(bidder, true),
  ]);
  expect(unsigned.accounts[0]).toEqual({ address: bidder.address, role: AccountRole.WRITABLE });
  expect(byAddress.accounts[0]).toEqual({ address: bidder.address, role: AccountRole.WRITABLE_SIGNER });
  expect(getSignersFromInstruction(bySigner)).toEqual([bidder]);
});

test('an account that is left out is the program itself', async () => {
  const { address: holder } = await generateKeyPairSigner();
  const input = { holder, vault: VAULT, fractionSource: TOKEN, args: { amount: 5n } };
  const [without, withAsks] = await Promise.all([
    instructions.stake({ ...input, withAsks: false }),
    instructions.stake({ ...input, withAsks: true }),
  ]);
  const leftOut = { address: MOSAIC_PROGRAM_ADDRESS, role: AccountRole.READONLY };
  const named = { address: await pda.asks(VAULT), role: AccountRole.WRITABLE };
  expect(without.accounts[6]).toEqual(leftOut);
  expect(withAsks.accounts).toEqual(without.accounts.with(6, named));
});

test('a programmable NFT names its records, and its rules where it has some', async () => {
  const { address: creator } = await generateKeyPairSigner();
  const deposit = (ruleSet: Address | null) => {
    const kind = { __kind: 'Programmable', ruleSet } as const;
    return instructions.depositNft({ creator, vault: VAULT, nftMint: TOKEN, source: creator, kind });
  };
  const leftOut = ({ accounts }: instructions.BuiltInstruction): Address[] => {
    return accounts.filter(({ address }) => address === MOSAIC_PROGRAM_ADDRESS).map(({ address }) => address);
  };
  const [ruleless, ruled] = await Promise.all([deposit(null), deposit(VAULT)]);
  expect([ruleless, ruled].map(instruction => leftOut(instruction).length)).toEqual([2, 0]);
  expect(ruled.accounts[5]?.address).toBe(await pda.associatedToken(VAULT, TOKEN));
});
