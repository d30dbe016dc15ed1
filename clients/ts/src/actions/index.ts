/**
 * What people do with a vault, each as one call: it reads the accounts, checks what the program would check, and returns
 * the instructions with a quote of what they will do. Nothing is sent.
 *
 * The instructions are in the order in which they must land; `transactions` puts them into as few transactions as they fit
 * in. An action that takes several can be built again after some of them landed: it then returns what is left to do.
 *
 * Each refuses an order with a value that no instruction can carry, before it reads anything, by ClientError `BadOrder`.
 */
export { type Action, actionWithComputeBudget, actionWithSigners, signersOf } from './action.ts';
export { type SetAsk, type StakeAndAsk, setAsk, stakeAndAsk } from './ask.ts';
export { type PlaceBid, bid } from './bid.ts';
export { type ClaimPurchase, claimPurchase } from './claim-purchase.ts';
export { type CloseOffering, closeOffering } from './close-offering.ts';
export { type CloseVotes, closeVotes } from './close-votes.ts';
export { type Close, close } from './close.ts';
export { type LowerCuratorFee, lowerCuratorFee } from './curator.ts';
export { type Exit, exit } from './exit.ts';
export {
  type AddIncomeMint,
  type ClaimIncome,
  type DepositIncome,
  addIncomeMint,
  claimIncome,
  depositIncome,
} from './income.ts';
export { type CloseLicense, type TakeLicense, acceptLicense, closeLicense, renewLicense } from './licenses.ts';
export { type BuyFractions, type OpenOffering, buyFractions, openOffering } from './offering.ts';
export { type AcceptOffer, type WithdrawOffer, acceptOffer, makeOffer, withdrawOffer } from './offers.ts';
export { type HeldNft, type OpenVault, freeVaultId, openVault } from './open.ts';
export { type Settle, settle } from './settle.ts';
export { type SetDelegate, type Stake, type Unstake, setDelegate, stake, unstake } from './stake.ts';
export { type Cancel, type Reclaim, cancel, reclaim } from './take-back.ts';
export type { WrappedSol } from './tokens.ts';
export {
  type ExecuteProposal,
  type Propose,
  type Vote,
  type WithdrawVote,
  executeProposal,
  propose,
  vote,
  withdrawVote,
} from './votes.ts';
