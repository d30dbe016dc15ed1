/**
 * Accounts put together for people: what a vault, a bid, an offering, a proposal, a licence, an asset or an NFT is, and what
 * can be done with it next.
 */

export { type AssetView, assetView, assetViewOf, isHeld, royaltiesOf, royaltyDue } from './asset.ts';
export { type BidView, bidView, bidViewOf } from './bid.ts';
export {
  type LicenseState,
  type LicenseView,
  isRunning,
  licenseRenewableFrom,
  licenseView,
  licenseViewOf,
  readLicense,
} from './license.ts';
export {
  FIELD_OFFSETS,
  type Found,
  type Search,
  type VaultFilter,
  bidsOf,
  licensesOf,
  listAssets,
  listBids,
  listLicenses,
  listProposals,
  listStakes,
  listVaults,
  listVotes,
  purchasesOf,
  stakesOf,
} from './list.ts';
export {
  type NftDeposit,
  type NftView,
  nftAddresses,
  nftKind,
  nftViewOf,
  readNft,
  royaltyWeightOf,
  ruleSetOf,
  standardOf,
} from './nft.ts';
export { type OfferView, exclusiveUntil, leastOffer, licensedUntil, vaultOffer, vetoLimit, vetoing } from './offer.ts';
export {
  type OfferingState,
  type OfferingView,
  type PurchaseView,
  canOffer,
  isOfferingOver,
  offeringAddresses,
  offeringFloor,
  offeringNumbers,
  offeringView,
  offeringViewOf,
  offeringViewsOf,
  purchaseView,
  purchaseViewOf,
  readOfferings,
} from './offering.ts';
export {
  type ProposalPhase,
  type ProposalView,
  type Proposals,
  type VoteView,
  proposalNumbers,
  proposalView,
  proposalViewOf,
  readProposals,
  voteAddress,
  voteView,
  voteViewOf,
} from './proposal.ts';
export { describeToken2022, isOfToken2022 } from './token-2022.ts';
export { NFT_REFUSALS, type NftRefusal } from './refusal.ts';
export { type NftCollection, type NftCreator, type NftDescription } from './screened.ts';
export {
  type AskView,
  type Due,
  type IncomeView,
  type Release,
  type StakeView,
  askAt,
  earned,
  earnedBy,
  perFractionSecond,
  releaseOf,
  shareOfIncome,
  stakeDue,
  stakeFreeAt,
  stakeView,
  stakeViewOf,
  vaultIncome,
  vaultIncomes,
  vaultStaked,
} from './staking.ts';
export {
  type NextStep,
  type Step,
  type StepParty,
  licenseNextSteps,
  nextSteps,
  offeringNextSteps,
  proposalNextSteps,
} from './steps.ts';
export {
  type VaultView,
  endsIn,
  leastPrice,
  oneToken,
  owing,
  owingBeside,
  quoteIsSol,
  readVault,
  readVaultWith,
  readVaults,
  valueOfToken,
  vaultLeader,
  vaultQuote,
  vaultRecipient,
  vaultReserve,
  vaultRound,
} from './vault.ts';
