//! What somebody does next about offerings.

use proptest::prelude::RngExt;

use super::choose::{Choice, Kind};
use crate::{Action, DAY, HOUR, Offering, OfferingTerms, Person};

impl Choice<'_> {
    pub(super) fn offering(&mut self, kind: Kind) -> (Person, Action) {
        let number = self.open_offering();
        match kind {
            Kind::OpenOffering => (self.vault.creator, Action::OpenOffering(self.offering_terms())),
            Kind::BuyFractions => self.purchase(number),
            Kind::ClaimPurchase => {
                let offering = self.vault.offerings.get(&number);
                let buyers: Vec<_> = offering.iter().flat_map(|offering| offering.purchases.keys().copied()).collect();
                let buyer = self.one_of(&buyers).unwrap_or(0);
                (self.person(), Action::ClaimPurchase { number, buyer })
            }
            _ => {
                // Only the creator can call one off.
                let who = if self.rng.random_bool(0.3) { self.vault.creator } else { self.person() };
                (who, Action::CloseOffering { number, curator_named: self.rng.random_bool(0.8) })
            }
        }
    }

    /// The number of the latest offering whose accounts are open, now and then of any that was ever opened, or of none.
    pub(super) fn open_offering(&mut self) -> u64 {
        match self.vault.offerings.keys().last() {
            Some(number) if self.rng.random_bool(0.8) => *number,
            _ => self.rng.random_range(0..=self.vault.next_offering),
        }
    }

    /// Terms that are within their bounds, or just beyond one of them.
    fn offering_terms(&mut self) -> OfferingTerms {
        let has = self.fractions_of(self.vault.creator);
        let amount = self.part(has);
        let opening = u128::from(self.vault.terms.opening_price);
        let start_price = u64::try_from(opening * self.rng.random_range(20..250) / 100).unwrap_or(u64::MAX);
        let end_price = match self.rng.random_range(0..20) {
            0 => 0,
            1 => start_price.saturating_add(1),
            2..10 => start_price,
            _ => self.rng.random_range(start_price / 2..=start_price),
        };
        let starts_at = match self.rng.random_range(0..20) {
            0 => self.now - 1,
            1 => self.now + 30 * DAY + self.rng.random_range(0..=1),
            2..5 => self.now + self.rng.random_range(0..2 * DAY),
            _ => 0,
        };
        let secs = match self.rng.random_range(0..20) {
            0 => HOUR - self.rng.random_range(0..=1),
            1 => 30 * DAY + self.rng.random_range(0..=1),
            _ => self.rng.random_range(HOUR..3 * DAY),
        };
        let ends_at = secs + if starts_at == 0 { self.now } else { starts_at };
        let wallet_limit = if self.rng.random_bool(0.5) { amount } else { self.part(amount.into()) };
        let most = (u128::from(start_price) * u128::from(amount)).div_ceil(self.vault.supply().max(1));
        let minimum = match self.rng.random_range(0..10) {
            0..4 => 0,
            // Mostly reached, or never.
            4..8 => self.part(most / 4),
            _ => self.part(most),
        };
        OfferingTerms { amount, start_price, end_price, starts_at, ends_at, wallet_limit, minimum }
    }

    fn purchase(&mut self, number: u64) -> (Person, Action) {
        let who = self.person();
        let Some(offering) = self.vault.offerings.get(&number) else {
            return (who, Action::BuyFractions { number, amount: 1, max_cost: u64::MAX });
        };
        let bought = offering.purchases.get(&who).map_or(0, |purchase| purchase.fractions);
        let most = offering.left().min(u128::from(offering.terms.wallet_limit).saturating_sub(bought));
        let amount = self.part(most);
        let max_cost = match (self.rng.random_range(0..10), price_is_known(offering, self.now)) {
            (0, true) => offering.cost(amount.into(), self.now),
            (1, true) => offering.cost(amount.into(), self.now).saturating_sub(1),
            _ => u64::MAX.into(),
        };
        (who, Action::BuyFractions { number, amount, max_cost: u64::try_from(max_cost).unwrap_or(u64::MAX) })
    }
}

fn price_is_known(offering: &Offering, now: i64) -> bool {
    (offering.terms.starts_at..offering.terms.ends_at).contains(&now)
}
