/** What is around every page: the network, the wallet. */
import type { Page } from 'playwright-core';

import { WALLET } from '../browser.ts';

/** Connects the test wallet. */
export async function connectWallet(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Connect', exact: true }).first().click();
  await page.getByRole('menuitem', { name: WALLET }).click();
  await page
    .getByRole('banner')
    .getByRole('button', { name: /^Wallet/ })
    .waitFor();
}

/** Chooses a node by its address. */
export async function useCustomNode(page: Page, { url, wsUrl }: { url: string; wsUrl: string }): Promise<void> {
  await page
    .getByRole('banner')
    .getByRole('button', { name: /^Network/ })
    .click();
  await page.getByRole('menuitem', { name: /Custom RPC/ }).click();
  await page.getByLabel('Address of the RPC node').fill(url);
  await page.getByLabel('Address for notifications').fill(wsUrl);
  await page.getByRole('button', { name: 'Use this node' }).click();
}
