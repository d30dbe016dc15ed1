/** Addresses of programs, sysvars and mints, and the order of addresses. */
import { type Address, address, getAddressEncoder } from '@solana/kit';

export { MOSAIC_PROGRAM_ADDRESS } from './generated/programs/index.ts';

/** The token program with extensions, whose NFTs vaults take too. */
export const TOKEN_2022_PROGRAM_ADDRESS: Address<'TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb'> = address(
  'TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb',
);
/** Metaplex's Token Metadata. */
export const TOKEN_METADATA_PROGRAM_ADDRESS: Address<'metaqbxxUerdq28cj1RbAWkYQm3ybzjb6a8bt518x1s'> = address(
  'metaqbxxUerdq28cj1RbAWkYQm3ybzjb6a8bt518x1s',
);
/** The program of Metaplex's rule sets. */
export const RULES_PROGRAM_ADDRESS: Address<'auth9SigNpDKz4sJJ1DfCTuZrZNSAgh9sFD3rboVmgg'> = address(
  'auth9SigNpDKz4sJJ1DfCTuZrZNSAgh9sFD3rboVmgg',
);
/** Raydium CP-Swap, an exchange. */
export const RAYDIUM_PROGRAM_ADDRESS: Address<'CPMMoo8L3F4NbTegBCKVNunggL7H1ZpdTHKxQB5qKP1C'> = address(
  'CPMMoo8L3F4NbTegBCKVNunggL7H1ZpdTHKxQB5qKP1C',
);
/** Solana's Token Swap, an exchange. */
export const TOKEN_SWAP_PROGRAM_ADDRESS: Address<'SwapsVeCiPHMUAtzQWZw7RjsKjgCjhwU55QGu4U1Szw'> = address(
  'SwapsVeCiPHMUAtzQWZw7RjsKjgCjhwU55QGu4U1Szw',
);
/** The sysvar that lists the instructions of the transaction, which Token Metadata reads. */
export const INSTRUCTIONS_SYSVAR_ADDRESS: Address<'Sysvar1nstructions1111111111111111111111111'> = address(
  'Sysvar1nstructions1111111111111111111111111',
);
/** The mint of wrapped SOL. */
export const WRAPPED_SOL_MINT: Address<'So11111111111111111111111111111111111111112'> = address(
  'So11111111111111111111111111111111111111112',
);

/** Compares addresses by their bytes, as the program and the Rust client do. */
export function compareAddresses(left: Address, right: Address): number {
  const encode = getAddressEncoder().encode;
  const [a, b] = [encode(left), encode(right)];
  const index = a.findIndex((byte, place) => byte !== b[place]);
  return index < 0 ? 0 : (a[index] ?? 0) - (b[index] ?? 0);
}
