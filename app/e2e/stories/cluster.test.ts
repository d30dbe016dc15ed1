/** Networks that are not the right one: without the program, without a node, not the wallet's; and how to change to another. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { settled } from '../check/page.ts';
import { keep } from '../check/screenshot.ts';
import { type Nowhere, startNowhere } from '../network/nowhere.ts';
import { connectWallet, useCustomNode } from '../pages/shell.ts';
import { setStage } from '../stage.ts';

const stage = setStage();
const PATIENT = { timeout: 60_000 };
let nowhere: Nowhere;

beforeAll(async () => {
  nowhere = await startNowhere();
});
afterAll(() => nowhere.stop());

test('a network without the program is told from one without vaults, and can be left', async () => {
  const { page, visit } = await stage.open({ outside: nowhere });
  await visit('/');
  const missing = page.getByRole('alert').filter({ hasText: /Mosaic is not on this network/i });
  await missing.waitFor(PATIENT);
  await keep(page, 'network-without-program');
  await useCustomNode(page, stage.localnet.outside);
  await page.getByRole('link', { name: /Harbour/ }).waitFor(PATIENT);
  await missing.waitFor({ state: 'hidden' });

  // It stays chosen.
  await page.reload();
  await page.getByRole('link', { name: /Harbour/ }).waitFor(PATIENT);
});

test('a vault that is not on the network is not shown as an empty one', async () => {
  const { page, visit } = await stage.open({ outside: nowhere });
  await visit(`/vault/${stage.localnet.vaults?.active.address}`);
  await page.getByRole('alert').first().waitFor(PATIENT);
  expect(await page.getByRole('button', { name: /bid/i }).count()).toBe(0);
});

test('an address that is no node’s is refused where it is entered', async () => {
  const { page, visit } = await stage.open();
  await visit('/');
  for (const url of ['not an address', 'ftp://node.example', 'http://node.example']) {
    await useCustomNode(page, { url, wsUrl: '' });
    await page.getByText(/Write an address that begins with https/).waitFor();
    await page.keyboard.press('Escape');
  }
  await page.getByRole('link', { name: /Harbour/ }).waitFor(PATIENT);
});

test('a wallet of other networks can look, says why it cannot sign, and is asked for nothing', async () => {
  const { page, visit } = await stage.open({ wallet: 'dan', chains: ['solana:mainnet'] });
  await visit(`/vault/${stage.localnet.vaults?.auction.address}`);
  await connectWallet(page);
  await settled(page);
  await page
    .getByText(/wallet does not sign for/i)
    .first()
    .waitFor();
  await keep(page, 'wallet-of-another-network');
  expect(await page.evaluate(() => window.testWallet.asked)).toBe(0);
});
