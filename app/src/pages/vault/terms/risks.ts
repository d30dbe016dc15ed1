/** What can go wrong for who buys into a vault, in sentences, by its terms. */
import { type VaultView, licensedUntil, offeringFloor } from '@mosaic/client';
import { formatBps } from '../../../amount/format.ts';
import { formatDuration, formatMoment } from '../../../amount/time.ts';

/** The risks of a vault as it is now. */
export function risksOf(view: VaultView): string[] {
  const { vault } = view;
  const until = licensedUntil(view);
  return [
    `The NFT can be sold without your consent: holders of more than ${formatBps(vault.consentBps)} of the fractions set the reserve, down to ${formatBps(vault.floorBps)} of the opening price.`,
    'Fractions that are not staked count as asking the opening price, and have no vote.',
    saleRisk(view),
    offerRisk(view),
    `A stake is locked for ${formatDuration(vault.stakeLockSecs)} after staking or asking, and until the end of every vote it took part in.`,
    'The leading bid stays in escrow until the auction is settled; a bid that is exceeded can be taken back at any time.',
    ...(until === null ? [] : [`A licence runs until ${formatMoment(until)}, and a sale does not end it.`]),
    ...(offeringFloor(view) === 0n
      ? []
      : [
          `The reserve is held up by what was paid in the offering only until ${formatMoment(vault.offeringEndsAt)}; after that the vault can be sold for less.`,
        ]),
    'What the metadata of an NFT says and shows is written by others, and can change where its creators can change it.',
    'A token in which prices are paid can lose its value, and its issuer may be able to freeze accounts.',
  ];
}

function saleRisk({ vault }: VaultView): string {
  const royalty = BigInt(vault.royaltyWeight) / (100n * BigInt(Math.max(vault.assets, 1)));
  return `Of the cash of a sale, royalties of ${formatBps(royalty)} and the curator's fee of ${formatBps(vault.curatorFeeBps)} go first; the fractions share the rest.`;
}

function offerRisk({ vault }: VaultView): string {
  if (vault.offerWindowSecs === 0)
    return 'There are no offers below the reserve: if too few holders ask, nobody may be able to buy.';
  return `An offer below the reserve starts an auction after ${formatDuration(vault.offerWindowSecs)}, unless stakes of more than ${formatBps(vault.vetoBps)} of the fractions ask more: to veto, you have to stake and ask.`;
}
