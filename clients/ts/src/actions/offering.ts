/** Offerings: opening one, and buying in it. */
import type { Address } from '@solana/kit';
import { ClientError } from '../errors/client.ts';
import type { BuiltInstruction } from '../instructions/index.ts';
import * as instructions from '../instructions/index.ts';
import { type Signatory, signatoryAddress } from '../signatory.ts';
import * as pda from '../pda.ts';
import * as quotes from '../quotes/index.ts';
import type { BuyFractionsQuote, OpenOfferingQuote } from '../quotes/index.ts';
import { type AccountReader, type Accounts, SYSVAR_RENT_ADDRESS, readAccounts, rentOf, tokenAt } from '../reader.ts';
import { type OfferingView, type PurchaseView, offeringViewOf, purchaseViewOf } from '../views/offering.ts';
import { type VaultView, readVaultWith } from '../views/vault.ts';
import { type Action, act } from './action.ts';
import { claimOfPurchase } from './claim-purchase.ts';
import { type WrappedSol, amountAt, createAssociatedToken, prepareCash, shortOf } from './tokens.ts';

/** An offering to be opened. */
export type OpenOffering = {
  /** The vault. */
  readonly vault: Address;
  /** Its creator: signs, pays, and brings the fractions from its associated token account. */
  readonly creator: Signatory;
  /** Fractions offered, in raw units. */
  readonly amount: bigint;
  /** Price of the whole vault at the start, in raw quote units. */
  readonly startPrice: bigint;
  /** What the price falls to, evenly, until the end; that at the start where nothing is said. */
  readonly endPrice?: bigint;
  /** From when on it sells, in Unix seconds, within 30 days; now where nothing is said, or 0. */
  readonly startsAt?: bigint;
  /** From when on it sells no more, in Unix seconds, 1 hour to 30 days after the start. */
  readonly endsAt: bigint;
  /** Most fractions one buyer may buy, in raw units; all where nothing is said. */
  readonly walletLimit?: bigint;
  /** It succeeds once this much was raised, in raw quote units; as soon as anything is sold where nothing is said. */
  readonly minimum?: bigint;
};

/**
 * Offers fractions of the creator to all.
 *
 * @throws {ClientError} Those of `quotes.openOffering`; NotEnoughFractions, NoVault; what the reader throws
 */
export function openOffering(reader: AccountReader, order: OpenOffering): Promise<Action<OpenOfferingQuote>> {
  return act(order, async () => {
    const { vault, creator, amount, startPrice, endPrice = startPrice, startsAt = 0n } = order;
    const { endsAt, walletLimit = amount, minimum = 0n } = order;
    const wallet = signatoryAddress(creator);
    const fractionSource = await pda.associatedToken(wallet, await pda.fractionMint(vault));
    const [view, accounts] = await readVaultWith(reader, vault, [fractionSource, SYSVAR_RENT_ADDRESS]);
    const args = { amount, startPrice, endPrice, startsAt, endsAt, walletLimit, minimum };
    const quote = await quotes.openOffering(view, wallet, args, rentOf(accounts));
    const available = amountAt(accounts, fractionSource);
    if (amount > available) throw new ClientError({ code: 'NotEnoughFractions', needed: amount, available });
    const { quoteMint } = view.vault;
    const { number } = quote;
    const open = await instructions.openOffering({ creator, vault, quoteMint, number, fractionSource, args });
    return [[open], quote];
  });
}

/** Fractions of an offering to be bought. */
export type BuyFractions = {
  /** The vault. */
  readonly vault: Address;
  /** Number of the offering; the vault's latest where nothing is said. */
  readonly number?: bigint | null;
  /** Who buys: signs, and pays from its associated token account. */
  readonly buyer: Signatory;
  /** Fractions, in raw units: exactly as many. */
  readonly amount: bigint;
  /** Bound on their cost in raw quote units; without one what the quote says. */
  readonly maxCost?: bigint | null;
  /** What to do about wrapped SOL; `Auto` where nothing is said. */
  readonly sol?: WrappedSol;
};

