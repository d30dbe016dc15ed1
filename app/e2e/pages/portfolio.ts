/** The page of what a wallet has. */
import type { Page } from 'playwright-core';

/** Takes everything that vaults owe the wallet. */
export async function collectEverything(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Collect everything' }).click();
}
