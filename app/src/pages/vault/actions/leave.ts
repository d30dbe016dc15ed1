/** Actions that end the part of a wallet in a vault, or the vault, as they are offered. */
import { cancel, close, exit, isHeld, type quotes, reclaim, royaltiesOf } from '@mosaic/client';
import type { Address } from '@solana/kit';
import { describeExit } from '../../../action/describe/exit.ts';
import { describeClose, describeReturn } from '../../../action/describe/leave.ts';
import type { Offered } from '../../../action/index.ts';
import type { VaultItem } from '../../../data/index.ts';

/** Taking everything that the vault owes the wallet. */
export function exitAction(item: VaultItem, wallet: Address): Offered<quotes.ExitQuote> {
  const nftMints = mintsFor(item, wallet);
  return {
    title: `Take everything from ${item.names.title}`,
    build: (reader, me) => exit(reader, { vault: item.view.address, wallet: me, nftMints }),
    describe: quote => describeExit(quote, item),
    confirmLabel: 'Take everything',
  };
}

/** The NFTs that concern a wallet: all for who they go to, else those of which it has a royalty. */
export function mintsFor({ view, assets }: VaultItem, wallet: Address): Address[] {
  const goesTo = view.vault.recipient === wallet;
  const named = assets.filter(
    asset => (goesTo && isHeld(asset)) || royaltiesOf(asset).some(({ payee }) => payee === wallet),
  );
  return named.map(({ asset }) => asset.nftMint);
}

/** Burning the whole supply for the NFTs. */
export function reclaimAction(item: VaultItem): Offered<quotes.ReturnQuote> {
  return {
    title: `Reclaim ${item.names.title}`,
    build: (reader, holder) => reclaim(reader, { vault: item.view.address, holder, nftMints: heldMints(item) }),
    describe: (quote, me) => describeReturn(quote, item, me),
    confirmLabel: 'Reclaim',
  };
}

/** Giving a draft up. */
export function cancelAction(item: VaultItem): Offered<quotes.ReturnQuote> {
  return {
    title: `Cancel ${item.names.title}`,
    build: reader => cancel(reader, { vault: item.view.address, nftMints: heldMints(item) }),
    describe: (quote, me) => describeReturn(quote, item, me),
    confirmLabel: 'Cancel the draft',
  };
}

/** Closing a vault that owes nothing. */
export function closeAction(item: VaultItem): Offered<quotes.CloseQuote> {
  return {
    title: `Close ${item.names.title}`,
    build: (reader, payer) => close(reader, { vault: item.view.address, payer }),
    describe: (quote, me) => describeClose(quote, item, me),
    confirmLabel: 'Close the vault',
  };
}

function heldMints({ assets }: VaultItem): Address[] {
  return assets.filter(isHeld).map(({ asset }) => asset.nftMint);
}
