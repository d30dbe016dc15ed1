//! Offerings of the model beside those of `mosaic-core`, on random numbers.

use std::collections::BTreeMap;

use mosaic_core::{
    RuleError, Status as TheirStatus,
    offering::{Offering as Theirs, Plan, Purchase as TheirPurchase},
};
use mosaic_model::{
    Action, Bank, DAY, HOUR, Offering, OfferingTerms, Place, Purchase, QUOTE, Refused, Status, Terms, Token, Vault,
};
use proptest::prelude::*;

const NOW: i64 = 1_800_000_000;
const CREATOR: u32 = 0;
const BUYER: u32 = 1;
const CASH: Token = Token::Of(QUOTE);

/// Small numbers, and any below a bound.
fn below(most: u64) -> impl Strategy<Value = u64> {
    prop_oneof![0..=most.min(3), 0..=most]
}

fn plans() -> impl Strategy<Value = Plan> {
    let supply = prop_oneof![1..1_000u64, 1..1u64 << 50];
    let amounts = supply.prop_flat_map(|supply| (Just(supply), below(supply + 1)));
    let prices = (prop_oneof![1..1_000u64, 1..1u64 << 50]).prop_flat_map(|start| (Just(start), below(start + 1)));
    let times = (
        prop_oneof![Just(0), NOW - 1..NOW + 2, (NOW + 30 * DAY - 1)..(NOW + 30 * DAY + 2)],
        prop_oneof![HOUR - 1..HOUR + 2, 30 * DAY - 1..30 * DAY + 2],
    );
    (amounts, prices, times, any::<u64>(), any::<u64>()).prop_map(
        |((supply, amount), prices, times, limit, minimum)| {
            let start = if times.0 == 0 { NOW } else { times.0 };
            let most = (u128::from(prices.0) * u128::from(amount)).div_ceil(supply.into()) as u64;
            Plan {
                supply,
                amount,
                start_price: prices.0,
                end_price: prices.1,
                starts_at: times.0,
                ends_at: start + times.1,
                wallet_limit: limit % (amount + 2),
                minimum: minimum % (most + 2),
            }
        },
    )
}

/// An offering that has sold something, and a buyer that has bought some of it.
fn scenes() -> impl Strategy<Value = (Theirs, TheirPurchase)> {
    let valid = plans().prop_filter_map("a plan within its bounds", |plan| plan.opened(NOW).ok());
    (valid, any::<[u64; 4]>(), any::<bool>()).prop_map(|(plan, [sold, raised, bought, cost], delivered)| {
        let sold = sold % (plan.amount + 1);
        let raised = if sold == 0 { 0 } else { 1 + raised % (2 * plan.minimum + 10) };
        let fractions = bought % (sold.min(plan.wallet_limit) + 1);
        let offering = Theirs { sold, raised, highest_price: plan.end_price, ..Theirs::new(plan) };
        let delivered = if delivered && offering.is_certain() { fractions } else { 0 };
        let cost = if fractions == 0 { 0 } else { 1 + cost % raised };
        (Theirs { delivered, ..offering }, TheirPurchase { fractions, delivered, cost })
    })
}

fn terms(plan: &Plan) -> OfferingTerms {
    let Plan { amount, start_price, end_price, starts_at, ends_at, wallet_limit, minimum, .. } = *plan;
    OfferingTerms { amount, start_price, end_price, starts_at, ends_at, wallet_limit, minimum }
}

/// The offering in a vault of the model whose people have enough of everything.
fn vault(theirs: &Theirs, purchase: TheirPurchase, status: Status) -> Vault {
    let held = u128::from(theirs.plan.amount - theirs.delivered);
    let mut bank = Bank::default();
    bank.mint(Place::Offered(0), Token::Fraction, held);
    bank.mint(Place::Wallet(CREATOR), Token::Fraction, u128::from(theirs.plan.supply) - held);
    // Of what others paid in one that has not succeeded nothing is known here.
    let raised = if theirs.is_certain() { theirs.raised } else { purchase.cost };
    bank.mint(Place::Raised(0), CASH, raised.into());
    bank.mint(Place::Wallet(BUYER), CASH, 1 << 100);
    let mut vault = Vault::unborn(bank);
    (vault.status, vault.terms) = (status, Terms::with(theirs.plan.supply, 1_000));
    let of = |TheirPurchase { fractions, delivered, cost }: TheirPurchase| Purchase {
        fractions: fractions.into(),
        delivered: delivered.into(),
        cost: cost.into(),
    };
    let mut purchases = BTreeMap::new();
    if purchase.fractions > 0 {
        purchases.insert(BUYER, of(purchase));
    }
    let offering = Offering {
        terms: terms(&theirs.plan),
        supply: theirs.plan.supply.into(),
        sold: theirs.sold.into(),
        raised: theirs.raised.into(),
        highest_price: theirs.highest_price.into(),
        closed: theirs.closed,
        purchases,
    };
    (vault.offered, vault.next_offering) = (offering.is_certain(), 1);
    vault.offerings.insert(0, offering);
    vault
}

fn moment(theirs: &Theirs, at: u8, somewhere: i64) -> i64 {
    let Plan { starts_at, ends_at, .. } = theirs.plan;
    match at % 5 {
        0 => starts_at - 1,
        1 => starts_at,
        2 => ends_at - 1,
        3 => ends_at,
        _ => starts_at + somewhere.rem_euclid(ends_at - starts_at),
    }
}

