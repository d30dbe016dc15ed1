/** Quotes of everything a wallet is owed. */
import type { Address } from '@solana/kit';
import { offeringOf } from '../content.ts';
import type { Asset, Bid, Stake } from '../generated/index.ts';
import { giveUp } from '../rules/income.ts';
import { max, u64 } from '../rules/math.ts';
import { close } from '../rules/offering.ts';
import { redeem } from '../rules/payout.ts';
import { royalty } from '../rules/split.ts';
import { paysOut, returnsBids } from '../rules/status.ts';
import { vaultOffer } from '../views/offer.ts';
import type { OfferingView, PurchaseView } from '../views/offering.ts';
import { stakeDue, vaultIncomes, vaultStaked } from '../views/staking.ts';
import { type VaultView, vaultLeader, vaultRecipient } from '../views/vault.ts';
import type { NewAccount } from './accounts.ts';
import { type CloseVotesQuote, NO_VOTES_CLOSED } from './votes.ts';

/** One thing a wallet is owed. Cash is in raw quote units, fractions are in raw units. */
export type Claim =
  /** Its bid, taken back whole. */
  | { readonly __kind: 'Bid'; readonly cash: bigint; readonly fractions: bigint }
  /** What it bought in the offering of this number: its fractions, or its cash back. */
  | { readonly __kind: 'Purchase'; readonly number: bigint; readonly fractions: bigint; readonly refund: bigint }
  /** What is the creator's own of the offering of this number, which is over. */
  | { readonly __kind: 'Offering'; readonly number: bigint; readonly fractions: bigint; readonly cash: bigint }
  /** Its stake, taken out whole. */
  | { readonly __kind: 'Stake'; readonly fractions: bigint }
  /** What its stake has earned of one income, in raw units of the mint. */
  | { readonly __kind: 'Income'; readonly mint: Address; readonly amount: bigint }
  /** Its fractions' share of the proceeds: they are burned. */
  | { readonly __kind: 'Redemption'; readonly fractions: bigint; readonly payout: bigint }
  /** Its royalty as a creator of an NFT. */
  | { readonly __kind: 'Royalty'; readonly nftMint: Address; readonly amount: bigint }
  /** Its fee as the curator. */
  | { readonly __kind: 'CuratorFee'; readonly amount: bigint }
  /** What nobody is left to earn of one income, which goes to who got the assets, in raw units of the mint. */
  | { readonly __kind: 'Unearned'; readonly mint: Address; readonly amount: bigint }
  /** An NFT. */
  | { readonly __kind: 'Asset'; readonly nftMint: Address };

/** What a claim pays of the quote mint, in raw units. */
export function claimCash(claim: Claim, quoteMint: Address): bigint {
  switch (claim.__kind) {
    case 'Bid':
    case 'Offering':
      return claim.cash;
    case 'Purchase':
      return claim.refund;
    case 'Redemption':
      return claim.payout;
    case 'Royalty':
    case 'CuratorFee':
      return claim.amount;
    case 'Income':
    case 'Unearned':
      return claim.mint === quoteMint ? claim.amount : 0n;
    case 'Stake':
    case 'Asset':
      return 0n;
  }
}

/** What a wallet brings. */
export type Holdings = {
  /** The wallet. */
  readonly wallet: Address;
  /** Its bid, if it has one. */
  readonly bid: Bid | null;
  /** What it has bought in offerings. */
  readonly purchases: readonly (readonly [OfferingView, PurchaseView])[];
  /** The offerings of the vault; none needed but by its creator. */
  readonly offerings: readonly OfferingView[];
  /** Its stake, if it has one. */
  readonly stake: Stake | null;
  /** Mints of income that cannot be paid now, as an account on the way is frozen: the income stays owed. */
  readonly unpayable: readonly Address[];
  /** Fractions it holds, in raw units. */
  readonly fractions: bigint;
  /** Fractions that lie in the vault's own accounts uninvited, in raw units: nothing is owed to them. */
  readonly strayFractions: bigint;
  /** The records of NFTs of the vault. */
  readonly assets: readonly Asset[];
};

