/** What can be done with a vault next. */
import { termsOf } from '../content.ts';
import { isAllowed, unlessRefused } from '../errors/refusals.ts';
import {
  acceptsAsks,
  acceptsIncome,
  acceptsProposals,
  acceptsStakes,
  allowsClosing,
  allowsReclaim,
  checkSettling,
  isBeingFilled,
  isPastVotes,
  paysOut,
  releasesAssets,
} from '../rules/status.ts';
import { MAX_ASSETS } from '../rules/terms.ts';
import { leastStake } from '../rules/votes.ts';
import type { LicenseView } from './license.ts';
import { leastOffer, vaultOffer } from './offer.ts';
import { type OfferingView, canOffer, isOfferingOver } from './offering.ts';
import type { ProposalView } from './proposal.ts';
import { earned, vaultIncomes, vaultStaked } from './staking.ts';
import { type VaultView, leastPrice, owing } from './vault.ts';

/**
 * Who can do something with a vault:
 *
 * - `Anyone`
 * - `Creator`: the vault's.
 * - `Holder`: who holds fractions.
 * - `Staker`: who has a stake.
 * - `WholeHolder`: who holds every fraction.
 * - `Bidder`: who placed a bid that does not lead, or once sold any bid.
 * - `Recipient`: the winner, or who reclaimed or cancelled.
 * - `RoyaltyPayee`: a verified creator of an NFT in the vault.
 * - `Curator`
 * - `Buyer`: who bought in an offering.
 * - `Licensee`: who may take a licence, or has one.
 */
export type StepParty =
  | 'Anyone'
  | 'Creator'
  | 'Holder'
  | 'Staker'
  | 'WholeHolder'
  | 'Bidder'
  | 'Recipient'
  | 'RoyaltyPayee'
  | 'Curator'
  | 'Buyer'
  | 'Licensee';

/** What can be done with a vault next. */
export type Step =
  /** Deposit a further NFT. */
  | { readonly __kind: 'Deposit' }
  /** Describe the fraction. */
  | { readonly __kind: 'Describe' }
  /** Activate. */
  | { readonly __kind: 'Activate' }
  /** Give the draft up. */
  | { readonly __kind: 'Cancel' }
  /** Bid at least this price of the whole vault, in raw quote units. */
  | { readonly __kind: 'Bid'; readonly leastPrice: bigint }
  /** Stake fractions, to ask and to earn. */
  | { readonly __kind: 'Stake' }
  /** Set at which price a stake would sell the whole vault. */
  | { readonly __kind: 'SetAsk' }
  /** Take fractions out of a stake once its lock is over. */
  | { readonly __kind: 'Unstake' }
  /** Pay income in, to be streamed to the stakes. */
  | { readonly __kind: 'DepositIncome' }
  /** Take what a stake has earned. */
  | { readonly __kind: 'ClaimIncome' }
  /** Burn the whole supply and take the assets. */
  | { readonly __kind: 'Reclaim' }
  /** Offer at least this price of the whole vault, below the reserve, in raw quote units. */
  | { readonly __kind: 'MakeOffer'; readonly leastPrice: bigint }
  /** Take the offer that stands back, once its window is over. */
  | { readonly __kind: 'WithdrawOffer' }
  /** Offer fractions to all. */
  | { readonly __kind: 'OpenOffering' }
  /** Buy fractions of an offering, at this price of the whole vault, in raw quote units. */
  | { readonly __kind: 'BuyFractions'; readonly number: bigint; readonly price: bigint }
  /** Take what was bought in an offering, or the cash back. */
  | { readonly __kind: 'ClaimPurchase'; readonly number: bigint }
  /** Pay the creator of an offering that is over, or close its accounts. */
  | { readonly __kind: 'CloseOffering'; readonly number: bigint }
  /** Call an offering off in which nothing is sold. */
  | { readonly __kind: 'CallOffOffering'; readonly number: bigint }
  /** Start the auction with the offer that stands. */
  | { readonly __kind: 'AcceptOffer' }
  /** Propose something to the holders, with at least so much staked, in raw units. */
  | { readonly __kind: 'Propose'; readonly leastStake: bigint }
  /** Vote on a proposal. */
  | { readonly __kind: 'Vote'; readonly number: bigint }
  /** Carry out what a proposal decided. */
  | { readonly __kind: 'ExecuteProposal'; readonly number: bigint }
  /** Close records of proposals and votes that are over. */
  | { readonly __kind: 'CloseVotes' }
  /** Take a licence that was granted. */
  | { readonly __kind: 'AcceptLicense'; readonly number: bigint }
  /** Renew a licence by a term. */
  | { readonly __kind: 'RenewLicense'; readonly number: bigint }
  /** Close a licence that is over. */
  | { readonly __kind: 'CloseLicense'; readonly number: bigint }
  /** Take a bid back. */
  | { readonly __kind: 'WithdrawBid' }
  /** Settle the auction. */
  | { readonly __kind: 'Settle' }
  /** Redeem fractions. */
  | { readonly __kind: 'Redeem' }
  /** Take the assets. */
  | { readonly __kind: 'ClaimAssets' }
  /** Take a royalty. */
  | { readonly __kind: 'ClaimRoyalty' }
  /** Take the curator's fee. */
  | { readonly __kind: 'ClaimCuratorFee' }
  /** Close the vault, with its stakes and its income. */
  | { readonly __kind: 'Close' };

