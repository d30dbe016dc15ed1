/** The TypeScript client of Mosaic: fractional NFT vaults on Solana. */

export * as instructions from './instructions/index.ts';
export * as pda from './pda.ts';
export * as quotes from './quotes/index.ts';
export * as rules from './rules/index.ts';
export * as state from './state.ts';
export * from './actions/index.ts';
export * from './addresses.ts';
export * from './errors/index.ts';
export * from './events/index.ts';
export * from './addresses.ts';
export * from './reader.ts';
export * from './signatory.ts';
export { QuoteError, decodeQuote } from './state.ts';
export * from './transactions/index.ts';
export * from './plugin.ts';
export * from './subscribe.ts';
export * from './views/index.ts';
