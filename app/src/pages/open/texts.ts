/** Words for what an opening makes. */
import { quotes } from '@mosaic/client';

type AccountKind = quotes.AccountKind;

/** What each account is, in a few words. */
const KINDS: Partial<Record<AccountKind, string>> = {
  Vault: 'The vault',
  FractionMint: 'Mint of the fractions',
  FractionMetadata: 'Name and symbol of the fractions',
  Asset: 'Record of an NFT',
  Custody: 'Custody of an NFT',
  TokenAccount: 'Your account for the fractions',
};

/** What becomes of the SOL in an account. */
export type RentFate = 'back' | 'yours' | 'spent';

/** Accounts of one kind. */
export type AccountLine = {
  readonly kind: AccountKind;
  readonly label: string;
  readonly count: number;
  /** What they cost together, in lamports. */
  readonly lamports: bigint;
  readonly fate: RentFate;
};

/** What an opening makes, by kind, in the order in which it is made. */
export function accountLines(accounts: readonly quotes.NewAccount[]): AccountLine[] {
  const lines = new Map<AccountKind, AccountLine>();
  for (const { kind, lamports } of accounts) {
    const before = lines.get(kind);
    lines.set(kind, {
      kind,
      label: KINDS[kind] ?? kind,
      count: (before?.count ?? 0) + 1,
      lamports: (before?.lamports ?? 0n) + lamports,
      fate: fateOf(kind),
    });
  }
  return [...lines.values()];
}

/** A token account of one's own gives its SOL back when one closes it. */
function fateOf(kind: AccountKind): RentFate {
  if (kind === 'TokenAccount') return 'yours';
  return quotes.isReturned(kind) ? 'back' : 'spent';
}

/** What becomes of the SOL, in words. */
export const FATES: Readonly<Record<RentFate, string>> = {
  back: 'comes back when the vault is closed',
  yours: 'comes back when you close the account',
  spent: 'stays there for good',
};

/** Longest texts of a fraction's metadata, in bytes; Token Metadata's own limits. */
export const MOST_BYTES = { name: 32, symbol: 10, uri: 200 } as const;

/** Bytes of a text as it is stored. */
export function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** As much of the beginning of a text as fits so many bytes, in whole characters. */
export function cutTo(text: string, most: number): string {
  let cut = '';
  for (const character of text) {
    if (bytesOf(cut + character) > most) break;
    cut += character;
  }
  return cut.trim();
}

/** A symbol for the fractions of something: its own, else the first letters of its name. */
export function symbolFor(name: string, symbol: string): string {
  const own = cutTo(symbol, MOST_BYTES.symbol);
  if (own) return own;
  return cutTo(name.toUpperCase().replace(/[^\p{L}\p{N}]/gu, ''), 6);
}
