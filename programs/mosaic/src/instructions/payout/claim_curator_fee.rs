use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use mosaic_core::Status;

use super::pay;
use crate::{
    error::{MosaicError, OrRefuse, ensure},
    events::CuratorFeeClaimed,
    state::{Auction, Vault},
    token,
};

/// Accounts of `claim_curator_fee`.
#[derive(Accounts)]
pub struct ClaimCuratorFee<'info> {
    /// The curator, who is paid. Need not sign: then only its associated token account is paid.
    /// CHECK: `vault` names it.
    pub curator: UncheckedAccount<'info>,
    /// The vault, Sold.
    #[account(mut)]
    pub vault: AccountLoader<'info, Vault>,
    /// The auction.
    #[account(mut)]
    pub auction: AccountLoader<'info, Auction>,
    /// The vault's token account for cash.
    /// CHECK: `auction` names it.
    #[account(mut)]
    pub cash_escrow: UncheckedAccount<'info>,
    /// The curator's token account for the quote mint, which is paid.
    /// CHECK: the handler checks mint and owner.
    #[account(mut)]
    pub cash_destination: UncheckedAccount<'info>,
    /// The classic token program.
    pub token_program: Program<'info, Token>,
}

impl<'info> ClaimCuratorFee<'info> {
    fn validate(&self) -> Result<u64> {
        // vault
        let vault = self.vault.load()?;
        ensure(vault.curator == *self.curator.key, MosaicError::WrongCurator)?;
        vault.require(Status::pays_out)?;
        // auction
        let auction = self.auction.load()?;
        auction.check(&self.vault.key(), &self.cash_escrow)?;
        let fee = auction.curator_fee;
        ensure(fee > 0, MosaicError::NoCuratorFeeDue)?;
        // cash_destination
        token::check_payee(&self.cash_destination, &self.curator, &vault.quote_mint)?;
        Ok(fee)
    }

    /// Pays the curator its fee of the sale.
    ///
    /// Specification:
    /// - The vault shall be Sold and the fee unclaimed
    /// - Anyone may call; the fee goes to nobody but the curator
    pub fn handle(ctx: Context<'info, Self>) -> Result<()> {
        let accounts = ctx.accounts;
        let amount = accounts.validate()?;
        let clock = Clock::get()?;
        pay(&accounts.vault, &accounts.cash_escrow, &accounts.cash_destination, amount)?;

        let mut auction = accounts.auction.load_mut()?;
        let ledger = auction.ledger().curator_fee_paid().or_refuse()?;
        auction.set_ledger(&ledger);
        let mut vault = accounts.vault.load_mut()?;
        let header = vault.next_event(accounts.vault.key(), &clock)?;
        emit!(CuratorFeeClaimed { header, curator: accounts.curator.key(), amount });
        vault.invariant()?;
        auction.invariant(&accounts.cash_escrow)
    }
}
