/** Quotes of opening, taking back and closing a vault. */
import type { Address } from '@solana/kit';
import type { Vault } from '../generated/index.ts';
import * as pda from '../pda.ts';
import { unlessRefused } from '../errors/refusals.ts';
import { valueOf } from '../rules/auction.ts';
import { RuleError } from '../rules/error.ts';
import { mulDivCeil } from '../rules/math.ts';
import { type Terms, check, checkSupply } from '../rules/terms.ts';
import { custodyOf } from '../instructions/assets.ts';
import { type NftView, nftKind, royaltyWeightOf } from '../views/nft.ts';
import { oneToken } from '../views/vault.ts';
import {
  type AccountKind,
  type NewAccount,
  type Rent,
  type RentBack,
  newAccount,
  returnedRent,
  totalRent,
} from './accounts.ts';
import type { CloseOfferingQuote } from './offering.ts';
import { type CloseVotesQuote } from './votes.ts';

/** What opening a vault does. */
export type OpenQuote = {
  /** Address of the vault. */
  readonly vault: Address;
  /** Mint of its fractions. */
  readonly fractionMint: Address;
  /** The creator's token account that gets all fractions. */
  readonly fractionAccount: Address;
  /** Fractions minted, in raw units. */
  readonly minted: bigint;
  /**
   * The opening price of one whole token of fractions (`10^decimals` raw units), floored, in raw quote units; `null` where
   * that exceeds 64 bits.
   */
  readonly pricePerToken: bigint | null;
  /** The royalties of a sale in basis points of its cash, rounded up. */
  readonly royaltyBps: bigint;
  /** NFTs in the vault afterwards. */
  readonly assets: number;
  /** Accounts made, at the creator's expense. */
  readonly accounts: readonly NewAccount[];
  /** What they cost, in lamports. */
  readonly rent: bigint;
  /** Of it, what comes back to the creator at the latest when the vault is closed, in lamports. */
  readonly returned: bigint;
};

/** What is to be opened. */
export type Opening = {
  /** Who opens the vault. */
  readonly creator: Address;
  /** Its number for the vault. */
  readonly id: bigint;
  /** Fractions to be minted, in raw units. */
  readonly supply: bigint;
  /** Decimals of the fraction mint. */
  readonly decimals: number;
  /** The terms. */
  readonly terms: Terms;
  /** The NFTs still to be deposited. */
  readonly nfts: readonly NftView[];
  /** Whether the fraction is still to be described. */
  readonly describe: boolean;
  /** The vault as it is, if it is in Draft already. */
  readonly draft: Vault | null;
  /** Whether the creator has a token account for the fractions already. */
  readonly hasFractionAccount: boolean;
};

/** Most NFTs that a vault can count. */
const MOST_COUNTED = 255;

/**
 * Quotes opening a vault: create, deposit, describe, activate.
 *
 * @throws {RuleError} those of `rules.terms.check` and `checkSupply`; Overflow for more NFTs than a vault counts
 */
export async function open(opening: Opening, rent: Rent): Promise<OpenQuote> {
  const { creator, id, supply, decimals, terms, nfts, draft } = opening;
  check(terms);
  checkSupply(supply, decimals);
  const vault = await pda.vault(creator, id);
  const fractionMint = await pda.fractionMint(vault);
  const fractionAccount = await pda.associatedToken(creator, fractionMint);
  const accounts = await openingAccounts(opening, { vault, fractionMint, fractionAccount }, rent);
  const assets = (draft?.assets ?? 0) + nfts.length;
  if (assets > MOST_COUNTED) throw new RuleError('Overflow');
  const weight = nfts.reduce((sum, nft) => sum + royaltyWeightOf(nft), draft?.royaltyWeight ?? 0);
  return {
    vault,
    fractionMint,
    fractionAccount,
    minted: supply,
    pricePerToken: unlessRefused(() => valueOf(oneToken(decimals), terms.openingPrice, supply)),
    royaltyBps: mulDivCeil(BigInt(weight), 1n, 100n * BigInt(Math.max(assets, 1))),
    assets,
    accounts,
    rent: totalRent(accounts),
    returned: returnedRent(accounts),
  };
}

