//! Offerings, amount by amount.

use mosaic_model::{
    Action, Bank, DAY, HOUR, Nft, OfferingTerms, Order, Person, Place, QUOTE, Refused, START, Status, Terms, Token,
    Vault,
};

const CREATOR: Person = 0;
const ANA: Person = 1;
const BEN: Person = 2;
const CLEO: Person = 3;
const CASH: Token = Token::Of(QUOTE);
const RICH: u128 = 1_000_000;

/// Half of a supply of a thousand, from 2,000 down to 1,000 in ten hours.
const DUTCH: OfferingTerms = OfferingTerms {
    amount: 500,
    start_price: 2_000,
    end_price: 1_000,
    starts_at: START + HOUR,
    ends_at: START + 11 * HOUR,
    wallet_limit: 200,
    minimum: 300,
};

struct Story {
    vault: Vault,
    now: i64,
}

impl Story {
    /// A vault of a thousand fractions at an opening price of a thousand, and people with money.
    fn new() -> Self {
        let mut bank = Bank::default();
        bank.mint(Place::Wallet(CREATOR), Token::Nft(0), 1);
        (ANA..=CLEO).for_each(|who| bank.mint(Place::Wallet(who), CASH, RICH));
        let mut story = Self { vault: Vault::unborn(bank), now: START };
        story.does(CREATOR, Action::CreateVault(Terms::with(1_000, 1_000)));
        story.does(CREATOR, Action::DepositNft(Nft { id: 0, seller_fee_bps: 0, creators: Vec::new() }));
        story.does(CREATOR, Action::Activate);
        story
    }

    fn does(&mut self, who: Person, action: Action) {
        let before = self.vault.clone();
        self.vault.apply(self.now, who, &action).unwrap_or_else(|refused| panic!("{action:?}: {refused:?}"));
        self.vault.check(self.now).unwrap();
        before.check_step(&self.vault).unwrap();
    }

    fn refuses(&mut self, who: Person, action: Action, refused: Refused) {
        assert_eq!(self.vault.apply(self.now, who, &action), Err(refused), "{action:?}");
    }

    fn fractions(&self, who: Person) -> u128 {
        self.vault.bank.of(Place::Wallet(who), Token::Fraction)
    }

    fn cash(&self, who: Person) -> u128 {
        self.vault.bank.of(Place::Wallet(who), CASH)
    }
}

fn buy(amount: u64, max_cost: u64) -> Action {
    Action::BuyFractions { number: 0, amount, max_cost }
}

fn claim(buyer: Person) -> Action {
    Action::ClaimPurchase { number: 0, buyer }
}

fn close() -> Action {
    Action::CloseOffering { number: 0, curator_named: false }
}

fn bid(price: u64) -> Order {
    Order { price, fractions: 0, max_cash: u64::MAX, max_licensed_until: 0 }
}

