/** Token accounts that an action makes and closes again, as it does to wrap SOL: their rent is there before and after. */

import { type Action, quotes } from '@mosaic/client';
import type { Address, Instruction } from '@solana/kit';
import {
  ASSOCIATED_TOKEN_PROGRAM_ADDRESS,
  TOKEN_PROGRAM_ADDRESS,
  TokenInstruction,
  identifyTokenInstruction,
} from '@solana-program/token';

/** The quote of an action without accounts, and their rent, that are gone again when the action is done. */
export function withoutPassing<Q>({ quote, instructions }: Pick<Action<Q>, 'quote' | 'instructions'>): Q {
  if (!hasAccounts(quote)) return quote;
  const passing = passingAccounts(instructions);
  const accounts = quote.accounts.filter(({ address }) => !passing.has(address));
  if (accounts.length === quote.accounts.length) return quote;
  return { ...quote, accounts, ...('rent' in quote && { rent: quotes.totalRent(accounts) }) };
}

/** The addresses that are made and closed by these instructions. */
export function passingAccounts(instructions: readonly Instruction[]): ReadonlySet<Address> {
  const made = new Set(instructions.filter(makesToken).map(({ accounts }) => accounts?.[1]?.address));
  const closed = instructions.filter(closesToken).flatMap(({ accounts }) => accounts?.[0]?.address ?? []);
  return new Set(closed.filter(address => made.has(address)));
}

function makesToken({ programAddress }: Instruction): boolean {
  return programAddress === ASSOCIATED_TOKEN_PROGRAM_ADDRESS;
}

function closesToken({ programAddress, data }: Instruction): boolean {
  return (
    programAddress === TOKEN_PROGRAM_ADDRESS &&
    data !== undefined &&
    identifyTokenInstruction(data) === TokenInstruction.CloseAccount
  );
}

function hasAccounts<Q>(quote: Q): quote is Q & { readonly accounts: readonly quotes.NewAccount[] } {
  return typeof quote === 'object' && quote !== null && 'accounts' in quote && Array.isArray(quote.accounts);
}
