/** Offerings, and what was bought in them. */
import type { Address } from '@solana/kit';
import { offeringFloorOf, offeringOf, purchaseOf } from '../content.ts';
import { unlessRefused, withRules } from '../errors/refusals.ts';
import type { Offering, Purchase } from '../generated/index.ts';
import * as pda from '../pda.ts';
import { type AccountReader, type Accounts, lamportsAt, programAccount, readAccounts } from '../reader.ts';
import * as rules from '../rules/offering.ts';
import { sellsFractions } from '../rules/status.ts';
import { OFFERING_ACCOUNT, PURCHASE_ACCOUNT } from '../state.ts';
import { type VaultView, readVault } from './vault.ts';

/**
 * Where an offering stands; times are Unix seconds:
 *
 * - `Ahead`: it has not started, which it does then.
 * - `Selling`: fractions can be bought, until then.
 * - `Succeeded`: it is over, and what was sold is its buyers'.
 * - `Failed`: it is over, and its buyers get back what they paid.
 */
export type OfferingState =
  | { readonly __kind: 'Ahead'; readonly startsAt: bigint }
  | { readonly __kind: 'Selling'; readonly until: bigint }
  | { readonly __kind: 'Succeeded' }
  | { readonly __kind: 'Failed' };

/** An offering, at the time of its vault's view. */
export type OfferingView = {
  /** Its address. */
  readonly address: Address;
  /** Its account. */
  readonly offering: Offering;
  /** Its number. */
  readonly number: bigint;
  /** Where it stands. */
  readonly state: OfferingState;
  /** Price of the whole vault, in raw quote units: the first one before the start, the last one once it has ended. */
  readonly price: bigint;
  /** Fractions that can still be bought, or could, in raw units. */
  readonly left: bigint;
  /** Whether the minimum is reached: what was bought is its buyers', whatever follows. */
  readonly certain: boolean;
  /** Whether the creator was paid: the cash, and what was not sold. */
  readonly paid: boolean;
  /** Whether anyone may close it now: pay the creator, or close its accounts. */
  readonly closable: boolean;
  /** Lamports of its account. */
  readonly lamports: bigint;
};

/**
 * Reads a vault with the offerings of it that are not closed, by number.
 *
 * @throws {ClientError} NoVault, others if the accounts do not fit together; what the reader throws
 */
export async function readOfferings(reader: AccountReader, vault: Address): Promise<[VaultView, OfferingView[]]> {
  const view = await readVault(reader, vault);
  const accounts = await readAccounts(reader, await offeringAddresses(view));
  return [view, await offeringViewsOf(view, accounts)];
}

/** The addresses of all offerings that could have accounts, to be read with the vault. */
export function offeringAddresses(view: VaultView): Promise<Address[]> {
  return Promise.all(offeringNumbers(view).map(number => pda.offering(view.address, number)));
}

/** The numbers of all offerings made, where some still have accounts. */
export function offeringNumbers({ vault }: VaultView): bigint[] {
  const made = vault.offeringsOpen === 0 ? 0 : Number(vault.offerings);
  return Array.from({ length: made }, (_, number) => BigInt(number));
}

/**
 * The offerings of a vault that have accounts, read with it, by number.
 *
 * @throws {ClientError} As {@link offeringViewOf}.
 */
export async function offeringViewsOf(view: VaultView, accounts: Accounts): Promise<OfferingView[]> {
  const all = await Promise.all(offeringNumbers(view).map(number => offeringViewOf(view, accounts, number)));
  return all.filter(offering => offering !== null);
}

/**
 * The offering of this number, read with its vault; `null` if there is none, or none any more.
 *
 * @throws {ClientError} ForeignAccount, Undecodable; Rule if its account does not fit together
 */
export async function offeringViewOf(
  view: VaultView,
  accounts: Accounts,
  number: bigint,
): Promise<OfferingView | null> {
  const address = await pda.offering(view.address, number);
  const offering = programAccount(accounts, OFFERING_ACCOUNT, address);
  return offering && offeringView(view, address, offering, lamportsAt(accounts, address));
}

/**
 * An offering of which the account is known, at the time of its vault's view.
 *
 * @throws {ClientError} Rule if its account does not fit together
 */
export function offeringView(view: VaultView, address: Address, offering: Offering, lamports: bigint): OfferingView {
  const known = offeringOf(offering);
  const over = rules.isOver(known, view.status, view.now);
  return {
    address,
    offering,
    number: offering.number,
    state: stateOf(known, over, view.now),
    price: withRules(() => rules.priceAt(known.plan, view.now)),
    left: rules.left(known),
    certain: rules.isCertain(known),
    paid: known.closed,
    closable: over && (!known.closed || offering.purchasesOpen === 0n),
    lamports,
  };
}

function stateOf(offering: rules.Offering, over: boolean, now: bigint): OfferingState {
  const { startsAt, endsAt } = offering.plan;
  if (over) return { __kind: rules.isCertain(offering) ? 'Succeeded' : 'Failed' };
  return now < startsAt ? { __kind: 'Ahead', startsAt } : { __kind: 'Selling', until: endsAt };
}

/** Whether nothing can be bought any more. */
export function isOfferingOver({ state }: OfferingView): boolean {
  return state.__kind === 'Succeeded' || state.__kind === 'Failed';
}

/** Whether the creator could open an offering now: none has succeeded, and none stands. */
export function canOffer({ vault, status, now }: VaultView): boolean {
  return sellsFractions(status) && vault.offered === 0 && now >= vault.offeringEndsAt;
}

/**
 * Below which price of the whole the vault is not sold now, as an offering that has succeeded runs, in raw quote units; 0 if
 * none does. The reserve of the view is no less.
 */
export function offeringFloor({ vault, status, now }: VaultView): bigint {
  return sellsFractions(status) ? offeringFloorOf(vault, now) : 0n;
}

/** What somebody has bought in an offering. */
export type PurchaseView = {
  /** Its address. */
  readonly address: Address;
  /** Its account. */
  readonly purchase: Purchase;
  /** Fractions that can be claimed now, in raw units. */
  readonly fractions: bigint;
  /** Cash that can be claimed back now, in raw quote units. */
  readonly refund: bigint;
  /** Whether anyone may claim now for its buyer: also where nothing is left but the rent of its account. */
  readonly claimable: boolean;
  /** Lamports of its account, which come back to the buyer once the offering is over. */
  readonly lamports: bigint;
};

/**
 * The purchase of `buyer` in an offering, read with both; `null` if it has none, or none any more.
 *
 * @throws {ClientError} ForeignAccount, Undecodable
 */
export async function purchaseViewOf(
  view: VaultView,
  offering: OfferingView,
  accounts: Accounts,
  buyer: Address,
): Promise<PurchaseView | null> {
  const address = await pda.purchase(offering.address, buyer);
  const purchase = programAccount(accounts, PURCHASE_ACCOUNT, address);
  return purchase && purchaseView(view, offering, address, purchase, lamportsAt(accounts, address));
}

/** A purchase of which the account is known, at the time of its vault's view. */
export function purchaseView(
  view: VaultView,
  { offering }: OfferingView,
  address: Address,
  purchase: Purchase,
  lamports: bigint,
): PurchaseView {
  const due = unlessRefused(() => rules.claim(offeringOf(offering), view.status, purchaseOf(purchase), view.now));
  return {
    address,
    purchase,
    fractions: due?.fractions ?? 0n,
    refund: due?.refund ?? 0n,
    claimable: due !== null,
    lamports,
  };
}
