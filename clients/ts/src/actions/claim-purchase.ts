/** Claiming what was bought in an offering. */
import type { Address } from '@solana/kit';
import { ClientError } from '../errors/client.ts';
import type { BuiltInstruction } from '../instructions/index.ts';
import * as instructions from '../instructions/index.ts';
import { type Signatory, signatoryAddress } from '../signatory.ts';
import * as pda from '../pda.ts';
import * as quotes from '../quotes/index.ts';
import type { ClaimPurchaseQuote } from '../quotes/index.ts';
import { type AccountReader, type Accounts, rentOf, tokenAt } from '../reader.ts';
import { type OfferingView, type PurchaseView, purchaseViewOf } from '../views/offering.ts';
import type { VaultView } from '../views/vault.ts';
import { type Action, act } from './action.ts';
import { readOffering } from './offering.ts';
import { type WrappedSol, checkThawed, createAssociatedToken, prepareCash, unwraps } from './tokens.ts';

/** A purchase to be claimed. */
export type ClaimPurchase = {
  /** The vault. */
  readonly vault: Address;
  /** Number of the offering; the vault's latest where nothing is said. */
  readonly number?: bigint | null;
  /** Who bought, and is paid. Signs only where it is the payer. */
  readonly buyer: Signatory;
  /** Who pays for token accounts that the buyer does not have; anybody, the buyer where nobody is named. */
  readonly payer?: Signatory;
  /** What to do about wrapped SOL, `Auto` where nothing is said. Only the buyer itself can unwrap it. */
  readonly sol?: WrappedSol;
};

/**
 * Brings a buyer the fractions it has bought in an offering that has succeeded, or its cash back from one that has not, into
 * its associated token accounts; those it does not have are made.
 *
 * @throws {ClientError} NoOffering, NoPurchase; Rule with OfferingRuns; Frozen, NoVault; what the reader throws
 */
export function claimPurchase(reader: AccountReader, order: ClaimPurchase): Promise<Action<ClaimPurchaseQuote>> {
  return act(order, async () => {
    const buyer = signatoryAddress(order.buyer);
    const { view, accounts, offering } = await readOffering(reader, order.vault, order.number ?? null, buyer);
    const purchase = await purchaseViewOf(view, offering, accounts, buyer);
    if (!purchase) throw new ClientError({ code: 'NoPurchase', number: offering.number, buyer });
    return collect(view, accounts, offering, purchase, order);
  });
}

async function collect(
  view: VaultView,
  accounts: Accounts,
  offering: OfferingView,
  purchase: PurchaseView,
  { buyer, payer = buyer, sol = 'Auto' }: ClaimPurchase,
): Promise<[BuiltInstruction[], ClaimPurchaseQuote]> {
  const wallet = signatoryAddress(buyer);
  const rent = rentOf(accounts);
  const { quoteMint, fractionMint } = view.vault;
  const quote = quotes.claimPurchase(view, offering, purchase);
  const made = [...quote.accounts];
  const before: BuiltInstruction[] = [];
  const after: BuiltInstruction[] = [];
  let unwrapped = false;
  const make = async (mint: Address) => {
    const account = await pda.associatedToken(wallet, mint);
    checkThawed(accounts, account);
    if (tokenAt(accounts, account)) return;
    before.push(await createAssociatedToken(payer, wallet, mint));
    made.push(quotes.newAccount('TokenAccount', account, rent));
  };
  if (quote.fractions > 0n) await make(fractionMint);
  if (quote.refund > 0n && signatoryAddress(payer) !== wallet) {
    await make(quoteMint);
  } else if (quote.refund > 0n) {
    const account = await prepareCash(accounts, payer, quoteMint, 0n, sol, rent);
    made.push(...account.made);
    unwrapped = unwraps(account);
    before.push(...account.before);
    after.push(...account.after);
  }
  const claim = await claimOfPurchase(view, quote.number, wallet, quote.fractions, quote.refund);
  return [[...before, claim, ...after], { ...quote, accounts: made, rent: quotes.totalRent(made), unwrapped }];
}

/** What claims a purchase that is due these fractions and this refund for its buyer, who need not sign. */
export async function claimOfPurchase(
  view: VaultView,
  number: bigint,
  buyer: Address,
  fractions: bigint,
  refund: bigint,
): Promise<BuiltInstruction> {
  const { quoteMint, fractionMint } = view.vault;
  return instructions.claimPurchase({
    buyer,
    signed: false,
    vault: view.address,
    number,
    fractionDestination: fractions > 0n ? await pda.associatedToken(buyer, fractionMint) : null,
    cashDestination: refund > 0n ? await pda.associatedToken(buyer, quoteMint) : null,
  });
}
