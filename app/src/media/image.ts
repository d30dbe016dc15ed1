/** Pictures of anybody: only formats that are nothing but pixels, and only of a size that a page can bear. */

import { type Limits, MediaError, fetchBytes } from './fetch.ts';

const LIMITS: Limits = { bytes: 8 * 1_024 * 1_024, ms: 15_000 };

/**
 * Fetches a picture, as a blob to show with `URL.createObjectURL`.
 *
 * @throws {MediaError} where it is too large, or of another format; whatever `fetch` throws
 */
export async function fetchImage(uri: string, signal: AbortSignal): Promise<Blob> {
  const bytes = await fetchBytes(uri, LIMITS, signal);
  const type = imageType(bytes);
  if (type === null) throw new MediaError('it is no picture of a known format');
  return new Blob([bytes], { type });
}

/**
 * The format of a picture by its first bytes, whatever its host says; null for what is none. SVG is none: it is a
 * document.
 */
export function imageType(bytes: Uint8Array): string | null {
  const at = (offset: number, text: string) =>
    [...text].every((character, index) => bytes[offset + index] === character.charCodeAt(0));
  if (at(0, '\x89PNG\r\n\x1a\n')) return 'image/png';
  if (at(0, '\xff\xd8\xff')) return 'image/jpeg';
  if (at(0, 'GIF87a') || at(0, 'GIF89a')) return 'image/gif';
  if (at(0, 'RIFF') && at(8, 'WEBP')) return 'image/webp';
  return at(4, 'ftypavif') || at(4, 'ftypavis') ? 'image/avif' : null;
}
