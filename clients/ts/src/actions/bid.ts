/** Bidding. */
import type { Address } from '@solana/kit';
import { escrowedOf } from '../content.ts';
import { ClientError } from '../errors/client.ts';
import type { BuiltInstruction, PlaceBidInput } from '../instructions/index.ts';
import * as instructions from '../instructions/index.ts';
import { type Signatory, signatoryAddress } from '../signatory.ts';
import * as pda from '../pda.ts';
import * as quotes from '../quotes/index.ts';
import type { BidQuote, NewAccount } from '../quotes/index.ts';
import { type AccountReader, type Accounts, SYSVAR_RENT_ADDRESS, readAccounts, rentOf, tokenAt } from '../reader.ts';
import type { Escrowed, Move } from '../rules/auction.ts';
import { bidViewOf } from '../views/bid.ts';
import { type VaultView, readVaultWith } from '../views/vault.ts';
import { type Action, act } from './action.ts';
import { type WrappedSol, createAssociatedToken, prepareCash, shortOf } from './tokens.ts';

/** A bid, or an offer below the reserve, to be placed or raised. */
export type PlaceBid = {
  /** The vault. */
  readonly vault: Address;
  /** Who bids, pays and signs. */
  readonly bidder: Signatory;
  /** Price of the whole vault, in raw quote units. */
  readonly price: bigint;
  /** The bidder's own fractions, burned if the bid wins, in raw units; none where nothing is said. */
  readonly fractions?: bigint;
  /** Bound on the cash of the whole bid in raw quote units; without one what the quote says. */
  readonly maxCash?: bigint | null;
  /** What to do about wrapped SOL; `Auto` where nothing is said. */
  readonly sol?: WrappedSol;
};

/**
 * Places a bid or raises the bidder's own; pays from, and back to, its associated token accounts. In an Active vault it
 * starts the auction, at the reserve or above; where the reserve has fallen to an offer that stands, a step above that.
 *
 * @throws {ClientError} Rule for what the auction's rules refuse, NotEnoughCash, NotEnoughFractions, Frozen, NoVault; what
 * the reader throws
 */
export function bid(reader: AccountReader, order: PlaceBid): Promise<Action<BidQuote>> {
  return act(order, async () => {
    const { bidder, price, fractions = 0n, maxCash = null } = order;
    const { view, accounts, held } = await readBidder(reader, order);
    const quote = await quotes.bid(
      view,
      signatoryAddress(bidder),
      held,
      { price, fractions },
      maxCash,
      rentOf(accounts),
    );
    const paid = await preparePayment(view, accounts, order, quote);
    const place = await instructions.placeBid(paid.place);
    return [[...paid.before, place, ...paid.after], { ...quote, ...paid.costs }];
  });
}

/** Reads a vault with what the bidder has, and its bid or offer. */
export async function readBidder(
  reader: AccountReader,
  { vault, bidder }: PlaceBid,
): Promise<{ view: VaultView; accounts: Accounts; held: Escrowed | null }> {
  const wallet = signatoryAddress(bidder);
  const fractionAccount = await pda.associatedToken(wallet, await pda.fractionMint(vault));
  const others = [await pda.bid(vault, wallet), fractionAccount, wallet, SYSVAR_RENT_ADDRESS];
  const [view, found] = await readVaultWith(reader, vault, others);
  const accounts = await readAccounts(reader, [await pda.associatedToken(wallet, view.vault.quoteMint)], found);
  const present = await bidViewOf(view, accounts, wallet);
  return { view, accounts, held: present && escrowedOf(present.bid) };
}

/** How a bid or an offer is paid. */
export type Payment = {
  /** Accounts and arguments of what places it. */
  readonly place: PlaceBidInput;
  /** What comes before that. */
  readonly before: readonly BuiltInstruction[];
  /** What comes after it. */
  readonly after: readonly BuiltInstruction[];
  /** What it costs besides, for the quote. */
  readonly costs: { readonly accounts: readonly NewAccount[]; readonly rent: bigint; readonly wrapped: bigint };
};

/**
 * Prepares that cash and fractions move as the quote says.
 *
 * @throws {ClientError} Frozen, NotEnoughCash, NotEnoughFractions
 */
export async function preparePayment(
  view: VaultView,
  accounts: Accounts,
  { vault, bidder, price, fractions = 0n, sol = 'Auto' }: PlaceBid,
  quote: Pick<BidQuote, 'cash' | 'fractions' | 'maxCash' | 'accounts' | 'licensedUntil'>,
): Promise<Payment> {
  const wallet = signatoryAddress(bidder);
  const rent = rentOf(accounts);
  const { quoteMint, fractionMint } = view.vault;
  const fractionAccount = await pda.associatedToken(wallet, fractionMint);
  const needed = taken(quote.cash);
  const cash = await prepareCash(accounts, bidder, quoteMint, needed, sol, rent);
  const inWallet = tokenAt(accounts, fractionAccount)?.amount ?? null;
  const movesFractions = quote.fractions.__kind === 'Out' || quote.fractions.fields[0] > 0n;
  const makesFractionAccount = movesFractions && inWallet === null;
  const made = [...quote.accounts, ...cash.made];
  const before = [...cash.before];
  if (makesFractionAccount) {
    made.push(quotes.newAccount('TokenAccount', fractionAccount, rent));
    before.push(await createAssociatedToken(bidder, wallet, fractionMint));
  }
  const rentInSum = quotes.totalRent(made);
  const cashAvailable = shortOf(cash, accounts, wallet, needed, rentInSum);
  if (cashAvailable !== null) throw new ClientError({ code: 'NotEnoughCash', needed, available: cashAvailable });
  const available = inWallet ?? 0n;
  if (taken(quote.fractions) > available) {
    throw new ClientError({ code: 'NotEnoughFractions', needed: taken(quote.fractions), available });
  }
  const place: PlaceBidInput = {
    bidder,
    vault,
    quoteMint,
    cashAccount: cash.address,
    // Also where none should move: anyone may return an outbid bid before this one arrives, and then all do.
    fractionAccount: fractions > 0n || movesFractions ? fractionAccount : null,
    // Also where there is no book yet: somebody may open one before this bid arrives.
    withAsks: view.status === 'Active',
    args: { price, fractions, maxCash: quote.maxCash, maxLicensedUntil: quote.licensedUntil },
  };
  return { place, before, after: cash.after, costs: { accounts: made, rent: rentInSum, wrapped: cash.wrapped } };
}

function taken({ __kind, fields: [amount] }: Move): bigint {
  return __kind === 'In' ? amount : 0n;
}
