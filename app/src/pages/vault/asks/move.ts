/** What it would take to move the reserve. */
import { type VaultView, offeringFloor, quotes, rules } from '@mosaic/client';

/** What would bring the reserve to another price. */
export type ReserveMove = {
  /** The reserve then, in raw quote units. */
  readonly price: bigint;
  /** Fractions that would have to do it at least, in raw units. */
  readonly weight: bigint;
};

/**
 * What it would take to move the reserve: `lower`, further fractions that ask the next level below at most; `higher`,
 * fractions that ask the reserve or less today and would have to ask more. `null` where it cannot move: at the floor,
 * at what was paid in an offering that runs, or where the ladder ends.
 */
export function movesOfReserve(view: VaultView): { lower: ReserveMove | null; higher: ReserveMove | null } {
  return { lower: lowerMove(view), higher: higherMove(view) };
}

/** The level below sells once more than the consent asks it or less. */
function lowerMove(view: VaultView): ReserveMove | null {
  const { vault, supply, reserve } = view;
  const level = reserve.level - 1;
  if (supply === 0n || level < 0 || reserve.price <= floorOf(view)) return null;
  const below = cumulativeUpTo(view, level);
  const wanted = rules.math.max(rules.ladder.price(vault.openingPrice, level), floorOf(view));
  if (wanted >= reserve.price) return null;
  return { price: wanted, weight: leastConsent(view) - below };
}

/** The reserve rises once too few ask less than the next price above it. */
function higherMove(view: VaultView): ReserveMove | null {
  const { vault, supply, reserve } = view;
  if (supply === 0n) return null;
  for (let level = reserve.level + 1; level <= rules.ladder.TOP_LEVEL; level++) {
    const next = rules.ladder.price(vault.openingPrice, level);
    if (next <= reserve.price) continue;
    return { price: next, weight: cumulativeUpTo(view, level - 1) - (leastConsent(view) - 1n) };
  }
  return null;
}

/** The least weight that is consent, in raw fraction units. */
export function leastConsent({ vault, supply }: VaultView): bigint {
  return (supply * BigInt(vault.consentBps)) / BigInt(rules.math.BPS) + 1n;
}

/** The least that the reserve can be now, whatever is asked, in raw quote units. */
export function floorOf(view: VaultView): bigint {
  return rules.math.max(rules.reserve.floor(view.vault), offeringFloor(view));
}

function cumulativeUpTo(view: VaultView, level: number): bigint {
  const asked = quotes.depth(view).filter(asked => asked.level <= level);
  return asked.at(-1)?.cumulative ?? 0n;
}
