/** The page of a vault: its forms, filled in as people do. Each leads to the dialog. */
import type { Page } from 'playwright-core';

export type Bid = {
  /** Of the whole vault. */
  readonly price: string;
  /** Own fractions in it. */
  readonly fractions?: string;
};

/** Bids, or raises the own bid. */
export async function bid(page: Page, { price, fractions }: Bid): Promise<void> {
  await page.getByLabel(/^Your (new )?bid, for the whole vault/).fill(price);
  if (fractions) await page.getByLabel('Own fractions in it').fill(fractions);
  await page.getByRole('button', { name: /^(Bid and start the auction|Place the bid)$/ }).click();
}

/** Settles an auction that is over. */
export async function settle(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Settle', exact: true }).click();
}

/** Takes back a bid that does not lead. */
export async function withdrawBid(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Take it back' }).click();
}

/** Stakes fractions, and asks a price for the whole vault with them. */
export async function stakeAndAsk(page: Page, { amount, ask }: { amount: string; ask: string }): Promise<void> {
  await page.getByLabel('Stake', { exact: true }).fill(amount);
  await page.getByLabel('Your ask, for the whole vault').fill(ask);
  await page.getByRole('button', { name: 'Stake and ask' }).click();
}
