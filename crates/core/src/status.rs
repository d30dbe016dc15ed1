//! The states of a vault and what each allows: the table of DESIGN section 2 as code.

use crate::RuleError;

/// The status of a vault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Status {
    /// Being filled by its creator; no fraction exists yet.
    Draft = 0,
    /// Fractions are out; anyone may start the auction at the reserve.
    Active = 1,
    /// Bids are taken until the end, then anyone may settle.
    Auction = 2,
    /// The winner may take the assets, every fraction its share of the proceeds.
    Sold = 3,
    /// One party holds the right to every asset and no fraction is left: all were burned (`reclaim`) or none was ever
    /// minted (`cancel`).
    Reclaimed = 4,
}

impl Status {
    /// Every status, in the order of its number.
    pub const ALL: [Status; 5] = [Status::Draft, Status::Active, Status::Auction, Status::Sold, Status::Reclaimed];

    /// The status of this number, if there is one.
    pub const fn from_u8(number: u8) -> Option<Status> {
        match number {
            0 => Some(Status::Draft),
            1 => Some(Status::Active),
            2 => Some(Status::Auction),
            3 => Some(Status::Sold),
            4 => Some(Status::Reclaimed),
            _ => None,
        }
    }

    /// Whether a vault of this status may become `next` (INV-11).
    pub const fn may_become(self, next: Status) -> bool {
        use Status::{Active, Auction, Draft, Reclaimed, Sold};
        matches!((self, next), (Draft, Active | Reclaimed) | (Active, Auction | Reclaimed) | (Auction, Sold))
    }

    /// The next status, if the table allows it.
    ///
    /// # Errors
    /// [`RuleError::WrongStatus`]
    pub const fn advance(self, next: Status) -> Result<Status, RuleError> {
        if self.may_become(next) { Ok(next) } else { Err(RuleError::WrongStatus) }
    }

    /// The creator may still add assets, describe the fraction, cancel and activate.
    pub const fn is_being_filled(self) -> bool {
        matches!(self, Status::Draft)
    }

    /// A holder of the whole supply may take everything back. During an auction it bids instead: there is another
    /// party whose bid stands.
    pub const fn allows_reclaim(self) -> bool {
        matches!(self, Status::Active)
    }

    /// Whether a bid may be placed now. `ends_at` is the end of the auction and is not looked at before there is one.
    ///
    /// # Errors
    /// [`RuleError::AuctionNotOpen`] in a status without bids, [`RuleError::AuctionEnded`] from `ends_at` on.
    pub const fn accepts_bids(self, now: i64, ends_at: i64) -> Result<(), RuleError> {
        match self {
            Status::Active => Ok(()),
            Status::Auction if now < ends_at => Ok(()),
            Status::Auction => Err(RuleError::AuctionEnded),
            Status::Draft | Status::Sold | Status::Reclaimed => Err(RuleError::AuctionNotOpen),
        }
    }

    /// A pool of stakes may be opened. Not after the sale: without a pool no income waits, and one that anybody can open
    /// again would never let the vault be closed.
    pub const fn opens_staking(self) -> bool {
        matches!(self, Status::Active | Status::Auction)
    }

    /// Fractions may be staked, where there is a pool. After the sale too: income that is still to be streamed waits for somebody to earn it.
    pub const fn accepts_stakes(self) -> bool {
        matches!(self, Status::Active | Status::Auction | Status::Sold)
    }

    /// Asks may be set: they are read when an auction starts, and never after.
    pub const fn accepts_asks(self) -> bool {
        matches!(self, Status::Active)
    }

    /// Income may be deposited: while the vault is neither being filled nor sold.
    pub const fn accepts_income(self) -> bool {
        matches!(self, Status::Active | Status::Auction)
    }

    /// Holders may propose: while the vault is theirs to decide about.
    pub const fn accepts_proposals(self) -> bool {
        matches!(self, Status::Active)
    }

    /// Votes are taken, and what does not touch the sale is executed.
    pub const fn accepts_votes(self) -> bool {
        matches!(self, Status::Active | Status::Auction)
    }

    /// Licences are accepted and renewed: not once somebody has bid for the vault as it was.
    pub const fn grants_licenses(self) -> bool {
        matches!(self, Status::Active)
    }

    /// Offers below the reserve are made and accepted.
    pub const fn accepts_offers(self) -> bool {
        matches!(self, Status::Active)
    }

    /// The creator may open an offering, and what is offered is sold.
    pub const fn sells_fractions(self) -> bool {
        matches!(self, Status::Active)
    }

    /// The curator may lower its fee: until the sale, which divides the cash by the fee of that time.
    pub const fn lowers_curator_fee(self) -> bool {
        matches!(self, Status::Draft | Status::Active | Status::Auction)
    }

    /// Nothing is decided by votes any more: their accounts can be closed.
    pub const fn is_past_votes(self) -> bool {
        matches!(self, Status::Sold | Status::Reclaimed)
    }

