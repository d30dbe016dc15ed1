/** Quotes of offerings. */
import type { Address } from '@solana/kit';
import { offeringOf, purchaseOf } from '../content.ts';
import { ClientError } from '../errors/client.ts';
import { unlessRefused, withDetails, withRules } from '../errors/refusals.ts';
import * as pda from '../pda.ts';
import { valueOf } from '../rules/auction.ts';
import { U64_MAX } from '../rules/math.ts';
import * as rules from '../rules/offering.ts';
import { sellsFractions } from '../rules/status.ts';
import { type OfferingView, type PurchaseView, isOfferingOver } from '../views/offering.ts';
import { type VaultView, oneToken } from '../views/vault.ts';
import { type NewAccount, type Rent, newAccount, returnedRent, totalRent } from './accounts.ts';

/** What is to be offered, and how. */
export type Offered = Omit<rules.Plan, 'supply'>;

/** What opening an offering does. */
export type OpenOfferingQuote = {
  /** Its number. */
  readonly number: bigint;
  /** Its address. */
  readonly address: Address;
  /** Fractions offered, which leave the creator's token account, in raw units. */
  readonly amount: bigint;
  /** From when on it sells, in Unix seconds. */
  readonly startsAt: bigint;
  /** From when on it sells no more, in Unix seconds. */
  readonly endsAt: bigint;
  /**
   * Price of one whole token of fractions (`10^decimals` raw units) at the start, floored, in raw quote units; `null` where
   * that exceeds 64 bits.
   */
  readonly startPricePerToken: bigint | null;
  /** The same at the end. */
  readonly endPricePerToken: bigint | null;
  /** What everything offered costs at the start, in raw quote units. */
  readonly most: bigint;
  /** What it costs at the end, in raw quote units. */
  readonly least: bigint;
  /** Least cash in all, without which everybody is paid back, in raw quote units. */
  readonly minimum: bigint;
  /** Accounts made, at the creator's expense. */
  readonly accounts: readonly NewAccount[];
  /** What they cost, in lamports. */
  readonly rent: bigint;
  /** Of it, what comes back to the creator when the offering is closed, in lamports. */
  readonly returned: bigint;
};

/**
 * Quotes opening an offering by `creator`, at the time of the view.
 *
 * @throws {ClientError} NotTheCreator, WrongStatus unless the vault is Active; Rule with AlreadyOffered, OfferingRuns and
 * those of `rules.offering.opened`
 */
export async function openOffering(
  view: VaultView,
  creator: Address,
  offered: Offered,
  rent: Rent,
): Promise<OpenOfferingQuote> {
  const { vault, status, supply, now } = view;
  if (vault.creator !== creator) throw new ClientError({ code: 'NotTheCreator', creator: vault.creator });
  if (!sellsFractions(status)) throw new ClientError({ code: 'WrongStatus', status });
  if (vault.offered === 1) throw new ClientError({ code: 'Rule', rule: 'AlreadyOffered' });
  if (now < vault.offeringEndsAt) throw new ClientError({ code: 'Rule', rule: 'OfferingRuns' });
  const plan = withRules(() => rules.opened({ ...offered, supply }, now));
  const { amount, startPrice, endPrice, startsAt, endsAt, minimum } = plan;
  const address = await pda.offering(view.address, vault.offerings);
  const accounts = [
    newAccount('Offering', address, rent),
    newAccount('OfferedFractions', await pda.offeredFractions(address), rent),
    newAccount('RaisedCash', await pda.raisedCash(address), rent),
  ];
  const token = withRules(() => oneToken(vault.decimals));
  return {
    number: vault.offerings,
    address,
    amount,
    startsAt,
    endsAt,
    startPricePerToken: unlessRefused(() => valueOf(token, startPrice, supply)),
    endPricePerToken: unlessRefused(() => valueOf(token, endPrice, supply)),
    most: withRules(() => rules.costOf(plan, amount, startPrice)),
    least: withRules(() => rules.costOf(plan, amount, endPrice)),
    minimum,
    accounts,
    rent: totalRent(accounts),
    returned: returnedRent(accounts),
  };
}

/** What buying fractions of an offering does. */
export type BuyFractionsQuote = {
  /** Number of the offering. */
  readonly number: bigint;
  /** Fractions bought, in raw units: exactly as many, or none. */
  readonly amount: bigint;
  /** Price of the whole vault, in raw quote units. */
  readonly price: bigint;
  /** What they cost if the transaction lands now, in raw quote units. Later it is less, if anything. */
  readonly cost: bigint;
  /** The bound on the cost that the instruction carries, in raw quote units: the most that can leave the wallet. */
  readonly maxCost: bigint;
  /** All that the buyer has bought in the offering then. */
  readonly purchase: rules.Purchase;
  /** What it may still buy then, in raw units. */
  readonly allowed: bigint;
  /** What is left for everybody then, in raw units. */
  readonly left: bigint;
  /** What was raised by then, in raw quote units. */
  readonly raised: bigint;
  /** Whether the minimum is reached then: else everything is paid back if it never is. */
  readonly certain: boolean;
  /** Fractions that are delivered with it, in raw units: all that are the buyer's, once the minimum is reached. */
  readonly delivered: bigint;
  /**
   * Below which price of the whole the vault is not sold then, while the offering runs, in raw quote units; 0 where it does
   * not run or the minimum is not reached.
   */
  readonly floor: bigint;
  /** End of the offering, in Unix seconds. */
  readonly endsAt: bigint;
  /** Accounts made, at the buyer's expense. */
  readonly accounts: readonly NewAccount[];
  /** What they cost, in lamports. */
  readonly rent: bigint;
  /** Lamports wrapped into SOL of the token program to pay; 0 unless the quote mint is wrapped SOL. */
  readonly wrapped: bigint;
};

