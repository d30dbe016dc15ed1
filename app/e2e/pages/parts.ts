/** The parts of a vault's page: its tabs. What is done there leads to the dialog. */
import type { Locator, Page } from 'playwright-core';

/** Turns to a part. */
export async function turnTo(
  page: Page,
  part: 'Income' | 'Votes' | 'Licences' | 'History' | 'Terms and risks',
): Promise<void> {
  await page.getByRole('tab', { name: part }).click();
}

/** Pays income in: of the mint of the prices, if none of the others that the vault takes is named. */
export async function payIncome(page: Page, amount: string, token?: string): Promise<void> {
  if (token) await pick(page, 'Token', token);
  await page.getByRole('textbox', { name: 'Income', exact: true }).fill(amount);
  await page.getByRole('button', { name: 'Pay income in' }).click();
}

/** Adds a mint that income can be in, as the curator. */
export async function addIncomeMint(page: Page, mint: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Mint', exact: true }).fill(mint);
  await page.getByRole('button', { name: 'Add the token' }).click();
}

/** Lowers the fee of the sale to so many per cent, as the curator. */
export async function lowerFee(page: Page, fee: string): Promise<void> {
  await page.getByLabel('New fee, in %').fill(fee);
  await page.getByRole('button', { name: 'Lower the fee' }).click();
}

/** The card of a proposal. */
export function proposalOf(page: Page, number: number): Locator {
  return page.getByRole('article', { name: new RegExp(`^Proposal ${number}:`) });
}

/** The card of a licence. */
export function licenseOf(page: Page, number: number): Locator {
  return page.getByRole('article', { name: `Licence ${number}`, exact: true });
}

/** Presses a button of a card. */
export async function press(card: Locator, name: string): Promise<void> {
  await card.getByRole('button', { name, exact: true }).click();
}

/** Something outside the chain, and the hash of it. */
export type Text = { readonly uri: string; readonly hash: string };

export type License = Text & {
  readonly licensee: string;
  /** For each term, as people write it. */
  readonly fee: string;
  readonly days: string;
};

/** Proposes to grant a licence. */
export async function proposeLicense(page: Page, { licensee, uri, hash, fee, days }: License): Promise<void> {
  await choose(page, 'Grant a licence');
  await page.getByLabel('Address of the licensee').fill(licensee);
  await page.getByLabel('Where the terms are (URI)').fill(uri);
  await page.getByLabel('SHA-256 hash of the text').fill(hash);
  await page.getByLabel('Fee for each term').fill(fee);
  await page.getByLabel('Length of a term, in days').fill(days);
  await submit(page);
}

/** Proposes to record a decision. */
export async function proposeDecision(page: Page, { uri, hash }: Text): Promise<void> {
  await choose(page, 'Record a decision');
  await page.getByLabel('Where the text is (URI)').fill(uri);
  await page.getByLabel('SHA-256 hash of the text').fill(hash);
  await submit(page);
}

/** Proposes another curator. */
export async function proposeCurator(page: Page, { curator, fee }: { curator: string; fee: string }): Promise<void> {
  await choose(page, 'Change the curator');
  await page.getByLabel('Address of the new curator').fill(curator);
  await page.getByLabel('Fee of a sale, in %').fill(fee);
  await submit(page);
}

/** Proposes another length of the auction; the other terms stay. */
export async function proposeAuctionLength(page: Page, days: string): Promise<void> {
  await choose(page, 'Change the auction terms');
  await page.getByLabel('Length of the auction, in days').fill(days);
  await submit(page);
}

/** Proposes a further mint of income. */
export async function proposeIncomeMint(page: Page, mint: string): Promise<void> {
  await choose(page, 'Take income in a further mint');
  await page.getByLabel('Mint of the token').fill(mint);
  await submit(page);
}

/** Proposes to end a licence that runs. */
export async function proposeEnd(page: Page, license: RegExp): Promise<void> {
  await choose(page, 'End a licence');
  await pick(page, 'Licence', license);
  await submit(page);
}

function choose(page: Page, kind: string): Promise<void> {
  return pick(page, 'What is to be decided', kind);
}

async function pick(page: Page, label: string, option: string | RegExp): Promise<void> {
  await page.getByRole('combobox', { name: label, exact: true }).click();
  await page.getByRole('option', { name: option }).click();
}

async function submit(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Propose', exact: true }).click();
}

/** Closes the records of proposals and votes that are over. */
export async function closeRecords(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Close records that are over' }).click();
}
