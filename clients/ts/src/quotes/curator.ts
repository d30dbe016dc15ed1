/** Quotes of what a curator changes. */
import type { Address } from '@solana/kit';
import { ClientError } from '../errors/client.ts';
import { withRules } from '../errors/refusals.ts';
import { lowersCuratorFee } from '../rules/status.ts';
import { checkLowerFee } from '../rules/terms.ts';
import type { VaultView } from '../views/vault.ts';

/** What lowering the curator's fee does. */
export type LowerCuratorFeeQuote = {
  /** The fee before, in basis points of the winning cash. */
  readonly beforeBps: number;
  /** The fee afterwards, in basis points of the winning cash. */
  readonly feeBps: number;
  /** Up to which a vote may set it again while nobody has bid, in basis points of the winning cash. */
  readonly capBps: number;
};

/**
 * Quotes lowering the curator's fee by `curator`.
 *
 * @throws {ClientError} NotTheCurator, WrongStatus once the vault is sold or reclaimed; Rule with CuratorFeeNotLower
 */
export function lowerCuratorFee({ status, vault }: VaultView, curator: Address, feeBps: number): LowerCuratorFeeQuote {
  if (vault.curator !== curator) throw new ClientError({ code: 'NotTheCurator', curator: vault.curator });
  if (!lowersCuratorFee(status)) throw new ClientError({ code: 'WrongStatus', status });
  withRules(() => checkLowerFee(vault.curatorFeeBps, feeBps));
  return { beforeBps: vault.curatorFeeBps, feeBps, capBps: vault.curatorFeeCapBps };
}
