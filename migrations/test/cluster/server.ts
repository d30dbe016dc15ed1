import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import {
  type Address,
  decompileTransactionMessage,
  getBase58Decoder,
  getBase64Encoder,
  getCompiledTransactionMessageDecoder,
  getTransactionDecoder,
  getTransactionMessageComputeUnitPrice,
  type Instruction,
  getPublicKeyFromAddress,
  isSignerRole,
  type Transaction,
  verifySignature,
} from '@solana/kit';
import { PROGRAM_METADATA_PROGRAM_ADDRESS } from '@solana-program/program-metadata';
import {
  identifySystemInstruction,
  parseCreateAccountInstruction,
  parseTransferSolInstruction,
  SYSTEM_PROGRAM_ADDRESS,
  SystemInstruction,
} from '@solana-program/system';
import { type WebSocket, WebSocketServer } from 'ws';

import { Ledger, Refused, rent, transfer } from './ledger';
import { MetadataProgram } from './metadata-program';

/** The Compute Budget program, whose instructions change no account. */
const COMPUTE_BUDGET = 'ComputeBudget111111111111111111111111111111';
const BLOCKHASH = '4sGjMW1sUnHzSxGspuhpqLDx6wiyjNtZAMdL4VZHirAn';
const FEE = 5000n;

type Params = readonly unknown[];
type Message = ReturnType<typeof decompileTransactionMessage>;

/** A cluster on this machine: JSON-RPC and websocket over a ledger with the system program and a model of Program Metadata. */
export class FakeCluster {
  readonly ledger = new Ledger();
  /** How many transactions are still taken; then the cluster refuses all. */
  budget = Infinity;
  /** Transactions that were carried out. */
  sent = 0;
  /** What they offered on top of the fee, in micro-lamports for a compute unit. */
  readonly prices: bigint[] = [];
  private subscriptions = 0;
  private readonly pdas: Promise<Awaited<ReturnType<typeof MetadataProgram.canonicalPdas>>>;

  private constructor(
    program: Address,
    private readonly http: Server,
    private readonly ws: WebSocketServer,
  ) {
    this.pdas = MetadataProgram.canonicalPdas(program);
  }