/** Everything a wallet is owed, in the order of the instructions. */
export type ExitQuote = {
  /** What is claimed. */
  readonly claims: readonly Claim[];
  /** Cash paid in sum, in raw quote units; income in the quote mint included. */
  readonly cash: bigint;
  /** Fractions that come from a bid or from offerings and are not redeemed, in raw units. */
  readonly fractions: bigint;
  /** Fractions that come back from the stake, in raw units; they are redeemed with the others. */
  readonly unstaked: bigint;
  /** Fractions burned, in raw units. */
  readonly burned: bigint;
  /** Mints of the NFTs that arrive. */
  readonly assets: readonly Address[];
  /** Token accounts made for it, at the wallet's expense; one for wrapped SOL is closed again by the last instruction. */
  readonly accounts: readonly NewAccount[];
  /** Whether the stake is closed: nothing is staked or owed any more. */
  readonly closesStake: boolean;
  /** The wallet's proposals and votes that are closed. {@link exit} leaves it empty, as `returned`. */
  readonly votes: CloseVotesQuote;
  /**
   * Lamports of closed accounts that come back to the wallet: of its bid, its purchases, its stake, its proposals and votes,
   * and to the vault's creator those of offerings and of the NFTs that leave. {@link exit} leaves them 0: they follow from
   * the accounts that the action of this name reads.
   */
  readonly returned: bigint;
  /** Whether wrapped SOL arrives as SOL: the wallet's account for it is closed by the last instruction. */
  readonly unwrapped: boolean;
};

/**
 * Quotes everything that a vault owes a wallet now.
 *
 * @throws {RuleError} LedgerMismatch if the accounts do not fit together
 */
export function exit(view: VaultView, holdings: Holdings): ExitQuote {
  const bid = bidToLeave(view, holdings);
  const ofOfferings = claimOfferings(view, holdings);
  const leaving = holdings.stake ? leaveStake(view, holdings.stake, holdings.unpayable) : NOTHING_STAKED;
  const { unstaked } = leaving;
  const arriving = (bid?.fractions ?? 0n) + ofOfferings.reduce((sum, { fractions }) => sum + fractions, 0n);
  const inWallet = u64(holdings.fractions + arriving + unstaked);
  const burned = paysOut(view.status) && view.auction ? inWallet : 0n;
  const isRecipient = vaultRecipient(view) === holdings.wallet;
  const assets = isRecipient ? holdings.assets.filter(({ held }) => held === 1).map(({ nftMint }) => nftMint) : [];
  const claims: Claim[] = [
    ...(bid ? [{ __kind: 'Bid', cash: bid.cash, fractions: bid.fractions } as const] : []),
    ...ofOfferings,
    ...leaving.claims,
    ...claimPayouts(view, holdings, burned),
    ...(isRecipient ? claimUnearned(view, holdings, burned) : []),
    ...assets.map(nftMint => ({ __kind: 'Asset', nftMint }) as const),
  ];
  return {
    claims,
    cash: u64(claims.reduce((sum, claim) => sum + claimCash(claim, view.vault.quoteMint), 0n)),
    fractions: burned > 0n ? 0n : arriving,
    unstaked,
    burned,
    assets,
    accounts: [],
    closesStake: leaving.closes,
    votes: NO_VOTES_CLOSED,
    returned: 0n,
    unwrapped: false,
  };
}

/** What the wallet bought in offerings, and as the creator what is its own of those that are over. */
function claimOfferings(view: VaultView, holdings: Holdings): (Claim & { readonly __kind: 'Purchase' | 'Offering' })[] {
  const bought = holdings.purchases.filter(([, { claimable }]) => claimable);
  const own = holdings.wallet === view.vault.creator ? holdings.offerings.filter(({ closable }) => closable) : [];
  return [
    ...bought.map(
      ([{ number }, { fractions, refund }]) => ({ __kind: 'Purchase', number, fractions, refund }) as const,
    ),
    ...own.map(({ number, offering }) => {
      const { fractions, cash } = close(offeringOf(offering), view.status, true, view.now);
      return { __kind: 'Offering', number, fractions, cash } as const;
    }),
  ];
}

