/** The description of an NFT that its metadata names: JSON of anybody, of which only texts are kept. */

import { type Limits, MediaError, fetchBytes } from './fetch.ts';
import { plainText } from './text.ts';
import { fetchable } from './uri.ts';

/** What a description says. */
export type Metadata = {
  readonly name: string | null;
  readonly description: string | null;
  /** Where a picture is, in a form to fetch; null without one. */
  readonly image: string | null;
  /** What its collection is called, as the description says: nobody checked it. */
  readonly collection: string | null;
  readonly attributes: readonly { readonly trait: string; readonly value: string }[];
};

const LIMITS: Limits = { bytes: 256 * 1_024, ms: 8_000 };
const MAX_ATTRIBUTES = 48;

/**
 * Fetches the description at an untrusted URI.
 *
 * @throws {MediaError} where it cannot be accepted; whatever `fetch` throws
 */
export async function fetchMetadata(uri: string, signal: AbortSignal): Promise<Metadata> {
  const bytes = await fetchBytes(uri, LIMITS, signal);
  return parseMetadata(new TextDecoder().decode(bytes));
}

/**
 * Reads a description: its texts, cut to lengths that fit a page. What is of another type is left out.
 *
 * @throws {MediaError} where it is no JSON object
 */
export function parseMetadata(json: string): Metadata {
  const content = objectOf(parse(json));
  if (content === null) throw new MediaError('it is no description');
  const collection = objectOf(content.collection);
  const image = typeof content.image === 'string' ? fetchable(content.image) : null;
  return {
    name: textOf(content.name, 64),
    description: textOf(content.description, 1_000),
    image,
    collection: textOf(collection?.name ?? content.collection, 64),
    attributes: attributesOf(content.attributes),
  };
}

function attributesOf(list: unknown): Metadata['attributes'] {
  if (!Array.isArray(list)) return [];
  return list.slice(0, MAX_ATTRIBUTES).flatMap(item => {
    const attribute = objectOf(item);
    const trait = textOf(attribute?.trait_type, 40);
    const value = textOf(attribute?.value, 80);
    return trait === null || value === null ? [] : [{ trait, value }];
  });
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch (cause) {
    throw new MediaError('it is no JSON', { cause });
  }
}

function objectOf(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

/** A text or a number as text; null for anything else and for nothing. */
function textOf(value: unknown, most: number): string | null {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return null;
  return plainText(String(value), most) || null;
}
