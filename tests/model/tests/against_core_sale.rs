//! The model beside `mosaic-core`: bids and offers, as actions on a whole vault.

use mosaic_core as core;
use mosaic_model::{
    Action, Auction, Bank, Bid, Income, Offer, Order, Person, Place, Pool, QUOTE, Stake, Status, Token, Vault,
    price_of_level,
};
use proptest::prelude::*;

const NOW: i64 = 1_800_000_000;
const BIDDER: Person = 1;
const OTHER: Person = 2;
const CASH: Token = Token::Of(QUOTE);

#[derive(Clone, Debug)]
struct Scene {
    opening: u64,
    supply: u64,
    /// Of the supply: what the bidder has with it, and what is staked, at a level.
    has: u64,
    staked: u64,
    level: u8,
    /// What the bidder has in escrow.
    held: (u64, u64),
    terms: (u16, u16, u16),
    /// An offer's or the leading price, whose it is, when it is over, and by what supply it is measured.
    leading: u64,
    own: bool,
    ends_in: i64,
    order: core::auction::Order,
    licensed: (i64, i64),
}

/// Prices around the ones that matter, and others.
fn near(price: u64) -> impl Strategy<Value = u64> {
    prop_oneof![
        price.saturating_sub(3)..=price.saturating_add(3),
        price / 2..=price.saturating_mul(2),
        Just(price.saturating_add(price.div_ceil(20))),
        Just(0),
    ]
}

fn scenes() -> impl Strategy<Value = Scene> {
    let numbers = (1..2_000_000u64, 0..1_000_000u64, 0..192u8, prop_oneof![Just(10_000u16), Just(0), 0..10_000u16]);
    let of = numbers.prop_flat_map(|(opening, supply, level, floor)| {
        let ladder = price_of_level(opening, level) as u64;
        let price = || prop_oneof![near(opening), near(ladder), near(opening * u64::from(floor) / 10_000)];
        let fractions = || prop_oneof![Just(0), 0..=supply, Just(supply)];
        let leading = price().prop_flat_map(move |leading| (Just(leading), prop_oneof![near(leading), near(opening)]));
        (
            (Just(opening), Just(supply), fractions(), fractions(), Just(level), Just(floor)),
            (100..=5_000u16, 100..=5_000u16, 0..2_000_000u64, fractions()),
            (leading, any::<bool>(), -3..4i64, fractions(), prop_oneof![Just(u64::MAX), 0..3_000_000u64]),
            (0..3i64, 0..3i64),
        )
    });
    of.prop_map(|((opening, supply, has, staked, level, floor), (step, veto, cash, held), bid, licensed)| {
        let ((leading, price), own, ends_in, fractions, max_cash) = bid;
        let staked = staked.min(supply - has);
        let held = if leading == 0 { (0, 0) } else { (cash, held.min(supply - has - staked)) };
        // Whether the bidder has the fractions the core leaves to the program.
        let order = core::auction::Order { price, fractions: fractions.min(has + held.1), max_cash };
        let terms = (floor, step, veto);
        Scene { opening, supply, has, staked, level, held, terms, leading, own, ends_in, order, licensed }
    })
}

impl Scene {
    fn terms(&self) -> core::Terms {
        let (floor_bps, step_bps, veto_bps) = self.terms;
        core::Terms { floor_bps, step_bps, veto_bps, ..core::Terms::with_opening_price(self.opening) }
    }

    fn weights(&self) -> [u64; core::ladder::LEVELS] {
        let mut weights = [0; core::ladder::LEVELS];
        weights[usize::from(self.level)] = self.staked;
        weights
    }

    fn reserve(&self) -> u64 {
        let weights = self.weights();
        let book = core::reserve::Book { weights: &weights, asking: self.staked };
        core::reserve::reserve(&self.terms(), Some(book), self.supply).unwrap().price
    }

    /// A licence that the standing offer's bidder does not accept lets it fall.
    fn stands(&self) -> u64 {
        if self.licensed.0 > self.licensed.1 { 0 } else { self.leading }
    }

    fn vault(&self, status: Status) -> Vault {
        let mut bank = Bank::default();
        let in_escrow = u128::from(self.held.1);
        bank.mint(Place::Wallet(BIDDER), Token::Fraction, self.has.into());
        bank.mint(Place::Staked, Token::Fraction, self.staked.into());
        bank.mint(Place::Fractions, Token::Fraction, in_escrow);
        let others = self.supply - self.has - self.staked - self.held.1;
        bank.mint(Place::Wallet(OTHER), Token::Fraction, others.into());
        bank.mint(Place::Wallet(BIDDER), CASH, 1 << 100);
        bank.mint(Place::Cash, CASH, self.held.0.into());
        let mut vault = Vault::unborn(bank);
        vault.status = status;
        vault.terms.opening_price = self.opening;
        (vault.terms.floor_bps, vault.terms.step_bps, vault.terms.veto_bps) = self.terms;
        vault.escrows = self.leading > 0;
        vault.licensed_until = NOW + self.licensed.0;
        let stake = Stake { amount: self.staked.into(), level: Some(self.level), ..Stake::default() };
        let (stakes, incomes) = ([(OTHER, stake)].into(), [(QUOTE, Income::default())].into());
        vault.pool = Some(Pool { stakes, incomes, streamed_until: NOW });
        vault.book = true;
        let leader = if self.own { BIDDER } else { OTHER };
        if self.leading > 0 {
            vault.bids.insert(OTHER, Bid::default());
            let bid = Bid { price: self.leading.into(), cash: self.held.0.into(), fractions: in_escrow };
            vault.bids.insert(BIDDER, bid);
        }
        let (price, supply, ends_at) = (self.leading.into(), self.supply.into(), NOW + self.ends_in);
        match status {
            Status::Auction => {
                vault.auction = Some(Auction {
                    leader,
                    price,
                    supply,
                    reserve: 1,
                    consenting: 0,
                    started_at: NOW - 1,
                    ends_at,
                    split: None,
                    royalties: 0,
                    curator_fee: 0,
                    proceeds: 0,
                });
            }
            _ if self.leading > 0 => {
                let max_licensed_until = NOW + self.licensed.1;
                vault.offer = Some(Offer { bidder: leader, price, supply, ends_at, max_licensed_until });
            }
            _ => {}
        }
        vault
    }

