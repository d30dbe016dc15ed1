/**
 * What an action will do, computed by the rules the program computes with.
 *
 * Everything here is pure: it takes views and numbers, and returns numbers. Cash is in raw quote units, fractions in raw
 * units of the fraction mint, rent in lamports, times in Unix seconds. Quotes that name accounts are promises, as addresses
 * are derived by the platform's asynchronous hash.
 */

export {
  type AccountKind,
  type NewAccount,
  type Rent,
  type RentBack,
  accountLamports,
  isReturned,
  minimumBalance,
  newAccount,
  returnedRent,
  totalRent,
} from './accounts.ts';
export {
  type Ask,
  type AskQuote,
  type AskedLevel,
  type StakeAndAskQuote,
  ask,
  askLevel,
  askStaked,
  depth,
} from './asks.ts';
export { type BidQuote, type Bidding, type SettleQuote, bid, settle } from './bid.ts';
export { type LowerCuratorFeeQuote, lowerCuratorFee } from './curator.ts';
export { type Claim, type ExitQuote, type Holdings, claimCash, exit } from './exit.ts';
export {
  type AddIncomeMintQuote,
  type ClaimIncomeQuote,
  type DepositIncomeQuote,
  INCOME_MINTS,
  addIncomeMint,
  claimIncome,
  depositIncome,
} from './income.ts';
export { type LicenseQuote, acceptLicense, renewLicense } from './licenses.ts';
export {
  type CloseQuote,
  type IncomeLeft,
  NO_STAKING_CLOSED,
  type OpenQuote,
  type Opening,
  type ReturnQuote,
  type StakingClosed,
  open,
} from './lifecycle.ts';
export {
  type BuyFractionsQuote,
  type ClaimPurchaseQuote,
  type CloseOfferingQuote,
  type Offered,
  type OpenOfferingQuote,
  buyFractions,
  claimPurchase,
  closeOffering,
  openOffering,
} from './offering.ts';
export {
  type AcceptOfferQuote,
  type OfferQuote,
  type WithdrawOfferQuote,
  acceptOffer,
  makeOffer,
  withdrawOffer,
} from './offers.ts';
export { type DelegateQuote, type StakeQuote, type UnstakeQuote, delegate, stake, unstake } from './stake.ts';
export { type Standing, standing } from './standing.ts';
export {
  type CloseVotesQuote,
  type ExecuteQuote,
  MAX_TERMS_URI_BYTES,
  NO_VOTES_CLOSED,
  type ProposeQuote,
  type VoteClosed,
  type VoteQuote,
  type WithdrawVoteQuote,
  executeProposal,
  propose,
  rentOfVote,
  returnedTo,
  toppedUp,
  vote,
  withdrawVote,
} from './votes.ts';
