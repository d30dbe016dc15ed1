/** Asks. */
import type { Address } from '@solana/kit';
import type { BuiltInstruction } from '../instructions/index.ts';
import * as instructions from '../instructions/index.ts';
import { type Signatory, signatoryAddress } from '../signatory.ts';
import * as quotes from '../quotes/index.ts';
import type { Ask, AskQuote, StakeAndAskQuote } from '../quotes/index.ts';
import { type AccountReader, rentOf } from '../reader.ts';
import type { VaultView } from '../views/vault.ts';
import { type Action, act } from './action.ts';
import { type Stake, prepareStake, readHolder, stakeOf } from './stake.ts';

/** An ask to be set. */
export type SetAsk = {
  /** The vault. */
  readonly vault: Address;
  /** Whose stake it is. Signs where no delegate does, and pays for the book of asks where there is none. */
  readonly holder: Signatory;
  /** The delegate, where it signs and pays instead of the holder. */
  readonly authority?: Signatory;
  /** What it is to ask. */
  readonly ask: Ask;
};

/** Fractions to be staked, and what the whole stake is to ask. */
export type StakeAndAsk = {
  /** What is staked. */
  readonly stake: Stake;
  /** What the whole stake is to ask. */
  readonly ask: Ask;
};

/**
 * Sets at which price a holder would sell the whole vault; opens the vault's book of asks where there is none.
 *
 * @throws {ClientError} WrongStatus unless the vault is Active, NothingStaked, NotTheHolderOrDelegate, AskAboveLadder,
 * Rule for a level that is none, NoVault; what the reader throws
 */
export function setAsk(reader: AccountReader, order: SetAsk): Promise<Action<AskQuote>> {
  return act(order, async () => {
    const { vault, holder, authority = holder, ask } = order;
    const [view, accounts] = await readHolder(reader, vault, signatoryAddress(holder));
    const { stake } = await stakeOf(view, accounts, signatoryAddress(holder));
    const quote = await quotes.ask(view, stake, signatoryAddress(authority), ask, rentOf(accounts));
    return [await askInstructions(view, authority, signatoryAddress(holder), quote), quote];
  });
}

/**
 * Stakes and sets the ask of the whole stake, in one transaction; opens pool and book where there are none.
 *
 * @throws {ClientError} Those of `stake` and {@link setAsk}.
 */
export function stakeAndAsk(reader: AccountReader, order: StakeAndAsk): Promise<Action<StakeAndAskQuote>> {
  return act(order, async () => {
    const { vault, holder } = order.stake;
    const wallet = signatoryAddress(holder);
    const [view, accounts] = await readHolder(reader, vault, wallet);
    const { instructions, quote: stake, present } = await prepareStake(view, accounts, order.stake);
    const ask = await quotes.askStaked(view, present, stake.staked, order.ask, rentOf(accounts));
    const quote = { stake, ask, rent: stake.rent + ask.rent };
    return [[...instructions, ...(await askInstructions(view, holder, wallet, ask))], quote];
  });
}

async function askInstructions(
  view: VaultView,
  authority: Signatory,
  holder: Address,
  quote: AskQuote,
): Promise<BuiltInstruction[]> {
  const vault = view.address;
  const open = view.asks ? [] : [await instructions.openAsks({ payer: authority, vault })];
  const level = quote.ask?.level ?? null;
  return [...open, await instructions.setAsk({ authority, holder, vault, args: { level } })];
}
