/** The program's events: what their data begins with, and how the rest is decoded. */
import {
  getAskSetCodec,
  getAsksOpenedCodec,
  getAssetClaimedCodec,
  getBidPlacedCodec,
  getBidWithdrawnCodec,
  getCuratorFeeClaimedCodec,
  getCuratorFeeLoweredCodec,
  getDelegateSetCodec,
  getFractionDescribedCodec,
  getFractionsBoughtCodec,
  getFractionsRedeemedCodec,
  getFractionsStakedCodec,
  getFractionsUnstakedCodec,
  getIncomeClaimedCodec,
  getIncomeClosedCodec,
  getIncomeDepositedCodec,
  getIncomeMintAddedCodec,
  getLicenseTakenCodec,
  getNftDepositedCodec,
  getOfferAcceptedCodec,
  getOfferMadeCodec,
  getOfferingClosedCodec,
  getOfferingOpenedCodec,
  getProposalClosedCodec,
  getProposalExecutedCodec,
  getProposalMadeCodec,
  getPurchaseClaimedCodec,
  getRoyaltyClaimedCodec,
  getStakingClosedCodec,
  getStakingOpenedCodec,
  getVaultActivatedCodec,
  getVaultCancelledCodec,
  getVaultClosedCodec,
  getVaultCreatedCodec,
  getVaultReclaimedCodec,
  getVaultSoldCodec,
  getVoteCastCodec,
  getVoteWithdrawnCodec,
} from './types/index.ts';

