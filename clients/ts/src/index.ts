/** The TypeScript client of Mosaic: fractional NFT vaults on Solana. */

export * as rules from './rules/index.ts';
export * from './errors/index.ts';
export * from './events/index.ts';
export * from './transactions/index.ts';
