import {
  type Address,
  type InstructionPlan,
  type KeyPairSigner,
  sequentialInstructionPlan,
  type TransactionSigner,
  unwrapOption,
} from '@solana/kit';
import {
  getCloseInstruction,
  getCreateMetadataInstructionPlanUsingExistingBuffer,
  getCreateMetadataInstructionPlanUsingInstructionData,
  getUpdateMetadataInstructionPlanUsingExistingBuffer,
  getUpdateMetadataInstructionPlanUsingInstructionData,
} from '@solana-program/program-metadata';

import { stageBuffer } from './buffers';
import { type Cluster, connect, connectAs, type Endpoint, exportTransactions, fitsOneTransaction } from './cluster';
import { difference, type Document, fetchPublished, pack, type Published, whoCanChange } from './documents';
import { DeployError } from './errors';
import { bytes, type Line } from './report';

/** A deployment whose documents are published, and the wallet that pays for it. */
export interface Target {
  endpoint: Endpoint;
  program: Address;
  programData: Address;
  /** The upgrade authority; nobody where the program is frozen. */
  authority: Address | null;
  wallet: KeyPairSigner;
}

/** Who can publish: the upgrade authority and whom a text names that is published; nobody where that is immutable. */
function publishers(authority: Address | null, published: Published): Address[] {
  if (published.kind !== 'metadata') return authority === null ? [] : [authority];
  const { mutable, authority: named } = published.account.data;
  return mutable ? [authority, unwrapOption(named)].filter(address => address !== null) : [];
}

/** Instructions that publish `data` in the account of the document, which is made or changed in one transaction. */
async function publicationPlan(
  cluster: Cluster,
  { program, programData, wallet }: Target,
  document: Document,
  published: Published,
  authority: TransactionSigner,
  stage: (data: Uint8Array) => Promise<Address>,
): Promise<InstructionPlan> {
  const { data, ...packed } = pack(document);
  const input = { ...packed, authority, payer: authority, program, programData, seed: document.seed };
  const update = published.kind === 'metadata' ? { ...input, metadata: published.account } : undefined;
  const create = { ...input, metadata: published.address };
  const direct = await (update
    ? getUpdateMetadataInstructionPlanUsingInstructionData(cluster, { ...update, data })
    : getCreateMetadataInstructionPlanUsingInstructionData(cluster, { ...create, data }));
  const staged = { dataLength: data.length, closeBuffer: wallet.address };
  const viaBuffer = async () => {
    const buffer = await stage(Uint8Array.from(data));
    return update
      ? getUpdateMetadataInstructionPlanUsingExistingBuffer(cluster, { ...update, ...staged, buffer })
      : getCreateMetadataInstructionPlanUsingExistingBuffer(cluster, { ...create, ...staged, buffer });
  };
  const plan = (await fitsOneTransaction(cluster, direct)) ? direct : await viaBuffer();
  if (published.kind !== 'buffer') return plan;
  // What was begun at the address may be of another text and length: it is closed, its rent pays for the new account.
  const destination = authority.address;
  const close = getCloseInstruction({ account: published.address, authority, program, programData, destination });
  return sequentialInstructionPlan([close, plan]);
}

async function publishAsWallet(target: Target, document: Document, published: Published): Promise<Line> {
  const { endpoint, program, wallet } = target;
  const cluster = connect(endpoint, wallet);
  const stage = (data: Uint8Array) => stageBuffer(cluster, wallet, wallet.address, program, data);
  await cluster.sendTransactions(await publicationPlan(cluster, target, document, published, wallet, stage));
  const now = await fetchPublished(cluster.rpc, program, document.seed);
  const differs = difference(document, now);
  if (differs !== undefined || now.kind !== 'metadata') {
    throw new DeployError(`The ${document.name} was published, but: ${differs}.`, 'Run the script again.');
  }
  const length = bytes(now.account.data.dataLength);
  return { name: document.name, status: 'published', detail: `${length} at ${now.address}.` };
}

/** Prepares a publication that `authority` has to sign for. */
async function exportFor(target: Target, authority: Address, document: Document, published: Published): Promise<Line> {
  const { endpoint, program, wallet } = target;
  const theirs = connectAs(endpoint, authority);
  let where = '';
  const stage = async (data: Uint8Array) => {
    const buffer = await stageBuffer(connect(endpoint, wallet), wallet, authority, program, data);
    where = ` The text is in the buffer ${buffer}, which is handed to it.`;
    return buffer;
  };
  const plan = await publicationPlan(theirs, target, document, published, theirs.payer, stage);
  return {
    name: document.name,
    status: 'to sign',
    detail: `${difference(document, published)}: ${authority} publishes it and pays, not ${wallet.address}.${where}`,
    transactions: await exportTransactions(theirs, plan),
  };
}

/** The line of a document that is published as it should be. */
function inPlace({ name }: Document, published: Published): Line {
  const change = published.kind === 'metadata' ? `; ${whoCanChange(published.account.data)}` : '';
  return { name, status: 'ok', detail: `Published at ${published.address}${change}.` };
}

/** The line of a document that nobody can publish any more, whoever runs the script. */
function outOfReach({ name }: Document, published: Published, differs: string): Line {
  return published.kind === 'metadata'
    ? { name, status: 'differs', detail: `${differs}, and nobody can change it any more.` }
    : { name, status: 'skipped', detail: `${differs}, and nobody can publish it: the program is frozen.` };
}

/** Compares what is published with the document, and writes nothing. */
export function checkDocument(document: Document, published: Published, authority: Address | null): Line {
  const differs = difference(document, published);
  if (differs === undefined) return inPlace(document, published);
  if (publishers(authority, published).length === 0) return outOfReach(document, published, differs);
  return { name: document.name, status: 'differs', detail: `${differs}.` };
}

/** Publishes the document, or says what has to be signed for it, or that it is published. */
export async function publishDocument(target: Target, document: Document, published: Published): Promise<Line> {
  const differs = difference(document, published);
  if (differs === undefined) return inPlace(document, published);
  const able = publishers(target.authority, published);
  if (able.includes(target.wallet.address)) return publishAsWallet(target, document, published);
  const [authority] = able;
  return authority === undefined
    ? outOfReach(document, published, differs)
    : exportFor(target, authority, document, published);
}
