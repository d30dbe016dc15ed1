/** Offers below the reserve. */
import type { Address } from '@solana/kit';
import { ClientError } from '../errors/client.ts';
import * as instructions from '../instructions/index.ts';
import { type Signatory, signatoryAddress } from '../signatory.ts';
import * as pda from '../pda.ts';
import * as quotes from '../quotes/index.ts';
import type { AcceptOfferQuote, OfferQuote, WithdrawOfferQuote } from '../quotes/index.ts';
import { type AccountReader, SYSVAR_RENT_ADDRESS, lamportsAt, readAccounts, rentOf, tokenAt } from '../reader.ts';
import { bidViewOf } from '../views/bid.ts';
import { readVault, readVaultWith } from '../views/vault.ts';
import { type Action, act } from './action.ts';
import { type PlaceBid, preparePayment, readBidder } from './bid.ts';
import { type WrappedSol, createAssociatedToken, prepareCash, unwraps } from './tokens.ts';

/** An offer to be taken back. */
export type WithdrawOffer = {
  /** The vault. */
  readonly vault: Address;
  /** Whose offer it is: gets everything back in its associated token accounts, and signs. */
  readonly bidder: Signatory;
  /** What to do about wrapped SOL; `Auto` where nothing is said. */
  readonly sol?: WrappedSol;
};

/** A vault of which the offer that stands is to be accepted. */
export type AcceptOffer = { readonly vault: Address };

/**
 * Makes an offer below the reserve, or raises the bidder's own: a bid like any other, from and back to its associated
 * token accounts.
 *
 * @throws {ClientError} Rule for what the rules of offers refuse, NotEnoughCash, NotEnoughFractions, Frozen, NoVault; what
 * the reader throws
 */
export function makeOffer(reader: AccountReader, order: PlaceBid): Promise<Action<OfferQuote>> {
  return act(order, async () => {
    const { bidder, price, fractions = 0n, maxCash = null } = order;
    const { view, accounts, held } = await readBidder(reader, order);
    const rent = rentOf(accounts);
    const quote = await quotes.makeOffer(view, signatoryAddress(bidder), held, { price, fractions }, maxCash, rent);
    const paid = await preparePayment(view, accounts, order, quote);
    const offer = await instructions.makeOffer(paid.place);
    return [[...paid.before, offer, ...paid.after], { ...quote, ...paid.costs }];
  });
}

/**
 * Takes an offer back before it is accepted: the one that stands once its window is over, or one that was exceeded.
 *
 * @throws {ClientError} NoOffer without one, OfferStillOpen, WrongStatus unless the vault is Active, Frozen, NoVault; what
 * the reader throws
 */
export function withdrawOffer(reader: AccountReader, order: WithdrawOffer): Promise<Action<WithdrawOfferQuote>> {
  return act(order, async () => {
    const { vault, bidder, sol = 'Auto' } = order;
    const wallet = signatoryAddress(bidder);
    const [fractionMint, address] = await Promise.all([pda.fractionMint(vault), pda.bid(vault, wallet)]);
    const fractionAccount = await pda.associatedToken(wallet, fractionMint);
    const others = [address, fractionAccount, SYSVAR_RENT_ADDRESS];
    const [view, known] = await readVaultWith(reader, vault, others);
    const { quoteMint } = view.vault;
    const accounts = await readAccounts(reader, [await pda.associatedToken(wallet, quoteMint)], known);
    const rent = rentOf(accounts);
    const found = await bidViewOf(view, accounts, wallet);
    if (!found) throw new ClientError({ code: 'NoOffer', bidder: wallet });
    const quote = quotes.withdrawOffer(view, found.bid);
    const cash = await prepareCash(accounts, bidder, quoteMint, 0n, sol, rent);
    const made = [...cash.made];
    const before = [...cash.before];
    const movesFractions = quote.fractions > 0n;
    if (movesFractions && !tokenAt(accounts, fractionAccount)) {
      before.push(await createAssociatedToken(bidder, wallet, fractionMint));
      made.push(quotes.newAccount('TokenAccount', fractionAccount, rent));
    }
    const withdrawal = {
      bidder,
      signed: true,
      vault,
      cashDestination: cash.address,
      fractionDestination: movesFractions ? fractionAccount : null,
    };
    const build = quote.stood ? instructions.withdrawOffer : instructions.withdrawBid;
    return [
      [...before, await build(withdrawal), ...cash.after],
      {
        ...quote,
        returned: lamportsAt(accounts, address),
        accounts: made,
        rent: quotes.totalRent(made),
        unwrapped: unwraps(cash),
      },
    ];
  });
}

/**
 * Starts the auction with the offer that stands as its first bid. Anyone may, and nobody but the payer of the fee signs.
 *
 * @throws {ClientError} OfferStillOpen, OfferVetoed, WrongStatus unless the vault is Active; Rule where no offer stands;
 * NoVault; what the reader throws
 */
export function acceptOffer(reader: AccountReader, order: AcceptOffer): Promise<Action<AcceptOfferQuote>> {
  return act(order, async () => {
    const { vault } = order;
    const quote = quotes.acceptOffer(await readVault(reader, vault));
    // Also where there is no book yet: somebody may open one before this arrives.
    return [[await instructions.acceptOffer({ vault, withAsks: true })], quote];
  });
}
