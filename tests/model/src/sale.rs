//! Bids, offers, the sale and its payouts (design, section 5).

use std::collections::BTreeMap;

use crate::{Order, Person, Place, QUOTE, Refused, Status, Token, Vault, price_of_level};

const CASH: Token = Token::Of(QUOTE);
const BPS: u128 = 10_000;
/// All of an asset's part of the cash: basis points times per cent.
const WHOLE_WEIGHT: u128 = 1_000_000;

/// What a bidder has in escrow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bid {
    /// Price of the whole vault.
    pub price: u128,
    /// Cash in escrow.
    pub cash: u128,
    /// Fractions in escrow.
    pub fractions: u128,
}

/// The offer that stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Whose it is.
    pub bidder: Person,
    /// Price of the whole vault.
    pub price: u128,
    /// The supply when it was made.
    pub supply: u128,
    /// When its window is over.
    pub ends_at: i64,
    /// A licence beyond this lets it fall.
    pub max_licensed_until: i64,
}

/// The auction, also after its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Auction {
    /// Who leads.
    pub leader: Person,
    /// The leading price.
    pub price: u128,
    /// What every bid is measured by.
    pub supply: u128,
    /// The reserve it started at.
    pub reserve: u128,
    /// The weight that asked that reserve or less.
    pub consenting: u128,
    /// When it started.
    pub started_at: i64,
    /// From when on it can be settled.
    pub ends_at: i64,
    /// How the winning cash was divided, once it was.
    pub split: Option<Split>,
    /// Of it, the royalties not yet claimed.
    pub royalties: u128,
    /// Of it, the fee not yet claimed.
    pub curator_fee: u128,
    /// Of it, the proceeds not yet redeemed.
    pub proceeds: u128,
}

/// How cash is divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // the design's own words
pub struct Split {
    pub cash: u128,
    pub royalties: u128,
    pub curator_fee: u128,
    pub proceeds: u128,
}

/// `ceil(price * (supply - fractions) / supply)`; without any fraction all of it (decision 5).
pub fn cash_of(price: u128, fractions: u128, supply: u128) -> Result<u128, Refused> {
    if supply == 0 && fractions == 0 {
        return Ok(price);
    }
    Refused::BidOfWholeSupply.unless(fractions < supply)?;
    Ok((price * (supply - fractions)).div_ceil(supply))
}

/// The least price after a leading one: a step above, which is at least 1.
pub fn next_price(leading: u128, step_bps: u16) -> u128 {
    leading + (leading * u128::from(step_bps)).div_ceil(BPS).max(1)
}

/// Royalties first, rounded up, then the curator's fee, rounded up, from what they leave (decisions 8 and 12).
pub fn split(cash: u128, weight: u128, assets: u128, curator_fee_bps: u16) -> Split {
    let royalties = (cash * weight).div_ceil(WHOLE_WEIGHT * assets).min(cash);
    let curator_fee = (cash * u128::from(curator_fee_bps)).div_ceil(BPS).min(cash - royalties);
    Split { cash, royalties, curator_fee, proceeds: cash - royalties - curator_fee }
}

/// One creator's royalty of one of so many assets, rounded down.
pub fn royalty_of(cash: u128, weight: u128, assets: u128) -> u128 {
    cash * weight / (WHOLE_WEIGHT * assets)
}

impl Vault {
    pub(crate) fn place_bid(&mut self, now: i64, actor: Person, order: &Order) -> Result<(), Refused> {
        Refused::LicensedBeyondMaximum.unless(self.licensed_until <= order.max_licensed_until)?;
        let (price, supply) = match self.status {
            Status::Active => {
                let reserve = self.reserve(now);
                let price = u128::from(order.price);
                Refused::BidBelowReserve.unless(price >= reserve.price)?;
                // An offer makes the first bid dearer only where the reserve has fallen to it (decision 46).
                if let Some(offer) = self.standing_offer().filter(|offer| offer.price >= reserve.price) {
                    Refused::BidBelowStep.unless(price >= next_price(offer.price, self.terms.step_bps))?;
                }
                self.auction = Some(Auction {
                    leader: actor,
                    price,
                    supply: self.supply(),
                    reserve: reserve.price,
                    consenting: reserve.consenting,
                    started_at: now,
                    ends_at: now + i64::from(self.terms.auction_secs),
                    split: None,
                    royalties: 0,
                    curator_fee: 0,
                    proceeds: 0,
                });
                self.offer = None;
                self.status = Status::Auction;
                (price, self.supply())
            }
            Status::Auction => {
                let (step_bps, extension) = (self.terms.step_bps, self.terms.extension_secs);
                let auction = self.auction.as_mut().ok_or(Refused::Missing)?;
                Refused::AuctionEnded.unless(now < auction.ends_at)?;
                let price = u128::from(order.price);
                Refused::BidBelowStep.unless(price >= next_price(auction.price, step_bps))?;
                auction.price = price;
                auction.leader = actor;
                auction.ends_at = auction.ends_at.max(now + i64::from(extension));
                (price, auction.supply)
            }
            _ => return Err(Refused::AuctionNotOpen),
        };
        self.escrow(actor, order, price, supply)
    }

