//! # Mosaic: an NFT owned by many
//!
//! A vault escrows one to sixteen NFTs and has a fixed supply of SPL tokens, the fractions. Its life:
//!
//! 1. **Draft.** The creator makes a vault ([`mosaic::create_vault`]), moves NFTs into custody, each by the rules of its
//!    standard ([`mosaic::deposit_nft`], [`mosaic::deposit_programmable_nft`], [`mosaic::deposit_token_2022_nft`]), and
//!    gives the fraction a name ([`mosaic::describe_fraction`]), or gives up ([`mosaic::cancel`]).
//! 2. **Active.** [`mosaic::activate`] mints the supply to the creator and removes the mint's authority. From here on
//!    no key has a right that others have not: the rules, the clock and the holders decide. Who holds every fraction
//!    may [`mosaic::reclaim`].
//!
//!    Holders lock fractions in the pool ([`mosaic::open_staking`], [`mosaic::stake`], [`mosaic::unstake`]) and say at
//!    which price they would sell the whole ([`mosaic::open_asks`], [`mosaic::set_ask`], [`mosaic::set_delegate`]): the
//!    reserve is the lowest price at which more than the consent of the *whole* supply would, every other fraction
//!    counting at the opening price. Anyone pays in income ([`mosaic::add_income_mint`], [`mosaic::deposit_income`]),
//!    which is streamed to the stakes ([`mosaic::claim_income`]). [`mosaic::quote_vault`] tells other programs the
//!    price.
//!
//!    The creator may sell part of the supply to many at once, at a fixed or a falling price ([`mosaic::open_offering`],
//!    [`mosaic::buy_fractions`]): once its minimum is reached the fractions are delivered, else every buyer is paid back
//!    ([`mosaic::claim_purchase`]); the rest is the creator's ([`mosaic::close_offering`]).
//!
//!    Until the sale the curator, first the creator, may lower its fee of it ([`mosaic::lower_curator_fee`]).
//!
//!    On everything but the price they vote ([`mosaic::propose`], [`mosaic::vote`], [`mosaic::withdraw_vote`]); what
//!    passes is executed after a delay ([`mosaic::execute_proposal`], [`mosaic::close_proposal`]). Licences so granted are
//!    taken for a fee ([`mosaic::accept_license`], [`mosaic::renew_license`], [`mosaic::close_license`]). Where holders
//!    are gone, an offer below the reserve ([`mosaic::make_offer`], [`mosaic::withdraw_offer`]) starts the auction when its
//!    window is over and no staked asks veto it ([`mosaic::accept_offer`]).
//! 3. **Auction.** A bid at or above the reserve ([`mosaic::place_bid`]) starts it. A bid may bring fractions, and then
//!    needs only the cash of the others' part. Who is outbid takes everything back ([`mosaic::withdraw_bid`]).
//! 4. **Sold.** [`mosaic::settle`] burns the winner's fractions and divides its cash. Each party claims for itself:
//!    [`mosaic::claim_asset`] (by its standard [`mosaic::claim_programmable_asset`] or
//!    [`mosaic::claim_token_2022_asset`]), [`mosaic::claim_royalty`], [`mosaic::claim_curator_fee`], [`mosaic::redeem`].
//! 5. **Closed.** [`mosaic::close_income`], [`mosaic::close_staking`] and at last [`mosaic::close_vault`] return the rent
//!    once nothing is owed.
//!
//! ## Why an attack does not pay
//!
//! - *Tokens or lamports sent to an account of a vault* change nothing: what is owed is tracked in [`state::Auction`],
//!   balances are only compared with it.
//! - *A payee who cannot be paid* (frozen, closed or missing account) keeps nobody from what it is owed: each
//!   instruction moves funds of the one party it is for. Only closing the vault, and so its rent, waits for all.
//! - *A stranger who calls for somebody else* can only pay that party's associated token account.
//! - *An account of another vault* is refused by a stored key or a derived address, each with an error of its own.
//! - *Borrowed fractions* buy no say: staking and asking lock them for at least an hour, and income is paid by the second
//!   ([`mosaic_core::stake`], [`mosaic_core::income`]).
//! - *A vote* does one of six typed actions: it can call no other program, move no asset and no one's funds
//!   ([`state::Action`]). A stake votes once, and stays until the vote ends.
//! - *A rich griefer* cannot hold an honest offer up for nothing: an offer that stands is locked for its window
//!   ([`mosaic_core::offer`]).
//! - *A minority* cannot move the reserve against the others: fractions that ask nothing count at the opening price
//!   ([`mosaic_core::reserve`]).
//! - *A creator who buys from its own offering* raises the reserve at most until that ends, and once: only one offering
//!   can succeed, and one that fails raises nothing ([`mosaic_core::offering`]).
//! - *An NFT that somebody else could take, freeze or stop* is not taken: its mint is screened at deposit ([`nft`],
//!   [`token_2022`]), and one with a rule set goes in, out and in again, so that what came in can leave.
//! - *A CPI that does not do what it should* is noticed: balances are read again and compared ([`token`]).
#![cfg_attr(
    not(test),
    deny(
        clippy::arithmetic_side_effects,
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing
    )
)]

