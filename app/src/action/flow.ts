/** The one way from an offer to its end: quote, review, signature, confirmation. */

import { type Explanation, explain } from '@mosaic/client';
import type { Signature } from '@solana/kit';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';

import { readAgain } from '../data/read.ts';
import { useNetwork } from '../network/index.ts';
import { useWallet } from '../wallet/index.ts';
import { type Prepared, compile, latestLifetime, prepare, simulate } from './prepare.ts';
import { SendFailure, sendAll, signAll } from './send.ts';
import type { Offered, Outcome } from './types.ts';

/** Where an action is. */
export type Stage =
  /** A wallet has to be connected first, for this reason. */
  | { readonly kind: 'wallet'; readonly problem: string | null }
  | { readonly kind: 'quoting' }
  | { readonly kind: 'review'; readonly prepared: Prepared }
  | { readonly kind: 'signing'; readonly prepared: Prepared }
  | { readonly kind: 'sending'; readonly prepared: Prepared; readonly confirmed: number }
  | { readonly kind: 'done'; readonly prepared: Prepared; readonly signatures: readonly Signature[] }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Why an action did not happen, and what to do about it. */
export type Failure = {
  readonly explanation: Pick<Explanation, 'message' | 'hint' | 'name' | 'logs'>;
  /** Transactions of it that landed before. */
  readonly landed: readonly Signature[];
  /** A transaction that may still land. */
  readonly unknown: Signature | null;
};

/** The stage of an offered action, and what the user can do. */
export type Flow = {
  readonly stage: Stage;
  /** Quotes again. */
  readonly retry: () => void;
  /** Asks the wallet, and sends. */
  readonly confirm: () => void;
  /** Ends it; what is with the wallet is not sent any more. */
  readonly end: () => void;
};

/** Runs an offered action. `onEnd` is told how it ended, once its dialog is closed. */
export function useFlow<Q>(offered: Offered<Q>, onEnd: (outcome: Outcome) => void): Flow {
  const network = useNetwork();
  const { signer, sign, problem } = useWallet();
  const queries = useQueryClient();
  const [stage, setStage] = useState<Stage>({ kind: 'quoting' });
  /** Counts what was begun, so that what an older attempt still brings is not taken for the new one's. */
  const attempt = useRef(0);

  const retry = useCallback(() => {
    const mine = ++attempt.current;
    if (signer === null) return setStage({ kind: 'wallet', problem });
    setStage({ kind: 'quoting' });
    prepare(network, signer, offered).then(
      prepared => mine === attempt.current && setStage({ kind: 'review', prepared }),
      (error: unknown) => mine === attempt.current && setStage({ kind: 'failed', failure: failureOf(error) }),
    );
  }, [network, signer, problem, offered]);

  // Quotes at the start, and again with another wallet or network.
  useEffect(() => {
    retry();
    return () => void attempt.current++;
  }, [retry]);

  const confirm = useCallback(async () => {
    if (stage.kind !== 'review' || sign === null) return;
    const { prepared } = stage;
    const mine = ++attempt.current;
    const isMine = () => mine === attempt.current;
    setStage({ kind: 'signing', prepared });
    try {
      const lifetime = await latestLifetime(network);
      const transactions = compile(prepared.messages, lifetime);
      const refusal = await simulate(network, transactions);
      if (!isMine()) return;
      if (refusal !== null) return setStage({ kind: 'review', prepared: { ...prepared, refusal } });
      const signed = await signAll(sign, transactions).catch((cause: unknown) => {
        throw new NotSigned(cause);
      });
      if (!isMine()) return;
      const signatures = await sendAll(network, signed, lifetime, confirmed =>
        setStage({ kind: 'sending', prepared, confirmed }),
      );
      setStage({ kind: 'done', prepared, signatures });
    } catch (error) {
      if (isMine()) setStage({ kind: 'failed', failure: failureOf(error) });
    } finally {
      void readAgain(queries, network, ['vaults'], ['vault'], ['portfolio'], ['wallet'], ['clock']);
    }
  }, [stage, sign, network, queries]);

  const end = useCallback(() => {
    attempt.current++;
    onEnd(outcomeOf(stage));
  }, [stage, onEnd]);

  return { stage, retry, confirm: () => void confirm(), end };
}

/** The wallet did not sign. */
class NotSigned extends Error {
  override readonly name = 'NotSigned';

  constructor(cause: unknown) {
    super('The wallet did not sign; nothing was sent', { cause });
  }
}

/** Whatever was thrown, in words with a way out. */
export function failureOf(error: unknown): Failure {
  if (error instanceof SendFailure) return error;
  const nowhere = { landed: [], unknown: null };
  if (error instanceof NotSigned) {
    const hint = `Try again, and approve it in the wallet.${wordsOf(error.cause)}`;
    return { ...nowhere, explanation: { name: error.name, message: error.message, hint, logs: [] } };
  }
  const explanation = explain(error);
  if (explanation !== null) return { ...nowhere, explanation };
  const message = 'Something unexpected went wrong; nothing was sent';
  return { ...nowhere, explanation: { name: 'Unexpected', message, hint: `Try again.${wordsOf(error)}`, logs: [] } };
}

function wordsOf(error: unknown): string {
  return error instanceof Error && error.message !== '' ? ` It says: ${error.message}` : '';
}

function outcomeOf(stage: Stage): Outcome {
  if (stage.kind === 'done') return { kind: 'done', signatures: stage.signatures };
  return stage.kind === 'failed' && (stage.failure.landed.length > 0 || stage.failure.unknown !== null)
    ? { kind: 'failed', signatures: stage.failure.landed }
    : { kind: 'cancelled' };
}
