import type { Instruction } from '@solana/kit';
import { expect, test } from 'vitest';
import { MosaicInstruction, identifyMosaicInstruction } from '../../src/generated/index.ts';
import * as instructions from '../../src/instructions/index.ts';
import { vectors } from './vectors.ts';

type Vector = { name: string; builder: string; method: string; input: object; instruction: Instruction };
type Build = (input: never) => Promise<Instruction>;

const VECTORS = vectors<Vector[]>('instructions.json');

/** What the methods of the Rust builders are called here, where it is not the builder's own name. */
const METHODS: Readonly<Record<string, Build>> = {
  'PlaceBid.offer': instructions.makeOffer,
  'TakeLicense.accept': instructions.acceptLicense,
  'TakeLicense.renew': instructions.renewLicense,
  'WithdrawBid.offer': instructions.withdrawOffer,
};

function builderOf({ builder, method }: Vector): Build {
  const own = builder.charAt(0).toLowerCase() + builder.slice(1);
  const found =
    method === 'instruction' ? instructions[own as keyof typeof instructions] : METHODS[`${builder}.${method}`];
  if (!found) throw new Error(`no builder for ${builder}.${method}`);
  return found as Build;
}

test.each(VECTORS)('$builder $method: $name', async vector => {
  expect(await builderOf(vector)(vector.input as never)).toEqual(vector.instruction);
});

test('every instruction has a vector', () => {
  const built = new Set(
    VECTORS.map(({ instruction }) => identifyMosaicInstruction(instruction.data ?? new Uint8Array())),
  );
  const all = Object.values(MosaicInstruction).filter(value => typeof value === 'number');
  expect(all.filter(number => !built.has(number)).map(number => MosaicInstruction[number])).toEqual([]);
});
