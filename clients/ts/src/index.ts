/**
 * The TypeScript client of Mosaic: fractional NFT vaults on Solana. In layers, as the Rust client:
 *
 * 1. `pda`, `instructions` and `state`: addresses, one builder per instruction, decoded accounts; events and errors: what
 *    the program logs and refuses, by name. Below them is what Codama generates, as `@mosaic/client/generated`.
 * 2. views and `quotes`: accounts put together for people, and what an action will do, computed by the `rules` of the
 *    program.
 * 3. actions: read accounts by an `AccountReader` and return instructions with a quote; they never send. `packTransactions`
 *    puts the instructions into transactions, and the plugin `mosaic` sends them.
 */

export * as instructions from './instructions/index.ts';
export * as pda from './pda.ts';
export * as pools from './pools/index.ts';
export * as quotes from './quotes/index.ts';
export * as rules from './rules/index.ts';
export * as state from './state.ts';
export * from './actions/index.ts';
export * from './addresses.ts';
export * from './errors/index.ts';
export * from './events/index.ts';
export { type MetadataCreator, type TokenMetadata, type TokenStandard, readMetadata } from './metadata.ts';
export * from './plugin.ts';
export * from './reader.ts';
export * from './signatory.ts';
export * from './subscribe.ts';
export * from './transactions/index.ts';
export * from './views/index.ts';
