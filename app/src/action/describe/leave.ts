import { quotes } from '@mosaic/client';
import type { Address } from '@solana/kit';

import type { Line, QuoteLines } from '../types.ts';
import { closesNote } from './exit.ts';
import { ofOfferings } from './offering.ts';
import { type About, amount, cash, fractions, nfts, notes, rents } from './parts.ts';

/** NFTs taken back: by the holder of every fraction, or out of a draft. */
export function describeReturn(quote: quotes.ReturnQuote, about: About, me: Address): QuoteLines {
  const { vault } = about.view;
  return {
    goes: fractions(about, quote.burned, 'All fractions, burned'),
    comes: [
      ...nfts(about, quote.assets),
      ...ofOfferings(quote.offerings, about, me),
      ...leftOver(quote.staking, about, me, true),
    ],
    rent: rents({
      accounts: quote.accounts,
      returned: (me === vault.creator ? quote.returned : 0n) + otherReturns(quote, about, me),
    }),
    notes: notes(
      quote.closes
        ? 'The vault is closed with it.'
        : 'The vault stays open until everybody has taken what it owes them.',
      me !== vault.creator && `The rent of the vault goes back to its creator, ${vault.creator}.`,
      closesNote(quote.votes),
    ),
  };
}

/** The end of a vault that owes nothing. */
export function describeClose(quote: quotes.CloseQuote, about: About, me: Address): QuoteLines {
  const { vault } = about.view;
  return {
    goes: [],
    comes: [
      ...(me === vault.curator ? cash(about, 'Cash that nobody is owed', quote.surplusCash) : []),
      ...ofOfferings(quote.offerings, about, me),
      ...leftOver(quote.staking, about, me, me === vault.recipient),
    ],
    rent: rents({
      accounts: quote.accounts,
      returned: (me === vault.creator ? quote.toCreator : 0n) + otherReturns(quote, about, me),
    }),
    notes: notes(
      me !== vault.creator && `The rent of the vault goes back to its creator, ${vault.creator}.`,
      'All other rent goes back to who paid it.',
      closesNote(quote.votes),
      'Nothing of the vault stays; what happened is still in the transactions.',
    ),
  };
}

/** Income that is left: what nobody earned for who got the assets, what came uninvited for the curator. */
function leftOver({ incomes }: quotes.StakingClosed, { view }: About, me: Address, gotAssets: boolean): Line[] {
  return incomes.flatMap(({ mint, unearned, surplus }) => [
    ...amount('Income that nobody is left to earn', gotAssets ? unearned : 0n, mint),
    ...amount('Sent to the vault uninvited', me === view.vault.curator ? surplus : 0n, mint),
  ]);
}

/** Rent of the auction, of stakes, of votes and of offerings that a wallet paid and gets back, in lamports. */
function otherReturns(
  { toOpener, staking, votes, offerings }: Pick<quotes.CloseQuote, 'toOpener' | 'staking' | 'votes' | 'offerings'>,
  { view }: About,
  me: Address,
): bigint {
  const ofStaking = staking.returned.reduce((sum, { to, lamports }) => sum + (to === me ? lamports : 0n), 0n);
  const ofOfferings = me === view.vault.creator ? offerings.reduce((sum, { returned }) => sum + returned, 0n) : 0n;
  return (view.auction?.opener === me ? toOpener : 0n) + ofStaking + ofOfferings + quotes.returnedTo(votes, me);
}
