/** Actions of stakes, as they are offered. */
import { claimIncome, type quotes, setAsk, setDelegate, stake, stakeAndAsk, unstake } from '@mosaic/client';
import { describeAsk } from '../../../action/describe/ask.ts';
import { describeClaimIncome } from '../../../action/describe/income.ts';
import {
  describeSetDelegate,
  describeStake,
  describeStakeAndAsk,
  describeUnstake,
} from '../../../action/describe/stake.ts';
import type { Address } from '@solana/kit';
import type { Offered } from '../../../action/index.ts';
import type { VaultItem } from '../../../data/index.ts';

/** Staking so many fractions. */
export function stakeAction(item: VaultItem, amount: bigint): Offered<quotes.StakeQuote> {
  return {
    title: `Stake in ${item.names.title}`,
    build: (reader, holder) => stake(reader, { vault: item.view.address, holder, amount }),
    describe: quote => describeStake(quote, item),
    confirmLabel: 'Stake',
  };
}

/** Staking so many fractions, and setting what the whole stake asks. */
export function stakeAndAskAction(item: VaultItem, amount: bigint, ask: quotes.Ask): Offered<quotes.StakeAndAskQuote> {
  return {
    title: `Stake in ${item.names.title} and ask`,
    build: (reader, holder) => stakeAndAsk(reader, { stake: { vault: item.view.address, holder, amount }, ask }),
    describe: quote => describeStakeAndAsk(quote, item),
    confirmLabel: 'Stake and ask',
  };
}

/** Taking so many fractions out of the own stake; all of them for `null`. */
export function unstakeAction(item: VaultItem, amount: bigint | null): Offered<quotes.UnstakeQuote> {
  return {
    title: `Unstake from ${item.names.title}`,
    build: (reader, holder) => unstake(reader, { vault: item.view.address, holder, amount }),
    describe: quote => describeUnstake(quote, item),
    confirmLabel: 'Unstake',
  };
}

/** Setting what the own stake asks. */
export function askAction(item: VaultItem, ask: quotes.Ask): Offered<quotes.AskQuote> {
  return {
    title: `Ask for ${item.names.title}`,
    build: (reader, holder) => setAsk(reader, { vault: item.view.address, holder, ask }),
    describe: quote => describeAsk(quote, item),
    confirmLabel: ask.__kind === 'Nothing' ? 'Ask nothing' : 'Set the ask',
  };
}

/** Claiming the income of the own stake, of every mint. */
export function claimAction(item: VaultItem): Offered<quotes.ClaimIncomeQuote> {
  return {
    title: `Claim income of ${item.names.title}`,
    build: (reader, holder) => claimIncome(reader, { vault: item.view.address, holder }),
    describe: quote => describeClaimIncome(quote, item),
    confirmLabel: 'Claim',
  };
}

/** Naming who else may ask and vote for the own stake; nobody for `null`. */
export function delegateAction(item: VaultItem, delegate: Address | null): Offered<quotes.DelegateQuote> {
  return {
    title: `Delegate of your stake in ${item.names.title}`,
    build: (reader, holder) => setDelegate(reader, { vault: item.view.address, holder, delegate }),
    describe: describeSetDelegate,
    confirmLabel: delegate === null ? 'Dismiss it' : 'Name it',
  };
}