/**
 * Quotes buying `amount` fractions by `buyer`, who has this `purchase` so far, at the time of the view. `maxCost` bounds the
 * cost; `null` bounds it by what the quote says. That suffices: the price never rises.
 *
 * @throws {ClientError} WrongStatus unless the vault is Active, AboveOffered, AboveWalletLimit; Rule for others of
 * `rules.offering.buy`
 */
export async function buyFractions(
  view: VaultView,
  offering: OfferingView,
  buyer: Address,
  purchase: PurchaseView | null,
  amount: bigint,
  maxCost: bigint | null,
  rent: Rent,
): Promise<BuyFractionsQuote> {
  const { status, now } = view;
  const known = offeringOf(offering.offering);
  const held = purchase ? purchaseOf(purchase.purchase) : rules.NOTHING_BOUGHT;
  const limit = known.plan.walletLimit;
  const bought = withDetails(
    {
      WrongStatus: { code: 'WrongStatus', status },
      AboveOffered: { code: 'AboveOffered', wanted: amount, left: rules.left(known) },
      AboveWalletLimit: { code: 'AboveWalletLimit', wanted: amount, bought: held.fractions, limit },
    },
    () => rules.buy(known, status, held, amount, maxCost ?? U64_MAX, now),
  );
  const after = bought.offering;
  const claimed = unlessRefused(() => rules.claim(after, status, bought.purchase, now));
  const certain = rules.isCertain(after);
  const runs = certain && !rules.isOver(after, status, now);
  const address = await pda.purchase(offering.address, buyer);
  const accounts = purchase ? [] : [newAccount('Purchase', address, rent)];
  return {
    number: offering.number,
    amount,
    price: bought.price,
    cost: bought.cost,
    maxCost: maxCost ?? bought.cost,
    purchase: bought.purchase,
    allowed: rules.allowed(after, bought.purchase.fractions),
    left: rules.left(after),
    raised: after.raised,
    certain,
    delivered: claimed?.fractions ?? 0n,
    floor: runs ? after.highestPrice : 0n,
    endsAt: after.plan.endsAt,
    accounts,
    rent: totalRent(accounts),
    wrapped: 0n,
  };
}

/** What claiming a purchase does. */
export type ClaimPurchaseQuote = {
  /** Number of the offering. */
  readonly number: bigint;
  /** Who bought, and is paid. */
  readonly buyer: Address;
  /** Fractions delivered, in raw units. */
  readonly fractions: bigint;
  /** Cash paid back, in raw quote units. */
  readonly refund: bigint;
  /** Whether its account is closed: once the offering is over. */
  readonly closes: boolean;
  /** Lamports of the closed account that come back to the buyer. */
  readonly returned: bigint;
  /** Token accounts made, at the payer's expense. */
  readonly accounts: readonly NewAccount[];
  /** What they cost, in lamports. */
  readonly rent: bigint;
  /** Whether wrapped SOL arrives as SOL: the buyer's account for it is closed by the last instruction. */
  readonly unwrapped: boolean;
};

/**
 * Quotes claiming a purchase, at the time of the view.
 *
 * @throws {ClientError} Rule with OfferingRuns
 */
export function claimPurchase(view: VaultView, offering: OfferingView, purchase: PurchaseView): ClaimPurchaseQuote {
  const known = offeringOf(offering.offering);
  const claimed = withRules(() => rules.claim(known, view.status, purchaseOf(purchase.purchase), view.now));
  return {
    number: offering.number,
    buyer: purchase.purchase.buyer,
    fractions: claimed.fractions,
    refund: claimed.refund,
    closes: claimed.closes,
    returned: claimed.closes ? purchase.lamports : 0n,
    accounts: [],
    rent: 0n,
    unwrapped: false,
  };
}

/** What closing an offering does. */
export type CloseOfferingQuote = {
  /** Its number. */
  readonly number: bigint;
  /** Fractions that go back to the creator, in raw units. */
  readonly fractions: bigint;
  /** Cash the creator is paid, in raw quote units. */
  readonly cash: bigint;
  /** Whether it is called off: it is not over. */
  readonly calledOff: boolean;
  /** Whether its accounts are closed; else it is closed again once the last purchase was claimed. */
  readonly closes: boolean;
  /** Cash nobody is owed, which the curator gets, in raw quote units. */
  readonly surplusCash: bigint;
  /** Fractions nobody is owed, which are burned, in raw units. */
  readonly surplusFractions: bigint;
  /**
   * Lamports of the closed accounts that come back to the creator. {@link closeOffering} leaves them 0, as the surplus: they
   * follow from the accounts that the action of this name reads.
   */
  readonly returned: bigint;
  /** Token accounts made for those who are paid, at the payer's expense. */
  readonly accounts: readonly NewAccount[];
  /** What they cost, in lamports. */
  readonly rent: bigint;
};

/**
 * Quotes closing an offering, at the time of the view, signed by the creator or by somebody else.
 *
 * @throws {ClientError} PurchasesStillOpen where the creator was paid; Rule with OfferingRuns
 */
export function closeOffering(view: VaultView, offering: OfferingView, byCreator: boolean): CloseOfferingQuote {
  const { number } = offering;
  const closed = withRules(() => rules.close(offeringOf(offering.offering), view.status, byCreator, view.now));
  const open = offering.offering.purchasesOpen;
  if (offering.paid && open > 0n) throw new ClientError({ code: 'PurchasesStillOpen', number, open });
  return {
    number,
    fractions: closed.fractions,
    cash: closed.cash,
    calledOff: !isOfferingOver(offering),
    closes: open === 0n,
    surplusCash: 0n,
    surplusFractions: 0n,
    returned: 0n,
    accounts: [],
    rent: 0n,
  };
}