#[test]
fn a_dutch_offering_succeeds_and_holds_the_reserve_up_until_its_end() {
    let mut story = Story::new();
    story.does(CREATOR, Action::OpenOffering(DUTCH));
    assert_eq!(story.fractions(CREATOR), 500);
    story.refuses(ANA, buy(1, 1_000), Refused::OfferingNotStarted);
    story.now = DUTCH.starts_at;
    story.refuses(ANA, buy(501, 1_000), Refused::AboveOffered);
    story.refuses(ANA, buy(201, 1_000), Refused::AboveWalletLimit);
    story.refuses(ANA, buy(101, 201), Refused::CostAboveMaximum);
    story.does(ANA, buy(101, 202));
    assert_eq!((story.cash(ANA), story.fractions(ANA)), (RICH - 202, 0));
    // Below the minimum nothing is certain, and what was paid holds nothing up.
    assert_eq!((story.vault.reserve(story.now).price, story.vault.offered), (1_000, false));
    story.refuses(BEN, claim(ANA), Refused::OfferingRuns);
    // A second later the price is one less, rounded up: a fraction is 1,999/1,000, and so 2.
    story.now += 1;
    story.does(ANA, buy(1, 2));
    story.refuses(ANA, buy(99, 1_000), Refused::AboveWalletLimit);
    // Halfway it is 1,500, and a hundred cost 150.
    story.now = START + 6 * HOUR;
    story.refuses(BEN, buy(100, 149), Refused::CostAboveMaximum);
    story.does(BEN, buy(100, 150));
    assert!(story.vault.offered);
    assert_eq!(story.vault.reserve(story.now).price, 2_000);
    story.refuses(CLEO, Action::PlaceBid(bid(1_999)), Refused::BidBelowReserve);
    // What is certain is delivered, and counts for the limit still.
    story.does(CLEO, claim(ANA));
    assert_eq!(story.fractions(ANA), 102);
    story.refuses(CLEO, claim(ANA), Refused::OfferingRuns);
    story.refuses(ANA, buy(99, 1_000), Refused::AboveWalletLimit);
    story.does(ANA, buy(98, 147));
    story.refuses(CREATOR, close(), Refused::OfferingRuns);
    story.now = DUTCH.ends_at - 1;
    assert_eq!(story.vault.reserve(story.now).price, 2_000);
    story.now += 1;
    assert_eq!(story.vault.reserve(story.now).price, 1_000);
    story.refuses(BEN, buy(1, 1_000), Refused::OfferingOver);
    story.does(CLEO, close());
    assert_eq!((story.fractions(CREATOR), story.cash(CREATOR)), (700, 202 + 2 + 150 + 147));
    story.refuses(CLEO, close(), Refused::PurchasesStillOpen);
    story.does(CLEO, claim(ANA));
    story.does(CLEO, claim(BEN));
    assert_eq!([ANA, BEN].map(|who| story.fractions(who)), [200, 100]);
    story.refuses(CLEO, claim(BEN), Refused::Missing);
    story.does(CLEO, close());
    assert!(story.vault.offerings.is_empty());
    story.refuses(CREATOR, Action::OpenOffering(DUTCH), Refused::AlreadyOffered);
}

#[test]
fn what_fails_is_refunded_by_anyone_and_another_can_follow() {
    let mut story = Story::new();
    story.does(CREATOR, Action::OpenOffering(OfferingTerms { minimum: 1_000, ..DUTCH }));
    story.refuses(CREATOR, Action::OpenOffering(DUTCH), Refused::OfferingRuns);
    story.now = DUTCH.starts_at;
    story.does(ANA, buy(200, 400));
    story.does(CLEO, Action::Send { to: Place::Raised(0), token: CASH, amount: 5 });
    story.now = DUTCH.ends_at;
    story.does(BEN, close());
    assert_eq!((story.fractions(CREATOR), story.cash(CREATOR)), (1_000, 0));
    // Who is still to be refunded hinders nobody.
    let again = OfferingTerms { starts_at: 0, ends_at: story.now + HOUR, ..DUTCH };
    story.does(CREATOR, Action::OpenOffering(again));
    story.does(BEN, claim(ANA));
    assert_eq!(story.cash(ANA), RICH);
    story.refuses(BEN, close(), Refused::SurplusDestinationMissing);
    story.does(BEN, Action::CloseOffering { number: 0, curator_named: true });
    // The curator is the creator.
    assert_eq!((story.cash(CREATOR), story.cash(CLEO)), (5, RICH - 5));
    // While nothing is sold the creator alone can call it off.
    let second = || Action::CloseOffering { number: 1, curator_named: false };
    story.refuses(BEN, second(), Refused::OfferingRuns);
    story.does(CREATOR, second());
    assert_eq!((story.fractions(CREATOR), story.vault.offerings.len(), story.vault.next_offering), (1_000, 0, 2));
}

