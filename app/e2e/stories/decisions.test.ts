/** Everything that holders can decide, and income in several tokens; every balance as it was announced. */
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';

import { perform } from '../check/perform.ts';
import type { WalletName } from '../network/description.ts';
import { timeOf, travelTo } from '../network/localnet.ts';
import { cancelDraft } from '../pages/leaving.ts';
import {
  addIncomeMint,
  closeRecords,
  licenseOf,
  lowerFee,
  payIncome,
  press,
  proposalOf,
  proposeAuctionLength,
  proposeCurator,
  proposeEnd,
  proposeIncomeMint,
  turnTo,
} from '../pages/parts.ts';
import { stake } from '../pages/position.ts';
import { setStage } from '../stage.ts';

const stage = setStage();
const PATIENT = { timeout: 60_000 };
const HOUR = 3_600n;
const DAY = 24n * HOUR;
/** The licence that runs from the start on. */
const LICENSE = 0;
/** The first proposal of the story; the vault has had two before. */
const FIRST = 2;

let now = 0n;

beforeAll(async () => {
  now = await timeOf(stage.localnet);
});

function vaultOf(name: 'active' | 'draft' | 'offered' | 'sold') {
  const { vaults } = stage.localnet;
  if (vaults === null) throw new Error('the network has no vaults');
  return vaults[name];
}

/** A window of this wallet on the page of the vault. */
function windowOf(wallet: WalletName): Promise<Page> {
  return stage.windowOf(wallet, `/vault/${vaultOf('active').address}`);
}

const does = (page: Page, wallet: WalletName, act: () => Promise<void>) => perform(stage.localnet, page, wallet, act);

test('the curator adds a token that income can be in, anybody pays it in, and the history tells both', async () => {
  const offered = vaultOf('offered');
  const page = await windowOf('owner');
  await turnTo(page, 'Income');
  await does(page, 'owner', () => addIncomeMint(page, offered.fractionMint));
  await does(page, 'owner', () => payIncome(page, '12.5', offered.symbol));
  await turnTo(page, 'History');
  await page.getByText(`paid in 12.5 ${offered.symbol} as income`).waitFor(PATIENT);
});

test('the curator lowers its fee, which the terms and the history tell, until there is none', async () => {
  const page = await stage.windowOf('owner', `/vault/${vaultOf('offered').address}`);
  await turnTo(page, 'Terms and risks');
  const lowered = await does(page, 'owner', () => lowerFee(page, '1.25'));
  expect(lowered.text).toContain('Your fee falls from 2 % to 1.25 % of the cash of the sale');
  await page.getByText('Fee of the curator: 1.25 %').waitFor(PATIENT);
  await does(page, 'owner', () => lowerFee(page, '0'));
  await page.getByLabel('New fee, in %').waitFor({ state: 'hidden', ...PATIENT });
  await turnTo(page, 'History');
  await page.getByText('lowered its fee from 1.25 % to 0 %').waitFor(PATIENT);
});

test('a holder proposes each kind of decision, and votes for them', async () => {
  const page = await windowOf('ana');
  await turnTo(page, 'Votes');
  const { cleo } = stage.localnet.wallets;
  await does(page, 'ana', () => proposeCurator(page, { curator: cleo.address, fee: '1.5' }));
  await does(page, 'ana', () => proposeAuctionLength(page, '5'));
  await does(page, 'ana', () => proposeIncomeMint(page, vaultOf('sold').fractionMint));
  await does(page, 'ana', () => proposeEnd(page, new RegExp(`^Licence ${LICENSE} `)));
  for (const number of [FIRST, FIRST + 1, FIRST + 2, FIRST + 3]) {
    await does(page, 'ana', () => press(proposalOf(page, number), 'Vote yes'));
  }
});

test('another holder stakes to vote', async () => {
  const page = await windowOf('cleo');
  await does(page, 'cleo', () => stake(page, '100'));
  await turnTo(page, 'Votes');
  await does(page, 'cleo', () => press(proposalOf(page, FIRST), 'Vote no'));
});

test('what they decided takes effect', async () => {
  await travelTo(stage.localnet, now + 4n * DAY + HOUR);
  const page = await windowOf('dan');
  await turnTo(page, 'Votes');
  for (const number of [FIRST, FIRST + 1, FIRST + 2, FIRST + 3]) {
    await does(page, 'dan', () => press(proposalOf(page, number), 'Execute'));
    await proposalOf(page, number).getByText('executed', { exact: true }).waitFor(PATIENT);
  }
  await turnTo(page, 'Licences');
  await licenseOf(page, LICENSE).getByText('yes: it is not renewed').waitFor(PATIENT);
  await turnTo(page, 'Terms and risks');
  await page.getByText('Length of the auction: 5 days').waitFor(PATIENT);
  await page.getByText('Fee of the curator: 1.5 %').waitFor(PATIENT);
});

test('who voted gets the rent of it back, even if somebody else has closed the proposal', async () => {
  const ana = await windowOf('ana');
  await turnTo(ana, 'Votes');
  await does(ana, 'ana', () => closeRecords(ana));
  await ana.getByText('There is no proposal.').waitFor(PATIENT);
  // Ana's transactions know of the votes of those who proposed: hers.
  const cleo = await windowOf('cleo');
  await turnTo(cleo, 'Votes');
  await does(cleo, 'cleo', () => closeRecords(cleo));
  await cleo.getByRole('button', { name: 'Close records that are over' }).waitFor({ state: 'hidden', ...PATIENT });
});

test('a draft is cancelled on its page', async () => {
  const draft = vaultOf('draft');
  const page = await stage.windowOf('owner', `/vault/${draft.address}`);
  const cancelled = await does(page, 'owner', () => cancelDraft(page));
  expect(cancelled.text).toContain('The vault is closed with it.');
});
