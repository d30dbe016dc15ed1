/** The program itself. */

import { MOSAIC_PROGRAM_ADDRESS } from '@mosaic/client';

import { type Read, useRead } from './read.ts';

/** Whether the network has the program. */
export function useHasProgram(): Read<boolean> {
  return useRead(['program'], async ({ reader }) => {
    const [program] = await reader.read([MOSAIC_PROGRAM_ADDRESS]);
    return program !== null && program !== undefined;
  });
}
