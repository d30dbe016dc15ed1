//! What an action will do, computed by the functions the program computes with.
//!
//! Everything here is pure: it takes [`VaultView`](crate::views::VaultView)s and numbers, and returns numbers. Cash is
//! in raw quote units, fractions in raw units of the fraction mint, rent in lamports, times in Unix seconds.

use anchor_lang::prelude::{Pubkey, Rent};
use mosaic::{
    state::{Asks, Asset, Auction, Bid, License, Offering, Pool, Proposal, Purchase, Stake, Vault, Vote, space},
    token::{ACCOUNT_BYTES, MINT_BYTES},
};

mod asks;
mod bid;
mod curator;
mod exit;
mod income;
mod licenses;
mod lifecycle;
mod offering;
mod offers;
mod stake;
#[cfg(test)]
mod tests;
mod votes;

pub(crate) use asks::ask_staked;
pub use asks::{Ask, AskQuote, AskedLevel, StakeAndAskQuote, ask, depth};
pub use bid::{BidQuote, SettleQuote, bid, settle};
pub use curator::{LowerCuratorFeeQuote, lower_curator_fee};
pub use exit::{Claim, ExitQuote, Holdings, exit};
pub use income::{
    AddIncomeMintQuote, ClaimIncomeQuote, DepositIncomeQuote, add_income_mint, claim_income, deposit_income,
};
pub use licenses::{LicenseQuote, accept_license, renew_license};
pub use lifecycle::{CloseQuote, IncomeLeft, OpenQuote, Opening, RentBack, ReturnQuote, StakingClosed, open};
pub use offering::{
    BuyFractionsQuote, ClaimPurchaseQuote, CloseOfferingQuote, OpenOfferingQuote, buy_fractions, claim_purchase,
    close_offering, open_offering,
};
pub use offers::{AcceptOfferQuote, OfferQuote, WithdrawOfferQuote, accept_offer, make_offer, withdraw_offer};
pub use stake::{DelegateQuote, StakeQuote, UnstakeQuote, delegate, stake, unstake};
pub(crate) use votes::rent_of_vote;
pub use votes::{
    CloseVotesQuote, ExecuteQuote, ProposeQuote, Standing, VoteClosed, VoteQuote, WithdrawVoteQuote, execute_proposal,
    propose, standing, vote, withdraw_vote,
};

/// What an account is for.
///
/// Token Metadata's records of token accounts with programmable NFTs are not among them: where one moves, who pays for
/// the new record gets the rent of the old one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountKind {
    /// The vault.
    Vault,
    /// The mint of its fractions.
    FractionMint,
    /// Token Metadata's account of that mint.
    FractionMetadata,
    /// The record of an NFT.
    Asset,
    /// The vault's token account for an NFT.
    Custody,
    /// The auction.
    Auction,
    /// The vault's token account for cash.
    CashEscrow,
    /// The vault's token account for fractions of bids.
    FractionEscrow,
    /// A bid.
    Bid,
    /// An offering; its rent and that of its accounts come back to the creator once it is closed.
    Offering,
    /// The vault's token account for the fractions of an offering.
    OfferedFractions,
    /// The vault's token account for the cash of an offering.
    RaisedCash,
    /// A purchase in an offering; its rent comes back to the buyer once it is claimed after the offering.
    Purchase,
    /// The pool of stakes.
    Pool,
    /// The vault's token account for staked fractions.
    StakedFractions,
    /// A stake; its rent comes back to the holder once nothing is staked or owed.
    Stake,
    /// The book of asks.
    Asks,
    /// The vault's token account for income of one mint.
    IncomeAccount,
    /// A proposal; its rent comes back once it is closed.
    Proposal,
    /// A vote; its rent comes back once it is withdrawn or closed.
    Vote,
    /// A licence; its rent comes back once it is over and closed, which may be after the vault.
    License,
    /// A token account of the wallet itself.
    TokenAccount,
    /// A token account of the wallet itself for an NFT of Token-2022.
    Token2022Account,
}

impl AccountKind {
    /// Lamports that stay in a new account of this kind.
    #[must_use]
    pub fn lamports(self, rent: &Rent) -> u64 {
        let bytes = match self {
            Self::Vault => space::<Vault>(),
            Self::FractionMint => MINT_BYTES,
            Self::FractionMetadata => METADATA_BYTES,
            Self::Asset => space::<Asset>(),
            Self::Auction => space::<Auction>(),
            Self::Bid => space::<Bid>(),
            Self::Offering => space::<Offering>(),
            Self::Purchase => space::<Purchase>(),
            Self::Pool => space::<Pool>(),
            Self::Stake => space::<Stake>(),
            Self::Asks => space::<Asks>(),
            Self::Proposal => space::<Proposal>(),
            Self::Vote => space::<Vote>(),
            Self::License => space::<License>(),
            Self::Custody
            | Self::CashEscrow
            | Self::FractionEscrow
            | Self::OfferedFractions
            | Self::RaisedCash
            | Self::StakedFractions
            | Self::IncomeAccount
            | Self::TokenAccount => ACCOUNT_BYTES,
            Self::Token2022Account => TOKEN_2022_ACCOUNT_BYTES,
        };
        let fee = if self == Self::FractionMetadata { METADATA_FEE } else { 0 };
        rent.minimum_balance(bytes).saturating_add(fee)
    }

    /// Whether the lamports come back to who paid them, at the latest when the vault is closed; those of a
    /// [`Self::License`] when it is over, which may be later. Those of a [`Self::TokenAccount`] or
    /// [`Self::Token2022Account`] come back when its owner closes it.
    #[must_use]
    pub const fn is_returned(self) -> bool {
        !matches!(self, Self::FractionMint | Self::FractionMetadata | Self::TokenAccount | Self::Token2022Account)
    }
}

/// Bytes of an associated token account of Token-2022: behind what every token account has, that its owner never changes.
const TOKEN_2022_ACCOUNT_BYTES: usize = 170;
/// Bytes of Token Metadata's metadata account.
const METADATA_BYTES: usize = 607;
/// What Token Metadata asks for making metadata, in lamports.
const METADATA_FEE: u64 = 10_000_000;

/// An account that an action makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewAccount {
    /// What it is for.
    pub kind: AccountKind,
    /// Its address.
    pub address: Pubkey,
    /// What it costs who makes it, in lamports; less if somebody sent lamports to its address beforehand.
    pub lamports: u64,
}

impl NewAccount {
    /// A new account of this kind, at the present price of rent.
    #[must_use]
    pub fn new(kind: AccountKind, address: Pubkey, rent: &Rent) -> Self {
        Self { kind, address, lamports: kind.lamports(rent) }
    }
}

/// What these accounts cost in sum, in lamports.
#[must_use]
pub fn total_rent(accounts: &[NewAccount]) -> u64 {
    accounts.iter().map(|account| account.lamports).sum()
}

/// Of [`total_rent`], what comes back at the latest when the vault is closed, in lamports.
#[must_use]
pub fn returned_rent(accounts: &[NewAccount]) -> u64 {
    accounts.iter().filter(|account| account.kind.is_returned()).map(|account| account.lamports).sum()
}
