/** Mosaic for clients that are put together of kit's plugins. */

import {
  type AccountNotificationsApi,
  type Address,
  type AddressesByLookupTableAddress,
  type ClientWithPayer,
  type ClientWithRpc,
  type ClientWithRpcSubscriptions,
  type ClientWithTransactionSending,
  type Commitment,
  type ExtendedClient,
  type GetMultipleAccountsApi,
  type LogsNotificationsApi,
  type Signature,
  type TransactionPlanResult,
  type TransactionSigner,
  addSignersToTransactionMessage,
  extendClient,
  flattenTransactionPlanResult,
  sequentialTransactionPlan,
} from '@solana/kit';

import {
  type Action,
  acceptLicense,
  acceptOffer,
  addIncomeMint,
  bid,
  buyFractions,
  cancel,
  claimIncome,
  claimPurchase,
  close,
  closeLicense,
  closeOffering,
  closeVotes,
  depositIncome,
  executeProposal,
  exit,
  freeVaultId,
  lowerCuratorFee,
  makeOffer,
  openOffering,
  openVault,
  propose,
  reclaim,
  renewLicense,
  setAsk,
  setDelegate,
  settle,
  stake,
  stakeAndAsk,
  unstake,
  vote,
  withdrawOffer,
  withdrawVote,
} from './actions/index.ts';
import { type Explanation, explain } from './errors/index.ts';
import { type AccountReader, rpcReader } from './reader.ts';
import { type VaultUpdate, type WatchOptions, watchVault } from './subscribe.ts';
import { packTransactions } from './transactions/index.ts';
import {
  type LicenseView,
  type NftView,
  type OfferingView,
  type ProposalView,
  type Proposals,
  type VaultView,
  readLicense,
  readNft,
  readOfferings,
  readProposals,
  readVault,
} from './views/index.ts';

const ACTIONS = {
  acceptLicense,
  acceptOffer,
  addIncomeMint,
  bid,
  buyFractions,
  cancel,
  claimIncome,
  claimPurchase,
  close,
  closeLicense,
  closeOffering,
  closeVotes,
  depositIncome,
  executeProposal,
  exit,
  freeVaultId,
  lowerCuratorFee,
  makeOffer,
  openOffering,
  openVault,
  propose,
  reclaim,
  renewLicense,
  setAsk,
  setDelegate,
  settle,
  stake,
  stakeAndAsk,
  unstake,
  vote,
  withdrawOffer,
  withdrawVote,
};

/** Functions that read, with their reader given. */
type WithReader<Functions> = {
  [Name in keyof Functions]: Functions[Name] extends (reader: AccountReader, order: infer Order) => infer Result
    ? (order: Order) => Result
    : never;
};

/** What a client is to have before it gets Mosaic: `solanaRpc` of `@solana/kit-plugin-rpc` gives all of it. */
export type ClientForMosaic = ClientWithRpc<GetMultipleAccountsApi> &
  ClientWithRpcSubscriptions<AccountNotificationsApi & LogsNotificationsApi> &
  ClientWithPayer &
  ClientWithTransactionSending;

/** How an action is sent. */
export type SendOptions = {
  /** Who signs besides the client's payer and the signers that the action carries. */
  signers?: readonly TransactionSigner[];
  /** The addresses in lookup tables. */
  tables?: AddressesByLookupTableAddress;
  /** Priority fee, in micro-lamports per compute unit; none by default. */
  pricePerUnit?: bigint;
  /** Stops sending. */
  abortSignal?: AbortSignal;
};

