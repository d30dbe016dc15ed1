use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use mosaic_core::{Status, auction::Escrowed, offer};

use crate::{
    error::{MosaicError, OrError, OrRefuse, ensure},
    events::BidWithdrawn,
    seeds::VaultSigner,
    state::{self, Auction, Bid, Vault},
    token,
};

/// Accounts of `withdraw_bid`.
#[derive(Accounts)]
pub struct WithdrawBid<'info> {
    /// Who bid, and gets everything back. Signs to withdraw the offer that stands, else need not: then only its
    /// associated token accounts are paid.
    /// CHECK: `bid` names it.
    #[account(mut)]
    pub bidder: UncheckedAccount<'info>,
    /// The vault: not in Draft; Active to withdraw the offer that stands.
    #[account(mut)]
    pub vault: AccountLoader<'info, Vault>,
    /// The auction.
    #[account(mut)]
    pub auction: AccountLoader<'info, Auction>,
    /// The bid; closed, its rent goes to the bidder.
    #[account(mut)]
    pub bid: AccountLoader<'info, Bid>,
    /// The vault's token account for cash.
    /// CHECK: `auction` names it.
    #[account(mut)]
    pub cash_escrow: UncheckedAccount<'info>,
    /// The bidder's token account for the quote mint; looked at only if there is cash.
    /// CHECK: the handler checks mint and owner.
    #[account(mut)]
    pub cash_destination: UncheckedAccount<'info>,
    /// The vault's token account for fractions of bids.
    /// CHECK: `auction` names it.
    #[account(mut)]
    pub fraction_escrow: UncheckedAccount<'info>,
    /// The bidder's token account for the fractions; needed only if the bid has any.
    /// CHECK: the handler checks mint and owner.
    #[account(mut)]
    pub fraction_destination: Option<UncheckedAccount<'info>>,
    /// The classic token program.
    pub token_program: Program<'info, Token>,
}

impl<'info> WithdrawBid<'info> {
    /// Checks the accounts; what goes back. `may_lead` tells in which status also the leading bid may.
    fn validate(&self, may_lead: fn(Status) -> bool) -> Result<Escrowed> {
        // vault
        let vault = self.vault.load()?;
        vault.require(Status::returns_bids)?;
        // auction - the winner's bid MAY be withdrawn once sold: for its rent, and for what the settlement gave back. So may
        // an offer that stood when the vault was reclaimed.
        let auction = self.auction.load()?;
        auction.check(&self.vault.key(), &self.cash_escrow)?;
        auction.check_fraction_escrow(&self.fraction_escrow)?;
        // bid
        let bid = self.bid.load()?;
        ensure(bid.vault == self.vault.key(), MosaicError::BidOfAnotherVault)?;
        ensure(bid.bidder == *self.bidder.key, MosaicError::BidOfAnotherBidder)?;
        let leads = auction.leader == bid.bidder;
        ensure(!leads || may_lead(vault.status()?), MosaicError::LeadingBidLocked)?;
        let escrowed = bid.escrowed();
        // cash_destination
        if escrowed.cash > 0 {
            token::check_payee(&self.cash_destination, &self.bidder, &vault.quote_mint)?;
        }
        // fraction_destination
        if escrowed.fractions > 0 {
            let destination = self.fraction_destination.as_ref().or_error(MosaicError::FractionAccountMissing)?;
            token::check_payee(destination, &self.bidder, &vault.fraction_mint)?;
        }
        Ok(escrowed)
    }

    fn return_escrowed(&self, escrowed: &Escrowed, signer: &VaultSigner) -> Result<()> {
        let seeds = signer.seeds();
        let signer: &[&[&[u8]]] = &[&seeds];
        let (vault, mismatch) = (self.vault.as_ref(), MosaicError::CashMoveMismatch);
        token::transfer(&self.cash_escrow, &self.cash_destination, vault, escrowed.cash, signer, mismatch)?;
        if let Some(destination) = &self.fraction_destination {
            let mismatch = MosaicError::FractionMoveMismatch;
            token::transfer(&self.fraction_escrow, destination, vault, escrowed.fractions, signer, mismatch)?;
        }
        Ok(())
    }

    /// Returns the cash and the fractions of a bid that does not lead, and closes it.
    ///
    /// Specification:
    /// - The bid shall neither lead nor be the offer that stands, unless the vault was sold or reclaimed
    /// - Anyone may call; everything goes to nobody but the bidder
    pub fn handle(ctx: Context<'info, Self>) -> Result<()> {
        ctx.accounts.withdraw(Status::is_past_votes)
    }

    /// Withdraws the offer that stands, once its window is over and before it is accepted. Takes the accounts of `withdraw_bid`.
    ///
    /// Specification:
    /// - The vault shall be Active and the offer of the bidder stand
    /// - Its window shall be over: until then it holds others up, and so must hold itself; unless a licence has let it fall
    /// - The bidder shall sign: nobody else decides that its offer stands no more
    pub fn offer(ctx: Context<'info, Self>) -> Result<()> {
        let accounts = ctx.accounts;
        ensure(accounts.bidder.is_signer, MosaicError::OfferNotSigned)?;
        accounts.vault.load()?.require(Status::accepts_offers)?;
        {
            let auction = accounts.auction.load()?;
            ensure(auction.vault == accounts.vault.key(), MosaicError::AuctionOfAnotherVault)?;
            ensure(auction.leader == *accounts.bidder.key, MosaicError::NotTheLeadingBid)?;
            // One that fell because of a licence MAY leave at once.
            if auction.offer_price(&*accounts.vault.load()?) > 0 {
                offer::check_withdrawal(auction.ends_at, Clock::get()?.unix_timestamp).or_refuse()?;
            }
        }
        accounts.withdraw(Status::accepts_offers)?;
        let mut auction = accounts.auction.load_mut()?;
        auction.leader = Pubkey::default();
        auction.price = 0;
        auction.ends_at = 0;
        Ok(())
    }

    fn withdraw(&self, may_lead: fn(Status) -> bool) -> Result<()> {
        let accounts = self;
        let escrowed = accounts.validate(may_lead)?;
        let clock = Clock::get()?;
        let signer = accounts.vault.load()?.signer();
        accounts.return_escrowed(&escrowed, &signer)?;
        state::close(accounts.bid.as_ref(), &accounts.bidder)?;

        let mut auction = accounts.auction.load_mut()?;
        auction.open_bids = auction.open_bids.checked_sub(1).or_error(MosaicError::AuctionInvariantBroken)?;
        let ledger = auction.ledger().bid_withdrawn(escrowed).or_refuse()?;
        auction.set_ledger(&ledger);
        let mut vault = accounts.vault.load_mut()?;
        let header = vault.next_event(accounts.vault.key(), &clock)?;
        emit!(BidWithdrawn {
            header,
            bidder: accounts.bidder.key(),
            cash: escrowed.cash,
            fractions: escrowed.fractions,
            escrow_cash: auction.cash,
            escrow_fractions: auction.fractions,
        });
        vault.invariant()?;
        auction.invariant(&accounts.cash_escrow)?;
        auction.fraction_invariant(&accounts.fraction_escrow)
    }
}
