/** Settling an auction. */
import type { Address } from '@solana/kit';
import { NOBODY, escrowedOf } from '../content.ts';
import { ClientError } from '../errors/client.ts';
import * as instructions from '../instructions/index.ts';
import * as pda from '../pda.ts';
import * as quotes from '../quotes/index.ts';
import type { SettleQuote } from '../quotes/index.ts';
import { type AccountReader, readAccounts } from '../reader.ts';
import { NOTHING_ESCROWED } from '../rules/auction.ts';
import { bidViewOf } from '../views/bid.ts';
import { readVaultWith, vaultLeader } from '../views/vault.ts';
import { type Action, act } from './action.ts';

/** A vault whose auction is to be settled. */
export type Settle = { readonly vault: Address };

/**
 * Settles a vault's auction after its end. Anyone may, and nobody but the payer of the fee signs.
 *
 * @throws {ClientError} Rule without an auction or before its end, NoVault; what the reader throws
 */
export function settle(reader: AccountReader, order: Settle): Promise<Action<SettleQuote>> {
  return act(order, async () => {
    const { vault } = order;
    const [view, known] = await readVaultWith(reader, vault, []);
    const leader = vaultLeader(view) ?? NOBODY;
    const address = await pda.bid(vault, leader);
    const accounts = await readAccounts(reader, [address], known);
    const leading = await bidViewOf(view, accounts, leader);
    const quote = quotes.settle(view, leading ? escrowedOf(leading.bid) : NOTHING_ESCROWED);
    if (!leading) throw new ClientError({ code: 'AccountMissing', what: 'leading bid', address });
    return [[await instructions.settle({ vault, leader })], quote];
  });
}