/** A step, and who can take it. */
export type NextStep = readonly [party: StepParty, step: Step];

/** Something that can be done, if it can. */
type Candidate = readonly [when: boolean, party: StepParty, step: Step];

function possible(candidates: readonly Candidate[]): NextStep[] {
  return candidates.filter(([when]) => when).map(([, party, step]) => [party, step]);
}

/**
 * What can be done with a vault next, and by whom, as far as the vault tells; {@link offeringNextSteps},
 * {@link proposalNextSteps} and {@link licenseNextSteps} tell it of its offerings, a proposal and a licence.
 */
export function nextSteps(view: VaultView): NextStep[] {
  return possible([...fillingSteps(view), ...stakingSteps(view), ...sellingSteps(view), ...leavingSteps(view)]);
}

function fillingSteps({ status, vault, supply }: VaultView): Candidate[] {
  const draft = isBeingFilled(status);
  return [
    [draft && vault.assets < MAX_ASSETS, 'Creator', { __kind: 'Deposit' }],
    [draft && vault.described === 0, 'Creator', { __kind: 'Describe' }],
    [draft && vault.assets > 0, 'Creator', { __kind: 'Activate' }],
    [draft, 'Creator', { __kind: 'Cancel' }],
    [allowsReclaim(status) && supply > 0n, 'WholeHolder', { __kind: 'Reclaim' }],
  ];
}

function stakingSteps(view: VaultView): Candidate[] {
  const { status, supply, pool } = view;
  // Accounts that do not fit together have no income to offer.
  const incomes = unlessRefused(() => vaultIncomes(view)) ?? [];
  const staked = vaultStaked(view);
  // Once asks count no more, staking is for the income that is still to be released.
  const worthwhile = acceptsAsks(status) || incomes.some(income => income.waiting > 0n);
  const earns = incomes.some(income => earned(income) > 0n);
  return [
    [acceptsStakes(status) && worthwhile && supply > staked, 'Holder', { __kind: 'Stake' }],
    [acceptsAsks(status) && staked > 0n, 'Staker', { __kind: 'SetAsk' }],
    [staked > 0n, 'Staker', { __kind: 'Unstake' }],
    [acceptsIncome(status), 'Anyone', { __kind: 'DepositIncome' }],
    [earns && pool !== null && pool.stakes > 0n, 'Staker', { __kind: 'ClaimIncome' }],
  ];
}

