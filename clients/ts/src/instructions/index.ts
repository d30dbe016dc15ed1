/** One builder per instruction: what cannot be derived is asked for, the rest follows. */
export * from './assets.ts';
export * from './auction.ts';
export type { BuiltInstruction } from './build.ts';
export * from './income.ts';
export * from './lifecycle.ts';
export * from './offering.ts';
export * from './payout.ts';
export * from './staking.ts';
export * from './votes.ts';