fn same(theirs: Option<RuleError>, ours: Option<Refused>) -> Result<(), TestCaseError> {
    prop_assert_eq!(theirs.map(|error| format!("{error:?}")), ours.map(|refused| format!("{refused:?}")));
    Ok(())
}

fn status() -> impl Strategy<Value = (Status, TheirStatus)> {
    prop_oneof![4 => Just((Status::Active, TheirStatus::Active)), 1 => Just((Status::Sold, TheirStatus::Sold))]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, max_global_rejects: 1_000_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_offering_opens_the_same(plan in plans()) {
        let mut bank = Bank::default();
        bank.mint(Place::Wallet(CREATOR), Token::Fraction, plan.supply.into());
        let mut vault = Vault::unborn(bank);
        (vault.status, vault.terms) = (Status::Active, Terms::with(plan.supply, 1_000));
        let ours = vault.apply(NOW, CREATOR, &Action::OpenOffering(terms(&plan)));
        let theirs = plan.opened(NOW);
        same(theirs.err(), ours.err())?;
        if let Ok(plan) = theirs {
            prop_assert_eq!(vault.offerings[&0].terms, terms(&plan));
        }
    }

    #[test]
    fn fractions_are_bought_the_same(
        (theirs, purchase) in scenes(), (status, their_status) in status(), amount in any::<u64>(), max_cost in any::<u64>(),
        at in any::<u8>(), somewhere in any::<i64>(),
    ) {
        let now = moment(&theirs, at, somewhere);
        let amount = amount % (theirs.plan.wallet_limit + 2);
        let max_cost = if max_cost % 3 == 0 { max_cost % (theirs.raised + 2) } else { u64::MAX };
        let mut vault = vault(&theirs, purchase, status);
        let before = vault.bank.of(Place::Raised(0), CASH);
        let ours = vault.apply(now, BUYER, &Action::BuyFractions { number: 0, amount, max_cost });
        let bought = theirs.buy(their_status, purchase, amount, max_cost, now);
        same(bought.err(), ours.err())?;
        if let Ok(bought) = bought {
            let (offering, mine) = (&vault.offerings[&0], vault.offerings[&0].purchases[&BUYER]);
            let numbers = [offering.sold, offering.raised, offering.highest_price, mine.fractions, mine.cost];
            let (all, own) = (bought.offering, bought.purchase);
            prop_assert_eq!(numbers, [all.sold, all.raised, all.highest_price, own.fractions, own.cost].map(u128::from));
            prop_assert_eq!((offering.is_certain(), offering.left()), (all.is_certain(), all.left().into()));
            prop_assert_eq!(vault.bank.of(Place::Raised(0), CASH), before + u128::from(bought.cost));
        }
    }

    #[test]
    fn a_purchase_is_claimed_the_same(
        (theirs, purchase) in scenes(), (status, their_status) in status(), at in any::<u8>(), somewhere in any::<i64>(),
    ) {
        prop_assume!(purchase.fractions > 0);
        let now = moment(&theirs, at, somewhere);
        let mut vault = vault(&theirs, purchase, status);
        let ours = vault.apply(now, CREATOR, &Action::ClaimPurchase { number: 0, buyer: BUYER });
        let claimed = theirs.claim(their_status, purchase, now);
        same(claimed.err(), ours.err())?;
        if let Ok(claimed) = claimed {
            let got = [(Token::Fraction, 0), (CASH, 1u128 << 100)].map(|(token, had)| vault.bank.of(Place::Wallet(BUYER), token) - had);
            prop_assert_eq!(got, [claimed.fractions, claimed.refund].map(u128::from));
            prop_assert_eq!(vault.offerings[&0].purchases.is_empty(), claimed.closes);
        }
    }

    #[test]
    fn an_offering_is_closed_the_same(
        (theirs, purchase) in scenes(), (status, their_status) in status(), at in any::<u8>(), somewhere in any::<i64>(),
        by_creator in any::<bool>(),
    ) {
        let now = moment(&theirs, at, somewhere);
        let before = vault(&theirs, purchase, status);
        let mut vault = before.clone();
        let who = if by_creator { CREATOR } else { BUYER };
        let ours = vault.apply(now, who, &Action::CloseOffering { number: 0, curator_named: false });
        let closed = theirs.close(their_status, by_creator, now);
        same(closed.err(), ours.err())?;
        if let Ok(closed) = closed {
            let paid = [Token::Fraction, CASH].map(|token| {
                vault.bank.of(Place::Wallet(CREATOR), token) - before.bank.of(Place::Wallet(CREATOR), token)
            });
            prop_assert_eq!(paid, [closed.fractions, closed.cash].map(u128::from));
            prop_assert_eq!(vault.offerings.is_empty(), purchase.fractions == 0);
        }
    }

    #[test]
    fn what_holds_the_reserve_up_is_the_same(
        (theirs, purchase) in scenes(), (status, their_status) in status(), at in any::<u8>(), somewhere in any::<i64>(),
    ) {
        let now = moment(&theirs, at, somewhere);
        let stands = theirs.is_certain() && !theirs.is_over(their_status, now);
        let (price, ends_at) = if stands { (theirs.highest_price, theirs.plan.ends_at) } else { (0, 0) };
        let floor = mosaic_core::offering::floor(price, ends_at, now);
        prop_assert_eq!(vault(&theirs, purchase, status).offering_floor(now), u128::from(floor));
    }
}