export const MOSAIC_EVENTS = {
  AskSet: {
    discriminator: new Uint8Array([203, 138, 128, 177, 166, 239, 95, 221]),
    getCodec: getAskSetCodec,
  },
  AsksOpened: {
    discriminator: new Uint8Array([60, 28, 49, 110, 92, 37, 249, 160]),
    getCodec: getAsksOpenedCodec,
  },
  AssetClaimed: {
    discriminator: new Uint8Array([184, 50, 232, 5, 123, 15, 247, 255]),
    getCodec: getAssetClaimedCodec,
  },
  BidPlaced: {
    discriminator: new Uint8Array([135, 53, 176, 83, 193, 69, 108, 61]),
    getCodec: getBidPlacedCodec,
  },
  BidWithdrawn: {
    discriminator: new Uint8Array([145, 195, 97, 230, 166, 54, 74, 206]),
    getCodec: getBidWithdrawnCodec,
  },
  CuratorFeeClaimed: {
    discriminator: new Uint8Array([38, 126, 241, 241, 229, 115, 111, 98]),
    getCodec: getCuratorFeeClaimedCodec,
  },
  CuratorFeeLowered: {
    discriminator: new Uint8Array([216, 80, 173, 169, 16, 231, 87, 106]),
    getCodec: getCuratorFeeLoweredCodec,
  },
  DelegateSet: {
    discriminator: new Uint8Array([103, 126, 239, 131, 201, 31, 212, 253]),
    getCodec: getDelegateSetCodec,
  },
  FractionDescribed: {
    discriminator: new Uint8Array([135, 174, 149, 113, 138, 97, 14, 178]),
    getCodec: getFractionDescribedCodec,
  },
  FractionsBought: {
    discriminator: new Uint8Array([248, 178, 34, 109, 168, 188, 78, 48]),
    getCodec: getFractionsBoughtCodec,
  },
  FractionsRedeemed: {
    discriminator: new Uint8Array([18, 108, 39, 94, 78, 142, 18, 22]),
    getCodec: getFractionsRedeemedCodec,
  },
  FractionsStaked: {
    discriminator: new Uint8Array([54, 91, 30, 199, 100, 252, 54, 215]),
    getCodec: getFractionsStakedCodec,
  },
  FractionsUnstaked: {
    discriminator: new Uint8Array([177, 217, 185, 13, 62, 124, 66, 10]),
    getCodec: getFractionsUnstakedCodec,
  },
  IncomeClaimed: {
    discriminator: new Uint8Array([21, 89, 144, 230, 121, 18, 93, 243]),
    getCodec: getIncomeClaimedCodec,
  },
  IncomeClosed: {
    discriminator: new Uint8Array([244, 150, 133, 164, 34, 165, 127, 1]),
    getCodec: getIncomeClosedCodec,
  },
  IncomeDeposited: {
    discriminator: new Uint8Array([117, 173, 85, 100, 89, 111, 186, 125]),
    getCodec: getIncomeDepositedCodec,
  },
  IncomeMintAdded: {
    discriminator: new Uint8Array([223, 145, 41, 184, 231, 119, 107, 14]),
    getCodec: getIncomeMintAddedCodec,
  },
  LicenseTaken: {
    discriminator: new Uint8Array([6, 183, 107, 18, 163, 199, 245, 54]),
    getCodec: getLicenseTakenCodec,
  },
  NftDeposited: {
    discriminator: new Uint8Array([5, 219, 175, 64, 104, 214, 139, 79]),
    getCodec: getNftDepositedCodec,
  },
  OfferAccepted: {
    discriminator: new Uint8Array([81, 238, 238, 115, 140, 18, 8, 20]),
    getCodec: getOfferAcceptedCodec,
  },
  OfferMade: {
    discriminator: new Uint8Array([11, 5, 86, 210, 3, 4, 25, 154]),
    getCodec: getOfferMadeCodec,
  },
  OfferingClosed: {
    discriminator: new Uint8Array([61, 195, 114, 79, 182, 50, 185, 183]),
    getCodec: getOfferingClosedCodec,
  },
  OfferingOpened: {
    discriminator: new Uint8Array([222, 216, 13, 22, 140, 43, 9, 226]),
    getCodec: getOfferingOpenedCodec,
  },
  ProposalClosed: {
    discriminator: new Uint8Array([57, 90, 47, 164, 105, 55, 97, 27]),
    getCodec: getProposalClosedCodec,
  },
  ProposalExecuted: {
    discriminator: new Uint8Array([92, 213, 189, 201, 101, 83, 111, 83]),
    getCodec: getProposalExecutedCodec,
  },
  ProposalMade: {
    discriminator: new Uint8Array([51, 227, 219, 200, 135, 45, 88, 149]),
    getCodec: getProposalMadeCodec,
  },
  PurchaseClaimed: {
    discriminator: new Uint8Array([35, 66, 59, 154, 203, 42, 213, 138]),
    getCodec: getPurchaseClaimedCodec,
  },
  RoyaltyClaimed: {
    discriminator: new Uint8Array([159, 50, 182, 139, 127, 230, 105, 189]),
    getCodec: getRoyaltyClaimedCodec,
  },
  StakingClosed: {
    discriminator: new Uint8Array([15, 88, 159, 245, 54, 129, 148, 129]),
    getCodec: getStakingClosedCodec,
  },
  StakingOpened: {
    discriminator: new Uint8Array([96, 229, 59, 53, 0, 28, 143, 180]),
    getCodec: getStakingOpenedCodec,
  },
  VaultActivated: {
    discriminator: new Uint8Array([76, 220, 220, 110, 216, 252, 88, 84]),
    getCodec: getVaultActivatedCodec,
  },
  VaultCancelled: {
    discriminator: new Uint8Array([137, 72, 110, 157, 80, 107, 59, 181]),
    getCodec: getVaultCancelledCodec,
  },
  VaultClosed: {
    discriminator: new Uint8Array([238, 129, 38, 228, 227, 118, 249, 215]),
    getCodec: getVaultClosedCodec,
  },
  VaultCreated: {
    discriminator: new Uint8Array([117, 25, 120, 254, 75, 236, 78, 115]),
    getCodec: getVaultCreatedCodec,
  },
  VaultReclaimed: {
    discriminator: new Uint8Array([23, 178, 119, 136, 48, 93, 111, 133]),
    getCodec: getVaultReclaimedCodec,
  },
  VaultSold: {
    discriminator: new Uint8Array([135, 224, 43, 109, 190, 11, 95, 174]),
    getCodec: getVaultSoldCodec,
  },
  VoteCast: {
    discriminator: new Uint8Array([39, 53, 195, 104, 188, 17, 225, 213]),
    getCodec: getVoteCastCodec,
  },
  VoteWithdrawn: {
    discriminator: new Uint8Array([124, 163, 22, 0, 175, 223, 243, 20]),
    getCodec: getVoteWithdrawnCodec,
  },
} as const;
