/** A proposal as its form has it, and what it proposes. */
import { quotes, type rules } from '@mosaic/client';
import { address, isAddress } from '@solana/kit';
import { type TermUnit, inUnit, valueIn } from '../../open/terms.ts';
import type { ProposalKind, ProposedAction } from './kinds.ts';

/** What the form of a proposal has; amounts as they are in the fields for amounts, everything else as text. */
export type ProposalDraft = {
  readonly kind: ProposalKind;
  /** Licensee, licence, curator or mint. */
  readonly subject: string;
  readonly uri: string;
  /** 64 hexadecimal digits. */
  readonly hash: string;
  /** Fee of a licence for each term, in raw quote units; `null` as long as it is none. */
  readonly fee: bigint | null;
  /** Term of a licence, in days. */
  readonly termDays: string;
  readonly exclusive: boolean;
  /** Fee of the curator, in per cent. */
  readonly feePercent: string;
  /** Length of the auction, in days. */
  readonly auctionDays: string;
  /** Extension of the auction, in minutes. */
  readonly extensionMinutes: string;
  /** Step from bid to bid, in per cent. */
  readonly stepPercent: string;
};

/** A field of the form. */
export type DraftField = Exclude<keyof ProposalDraft, 'kind' | 'exclusive'>;

/** What is wrong, by field. */
export type DraftErrors = Partial<Record<DraftField, string>>;

/** What a form starts with. */
export function emptyDraft(kind: ProposalKind, terms: AuctionTerms): ProposalDraft {
  return {
    kind,
    subject: '',
    uri: '',
    hash: '',
    fee: null,
    termDays: '30',
    exclusive: false,
    feePercent: '0',
    auctionDays: inUnit(terms.auctionSecs, 'days'),
    extensionMinutes: inUnit(terms.extensionSecs, 'minutes'),
    stepPercent: inUnit(terms.stepBps, '%'),
  };
}

/** The terms of a vault that a proposal can change. */
export type AuctionTerms = Pick<rules.Terms, 'auctionSecs' | 'extensionSecs' | 'stepBps'>;

/** What a draft proposes, or what is wrong with it. */
export function proposedBy(draft: ProposalDraft): { action: ProposedAction } | { errors: DraftErrors } {
  const errors: DraftErrors = {};
  const fields = reading(draft, errors);
  const action = actionBy(draft, fields);
  return Object.keys(errors).length === 0 ? { action } : { errors };
}

function actionBy({ kind, exclusive }: ProposalDraft, read: Fields): ProposedAction {
  switch (kind) {
    case 'GrantLicense':
      return {
        __kind: kind,
        licensee: read.subject(),
        termsUri: read.uri(),
        termsHash: read.hash(),
        fee: read.fee(),
        termSecs: read.number('termDays', 'days'),
        exclusive,
      };
    case 'EndLicense':
      return { __kind: kind, license: read.subject() };
    case 'SetCurator':
      return { __kind: kind, curator: read.subject(), feeBps: read.number('feePercent', '%') };
    case 'SetAuctionTerms':
      return {
        __kind: kind,
        auctionSecs: read.number('auctionDays', 'days'),
        extensionSecs: read.number('extensionMinutes', 'minutes'),
        stepBps: read.number('stepPercent', '%'),
      };
    case 'AddIncomeMint':
      return { __kind: kind, mint: read.subject() };
    case 'Resolve':
      return { __kind: kind, uri: read.uri(), hash: read.hash() };
  }
}

type NumberField = 'termDays' | 'feePercent' | 'auctionDays' | 'extensionMinutes' | 'stepPercent';

type Fields = ReturnType<typeof reading>;

/** Readers of the fields, each of which notes what is wrong with its own. */
function reading(draft: ProposalDraft, errors: DraftErrors) {
  return {
    subject() {
      const subject = draft.subject.trim();
      if (isAddress(subject)) return subject;
      errors.subject = 'Enter an address of Solana: 32 to 44 letters and digits.';
      return NO_ADDRESS;
    },
    uri() {
      const uri = draft.uri.trim();
      const bytes = new TextEncoder().encode(uri).length;
      if (uri === '') errors.uri = 'Enter where the text can be read.';
      if (bytes > quotes.MAX_TERMS_URI_BYTES)
        errors.uri = `At most ${quotes.MAX_TERMS_URI_BYTES} bytes; this has ${bytes}.`;
      return uri;
    },
    hash() {
      const bytes = hashBytes(draft.hash);
      if (!bytes) errors.hash = 'Enter the 64 hexadecimal digits of the SHA-256 hash, or choose the file.';
      return bytes ?? new Uint8Array(HASH_BYTES);
    },
    fee() {
      if (draft.fee === null) errors.fee = 'Enter the fee for each term; it may be 0.';
      return draft.fee ?? 0n;
    },
    number(field: NumberField, unit: TermUnit) {
      const value = valueIn(draft[field], unit);
      if (value === null) errors[field] = `Enter a number of ${unit}.`;
      return value ?? 0;
    },
  };
}

/** In place of an address that cannot be read: the draft has an error then, and proposes nothing. */
const NO_ADDRESS = address('11111111111111111111111111111111');

const HASH_BYTES = 32;

/** The bytes of a hash written in hexadecimal digits; `null` if it is none of 32 bytes. */
export function hashBytes(text: string): Uint8Array | null {
  const digits = text.trim();
  if (!/^[0-9a-f]{64}$/i.test(digits)) return null;
  return Uint8Array.from({ length: HASH_BYTES }, (_, index) => parseInt(digits.slice(2 * index, 2 * index + 2), 16));
}

/** Bytes in hexadecimal digits. */
export function hexOf(bytes: ArrayLike<number>): string {
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}
