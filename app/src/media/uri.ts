/** Addresses in untrusted metadata. */

const IPFS = 'https://ipfs.io/ipfs/';
const ARWEAVE = 'https://arweave.net/';

/**
 * Where to fetch what metadata names: by https from a public host, by a gateway for `ipfs://` and `ar://`, or out of a
 * `data:` URI; null for anything else, so that metadata cannot make the browser call machines of a private network by
 * name, or run anything.
 */
export function fetchable(uri: string): string | null {
  const text = uri.trim();
  const gateway = /^ipfs:\/\/(?:ipfs\/)?(.+)$/i.exec(text)?.[1];
  if (gateway !== undefined) return fetchable(IPFS + gateway);
  const arweave = /^ar:\/\/(.+)$/i.exec(text)?.[1];
  if (arweave !== undefined) return fetchable(ARWEAVE + arweave);
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.protocol === 'data:') return text;
  const isPublic = url.hostname.includes('.') && !/^[\d.]+$/.test(url.hostname) && !url.hostname.endsWith('.local');
  const isPlain = url.username === '' && url.password === '';
  return url.protocol === 'https:' && isPublic && isPlain ? url.href : null;
}
