/** NFTs in a vault. */
import type { Address } from '@solana/kit';
import { type Standard, standardOf } from '../content.ts';
import type { Asset, Royalty } from '../generated/index.ts';
import * as pda from '../pda.ts';
import { type Accounts, programAccount } from '../reader.ts';
import { royalty } from '../rules/split.ts';
import { paysOut } from '../rules/status.ts';
import { ASSET_ACCOUNT } from '../state.ts';
import type { VaultView } from './vault.ts';

/** An NFT in a vault. */
export type AssetView = {
  /** Address of its record. */
  readonly address: Address;
  /** Its record. */
  readonly asset: Asset;
  /** How it moves. */
  readonly standard: Standard;
};

/**
 * The NFT of this mint, whose record's address was read with the vault; `null` if it is not in the vault, or nothing of it
 * is left to claim.
 *
 * @throws {ClientError} ForeignAccount, Undecodable
 */
export async function assetViewOf(view: VaultView, accounts: Accounts, nftMint: Address): Promise<AssetView | null> {
  const address = await pda.asset(view.address, nftMint);
  const asset = programAccount(accounts, ASSET_ACCOUNT, address);
  return asset && assetView(address, asset);
}

/** The view of an NFT's record. */
export function assetView(address: Address, asset: Asset): AssetView {
  return { address, asset, standard: standardOf(asset) };
}

/** Whether an NFT is still in custody. */
export function isHeld({ asset }: AssetView): boolean {
  return asset.held === 1;
}

/** The royalties of an NFT that were not claimed yet. */
export function royaltiesOf({ asset }: AssetView): Royalty[] {
  return asset.royalties.filter(({ weight }) => weight > 0);
}

/**
 * What a creator of an NFT would be paid now, in raw quote units; 0 if nothing is due.
 *
 * @throws {RuleError} LedgerMismatch if the accounts do not fit together
 */
export function royaltyDue(asset: AssetView, view: VaultView, payee: Address): bigint {
  const due = royaltiesOf(asset).find(royalty => royalty.payee === payee);
  const { vault, auction } = view;
  if (!due || !auction || !paysOut(view.status)) return 0n;
  return royalty(auction.winningCash, due.weight, vault.assets, auction.royalties, vault.royaltyClaims);
}
