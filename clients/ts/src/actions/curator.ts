/** What a curator changes, besides mints of income. */
import type { Address } from '@solana/kit';
import * as instructions from '../instructions/index.ts';
import { type Signatory, signatoryAddress } from '../signatory.ts';
import * as quotes from '../quotes/index.ts';
import type { LowerCuratorFeeQuote } from '../quotes/index.ts';
import type { AccountReader } from '../reader.ts';
import { readVault } from '../views/vault.ts';
import { type Action, act } from './action.ts';

/** A curator's fee to be lowered. */
export type LowerCuratorFee = {
  /** The vault. */
  readonly vault: Address;
  /** Its curator; signs. */
  readonly curator: Signatory;
  /** The new fee in basis points of the winning cash. */
  readonly feeBps: number;
};

/**
 * Lowers the curator's fee of the sale to come; during an auction too.
 *
 * @throws {ClientError} NotTheCurator, WrongStatus once the vault is sold or reclaimed, Rule for a fee that is not lower,
 * NoVault; what the reader throws
 */
export function lowerCuratorFee(reader: AccountReader, order: LowerCuratorFee): Promise<Action<LowerCuratorFeeQuote>> {
  return act(order, async () => {
    const { vault, curator, feeBps } = order;
    const quote = quotes.lowerCuratorFee(await readVault(reader, vault), signatoryAddress(curator), feeBps);
    return [[await instructions.lowerCuratorFee({ curator, vault, args: { feeBps } })], quote];
  });
}