    /// Takes what a bid brings, or what it brings more than the bidder's last one; returns what it brings less.
    fn escrow(&mut self, bidder: Person, order: &Order, price: u128, supply: u128) -> Result<(), Refused> {
        let fractions = u128::from(order.fractions);
        let cash = cash_of(price, fractions, supply)?;
        Refused::CashAboveMaximum.unless(cash <= order.max_cash.into())?;
        let before = self.bids.insert(bidder, Bid { price, cash, fractions }).unwrap_or_default();
        self.escrows = true;
        self.give_or_take(bidder, Place::Cash, CASH, before.cash, cash)?;
        self.give_or_take(bidder, Place::Fractions, Token::Fraction, before.fractions, fractions)
    }

    fn give_or_take(&mut self, who: Person, escrow: Place, token: Token, was: u128, is: u128) -> Result<(), Refused> {
        match is.checked_sub(was) {
            Some(more) => self.bank.transfer(Place::Wallet(who), escrow, token, more),
            None => self.bank.transfer(escrow, Place::Wallet(who), token, was - is),
        }
    }

    /// Anyone may return a bid that does not lead (decision 25).
    pub(crate) fn withdraw_bid(&mut self, bidder: Person) -> Result<(), Refused> {
        Refused::Missing.unless(self.bids.contains_key(&bidder))?;
        let leader = match self.status {
            Status::Active => self.offer.map(|offer| offer.bidder),
            Status::Auction => self.auction.as_ref().map(|auction| auction.leader),
            _ => None,
        };
        Refused::LeadingBidLocked.unless(leader != Some(bidder))?;
        self.return_bid(bidder)
    }

    fn return_bid(&mut self, bidder: Person) -> Result<(), Refused> {
        let bid = self.bids.remove(&bidder).ok_or(Refused::Missing)?;
        self.bank.transfer(Place::Cash, Place::Wallet(bidder), CASH, bid.cash)?;
        self.bank.transfer(Place::Fractions, Place::Wallet(bidder), Token::Fraction, bid.fractions)
    }

    pub(crate) fn settle(&mut self, now: i64) -> Result<(), Refused> {
        Refused::WrongStatus.unless(self.status == Status::Auction)?;
        let mut auction = self.auction.take().ok_or(Refused::Missing)?;
        Refused::AuctionNotEnded.unless(now >= auction.ends_at)?;
        let bid = self.bids.insert(auction.leader, Bid::default()).ok_or(Refused::Missing)?;
        self.burn(Place::Fractions, bid.fractions)?;
        let weight = self.assets.values().flat_map(|asset| asset.royalties.values()).map(|w| u128::from(*w)).sum();
        let split = split(bid.cash, weight, self.assets.len() as u128, self.curator_fee_bps);
        auction.royalties = split.royalties;
        auction.curator_fee = split.curator_fee;
        // Without a fraction left the proceeds are the winner's (design 5, decision 6).
        let (winners, proceeds) = if self.supply() == 0 { (split.proceeds, 0) } else { (0, split.proceeds) };
        auction.proceeds = proceeds;
        auction.split = Some(split);
        self.bids.insert(auction.leader, Bid { price: bid.price, cash: winners, fractions: 0 });
        self.recipient = Some(auction.leader);
        self.auction = Some(auction);
        self.status = Status::Sold;
        Ok(())
    }

    pub(crate) fn redeem(&mut self, actor: Person, amount: u128, min_payout: u128) -> Result<(), Refused> {
        Refused::WrongStatus.unless(self.status == Status::Sold)?;
        Refused::SourceTooSmall.unless(amount <= self.bank.of(Place::Wallet(actor), Token::Fraction))?;
        Refused::ZeroAmount.unless(amount > 0)?;
        let supply = self.supply();
        let auction = self.auction.as_mut().ok_or(Refused::Missing)?;
        let payout = amount * auction.proceeds / supply;
        Refused::PayoutBelowMinimum.unless(payout >= min_payout)?;
        auction.proceeds -= payout;
        self.burn(Place::Wallet(actor), amount)?;
        self.bank.transfer(Place::Cash, Place::Wallet(actor), CASH, payout)
    }

    pub(crate) fn claim_royalty(&mut self, nft: u8, payee: Person) -> Result<(), Refused> {
        Refused::Missing.unless(self.asset_open(nft))?;
        Refused::WrongStatus.unless(self.status == Status::Sold)?;
        let unpaid: BTreeMap<_, _> = self.unpaid_royalties().collect();
        let amount = *unpaid.get(&(nft, payee)).ok_or(Refused::NoRoyaltyDue)?;
        let auction = self.auction.as_mut().ok_or(Refused::Missing)?;
        auction.royalties -= amount;
        self.assets.get_mut(&nft).ok_or(Refused::Missing)?.paid.push(payee);
        self.bank.transfer(Place::Cash, Place::Wallet(payee), CASH, amount)
    }

