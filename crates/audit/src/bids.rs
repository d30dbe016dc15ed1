//! Bids, and the offers below the reserve that come before them: prices only rise (INV-09), and each bid has in escrow
//! what its price says (INV-03).

use {
    crate::{
        Broken, Moment,
        arithmetic::{cash_of, status},
        broken, demand,
    },
    anchor_lang::prelude::Pubkey,
    mosaic_client::state::{Auction, Bid, Vault},
};

/// The bid that leads is there, and has in escrow what its price says by the supply the auction records.
pub(crate) fn check(moment: &Moment, address: &Pubkey, vault: &Vault, auction: &Auction) -> Result<(), Broken> {
    let bids = moment.bids_of(address);
    demand(u64::try_from(bids.len()) == Ok(auction.open_bids), || {
        broken!(INV_03, "{} bids for {address} are open, {} are counted", bids.len(), auction.open_bids)
    })?;
    for bid in bids {
        demand(bid.cash <= bid.price, || broken!(INV_03, "the bid of {} is more cash than its price", bid.bidder))?;
    }
    demand(auction.price >= auction.reserve, || broken!(INV_09, "the price of {address} is below its reserve"))?;
    let leading = bids.iter().find(|bid| bid.bidder == auction.leader);
    match vault.status {
        status::SOLD => return Ok(()),
        status::AUCTION => (),
        _ => {
            check_before(address, auction)?;
            // No offer stands, or the one that stood when the vault was reclaimed went back.
            let gone = vault.status == status::RECLAIMED && leading.is_none();
            if auction.leader == Pubkey::default() || gone {
                return Ok(());
            }
        }
    }
    let leading = leading.ok_or_else(|| broken!(INV_09, "the leader of {address} has no bid"))?;
    demand(leading.price == auction.price, || broken!(INV_09, "the leader of {address} bids another price"))?;
    check_cash(leading, auction)
}

/// Before its start an auction account knows offers and nothing else.
fn check_before(address: &Pubkey, auction: &Auction) -> Result<(), Broken> {
    let started = (auction.reserve, auction.consenting, auction.started_at, auction.winning_cash);
    let owed = (auction.proceeds, auction.royalties, auction.curator_fee);
    demand(started == (0, 0, 0, 0) && owed == (0, 0, 0), || {
        broken!(INV_03, "the auction of {address} has not started and owes {owed:?}, its start is {started:?}")
    })?;
    let stands = (auction.leader != Pubkey::default(), auction.price != 0, auction.ends_at != 0);
    demand(stands == (true, true, true) || stands == (false, false, false), || {
        broken!(INV_09, "an offer for {address} stands without a price, an end or a bidder: {stands:?}")
    })
}

fn check_cash(bid: &Bid, auction: &Auction) -> Result<(), Broken> {
    let cash = cash_of(bid, auction.supply);
    demand(u128::from(bid.cash) == cash, || {
        broken!(INV_03, "the bid of {} is {} of cash, by its price {cash}", bid.bidder, bid.cash)
    })
}
