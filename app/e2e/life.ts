/** The life of a vault, from the NFT in a wallet until everybody has what is theirs; every balance as it was announced. */
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';

import { balancesOf } from './check/balances.ts';
import { settled } from './check/page.ts';
import { perform } from './check/perform.ts';
import { keep } from './check/screenshot.ts';
import type { NftName, WalletName } from './network/description.ts';
import { travelTo } from './network/localnet.ts';
import { fillOpening, review } from './pages/open.ts';
import { collectEverything } from './pages/portfolio.ts';
import { bid, settle, stakeAndAsk, withdrawBid } from './pages/vault.ts';
import { setStage } from './stage.ts';

const PATIENT = { timeout: 60_000 };
const DAY = 86_400n;

/** Tells the life of a vault of one of the owner's NFTs, as the tests of a file. */
export function tellLife({ nft, name, symbol }: { nft: NftName; name: string; symbol: string }): void {
  const stage = setStage();
  const does = (page: Page, wallet: WalletName, press: () => Promise<void>) =>
    perform(stage.localnet, page, wallet, press);
  let route = '';
  let now = 0n;

  beforeAll(async () => {
    const slot = await stage.localnet.rpc.getSlot().send();
    now = BigInt((await stage.localnet.rpc.getBlockTime(slot).send()) ?? 0);
  });

  test('is opened by the owner of the NFT, who gets the fractions', async () => {
    const { localnet } = stage;
    const page = await stage.windowOf('owner', '/open');
    await fillOpening(page, {
      nft: name,
      name: `${name}, in parts`,
      symbol,
      coin: localnet.mints.usdc.address,
      price: '1,000',
    });
    await keep(page, `open-filled-${nft}`);
    await does(page, 'owner', () => review(page));
    await page.waitForURL(/#\/vault\/\w+$/, PATIENT);
    route = new URL(page.url()).hash.slice(1);
    await page.getByRole('heading', { level: 1, name: `${name}, in parts` }).waitFor(PATIENT);
    const has = await balancesOf(localnet, localnet.wallets.owner.address);
    expect(has.get(localnet.nfts[nft].mint) ?? 0n).toBe(0n);
    expect([...has.values()]).toContain(10_000_000_000n);
  });

  test('has a reserve once more than half of it asks less', async () => {
    const page = await stage.windowOf('owner', route);
    await does(page, 'owner', () => stakeAndAsk(page, { amount: '6,000', ask: '850' }));
    await settled(page);
    await keep(page, `asks-${nft}`);
  });

  test('is bid for, and outbid, in sight of the others', async () => {
    const owner = await stage.windowOf('owner', route);
    const dan = await stage.windowOf('dan', route);
    await does(dan, 'dan', () => bid(dan, { price: '900' }));
    await owner.getByRole('cell', { name: /^900/ }).first().waitFor(PATIENT);
    // With own fractions for a part of the cash.
    await does(owner, 'owner', () => bid(owner, { price: '1,000', fractions: '4,000' }));
    await dan
      .getByRole('cell', { name: /^1,000/ })
      .first()
      .waitFor(PATIENT);
    await does(dan, 'dan', () => withdrawBid(dan));
    await does(dan, 'dan', () => bid(dan, { price: '1,200' }));
    await keep(dan, `auction-${nft}`);
    await does(owner, 'owner', () => withdrawBid(owner));
  });

  test('is settled by anyone once the auction is over', async () => {
    const page = await stage.windowOf('ben', route);
    await travelTo(stage.localnet, now + 10n * DAY);
    await page.getByRole('button', { name: 'Settle' }).waitFor(PATIENT);
    await does(page, 'ben', () => settle(page));
    await page.getByText(/^Sold/).first().waitFor(PATIENT);
  });

  test('pays everybody out', async () => {
    const { localnet } = stage;
    for (const wallet of ['dan', 'owner', 'artist', 'studio'] as const) {
      const page = await stage.windowOf(wallet, '/portfolio');
      await does(page, wallet, () => collectEverything(page));
    }
    const dan = await balancesOf(localnet, localnet.wallets.dan.address);
    expect(dan.get(localnet.nfts[nft].mint)).toBe(1n);
  });
}
