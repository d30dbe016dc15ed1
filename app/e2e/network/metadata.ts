/** Texts in accounts of Token Metadata. */
import { pda } from '@mosaic/client';
import { type Address, getBase16Decoder, getBase64Encoder } from '@solana/kit';

import type { Localnet } from './localnet.ts';

export type Texts = { readonly name?: string; readonly symbol?: string; readonly uri?: string };

/** Where the texts begin, after a key and two addresses; each is padded with zeros, with its length before it. */
const FIRST_TEXT = 1 + 32 + 32;
const FIELDS = ['name', 'symbol', 'uri'] as const;

async function read({ rpc }: Localnet, mint: Address) {
  const address = await pda.metadata(mint);
  const { value } = await rpc.getAccountInfo(address, { encoding: 'base64' }).send();
  return { address, data: value && new Uint8Array(getBase64Encoder().encode(value.data[0])) };
}

/** The fields' places in an account. */
function placesIn(data: Uint8Array): [field: keyof Texts, at: number, length: number][] {
  let at = FIRST_TEXT;
  return FIELDS.map(field => {
    const length = new DataView(data.buffer).getUint32(at, true);
    const place: [keyof Texts, number, number] = [field, at + 4, length];
    at += 4 + length;
    return place;
  });
}

/** The symbol of a mint; empty where it has none. */
export async function symbolOf(localnet: Localnet, mint: Address): Promise<string> {
  const { data } = await read(localnet, mint);
  const place = data && placesIn(data).find(([field]) => field === 'symbol');
  if (!data || !place) return '';
  const [, at, length] = place;
  return new TextDecoder().decode(data.slice(at, at + length)).replaceAll('\0', '');
}

/** Changes texts of an NFT, as its update authority could. */
export async function rewriteMetadata(localnet: Localnet, mint: Address, texts: Texts): Promise<void> {
  const { address, data } = await read(localnet, mint);
  if (data === null) throw new Error(`${mint} has no metadata`);
  for (const [field, at, length] of placesIn(data)) {
    const text = texts[field];
    if (text === undefined) continue;
    const bytes = new TextEncoder().encode(text);
    if (bytes.length > length) throw new Error(`${bytes.length} bytes do not fit the ${field} of ${mint}`);
    data.fill(0, at, at + length).set(bytes, at);
  }
  await localnet.cheat('surfnet_setAccount', [address, { data: getBase16Decoder().decode(data) }]);
}