#[test]
fn an_auction_ends_an_offering_and_everybody_has_its_own() {
    for (minimum, delivered) in [(100, 100), (1_000, 0)] {
        let mut story = Story::new();
        story.does(CREATOR, Action::OpenOffering(OfferingTerms { starts_at: 0, minimum, ..DUTCH }));
        story.does(ANA, buy(100, 200));
        story.does(CLEO, Action::PlaceBid(bid(2_000)));
        story.refuses(BEN, buy(1, 10), Refused::WrongStatus);
        story.now += 3 * DAY;
        story.does(BEN, Action::Settle);
        story.does(BEN, close());
        story.does(BEN, claim(ANA));
        assert_eq!(story.fractions(ANA), delivered);
        assert_eq!((story.fractions(CREATOR), story.cash(CREATOR)), (1_000 - delivered, 2 * delivered));
        story.refuses(BEN, Action::CloseVault { curator_named: true }, Refused::StillOwing);
        story.does(BEN, close());
        assert_eq!(story.vault.status, Status::Sold);
        assert_eq!(story.vault.owed(ANA).redemption, story.vault.auction.clone().unwrap().proceeds * delivered / 1_000);
    }
}

#[test]
fn an_offer_below_what_was_paid_waits_for_the_end_of_the_offering() {
    let mut story = Story::new();
    let terms = OfferingTerms { starts_at: 0, ends_at: START + 30 * DAY, minimum: 0, end_price: 2_000, ..DUTCH };
    story.does(CREATOR, Action::OpenOffering(terms));
    story.does(CLEO, Action::MakeOffer(bid(900)));
    story.does(ANA, buy(1, 2));
    story.now += 14 * DAY;
    story.refuses(BEN, Action::AcceptOffer, Refused::BelowOffering);
    story.now = terms.ends_at;
    story.does(BEN, Action::AcceptOffer);
    assert_eq!(story.vault.status, Status::Auction);
}

#[test]
fn terms_are_within_their_bounds() {
    let mut story = Story::new();
    let wrong = [
        (OfferingTerms { amount: 0, ..DUTCH }, Refused::ZeroAmount),
        (OfferingTerms { amount: 1_001, ..DUTCH }, Refused::AmountAboveSupply),
        (OfferingTerms { end_price: 0, ..DUTCH }, Refused::OfferingPriceOutOfBounds),
        (OfferingTerms { end_price: 2_001, ..DUTCH }, Refused::OfferingPriceOutOfBounds),
        (OfferingTerms { starts_at: START - 1, ..DUTCH }, Refused::OfferingStartOutOfBounds),
        (OfferingTerms { starts_at: START + 30 * DAY + 1, ..DUTCH }, Refused::OfferingStartOutOfBounds),
        (OfferingTerms { ends_at: DUTCH.starts_at + HOUR - 1, ..DUTCH }, Refused::OfferingLengthOutOfBounds),
        (OfferingTerms { ends_at: DUTCH.starts_at + 30 * DAY + 1, ..DUTCH }, Refused::OfferingLengthOutOfBounds),
        (OfferingTerms { wallet_limit: 0, ..DUTCH }, Refused::WalletLimitOutOfBounds),
        (OfferingTerms { wallet_limit: 501, ..DUTCH }, Refused::WalletLimitOutOfBounds),
        (OfferingTerms { minimum: 1_001, ..DUTCH }, Refused::MinimumOutOfReach),
    ];
    for (terms, refused) in wrong {
        story.refuses(CREATOR, Action::OpenOffering(terms), refused);
    }
    story.refuses(ANA, Action::OpenOffering(DUTCH), Refused::NotTheCreator);
    let edges = OfferingTerms {
        amount: 1_000,
        starts_at: START + 30 * DAY,
        ends_at: START + 60 * DAY,
        wallet_limit: 1_000,
        minimum: 2_000,
        ..DUTCH
    };
    story.does(CREATOR, Action::OpenOffering(edges));
}
