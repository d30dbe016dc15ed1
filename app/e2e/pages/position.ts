/** What a holder does with the own stake, on the page of its vault. Each leads to the dialog. */
import type { Page } from 'playwright-core';

/** Sets what the own stake asks for the whole vault. */
export async function setAsk(page: Page, price: string): Promise<void> {
  await page.getByLabel('Your ask, for the whole vault').fill(price);
  await page.getByRole('button', { name: 'Set the ask' }).click();
}

/** Takes the ask of the own stake back. */
export async function askNothing(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Ask nothing' }).click();
}

/** Stakes fractions beside those that are staked, or without an ask. */
export async function stake(page: Page, amount: string): Promise<void> {
  await page.getByLabel('Stake', { exact: true }).fill(amount);
  await page.getByRole('button', { name: 'Stake', exact: true }).click();
}

/** Lets another wallet ask and vote with the own stake. */
export async function nameDelegate(page: Page, wallet: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Delegate' }).fill(wallet);
  await page.getByRole('button', { name: 'Name the delegate' }).click();
}

/** Takes that back. */
export async function dismissDelegate(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Dismiss the delegate' }).click();
}

/** Claims what the own stake has earned. */
export async function claimIncome(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Claim the income' }).click();
}

/** Takes fractions out of the own stake. */
export async function unstake(page: Page, amount: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Unstake' }).fill(amount);
  await page.getByRole('button', { name: 'Unstake' }).click();
}
