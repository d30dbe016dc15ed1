/** What the tests read of localnet.json: see localnet/README.md. */
import type { Address } from '@solana/kit';

export type WalletName = 'owner' | 'ana' | 'ben' | 'cleo' | 'dan' | 'artist' | 'studio' | 'sponsor' | 'deployer';
export type VaultName = 'draft' | 'active' | 'offered' | 'auction' | 'sold' | 'reclaimed';

/** An NFT in the owner's wallet. */
export type NftName = 'plain' | 'programmable' | 'token2022';

export type Description = {
  readonly rpcUrl: string;
  readonly wsUrl: string;
  readonly program: Address;
  readonly wallets: Readonly<Record<WalletName, { readonly address: Address; readonly keypair: string }>>;
  readonly mints: { readonly usdc: { readonly address: Address } };
  readonly nfts: Readonly<Record<NftName, { readonly mint: Address; readonly name: string; readonly uri: string }>>;
  /** Null on a network without vaults. */
  readonly vaults: Readonly<
    Record<
      VaultName,
      {
        readonly address: Address;
        readonly name: string;
        readonly symbol: string;
        readonly fractionMint: Address;
        readonly nfts: readonly Address[];
      }
    >
  > | null;
};
