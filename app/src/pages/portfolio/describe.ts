/** What collecting does, in lines for people. */
import { WRAPPED_SOL_MINT, type quotes } from '@mosaic/client';

import { describeExit } from '../../action/describe/exit.ts';
import { notes, rents } from '../../action/describe/parts.ts';
import type { Line, QuoteLines } from '../../action/types.ts';
import type { CollectQuote, Source } from './collect.ts';

/** Everything that several vaults owe: one sum per coin, and which vault pays what for. */
export function describeCollect(quote: CollectQuote): QuoteLines {
  const { vaults, accounts, returned, left } = quote;
  const each = vaults.map(({ source, quote }) => describeExit(quote, source));
  return {
    goes: each.flatMap(({ goes }) => goes),
    comes: summedUp(each.flatMap(({ comes }) => comes)),
    rent: rents({ accounts, returned }),
    notes: notes(
      ...vaults.flatMap(({ source, quote }, index): (string | null)[] => {
        const told = [...(each[index]?.notes ?? [])];
        // One vault alone is named by the title.
        return vaults.length === 1
          ? told
          : [partsOf(source, quote), ...told.map(note => `${source.names.title}: ${note}`)];
      }),
      arrivesWrapped(quote) && 'SOL arrives wrapped: your account for wrapped SOL was there before and stays.',
      ...left.map(({ source, reason }) => `${source.names.title} is left out: ${reason}.`),
    ),
  };
}

/** Amounts of one coin as one line, labelled with all that it is made of; words as they are. */
export function summedUp(lines: readonly Line[]): Line[] {
  const sums = new Map<string, { labels: Set<string>; line: Extract<Line, { raw: bigint }> }>();
  const words: Line[] = [];
  for (const line of lines) {
    if ('text' in line) {
      words.push(line);
      continue;
    }
    const coin = typeof line.coin === 'string' ? line.coin : line.coin.symbol;
    const before = sums.get(coin);
    const labels = before?.labels.add(line.label) ?? new Set([line.label]);
    sums.set(coin, { labels, line: { ...line, raw: (before?.line.raw ?? 0n) + line.raw } });
  }
  return [...[...sums.values()].map(({ labels, line }) => ({ ...line, label: [...labels].join(' + ') })), ...words];
}

const CLAIMS: Readonly<Record<quotes.Claim['__kind'], string>> = {
  Bid: 'your bid',
  Purchase: 'what you bought in an offering',
  Offering: 'what is yours of your offering',
  Stake: 'your stake',
  Income: 'income',
  Redemption: 'the share of your fractions',
  Royalty: 'royalties',
  CuratorFee: "the curator's fee",
  Unearned: 'income that nobody is left to earn',
  Asset: 'NFTs',
};

/** What a vault pays for, in a sentence; `null` where only records are closed. */
function partsOf({ names }: Source, { claims }: quotes.ExitQuote): string | null {
  const parts = [...new Set(claims.map(({ __kind }) => CLAIMS[__kind]))];
  return parts.length === 0 ? null : `${names.title} pays ${listed(parts)}.`;
}

function arrivesWrapped({ vaults }: CollectQuote): boolean {
  return vaults.some(({ source, quote }) => {
    return source.view.vault.quoteMint === WRAPPED_SOL_MINT && quote.cash > 0n && !quote.unwrapped;
  });
}

/** Words in a row: "a, b and c". */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