    /// Whether the auction may be settled now: exactly when bids are no longer taken.
    ///
    /// # Errors
    /// [`RuleError::WrongStatus`] without an auction, [`RuleError::AuctionNotEnded`] before `ends_at`.
    pub const fn allows_settling(self, now: i64, ends_at: i64) -> Result<(), RuleError> {
        match self {
            Status::Auction if now >= ends_at => Ok(()),
            Status::Auction => Err(RuleError::AuctionNotEnded),
            _ => Err(RuleError::WrongStatus),
        }
    }

    /// Bids that do not lead may be taken back; before an auction they are offers, and after a reclaim those left over.
    pub const fn returns_bids(self) -> bool {
        matches!(self, Status::Active | Status::Auction | Status::Sold | Status::Reclaimed)
    }

    /// The leading bid may be taken back: as an offer before it is accepted, as the winner's empty one after the sale.
    pub const fn returns_leading_bid(self) -> bool {
        matches!(self, Status::Active | Status::Sold | Status::Reclaimed)
    }

    /// Fractions are redeemed, royalties and the curator's fee paid.
    pub const fn pays_out(self) -> bool {
        matches!(self, Status::Sold)
    }

    /// The assets leave, to the winner or to who reclaimed.
    pub const fn releases_assets(self) -> bool {
        matches!(self, Status::Sold | Status::Reclaimed)
    }

    /// The vault may be closed, once nothing is owed.
    pub const fn allows_closing(self) -> bool {
        matches!(self, Status::Sold | Status::Reclaimed)
    }

    /// The fraction mint still has its authority: only while no fraction exists (INV-02).
    pub const fn mint_has_authority(self) -> bool {
        matches!(self, Status::Draft)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_round_trip() {
        for status in Status::ALL {
            assert_eq!(Status::from_u8(status as u8), Some(status));
        }
        assert_eq!(Status::from_u8(5), None);
        assert_eq!(Status::from_u8(u8::MAX), None);
    }

    #[test]
    fn inv_11_table_is_exactly_that_of_the_design() {
        use Status::*;
        let table = [(Draft, Active), (Draft, Reclaimed), (Active, Auction), (Active, Reclaimed), (Auction, Sold)];
        for from in Status::ALL {
            for to in Status::ALL {
                assert_eq!(from.may_become(to), table.contains(&(from, to)), "{from:?} -> {to:?}");
                assert_eq!(from.advance(to).is_ok(), from.may_become(to));
            }
        }
    }

    #[test]
    fn t16_at_the_end_exactly_one_of_bid_and_settle_is_possible() {
        for now in [99, 100, 101] {
            let bid = Status::Auction.accepts_bids(now, 100);
            let settle = Status::Auction.allows_settling(now, 100);
            assert_ne!(bid.is_ok(), settle.is_ok(), "at {now}");
            assert_eq!(settle.is_ok(), now >= 100);
        }
    }

    #[test]
    fn capabilities() {
        use Status::*;
        let of = |f: fn(Status) -> bool| Status::ALL.into_iter().filter(|s| f(*s)).collect::<Vec<_>>();
        assert_eq!(of(Status::is_being_filled), [Draft]);
        assert_eq!(of(Status::mint_has_authority), [Draft]);
        assert_eq!(of(Status::allows_reclaim), [Active]);
        assert_eq!(of(Status::opens_staking), [Active, Auction]);
        assert_eq!(of(Status::accepts_stakes), [Active, Auction, Sold]);
        assert_eq!(of(Status::accepts_asks), [Active]);
        assert_eq!(of(Status::accepts_income), [Active, Auction]);
        assert_eq!(of(Status::returns_bids), [Active, Auction, Sold, Reclaimed]);
        assert_eq!(of(Status::returns_leading_bid), [Active, Sold, Reclaimed]);
        assert_eq!(of(Status::accepts_proposals), [Active]);
        assert_eq!(of(Status::accepts_votes), [Active, Auction]);
        assert_eq!(of(Status::grants_licenses), [Active]);
        assert_eq!(of(Status::accepts_offers), [Active]);
        assert_eq!(of(Status::sells_fractions), [Active]);
        assert_eq!(of(Status::lowers_curator_fee), [Draft, Active, Auction]);
        assert_eq!(of(Status::is_past_votes), [Sold, Reclaimed]);
        assert_eq!(of(Status::pays_out), [Sold]);
        assert_eq!(of(Status::releases_assets), [Sold, Reclaimed]);
        assert_eq!(of(Status::allows_closing), [Sold, Reclaimed]);
        assert_eq!(of(|s| s.accepts_bids(0, 1).is_ok()), [Active, Auction]);
        assert_eq!(of(|s| s.allows_settling(1, 1).is_ok()), [Auction]);
        assert_eq!(Sold.accepts_bids(0, 1), Err(RuleError::AuctionNotOpen));
        assert_eq!(Auction.accepts_bids(1, 1), Err(RuleError::AuctionEnded));
        assert_eq!(Active.allows_settling(1, 1), Err(RuleError::WrongStatus));
        assert_eq!(Auction.allows_settling(0, 1), Err(RuleError::AuctionNotEnded));
    }
}