    /// What each creator would now be paid for each asset; the last of all takes what is left.
    pub fn unpaid_royalties(&self) -> impl Iterator<Item = ((u8, Person), u128)> {
        let unpaid: Vec<_> = self
            .assets
            .iter()
            .flat_map(|(nft, asset)| asset.royalties.iter().map(move |(who, weight)| (*nft, asset, *who, *weight)))
            .filter(|(_, asset, who, _)| self.status == Status::Sold && !asset.paid.contains(who))
            .collect();
        let last = unpaid.len() == 1;
        unpaid.into_iter().filter_map(move |(nft, _, who, weight)| {
            let auction = self.auction.as_ref()?;
            let floor = royalty_of(auction.split?.cash, weight.into(), self.assets.len() as u128);
            Some(((nft, who), if last { auction.royalties } else { floor }))
        })
    }

    pub(crate) fn claim_curator_fee(&mut self) -> Result<(), Refused> {
        Refused::WrongStatus.unless(self.status == Status::Sold)?;
        let auction = self.auction.as_mut().ok_or(Refused::Missing)?;
        let fee = std::mem::take(&mut auction.curator_fee);
        Refused::NoCuratorFeeDue.unless(fee > 0)?;
        self.bank.transfer(Place::Cash, Place::Wallet(self.curator), CASH, fee)
    }

    /// The offer that stands and that no licence has let fall (decision 50).
    pub fn standing_offer(&self) -> Option<Offer> {
        self.offer.filter(|offer| self.licensed_until <= offer.max_licensed_until)
    }

    pub(crate) fn make_offer(&mut self, now: i64, actor: Person, order: &Order) -> Result<(), Refused> {
        Refused::WrongStatus.unless(self.status == Status::Active)?;
        Refused::LicensedBeyondMaximum.unless(self.licensed_until <= order.max_licensed_until)?;
        Refused::OffersClosed.unless(self.terms.offer_window_secs > 0)?;
        let price = u128::from(order.price);
        Refused::ZeroAmount.unless(price > 0)?;
        Refused::OfferAtReserve.unless(price < self.reserve(now).price)?;
        if let Some(offer) = self.standing_offer() {
            Refused::BidBelowStep.unless(price >= next_price(offer.price, self.terms.step_bps))?;
        }
        let supply = self.supply();
        self.offer = Some(Offer {
            bidder: actor,
            price,
            supply,
            ends_at: now + i64::from(self.terms.offer_window_secs),
            max_licensed_until: order.max_licensed_until,
        });
        self.escrow(actor, order, price, supply)
    }

    /// An offer holds itself as long as it holds others up (decision 45), unless a licence let it fall.
    pub(crate) fn withdraw_offer(&mut self, now: i64, actor: Person) -> Result<(), Refused> {
        Refused::Missing.unless(self.bids.contains_key(&actor))?;
        Refused::WrongStatus.unless(self.status == Status::Active)?;
        let offer = self.offer.filter(|offer| offer.bidder == actor).ok_or(Refused::NotTheLeadingBid)?;
        Refused::OfferStillOpen.unless(now >= offer.ends_at || self.standing_offer().is_none())?;
        self.offer = None;
        self.return_bid(actor)
    }

    pub(crate) fn accept_offer(&mut self, now: i64) -> Result<(), Refused> {
        Refused::Missing.unless(self.escrows)?;
        Refused::WrongStatus.unless(self.status == Status::Active)?;
        let offer = self.standing_offer().ok_or(Refused::NoOffer)?;
        self.offer = None;
        Refused::BelowOffering.unless(offer.price >= self.offering_floor(now))?;
        let reserve = self.reserve(now);
        let reached = offer.price >= reserve.price;
        if !reached {
            Refused::OfferStillOpen.unless(now >= offer.ends_at)?;
            let veto = BPS * self.asking_above(offer.price) > u128::from(self.terms.veto_bps) * self.supply();
            Refused::OfferVetoed.unless(!veto)?;
        }
        self.auction = Some(Auction {
            leader: offer.bidder,
            price: offer.price,
            supply: offer.supply,
            // What the first bid had to reach (decision 78).
            reserve: offer.price.min(reserve.price),
            consenting: if reached { reserve.consenting } else { 0 },
            started_at: now,
            ends_at: now + i64::from(self.terms.auction_secs),
            split: None,
            royalties: 0,
            curator_fee: 0,
            proceeds: 0,
        });
        self.status = Status::Auction;
        Ok(())
    }

    /// Staked fractions that ask more than a price; those without an ask ask nothing.
    pub fn asking_above(&self, price: u128) -> u128 {
        self.asks()
            .filter(|(level, _)| price_of_level(self.terms.opening_price, *level) > price)
            .map(|(_, weight)| weight)
            .sum()
    }
}
