/** The book of asks as rows, of the chart and of the table alike. */
import { type VaultView, quotes } from '@mosaic/client';
import { formatBps } from '../../../amount/format.ts';
import { floorOf } from './move.ts';

/** A price at which some of the fractions would sell. */
export type DepthRow = {
  /** Level of the ladder. */
  readonly level: number;
  /** Price of the whole vault, in raw quote units. */
  readonly price: bigint;
  /** Fractions that ask exactly it, in raw units. */
  readonly weight: bigint;
  /** Per cent of the supply that asks exactly it. */
  readonly part: string;
  /** Per cent of the supply that sells at it: asks it or less. */
  readonly sells: string;
  /** Whether the whole can be sold at this price: enough ask it or less, and it is not below the floor. */
  readonly isSold: boolean;
  /** Height of the bar, in per cent: for drawing only. */
  readonly height: number;
  /** Height of the bar of what sells, in per cent: for drawing only. */
  readonly total: number;
};

/** The asks of all fractions by price, the lowest first. */
export function depthRows(view: VaultView): DepthRow[] {
  const floor = floorOf(view);
  return quotes.depth(view).map(({ level, price, weight, weightBps, cumulativeBps, consents }) => ({
    level,
    price,
    weight,
    part: formatBps(weightBps),
    sells: formatBps(cumulativeBps),
    isSold: consents && price >= floor,
    height: Number(weightBps) / 100,
    total: Number(cumulativeBps) / 100,
  }));
}