/** What {@link mosaic} puts on a client. */
export type MosaicClient = {
  /** Reads accounts by the client's RPC. */
  reader: AccountReader;
  /** Every action: `await client.mosaic.actions.bid({ … })` gives the instructions and the quote, and sends nothing. */
  actions: WithReader<typeof ACTIONS>;
  /**
   * A vault as it is now.
   *
   * @throws {ClientError} NoVault, others if its accounts do not fit together
   */
  vault: (vault: Address) => Promise<VaultView>;
  /** A vault with proposals of it, by default all. */
  proposals: (vault: Address, which?: Proposals) => Promise<[VaultView, ProposalView[]]>;
  /** A vault with the offerings of it that are not closed. */
  offerings: (vault: Address) => Promise<[VaultView, OfferingView[]]>;
  /** A licence by the number of its proposal; null if it was not granted, or is closed. */
  license: (vault: Address, number: bigint) => Promise<LicenseView | null>;
  /** An NFT in a wallet, and whether it can be deposited. */
  nft: (mint: Address, owner: Address) => Promise<NftView>;
  /** A vault as it changes. */
  watch: (vault: Address, options?: WatchOptions) => AsyncGenerator<VaultUpdate, void>;
  /**
   * Sends an action, in as few transactions as hold it, one after the other, each with the compute budget it needs.
   * Returns their signatures.
   *
   * @throws {SendError} with an explanation, where sending fails
   * @throws {ClientError} InstructionTooLarge, InstructionTooExpensive if one instruction alone does not fit
   */
  send: (action: Pick<Action<unknown>, 'instructions'>, options?: SendOptions) => Promise<Signature[]>;
};

/** Sending failed for a reason that has words. What was thrown is its cause. */
export class SendError extends Error {
  override readonly name = 'SendError';
  /** What was wrong, where, and what to do about it. */
  readonly explanation: Explanation;

  constructor(explanation: Explanation, options?: ErrorOptions) {
    super(explanation.message, options);
    this.explanation = explanation;
  }
}

/**
 * A plugin of kit: `createClient({ payer }).use(solanaRpc({ rpcUrl })).use(mosaic())` has `client.mosaic`.
 * Accounts are read at `commitment`, by default `confirmed`.
 */
export function mosaic({ commitment = 'confirmed' }: { commitment?: Commitment } = {}) {
  return <Client extends ClientForMosaic>(client: Client): ExtendedClient<Client, { mosaic: MosaicClient }> => {
    const reader = rpcReader(client.rpc, { commitment });
    return extendClient(client, {
      mosaic: {
        reader,
        actions: withReader(reader),
        vault: vault => readVault(reader, vault),
        proposals: (vault, which) => readProposals(reader, vault, which),
        offerings: vault => readOfferings(reader, vault),
        license: (vault, number) => readLicense(reader, vault, number),
        nft: (mint, owner) => readNft(reader, mint, owner),
        watch: (vault, options) =>
          watchVault({ reader, rpcSubscriptions: client.rpcSubscriptions }, vault, { commitment, ...options }),
        send: (action, options) => send(client, action, options),
      } satisfies MosaicClient,
    });
  };
}

function withReader(reader: AccountReader): WithReader<typeof ACTIONS> {
  const bound = Object.entries(ACTIONS).map(([name, act]) => {
    const perform = act as (reader: AccountReader, order: unknown) => unknown;
    return [name, (order: unknown) => perform(reader, order)];
  });
  return Object.fromEntries(bound) as WithReader<typeof ACTIONS>;
}

async function send(
  client: ClientWithPayer & ClientWithTransactionSending,
  { instructions }: Pick<Action<unknown>, 'instructions'>,
  { signers = [], tables = {}, pricePerUnit = 0n, abortSignal }: SendOptions = {},
): Promise<Signature[]> {
  const packed = packTransactions(instructions, { payer: client.payer, tables, pricePerUnit });
  const messages = packed.map(({ message }) => addSignersToTransactionMessage([client.payer, ...signers], message));
  const config = abortSignal === undefined ? {} : { abortSignal };
  try {
    return signaturesOf(await client.sendTransactions(sequentialTransactionPlan(messages), config));
  } catch (cause) {
    const explanation = explain(cause);
    throw explanation === null ? cause : new SendError(explanation, { cause });
  }
}

function signaturesOf(result: TransactionPlanResult): Signature[] {
  return flattenTransactionPlanResult(result).flatMap(({ context }) => context.signature ?? []);
}
