use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use mosaic_core::{Status, payout};

use super::pay;
use crate::{
    error::{MosaicError, OrError, OrRefuse, ensure},
    events::FractionsRedeemed,
    state::{Auction, Vault},
    token,
};

/// What the holder redeems.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct RedeemArgs {
    /// Fractions to burn, in raw units; above zero.
    pub amount: u64,
    /// Least payout the holder accepts, in raw quote units.
    pub min_payout: u64,
}

/// Accounts of `redeem`.
#[derive(Accounts)]
pub struct Redeem<'info> {
    /// Whose fractions are burned and who is paid.
    pub holder: Signer<'info>,
    /// The vault, Sold.
    #[account(mut)]
    pub vault: AccountLoader<'info, Vault>,
    /// The auction.
    #[account(mut)]
    pub auction: AccountLoader<'info, Auction>,
    /// The vault's fraction mint.
    /// CHECK: `vault` names it.
    #[account(mut)]
    pub fraction_mint: UncheckedAccount<'info>,
    /// The holder's token account that the fractions are burned from.
    /// CHECK: the handler checks mint, owner and amount.
    #[account(mut)]
    pub fraction_source: UncheckedAccount<'info>,
    /// The vault's token account for cash.
    /// CHECK: `auction` names it.
    #[account(mut)]
    pub cash_escrow: UncheckedAccount<'info>,
    /// The holder's token account for the quote mint, which is paid.
    /// CHECK: the handler checks mint and owner.
    #[account(mut)]
    pub cash_destination: UncheckedAccount<'info>,
    /// The classic token program.
    pub token_program: Program<'info, Token>,
}

impl<'info> Redeem<'info> {
    fn validate(&self, args: &RedeemArgs) -> Result<()> {
        // vault
        let vault = self.vault.load()?;
        ensure(vault.fraction_mint == *self.fraction_mint.key, MosaicError::WrongFractionMint)?;
        vault.require(Status::pays_out)?;
        // auction
        self.auction.load()?.check(&self.vault.key(), &self.cash_escrow)?;
        // fraction_source
        token::check_source(&self.fraction_source, self.holder.key, self.fraction_mint.key, args.amount)?;
        // cash_destination
        token::check_payee(&self.cash_destination, &self.holder, &vault.quote_mint)
    }

    fn burn_fractions(&self, amount: u64) -> Result<()> {
        token::burn(&self.fraction_mint, &self.fraction_source, &self.holder, amount, &[])
    }

    /// Burns fractions for their share of the proceeds.
    ///
    /// Specification:
    /// - The vault shall be Sold
    /// - The holder shall sign and own the fractions and the destination
    /// - The payout shall be `floor(amount * remaining / supply before burning)`, and at least `min_payout`
    /// - Who burns the last fraction shall take all that remains (INV-06)
    pub fn handle(ctx: Context<'info, Self>, args: RedeemArgs) -> Result<()> {
        let accounts = ctx.accounts;
        accounts.validate(&args)?;
        let clock = Clock::get()?;
        let supply = token::supply(&accounts.fraction_mint)?;
        let remaining = accounts.auction.load()?.proceeds;
        let payout = payout::redeem(args.amount, supply, remaining, args.min_payout).or_refuse()?;
        accounts.burn_fractions(args.amount)?;
        pay(&accounts.vault, &accounts.cash_escrow, &accounts.cash_destination, payout)?;

        let mut auction = accounts.auction.load_mut()?;
        // Never more than is left of the proceeds (INV-06).
        let ledger = auction.ledger().redeemed(payout).or_refuse()?;
        auction.set_ledger(&ledger);
        let mut vault = accounts.vault.load_mut()?;
        let header = vault.next_event(accounts.vault.key(), &clock)?;
        emit!(FractionsRedeemed {
            header,
            holder: accounts.holder.key(),
            amount: args.amount,
            payout,
            supply: supply.checked_sub(args.amount).or_error(MosaicError::SupplyMismatch)?,
            proceeds_left: auction.proceeds,
        });
        vault.invariant()?;
        auction.invariant(&accounts.cash_escrow)
    }
}
