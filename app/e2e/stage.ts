/** What every test file needs: a network of its own, a browser, and windows that are closed after each test. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';

import { type Window, type WindowOptions, launch, openWindow } from './browser.ts';
import { settled } from './check/page.ts';
import type { WalletName } from './network/description.ts';
import { type Localnet, startLocalnet } from './network/localnet.ts';
import { connectWallet } from './pages/shell.ts';

/** The first start of a local network builds its engine. */
const START_MS = 40 * 60_000;

export type Stage = {
  readonly localnet: Localnet;
  /** Opens a window with the app set to the network. */
  readonly open: (options?: WindowOptions) => Promise<Window>;
  /** Opens a window of this wallet, connected, on this route. */
  readonly windowOf: (wallet: WalletName, route: string) => Promise<Page>;
};

/** Sets the stage for the tests of a file: what it returns can be used inside of them. */
export function setStage(): Stage {
  const windows: Window[] = [];
  let started: { localnet: Localnet; browser: Browser } | null = null;
  const there = () => {
    if (started === null) throw new Error('the stage is only there inside of tests');
    return started;
  };

  beforeAll(async () => {
    const [localnet, browser] = await Promise.all([startLocalnet(), launch()]);
    started = { localnet, browser };
  }, START_MS);

  afterEach(async () => {
    const faults = windows.flatMap(window => window.faults);
    await Promise.all(windows.splice(0).map(window => window.close()));
    expect(faults, 'uncaught errors, and what the content security policy stopped').toEqual([]);
  });

  afterAll(async () => {
    await started?.browser.close();
    await started?.localnet.stop();
  });

  const open: Stage['open'] = async options => {
    const { browser, localnet } = there();
    const window = await openWindow(browser, localnet, inject('origin'), options ?? {});
    windows.push(window);
    return window;
  };
  return {
    get localnet() {
      return there().localnet;
    },
    open,
    windowOf: async (wallet, route) => {
      const { page, visit } = await open({ wallet });
      await visit(route);
      await connectWallet(page);
      await settled(page);
      return page;
    },
  };
}
