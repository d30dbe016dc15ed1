/** The page of a vault: its offerings. Each step leads to the dialog. */
import type { Locator, Page } from 'playwright-core';

export type Offering = {
  /** Fractions, as people write them. */
  readonly amount: string;
  /** Of the whole vault, at the start. */
  readonly price: string;
  /** What it falls to; the same all the time where nothing is said. */
  readonly endPrice?: string;
  /** Hours until it starts; at once where nothing is said. */
  readonly startsIn?: string;
  /** Days that it sells. */
  readonly lasts: string;
  readonly limit?: string;
  readonly minimum?: string;
};

/** Opens an offering, as the creator. */
export async function openOffering(page: Page, offering: Offering): Promise<void> {
  const { amount, price, endPrice, startsIn, lasts, limit, minimum } = offering;
  const form = page.getByRole('region', { name: 'Offer fractions to all' });
  await form.getByLabel('Fractions to offer').fill(amount);
  if (endPrice === undefined) {
    await form.getByLabel('Price of the offering, for the whole vault').fill(price);
  } else {
    await form.getByLabel('The price falls evenly until the end').check();
    await form.getByLabel('Price at the start, for the whole vault').fill(price);
    await form.getByLabel('Price at the end, for the whole vault').fill(endPrice);
  }
  if (startsIn !== undefined) await form.getByLabel('Starts in, in hours').fill(startsIn);
  await form.getByLabel('Sells for, in days').fill(lasts);
  if (limit !== undefined) await form.getByLabel('Limit of a buyer').fill(limit);
  if (minimum !== undefined) await form.getByLabel('Minimum to be raised').fill(minimum);
  await form.getByRole('button', { name: 'Open the offering' }).click();
}

/** The card of an offering. */
export function offeringOf(page: Page, number: number): Locator {
  return page.getByRole('article', { name: `Offering ${number}`, exact: true });
}

/** Buys fractions of the offering that sells. */
export async function buyFractions(page: Page, amount: string): Promise<void> {
  await page.getByLabel('Fractions to buy').fill(amount);
  await page.getByRole('button', { name: 'Buy fractions' }).click();
}

/** Takes what was bought, or the cash back. */
export async function claimPurchase(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Claim the purchase' }).click();
}

/** Pays the creator of an offering that is over, and closes it. */
export async function closeOffering(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Close the offering' }).click();
}

/** Calls an offering off in which nothing is sold. */
export async function callOff(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Call the offering off' }).click();
}
