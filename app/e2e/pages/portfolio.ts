/** The page of what a wallet has. */
import type { Page } from 'playwright-core';

/** Takes everything that vaults owe the wallet. */
export async function collectEverything(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Collect everything' }).click();
}

/** Takes everything that the vault of this name owes the wallet. */
export async function collectFrom(page: Page, vault: string): Promise<void> {
  await page.getByRole('article', { name: vault }).getByRole('button', { name: 'Collect', exact: true }).click();
}
