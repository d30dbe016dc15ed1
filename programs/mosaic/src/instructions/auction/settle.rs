use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use mosaic_core::{
    Status,
    auction::Escrowed,
    split::{Split, split},
};

use crate::{
    error::{MosaicError, OrRefuse, ensure},
    events::VaultSold,
    seeds::VaultSigner,
    state::{Auction, Bid, Vault},
    token,
};

/// Accounts of `settle`.
#[derive(Accounts)]
pub struct Settle<'info> {
    /// The vault, in Auction.
    #[account(mut)]
    pub vault: AccountLoader<'info, Vault>,
    /// The auction, after its end.
    #[account(mut)]
    pub auction: AccountLoader<'info, Auction>,
    /// The leading bid, PDA `["bid", vault, bidder]` of the auction's `leader`. It stays open, empty, until its bidder
    /// or anyone withdraws it.
    #[account(mut)]
    pub bid: AccountLoader<'info, Bid>,
    /// The vault's fraction mint.
    /// CHECK: `vault` names it.
    #[account(mut)]
    pub fraction_mint: UncheckedAccount<'info>,
    /// The vault's token account for cash.
    /// CHECK: `auction` names it.
    pub cash_escrow: UncheckedAccount<'info>,
    /// The vault's token account for fractions of bids.
    /// CHECK: `auction` names it.
    #[account(mut)]
    pub fraction_escrow: UncheckedAccount<'info>,
    /// The classic token program.
    pub token_program: Program<'info, Token>,
}

impl<'info> Settle<'info> {
    fn validate(&self, now: i64) -> Result<Escrowed> {
        // auction
        let auction = self.auction.load()?;
        auction.check(&self.vault.key(), &self.cash_escrow)?;
        auction.check_fraction_escrow(&self.fraction_escrow)?;
        // vault
        let vault = self.vault.load()?;
        ensure(vault.fraction_mint == *self.fraction_mint.key, MosaicError::WrongFractionMint)?;
        vault.status()?.allows_settling(now, auction.ends_at).or_refuse()?;
        // bid
        let bid = self.bid.load()?;
        ensure(bid.vault == self.vault.key(), MosaicError::BidOfAnotherVault)?;
        ensure(bid.bidder == auction.leader, MosaicError::NotTheLeadingBid)?;
        Ok(bid.escrowed())
    }

    fn burn_fractions(&self, fractions: u64, signer: &VaultSigner) -> Result<u64> {
        let vault = self.vault.as_ref();
        token::burn(&self.fraction_mint, &self.fraction_escrow, vault, fractions, &[&signer.seeds()])?;
        token::supply(&self.fraction_mint)
    }

    /// Settles the auction: burns the winner's fractions and records who is owed what of its cash.
    ///
    /// Specification:
    /// - The vault shall be in Auction and its end reached
    /// - The cash shall be divided without a rest into royalties, the curator's fee and proceeds (INV-08)
    /// - Nobody is paid: each party claims for itself
    /// - Where no fraction is left, the proceeds shall be the winner's, in its bid
    pub fn handle(ctx: Context<'info, Self>) -> Result<()> {
        let accounts = ctx.accounts;
        let clock = Clock::get()?;
        let escrowed = accounts.validate(clock.unix_timestamp)?;
        let (signer, divided) = {
            let vault = accounts.vault.load()?;
            let (weight, assets) = (vault.royalty_weight, vault.assets);
            let divided = split(escrowed.cash, weight, assets, vault.curator_fee_bps).or_refuse()?;
            (vault.signer(), divided)
        };
        let supply = accounts.burn_fractions(escrowed.fractions, &signer)?;
        accounts.record(&escrowed, &divided, supply, &clock)
    }

    fn record(&self, escrowed: &Escrowed, divided: &Split, supply: u64, clock: &Clock) -> Result<()> {
        let refund = if supply == 0 { divided.proceeds } else { 0 };
        let mut bid = self.bid.load_mut()?;
        bid.cash = refund;
        bid.fractions = 0;
        let mut auction = self.auction.load_mut()?;
        auction.winning_cash = escrowed.cash;
        // `invariant` below refuses a split that does not add up (INV-08).
        let ledger = auction.ledger().settled(*escrowed, divided, refund).or_refuse()?;
        auction.set_ledger(&ledger);
        let mut vault = self.vault.load_mut()?;
        vault.enter(Status::Sold, clock.unix_timestamp)?;
        vault.recipient = auction.leader;
        let header = vault.next_event(self.vault.key(), clock)?;
        emit!(VaultSold {
            header,
            winner: auction.leader,
            price: auction.price,
            cash: escrowed.cash,
            royalties: divided.royalties,
            curator_fee: divided.curator_fee,
            proceeds: divided.proceeds,
            burned: escrowed.fractions,
            supply,
        });
        vault.invariant()?;
        auction.invariant(&self.cash_escrow)?;
        auction.fraction_invariant(&self.fraction_escrow)
    }
}
