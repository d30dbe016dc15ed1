import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { inject } from 'vitest';

/**
 * Notes that an action was done, with balances as it announced: by what is written on its last button. Stories run beside
 * each other, so each action has a file of its own.
 */
export async function note(label: string): Promise<void> {
  await writeFile(join(inject('performed'), encodeURIComponent(label)), '');
}