/**
 * Buys fractions of an offering. Where its minimum is reached with it, they are delivered at once.
 *
 * @throws {ClientError} NoOffering, those of `quotes.buyFractions`; NotEnoughCash, Frozen, NoVault; what the reader throws
 */
export function buyFractions(reader: AccountReader, order: BuyFractions): Promise<Action<BuyFractionsQuote>> {
  return act(order, async () => {
    const buyer = signatoryAddress(order.buyer);
    const { view, accounts, offering } = await readOffering(reader, order.vault, order.number ?? null, buyer);
    const purchase = await purchaseViewOf(view, offering, accounts, buyer);
    return buy(view, accounts, offering, purchase, order);
  });
}

async function buy(
  view: VaultView,
  accounts: Accounts,
  offering: OfferingView,
  purchase: PurchaseView | null,
  { vault, buyer, amount, maxCost = null, sol = 'Auto' }: BuyFractions,
): Promise<[BuiltInstruction[], BuyFractionsQuote]> {
  const wallet = signatoryAddress(buyer);
  const rent = rentOf(accounts);
  const { number } = offering;
  const { quoteMint, fractionMint } = view.vault;
  const quote = await quotes.buyFractions(view, offering, wallet, purchase, amount, maxCost, rent);
  const cash = await prepareCash(accounts, buyer, quoteMint, quote.cost, sol, rent);
  const destination = await pda.associatedToken(wallet, fractionMint);
  const made = [...quote.accounts, ...cash.made];
  const before = [...cash.before];
  if (quote.delivered > 0n && !tokenAt(accounts, destination)) {
    made.push(quotes.newAccount('TokenAccount', destination, rent));
    before.push(await createAssociatedToken(buyer, wallet, fractionMint));
  }
  const rentInSum = quotes.totalRent(made);
  const available = shortOf(cash, accounts, wallet, quote.cost, rentInSum);
  if (available !== null) throw new ClientError({ code: 'NotEnoughCash', needed: quote.cost, available });
  const args = { amount, maxCost: quote.maxCost };
  const built = [await instructions.buyFractions({ buyer, vault, number, cashSource: cash.address, args })];
  // Once it is certain it stays so, whatever others do before this lands.
  if (quote.delivered > 0n) built.push(await claimOfPurchase(view, number, wallet, quote.delivered, 0n));
  return [[...before, ...built, ...cash.after], { ...quote, accounts: made, rent: rentInSum, wrapped: cash.wrapped }];
}

/**
 * Reads a vault with an offering of it, and what a buyer has.
 *
 * @throws {ClientError} NoOffering, NoVault; what the reader throws
 */
export async function readOffering(
  reader: AccountReader,
  vault: Address,
  wanted: bigint | null,
  buyer: Address,
): Promise<{ view: VaultView; accounts: Accounts; offering: OfferingView }> {
  const fractionAccount = await pda.associatedToken(buyer, await pda.fractionMint(vault));
  const [view, found] = await readVaultWith(reader, vault, [fractionAccount, buyer, SYSVAR_RENT_ADDRESS]);
  const number = wanted ?? latestOffering(view);
  const address = await pda.offering(vault, number);
  const own = [pda.purchase(address, buyer), pda.associatedToken(buyer, view.vault.quoteMint)];
  const accounts = await readAccounts(reader, [address, ...(await Promise.all(own))], found);
  const offering = await offeringViewOf(view, accounts, number);
  if (!offering) throw new ClientError({ code: 'NoOffering', vault, number });
  return { view, accounts, offering };
}

/** The number of a vault's latest offering; 0 where it has had none. */
export function latestOffering({ vault }: VaultView): bigint {
  return vault.offerings === 0n ? 0n : vault.offerings - 1n;
}
