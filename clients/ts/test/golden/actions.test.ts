import { type Address, createNoopSigner, isSignerRole } from '@solana/kit';
import { describe, expect, test } from 'vitest';
import * as actions from '../../src/actions/index.ts';
import { ClientError } from '../../src/errors/client.ts';
import type { AccountReader } from '../../src/reader.ts';
import { type Content, type Reads, recorded } from './recorded.ts';
import { vectorFiles, vectors } from './vectors.ts';

type Vector = {
  name: string;
  action: string;
  order: object;
  reads: Reads;
} & Outcome;
type Outcome = { result?: unknown; error?: object; message?: string };
type File = { contents: Content[]; vectors: Vector[] };
type Act = (reader: AccountReader, order: never) => Promise<unknown>;

/** The actions by the names they have in the vectors. */
const ACTIONS: Readonly<Record<string, Act>> = {
  acceptLicense: actions.acceptLicense,
  acceptOffer: actions.acceptOffer,
  addIncomeMint: actions.addIncomeMint,
  bid: actions.bid,
  buyFractions: actions.buyFractions,
  cancel: actions.cancel,
  claimIncome: actions.claimIncome,
  claimPurchase: actions.claimPurchase,
  close: actions.close,
  closeLicense: actions.closeLicense,
  closeOffering: actions.closeOffering,
  closeVotes: actions.closeVotes,
  closeWithVoters: actions.close,
  depositIncome: actions.depositIncome,
  executeProposal: actions.executeProposal,
  exit: actions.exit,
  freeVaultId: (reader, { creator }: { creator: Address }) => actions.freeVaultId(reader, creator),
  makeOffer: actions.makeOffer,
  openOffering: actions.openOffering,
  openVault: actions.openVault,
  propose: actions.propose,
  reclaim: actions.reclaim,
  renewLicense: actions.renewLicense,
  setAsk: actions.setAsk,
  setDelegate: actions.setDelegate,
  lowerCuratorFee: actions.lowerCuratorFee,
  settle: actions.settle,
  stake: actions.stake,
  stakeAndAsk: actions.stakeAndAsk,
  unstake: actions.unstake,
  vote: actions.vote,
  withdrawOffer: actions.withdrawOffer,
  withdrawVote: actions.withdrawVote,
};

const FILES = vectorFiles('actions').map(area => ({ area, ...vectors<File>(`actions/${area}.json`) }));

/** A refusal as the vectors have it. */
function refusalOf({ detail, message }: ClientError) {
  const { code, ...fields } = detail;
  return {
    error: detail.code === 'Rule' ? { __kind: code, fields: [detail.rule] } : { __kind: code, ...fields },
    message,
  };
}

async function outcomeOf({ action, order, reads }: Vector, contents: readonly Content[]): Promise<Outcome> {
  const act = ACTIONS[action];
  if (!act) throw new Error(`no action ${action}`);
  try {
    return { result: await act(recorded(contents, reads), order as never) };
  } catch (thrown) {
    if (thrown instanceof ClientError) return refusalOf(thrown);
    throw thrown;
  }
}

describe.each(FILES)('$area', ({ contents, vectors }) => {
  test.each(vectors)('$action: $name', async vector => {
    const { result, error, message } = vector;
    const wanted = error ? { error, message } : { result };
    expect(await outcomeOf(vector, contents)).toEqual(wanted);
  });
});

/** Who signs by an order, unless another does. */
const SIGNATORIES = [
  'authority',
  'bidder',
  'buyer',
  'creator',
  'curator',
  'depositor',
  'executor',
  'holder',
  'licensee',
  'payer',
  'proposer',
  'wallet',
];

/** An order whose signatories are named by their signers. */
function bySigners(order: object): object {
  const fields = Object.entries(order).map(([field, value]: [string, unknown]) => {
    if (field === 'stake') return [field, bySigners(value as object)];
    return [field, SIGNATORIES.includes(field) ? createNoopSigner(value as Address) : value];
  });
  return Object.fromEntries(fields) as object;
}

const SIGNED = FILES.flatMap(({ contents, vectors }) => vectors.map(vector => ({ ...vector, contents }))).filter(
  ({ action, result }) => result && !['cancel', 'freeVaultId'].includes(action),
);

test.each(SIGNED)('$action carries the signers it is given: $name', async ({ contents, ...vector }) => {
  const { result } = await outcomeOf({ ...vector, order: bySigners(vector.order) }, contents);
  const { instructions, ...rest } = result as actions.Action<unknown>;
  const metas = instructions.flatMap(({ accounts = [] }) => accounts);
  expect(metas.filter(meta => isSignerRole(meta.role) && !('signer' in meta))).toEqual([]);
  const plain = instructions.map(({ accounts = [], ...instruction }) => {
    return { ...instruction, accounts: accounts.map(({ address, role }) => ({ address, role })) };
  });
  expect({ instructions: plain, ...rest }).toEqual(vector.result);
});

test('every action has a vector that succeeds', () => {
  const succeeded = new Set(
    FILES.flatMap(file => file.vectors.filter(vector => !vector.error)).map(({ action }) => action),
  );
  expect(Object.keys(ACTIONS).filter(name => !succeeded.has(name))).toEqual([]);
});

test('every exported action is compared', () => {
  const helpers: Act[] = [actions.actionWithComputeBudget, actions.actionWithSigners, actions.signersOf] as never[];
  const exported = Object.values(actions).filter(value => !helpers.includes(value as Act));
  const compared = new Set<unknown>([...Object.values(ACTIONS), actions.freeVaultId]);
  expect(exported.filter(value => !compared.has(value))).toEqual([]);
});
