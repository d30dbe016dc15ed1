/** What can go wrong with pools. */
import type { Address } from '@solana/kit';
import { isRuleError } from '../rules/error.ts';

/** Why nothing can be done with a pool, by `code`, with the numbers and addresses of the refusal. */
export type PoolErrorDetail =
  /** There is no account at the address. */
  | { code: 'NoPool'; pool: Address }
  /** The account belongs to a program whose pools are not known. */
  | { code: 'UnknownExchange'; pool: Address; owner: Address }
  /** The account is of an exchange, but no pool, or one of its own accounts is missing. */
  | { code: 'Malformed'; address: Address }
  /** The pool's price does not follow the constant product. */
  | { code: 'OtherCurve'; pool: Address }
  /** The pool is of other mints than the vault's fraction and quote mint. */
  | { code: 'OtherMints'; pool: Address; mints: readonly [Address, Address] }
  /** The creator has a pool of this vault at this exchange already, or somebody has one under the same configuration. */
  | { code: 'PoolExists'; pool: Address }
  /** There is no such configuration of Raydium, or no new pools can be made under it. */
  | { code: 'NoConfig'; config: Address }
  /** The exchange does not allow this in the pool, or not yet. */
  | { code: 'Closed'; what: string }
  /** One side of the pool is empty. */
  | { code: 'Empty' }
  /** The amount is so small that the exchange rounds what is due for it down to nothing. */
  | { code: 'TooSmall' }
  /** The numbers do not fit. */
  | { code: 'TooLarge' }
  /** A fee has to be less than the whole; in basis points. */
  | { code: 'FeeTooLarge'; bps: number }
  /** Slippage has to be less than the whole; in basis points. */
  | { code: 'SlippageTooLarge'; bps: number }
  /** The wallet does not hold the shares of the pool; in raw units. */
  | { code: 'NotEnoughShares'; needed: bigint; available: bigint };

/** The name of a refusal. */
export type PoolErrorCode = PoolErrorDetail['code'];

/** Why nothing can be done with a pool. */
export class PoolError extends Error {
  override readonly name = 'PoolError';
  /** The numbers and addresses of the refusal; its `code` tells which there are. */
  readonly detail: PoolErrorDetail;

  constructor(detail: PoolErrorDetail, options?: ErrorOptions) {
    super(sentence(detail), options);
    this.detail = detail;
  }

  /** The name of the refusal. */
  get code(): PoolErrorCode {
    return this.detail.code;
  }
}

/** What `count` returns. Numbers of the pools fail only by size. */
export function sized<T>(count: () => T): T {
  try {
    return count();
  } catch (thrown) {
    if (isRuleError(thrown)) throw new PoolError({ code: 'TooLarge' }, { cause: thrown });
    throw thrown;
  }
}

function sentence(detail: PoolErrorDetail): string {
  switch (detail.code) {
    case 'NoPool':
      return `there is no pool at ${detail.pool}`;
    case 'UnknownExchange':
      return `${detail.pool} is no pool of Token Swap or Raydium CP-Swap: program ${detail.owner} owns it`;
    case 'Malformed':
      return `${detail.address} is not what a pool's account should be`;
    case 'OtherCurve':
      return `${detail.pool} is not a pool of constant product`;
    case 'OtherMints':
      return `${detail.pool} is a pool of ${detail.mints.join(' and ')}, not of the vault's fractions and quote mint`;
    case 'PoolExists':
      return `there is a pool at ${detail.pool} already`;
    case 'NoConfig':
      return `Raydium has no configuration ${detail.config}, or takes no new pools under it`;
    case 'Closed':
      return `the exchange does not allow ${detail.what} in this pool now`;
    case 'Empty':
      return 'the pool is empty';
    case 'TooSmall':
      return 'the amount is too small for the pool: it would round to nothing';
    case 'TooLarge':
      return 'the amount is too large for the pool';
    case 'FeeTooLarge':
      return `a fee of ${detail.bps} basis points leaves nothing to be traded`;
    case 'SlippageTooLarge':
      return `a slippage of ${detail.bps} basis points would bound nothing`;
    case 'NotEnoughShares':
      return `this takes ${detail.needed} raw shares of the pool, the wallet has ${detail.available}`;
  }
}
