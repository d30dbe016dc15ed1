/** Fetching from hosts that nobody vouches for. */

import { fetchable } from './uri.ts';

/** How much is fetched, and how long is waited for it. */
export type Limits = { readonly bytes: number; readonly ms: number };

/** Why something untrusted was not fetched. */
export class MediaError extends Error {
  override readonly name = 'MediaError';
}

/**
 * Fetches what an untrusted URI names: without cookies, without telling where from, at most so many bytes, within so
 * much time.
 *
 * @throws {MediaError} for a URI, an answer or a length that is not accepted; whatever `fetch` throws
 */
export async function fetchBytes(uri: string, limits: Limits, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  const url = fetchable(uri);
  if (url === null) throw new MediaError('the address is not one to fetch from');
  if (url.startsWith('data:')) return bytesOfData(url, limits.bytes);
  const response = await fetch(url, {
    credentials: 'omit',
    mode: 'cors',
    redirect: 'follow',
    referrerPolicy: 'no-referrer',
    signal: AbortSignal.any([signal, AbortSignal.timeout(limits.ms)]),
  });
  if (!response.ok || response.body === null) throw new MediaError(`the host answered ${response.status}`);
  return readAtMost(response.body, limits.bytes);
}

/** Reads a stream to its end, and cancels it where that is too far. */
export async function readAtMost(stream: ReadableStream<Uint8Array>, most: number): Promise<Uint8Array<ArrayBuffer>> {
  const reader = stream.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > most) {
      await reader.cancel();
      throw new MediaError(`it is larger than ${most} bytes`);
    }
    chunks.push(value);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

/** The content of a `data:` URI: percent-encoded text or base64. */
function bytesOfData(uri: string, most: number): Uint8Array<ArrayBuffer> {
  const comma = uri.indexOf(',');
  // Base64 has four characters for three bytes, percent-encoding at most three for one.
  if (comma < 0 || uri.length - comma > most * 3) throw new MediaError('the data is not of a length to read');
  const [head, content] = [uri.slice(0, comma), uri.slice(comma + 1)];
  try {
    const text = decodeURIComponent(content);
    const bytes = /;base64$/i.test(head)
      ? Uint8Array.from(atob(text), character => character.charCodeAt(0))
      : new TextEncoder().encode(text);
    if (bytes.length <= most) return bytes;
  } catch {
    throw new MediaError('the data cannot be read');
  }
  throw new MediaError(`it is larger than ${most} bytes`);
}
