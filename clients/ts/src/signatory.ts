/** Who signs. */
import type { Address, TransactionSigner } from '@solana/kit';

/**
 * Who signs. Named by its address, instructions only say that it has to sign: for wallets. Named by one of kit's
 * signers, they carry the signer too. `actionWithSigners` adds signers later.
 */
export type Signatory = Address | TransactionSigner;

/** The address of who signs. */
export function signatoryAddress(signatory: Signatory): Address {
  return typeof signatory === 'string' ? signatory : signatory.address;
}