/** The wallet's bid, unless it stays: as a leading one does, and an offer that stands; one that fell leaves. */
function bidToLeave(view: VaultView, { wallet, bid }: Holdings): Bid | null {
  return returnsBids(view.status) && !isBound(view, wallet) ? bid : null;
}

function isBound(view: VaultView, wallet: Address): boolean {
  if (view.status === 'Active') return vaultOffer(view)?.bidder === wallet;
  return view.status === 'Auction' && vaultLeader(view) === wallet;
}

/** What leaves a stake. */
type Leaving = {
  /** In order. */
  readonly claims: readonly Claim[];
  /** Fractions, in raw units. */
  readonly unstaked: bigint;
  /** Whether the stake is closed with it. */
  readonly closes: boolean;
};

const NOTHING_STAKED: Leaving = { claims: [], unstaked: 0n, closes: false };

/**
 * Takes everything out of a stake that can leave without giving up what it asks and earns: its income at any time, its
 * fractions once the vault is sold.
 */
function leaveStake(view: VaultView, stake: Stake, unpayable: readonly Address[]): Leaving {
  const unstaked = paysOut(view.status) ? stake.amount : 0n;
  const due = stakeDue(view, stake);
  const paid = due.filter(({ mint }) => !unpayable.includes(mint));
  return {
    claims: [
      // First, as from then on no more is earned: what is claimed then is all.
      ...(unstaked > 0n ? [{ __kind: 'Stake', fractions: unstaked } as const] : []),
      ...paid.map(({ mint, amount }) => ({ __kind: 'Income', mint, amount }) as const),
    ],
    unstaked,
    closes: unstaked === stake.amount && paid.length === due.length,
  };
}

/** Claims what the sale pays the wallet: as a creator, as the curator, and for the fractions it burns. */
function claimPayouts({ status, vault, auction, supply }: VaultView, holdings: Holdings, burned: bigint): Claim[] {
  if (!auction || !paysOut(status)) return [];
  const claims: Claim[] = [];
  let [unpaid, claimsLeft] = [auction.royalties, vault.royaltyClaims];
  for (const { nftMint, royalties } of holdings.assets) {
    for (const { weight } of royalties.filter(({ weight, payee }) => weight > 0 && payee === holdings.wallet)) {
      const amount = royalty(auction.winningCash, weight, vault.assets, unpaid, claimsLeft);
      unpaid = max(unpaid - amount, 0n);
      claimsLeft = Math.max(claimsLeft - 1, 0);
      claims.push({ __kind: 'Royalty', nftMint, amount });
    }
  }
  if (vault.curator === holdings.wallet && auction.curatorFee > 0n) {
    claims.push({ __kind: 'CuratorFee', amount: auction.curatorFee });
  }
  if (burned > 0n) {
    claims.push({ __kind: 'Redemption', fractions: burned, payout: redeem(burned, supply, auction.proceeds, 0n) });
  }
  return claims;
}

/**
 * Claims what nobody is left to earn, if that is so once the wallet's fractions are redeemed. A stake of the wallet itself
 * goes first: what it leaves is known only afterwards.
 */
function claimUnearned(view: VaultView, holdings: Holdings, burned: bigint): Claim[] {
  const fractions = max(max(view.supply - burned, 0n) - holdings.strayFractions, 0n);
  if (vaultStaked(view) > 0n || fractions > 0n || holdings.stake) return [];
  const payable = vaultIncomes(view).filter(({ mint }) => !holdings.unpayable.includes(mint));
  const unearned = payable.map(({ mint, stream }) => ({ mint, amount: giveUp(stream).unearned }));
  return unearned
    .filter(({ amount }) => amount > 0n)
    .map(({ mint, amount }) => ({ __kind: 'Unearned', mint, amount }) as const);
}
