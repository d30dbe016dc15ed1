/**
 * A wallet of the Wallet Standard that runs in the page and does as it is told. Playwright puts this one function into the
 * page: it can use nothing from outside of itself.
 */

/** How the wallet answers when it is asked to sign. */
export type Answer = 'approve' | 'reject' | 'disconnect';

/** What the page has of the wallet, as `window.testWallet`. */
export type Control = {
  answer: Answer;
  /** How many times it was asked to sign. */
  asked: number;
};

export type WalletOptions = {
  readonly name: string;
  readonly address: string;
  /** Secret and public key, 32 bytes each. */
  readonly key: readonly number[];
  readonly chains: readonly string[];
};

declare global {
  interface Window {
    testWallet: Control;
  }
}

export function injectWallet({ name, address, key, chains }: WalletOptions): void {
  type Change = (properties: object) => void;
  const publicKey = new Uint8Array(key.slice(32));
  const features = ['solana:signTransaction', 'solana:signMessage'];
  const account = { address, publicKey, chains, features };
  const control: Control = { answer: 'approve', asked: 0 };
  window.testWallet = control;

  const base64Url = (bytes: readonly number[]) =>
    btoa(String.fromCharCode(...bytes))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replaceAll('=', '');
  const jwk = { kty: 'OKP', crv: 'Ed25519', d: base64Url(key.slice(0, 32)), x: base64Url(key.slice(32)) };
  const sign = async (bytes: Uint8Array<ArrayBuffer>) => {
    const secret = await crypto.subtle.importKey('jwk', jwk, 'Ed25519', false, ['sign']);
    return new Uint8Array(await crypto.subtle.sign('Ed25519', secret, bytes));
  };

  const listeners = new Set<Change>();
  let accounts: readonly (typeof account)[] = [];
  const change = (next: typeof accounts) => {
    accounts = next;
    listeners.forEach(listener => listener({ accounts }));
  };
  const consent = () => {
    control.asked += 1;
    if (control.answer === 'reject') throw new Error('User rejected the request.');
    if (control.answer === 'disconnect') {
      change([]);
      throw new Error('Wallet disconnected.');
    }
  };
  const signTransaction = async (wire: Uint8Array) => {
    // One byte says how many signatures there are, fewer than 128; the message's keys come after its version, header and count.
    const start = 1 + (wire[0] ?? 0) * 64;
    const message = wire.slice(start);
    const keys = (message[0] ?? 0) & 0x80 ? 5 : 4;
    const index = Array.from({ length: wire[0] ?? 0 }, (_, i) =>
      message.slice(keys + i * 32, keys + i * 32 + 32),
    ).findIndex(signer => signer.every((byte, i) => byte === publicKey[i]));
    if (index < 0) throw new Error('The transaction asks for no signature of this wallet.');
    const signedTransaction = wire.slice();
    signedTransaction.set(await sign(message), 1 + index * 64);
    return { signedTransaction };
  };

  const wallet = {
    version: '1.0.0',
    name,
    icon: 'data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4=',
    chains,
    get accounts() {
      return accounts;
    },
    features: {
      'standard:connect': {
        version: '1.0.0',
        connect: async (input?: { silent?: boolean }) => {
          // Who is disconnected is asked again before a page sees anything.
          if (!input?.silent || control.answer !== 'disconnect') change([account]);
          return { accounts };
        },
      },
      'standard:disconnect': { version: '1.0.0', disconnect: async () => change([]) },
      'standard:events': {
        version: '1.0.0',
        on: (_: 'change', listener: Change) => {
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
      },
      'solana:signTransaction': {
        version: '1.0.0',
        supportedTransactionVersions: ['legacy', 0],
        signTransaction: async (...inputs: { transaction: Uint8Array }[]) => {
          consent();
          return Promise.all(inputs.map(input => signTransaction(input.transaction)));
        },
      },
      'solana:signMessage': {
        version: '1.0.0',
        signMessage: async (...inputs: { message: Uint8Array<ArrayBuffer> }[]) => {
          consent();
          return Promise.all(
            inputs.map(async ({ message }) => ({ signedMessage: message, signature: await sign(message) })),
          );
        },
      },
    },
  };

  // Wallets and pages may load in either order: the wallet announces itself, and answers a page that is ready later.
  const register = (api: { register: (wallet: unknown) => void }) => api.register(wallet);
  window.addEventListener('wallet-standard:app-ready', event => register((event as CustomEvent).detail));
  window.dispatchEvent(new CustomEvent('wallet-standard:register-wallet', { detail: register }));
}
