use anchor_lang::prelude::*;
use mosaic_core::{Status, offer, offering};

use crate::{
    error::{MosaicError, OrError, OrRefuse, ensure},
    events::OfferAccepted,
    state::{self, Asks, Auction, Vault, reserve_of},
    token,
};

/// Accounts of `accept_offer`.
#[derive(Accounts)]
pub struct AcceptOffer<'info> {
    /// The vault, Active.
    #[account(mut)]
    pub vault: AccountLoader<'info, Vault>,
    /// The auction account, in which an offer stands.
    #[account(mut)]
    pub auction: AccountLoader<'info, Auction>,
    /// The vault's fraction mint.
    /// CHECK: `vault` names it.
    pub fraction_mint: UncheckedAccount<'info>,
    /// The book of asks, whose asks above the offer veto it; cannot be left out where the vault has one.
    /// CHECK: its type and the vault it names.
    pub asks: Option<UncheckedAccount<'info>>,
}

impl<'info> AcceptOffer<'info> {
    /// The staked fractions that ask more than the offer.
    fn vetoing(&self, vault: &Vault, price: u64) -> Result<u64> {
        if vault.asks == 0 {
            return Ok(0);
        }
        let asks = self.asks.as_ref().or_error(MosaicError::AsksMissing)?;
        let asks = state::load::<Asks>(asks, MosaicError::WrongAsksAddress)?;
        asks.check(&self.vault.key())?;
        offer::veto_weight(vault.opening_price, &asks.weights, price).or_refuse()
    }

    /// Starts the auction with the offer that stands as its first bid.
    ///
    /// Specification:
    /// - The vault shall be Active and an offer stand, with no licence beyond what its bidder accepts
    /// - Its window shall be over, and staked asks above its price weigh at most `veto_bps` of the supply; or the reserve
    ///   shall have fallen to its price
    /// - While an offering that has succeeded runs, it shall not be below the highest price paid in that
    /// - Anyone may call
    pub fn handle(ctx: Context<'info, Self>) -> Result<()> {
        let accounts = ctx.accounts;
        let clock = Clock::get()?;
        let now = clock.unix_timestamp;
        let mut vault = accounts.vault.load_mut()?;
        vault.require(Status::accepts_offers)?;
        ensure(vault.fraction_mint == *accounts.fraction_mint.key, MosaicError::WrongFractionMint)?;
        let mut auction = accounts.auction.load_mut()?;
        ensure(auction.vault == accounts.vault.key(), MosaicError::AuctionOfAnotherVault)?;
        let (terms, supply) = (vault.terms(), token::supply(&accounts.fraction_mint)?);
        let reserve = reserve_of(&vault, &terms, &accounts.vault.key(), accounts.asks.as_ref(), supply)?;
        // Of a vault licensed for longer than its bidder accepts, the offer stands no more.
        let (price, acceptable_at) = (auction.offer_price(&vault), auction.ends_at);
        offering::check_offer(price, vault.offering_floor(now)).or_refuse()?;
        let vetoing = accounts.vetoing(&vault, price)?;
        let ends_at = offer::accept(&terms, price, acceptable_at, reserve.price, vetoing, supply, now).or_refuse()?;

        // The offer is a bid at the price from which this auction goes on; its supply is that of when it was made.
        auction.reserve = price.min(reserve.price);
        // Below the reserve nobody has consented: nobody has vetoed.
        auction.consenting = if price < reserve.price { 0 } else { reserve.consenting };
        auction.started_at = now;
        auction.ends_at = ends_at;
        vault.enter(Status::Auction, now)?;
        let header = vault.next_event(accounts.vault.key(), &clock)?;
        emit!(OfferAccepted {
            header,
            bidder: auction.leader,
            price,
            reserve: reserve.price,
            vetoing,
            supply: auction.supply,
            ends_at,
        });
        ensure(auction.price >= auction.reserve, MosaicError::AuctionInvariantBroken)?;
        vault.invariant()
    }
}