  /** Starts a cluster for metadata of `program`, on free ports. */
  static async start(program: Address): Promise<FakeCluster> {
    const http = createServer();
    await new Promise<void>(resolve => http.listen(0, '127.0.0.1', resolve));
    const ws = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    await new Promise(resolve => ws.once('listening', resolve));
    const cluster = new FakeCluster(program, http, ws);
    http.on('request', (request, response) => {
      let body = '';
      request.on('data', chunk => (body += String(chunk)));
      request.on('end', () => void cluster.answer(body).then(answer => response.end(answer)));
    });
    ws.on('connection', socket => socket.on('message', message => cluster.subscribe(socket, String(message))));
    return cluster;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  get wsUrl(): string {
    return `ws://127.0.0.1:${(this.ws.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.ws.clients.forEach(socket => socket.terminate());
    this.ws.close();
    this.http.closeAllConnections();
    this.http.close();
  }

  private async answer(body: string): Promise<string> {
    const { id, method, params } = JSON.parse(body) as { id: unknown; method: string; params: Params };
    try {
      return JSON.stringify({ jsonrpc: '2.0', id, result: await this.call(method, params) });
    } catch (error) {
      return JSON.stringify({ jsonrpc: '2.0', id, error: { code: -32603, message: (error as Error).message } });
    }
  }

  private async call(method: string, params: Params): Promise<unknown> {
    const context = { slot: 1 };
    switch (method) {
      case 'getAccountInfo':
        return { context, value: this.accountInfo(params[0] as Address) };
      case 'getMinimumBalanceForRentExemption':
        return Number(rent(params[0] as number));
      case 'getLatestBlockhash':
        return { context, value: { blockhash: BLOCKHASH, lastValidBlockHeight: 1000 } };
      case 'getEpochInfo':
        return { absoluteSlot: 1, blockHeight: 1, epoch: 0, slotIndex: 1, slotsInEpoch: 432000, transactionCount: 1 };
      case 'simulateTransaction':
        return { context, value: await this.simulate(params[0] as string) };
      case 'sendTransaction':
        return this.send(params[0] as string);
      case 'getSignatureStatuses': {
        const status = { confirmationStatus: 'confirmed', confirmations: 1, err: null, slot: 1, status: { Ok: null } };
        return { context, value: (params[0] as string[]).map(() => status) };
      }
      default:
        throw new Error(`no method ${method}`);
    }
  }

  private accountInfo(address: Address) {
    const account = this.ledger.get(address);
    if (!account) return null;
    const { owner, executable, data, lamports } = account;
    const encoded = [Buffer.from(data).toString('base64'), 'base64'];
    return { data: encoded, executable, lamports: Number(lamports), owner, rentEpoch: 0, space: data.length };
  }

  /** What a transaction would come to. Its signatures may be missing. */
  private async simulate(wire: string) {
    const result = { unitsConsumed: 10_000, accounts: null, returnData: null };
    const [transaction, message] = decode(wire);
    const pdas = await this.pdas;
    try {
      this.ledger.fork().atomically(draft => this.apply(draft, transaction, message, pdas));
      return { ...result, err: null, logs: [] };
    } catch (error) {
      return { ...result, err: { InstructionError: [0, { Custom: 1 }] }, logs: [(error as Error).message] };
    }
  }

  /** Carries a transaction out, given as base64, and returns its signature. */
  async send(wire: string): Promise<string> {
    if (this.sent >= this.budget) throw new Error('the cluster stopped');
    const [transaction, message] = decode(wire);
    await verify(transaction);
    const pdas = await this.pdas;
    this.ledger.atomically(draft => this.apply(draft, transaction, message, pdas));
    this.sent += 1;
    this.prices.push(price(message));
    return getBase58Decoder().decode(transaction.signatures[message.feePayer.address]!);
  }

  private apply(ledger: Ledger, { signatures }: Transaction, message: Message, pdas: Awaited<typeof this.pdas>): void {
    const signers = new Set(Object.keys(signatures) as Address[]);
    ledger.open(message.feePayer.address).lamports -= FEE * BigInt(signers.size);
    message.instructions.forEach(instruction => this.execute(ledger, signers, pdas, instruction));
  }

  private execute(
    ledger: Ledger,
    signers: ReadonlySet<Address>,
    pdas: Awaited<typeof this.pdas>,
    instruction: Instruction,
  ): void {
    const { programAddress, accounts = [] } = instruction;
    const missing = accounts.find(({ role, address }) => isSignerRole(role) && !signers.has(address));
    if (missing) throw new Refused(`${missing.address} has to sign`);
    if (programAddress === COMPUTE_BUDGET) return;
    if (programAddress === SYSTEM_PROGRAM_ADDRESS) return executeSystem(ledger, instruction);
    if (programAddress !== PROGRAM_METADATA_PROGRAM_ADDRESS) throw new Refused(`no program ${programAddress}`);
    MetadataProgram.execute(ledger, signers, pdas, instruction);
  }

  /** Answers a subscription; signatures are known from the start, as their transactions were carried out. */
  private subscribe(socket: WebSocket, request: string): void {
    const { id, method } = JSON.parse(request) as { id: unknown; method: string };
    const subscription = (this.subscriptions += 1);
    socket.send(JSON.stringify({ jsonrpc: '2.0', id, result: method.endsWith('Unsubscribe') ? true : subscription }));
    if (method !== 'signatureSubscribe') return;
    const result = { context: { slot: 1 }, value: { err: null } };
    socket.send(JSON.stringify({ jsonrpc: '2.0', method: 'signatureNotification', params: { subscription, result } }));
  }
}

function decode(wire: string): [Transaction, Message] {
  const transaction = getTransactionDecoder().decode(getBase64Encoder().encode(wire));
  const compiled = getCompiledTransactionMessageDecoder().decode(transaction.messageBytes);
  return [transaction, decompileTransactionMessage(compiled)];
}

/** What a transaction offers on top of the fee, in micro-lamports for a compute unit. */
function price(message: Message): bigint {
  if (message.version === 1) throw new Refused('transactions of version 1 are not priced here');
  return getTransactionMessageComputeUnitPrice(message) ?? 0n;
}

/** Refuses a transaction of which a signature is missing or wrong. */
async function verify({ signatures, messageBytes }: Transaction): Promise<void> {
  for (const [signer, signature] of Object.entries(signatures)) {
    const key = await getPublicKeyFromAddress(signer as Address);
    const valid = signature && (await verifySignature(key, signature, messageBytes));
    if (!valid) throw new Refused(`the signature of ${signer} is missing or wrong`);
  }
}

function executeSystem(ledger: Ledger, instruction: Instruction): void {
  const { accounts, data } = instruction;
  if (!accounts || !data) throw new Refused('an instruction without accounts or data');
  const whole = { ...instruction, programAddress: SYSTEM_PROGRAM_ADDRESS, accounts, data };
  switch (identifySystemInstruction(data)) {
    case SystemInstruction.TransferSol: {
      const parsed = parseTransferSolInstruction(whole);
      const { source, destination } = parsed.accounts;
      return transfer(ledger.open(source.address), ledger.open(destination.address), parsed.data.amount);
    }
    case SystemInstruction.CreateAccount: {
      const parsed = parseCreateAccountInstruction(whole);
      const account = ledger.open(parsed.accounts.newAccount.address);
      if (account.lamports > 0n) throw new Refused('the account exists');
      transfer(ledger.open(parsed.accounts.payer.address), account, parsed.data.lamports);
      Object.assign(account, { owner: parsed.data.programAddress, data: new Uint8Array(Number(parsed.data.space)) });
      return;
    }
    default:
      throw new Refused('an instruction that no publication needs');
  }
}
