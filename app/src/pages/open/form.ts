/** What is entered to open a vault, and the order it makes. */
import { type HeldNft, type OpenVault, WRAPPED_SOL_MINT, rules } from '@mosaic/client';
import { type Address, isAddress } from '@solana/kit';
import { MAX_AMOUNT } from '../../amount/index.ts';
import { type Draft, depositedIn, draftOrder } from './draft.ts';
import { type TermName, type TermTexts, defaultTexts, readTerms } from './terms.ts';
import { MOST_BYTES, bytesOf } from './texts.ts';

/** The coins to choose from; `other` is any mint. */
export type CoinChoice = 'SOL' | 'USDC' | 'other';

/** What is entered. */
export type OpenValues = {
  /** The NFTs chosen. */
  readonly nfts: readonly HeldNft[];
  readonly name: string;
  readonly symbol: string;
  readonly uri: string;
  /** Fractions to be minted, in raw units; `null` while what is written is no amount. */
  readonly supply: bigint | null;
  readonly decimals: number;
  readonly coin: CoinChoice;
  /** The mint, where another coin is chosen. */
  readonly mint: string;
  /** Opening price of the whole vault, in raw units of its coin; `null` while what is written is no amount. */
  readonly price: bigint | null;
  readonly terms: TermTexts;
};

/** A new opening: a supply of 10,000 with six decimals, prices in SOL, the default terms. */
export function emptyValues(): OpenValues {
  const texts = { name: '', symbol: '', uri: '', mint: '' };
  return { ...texts, nfts: [], supply: 10_000_000_000n, decimals: 6, coin: 'SOL', price: null, terms: defaultTexts() };
}

/** The supply with other decimals: as many whole fractions as before; `null` where they have no such decimals. */
export function rescaled(supply: bigint | null, from: number, to: number): bigint | null {
  if (supply === null) return null;
  const raised = supply * 10n ** BigInt(to);
  const unit = 10n ** BigInt(from);
  return raised % unit === 0n && raised / unit <= MAX_AMOUNT ? raised / unit : null;
}

/** What an opening is of, besides who opens it and, for a new one, its number. */
export type OpeningOrder = Omit<OpenVault, 'creator' | 'id'> & { readonly id: bigint | null };

/** Where an error is shown: at a field, or at a term. */
export type FieldErrors = Partial<Record<Exclude<keyof OpenValues, 'terms'> | `terms.${TermName}`, string>>;

/** An order, or what keeps it from being one. */
export type ReadOrder =
  { readonly order: OpeningOrder; readonly errors: null } | { readonly order: null; readonly errors: FieldErrors };

/** The mint that prices are in; `null` where none is named. */
export function quoteMintOf({ coin, mint }: OpenValues, usdc: Address | null): Address | null {
  if (coin === 'SOL') return WRAPPED_SOL_MINT;
  if (coin === 'USDC') return usdc;
  const trimmed = mint.trim();
  return isAddress(trimmed) ? trimmed : null;
}

const MISSING = 'Enter an amount above zero.';

/** The order of a new opening, its prices in units of `quoteMint`. */
export function readOrder(values: OpenValues, quoteMint: Address | null): ReadOrder {
  const errors: FieldErrors = { ...errorsOfNfts(values.nfts.length), ...errorsOfTexts(values) };
  const { supply, price } = values;
  if (!supply) errors.supply = MISSING;
  if (!quoteMint) errors[values.coin === 'other' ? 'mint' : 'coin'] = 'Name the mint of a coin.';
  if (!price) errors.price = MISSING;
  const { terms, errors: ofTerms } = readTerms(values.terms);
  for (const [name, message] of Object.entries(ofTerms ?? {})) errors[`terms.${name as TermName}`] = message;
  if (!quoteMint || !supply || !price || !terms || Object.keys(errors).length > 0) return { order: null, errors };
  return {
    order: {
      id: null,
      quoteMint,
      supply,
      decimals: values.decimals,
      terms: { openingPrice: price, ...terms },
      nfts: values.nfts,
      description: descriptionOf(values),
    },
    errors: null,
  };
}

/** The order that completes a draft, with further NFTs if some are chosen. */
export function readDraftOrder(values: OpenValues, draft: Draft): ReadOrder {
  const { vault } = draft.view;
  const nfts = [...depositedIn(draft), ...values.nfts];
  const described = vault.described === 1;
  const errors: FieldErrors = { ...errorsOfNfts(nfts.length), ...(described ? {} : errorsOfTexts(values)) };
  if (Object.keys(errors).length > 0) return { order: null, errors };
  const description = described ? null : descriptionOf(values);
  return { order: { ...draftOrder(draft), nfts, description }, errors: null };
}

function errorsOfNfts(count: number): FieldErrors {
  if (count === 0) return { nfts: 'Choose at least one NFT.' };
  const most = rules.terms.MAX_ASSETS;
  return count > most ? { nfts: `A vault takes at most ${most} NFTs.` } : {};
}

function errorsOfTexts({ name, symbol, uri }: OpenValues): FieldErrors {
  const errors: FieldErrors = {};
  if (name.trim() === '') errors.name = 'Give the fractions a name.';
  if (symbol.trim() === '') errors.symbol = 'Give the fractions a symbol.';
  const texts = { name, symbol, uri };
  for (const field of ['name', 'symbol', 'uri'] as const) {
    const bytes = bytesOf(texts[field].trim());
    if (bytes > MOST_BYTES[field]) errors[field] = `${bytes} bytes long; at most ${MOST_BYTES[field]} fit.`;
  }
  return errors;
}

function descriptionOf({ name, symbol, uri }: OpenValues) {
  return { name: name.trim(), symbol: symbol.trim(), uri: uri.trim() };
}
