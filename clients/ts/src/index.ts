/** The TypeScript client of Mosaic: fractional NFT vaults on Solana. */

export * as rules from './rules/index.ts';
