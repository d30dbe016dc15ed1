/** Subscriptions to a stage's accounts and logs, which a test can cut. */
import type { AccountNotificationsApi, Address, LogsNotificationsApi, RpcSubscriptions } from '@solana/kit';
import { getBase64Decoder } from '@solana/kit';

import type { Stage } from './stage.ts';

/** What a test does with the subscribers of a stage. */
export type FakeSubscriptions = {
  /** As kit's clients have them. */
  rpcSubscriptions: RpcSubscriptions<AccountNotificationsApi & LogsNotificationsApi>;
  /** Tells the subscribers of the log of a transaction. */
  tellLogs: (logs: readonly string[]) => void;
  /** Tells the subscribers of the account as it is now. */
  tellAccount: (address: Address) => void;
  /** Ends every subscription with this error. */
  cut: (error: Error) => void;
  /** Subscriptions that are open. */
  open: () => number;
};

type Channel = { kind: 'account' | 'logs'; push: (value: unknown) => void; fail: (error: Error) => void };

/** Subscriptions that tell only what the test says. */
export function fakeSubscriptions(stage: Stage): FakeSubscriptions {
  const channels = new Set<Channel>();
  const pending = (kind: Channel['kind']) => ({
    subscribe: ({ abortSignal }: { abortSignal: AbortSignal }) => Promise.resolve(listen(channels, kind, abortSignal)),
  });
  const tell = (kind: Channel['kind'], value: unknown) => {
    for (const channel of channels) if (channel.kind === kind) channel.push({ value });
  };
  const rpcSubscriptions = {
    accountNotifications: () => pending('account'),
    logsNotifications: () => pending('logs'),
  } as unknown as FakeSubscriptions['rpcSubscriptions'];
  return {
    rpcSubscriptions,
    tellLogs: logs => tell('logs', { err: null, logs }),
    tellAccount: address => {
      const account = stage.svm.getAccount(address);
      if (!account.exists) throw new Error(`${address} does not exist`);
      const data = getBase64Decoder().decode(account.data);
      tell('account', { owner: account.programAddress, data: [data, 'base64'] });
    },
    cut: error => {
      for (const channel of channels) channel.fail(error);
    },
    open: () => channels.size,
  };
}

/** Hears from when it is asked for the first time on, as kit's subscriptions do. */
function listen(channels: Set<Channel>, kind: Channel['kind'], signal: AbortSignal): AsyncIterable<unknown> {
  const queue: unknown[] = [];
  let failure: Error | null = null;
  let wake = () => {};
  const channel: Channel = {
    kind,
    push: value => {
      queue.push(value);
      wake();
    },
    fail: error => {
      failure = error;
      wake();
    },
  };
  signal.addEventListener('abort', () => {
    channels.delete(channel);
    wake();
  });
  return (async function* () {
    channels.add(channel);
    while (!signal.aborted) {
      if (failure !== null) throw failure;
      if (queue.length > 0) yield queue.shift();
      else await new Promise<void>(resolve => (wake = resolve));
    }
  })();
}
