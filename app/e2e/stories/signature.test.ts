/** Wallets that do not sign. */
import { beforeEach, describe, expect, test } from 'vitest';

import { type Window, tellWallet } from '../browser.ts';
import { balancesOf, changes } from '../check/balances.ts';
import { perform } from '../check/perform.ts';
import { keep } from '../check/screenshot.ts';
import { agree, announced, askedForWallet, closeDialog, failure } from '../pages/dialog.ts';
import { connectWallet } from '../pages/shell.ts';
import { bid } from '../pages/vault.ts';
import { setStage } from '../stage.ts';

const stage = setStage();
const SENT = 'sendTransaction';

describe('a bid', () => {
  let window: Window;

  beforeEach(async () => {
    const { vaults } = stage.localnet;
    window = await stage.open({ wallet: 'ana' });
    await window.visit(`/vault/${vaults?.auction.address}`);
    await connectWallet(window.page);
  });

  test('whose signature is rejected sends nothing, says so, and can be tried again', async () => {
    const { page, calls } = window;
    const { address } = stage.localnet.wallets.ana;
    const before = await balancesOf(stage.localnet, address);
    await bid(page, { price: '5,000' });
    await announced(page);
    await tellWallet(page, 'reject');
    await agree(page);
    const said = await failure(page);
    await keep(page, 'rejected', false);
    expect(said).toMatch(/reject|declin|not signed/i);
    expect(said).toMatch(/nothing (was|has been) sent/i);
    expect(said).not.toMatch(/undefined|\[object|at .*\.js:/);
    expect(calls).not.toContain(SENT);
    expect(changes(before, await balancesOf(stage.localnet, address))).toEqual({});

    await tellWallet(page, 'approve');
    await perform(stage.localnet, page, 'ana', () => page.getByRole('button', { name: 'Try again' }).click());
    expect(calls).toContain(SENT);
  });

  test('of a wallet that disconnects meanwhile sends nothing, and asks for a wallet', async () => {
    const { page, calls } = window;
    await bid(page, { price: '9,000' });
    await announced(page);
    await tellWallet(page, 'disconnect');
    await agree(page);
    expect(await askedForWallet(page)).toMatch(/connect a wallet/i);
    expect(calls).not.toContain(SENT);
    await closeDialog(page);
    await page.getByRole('button', { name: 'Connect', exact: true }).first().waitFor();
  });

  test('that is not confirmed in the dialog asks the wallet for nothing', async () => {
    const { page, calls } = window;
    await bid(page, { price: '9,000' });
    await announced(page);
    await closeDialog(page);
    expect(await page.evaluate(() => globalThis.window.testWallet.asked)).toBe(0);
    expect(calls).not.toContain(SENT);
  });
});
