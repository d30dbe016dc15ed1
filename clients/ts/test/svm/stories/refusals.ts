/** What goes wrong on chain is told in words, with the program and the account that were wrong. */
import { type Instruction, lamports } from '@solana/kit';
import { SYSTEM_PROGRAM_ADDRESS, getTransferSolInstruction } from '@solana-program/system';
import { TOKEN_PROGRAM_ADDRESS, getTransferInstruction } from '@solana-program/token';
import { expect, test } from 'vitest';

import { type Explanation, bid, computeBudget, packTransactions, pda } from '../../../src/index.ts';
import { MOSAIC_PROGRAM_ADDRESS } from '../../../src/generated/index.ts';
import { CASH, PRICE, type Scene, openScene } from '../../stage/scene.ts';
import { Refused } from '../../stage/stage.ts';

/** Why a transaction of dan's with these instructions alone is refused. */
async function refusal({ stage, dan }: Scene, instructions: readonly Instruction[]): Promise<Explanation> {
  const sent = stage.land(packTransactions(instructions, { payer: dan }), [dan]);
  const thrown: unknown = await sent.catch((error: unknown) => error);
  if (thrown instanceof Refused) return thrown.explanation;
  throw new Error('it was not refused', { cause: thrown });
}

export function refusalStories(): void {
  test('too few tokens, by the token program', async () => {
    const scene = await openScene();
    const { dan, ana, quoteMint } = scene;
    const [source, destination] = await Promise.all([
      pda.associatedToken(dan.address, quoteMint),
      pda.associatedToken(ana.address, quoteMint),
    ]);
    const move = getTransferInstruction({ source, destination, authority: dan, amount: CASH + 1n });
    expect(await refusal(scene, [move])).toMatchObject({
      code: 1,
      name: 'InsufficientFunds',
      message: 'The token account has too few tokens',
      program: TOKEN_PROGRAM_ADDRESS,
      instructionIndex: 0,
    });
  });

  test('too few lamports, by the system program, with the numbers', async () => {
    const scene = await openScene();
    const { stage, dan, ana } = scene;
    const amount = lamports(stage.lamports(dan.address) + 1n);
    const move = getTransferSolInstruction({ source: dan, destination: ana.address, amount });
    expect(await refusal(scene, [move])).toMatchObject({
      name: 'ResultWithNegativeLamports',
      message: `The wallet has too few lamports: ${amount - 5_001n} of ${amount}`,
      program: SYSTEM_PROGRAM_ADDRESS,
    });
  });

  test('a wallet without SOL', async () => {
    const scene = await openScene();
    const { stage, ana } = scene;
    const poor = await stage.key();
    const move = getTransferSolInstruction({ source: poor, destination: ana.address, amount: 1 });
    const packed = packTransactions([move], { payer: poor });
    await expect(stage.land(packed, [poor])).rejects.toMatchObject({ explanation: { name: 'AccountNotFound' } });
  });

  test('a wrong account, by its name', async () => {
    const scene = await openScene();
    const { stage, vault, dan, quoteMint } = scene;
    const { instructions } = await bid(stage.reader, { vault, bidder: dan, price: PRICE });
    const wrong = instructions.map(({ accounts = [], ...instruction }) => ({
      ...instruction,
      accounts: accounts.map(meta => (meta.address === vault ? { ...meta, address: quoteMint } : meta)),
    }));
    expect(await refusal(scene, wrong)).toMatchObject({
      name: 'AccountOwnedByWrongProgram',
      account: 'vault',
      program: MOSAIC_PROGRAM_ADDRESS,
    });
  });

  test('too few compute units', async () => {
    const scene = await openScene();
    const { stage, vault, dan } = scene;
    const { instructions } = await bid(stage.reader, { vault, bidder: dan, price: PRICE });
    const explanation = await refusal(scene, [...computeBudget(5_000, 0n), ...instructions]);
    expect(explanation.hint).toBe("Give the transaction the action's compute budget, or split it.");
    expect(explanation.instructionIndex).toBe(1);
  });
}