function sellingSteps(view: VaultView): Candidate[] {
  const { status, vault, supply, auction, now } = view;
  const bid = unlessRefused(() => leastPrice(view));
  const make = unlessRefused(() => leastOffer(view));
  // Accounts that do not fit together have no offer either.
  const offer = unlessRefused(() => vaultOffer(view));
  const propose = unlessRefused(() => leastStake(termsOf(vault), supply));
  const proposes = propose !== null && acceptsProposals(status) && vaultStaked(view) >= propose;
  const settles = auction !== null && isAllowed(() => checkSettling(status, now, auction.endsAt));
  const leading = status === 'Auction' || offer ? 1n : 0n;
  return [
    [bid !== null, 'Anyone', { __kind: 'Bid', leastPrice: bid ?? 0n }],
    [make !== null, 'Anyone', { __kind: 'MakeOffer', leastPrice: make ?? 0n }],
    [offer?.withdrawable ?? false, 'Bidder', { __kind: 'WithdrawOffer' }],
    [offer?.acceptable ?? false, 'Anyone', { __kind: 'AcceptOffer' }],
    [proposes, 'Staker', { __kind: 'Propose', leastStake: propose ?? 0n }],
    [isPastVotes(status) && vault.records > 0, 'Anyone', { __kind: 'CloseVotes' }],
    [settles, 'Anyone', { __kind: 'Settle' }],
    [auction !== null && auction.openBids > leading, 'Bidder', { __kind: 'WithdrawBid' }],
  ];
}

function leavingSteps(view: VaultView): Candidate[] {
  const { status, vault, supply } = view;
  const auction = paysOut(status) ? view.auction : null;
  return [
    [auction !== null && auction.proceeds > 0n && supply > 0n, 'Holder', { __kind: 'Redeem' }],
    [releasesAssets(status) && vault.assetsHeld > 0, 'Recipient', { __kind: 'ClaimAssets' }],
    [paysOut(status) && vault.royaltyClaims > 0, 'RoyaltyPayee', { __kind: 'ClaimRoyalty' }],
    [auction !== null && auction.curatorFee > 0n, 'Curator', { __kind: 'ClaimCuratorFee' }],
    [allowsClosing(status) && owing(view) === null, 'Anyone', { __kind: 'Close' }],
  ];
}

/** What can be done about the offerings of a vault next, those of it that are not closed, and by whom. */
export function offeringNextSteps(view: VaultView, offerings: readonly OfferingView[]): NextStep[] {
  return possible([
    [canOffer(view), 'Creator', { __kind: 'OpenOffering' }],
    ...offerings.flatMap(offering => stepsOfOffering(offering)),
  ]);
}

function stepsOfOffering(view: OfferingView): Candidate[] {
  const { number, state, price, certain, closable, offering } = view;
  const over = isOfferingOver(view);
  // Until it is over, a purchase that is delivered stays: it counts for the limit of its buyer.
  const claims = over ? offering.purchasesOpen > 0n : certain && offering.sold > offering.delivered;
  return [
    [state.__kind === 'Selling', 'Anyone', { __kind: 'BuyFractions', number, price }],
    [claims, 'Buyer', { __kind: 'ClaimPurchase', number }],
    [closable, 'Anyone', { __kind: 'CloseOffering', number }],
    [!over && offering.sold === 0n, 'Creator', { __kind: 'CallOffOffering', number }],
  ];
}

/** What can be done with a proposal next, and by whom. */
export function proposalNextSteps({ number, phase, allowed, closable }: ProposalView): NextStep[] {
  return possible([
    [phase === 'Voting', 'Staker', { __kind: 'Vote', number }],
    [phase === 'Executable' && allowed, 'Anyone', { __kind: 'ExecuteProposal', number }],
    [closable, 'Anyone', { __kind: 'CloseVotes' }],
  ]);
}

/**
 * What can be done with a licence next, at the time `now` (Unix seconds), and by whom, as long as its vault is Active; to
 * close it needs no vault.
 */
export function licenseNextSteps({ number, state, renewableFrom, closable }: LicenseView, now: bigint): NextStep[] {
  return possible([
    [state.__kind === 'Offered', 'Licensee', { __kind: 'AcceptLicense', number }],
    [renewableFrom !== null && renewableFrom <= now, 'Licensee', { __kind: 'RenewLicense', number }],
    [closable, 'Anyone', { __kind: 'CloseLicense', number }],
  ]);
}
