/** The offer below the reserve that stands. */
import type { Address } from '@solana/kit';
import { offerPriceOf } from '../content.ts';
import { isAllowed } from '../errors/refusals.ts';
import { leastNextPrice } from '../rules/auction.ts';
import { RuleError } from '../rules/error.ts';
import { BPS, partFloor } from '../rules/math.ts';
import { checkWithdrawal, vetoWeight } from '../rules/offer.ts';
import { acceptsOffers } from '../rules/status.ts';
import { offeringFloor } from './offering.ts';
import { type VaultView, vaultRound } from './vault.ts';

/** The offer that stands, at the time of the vault's view. */
export type OfferView = {
  /** Who made it. */
  readonly bidder: Address;
  /** Its price of the whole vault, in raw quote units. */
  readonly price: bigint;
  /** Supply when it was made, by which its cash is measured, in raw units. */
  readonly supply: bigint;
  /**
   * From when on it can be accepted, in Unix seconds, unless it is vetoed then, or an offering runs in which more was paid.
   */
  readonly acceptableAt: bigint;
  /** Staked fractions that ask more now, in raw units. */
  readonly vetoing: bigint;
  /** Most that may without vetoing it, in raw units. */
  readonly vetoLimit: bigint;
  /** Whether staked asks veto it now. */
  readonly vetoed: boolean;
  /** Whether the reserve has fallen to its price: then it waits for nobody. */
  readonly atReserve: boolean;
  /** Whether anyone may accept it now. */
  readonly acceptable: boolean;
  /** Whether its bidder may take it back now: once its window is over, as until then it holds up whoever offers less. */
  readonly withdrawable: boolean;
};

/**
 * The offer that stands, if one does: it does no more once a licence was taken that outlasts those it was made with. The
 * escrowed cash and fractions are in its bid.
 *
 * @throws {RuleError} LedgerMismatch if the accounts do not fit together
 */
export function vaultOffer(view: VaultView): OfferView | null {
  const { auction, now } = view;
  if (!auction || view.status !== 'Active' || offerPriceOf(auction, view.vault) === 0n) return null;
  const { leader, price, supply, endsAt } = auction;
  const weight = vetoing(view, price);
  const limit = vetoLimit(view);
  const vetoed = weight > limit;
  const atReserve = price >= view.reserve.price;
  return {
    bidder: leader,
    price,
    supply,
    acceptableAt: endsAt,
    vetoing: weight,
    vetoLimit: limit,
    vetoed,
    atReserve,
    acceptable: atReserve || (now >= endsAt && !vetoed && price >= offeringFloor(view)),
    withdrawable: isAllowed(() => checkWithdrawal(endsAt, now)),
  };
}

/**
 * Staked fractions that ask more than `price` now, in raw units.
 *
 * @throws {RuleError} LedgerMismatch if the accounts do not fit together
 */
export function vetoing(view: VaultView, price: bigint): bigint {
  return view.asks ? vetoWeight(view.vault.openingPrice, view.asks.weights, price) : 0n;
}

/**
 * Staked fractions that may ask more than an offer without vetoing it, in raw units.
 *
 * @throws {RuleError} Overflow for a veto of more than the whole
 */
export function vetoLimit(view: VaultView): bigint {
  return partFloor(view.supply, view.vault.vetoBps, BPS);
}

/**
 * The least price of an offer below the reserve made now, in raw quote units.
 *
 * @throws {RuleError} WrongStatus, OffersClosed; OfferAtReserve where none is below the reserve: then a bid is
 */
export function leastOffer(view: VaultView): bigint {
  if (!acceptsOffers(view.status)) throw new RuleError('WrongStatus');
  if (view.vault.offerWindowSecs === 0) throw new RuleError('OffersClosed');
  const { leadingPrice, reserve } = vaultRound(view);
  const least = leastNextPrice(leadingPrice, view.vault.stepBps);
  if (least >= reserve) throw new RuleError('OfferAtReserve');
  return least;
}

/**
 * Latest end of any licence of the assets, in Unix seconds, which a sale does not end; `null` if none runs at the time of
 * the view.
 */
export function licensedUntil({ vault, now }: VaultView): bigint | null {
  return now < vault.licensedUntil ? vault.licensedUntil : null;
}

/** As {@link licensedUntil}, of exclusive licences: until then no other can be taken. */
export function exclusiveUntil({ vault, now }: VaultView): bigint | null {
  return now < vault.exclusiveUntil ? vault.exclusiveUntil : null;
}
