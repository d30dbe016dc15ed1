/** An embedded network with the real programs, on which tests act. */
import { createHash } from 'node:crypto';

import {
  type Address,
  type AddressesByLookupTableAddress,
  type Instruction,
  type KeyPairSigner,
  addSignersToTransactionMessage,
  createKeyPairSignerFromPrivateKeyBytes,
  getAddressDecoder,
  lamports,
  setTransactionMessageLifetimeUsingBlockhash,
  signTransactionMessageWithSigners,
} from '@solana/kit';
import { TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';
import { FailedTransactionMetadata, LiteSVM } from 'litesvm';

import {
  type AccountReader,
  type Event,
  type Explanation,
  type PackedMessage,
  type PackedTransaction,
  explain,
  packTransactions,
  readEvents,
} from '../../src/index.ts';
import { MOSAIC_PROGRAM_ADDRESS } from '../../src/generated/index.ts';
import { TOKEN_METADATA_PROGRAM_ADDRESS } from '../../src/addresses.ts';
import { noteDriven } from './driven.ts';
import { programs } from './programs.ts';
import { failureOf } from './failure.ts';

/** When a stage begins, in Unix seconds. */
export const START = 1_790_000_000n;

const SOL = 1_000_000_000n;

/** What came of transactions that landed. */
export type Receipt = {
  /** The program's events, in order. */
  events: readonly Event[];
  /** Compute units used, by transaction. */
  units: readonly bigint[];
  /** The transactions' log lines. */
  logs: readonly string[];
};

/** A transaction was refused. */
export class Refused extends Error {
  override readonly name = 'Refused';
  /** What was wrong, in words. */
  readonly explanation: Explanation;

  constructor(explanation: Explanation) {
    super(`${explanation.name}: ${explanation.message}\n${explanation.logs.join('\n')}`);
    this.explanation = explanation;
  }
}

/** How instructions are sent: with these lookup tables. */
export type SendOptions = { tables?: AddressesByLookupTableAddress };

/** An embedded network. */
export type Stage = {
  /** The bank itself. */
  svm: LiteSVM;
  /** Reads its accounts. */
  reader: AccountReader;
  /** The time, in Unix seconds. */
  now: () => bigint;
  /** Lets so many seconds pass. */
  wait: (secs: bigint) => void;
  /** The wallet of this name, the same at every call; it begins with 1,000 SOL. */
  wallet: (name: string) => Promise<KeyPairSigner>;
  /** A new key, for an account to be made. */
  key: () => Promise<KeyPairSigner>;
  /** Lamports of an address. */
  lamports: (address: Address) => bigint;
  /** Sends instructions in as few transactions as hold them, each with its compute budget; the first signer pays. */
  send: (
    action: { instructions: readonly Instruction[] },
    signers: readonly [KeyPairSigner, ...KeyPairSigner[]],
    options?: SendOptions,
  ) => Promise<Receipt>;
  /** What instructions in one transaction would return, of which nothing stays. */
  simulate: (
    instructions: readonly Instruction[],
    payer: KeyPairSigner,
  ) => Promise<{ program: Address; data: Uint8Array }>;
  /** Sends packed transactions. */
  land: (packed: readonly PackedTransaction[], signers: readonly KeyPairSigner[]) => Promise<Receipt>;
};

/** A new embedded network with Mosaic, Token Metadata, p-token, and the programs of the runtime. */
export function openStage(): Stage {
  const svm = new LiteSVM();
  const { mosaic, tokenMetadata, token } = programs();
  svm.addProgram(MOSAIC_PROGRAM_ADDRESS, mosaic);
  svm.addProgram(TOKEN_METADATA_PROGRAM_ADDRESS, tokenMetadata);
  svm.addProgram(TOKEN_PROGRAM_ADDRESS, token);
  svm.withNativeMints();
  svm.withLogBytesLimit();
  setTime(svm, START);
  const wallets = new Map<string, KeyPairSigner>();
  let keys = 0;

  function sign(message: PackedMessage, signers: readonly KeyPairSigner[]) {
    const blockhash = { blockhash: svm.latestBlockhash(), lastValidBlockHeight: 0n };
    const dated = setTransactionMessageLifetimeUsingBlockhash(blockhash, message);
    return signTransactionMessageWithSigners(addSignersToTransactionMessage([...signers], dated));
  }

  async function land(packed: readonly PackedTransaction[], signers: readonly KeyPairSigner[]): Promise<Receipt> {
    const events: Event[] = [];
    const units: bigint[] = [];
    const logs: string[] = [];
    for (const { message, instructions } of packed) {
      const outcome = svm.sendTransaction(await sign(message, signers));
      const failure = failureOf(outcome);
      const explanation = failure && explain(failure);
      if (explanation) throw new Refused(explanation);
      if (failure !== null || 'err' in outcome) throw new Error(`an error without words: ${JSON.stringify(failure)}`);
      noteDriven(instructions);
      svm.expireBlockhash();
      for (const event of readEvents(outcome.logs())) {
        if (event.name === 'Unreadable') throw event.error;
        events.push(event);
      }
      units.push(outcome.computeUnitsConsumed());
      logs.push(...outcome.logs());
    }
    return { events, units, logs };
  }

  return {
    svm,
    reader: {
      read: async addresses =>
        addresses.map(address => {
          const account = svm.getAccount(address);
          if (!account.exists) return null;
          return { owner: account.programAddress, lamports: account.lamports, data: account.data };
        }),
    },
    now: () => svm.getClock().unixTimestamp,
    wait: secs => setTime(svm, svm.getClock().unixTimestamp + secs),
    async wallet(name) {
      const known = wallets.get(name);
      if (known !== undefined) return known;
      const wallet = await keyOf(name);
      svm.airdrop(wallet.address, lamports(1_000n * SOL));
      wallets.set(name, wallet);
      return wallet;
    },
    key: () => keyOf(`key ${keys++}`),
    lamports: address => svm.getBalance(address) ?? 0n,
    send({ instructions }, signers, { tables = {} } = {}) {
      return land(packTransactions(instructions, { payer: signers[0], tables, pricePerUnit: 0n }), signers);
    },
    async simulate(instructions, payer) {
      const [packed] = packTransactions(instructions, { payer });
      if (packed === undefined) throw new Error('nothing to simulate');
      const outcome = svm.simulateTransaction(await sign(packed.message, [payer]));
      if (outcome instanceof FailedTransactionMetadata) throw new Error(outcome.toString());
      const returned = outcome.meta().returnData();
      return { program: getAddressDecoder().decode(returned.programId()), data: returned.data() };
    },
    land,
  };
}

/** Moves the clock, and the slot by one for every 400 milliseconds. */
function setTime(svm: LiteSVM, time: bigint): void {
  const clock = svm.getClock();
  const secs = time - clock.unixTimestamp;
  clock.slot += secs > START ? 1n : (secs * 5n) / 2n;
  clock.unixTimestamp = time;
  svm.setClock(clock);
  svm.expireBlockhash();
}

/** The key that follows from a name: the same in every run. */
function keyOf(name: string): Promise<KeyPairSigner> {
  return createKeyPairSignerFromPrivateKeyBytes(createHash('sha256').update(`mosaic ${name}`).digest());
}
