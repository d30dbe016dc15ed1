/** Closing offerings: paying the creator, and taking the accounts away. */
import type { Address } from '@solana/kit';
import { offeringOf } from '../content.ts';
import { ClientError } from '../errors/client.ts';
import { withRules } from '../errors/refusals.ts';
import * as instructions from '../instructions/index.ts';
import { type Signatory, signatoryAddress } from '../signatory.ts';
import * as pda from '../pda.ts';
import * as quotes from '../quotes/index.ts';
import type { CloseOfferingQuote } from '../quotes/index.ts';
import {
  type AccountReader,
  type Accounts,
  SYSVAR_RENT_ADDRESS,
  lamportsAt,
  readAccounts,
  rentOf,
  tokenAt,
} from '../reader.ts';
import { max } from '../rules/math.ts';
import { cashOf, fractionsOf } from '../rules/offering.ts';
import { type OfferingView, offeringViewOf, offeringViewsOf } from '../views/offering.ts';
import { type VaultView, readVaultWith } from '../views/vault.ts';
import { type Action, act } from './action.ts';
import type { Steps } from './close-staking.ts';
import { latestOffering } from './offering.ts';
import { amountAt, checkThawed, createAssociatedToken } from './tokens.ts';

/** An offering to be closed. */
export type CloseOffering = {
  /** The vault. */
  readonly vault: Address;
  /** Number of the offering; the vault's latest where nothing is said. */
  readonly number?: bigint | null;
  /**
   * Who signs, and pays for token accounts that those who are paid do not have; anyone, once the offering is over. The
   * creator can call one off in which nothing was sold.
   */
  readonly payer: Signatory;
};

/**
 * Pays the creator what is its own of an offering: the cash of one that has succeeded and what was not sold of it, or all
 * fractions of one that has not. Where no purchase is left to be claimed, closes its accounts with it.
 *
 * @throws {ClientError} NoOffering, PurchasesStillOpen; Rule with OfferingRuns; Frozen, NoVault; what the reader throws
 */
export function closeOffering(reader: AccountReader, order: CloseOffering): Promise<Action<CloseOfferingQuote>> {
  return act(order, async () => {
    const { vault, payer } = order;
    const [view, known] = await readVaultWith(reader, vault, [SYSVAR_RENT_ADDRESS]);
    const number = order.number ?? latestOffering(view);
    const accounts = await readAccounts(reader, await addressesToClose(view, number), known);
    const offering = await offeringViewOf(view, accounts, number);
    if (!offering) throw new ClientError({ code: 'NoOffering', vault, number });
    const steps: Steps = { instructions: [], made: [] };
    const quote = await closeOne(view, accounts, offering, payer, steps);
    return [steps.instructions, { ...quote, accounts: steps.made, rent: quotes.totalRent(steps.made) }];
  });
}

/** What {@link closeOne} looks at besides the vault. */
export async function addressesToClose({ address, vault }: VaultView, number: bigint): Promise<Address[]> {
  const offering = await pda.offering(address, number);
  const others = [
    pda.offeredFractions(offering),
    pda.raisedCash(offering),
    pda.associatedToken(vault.creator, vault.fractionMint),
    pda.associatedToken(vault.creator, vault.quoteMint),
    pda.associatedToken(vault.curator, vault.quoteMint),
  ];
  return [offering, ...(await Promise.all(others))];
}

/**
 * Adds to `steps` what closes an offering, and the token accounts it makes, of which `quotes.closeOffering` knows nothing.
 *
 * @throws {ClientError} Those of `quotes.closeOffering`; Frozen
 */
export async function closeOne(
  view: VaultView,
  accounts: Accounts,
  offering: OfferingView,
  payer: Signatory,
  steps: Steps,
): Promise<CloseOfferingQuote> {
  const { creator, curator, fractionMint, quoteMint } = view.vault;
  const { offeredFractions, raisedCash } = offering.offering;
  const byCreator = signatoryAddress(payer) === creator;
  const quote = quotes.closeOffering(view, offering, byCreator);
  const destination = async (amount: bigint, payee: Address, mint: Address) => {
    if (amount === 0n) return null;
    const account = await pda.associatedToken(payee, mint);
    checkThawed(accounts, account);
    if (!tokenAt(accounts, account) && steps.made.every(({ address }) => address !== account)) {
      steps.instructions.push(await createAssociatedToken(payer, payee, mint));
      steps.made.push(quotes.newAccount('TokenAccount', account, rentOf(accounts)));
    }
    return account;
  };
  const fractionDestination = await destination(quote.fractions, creator, fractionMint);
  const cashDestination = await destination(quote.cash, creator, quoteMint);
  const surplus = quote.closes ? surplusOf(accounts, offering) : { surplusCash: 0n, surplusFractions: 0n };
  const surplusDestination = await destination(surplus.surplusCash, curator, quoteMint);
  const closed = quote.closes ? [offering.address, offeredFractions, raisedCash] : [];
  const close = await instructions.closeOffering({
    creator: byCreator ? payer : creator,
    creatorSigned: quote.calledOff,
    vault: view.address,
    number: offering.number,
    fractionDestination,
    cashDestination,
    curator,
    curatorSigned: false,
    surplusDestination,
  });
  steps.instructions.push(close);
  return { ...quote, ...surplus, returned: closed.reduce((sum, address) => sum + lamportsAt(accounts, address), 0n) };
}

/** What the accounts of an offering hold that nobody is owed. */
function surplusOf(accounts: Accounts, { offering }: OfferingView) {
  const { offeredFractions, raisedCash } = offering;
  const known = offeringOf(offering);
  return withRules(() => ({
    surplusCash: max(amountAt(accounts, raisedCash) - cashOf(known), 0n),
    surplusFractions: max(amountAt(accounts, offeredFractions) - fractionsOf(known), 0n),
  }));
}

/**
 * Adds to `steps` what closes the offerings of a vault in which no purchase is left to be claimed, before the vault itself is
 * closed: what that does to each, and how many offerings stay.
 *
 * @throws {ClientError} As {@link closeOne}.
 */
export async function closeOfferings(
  view: VaultView,
  accounts: Accounts,
  payer: Signatory,
  steps: Steps,
): Promise<{ offerings: readonly CloseOfferingQuote[]; left: number }> {
  const offerings: CloseOfferingQuote[] = [];
  for (const offering of await offeringViewsOf(view, accounts)) {
    if (offering.offering.purchasesOpen > 0n) continue;
    offerings.push(await closeOne(view, accounts, offering, payer, steps));
  }
  return { offerings, left: Math.max(view.vault.offeringsOpen - offerings.length, 0) };
}
