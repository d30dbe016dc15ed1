/** What a wallet has in vaults. */

import {
  type BidView,
  ClientError,
  type LicenseView,
  type StakeView,
  type VoteView,
  bidView,
  bidsOf,
  exit,
  licenseView,
  licensesOf,
  listProposals,
  listVaults,
  purchasesOf,
  quotes,
  readAccounts,
  royaltiesOf,
  stakeView,
  stakesOf,
  vaultRecipient,
  voteAddress,
  voteViewOf,
} from '@mosaic/client';
import type { Address } from '@solana/kit';

import type { Network } from '../network/index.ts';
import { useLiveProgram } from './live.ts';
import { type OfferingItem, readOfferingItems } from './offerings.ts';
import { readWalletTokens } from './wallet.ts';
import { type Read, searchOf, useRead } from './read.ts';
import { type VaultItem, readVaultItems } from './vaults.ts';

/** What a wallet has in a vault. */
export type Position = VaultItem & {
  /** Fractions in the wallet, in raw units. */
  readonly fractions: bigint;
  readonly stake: StakeView | null;
  readonly bid: BidView | null;
  /** Its votes that have a record. */
  readonly votes: readonly VoteView[];
  readonly licenses: readonly LicenseView[];
  /** Offerings that are not closed: those in which it bought, all of them where it is the creator. */
  readonly offerings: readonly OfferingItem[];
  /** What an exit would take now; null where nothing is owed. */
  readonly exit: quotes.ExitQuote | null;
  /** Mints of the NFTs that an exit has to name: those that the wallet won, or has royalties of. */
  readonly nftMints: readonly Address[];
  readonly isCreator: boolean;
  readonly isCurator: boolean;
};

/** What a wallet has, by vault. Vaults it only could do something with are not among them. */
export function usePortfolio(owner: Address | null): Read<Position[]> {
  useLiveProgram();
  return useRead(['portfolio', owner ?? ''], network => readPortfolio(network, owner as Address), {
    enabled: owner !== null,
  });
}

async function readPortfolio(network: Network, owner: Address): Promise<Position[]> {
  const search = searchOf(network);
  const [vaults, stakes, bids, licenses, purchases, tokens] = await Promise.all([
    listVaults(search),
    stakesOf(search, owner),
    bidsOf(search, owner),
    licensesOf(search, owner),
    purchasesOf(search, owner),
    readWalletTokens(network, owner),
  ]);
  const items = await readVaultItems(
    network,
    vaults.map(({ address }) => address),
  );
  const positions = items.map(async (item): Promise<Position | null> => {
    const { view, assets } = item;
    const ofVault = <T extends { account: { vault: Address } }>(found: readonly T[]) =>
      found.filter(({ account }) => account.vault === view.address);
    const held = tokens.filter(({ mint }) => mint === view.vault.fractionMint);
    const [stake] = ofVault(stakes);
    const [bid] = ofVault(bids);
    const won = vaultRecipient(view) === owner;
    const named = assets.filter(asset => won || royaltiesOf(asset).some(({ payee }) => payee === owner));
    const nftMints = named.map(({ asset }) => asset.nftMint);
    const position = {
      ...item,
      fractions: held.reduce((sum, { amount }) => sum + amount, 0n),
      stake: stake ? stakeView(view, stake.address, stake.account, stake.lamports) : null,
      bid: bid ? bidView(view, bid.address, bid.account) : null,
      licenses: ofVault(licenses).map(({ address, account, lamports }) =>
        licenseView(address, account, view.now, lamports),
      ),
      nftMints,
      isCreator: view.vault.creator === owner,
      isCurator: view.vault.curator === owner,
    };
    const [purchase] = ofVault(purchases);
    const isConcerned =
      position.fractions > 0n ||
      position.licenses.length > 0 ||
      nftMints.length > 0 ||
      [stake, bid, purchase].some(Boolean);
    if (!isConcerned && !position.isCreator && !position.isCurator) return null;
    return {
      ...position,
      offerings: purchase || position.isCreator ? await readOfferingsOf(network, item, owner) : [],
      votes: await readVotes(network, item, owner),
      exit: await readExit(network, item, owner, nftMints),
    };
  });
  return (await Promise.all(positions)).filter(position => position !== null);
}

async function readVotes(network: Network, { view }: VaultItem, holder: Address): Promise<VoteView[]> {
  if (view.vault.records === 0) return [];
  const numbers = (await listProposals(searchOf(network), view)).map(({ number }) => number);
  const addresses = await Promise.all(numbers.map(number => voteAddress(view.address, number, holder)));
  const accounts = await readAccounts(network.reader, addresses);
  const votes = await Promise.all(numbers.map(number => voteViewOf(view, accounts, number, holder)));
  return votes.filter(vote => vote !== null);
}

/** The offerings of a vault in which a wallet bought; all of them for its creator. */
async function readOfferingsOf(network: Network, { view }: VaultItem, owner: Address): Promise<OfferingItem[]> {
  const items = await readOfferingItems(network, view, owner);
  return view.vault.creator === owner ? items : items.filter(({ purchase }) => purchase !== null);
}

/** What an exit would take; null for nothing, and where it is refused for a reason that the exit itself will tell. */
async function readExit(
  { reader }: Network,
  { view }: VaultItem,
  wallet: Address,
  nftMints: readonly Address[],
): Promise<quotes.ExitQuote | null> {
  try {
    return (await exit(reader, { vault: view.address, wallet, nftMints })).quote;
  } catch (error) {
    if (error instanceof ClientError) return null;
    throw error;
  }
}

/** The licences of a wallet, those of closed vaults too, at the time `now` (Unix seconds). */
export function useWalletLicenses(owner: Address | null, now: bigint): Read<LicenseView[]> {
  useLiveProgram();
  return useRead(
    ['portfolio', owner ?? '', 'licenses'],
    async network => {
      const found = await licensesOf(searchOf(network), owner as Address);
      return found.map(({ address, account, lamports }) => licenseView(address, account, now, lamports));
    },
    { enabled: owner !== null },
  );
}
