/** Mints and token accounts on a stage. */
import type { Address, KeyPairSigner } from '@solana/kit';
import { getCreateAccountInstruction } from '@solana-program/system';
import {
  TOKEN_PROGRAM_ADDRESS,
  getCreateAssociatedTokenIdempotentInstruction,
  getInitializeMint2Instruction,
  getMintSize,
  getMintToInstruction,
  getTokenDecoder,
  getTransferInstruction,
} from '@solana-program/token';

import { associatedToken, associatedTokenOf } from '../../src/pda.ts';
import type { Stage } from './stage.ts';

/** Raw units in the associated token account of a wallet, by the mint's token program; 0 where there is none. */
export async function tokens(stage: Stage, owner: Address, mint: Address): Promise<bigint> {
  const ofMint = stage.svm.getAccount(mint);
  if (!ofMint.exists) return 0n;
  const account = stage.svm.getAccount(await associatedTokenOf(owner, mint, ofMint.programAddress));
  return account.exists ? getTokenDecoder().decode(account.data).amount : 0n;
}

/** Makes a mint, of which the stage's bank has the authority. */
export async function makeMint(stage: Stage, decimals = 6): Promise<Address> {
  const [bank, mint] = [await stage.wallet('bank'), await stage.key()];
  const space = BigInt(getMintSize());
  const create = getCreateAccountInstruction({
    payer: bank,
    newAccount: mint,
    lamports: stage.svm.minimumBalanceForRentExemption(space),
    space,
    programAddress: TOKEN_PROGRAM_ADDRESS,
  });
  const initialize = getInitializeMint2Instruction({ mint: mint.address, decimals, mintAuthority: bank.address });
  await stage.send({ instructions: [create, initialize] }, [bank]);
  return mint.address;
}

/** Mints raw units to a wallet's associated token account, which is made where it is missing. */
export async function fund(stage: Stage, owner: Address, mint: Address, amount: bigint): Promise<void> {
  const bank = await stage.wallet('bank');
  const ata = await associatedToken(owner, mint);
  const create = getCreateAssociatedTokenIdempotentInstruction({ payer: bank, ata, owner, mint });
  const mintTo = getMintToInstruction({ mint, token: ata, mintAuthority: bank, amount });
  await stage.send({ instructions: [create, mintTo] }, [bank]);
}

/** Moves raw units from a wallet to another's associated token account, which is made where it is missing. */
export async function transfer(
  stage: Stage,
  from: KeyPairSigner,
  to: Address,
  mint: Address,
  amount: bigint,
): Promise<void> {
  const [source, destination] = [await associatedToken(from.address, mint), await associatedToken(to, mint)];
  const create = getCreateAssociatedTokenIdempotentInstruction({ payer: from, ata: destination, owner: to, mint });
  const move = getTransferInstruction({ source, destination, authority: from, amount });
  await stage.send({ instructions: [create, move] }, [from]);
}