use anchor_lang::prelude::*;

pub mod constants;
mod cpi;
pub mod error;
pub mod events;
pub mod extensions;
pub mod instructions;
pub mod metadata;
pub mod nft;
pub mod quote;
mod reader;
pub mod security;
pub mod seeds;
pub mod state;
mod text;
pub mod token;
pub mod token_2022;

use instructions::*;
use quote::VaultQuote;

declare_id!("MosiE2dvgcGBndejaarnqvy4GsLRRD6znPVh161CZDu");

/// The instructions.
#[program]
pub mod mosaic {
    use super::*;

    /// Creates a vault in Draft and its fraction mint; anyone may, and is its creator.
    pub fn create_vault<'info>(ctx: Context<'info, CreateVault<'info>>, args: CreateVaultArgs) -> Result<()> {
        CreateVault::handle(ctx, args)
    }

    /// Draft: takes a plain NFT into custody; by the creator, who owns it.
    pub fn deposit_nft<'info>(ctx: Context<'info, DepositNft<'info>>) -> Result<()> {
        DepositNft::handle(ctx)
    }

    /// Draft: takes a programmable NFT into custody; by the creator, who owns it.
    pub fn deposit_programmable_nft<'info>(ctx: Context<'info, DepositProgrammableNft<'info>>) -> Result<()> {
        DepositProgrammableNft::handle(ctx)
    }

    /// Draft: takes an NFT of Token-2022 into custody; by the creator, who owns it.
    pub fn deposit_token_2022_nft<'info>(ctx: Context<'info, DepositToken2022Nft<'info>>) -> Result<()> {
        DepositToken2022Nft::handle(ctx)
    }

    /// Draft: gives the fraction its immutable name, symbol and URI; by the creator.
    pub fn describe_fraction<'info>(
        ctx: Context<'info, DescribeFraction<'info>>,
        args: DescribeFractionArgs,
    ) -> Result<()> {
        DescribeFraction::handle(ctx, args)
    }

    /// Draft: gives the vault up, so that its creator can claim the assets back; by the creator.
    pub fn cancel<'info>(ctx: Context<'info, Cancel<'info>>) -> Result<()> {
        Cancel::handle(ctx)
    }

    /// Draft: mints the whole supply to the creator and removes the mint's authority; by the creator.
    pub fn activate<'info>(ctx: Context<'info, Activate<'info>>) -> Result<()> {
        Activate::handle(ctx)
    }

    /// Active or Auction: places a bid or raises the bidder's own; the first one starts the auction. Anyone may bid.
    pub fn place_bid<'info>(ctx: Context<'info, PlaceBid<'info>>, args: PlaceBidArgs) -> Result<()> {
        PlaceBid::handle(ctx, args)
    }

    /// Any status but Draft: returns everything of a bid that does not lead, or of an exceeded offer, to its bidder. Anyone
    /// may call.
    pub fn withdraw_bid<'info>(ctx: Context<'info, WithdrawBid<'info>>) -> Result<()> {
        WithdrawBid::handle(ctx)
    }

    /// Auction, after its end: burns the winner's fractions and divides its cash. Anyone may call.
    pub fn settle<'info>(ctx: Context<'info, Settle<'info>>) -> Result<()> {
        Settle::handle(ctx)
    }

    /// Sold or Reclaimed: sends a plain NFT to the winner, who reclaimed, or the creator who cancelled. Anyone may call.
    pub fn claim_asset<'info>(ctx: Context<'info, ClaimAsset<'info>>) -> Result<()> {
        ClaimAsset::handle(ctx)
    }

    /// Sold or Reclaimed: sends a programmable NFT to the same. Anyone may call.
    pub fn claim_programmable_asset<'info>(ctx: Context<'info, ClaimProgrammableAsset<'info>>) -> Result<()> {
        ClaimProgrammableAsset::handle(ctx)
    }

    /// Sold or Reclaimed: sends an NFT of Token-2022 to the same. Anyone may call.
    pub fn claim_token_2022_asset<'info>(ctx: Context<'info, ClaimToken2022Asset<'info>>) -> Result<()> {
        ClaimToken2022Asset::handle(ctx)
    }

    /// Sold: pays a creator of an NFT its royalty. Anyone may call.
    pub fn claim_royalty<'info>(ctx: Context<'info, ClaimRoyalty<'info>>) -> Result<()> {
        ClaimRoyalty::handle(ctx)
    }

    /// Sold: pays the curator's fee. Anyone may call.
    pub fn claim_curator_fee<'info>(ctx: Context<'info, ClaimCuratorFee<'info>>) -> Result<()> {
        ClaimCuratorFee::handle(ctx)
    }

    /// Sold: burns fractions for their share of the proceeds; by their holder.
    pub fn redeem<'info>(ctx: Context<'info, Redeem<'info>>, args: RedeemArgs) -> Result<()> {
        Redeem::handle(ctx, args)
    }

    /// Active: burns the whole supply, so that its holder can claim the assets; by that holder.
    pub fn reclaim<'info>(ctx: Context<'info, Reclaim<'info>>) -> Result<()> {
        Reclaim::handle(ctx)
    }

    /// Sold or Reclaimed: closes a vault that owes nothing. Anyone may call.
    pub fn close_vault<'info>(ctx: Context<'info, CloseVault<'info>>) -> Result<()> {
        CloseVault::handle(ctx)
    }

    /// Active or Auction: opens the pool of stakes. Anyone may call.
    pub fn open_staking<'info>(ctx: Context<'info, OpenStaking<'info>>) -> Result<()> {
        OpenStaking::handle(ctx)
    }

    /// Active, Auction or Sold: locks fractions, to ask, vote and earn; by their holder.
    pub fn stake<'info>(ctx: Context<'info, StakeFractions<'info>>, args: StakeArgs) -> Result<()> {
        StakeFractions::handle(ctx, args)
    }

    /// Any status, once the lock is over: returns staked fractions; by their holder.
    pub fn unstake<'info>(ctx: Context<'info, Unstake<'info>>, args: UnstakeArgs) -> Result<()> {
        Unstake::handle(ctx, args)
    }

    /// Active: opens the book of asks. Anyone may call.
    pub fn open_asks<'info>(ctx: Context<'info, OpenAsks<'info>>) -> Result<()> {
        OpenAsks::handle(ctx)
    }

    /// Active: sets at which level a stake would sell the whole, or none; by its holder or delegate.
    pub fn set_ask<'info>(ctx: Context<'info, SetAsk<'info>>, args: SetAskArgs) -> Result<()> {
        SetAsk::handle(ctx, args)
    }

    /// Any status: names or revokes who else may set the ask of a stake and vote with it; by its holder.
    pub fn set_delegate<'info>(ctx: Context<'info, SetDelegate<'info>>, args: SetDelegateArgs) -> Result<()> {
        SetDelegate::handle(ctx, args)
    }

    /// Active or Auction: makes the vault take income in a mint; by the curator, for the quote mint by anyone.
    pub fn add_income_mint<'info>(ctx: Context<'info, AddIncomeMint<'info>>) -> Result<()> {
        AddIncomeMint::handle(ctx)
    }

    /// Active or Auction: pays income in, to be streamed to the stakes. Anyone may call.
    pub fn deposit_income<'info>(ctx: Context<'info, DepositIncome<'info>>, args: DepositIncomeArgs) -> Result<()> {
        DepositIncome::handle(ctx, args)
    }

    /// Any status: pays a stake what it is owed of one income. Anyone may call.
    pub fn claim_income<'info>(ctx: Context<'info, ClaimIncome<'info>>) -> Result<()> {
        ClaimIncome::handle(ctx)
    }

    /// Any status: returns the price of the vault and the value of a fraction as return data. Anyone may call.
    pub fn quote_vault<'info>(ctx: Context<'info, QuoteVault<'info>>) -> Result<VaultQuote> {
        QuoteVault::handle(ctx)
    }

    /// Sold or Reclaimed: closes the account of one income that nobody can earn or claim. Anyone may call.
    pub fn close_income<'info>(ctx: Context<'info, CloseIncome<'info>>) -> Result<()> {
        CloseIncome::handle(ctx)
    }

    /// Sold or Reclaimed: closes the pool of stakes and the book of asks, once both are empty. Anyone may call.
    pub fn close_staking<'info>(ctx: Context<'info, CloseStaking<'info>>) -> Result<()> {
        CloseStaking::handle(ctx)
    }

    /// Active: makes a proposal and opens its vote; by a holder with enough staked.
    pub fn propose<'info>(ctx: Context<'info, Propose<'info>>, args: ProposeArgs) -> Result<()> {
        Propose::handle(ctx, args)
    }

    /// Active or Auction: votes with a stake; by its holder or delegate.
    pub fn vote<'info>(ctx: Context<'info, CastVote<'info>>, args: VoteArgs) -> Result<()> {
        CastVote::handle(ctx, args)
    }

    /// Any status: withdraws a vote; once it is over, closes its record. Then anyone may call.
    pub fn withdraw_vote<'info>(ctx: Context<'info, WithdrawVote<'info>>) -> Result<()> {
        WithdrawVote::handle(ctx)
    }

    /// Active, what does not touch the sale also in Auction: does what a proposal says that passed. Anyone may call.
    pub fn execute_proposal<'info>(ctx: Context<'info, ExecuteProposal<'info>>) -> Result<()> {
        ExecuteProposal::handle(ctx)
    }

    /// Any status: closes a proposal that is executed, defeated or expired. Anyone may call.
    pub fn close_proposal<'info>(ctx: Context<'info, CloseProposal<'info>>) -> Result<()> {
        CloseProposal::handle(ctx)
    }

    /// Active: takes an offered licence; the fee becomes income. By the licensee.
    pub fn accept_license<'info>(ctx: Context<'info, TakeLicense<'info>>) -> Result<()> {
        TakeLicense::accept(ctx)
    }

    /// Active: renews a running licence by one term; the fee becomes income. By the licensee.
    pub fn renew_license<'info>(ctx: Context<'info, TakeLicense<'info>>) -> Result<()> {
        TakeLicense::renew(ctx)
    }

    /// Any status, also after its vault was closed: closes a licence that is over or was not taken. Anyone may call.
    pub fn close_license<'info>(ctx: Context<'info, CloseLicense<'info>>) -> Result<()> {
        CloseLicense::handle(ctx)
    }

    /// Active: makes an offer below the reserve, or raises the bidder's own. Anyone may offer.
    pub fn make_offer<'info>(ctx: Context<'info, PlaceBid<'info>>, args: PlaceBidArgs) -> Result<()> {
        PlaceBid::offer(ctx, args)
    }

    /// Active: withdraws the offer that stands, once its window is over; by its bidder, who signs.
    pub fn withdraw_offer<'info>(ctx: Context<'info, WithdrawBid<'info>>) -> Result<()> {
        WithdrawBid::offer(ctx)
    }

    /// Active: starts the auction with an offer whose window is over and that is not vetoed. Anyone may call.
    pub fn accept_offer<'info>(ctx: Context<'info, AcceptOffer<'info>>) -> Result<()> {
        AcceptOffer::handle(ctx)
    }

    /// Active: offers fractions to all, at a fixed price or one that falls evenly; by the creator, who owns them.
    pub fn open_offering<'info>(ctx: Context<'info, OpenOffering<'info>>, args: OpenOfferingArgs) -> Result<()> {
        OpenOffering::handle(ctx, args)
    }

    /// Active: buys fractions of an offering that runs. Anyone may buy.
    pub fn buy_fractions<'info>(ctx: Context<'info, BuyFractions<'info>>, args: BuyFractionsArgs) -> Result<()> {
        BuyFractions::handle(ctx, args)
    }

    /// Any status but Draft: delivers what was bought in an offering that has succeeded, or pays its cost back after one
    /// that has not. Anyone may call.
    pub fn claim_purchase<'info>(ctx: Context<'info, ClaimPurchase<'info>>) -> Result<()> {
        ClaimPurchase::handle(ctx)
    }

    /// Any status but Draft: pays the creator what is its own of an offering that is over, and closes it. Anyone may
    /// call; while nothing is sold, the creator.
    pub fn close_offering<'info>(ctx: Context<'info, CloseOffering<'info>>) -> Result<()> {
        CloseOffering::handle(ctx)
    }

    /// Draft, Active or Auction: lowers the curator's fee; by the curator.
    pub fn lower_curator_fee<'info>(
        ctx: Context<'info, LowerCuratorFee<'info>>,
        args: LowerCuratorFeeArgs,
    ) -> Result<()> {
        LowerCuratorFee::handle(ctx, args)
    }
}
