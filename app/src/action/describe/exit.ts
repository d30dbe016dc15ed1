import type { quotes } from '@mosaic/client';

import type { Line, QuoteLines } from '../types.ts';
import {
  type About,
  amount,
  cash,
  counted,
  fractions,
  fractionsText,
  nfts,
  notes,
  rents,
  streamNote,
} from './parts.ts';

/** Everything that a vault owes a wallet. */
export function describeExit(quote: quotes.ExitQuote, about: About): QuoteLines {
  // What comes of a bid, an offering or a stake only to be burned at once moves no balance.
  const out = claimedFractions(quote) + quote.unstaked;
  const { burned } = quote;
  return {
    goes: fractions(about, burned > out ? burned - out : 0n, 'Fractions, redeemed and burned'),
    comes: [
      ...quote.claims.flatMap(claim => claimLines(claim, about)),
      ...fractions(about, out > burned ? out - burned : 0n),
    ],
    rent: rents(quote),
    notes: notes(
      burned > 0n &&
        out > 0n &&
        `Redeems ${fractionsText(about, burned)} fractions in all, with those of your bid, of offerings and of your stake.`,
      quote.claims.some(({ __kind }) => __kind === 'Income') && streamNote(about),
      quote.closesStake && 'The account of your stake is closed.',
      closesNote(quote.votes),
    ),
  };
}

/** Fractions that come of a bid and of offerings, those included that are redeemed at once. */
function claimedFractions({ claims }: quotes.ExitQuote): bigint {
  return claims.reduce((sum, claim) => {
    const { __kind } = claim;
    return sum + (__kind === 'Bid' || __kind === 'Purchase' || __kind === 'Offering' ? claim.fractions : 0n);
  }, 0n);
}

function claimLines(claim: quotes.Claim, about: About): Line[] {
  switch (claim.__kind) {
    case 'Bid':
      return cash(about, 'Cash of your bid', claim.cash);
    case 'Purchase':
      return cash(about, 'Paid back of an offering', claim.refund);
    case 'Offering':
      return cash(about, 'Cash of your offering', claim.cash);
    case 'Redemption':
      return cash(about, 'Share of the proceeds', claim.payout);
    case 'Royalty':
      return cash(about, 'Royalty', claim.amount);
    case 'CuratorFee':
      return cash(about, "Curator's fee", claim.amount);
    case 'Income':
      return amount('Income', claim.amount, claim.mint);
    case 'Unearned':
      return amount('Income that nobody is left to earn', claim.amount, claim.mint);
    case 'Asset':
      return nfts(about, [claim.nftMint]);
    case 'Stake':
      return [];
  }
}

/** What is closed of proposals and votes. */
export function closesNote({ proposals, votes }: quotes.CloseVotesQuote): string | null {
  if (proposals.length + votes.length === 0) return null;
  return `Closes ${counted(proposals.length, 'proposal')} and ${counted(votes.length, 'vote')} that are over.`;
}
