/** Every page, as it is for everybody: in light and dark, on a phone, by axe, under the content security policy. */
import { expect, test } from 'vitest';

import { type Window, type WindowOptions, PHONE } from '../browser.ts';
import { accessibilityFaults, overflow, settled } from '../check/page.ts';
import { keep } from '../check/screenshot.ts';
import type { VaultName } from '../network/description.ts';
import { connectWallet } from '../pages/shell.ts';
import { setStage } from '../stage.ts';

const stage = setStage();

const STATUSES: readonly VaultName[] = ['draft', 'active', 'offered', 'auction', 'sold', 'reclaimed'];
const LOOKS: readonly (readonly [look: string, options: WindowOptions])[] = [
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['phone', { colorScheme: 'light', viewport: PHONE }],
];

/** Names and routes of the pages, as a wallet that has something everywhere sees them. */
function pages(): (readonly [name: string, route: string])[] {
  const { vaults } = stage.localnet;
  if (vaults === null) throw new Error('the network has no vaults');
  return [
    ['explore', '/'],
    ...STATUSES.map(name => [`vault-${name}`, `/vault/${vaults[name].address}`] as const),
    ['open', '/open'],
    ['portfolio', '/portfolio'],
    ['vault-unknown', `/vault/${stage.localnet.program}`],
    ['nowhere', '/nowhere'],
  ];
}

async function checkPage({ page, visit }: Window, look: string, [name, route]: readonly [string, string]) {
  await visit(route);
  await settled(page);
  await keep(page, `${name}-${look}`);
  expect.soft(await overflow(page), `pixels too wide: ${name}, ${look}`).toBe(0);
  expect.soft(await page.title(), `title: ${name}`).toMatch(/Mosaic/);
  expect.soft(await page.getByRole('heading', { level: 1 }).count(), `headings of level 1: ${name}`).toBe(1);
  expect.soft(await page.getByRole('main').count(), `main landmarks: ${name}`).toBe(1);
  expect.soft(await accessibilityFaults(page), `axe: ${name}, ${look}`).toEqual([]);
}

test.each(LOOKS)('every page is accessible, fits the screen and obeys the policy: %s', async (look, options) => {
  const window = await stage.open({ ...options, wallet: 'owner' });
  await window.visit('/');
  await connectWallet(window.page);
  for (const page of pages()) await checkPage(window, look, page);
});

test('so is every page for who has no wallet', async () => {
  const window = await stage.open();
  for (const page of pages()) await checkPage(window, 'nobody', page);
});

test('pages have the policy, and it stops scripts that are not the app’s own', async () => {
  const { page, visit, faults } = await stage.open();
  await visit('/');
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
  expect(policy).toMatch(/script-src 'self'(;|$)/);
  expect(policy).toMatch(/default-src '(self|none)'/);
  expect(policy).toMatch(/object-src 'none'|default-src 'none'/);
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'document.title = "taken over"';
    document.body.append(script);
  });
  expect(await page.title()).not.toBe('taken over');
  expect((faults as string[]).splice(0)).toEqual([expect.stringContaining('script-src')]);
});

test('everything can be reached by the keyboard, beginning with a way past the header', async () => {
  const { page, visit } = await stage.open();
  await visit('/');
  await settled(page);
  const reached: string[] = [];
  for (let step = 0; step < 40; step += 1) {
    await page.keyboard.press('Tab');
    const { name, outlined } = await page.evaluate(() => {
      const at = document.activeElement;
      const { outlineStyle, boxShadow } = getComputedStyle(at ?? document.body);
      const text = at?.getAttribute('aria-label') ?? at?.textContent ?? '';
      return {
        name: text.trim(),
        outlined: outlineStyle !== 'none' || boxShadow !== 'none' || at?.tagName === 'INPUT',
      };
    });
    expect(outlined, `focus is seen on "${name}"`).toBe(true);
    reached.push(name);
    if (name === 'Harbour, in parts') break;
  }
  expect(reached[0]).toMatch(/skip to/i);
  expect(reached).toContain('Connect');
  expect(reached.at(-1)).toBe('Harbour, in parts');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: /Harbour/ }).waitFor();
});