async function openingAccounts(
  { nfts, draft, describe, hasFractionAccount }: Opening,
  { vault, fractionMint, fractionAccount }: Pick<OpenQuote, 'vault' | 'fractionMint' | 'fractionAccount'>,
  rent: Rent,
): Promise<NewAccount[]> {
  const accounts: NewAccount[] = [];
  const add = (kind: AccountKind, address: Address) => accounts.push(newAccount(kind, address, rent));
  if (!draft) {
    add('Vault', vault);
    add('FractionMint', fractionMint);
  }
  for (const nft of nfts) {
    add('Asset', await pda.asset(vault, nft.mint));
    add('Custody', await custodyOf(vault, nft.mint, nftKind(nft) ?? { __kind: 'Plain' }));
  }
  if (describe) add('FractionMetadata', await pda.metadata(fractionMint));
  if (!hasFractionAccount) add('TokenAccount', fractionAccount);
  return accounts;
}

/** What taking a vault's NFTs back does, by the actions `reclaim` or `cancel`. */
export type ReturnQuote = {
  /** Fractions burned, in raw units. */
  readonly burned: bigint;
  /** Mints of the NFTs that arrive. */
  readonly assets: readonly Address[];
  /** Token accounts made for them, at the wallet's expense. */
  readonly accounts: readonly NewAccount[];
  /** Whether the vault is closed with it: only once every NFT has left. */
  readonly closes: boolean;
  /** Lamports that come back to the vault's creator: of the vault and of what held the NFTs. */
  readonly returned: bigint;
  /** Lamports of the auction that come back to who made the first offer, where there were offers. */
  readonly toOpener: bigint;
  /** What is closed of stakes and income, where the vault has any and is closed. */
  readonly staking: StakingClosed;
  /** What is closed of proposals and votes, where the vault has any and is closed. */
  readonly votes: CloseVotesQuote;
  /** What is closed of offerings, where the vault has any and is closed. */
  readonly offerings: readonly CloseOfferingQuote[];
};

/** What is left of the income of one mint when it is closed. */
export type IncomeLeft = {
  /** The mint. */
  readonly mint: Address;
  /** What nobody was left to earn, in raw units: goes to who got the assets. */
  readonly unearned: bigint;
  /** What was sent to the account uninvited, in raw units: goes to the curator. */
  readonly surplus: bigint;
};

/** What closing the stakes and the income of a vault does. */
export type StakingClosed = {
  /** What is left, by mint. */
  readonly incomes: readonly IncomeLeft[];
  /** Fractions nobody is owed in the account for staked ones, which are burned, in raw units. */
  readonly surplusFractions: bigint;
  /** The rent of the accounts that are closed. */
  readonly returned: readonly RentBack[];
};

/** Stakes and income of which there is nothing to close. */
export const NO_STAKING_CLOSED: StakingClosed = { incomes: [], surplusFractions: 0n, returned: [] };

/** What closing a vault does. */
export type CloseQuote = {
  /** Lamports of the vault that come back to its creator. */
  readonly toCreator: bigint;
  /** Lamports of the auction and its escrows that come back to who placed the first bid or made the first offer. */
  readonly toOpener: bigint;
  /** Cash nobody is owed, which the curator gets, in raw quote units. */
  readonly surplusCash: bigint;
  /** Fractions nobody is owed in the escrow of bids, which are burned, in raw units. */
  readonly surplusFractions: bigint;
  /** What is closed of stakes and income before it. */
  readonly staking: StakingClosed;
  /** What is closed of proposals and votes before it. */
  readonly votes: CloseVotesQuote;
  /** What is closed of offerings before it. */
  readonly offerings: readonly CloseOfferingQuote[];
  /** Token accounts made for those who are paid, at the payer's expense. */
  readonly accounts: readonly NewAccount[];
  /** What they cost, in lamports. */
  readonly rent: bigint;
};
