/** A client of kit whose network is a stage. */
import {
  type Address,
  type ClientWithPayer,
  type ClientWithRpc,
  type GetMultipleAccountsApi,
  type KeyPairSigner,
  SOLANA_ERROR__JSON_RPC__SERVER_ERROR_SEND_TRANSACTION_PREFLIGHT_FAILURE,
  createClient,
  createTransactionPlanExecutor,
  createTransactionPlanner,
  createTransactionMessage,
  extendClient,
  getBase64Decoder,
  getSolanaErrorFromJsonRpcError,
  setTransactionMessageFeePayerSigner,
  setTransactionMessageLifetimeUsingBlockhash,
  signTransactionMessageWithSigners,
} from '@solana/kit';
import { planAndSendTransactions } from '@solana/kit-plugin-instruction-plan';

import { mosaic } from '../../src/index.ts';
import { failureOf } from './failure.ts';
import type { Stage } from './stage.ts';
import { type FakeSubscriptions, fakeSubscriptions } from './subscriptions.ts';

/** A client with Mosaic, whose payer is this wallet. It sends as `solanaRpc` of `@solana/kit-plugin-rpc` would. */
export function stageClient(stage: Stage, payer: KeyPairSigner, subscriptions = fakeSubscriptions(stage)) {
  const client = createClient<ClientWithPayer>({ payer }).use(network(stage, subscriptions));
  return client.use(planAndSendTransactions()).use(mosaic());
}

function network(stage: Stage, { rpcSubscriptions }: FakeSubscriptions) {
  const { svm } = stage;
  return <Client extends ClientWithPayer>(client: Client) =>
    extendClient(client, {
      ...rpcOf(stage),
      rpcSubscriptions,
      transactionPlanner: createTransactionPlanner({
        createTransactionMessage: () =>
          setTransactionMessageFeePayerSigner(client.payer, createTransactionMessage({ version: 0 })),
      }),
      transactionPlanExecutor: createTransactionPlanExecutor({
        async executeTransactionMessage(_, message) {
          const blockhash = { blockhash: svm.latestBlockhash(), lastValidBlockHeight: 0n };
          const dated = setTransactionMessageLifetimeUsingBlockhash(blockhash, message);
          const transaction = await signTransactionMessageWithSigners(dated);
          const failure = failureOf(svm.sendTransaction(transaction));
          svm.expireBlockhash();
          if (failure !== null) {
            throw getSolanaErrorFromJsonRpcError({
              code: SOLANA_ERROR__JSON_RPC__SERVER_ERROR_SEND_TRANSACTION_PREFLIGHT_FAILURE,
              message: 'Transaction simulation failed',
              data: failure,
            });
          }
          return transaction;
        },
      }),
    });
}

/** The one method that reading needs, as a node answers it. */
function rpcOf({ svm }: Stage): ClientWithRpc<GetMultipleAccountsApi> {
  const answer = (address: Address) => {
    const account = svm.getAccount(address);
    if (!account.exists) return null;
    const { data, executable, lamports, programAddress: owner, space } = account;
    return { data: [getBase64Decoder().decode(data), 'base64'], executable, lamports, owner, space };
  };
  const getMultipleAccounts = (addresses: readonly Address[]) => ({
    send: () => Promise.resolve({ context: { slot: svm.getClock().slot }, value: addresses.map(answer) }),
  });
  return { rpc: { getMultipleAccounts } } as unknown as ClientWithRpc<GetMultipleAccountsApi>;
}
