/** A creator sells fractions to many at once; every balance as it was announced. */
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';

import { accessibilityFaults, settled } from '../check/page.ts';
import { perform } from '../check/perform.ts';
import { keep } from '../check/screenshot.ts';
import type { WalletName } from '../network/description.ts';
import { timeOf, travelTo } from '../network/localnet.ts';
import {
  buyFractions,
  callOff,
  claimPurchase,
  closeOffering,
  type Offering,
  offeringOf,
  openOffering,
} from '../pages/offering.ts';
import { collectFrom } from '../pages/portfolio.ts';
import { setStage } from '../stage.ts';

const stage = setStage();
const PATIENT = { timeout: 60_000 };
const HOUR = 3_600n;
const DAY = 24n * HOUR;
/**
 * Of a fixed price, so that what is paid does not fall between the quote and the block: a fraction costs 0.11 USDC, more than it
 * asks.
 */
const FIXED: Offering = { amount: '1,000', price: '1,100', lasts: '2', limit: '600', minimum: '77' };

let now = 0n;

beforeAll(async () => {
  now = await timeOf(stage.localnet);
});

function vaultOf(name: 'active' | 'offered') {
  const { vaults } = stage.localnet;
  if (vaults === null) throw new Error('the network has no vaults');
  return vaults[name];
}

/** A window of this wallet on the page of a vault. */
function windowOf(wallet: WalletName, vault: 'active' | 'offered'): Promise<Page> {
  return stage.windowOf(wallet, `/vault/${vaultOf(vault).address}`);
}

const does = (page: Page, wallet: WalletName, act: () => Promise<void>) => perform(stage.localnet, page, wallet, act);

test('the creator of a vault offers fractions to all', async () => {
  const owner = await windowOf('owner', 'offered');
  const opened = await does(owner, 'owner', () => openOffering(owner, FIXED));
  expect(opened.text).toMatch(/A fraction costs 0\.11 \w+ all the time/);
  await offeringOf(owner, 0).getByText('sells', { exact: true }).waitFor(PATIENT);
  await owner.getByRole('region', { name: 'Offer fractions to all' }).waitFor({ state: 'hidden', ...PATIENT });
});

test('what is bought below the minimum waits, and is delivered once another buyer reaches it', async () => {
  const dan = await windowOf('dan', 'offered');
  const waiting = await does(dan, 'dan', () => buyFractions(dan, '300'));
  expect(waiting.text).toContain('you get all your cash back');
  expect(waiting.lines.filter(({ kind }) => kind === 'comes')).toEqual([]);
  await offeringOf(dan, 0).getByText('It is delivered once the minimum is raised', { exact: false }).waitFor(PATIENT);

  const ana = await windowOf('ana', 'offered');
  const certain = await does(ana, 'ana', () => buyFractions(ana, '400'));
  expect(certain.text).toMatch(/the vault is not sold below 1,100 /);
  await offeringOf(ana, 0).getByText('All of it is delivered.').waitFor(PATIENT);

  await dan.getByText('It is yours: take it whenever you like.').waitFor(PATIENT);
  // An offer of 600 stands, for which the vault is not sold any more.
  await dan.getByText('More was paid in the offering', { exact: false }).waitFor(PATIENT);
  await dan
    .getByText(/^The reserve is held up by what was paid in the offering, until .*; by the asks alone it is 1,000\s/)
    .waitFor(PATIENT);
  await dan.getByText(/^It cannot fall before .*: as much was paid in the offering/).waitFor();
  await settled(dan);
  expect(await accessibilityFaults(dan)).toEqual([]);
  await keep(dan, 'offering');
  await does(dan, 'dan', () => claimPurchase(dan));
  await offeringOf(dan, 0).getByText('All of it is delivered.').waitFor(PATIENT);
});

test('the creator is paid once it is over, by anybody, and gets the rent when all is claimed', async () => {
  const { name } = vaultOf('offered');
  await travelTo(stage.localnet, now + 2n * DAY + HOUR);
  const sponsor = await windowOf('sponsor', 'offered');
  const paid = await does(sponsor, 'sponsor', () => closeOffering(sponsor));
  expect(paid.text).toMatch(/It pays the creator 77 \w+ and 300 fractions/);
  await offeringOf(sponsor, 0).getByText('Purchases to be claimed').waitFor(PATIENT);

  const ana = await windowOf('ana', 'offered');
  await does(ana, 'ana', () => claimPurchase(ana));
  const dan = await stage.windowOf('dan', '/portfolio');
  await dan.getByText('delivered: only the rent of its account is left', { exact: false }).waitFor(PATIENT);
  await does(dan, 'dan', () => collectFrom(dan, name));
  const owner = await stage.windowOf('owner', '/portfolio');
  await owner.getByText('it succeeded: it can be closed', { exact: false }).waitFor(PATIENT);
  await does(owner, 'owner', () => collectFrom(owner, name));
  await owner.getByText('Your offering', { exact: true }).waitFor({ state: 'hidden', ...PATIENT });
});

test('an offering that misses its minimum pays back, and another one is called off', async () => {
  const { localnet } = stage;
  const owner = await windowOf('owner', 'active');
  await does(owner, 'owner', () =>
    openOffering(owner, { ...FIXED, amount: '500', lasts: '1', limit: '500', minimum: '50' }),
  );
  const ben = await windowOf('ben', 'active');
  await does(ben, 'ben', () => buyFractions(ben, '100'));

  await travelTo(localnet, (await timeOf(localnet)) + DAY + HOUR);
  await ben.getByText('The offering failed: take your cash back.').waitFor(PATIENT);
  const back = await does(ben, 'ben', () => claimPurchase(ben));
  expect(back.text).toContain('you get back all that you paid');
  const closed = await does(owner, 'owner', () => closeOffering(owner));
  expect(closed.text).toContain('Its accounts are closed');

  const falling = { amount: '500', price: '1,200', endPrice: '900', startsIn: '1', lasts: '1' };
  await does(owner, 'owner', () => openOffering(owner, falling));
  await offeringOf(owner, 1).getByText('not started', { exact: true }).waitFor(PATIENT);
  const calledOff = await does(owner, 'owner', () => callOff(owner));
  expect(calledOff.text).toContain('Nothing was sold in it');
  await offeringOf(owner, 1).waitFor({ state: 'hidden', ...PATIENT });
});
