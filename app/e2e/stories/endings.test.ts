/** How offers and vaults end; every balance as it was announced. */
import type { Address } from '@solana/kit';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';

import { balancesOf } from '../check/balances.ts';
import { perform } from '../check/perform.ts';
import type { NftName, VaultName, WalletName } from '../network/description.ts';
import { timeOf, travelTo } from '../network/localnet.ts';
import { close, reclaim, takeEverything } from '../pages/leaving.ts';
import { acceptOffer, makeOffer } from '../pages/offer.ts';
import { fillOpening, giveUp, review } from '../pages/open.ts';
import { collectFrom } from '../pages/portfolio.ts';
import { bid, settle, withdrawBid } from '../pages/vault.ts';
import { setStage } from '../stage.ts';

const stage = setStage();
const PATIENT = { timeout: 60_000 };
const DAY = 86_400n;

const does = (page: Page, wallet: WalletName, press: () => Promise<void>) =>
  perform(stage.localnet, page, wallet, press);

/** A sample vault, with the route to it. */
function sample(name: VaultName) {
  const { vaults } = stage.localnet;
  if (!vaults) throw new Error('the network has no sample vaults');
  const [nft] = vaults[name].nfts;
  if (!nft) throw new Error(`the vault ${name} has no NFT`);
  return { ...vaults[name], nft, route: `/vault/${vaults[name].address}` };
}

async function has(wallet: WalletName, nft: Address): Promise<boolean> {
  const { localnet } = stage;
  return (await balancesOf(localnet, localnet.wallets[wallet].address)).get(nft) === 1n;
}

async function isThere(account: Address): Promise<boolean> {
  const { value } = await stage.localnet.rpc
    .getAccountInfo(account, { commitment: 'confirmed', encoding: 'base64' })
    .send();
  return value !== null;
}

/** Opens a vault with prices in SOL, and stays on its page. */
async function openInSol(kind: NftName, symbol: string): Promise<Page> {
  const { name } = stage.localnet.nfts[kind];
  const page = await stage.windowOf('owner', '/open');
  await fillOpening(page, { nft: name, name: `${name} for SOL`, symbol, coin: 'SOL', price: '20' });
  await does(page, 'owner', () => review(page));
  await page.waitForURL(/#\/vault\/\w+$/, PATIENT);
  await page.getByRole('heading', { level: 1, name: `${name} for SOL` }).waitFor(PATIENT);
  return page;
}

test('an offer gives way to a better one, which starts the auction after its window', async () => {
  const { route } = sample('offered');
  const ben = await stage.windowOf('ben', route);
  const dan = await stage.windowOf('dan', route);
  await does(ben, 'ben', () => makeOffer(ben, '700'));
  await does(dan, 'dan', () => withdrawBid(dan));
  await travelTo(stage.localnet, (await timeOf(stage.localnet)) + 15n * DAY);
  await dan.getByRole('button', { name: 'Accept it and start the auction' }).waitFor(PATIENT);
  await does(dan, 'dan', () => acceptOffer(dan));
  await ben.getByText('It is the best one, and stays in escrow.').waitFor(PATIENT);
  await ben.getByRole('heading', { name: 'Your bid' }).waitFor(PATIENT);
});

test('a vault that is sold pays a holder on its page, and an artist in the portfolio', async () => {
  const { route, name } = sample('sold');
  const ana = await stage.windowOf('ana', route);
  await does(ana, 'ana', () => takeEverything(ana));
  await ana.getByText('The vault owes you nothing.').waitFor(PATIENT);
  const artist = await stage.windowOf('artist', '/portfolio');
  await does(artist, 'artist', () => collectFrom(artist, name));
  // The royalties of the NFT are there still, for the studio; those of the artist are not.
  const there = await stage.windowOf('artist', route);
  await there.getByText('The vault owes you nothing.').waitFor(PATIENT);
});

test('a vault that is reclaimed gives the NFT out, and is closed', async () => {
  const { route, address, nft } = sample('reclaimed');
  const owner = await stage.windowOf('owner', route);
  await does(owner, 'owner', () => takeEverything(owner));
  expect(await has('owner', nft)).toBe(true);
  await does(owner, 'owner', () => close(owner));
  expect(await isThere(address)).toBe(false);
});

test('a draft is given up: the NFT comes back, and the vault is closed', async () => {
  const { address, nft } = sample('draft');
  const owner = await stage.windowOf('owner', '/open');
  await does(owner, 'owner', () => giveUp(owner));
  expect(await has('owner', nft)).toBe(true);
  expect(await isThere(address)).toBe(false);
});

test('a vault for SOL is reclaimed by the holder of everything', async () => {
  const owner = await openInSol('plain', 'PSOL');
  await does(owner, 'owner', () => reclaim(owner));
  expect(await has('owner', stage.localnet.nfts.plain.mint)).toBe(true);
});

test('an NFT of Token-2022 is named as such, goes into a vault, is shown there and comes back', async () => {
  const { name, mint } = stage.localnet.nfts.token2022;
  const choosing = await stage.windowOf('owner', '/open');
  await choosing.getByRole('checkbox', { name, exact: true }).getByText('Token-2022 NFT').waitFor(PATIENT);
  const owner = await openInSol('token2022', 'TSOL');
  expect(await has('owner', mint)).toBe(false);
  await owner.getByText('Token-2022 NFT').first().waitFor(PATIENT);
  // Its picture, of which the mint says where it is.
  await owner.locator(`img[alt="${name}"]`).first().waitFor(PATIENT);
  await does(owner, 'owner', () => reclaim(owner));
  expect(await has('owner', mint)).toBe(true);
});

test('a vault for SOL takes bids in SOL, gives them back, and pays out in SOL', async () => {
  const owner = await openInSol('programmable', 'QSOL');
  const dan = await stage.windowOf('dan', new URL(owner.url()).hash.slice(1));
  await does(dan, 'dan', () => bid(dan, { price: '20' }));
  await does(owner, 'owner', () => bid(owner, { price: '25', fractions: '4,000' }));
  await does(dan, 'dan', () => withdrawBid(dan));
  await travelTo(stage.localnet, (await timeOf(stage.localnet)) + 5n * DAY);
  const settled = await does(dan, 'dan', () => settle(dan));
  expect(settled.text).toContain('The vault is sold for 25 SOL');
  // The fractions that were not in the bid are redeemed; those in it are burned.
  const taken = await does(owner, 'owner', () => takeEverything(owner));
  expect(taken.text).toContain('Share of the proceeds');
  await owner.getByText('The vault owes you nothing.').waitFor(PATIENT);
  expect(await has('owner', stage.localnet.nfts.programmable.mint)).toBe(true);
});
