use anchor_lang::prelude::*;
use mosaic_core::{
    Status, Terms,
    auction::{Escrowed, Order, Placed, Round},
    offer,
};

use super::{PlaceBid, PlaceBidArgs};
use crate::{
    error::{MosaicError, OrError, OrRefuse},
    events::OfferMade,
    state::{self, Auction, Bid},
};

impl<'info> PlaceBid<'info> {
    /// Makes an offer below the reserve, or raises the bidder's own: a bid like any other, in escrow until it is accepted,
    /// exceeded or withdrawn. Takes the accounts of `place_bid`.
    ///
    /// Specification:
    /// - The bidder shall sign, and the vault be Active and take offers
    /// - The price shall be below the reserve, and exceed an offer that stands by at least the step
    /// - Cash and fractions shall be those of a bid, by the live supply
    /// - The window shall begin anew
    pub fn offer(ctx: Context<'info, Self>, args: PlaceBidArgs) -> Result<()> {
        let accounts = ctx.accounts;
        let clock = Clock::get()?;
        accounts.vault.load()?.require(Status::accepts_offers)?;
        accounts.check_licenses(&args)?;
        let (round, _, terms) = accounts.round()?;
        let (held, new_bump) = accounts.held()?;
        let placed = accounts.place_offer(&terms, &round, held, &args, clock.unix_timestamp)?;
        accounts.check_payments(&placed)?;
        accounts.open_auction()?;
        if let Some(bump) = new_bump {
            accounts.create_bid(bump)?;
        }
        accounts.move_payments(&placed)?;
        accounts.record_offer(&placed, &round, &args, new_bump.is_some(), &clock)
    }

    fn place_offer(
        &self,
        terms: &Terms,
        round: &Round,
        held: Escrowed,
        args: &PlaceBidArgs,
        now: i64,
    ) -> Result<Placed> {
        let PlaceBidArgs { price, fractions, max_cash, max_licensed_until: _ } = *args;
        offer::make(terms, round, held, &Order { price, fractions, max_cash }, now).or_refuse()
    }

    fn record_offer(
        &self,
        placed: &Placed,
        round: &Round,
        args: &PlaceBidArgs,
        new: bool,
        clock: &Clock,
    ) -> Result<()> {
        let mut bid = state::load_mut::<Bid>(&self.bid, MosaicError::WrongBidAddress)?;
        bid.price = args.price;
        bid.cash = placed.escrowed.cash;
        bid.fractions = placed.escrowed.fractions;
        let mut auction = state::load_mut::<Auction>(&self.auction, MosaicError::WrongAuctionAddress)?;
        auction.leader = self.bidder.key();
        auction.price = args.price;
        auction.supply = round.supply;
        auction.ends_at = placed.ends_at;
        auction.open_bids = auction.open_bids.checked_add(u64::from(new)).or_error(MosaicError::Overflow)?;
        let ledger = auction.ledger().bid_placed(placed).or_refuse()?;
        auction.set_ledger(&ledger);
        let mut vault = self.vault.load_mut()?;
        auction.licensed_until = args.max_licensed_until;
        let header = vault.next_event(self.vault.key(), clock)?;
        emit!(OfferMade {
            header,
            bidder: self.bidder.key(),
            price: args.price,
            cash: bid.cash,
            fractions: bid.fractions,
            supply: auction.supply,
            acceptable_at: placed.ends_at,
            max_licensed_until: args.max_licensed_until,
            escrow_cash: auction.cash,
            escrow_fractions: auction.fractions,
        });
        vault.invariant()?;
        auction.invariant(&self.cash_escrow)?;
        auction.fraction_invariant(&self.fraction_escrow)
    }
}
