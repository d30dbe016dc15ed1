/** The page of a vault: offers below its reserve. Each step leads to the dialog. */
import type { Page } from 'playwright-core';

/** Offers a price for the whole vault. */
export async function makeOffer(page: Page, price: string): Promise<void> {
  await page.getByLabel('Your bid, for the whole vault').fill(price);
  await page.getByRole('button', { name: 'Make an offer' }).click();
}

/** Accepts the offer that stands, once that is possible. */
export async function acceptOffer(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Accept it and start the auction' }).click();
}
