/** Networks that are lost for a while. */
import type { Page } from 'playwright-core';
import { afterEach, expect, test } from 'vitest';

import type { Window, WindowOptions } from '../browser.ts';
import { balancesOf, changes } from '../check/balances.ts';
import { settled } from '../check/page.ts';
import { perform } from '../check/perform.ts';
import { keep } from '../check/screenshot.ts';
import { agree, announced, failure } from '../pages/dialog.ts';
import { connectWallet } from '../pages/shell.ts';
import { bid } from '../pages/vault.ts';
import { setStage } from '../stage.ts';

const stage = setStage();
/** A page asks again after some seconds, and a browser takes its time to give up. */
const PATIENT = { timeout: 60_000 };

afterEach(() => stage.localnet.mend());

const auction = () => `/vault/${stage.localnet.vaults?.auction.address}`;
const lost = (page: Page) => page.getByText('The connection to the network is lost');

async function windowOf(wallet: NonNullable<WindowOptions['wallet']>): Promise<Window> {
  const window = await stage.open({ wallet });
  await window.visit(auction());
  await connectWallet(window.page);
  await settled(window.page);
  return window;
}

test('a page that loses its network says so, keeps what it has, and goes on by itself', async () => {
  const { page } = await windowOf('dan');
  await stage.localnet.cut();
  await lost(page).first().waitFor(PATIENT);
  await keep(page, 'connection-lost');
  await page.getByRole('heading', { level: 1, name: /Lantern/ }).waitFor();
  expect(await page.getByRole('table', { name: /Bids/ }).isVisible()).toBe(true);

  await stage.localnet.mend();
  await lost(page)
    .first()
    .waitFor({ state: 'hidden', ...PATIENT });
  // What others do arrives again.
  const ana = await windowOf('ana');
  await perform(stage.localnet, ana.page, 'ana', () => bid(ana.page, { price: '7,777' }));
  await page.getByRole('cell', { name: /7,777/ }).first().waitFor(PATIENT);
});

test('a page opened without a network says what it cannot read, and reads it once there is one', async () => {
  const { page, visit } = await stage.open();
  await stage.localnet.cut();
  await visit('/');
  const unread = page.getByRole('alert').filter({ hasText: /vaults could not be read/i });
  await unread.waitFor(PATIENT);
  await keep(page, 'explore-without-network');
  await stage.localnet.mend();
  await unread.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('link', { name: /Lantern/ }).waitFor(PATIENT);
  await unread.waitFor({ state: 'hidden' });
});

test('an action that cannot be sent says so, changes nothing, and can be tried again', async () => {
  const { page } = await windowOf('cleo');
  const { address } = stage.localnet.wallets.cleo;
  const before = await balancesOf(stage.localnet, address);
  await bid(page, { price: '10,000' });
  await announced(page);
  await stage.localnet.cut();
  await agree(page);
  const said = await failure(page);
  await keep(page, 'sending-without-network', false);
  expect(said).toMatch(/does not answer|connection|reach/i);
  expect(said).not.toMatch(/undefined|\[object|at .*\.js:|Failed to fetch/);
  expect(changes(before, await balancesOf(stage.localnet, address))).toEqual({});
  await stage.localnet.mend();
  await perform(stage.localnet, page, 'cleo', () => page.getByRole('button', { name: 'Try again' }).click());
});
