/** Quotes of offers below the reserve. */
import type { Address } from '@solana/kit';
import { termsOf } from '../content.ts';
import { ClientError } from '../errors/client.ts';
import { unlessRefused, withDetails, withRules } from '../errors/refusals.ts';
import type { Bid } from '../generated/index.ts';
import { type Escrowed, type Move, NOTHING_ESCROWED, leastNextPrice } from '../rules/auction.ts';
import { U64_MAX, after, max, min } from '../rules/math.ts';
import { accept, make } from '../rules/offer.ts';
import { checkOffer } from '../rules/offering.ts';
import { acceptsOffers } from '../rules/status.ts';
import { type OfferView, vaultOffer, vetoLimit, vetoing } from '../views/offer.ts';
import { offeringFloor } from '../views/offering.ts';
import { type VaultView, vaultLeader, vaultRound } from '../views/vault.ts';
import { type NewAccount, type Rent, totalRent } from './accounts.ts';
import { type Bidding, bidAccounts } from './bid.ts';

/** What an offer does. */
export type OfferQuote = {
  /** Price of the whole vault, in raw quote units. */
  readonly price: bigint;
  /** What the whole offer has in escrow afterwards. */
  readonly escrowed: Escrowed;
  /** Cash that moves now: in to the escrow, or out of it back to the bidder. */
  readonly cash: Move;
  /** Fractions that move now. */
  readonly fractions: Move;
  /** The bound on the cash of the whole offer that the instruction carries, in raw quote units. */
  readonly maxCash: bigint;
  /** Most cash that can leave the wallet, whatever others do before the transaction lands, in raw quote units. */
  readonly worstCase: bigint;
  /** The offer that stood before and is exceeded; anyone may return it then. */
  readonly exceeds: OfferView | null;
  /** From when on it can be accepted, in Unix seconds, if it lands now: its window begins anew. */
  readonly acceptableAt: bigint;
  /** Staked fractions that ask more now, in raw units. */
  readonly vetoing: bigint;
  /** Most that may without vetoing it, in raw units. */
  readonly vetoLimit: bigint;
  /** Whether it would be vetoed by the asks as they are now. */
  readonly vetoed: boolean;
  /**
   * Latest end of any licence that the instruction accepts, in Unix seconds: of those there are, or the end of the auction
   * that the offer could start, whichever is later. A sale does not end licences, and one that runs longer lets the offer
   * fall.
   */
  readonly licensedUntil: bigint;
  /** Accounts made, at the bidder's expense. */
  readonly accounts: readonly NewAccount[];
  /** What they cost, in lamports. */
  readonly rent: bigint;
  /** Lamports wrapped into SOL of the token program to pay the cash; 0 unless the quote mint is wrapped SOL. */
  readonly wrapped: bigint;
};

/**
 * Quotes an offer of `bidder`, who has `held` in escrow already, at the time of the view. `maxCash` as in `bid`.
 *
 * @throws {RuleError} those of `rules.offer.make`
 */
export async function makeOffer(
  view: VaultView,
  bidder: Address,
  held: Escrowed | null,
  { price, fractions }: Bidding,
  maxCash: bigint | null,
  rent: Rent,
): Promise<OfferQuote> {
  const inEscrow = held ?? NOTHING_ESCROWED;
  const order = { price, fractions, maxCash: maxCash ?? U64_MAX };
  const placed = make(termsOf(view.vault), vaultRound(view), inEscrow, order, view.now);
  const bound = maxCash ?? placed.escrowed.cash;
  const accounts = await bidAccounts(view, bidder, held === null, rent);
  const weight = vetoing(view, price);
  const limit = vetoLimit(view);
  return {
    price,
    escrowed: placed.escrowed,
    cash: placed.cash,
    fractions: placed.fractions,
    maxCash: bound,
    worstCase: max(bound - inEscrow.cash, 0n),
    exceeds: vaultOffer(view),
    acceptableAt: placed.endsAt,
    vetoing: weight,
    vetoLimit: limit,
    vetoed: weight > limit,
    // Rentals may come and go until the auction that the offer could start is over.
    licensedUntil: max(view.vault.licensedUntil, after(placed.endsAt, view.vault.auctionSecs)),
    accounts,
    rent: totalRent(accounts),
    wrapped: 0n,
  };
}

