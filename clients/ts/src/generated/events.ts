/** The program's events: what their data begins with, and how the rest is decoded. */
import {
  getAskSetDecoder,
  getAsksOpenedDecoder,
  getAssetClaimedDecoder,
  getBidPlacedDecoder,
  getBidWithdrawnDecoder,
  getCuratorFeeClaimedDecoder,
  getDelegateSetDecoder,
  getFractionDescribedDecoder,
  getFractionsRedeemedDecoder,
  getFractionsStakedDecoder,
  getFractionsUnstakedDecoder,
  getIncomeClaimedDecoder,
  getIncomeClosedDecoder,
  getIncomeDepositedDecoder,
  getIncomeMintAddedDecoder,
  getLicenseTakenDecoder,
  getNftDepositedDecoder,
  getOfferAcceptedDecoder,
  getOfferMadeDecoder,
  getProposalClosedDecoder,
  getProposalExecutedDecoder,
  getProposalMadeDecoder,
  getRoyaltyClaimedDecoder,
  getStakingClosedDecoder,
  getStakingOpenedDecoder,
  getVaultActivatedDecoder,
  getVaultCancelledDecoder,
  getVaultClosedDecoder,
  getVaultCreatedDecoder,
  getVaultReclaimedDecoder,
  getVaultSoldDecoder,
  getVoteCastDecoder,
  getVoteWithdrawnDecoder,
} from './types/index.ts';

export const MOSAIC_EVENTS = {
  AskSet: {
    discriminator: new Uint8Array([203, 138, 128, 177, 166, 239, 95, 221]),
    getDecoder: getAskSetDecoder,
  },
  AsksOpened: {
    discriminator: new Uint8Array([60, 28, 49, 110, 92, 37, 249, 160]),
    getDecoder: getAsksOpenedDecoder,
  },
  AssetClaimed: {
    discriminator: new Uint8Array([184, 50, 232, 5, 123, 15, 247, 255]),
    getDecoder: getAssetClaimedDecoder,
  },
  BidPlaced: {
    discriminator: new Uint8Array([135, 53, 176, 83, 193, 69, 108, 61]),
    getDecoder: getBidPlacedDecoder,
  },
  BidWithdrawn: {
    discriminator: new Uint8Array([145, 195, 97, 230, 166, 54, 74, 206]),
    getDecoder: getBidWithdrawnDecoder,
  },
  CuratorFeeClaimed: {
    discriminator: new Uint8Array([38, 126, 241, 241, 229, 115, 111, 98]),
    getDecoder: getCuratorFeeClaimedDecoder,
  },
  DelegateSet: {
    discriminator: new Uint8Array([103, 126, 239, 131, 201, 31, 212, 253]),
    getDecoder: getDelegateSetDecoder,
  },
  FractionDescribed: {
    discriminator: new Uint8Array([135, 174, 149, 113, 138, 97, 14, 178]),
    getDecoder: getFractionDescribedDecoder,
  },
  FractionsRedeemed: {
    discriminator: new Uint8Array([18, 108, 39, 94, 78, 142, 18, 22]),
    getDecoder: getFractionsRedeemedDecoder,
  },
  FractionsStaked: {
    discriminator: new Uint8Array([54, 91, 30, 199, 100, 252, 54, 215]),
    getDecoder: getFractionsStakedDecoder,
  },
  FractionsUnstaked: {
    discriminator: new Uint8Array([177, 217, 185, 13, 62, 124, 66, 10]),
    getDecoder: getFractionsUnstakedDecoder,
  },
  IncomeClaimed: {
    discriminator: new Uint8Array([21, 89, 144, 230, 121, 18, 93, 243]),
    getDecoder: getIncomeClaimedDecoder,
  },
  IncomeClosed: {
    discriminator: new Uint8Array([244, 150, 133, 164, 34, 165, 127, 1]),
    getDecoder: getIncomeClosedDecoder,
  },
  IncomeDeposited: {
    discriminator: new Uint8Array([117, 173, 85, 100, 89, 111, 186, 125]),
    getDecoder: getIncomeDepositedDecoder,
  },
  IncomeMintAdded: {
    discriminator: new Uint8Array([223, 145, 41, 184, 231, 119, 107, 14]),
    getDecoder: getIncomeMintAddedDecoder,
  },
  LicenseTaken: {
    discriminator: new Uint8Array([6, 183, 107, 18, 163, 199, 245, 54]),
    getDecoder: getLicenseTakenDecoder,
  },
  NftDeposited: {
    discriminator: new Uint8Array([5, 219, 175, 64, 104, 214, 139, 79]),
    getDecoder: getNftDepositedDecoder,
  },
  OfferAccepted: {
    discriminator: new Uint8Array([81, 238, 238, 115, 140, 18, 8, 20]),
    getDecoder: getOfferAcceptedDecoder,
  },
  OfferMade: {
    discriminator: new Uint8Array([11, 5, 86, 210, 3, 4, 25, 154]),
    getDecoder: getOfferMadeDecoder,
  },
  ProposalClosed: {
    discriminator: new Uint8Array([57, 90, 47, 164, 105, 55, 97, 27]),
    getDecoder: getProposalClosedDecoder,
  },
  ProposalExecuted: {
    discriminator: new Uint8Array([92, 213, 189, 201, 101, 83, 111, 83]),
    getDecoder: getProposalExecutedDecoder,
  },
  ProposalMade: {
    discriminator: new Uint8Array([51, 227, 219, 200, 135, 45, 88, 149]),
    getDecoder: getProposalMadeDecoder,
  },
  RoyaltyClaimed: {
    discriminator: new Uint8Array([159, 50, 182, 139, 127, 230, 105, 189]),
    getDecoder: getRoyaltyClaimedDecoder,
  },
  StakingClosed: {
    discriminator: new Uint8Array([15, 88, 159, 245, 54, 129, 148, 129]),
    getDecoder: getStakingClosedDecoder,
  },
  StakingOpened: {
    discriminator: new Uint8Array([96, 229, 59, 53, 0, 28, 143, 180]),
    getDecoder: getStakingOpenedDecoder,
  },
  VaultActivated: {
    discriminator: new Uint8Array([76, 220, 220, 110, 216, 252, 88, 84]),
    getDecoder: getVaultActivatedDecoder,
  },
  VaultCancelled: {
    discriminator: new Uint8Array([137, 72, 110, 157, 80, 107, 59, 181]),
    getDecoder: getVaultCancelledDecoder,
  },
  VaultClosed: {
    discriminator: new Uint8Array([238, 129, 38, 228, 227, 118, 249, 215]),
    getDecoder: getVaultClosedDecoder,
  },
  VaultCreated: {
    discriminator: new Uint8Array([117, 25, 120, 254, 75, 236, 78, 115]),
    getDecoder: getVaultCreatedDecoder,
  },
  VaultReclaimed: {
    discriminator: new Uint8Array([23, 178, 119, 136, 48, 93, 111, 133]),
    getDecoder: getVaultReclaimedDecoder,
  },
  VaultSold: {
    discriminator: new Uint8Array([135, 224, 43, 109, 190, 11, 95, 174]),
    getDecoder: getVaultSoldDecoder,
  },
  VoteCast: {
    discriminator: new Uint8Array([39, 53, 195, 104, 188, 17, 225, 213]),
    getDecoder: getVoteCastDecoder,
  },
  VoteWithdrawn: {
    discriminator: new Uint8Array([124, 163, 22, 0, 175, 223, 243, 20]),
    getDecoder: getVoteWithdrawnDecoder,
  },
} as const;
