//! What is in the two escrows, and whose it is: tracked amounts, never live balances (DESIGN section 3, rule 1).

use crate::{
    RuleError,
    auction::{Escrowed, Move, Placed},
    split::Split,
};

/// The tracked content of the escrows of an auction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// All cash in escrow, in raw quote units.
    pub cash: u64,
    /// Of it, the cash of open bids.
    pub bids_cash: u64,
    /// Of it, the proceeds not yet redeemed.
    pub proceeds: u64,
    /// Of it, the royalties not yet claimed.
    pub royalties: u64,
    /// Of it, the curator's fee, until claimed.
    pub curator_fee: u64,
    /// All fractions in escrow, in raw units: those of open bids.
    pub fractions: u64,
}

impl Ledger {
    /// Whether each unit of cash is of exactly one party (INV-03).
    ///
    /// # Errors
    /// [`RuleError::LedgerMismatch`]
    pub fn check(&self) -> Result<(), RuleError> {
        let Self { cash, bids_cash, proceeds, royalties, curator_fee, fractions: _ } = *self;
        let sum = bids_cash
            .checked_add(proceeds)
            .and_then(|sum| sum.checked_add(royalties))
            .and_then(|sum| sum.checked_add(curator_fee));
        if sum == Some(cash) { Ok(()) } else { Err(RuleError::LedgerMismatch) }
    }

    /// Whether the cash escrow owes nobody anything.
    pub const fn is_settled(&self) -> bool {
        self.cash == 0 && self.fractions == 0
    }

    /// After a bid was placed or raised.
    ///
    /// # Errors
    /// [`RuleError::Overflow`]
    pub fn bid_placed(self, placed: &Placed) -> Result<Ledger, RuleError> {
        Ok(Ledger {
            cash: placed.cash.apply(self.cash)?,
            bids_cash: placed.cash.apply(self.bids_cash)?,
            fractions: placed.fractions.apply(self.fractions)?,
            ..self
        })
    }

    /// After a bid took everything back.
    ///
    /// # Errors
    /// [`RuleError::Overflow`]
    pub fn bid_withdrawn(self, bid: Escrowed) -> Result<Ledger, RuleError> {
        Ok(Ledger {
            cash: Move::Out(bid.cash).apply(self.cash)?,
            bids_cash: Move::Out(bid.cash).apply(self.bids_cash)?,
            fractions: Move::Out(bid.fractions).apply(self.fractions)?,
            ..self
        })
    }

    /// After the winning bid was divided: its fractions are burned, its cash has new owners. `refund` is what goes
    /// back to the winner because no fraction is left: all of the proceeds, or nothing.
    ///
    /// # Errors
    /// [`RuleError::Overflow`]
    pub fn settled(self, bid: Escrowed, split: &Split, refund: u64) -> Result<Ledger, RuleError> {
        let bids_cash = Move::Out(bid.cash).apply(self.bids_cash)?;
        Ok(Ledger {
            bids_cash: Move::In(refund).apply(bids_cash)?,
            proceeds: Move::Out(refund).apply(split.proceeds)?,
            royalties: split.royalties,
            curator_fee: split.curator_fee,
            fractions: Move::Out(bid.fractions).apply(self.fractions)?,
            ..self
        })
    }

    /// After `payout` was paid to redeemed fractions.
    ///
    /// # Errors
    /// [`RuleError::Overflow`]
    pub fn redeemed(self, payout: u64) -> Result<Ledger, RuleError> {
        let proceeds = Move::Out(payout).apply(self.proceeds)?;
        Ok(Ledger { proceeds, cash: Move::Out(payout).apply(self.cash)?, ..self })
    }

    /// After a royalty of `amount` was paid.
    ///
    /// # Errors
    /// [`RuleError::Overflow`]
    pub fn royalty_paid(self, amount: u64) -> Result<Ledger, RuleError> {
        let royalties = Move::Out(amount).apply(self.royalties)?;
        Ok(Ledger { royalties, cash: Move::Out(amount).apply(self.cash)?, ..self })
    }

