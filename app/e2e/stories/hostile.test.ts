/** Metadata into which anybody can write anything: it is shown as text, and its pictures as pictures or not at all. */
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';

import { settled } from '../check/page.ts';
import { keep } from '../check/screenshot.ts';
import { type Texts, rewriteMetadata } from '../network/metadata.ts';
import { setStage } from '../stage.ts';

const stage = setStage();
const HOST = 'https://metadata.example';
const NAME = '<img src=x onerror=hit()>';

type Served = { readonly type: string; readonly body: string | Buffer };

/** Opens the page of the active vault, whose NFT has these texts; its host answers with `files`. */
async function lookAt(texts: Texts, files: Readonly<Record<string, Served>>): Promise<{ page: Page; hits: unknown[] }> {
  const { active } = stage.localnet.vaults ?? {};
  if (!active?.nfts[0]) throw new Error('the network has no active vault');
  await rewriteMetadata(stage.localnet, active.nfts[0], { name: NAME, ...texts });
  const { page, visit } = await stage.open();
  const hits: unknown[] = [];
  await page.exposeFunction('hit', (what: unknown) => hits.push(what));
  page.on('dialog', dialog => {
    hits.push(dialog.message());
    void dialog.dismiss();
  });
  await page.route(`${HOST}/**`, async route => {
    const served = files[new URL(route.request().url()).pathname];
    if (!served) return route.abort();
    const headers = { 'access-control-allow-origin': '*', 'content-type': served.type };
    await route.fulfill({ status: 200, headers, body: served.body });
  });
  await visit(`/vault/${active.address}`);
  await settled(page);
  return { page, hits };
}

/** A drawing is a document: it is no picture, whatever is in it. */
const DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" onload="parent.hit()"><script>parent.hit()</script></svg>';
const json = (value: unknown): Served => ({ type: 'application/json', body: JSON.stringify(value) });
const picture = (page: Page) => page.locator('main img[src^="blob:"]');
const mosaic = (page: Page) => page.locator('main svg[role="img"]');

describe('metadata', () => {
  test('with markup and scripts is shown as the text it is', async () => {
    const description = '<script>hit()</script><b onmouseover="hit()">bold</b>';
    const { page, hits } = await lookAt(
      { uri: `${HOST}/nft.json` },
      {
        '/nft.json': json({
          name: NAME,
          description,
          image: 'javascript:hit()',
          external_url: 'javascript:hit()',
          attributes: [{ trait_type: '<i>colour</i>', value: '<svg onload=hit()>' }],
        }),
      },
    );
    await page.getByText(description).waitFor();
    await page.getByText('<svg onload=hit()>').waitFor();
    await page.getByText(NAME).first().waitFor();
    await mosaic(page).first().waitFor();
    expect(await picture(page).count()).toBe(0);
    await keep(page, 'hostile-metadata');
    expect(await page.locator('a[href^="javascript:" i], img[src="x"], main script').count()).toBe(0);
    expect(hits).toEqual([]);
  });

  test.each<[what: string, image: string, served: Served]>([
    ['is huge', `${HOST}/nft.png`, { type: 'image/png', body: Buffer.alloc(30_000_000) }],
    ['is a drawing with a script', `${HOST}/nft.png`, { type: 'image/svg+xml', body: DRAWING }],
    ['is no picture', `${HOST}/nft.png`, { type: 'image/png', body: 'no picture' }],
    ['is a page', `${HOST}/nft.png`, { type: 'text/html', body: '<script>parent.hit()</script>' }],
    ['is not there', `${HOST}/missing.png`, { type: 'image/png', body: '' }],
    ['is not encrypted', 'http://metadata.example/nft.png', { type: 'image/png', body: '' }],
  ])('whose picture %s is shown without it', async (_, image, served) => {
    const { page, hits } = await lookAt(
      { uri: `${HOST}/nft.json` },
      { '/nft.json': json({ image }), '/nft.png': served },
    );
    await mosaic(page).first().waitFor();
    expect(await picture(page).count()).toBe(0);
    await page.getByText(NAME).first().waitFor();
    expect(hits).toEqual([]);
  });

  test.each<[what: string, uri: string, served: Served]>([
    ['is endless', `${HOST}/nft.json`, { type: 'application/json', body: `"${'x'.repeat(30_000_000)}"` }],
    ['is no JSON', `${HOST}/nft.json`, { type: 'application/json', body: '<html>' }],
    ['is of other types', `${HOST}/nft.json`, json({ name: {}, description: 7, image: [], attributes: 'none' })],
    ['is not there', `${HOST}/missing.json`, json({})],
    ['is a script', 'javascript:hit()', json({})],
  ])('whose document %s leaves the name on chain', async (_, uri, served) => {
    const { page, hits } = await lookAt({ uri }, { '/nft.json': served });
    await mosaic(page).first().waitFor();
    expect(await picture(page).count()).toBe(0);
    await page.getByText(NAME).first().waitFor();
    expect(hits).toEqual([]);
  });
});
