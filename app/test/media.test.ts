import { expect, test } from 'vitest';

import { MediaError, fetchBytes, readAtMost } from '../src/media/fetch.ts';
import { imageType } from '../src/media/image.ts';
import { parseMetadata } from '../src/media/metadata.ts';
import { tilesOf } from '../src/media/pattern.ts';
import { plainText } from '../src/media/text.ts';
import { fetchable } from '../src/media/uri.ts';

const signal = new AbortController().signal;
const limits = { bytes: 16, ms: 1_000 };

test.each([
  ['https://example.com/a.json', 'https://example.com/a.json'],
  [' ipfs://bafy/1.json ', 'https://ipfs.io/ipfs/bafy/1.json'],
  ['ipfs://ipfs/bafy', 'https://ipfs.io/ipfs/bafy'],
  ['ar://abc', 'https://arweave.net/abc'],
  ['data:application/json,{}', 'data:application/json,{}'],
])('%s is fetched from %s', (uri, url) => {
  expect(fetchable(uri)).toBe(url);
});

test.each([
  'http://example.com/a.json',
  'javascript:alert(1)',
  'file:///etc/passwd',
  'https://localhost/a',
  'https://127.0.0.1/a',
  'https://2130706433/a',
  'https://[::1]/a',
  'https://router.local/a',
  'https://user:password@example.com/',
  'blob:https://example.com/1',
  '/relative',
  '',
])('%j is not fetched', uri => {
  expect(fetchable(uri)).toBeNull();
});

test('a stream is read up to its limit and cancelled beyond', async () => {
  const pieces = (count: number) => {
    let left = count;
    let cancelled = false;
    const stream = new ReadableStream<Uint8Array>({
      pull: controller => (left-- > 0 ? controller.enqueue(new Uint8Array(8)) : controller.close()),
      cancel: () => void (cancelled = true),
    });
    return { stream, wasCancelled: () => cancelled };
  };
  expect(await readAtMost(pieces(2).stream, 16)).toHaveLength(16);
  const endless = pieces(1_000_000);
  await expect(readAtMost(endless.stream, 16)).rejects.toBeInstanceOf(MediaError);
  expect(endless.wasCancelled()).toBe(true);
});

test('data in the URI itself is read within the same limit', async () => {
  const text = new TextDecoder();
  expect(text.decode(await fetchBytes('data:,a%20b', limits, signal))).toBe('a b');
  expect(text.decode(await fetchBytes('data:text/plain;base64,aGk=', limits, signal))).toBe('hi');
  await expect(fetchBytes(`data:,${'a'.repeat(17)}`, limits, signal)).rejects.toBeInstanceOf(MediaError);
  await expect(fetchBytes('data:text/plain;base64,%%%', limits, signal)).rejects.toBeInstanceOf(MediaError);
});

test('pictures are known by their first bytes, and documents are none', () => {
  const bytes = (text: string) => Uint8Array.from(text, character => character.charCodeAt(0));
  expect(imageType(bytes('\x89PNG\r\n\x1a\n....'))).toBe('image/png');
  expect(imageType(bytes('\xff\xd8\xff\xe0'))).toBe('image/jpeg');
  expect(imageType(bytes('RIFF....WEBPVP8 '))).toBe('image/webp');
  expect(imageType(bytes('....ftypavif'))).toBe('image/avif');
  expect(imageType(bytes('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'))).toBeNull();
  expect(imageType(bytes('<!doctype html>'))).toBeNull();
  expect(imageType(new Uint8Array())).toBeNull();
});

test('of a description only texts are kept, cut and in one line', () => {
  const metadata = parseMetadata(
    JSON.stringify({
      name: '<b>Still\nlife</b>\u202e',
      description: 'x'.repeat(2_000),
      image: 'javascript:alert(1)',
      collection: { name: 'Lifes', family: {} },
      attributes: [
        { trait_type: 'Colour', value: 'red' },
        { trait_type: 'Year', value: 1999 },
        { trait_type: {}, value: 'dropped' },
        'dropped',
      ],
    }),
  );
  expect(metadata.name).toBe('<b>Still life</b>');
  expect([...(metadata.description ?? '')]).toHaveLength(1_000);
  expect(metadata.image).toBeNull();
  expect(metadata.collection).toBe('Lifes');
  expect(metadata.attributes).toEqual([
    { trait: 'Colour', value: 'red' },
    { trait: 'Year', value: '1999' },
  ]);
});

test.each(['', 'null', '[]', '"text"', '{'])('%j is no description', json => {
  expect(() => parseMetadata(json)).toThrow(MediaError);
});

test('texts lose what is not seen and what turns others around', () => {
  expect(plainText(' US\u200bDC\u202e\u0000 ', 10)).toBe('USDC');
  expect(plainText('a\r\n\tb', 10)).toBe('a b');
  expect(plainText('abcdef', 4)).toBe('abc…');
});

test('a mosaic follows from its address and mirrors itself', () => {
  const tiles = tilesOf('MosiE2dv', 6);
  expect(tiles).toEqual(tilesOf('MosiE2dv', 6));
  expect(tiles).not.toEqual(tilesOf('MosiE2dw', 6));
  expect(tiles.slice(0, 3)).toEqual(tiles.slice(3, 6).reverse());
});
