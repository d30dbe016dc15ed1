/** Actions about the income of a vault, as they are offered. */
import { addIncomeMint, depositIncome, type quotes } from '@mosaic/client';
import type { Address } from '@solana/kit';
import { describeAddIncomeMint, describeDepositIncome } from '../../../action/describe/income.ts';
import type { Offered } from '../../../action/index.ts';
import type { VaultItem } from '../../../data/index.ts';

/** Paying so much of a mint in. */
export function depositIncomeAction(
  item: VaultItem,
  mint: Address,
  amount: bigint,
): Offered<quotes.DepositIncomeQuote> {
  return {
    title: `Pay income into ${item.names.title}`,
    build: (reader, depositor) => depositIncome(reader, { vault: item.view.address, depositor, mint, amount }),
    describe: describeDepositIncome,
    confirmLabel: 'Pay in',
  };
}

/** Making the vault take income in a further mint. */
export function addIncomeMintAction(item: VaultItem, mint: Address): Offered<quotes.AddIncomeMintQuote> {
  return {
    title: `A further token for ${item.names.title}`,
    build: (reader, payer) => addIncomeMint(reader, { vault: item.view.address, payer, mint }),
    describe: describeAddIncomeMint,
    confirmLabel: 'Add the token',
  };
}
