/** Which instructions of the program the tests have driven with success. */
import type { Instruction } from '@solana/kit';

import { MOSAIC_PROGRAM_ADDRESS, MosaicInstruction, identifyMosaicInstruction } from '../../src/generated/index.ts';

const counts = new Map<string, number>();

/** Counts the program's instructions in a transaction that landed. */
export function noteDriven(instructions: readonly Instruction[]): void {
  for (const { programAddress, data } of instructions) {
    if (programAddress !== MOSAIC_PROGRAM_ADDRESS || data === undefined) continue;
    const name = MosaicInstruction[identifyMosaicInstruction(data)];
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
}

/** How often each instruction was driven with success in this process, by name. */
export function driven(): ReadonlyMap<string, number> {
  return counts;
}
