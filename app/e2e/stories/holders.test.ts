/** What holders do with a vault while it is theirs: ask, decide together, lend, and earn; every balance as it was announced. */
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';

import { balancesOf } from '../check/balances.ts';
import { perform } from '../check/perform.ts';
import { keep } from '../check/screenshot.ts';
import type { WalletName } from '../network/description.ts';
import { timeOf, travelTo } from '../network/localnet.ts';
import { announced, closeDialog } from '../pages/dialog.ts';
import {
  closeRecords,
  licenseOf,
  payIncome,
  press,
  proposalOf,
  proposeDecision,
  proposeLicense,
  turnTo,
} from '../pages/parts.ts';
import { askNothing, claimIncome, dismissDelegate, nameDelegate, setAsk, unstake } from '../pages/position.ts';
import { setStage } from '../stage.ts';

const stage = setStage();
const PATIENT = { timeout: 60_000 };
const HOUR = 3_600n;
const DAY = 24n * HOUR;
/** Of the first proposals of the story; the vault has had two before. */
const LICENSE = 2;
const DECISION = 3;
const HASH = '5a'.repeat(32);

let now = 0n;

beforeAll(async () => {
  now = await timeOf(stage.localnet);
});

/** A window of this wallet on the page of the vault. */
async function windowOf(wallet: WalletName): Promise<Page> {
  const { vaults } = stage.localnet;
  if (vaults === null) throw new Error('the network has no vaults');
  return stage.windowOf(wallet, `/vault/${vaults.active.address}`);
}

const does = (page: Page, wallet: WalletName, act: () => Promise<void>) => perform(stage.localnet, page, wallet, act);

test('a staker asks another price, and has a delegate', async () => {
  const page = await windowOf('ana');
  const asked = await does(page, 'ana', () => setAsk(page, '950'));
  expect(asked.text).toMatch(/The reserve (moves|stays)/);
  const own = page.getByRole('region', { name: 'Your position' });
  await own.getByText(/^952\.380952\sUSDC for the whole vault/).waitFor(PATIENT);
  await does(page, 'ana', () => askNothing(page));
  await does(page, 'ana', () => nameDelegate(page, stage.localnet.wallets.cleo.address));
  await does(page, 'ana', () => dismissDelegate(page));
  await page.getByRole('button', { name: 'Dismiss the delegate' }).waitFor({ state: 'hidden' });
});

test('a staker is told that income flows on while the claim of it is read', async () => {
  const page = await windowOf('ana');
  await claimIncome(page);
  const { text } = await announced(page);
  expect(text).toContain('comes on top');
  await closeDialog(page);
});

test('anybody pays income in', async () => {
  const page = await windowOf('sponsor');
  await turnTo(page, 'Income');
  await does(page, 'sponsor', () => payIncome(page, '70'));
});

test('holders propose and vote, in sight of each other, and change their minds', async () => {
  const [ana, ben] = [await windowOf('ana'), await windowOf('ben')];
  await turnTo(ana, 'Votes');
  await turnTo(ben, 'Votes');
  const licensee = stage.localnet.wallets.studio.address;
  const terms = { uri: 'https://example.com/print.txt', hash: HASH };
  await does(ana, 'ana', () => proposeLicense(ana, { licensee, fee: '50', days: '10', ...terms }));
  await does(ben, 'ben', () => proposeDecision(ben, { uri: 'https://example.com/insurance.txt', hash: HASH }));

  await does(ana, 'ana', () => press(proposalOf(ana, LICENSE), 'Vote yes'));
  await does(ben, 'ben', () => press(proposalOf(ben, LICENSE), 'Vote no'));
  await proposalOf(ana, LICENSE).getByText('no 1,100').waitFor(PATIENT);
  await does(ana, 'ana', () => press(proposalOf(ana, DECISION), 'Vote no'));
  await does(ana, 'ana', () => press(proposalOf(ana, DECISION), 'Withdraw the vote'));
  await does(ana, 'ana', () => press(proposalOf(ana, DECISION), 'Vote yes'));
  await proposalOf(ben, DECISION).getByText('It would pass now.').waitFor(PATIENT);
  await keep(ben, 'votes');
});

test('what they decided is executed by anybody, and the records of it are closed', async () => {
  await travelTo(stage.localnet, now + 4n * DAY + HOUR);
  const dan = await windowOf('dan');
  await turnTo(dan, 'Votes');
  for (const number of [LICENSE, DECISION]) {
    await does(dan, 'dan', () => press(proposalOf(dan, number), 'Execute'));
    await proposalOf(dan, number).getByText('executed', { exact: true }).waitFor(PATIENT);
  }
  const ana = await windowOf('ana');
  await turnTo(ana, 'Votes');
  await does(ana, 'ana', () => closeRecords(ana));
  await ana.getByText('There is no proposal.').waitFor(PATIENT);
});

test('who got a licence takes it, and renews it', async () => {
  const page = await windowOf('studio');
  await turnTo(page, 'Licences');
  const card = licenseOf(page, LICENSE);
  await does(page, 'studio', () => press(card, 'Take the licence'));
  await card.getByText('runs', { exact: true }).waitFor(PATIENT);
  await does(page, 'studio', () => press(card, 'Renew by a term'));
  await card.getByRole('button', { name: 'Renew by a term' }).waitFor({ state: 'hidden' });
  await keep(page, 'licences');
});

test('stakers claim what they earned, and leave', async () => {
  const { localnet } = stage;
  // All income has been released by then: what is claimed does not grow while somebody reads the quote.
  await travelTo(localnet, now + 12n * DAY);
  const ana = await windowOf('ana');
  const claimed = await does(ana, 'ana', () => claimIncome(ana));
  expect(claimed.text).not.toContain('comes on top');
  await does(ana, 'ana', () => unstake(ana, '1,000'));
  const ben = await windowOf('ben');
  await does(ben, 'ben', () => unstake(ben, '1,100'));
  // The stake is empty: its account is closed with the claim.
  await does(ben, 'ben', () => claimIncome(ben));
  await ben.getByRole('heading', { name: 'Your stake' }).waitFor({ state: 'hidden', ...PATIENT });
  const has = await balancesOf(localnet, localnet.wallets.ben.address);
  expect([...has.values()]).toContain(1_100_000_000n);
});

test('a licence that is over is closed, for the rent of it', async () => {
  await travelTo(stage.localnet, now + 30n * DAY);
  const page = await windowOf('studio');
  await turnTo(page, 'Licences');
  const card = licenseOf(page, LICENSE);
  await does(page, 'studio', () => press(card, 'Close its account'));
  await card.waitFor({ state: 'hidden', ...PATIENT });
});
