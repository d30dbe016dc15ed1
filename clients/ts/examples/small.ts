import { bid, packTransactions, rpcReader } from '@mosaic/client';
import { type Address, type GetMultipleAccountsApi, type Rpc, compileTransaction } from '@solana/kit';

/** The unsigned transactions of a bid, for a multisig or a server: no plugin, no signer, two RPC calls. */
export async function unsigned(rpc: Rpc<GetMultipleAccountsApi>, vault: Address, bidder: Address, price: bigint) {
  const action = await bid(rpcReader(rpc), { vault, bidder, price });
  const packed = packTransactions(action.instructions, { payer: bidder, pricePerUnit: 1_000n });
  return packed.map(({ message }) => compileTransaction(message));
}
