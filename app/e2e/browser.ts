/** Debian's Chromium, and windows of it in which somebody uses the app. */
import { existsSync } from 'node:fs';

import { type Browser, type Page, chromium } from 'playwright-core';

import type { WalletName } from './network/description.ts';
import type { Localnet } from './network/localnet.ts';
import { type WalletOptions, injectWallet } from './wallet/inject.ts';

/** The browser; the variable names another one. */
const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** What wallet the test wallet says it is. */
export const WALLET = 'Test wallet';

export const DESKTOP = { width: 1280, height: 900 };
/** The narrowest screen that the app is made for. */
export const PHONE = { width: 360, height: 740 };

export type WindowOptions = {
  /** Whose key the wallet has; without it there is no wallet. */
  readonly wallet?: WalletName;
  /** The chains of the wallet. */
  readonly chains?: readonly string[];
  readonly colorScheme?: 'light' | 'dark';
  readonly viewport?: { readonly width: number; readonly height: number };
  /** The network that the app is set to, if not the test's own. */
  readonly outside?: Localnet['outside'];
};

/** A window with the app in it, and what happened in it so far. */
export type Window = {
  readonly page: Page;
  /** Errors that nothing caught, and what the policy stopped. */
  readonly faults: readonly string[];
  /** Methods called on RPC nodes, in order. */
  readonly calls: readonly string[];
  /** Opens a route of the app, such as `/portfolio`. */
  readonly visit: (route: string) => Promise<void>;
  readonly close: () => Promise<void>;
};

async function walletOf(localnet: Localnet, name: WalletName, chains: readonly string[]): Promise<WalletOptions> {
  const { address } = localnet.wallets[name];
  return { name: WALLET, address, key: [...(await localnet.keyOf(name))], chains };
}

/** Starts the browser, with a profile of its own that is thrown away. */
export function launch(): Promise<Browser> {
  if (!existsSync(CHROMIUM)) throw new Error(`${CHROMIUM} is missing: install Chromium, or name it in CHROMIUM`);
  return chromium.launch({ executablePath: CHROMIUM, headless: true, args: ARGS });
}

/** Opens a window, which shares nothing with others, with the app set to the network. */
export async function openWindow(
  browser: Browser,
  localnet: Localnet,
  origin: string,
  options: WindowOptions,
): Promise<Window> {
  const context = await browser.newContext({
    viewport: options.viewport ?? DESKTOP,
    colorScheme: options.colorScheme ?? 'light',
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(20_000);
  const cluster = { moniker: 'custom', chain: 'solana:localnet', ...(options.outside ?? localnet.outside) };
  // Once only: a network that is chosen in the app stays chosen.
  await context.addInitScript(([key, value]) => localStorage.getItem(key) ?? localStorage.setItem(key, value), [
    'mosaic.cluster',
    JSON.stringify(cluster),
  ] as const);
  if (options.wallet) {
    const chains = options.chains ?? ['solana:localnet', 'solana:devnet', 'solana:mainnet'];
    await context.addInitScript(injectWallet, await walletOf(localnet, options.wallet, chains));
  }
  const page = await context.newPage();
  return {
    page,
    ...listen(page),
    visit: async route => {
      await page.goto(`${origin}/#${route}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
    },
    close: () => context.close(),
  };
}

function listen(page: Page): Pick<Window, 'faults' | 'calls'> {
  const faults: string[] = [];
  const calls: string[] = [];
  page.on('pageerror', error => faults.push(`uncaught: ${error.message}`));
  page.on('console', message => {
    if (/Content.Security.Policy/i.test(message.text())) faults.push(message.text());
  });
  page.on('request', request => {
    if (request.method() !== 'POST') return;
    const body: unknown = request.postDataJSON();
    for (const call of [body].flat()) calls.push((call as { method?: string } | null)?.method ?? '');
  });
  return { faults, calls };
}

/** Tells the wallet how to answer from now on, until the page is loaded again. */
export async function tellWallet(page: Page, answer: 'approve' | 'reject' | 'disconnect'): Promise<void> {
  await page.evaluate(told => {
    window.testWallet.answer = told;
  }, answer);
}