    fn round(&self, status: core::Status) -> core::auction::Round {
        let leading_price = if status == core::Status::Auction { self.leading } else { self.stands() };
        let (supply, ends_at) = (self.supply, NOW + self.ends_in);
        core::auction::Round { status, supply, reserve: self.reserve(), leading_price, ends_at }
    }

    fn held(&self) -> core::auction::Escrowed {
        core::auction::Escrowed { cash: self.held.0, fractions: self.held.1 }
    }

    fn order(&self) -> Order {
        let core::auction::Order { price, fractions, max_cash } = self.order;
        Order { price, fractions, max_cash, max_licensed_until: i64::MAX }
    }
}

/// The same refusal, or the same in escrow and the same end.
fn compare(
    theirs: Result<core::auction::Placed, core::RuleError>,
    ours: Result<(), mosaic_model::Refused>,
    vault: &Vault,
    ends_at: Option<i64>,
) -> Result<(), TestCaseError> {
    let name = theirs.as_ref().err().map(|error| format!("{error:?}"));
    prop_assert_eq!(name, ours.err().map(|refused| format!("{refused:?}")));
    if let Ok(placed) = theirs {
        let bid = vault.bids[&BIDDER];
        let escrowed = (u128::from(placed.escrowed.cash), u128::from(placed.escrowed.fractions));
        prop_assert_eq!((bid.cash, bid.fractions, ends_at), (escrowed.0, escrowed.1, Some(placed.ends_at)));
        prop_assert_eq!(vault.bank.of(Place::Cash, CASH), escrowed.0);
        prop_assert_eq!(vault.bank.of(Place::Fractions, Token::Fraction), escrowed.1);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, max_global_rejects: 100_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_first_bid_is_taken_the_same(scene in scenes()) {
        let mut vault = scene.vault(Status::Active);
        let theirs = core::auction::place(
            &scene.terms(), &scene.round(core::Status::Active), scene.held(), &scene.order, NOW,
        );
        let ours = vault.apply(NOW, BIDDER, &Action::PlaceBid(scene.order()));
        compare(theirs, ours, &vault, vault.auction.as_ref().map(|auction| auction.ends_at))?;
    }

    #[test]
    fn a_further_bid_is_taken_the_same(scene in scenes()) {
        prop_assume!(scene.leading > 0);
        let mut vault = scene.vault(Status::Auction);
        let theirs = core::auction::place(
            &scene.terms(), &scene.round(core::Status::Auction), scene.held(), &scene.order, NOW,
        );
        let ours = vault.apply(NOW, BIDDER, &Action::PlaceBid(scene.order()));
        compare(theirs, ours, &vault, vault.auction.as_ref().map(|auction| auction.ends_at))?;
    }

    #[test]
    fn an_offer_is_taken_the_same(scene in scenes()) {
        let mut vault = scene.vault(Status::Active);
        let theirs =
            core::offer::make(&scene.terms(), &scene.round(core::Status::Active), scene.held(), &scene.order, NOW);
        let ours = vault.apply(NOW, BIDDER, &Action::MakeOffer(scene.order()));
        compare(theirs, ours, &vault, vault.offer.map(|offer| offer.ends_at))?;
    }

    #[test]
    fn an_offer_is_accepted_or_vetoed_the_same(scene in scenes()) {
        prop_assume!(scene.leading > 0 && scene.stands() > 0);
        let mut vault = scene.vault(Status::Active);
        let (opening, price) = (scene.opening, scene.leading);
        let vetoing = core::offer::veto_weight(opening, &scene.weights(), price).unwrap();
        let opens_at = NOW + scene.ends_in;
        let theirs =
            core::offer::accept(&scene.terms(), price, opens_at, scene.reserve(), vetoing, scene.supply, NOW);
        let ours = vault.apply(NOW, BIDDER, &Action::AcceptOffer);
        prop_assert_eq!(theirs.err().map(|e| format!("{e:?}")), ours.err().map(|r| format!("{r:?}")));
        prop_assert_eq!(theirs.ok(), vault.auction.map(|auction| auction.ends_at));
    }

    #[test]
    fn an_offer_is_withdrawn_at_the_same_time(scene in scenes()) {
        prop_assume!(scene.leading > 0 && scene.stands() > 0 && scene.own);
        let mut vault = scene.vault(Status::Active);
        let theirs = core::offer::check_withdrawal(NOW + scene.ends_in, NOW);
        let ours = vault.apply(NOW, BIDDER, &Action::WithdrawOffer);
        prop_assert_eq!(theirs.err().map(|e| format!("{e:?}")), ours.err().map(|r| format!("{r:?}")));
    }
}
