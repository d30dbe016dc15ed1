//! # Lender: loans against fractions of a Mosaic vault
//!
//! An example, to be read: what a program has to do that takes fractions as collateral. It has not been deployed.
//!
//! A market is one lender's cash for one vault, under that lender's terms:
//!
//! 1. The lender opens it ([`lender::open_market`]), puts cash in ([`lender::supply`]) and takes out what is not lent
//!    ([`lender::withdraw`]).
//! 2. A borrower opens a loan ([`lender::open_loan`]), gives fractions and takes cash ([`lender::borrow`]), pays back and
//!    takes fractions ([`lender::repay`]). Interest is simple, by the second, at a fixed rate.
//! 3. While the vault is Active, anyone may pay off a debt that has become too large for its collateral and is paid in
//!    fractions, with a bonus ([`lender::liquidate`]).
//! 4. Once the vault is sold, anyone may turn a loan's fractions into cash ([`lender::redeem_collateral`]): the debt is
//!    paid, the rest is the borrower's, and is paid when the loan is closed ([`lender::close_loan`]).
//! 5. The lender closes a market without loans ([`lender::close_market`]).
//!
//! ## What it believes of a price
//!
//! - *A price comes from `quote_vault` alone*, called with the vault that the market was opened for: no account that a
//!   borrower passes sets one ([`vault`]).
//! - *A reserve is what holders ask*, not what anybody pays. Of a reserve above the market's cap only the cap counts:
//!   whoever holds more than the consent can raise the reserve to any height, and borrow against it. By default
//!   the cap is the floor below which the vault's own rules do not let the reserve fall ([`rules::believed`]).
//! - *A bid is firm*: its cash is in escrow, it can only be replaced by a higher one, and the auction ends in a sale. It
//!   counts in full, also above the cap.
//! - *In an auction nobody is liquidated*: the sale pays every loan at the final price, and a first bid is not that price.
//!   Else who starts an auction low would take the collateral at that low price before others have bid.
//! - *The floor is not a promise.* An offer below the reserve that holders do not veto starts an auction that may end below the floor. What a
//!   sale does not cover is the lender's loss.
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

#[cfg(not(target_os = "solana"))]
pub mod client;
pub mod error;
pub mod instructions;
pub mod rules;
pub mod seeds;
pub mod state;
mod token;
pub mod vault;

use instructions::*;

declare_id!("Lender1111111111111111111111111111111111111");

/// The instructions.
#[program]
pub mod lender {
    use super::*;

    /// Opens the market of a lender for an Active vault; by the lender.
    pub fn open_market<'info>(ctx: Context<'info, OpenMarket<'info>>, args: OpenMarketArgs) -> Result<()> {
        OpenMarket::handle(ctx, args)
    }

    /// Puts cash into the market; by the lender.
    pub fn supply<'info>(ctx: Context<'info, MoveCash<'info>>, amount: u64) -> Result<()> {
        MoveCash::supply(ctx, amount)
    }

    /// Takes cash out that is not lent; by the lender.
    pub fn withdraw<'info>(ctx: Context<'info, MoveCash<'info>>, amount: u64) -> Result<()> {
        MoveCash::withdraw(ctx, amount)
    }

    /// Opens a loan without collateral or debt; by the borrower.
    pub fn open_loan<'info>(ctx: Context<'info, OpenLoan<'info>>) -> Result<()> {
        OpenLoan::handle(ctx)
    }

    /// Gives fractions and takes cash; by the borrower.
    pub fn borrow<'info>(ctx: Context<'info, Borrow<'info>>, args: BorrowArgs) -> Result<()> {
        Borrow::handle(ctx, args)
    }

    /// Pays back and takes fractions; by the borrower.
    pub fn repay<'info>(ctx: Context<'info, Repay<'info>>, args: RepayArgs) -> Result<()> {
        Repay::handle(ctx, args)
    }

    /// Active: pays a debt that has become too large for fractions that secure it. Anyone may.
    pub fn liquidate<'info>(ctx: Context<'info, Liquidate<'info>>, args: LiquidateArgs) -> Result<()> {
        Liquidate::handle(ctx, args)
    }

    /// Sold: redeems the fractions of a loan and pays its debt. Anyone may call.
    pub fn redeem_collateral<'info>(ctx: Context<'info, RedeemCollateral<'info>>) -> Result<()> {
        RedeemCollateral::handle(ctx)
    }

    /// Pays the borrower what is left of a sale and closes a loan without collateral and debt. Anyone may call.
    pub fn close_loan<'info>(ctx: Context<'info, CloseLoan<'info>>) -> Result<()> {
        CloseLoan::handle(ctx)
    }

    /// Closes a market without loans; by the lender.
    pub fn close_market<'info>(ctx: Context<'info, CloseMarket<'info>>) -> Result<()> {
        CloseMarket::handle(ctx)
    }
}
