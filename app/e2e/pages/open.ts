/** The page that opens vaults. */
import type { Page } from 'playwright-core';

export type Opening = {
  /** Name of the NFT in the wallet. */
  readonly nft: string;
  readonly name: string;
  readonly symbol: string;
  /** What prices are in: SOL, or the mint of another coin. */
  readonly coin: string;
  /** Of the whole vault, as people write it. */
  readonly price: string;
};

/** Fills the form in, and asks for the review. */
export async function fillOpening(page: Page, { nft, name, symbol, coin, price }: Opening): Promise<void> {
  await page.getByRole('checkbox', { name: nft, exact: true }).click();
  await page.getByLabel('Name of the fractions').fill(name);
  await page.getByLabel('Symbol').fill(symbol);
  await chooseCoin(page, coin);
  await page.getByLabel('Opening price, for the whole vault').fill(price);
  await page.getByRole('table', { name: 'What will be created' }).waitFor();
}

export async function review(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Review and open' }).click();
}

async function chooseCoin(page: Page, coin: string): Promise<void> {
  const coins = page.getByRole('radiogroup', { name: 'Coin' });
  if (coin === 'SOL') return coins.getByText('SOL', { exact: true }).click();
  await coins.getByText('Another coin').click();
  await page.getByLabel('Mint of the coin').fill(coin);
}

/** Gives up the only opening that is not complete. */
export async function giveUp(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Give up' }).click();
}
