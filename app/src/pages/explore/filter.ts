/** Which vaults are shown. */
import type { rules } from '@mosaic/client';
import type { Address } from '@solana/kit';

/** A status of a vault. */
export type Status = rules.status.Status;

/** What is looked for: a status, or any; and a text that is part of a name or the start of an address. */
export type Wanted = { readonly status: Status | 'Any'; readonly text: string };

/** What a vault is found by. */
export type Findable = {
  readonly status: Status;
  /** Names of its NFTs and of its fraction. */
  readonly names: readonly string[];
  /** The vault, its mints and its creator. */
  readonly addresses: readonly Address[];
};

/** The statuses to choose from, in the order of a vault's life, with their names for people. */
export const STATUS_CHOICES = [
  { value: 'Any', label: 'All' },
  { value: 'Auction', label: 'In auction' },
  { value: 'Active', label: 'Active' },
  { value: 'Draft', label: 'Draft' },
  { value: 'Sold', label: 'Sold' },
  { value: 'Reclaimed', label: 'Reclaimed' },
] as const satisfies readonly { value: Status | 'Any'; label: string }[];

/** Whether a vault is looked for. Names match anywhere in any case; addresses from their start, as they are written. */
export function isWanted(vault: Findable, { status, text }: Wanted): boolean {
  if (status !== 'Any' && vault.status !== status) return false;
  const wanted = text.trim();
  if (wanted === '') return true;
  const word = wanted.toLowerCase();
  return (
    vault.names.some(name => name.toLowerCase().includes(word)) ||
    vault.addresses.some(address => address.startsWith(wanted))
  );
}
