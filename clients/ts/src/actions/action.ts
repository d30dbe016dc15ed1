/** What every action returns. */
import {
  type Address,
  type Instruction,
  type TransactionSigner,
  addSignersToInstruction,
  isSignerRole,
} from '@solana/kit';
import { compareAddresses } from '../addresses.ts';
import { clientErrorOf } from '../errors/client.ts';
import type { BuiltInstruction } from '../instructions/build.ts';
import { computeUnits, withComputeBudget } from '../transactions/budget.ts';
import { checkOrder } from './order.ts';

/** Instructions, and what they will do. */
export type Action<Quote> = {
  /** The instructions, in their order, without a compute budget unless {@link actionWithComputeBudget} added one. */
  readonly instructions: readonly Instruction[];
  /** What they will do. */
  readonly quote: Quote;
  /** Most compute units they use in sum. */
  readonly computeUnits: number;
};

/**
 * Makes an action of instructions and their quote, for an `order` that instructions can carry.
 *
 * @throws {ClientError} BadOrder; Rule for what rules refuse; whatever `build` throws besides
 */
export async function act<Quote>(
  order: object,
  build: () => Promise<readonly [readonly BuiltInstruction[], Quote]>,
): Promise<Action<Quote>> {
  try {
    checkOrder(order);
    const [instructions, quote] = await build();
    return { instructions, quote, computeUnits: computeUnits(instructions) };
  } catch (thrown) {
    throw clientErrorOf(thrown);
  }
}

/**
 * The action, its transaction limited to the compute units it needs, at a price in micro-lamports per unit (0: no
 * priority fee). For an action that fits one transaction; those that take several get a budget each where they are
 * packed.
 */
export function actionWithComputeBudget<Quote>(action: Action<Quote>, pricePerUnit: bigint): Action<Quote> {
  return { ...action, instructions: withComputeBudget(action.instructions, pricePerUnit) };
}

/** The action, its instructions carrying these signers wherever they have to sign and none is carried yet. */
export function actionWithSigners<Quote>(action: Action<Quote>, signers: readonly TransactionSigner[]): Action<Quote> {
  const instructions = action.instructions.map(instruction => addSignersToInstruction([...signers], instruction));
  return { ...action, instructions };
}

/** Who has to sign, besides the payer of the fee; in the order of the addresses' bytes. */
export function signersOf({ instructions }: Action<unknown>): Address[] {
  const metas = instructions.flatMap(instruction => instruction.accounts ?? []);
  const signers = metas.filter(meta => isSignerRole(meta.role)).map(meta => meta.address);
  return [...new Set(signers)].sort(compareAddresses);
}
