import {
  compileTransaction,
  createClient,
  createNoopSigner,
  flattenTransactionPlan,
  getBase58Decoder,
  getTransactionEncoder,
  type Address,
  type InstructionPlan,
  type MicroLamports,
  pipe,
  setTransactionMessageComputeUnitLimit,
  setTransactionMessageLifetimeUsingBlockhash,
  type TransactionSigner,
} from '@solana/kit';
import { solanaRpc } from '@solana/kit-plugin-rpc';
import { signer } from '@solana/kit-plugin-signer';

/** Where a cluster is reached, and what its validators are paid on top of the fee. */
export interface Endpoint {
  /** URL of its JSON-RPC. */
  url: string;
  /** URL of its websocket, by which transactions are confirmed. */
  wsUrl: string;
  /** In millionths of a lamport for a compute unit. */
  priorityFee: bigint;
}

/** A connection that plans, signs and sends transactions of one payer. */
export function connect({ url, wsUrl, priorityFee }: Endpoint, payer: TransactionSigner) {
  const price = priorityFee === 0n ? {} : { microLamportsPerComputeUnit: priorityFee as MicroLamports };
  return createClient()
    .use(signer(payer))
    .use(solanaRpc({ rpcUrl: url, rpcSubscriptionsUrl: wsUrl, transactionConfig: price }));
}

export type Cluster = ReturnType<typeof connect>;

/** A connection whose transactions `address` would have to sign and pay: they can only be exported. */
export function connectAs(endpoint: Endpoint, address: Address): Cluster {
  return connect(endpoint, createNoopSigner(address));
}

/** Whether a plan is one transaction. */
export async function fitsOneTransaction(cluster: Cluster, plan: InstructionPlan): Promise<boolean> {
  return cluster.planTransaction(plan).then(
    () => true,
    () => false,
  );
}

/** The transactions of a plan without signatures, in base58, which multisigs take. */
export async function exportTransactions(cluster: Cluster, plan: InstructionPlan): Promise<string[]> {
  const [transactions, { value: blockhash }] = await Promise.all([
    cluster.planTransactions(plan),
    cluster.rpc.getLatestBlockhash().send(),
  ]);
  return flattenTransactionPlan(transactions).map(({ message }) =>
    pipe(
      message,
      m => setTransactionMessageLifetimeUsingBlockhash(blockhash, m),
      m => setTransactionMessageComputeUnitLimit(undefined, m),
      m => getTransactionEncoder().encode(compileTransaction(m)),
      wire => getBase58Decoder().decode(wire),
    ),
  );
}