    /// After the curator's fee was paid, whole.
    ///
    /// # Errors
    /// [`RuleError::Overflow`]
    pub fn curator_fee_paid(self) -> Result<Ledger, RuleError> {
        Ok(Ledger { curator_fee: 0, cash: Move::Out(self.curator_fee).apply(self.cash)?, ..self })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{payout::redeem, split::split};
    use proptest::prelude::*;

    fn placed(before: Escrowed, after: Escrowed) -> Placed {
        Placed {
            escrowed: after,
            cash: Move::between(before.cash, after.cash),
            fractions: Move::between(before.fractions, after.fractions),
            ends_at: 0,
        }
    }

    #[test]
    fn a_unit_without_an_owner_is_noticed() {
        assert_eq!(Ledger::default().check(), Ok(()));
        let stray = Ledger { cash: 1, ..Ledger::default() };
        assert_eq!(stray.check(), Err(RuleError::LedgerMismatch));
        let short = Ledger { proceeds: u64::MAX, royalties: 1, ..Ledger::default() };
        assert_eq!(short.check(), Err(RuleError::LedgerMismatch));
        assert_eq!(stray.redeemed(1), Err(RuleError::Overflow));
        assert!(!stray.is_settled());
    }

    #[test]
    fn what_one_is_paid_is_taken_from_nobody_else() {
        let ledger = Ledger { cash: 60, bids_cash: 10, proceeds: 20, royalties: 18, curator_fee: 12, fractions: 5 };
        assert_eq!(ledger.redeemed(7), Ok(Ledger { cash: 53, proceeds: 13, ..ledger }));
        assert_eq!(ledger.royalty_paid(8), Ok(Ledger { cash: 52, royalties: 10, ..ledger }));
        assert_eq!(ledger.curator_fee_paid(), Ok(Ledger { cash: 48, curator_fee: 0, ..ledger }));
        assert_eq!(ledger.redeemed(21), Err(RuleError::Overflow));
        assert_eq!(ledger.royalty_paid(19), Err(RuleError::Overflow));
        assert_eq!(Ledger { cash: 11, ..ledger }.curator_fee_paid(), Err(RuleError::Overflow));
    }

    #[test]
    fn without_fractions_the_proceeds_are_the_winners() {
        let bid = Escrowed { cash: 100, fractions: 7 };
        let ledger = Ledger::default().bid_placed(&placed(Escrowed::default(), bid)).unwrap();
        let divided = split(100, 0, 1, 100).unwrap();
        let settled = ledger.settled(bid, &divided, divided.proceeds).unwrap();
        assert_eq!((settled.bids_cash, settled.proceeds, settled.curator_fee), (99, 0, 1));
        assert_eq!(settled.check(), Ok(()));
    }

    proptest! {
        #[test]
        fn inv_03_inv_04_every_unit_keeps_its_owner_to_the_end(
            bids in prop::collection::vec((0u64..=1 << 58, 0u64..=1 << 30, 0u64..=1 << 58), 1..20),
            weight in 0u32..=1_000_000, fee in 0u16..=500, holders in prop::collection::vec(1u64..=1 << 40, 1..10),
        ) {
            let mut ledger = Ledger::default();
            let mut open = vec![];
            for (cash, fractions, raised) in bids {
                let first = Escrowed { cash, fractions };
                let bid = Escrowed { cash: raised, fractions: fractions / 2 };
                ledger = ledger.bid_placed(&placed(Escrowed::default(), first)).unwrap();
                ledger.check().unwrap();
                ledger = ledger.bid_placed(&placed(first, bid)).unwrap();
                ledger.check().unwrap();
                open.push(bid);
                prop_assert_eq!(ledger.fractions, open.iter().map(|bid| bid.fractions).sum::<u64>());
                prop_assert_eq!(ledger.bids_cash, open.iter().map(|bid| bid.cash).sum::<u64>());
            }
            let winner = open.pop().unwrap();
            let divided = split(winner.cash, weight, 1, fee).unwrap();
            ledger = ledger.settled(winner, &divided, 0).unwrap();
            ledger.check().unwrap();
            for bid in open {
                ledger = ledger.bid_withdrawn(bid).unwrap();
                ledger.check().unwrap();
            }
            ledger = ledger.royalty_paid(divided.royalties).unwrap();
            ledger = ledger.curator_fee_paid().unwrap();
            let mut supply: u64 = holders.iter().sum();
            for amount in holders {
                ledger = ledger.redeemed(redeem(amount, supply, ledger.proceeds, 0).unwrap()).unwrap();
                ledger.check().unwrap();
                supply -= amount;
            }
            prop_assert!(ledger.is_settled());
        }
    }
}
