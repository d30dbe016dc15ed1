import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import type { Page } from 'playwright-core';

const OUTPUT = join(import.meta.dirname, '../output');

/** Keeps what the page looks like, as a file of this name in `e2e/output`. */
export async function keep(page: Page, name: string, fullPage = true): Promise<void> {
  await mkdir(OUTPUT, { recursive: true });
  await page.evaluate(() => scrollTo(0, 0));
  await page.screenshot({ path: join(OUTPUT, `${name}.png`), fullPage, animations: 'disabled' });
}
