import { useSignTransactions, useWalletAccountTransactionSigner } from '@solana/react';
import { type Address, type TransactionSigner, address } from '@solana/kit';
import { type UiWallet, type UiWalletAccount, useWallets } from '@wallet-standard/react';
import { type ReactNode, createContext, use, useCallback, useEffect, useMemo, useState } from 'react';

import { type Cluster, useCluster } from '../network/index.ts';
import { canConnect, problemOf } from './problem.ts';

/** Signs transactions, however many, by one approval of the wallet: each as it goes over the wire. */
export type SignTransactions = (transactions: readonly Uint8Array[]) => Promise<readonly Uint8Array[]>;

type Signing = {
  /** Signs for the account; null while none is connected, and where its wallet does not sign for the network. */
  readonly signer: TransactionSigner | null;
  /** Signs several transactions by one approval; null as `signer` is. */
  readonly sign: SignTransactions | null;
};

/** The wallets of this browser, and the account that is connected. */
export type Wallet = Signing & {
  readonly account: UiWalletAccount | null;
  /** Its address. */
  readonly address: Address | null;
  /** Why a connected wallet cannot sign, as a sentence. */
  readonly problem: string | null;
  /** Takes this account of a wallet that was connected. */
  readonly select: (wallet: UiWallet, account: UiWalletAccount) => void;
  /** Forgets the account; its wallet may stay connected. */
  readonly disconnect: () => void;
  /** The wallets that know Solana. */
  readonly wallets: readonly UiWallet[];
  /** Name of the wallet that was connected last, to be asked again without a question. */
  readonly remembered: string | null;
};

const Context = createContext<Wallet | null>(null);
const STORED = 'mosaic.wallet';
const NOTHING: Signing = { signer: null, sign: null };

/** Gives the connected wallet to everything inside. */
export function WalletProvider({ children }: { children: ReactNode }) {
  const { cluster } = useCluster();
  const all = useWallets();
  const wallets = useMemo(() => all.filter(canConnect), [all]);
  const [chosen, setChosen] = useState(() => choiceOf(localStorage.getItem(STORED)));
  const [signing, setSigning] = useState(NOTHING);
  const account = useMemo(() => accountOf(wallets, chosen), [wallets, chosen]);
  const problem = account && problemOf(account, cluster);

  const choose = useCallback((choice: Choice | null) => {
    if (choice === null) localStorage.removeItem(STORED);
    else localStorage.setItem(STORED, JSON.stringify(choice));
    setChosen(choice);
  }, []);
  const value = useMemo(
    (): Wallet => ({
      ...signing,
      account,
      address: account && address(account.address),
      problem,
      select: (wallet, { address }) => choose({ wallet: wallet.name, address }),
      disconnect: () => choose(null),
      wallets,
      remembered: chosen?.wallet ?? null,
    }),
    [signing, account, problem, wallets, chosen, choose],
  );
  return (
    <Context value={value}>
      {account !== null && problem === null && (
        <Signer key={account.address} account={account} chain={cluster.chain} publish={setSigning} />
      )}
      {children}
    </Context>
  );
}

/** Makes signers of an account: by hooks, which need a component that is there only with an account. */
function Signer(props: { account: UiWalletAccount; chain: Cluster['chain']; publish: (signing: Signing) => void }) {
  const { account, chain, publish } = props;
  const signer = useWalletAccountTransactionSigner(account, chain);
  const signAll = useSignTransactions(account, chain);
  useEffect(() => {
    const sign: SignTransactions = async transactions => {
      const signed = await signAll(...transactions.map(transaction => ({ transaction })));
      return signed.map(({ signedTransaction }) => signedTransaction);
    };
    publish({ signer, sign });
    return () => publish(NOTHING);
  }, [signer, signAll, publish]);
  return null;
}

type Choice = { readonly wallet: string; readonly address: string };

function choiceOf(stored: string | null): Choice | null {
  try {
    const { wallet, address } = JSON.parse(stored ?? 'null') as Record<string, unknown>;
    return typeof wallet === 'string' && typeof address === 'string' ? { wallet, address } : null;
  } catch {
    return null;
  }
}

/** The account that was chosen, or the one its wallet shows in its place. */
function accountOf(wallets: readonly UiWallet[], choice: Choice | null): UiWalletAccount | null {
  const accounts = wallets.find(({ name }) => name === choice?.wallet)?.accounts ?? [];
  return accounts.find(({ address }) => address === choice?.address) ?? accounts[0] ?? null;
}

/** The connected wallet, and those there are. */
export function useWallet(): Wallet {
  const context = use(Context);
  if (context === null) throw new Error('no WalletProvider around');
  return context;
}