/** What withdrawing an offer does. */
export type WithdrawOfferQuote = {
  /** Its price of the whole vault, in raw quote units. */
  readonly price: bigint;
  /** Cash that comes back, in raw quote units. */
  readonly cash: bigint;
  /** Fractions that come back, in raw units. */
  readonly fractions: bigint;
  /** Whether it was the best one, standing or fallen because of a licence; else it was exceeded. */
  readonly stood: boolean;
  /**
   * Lamports of the closed account that come back to the bidder. {@link withdrawOffer} leaves them 0: they follow from the
   * accounts that the action of this name reads.
   */
  readonly returned: bigint;
  /** Token accounts made, at the bidder's expense. */
  readonly accounts: readonly NewAccount[];
  /** What they cost, in lamports. */
  readonly rent: bigint;
  /** Whether wrapped SOL arrives as SOL: the bidder's account for it is closed by the last instruction. */
  readonly unwrapped: boolean;
};

/**
 * Quotes withdrawing an offer before it is accepted: one that stands once its window is over, one that was exceeded, or
 * fell because a licence was taken since, at once.
 *
 * @throws {ClientError} WrongStatus unless the vault is Active, OfferStillOpen
 */
export function withdrawOffer(view: VaultView, bid: Bid): WithdrawOfferQuote {
  if (!acceptsOffers(view.status)) throw new ClientError({ code: 'WrongStatus', status: view.status });
  const standing = withRules(() => vaultOffer(view));
  if (standing?.bidder === bid.bidder && !standing.withdrawable) {
    throw new ClientError({ code: 'OfferStillOpen', acceptableAt: standing.acceptableAt, now: view.now });
  }
  return {
    price: bid.price,
    cash: bid.cash,
    fractions: bid.fractions,
    stood: vaultLeader(view) === bid.bidder,
    returned: 0n,
    accounts: [],
    rent: 0n,
    unwrapped: false,
  };
}

/** What accepting an offer does. */
export type AcceptOfferQuote = {
  /** The offer: it becomes the first bid. */
  readonly offer: OfferView;
  /** The reserve of the auction, in raw quote units: that of the asks, or the offer's price below it. */
  readonly reserve: bigint;
  /** Least price of the next bid, in raw quote units; `null` if no price can exceed it. */
  readonly leastPrice: bigint | null;
  /** End of the auction that starts, in Unix seconds. */
  readonly endsAt: bigint;
};

/**
 * Quotes starting the auction with the offer that stands, at the time of the view.
 *
 * @throws {ClientError} WrongStatus unless the vault is Active, OfferStillOpen, OfferVetoed; Rule with NoOffer or BelowOffering
 */
export function acceptOffer(view: VaultView): AcceptOfferQuote {
  if (!acceptsOffers(view.status)) throw new ClientError({ code: 'WrongStatus', status: view.status });
  const offer = withRules(() => vaultOffer(view));
  if (!offer) throw new ClientError({ code: 'Rule', rule: 'NoOffer' });
  const { price, acceptableAt, vetoing, vetoLimit } = offer;
  const { vault, supply, now } = view;
  const reserve = view.reserve.price;
  withRules(() => checkOffer(price, offeringFloor(view)));
  const endsAt = withDetails(
    {
      OfferStillOpen: { code: 'OfferStillOpen', acceptableAt, now },
      OfferVetoed: { code: 'OfferVetoed', vetoing, most: vetoLimit },
    },
    () => accept(termsOf(vault), price, acceptableAt, reserve, vetoing, supply, now),
  );
  const leastPrice = unlessRefused(() => leastNextPrice(price, vault.stepBps));
  return { offer, reserve: min(price, reserve), leastPrice, endsAt };
}
