/** The page of a vault: what ends the part of a wallet in it, or the vault. Each step leads to the dialog. */
import type { Page } from 'playwright-core';

/** Takes everything that the vault owes the wallet. */
export async function takeEverything(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Redeem and take everything' }).click();
}

/** Burns every fraction for the NFTs. */
export async function reclaim(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Reclaim the vault' }).click();
}

/** Gives a draft up, and takes its NFTs back. */
export async function cancelDraft(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Cancel the draft' }).click();
}

/** Closes a vault that owes nothing. */
export async function close(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Close the vault' }).click();
}
