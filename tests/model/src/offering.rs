//! The offering: the creator sells part of the supply to many at once (design, section 5b).

use std::collections::BTreeMap;

use crate::{DAY, HOUR, Person, Place, QUOTE, Refused, Status, Token, Vault};

const CASH: Token = Token::Of(QUOTE);
/// Furthest start, and longest length.
const MONTH: i64 = 30 * DAY;

/// What the creator fixes when it opens an offering.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OfferingTerms {
    /// Fractions for sale.
    pub amount: u64,
    /// Price of the whole vault at the start.
    pub start_price: u64,
    /// And at the end: the same, or less.
    pub end_price: u64,
    /// From when on it sells; 0 for now.
    pub starts_at: i64,
    /// From when on no more.
    pub ends_at: i64,
    /// Most fractions of one buyer.
    pub wallet_limit: u64,
    /// Least cash in all, or everybody gets its own back.
    pub minimum: u64,
}

/// An offering whose accounts are open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offering {
    /// What was fixed; the start is a time.
    pub terms: OfferingTerms,
    /// The supply when it was opened.
    pub supply: u128,
    /// Fractions sold.
    pub sold: u128,
    /// Cash paid for them.
    pub raised: u128,
    /// Highest price of the whole at which any was.
    pub highest_price: u128,
    /// Whether the creator took what is its own.
    pub closed: bool,
    /// What was bought and is not settled, by buyer.
    pub purchases: BTreeMap<Person, Purchase>,
}

/// What somebody bought in an offering.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Purchase {
    /// Fractions.
    pub fractions: u128,
    /// What they cost.
    pub cost: u128,
    /// Of the fractions, those that the buyer has already.
    pub delivered: u128,
}

impl Offering {
    /// The price of the whole at a time between start and end.
    pub fn price(&self, now: i64) -> u128 {
        let OfferingTerms { start_price, end_price, starts_at, ends_at, .. } = self.terms;
        let [all, passed] =
            [ends_at, now].map(|time| u128::try_from(time - starts_at).expect("a time after the start"));
        u128::from(start_price) - u128::from(start_price - end_price) * passed / all
    }

    /// What so many fractions cost at a time between start and end.
    pub fn cost(&self, amount: u128, now: i64) -> u128 {
        (self.price(now) * amount).div_ceil(self.supply)
    }

    /// Fractions nobody has bought.
    pub fn left(&self) -> u128 {
        u128::from(self.terms.amount) - self.sold
    }

    /// Whether it has succeeded: what was sold stays sold.
    pub fn is_certain(&self) -> bool {
        self.sold > 0 && self.raised >= self.terms.minimum.into()
    }

    /// Fractions and cash that are the creator's, were it over: all that was offered comes back from one that fails.
    fn of_the_creator(&self) -> (u128, u128) {
        if self.is_certain() { (self.left(), self.raised) } else { (self.terms.amount.into(), 0) }
    }

    /// What has to be in its account of fractions.
    pub fn fractions_held(&self) -> u128 {
        let undelivered = || self.purchases.values().map(|purchase| purchase.fractions - purchase.delivered).sum();
        match (self.is_certain(), self.closed) {
            (true, true) => undelivered(),
            (true, false) => self.left() + undelivered(),
            (false, true) => 0,
            (false, false) => self.terms.amount.into(),
        }
    }

    /// What has to be in its account of cash.
    pub fn cash_held(&self) -> u128 {
        match (self.is_certain(), self.closed) {
            (true, true) => 0,
            (true, false) => self.raised,
            // What is not refunded yet.
            (false, _) => self.purchases.values().map(|purchase| purchase.cost).sum(),
        }
    }
}

impl Vault {
    /// Whether an offering of the vault sells no more.
    pub fn is_offering_over(&self, offering: &Offering, now: i64) -> bool {
        now >= offering.terms.ends_at || self.status != Status::Active || offering.left() == 0 || offering.closed
    }

    /// The price below which the vault cannot be bought out, because somebody paid it in an offering that succeeded and still runs.
    pub fn offering_floor(&self, now: i64) -> u128 {
        let stand =
            self.offerings.values().filter(|offering| offering.is_certain() && !self.is_offering_over(offering, now));
        stand.map(|offering| offering.highest_price).max().unwrap_or(0)
    }

    /// Fractions and cash that offerings owe somebody.
    pub(crate) fn owed_by_offerings(&self, person: Person) -> (u128, u128) {
        let (mut fractions, mut cash) = (0, 0);
        for offering in self.offerings.values() {
            match offering.purchases.get(&person) {
                Some(purchase) if offering.is_certain() => fractions += purchase.fractions - purchase.delivered,
                Some(purchase) => cash += purchase.cost,
                None => {}
            }
            if person == self.creator && !offering.closed {
                let (unsold, raised) = offering.of_the_creator();
                (fractions, cash) = (fractions + unsold, cash + raised);
            }
        }
        (fractions, cash)
    }

    fn offering(&mut self, number: u64) -> Result<&mut Offering, Refused> {
        self.offerings.get_mut(&number).ok_or(Refused::Missing)
    }

    pub(crate) fn open_offering(&mut self, now: i64, actor: Person, terms: &OfferingTerms) -> Result<(), Refused> {
        Refused::NotTheCreator.unless(actor == self.creator)?;
        Refused::WrongStatus.unless(self.status == Status::Active)?;
        Refused::AlreadyOffered.unless(!self.offered)?;
        let runs = self.offerings.values().any(|offering| !self.is_offering_over(offering, now));
        Refused::OfferingRuns.unless(!runs)?;
        let supply = self.supply();
        let terms = OfferingTerms { starts_at: if terms.starts_at == 0 { now } else { terms.starts_at }, ..*terms };
        terms.check(now, supply)?;
        let (number, amount) = (self.next_offering, u128::from(terms.amount));
        self.bank.transfer(Place::Wallet(actor), Place::Offered(number), Token::Fraction, amount)?;
        let (purchases, none) = (BTreeMap::new(), 0);
        let (sold, raised, highest_price) = (none, none, none);
        let offering = Offering { terms, supply, sold, raised, highest_price, closed: false, purchases };
        self.offerings.insert(number, offering);
        self.next_offering += 1;
        Ok(())
    }

    pub(crate) fn buy_fractions(
        &mut self,
        now: i64,
        actor: Person,
        number: u64,
        amount: u128,
        max_cost: u128,
    ) -> Result<(), Refused> {
        let offering = self.offerings.get(&number).ok_or(Refused::Missing)?;
        Refused::WrongStatus.unless(self.status == Status::Active)?;
        Refused::ZeroAmount.unless(amount > 0)?;
        Refused::OfferingNotStarted.unless(now >= offering.terms.starts_at)?;
        Refused::OfferingOver.unless(now < offering.terms.ends_at && !offering.closed)?;
        Refused::AboveOffered.unless(amount <= offering.left())?;
        let before = offering.purchases.get(&actor).copied().unwrap_or_default();
        let fractions = before.fractions + amount;
        Refused::AboveWalletLimit.unless(fractions <= offering.terms.wallet_limit.into())?;
        let (price, cost) = (offering.price(now), offering.cost(amount, now));
        Refused::CostAboveMaximum.unless(cost <= max_cost)?;
        self.bank.transfer(Place::Wallet(actor), Place::Raised(number), CASH, cost)?;
        let offering = self.offering(number)?;
        offering.purchases.insert(actor, Purchase { fractions, cost: before.cost + cost, ..before });
        offering.sold += amount;
        offering.raised += cost;
        offering.highest_price = offering.highest_price.max(price);
        self.offered |= offering.is_certain();
        Ok(())
    }

    /// Anyone brings a buyer what is its own: fractions of an offering that succeeded, cash of one that did not.
    pub(crate) fn claim_purchase(&mut self, now: i64, number: u64, buyer: Person) -> Result<(), Refused> {
        let offering = self.offerings.get(&number).ok_or(Refused::Missing)?;
        let purchase = *offering.purchases.get(&buyer).ok_or(Refused::Missing)?;
        let (certain, over) = (offering.is_certain(), self.is_offering_over(offering, now));
        Refused::OfferingRuns.unless(certain || over)?;
        let undelivered = purchase.fractions - purchase.delivered;
        // Until it is over the record stays, so that nobody buys more than its limit.
        Refused::OfferingRuns.unless(over || undelivered > 0)?;
        let purchases = &mut self.offering(number)?.purchases;
        if over {
            purchases.remove(&buyer);
        } else {
            purchases.insert(buyer, Purchase { delivered: purchase.fractions, ..purchase });
        }
        let to = Place::Wallet(buyer);
        if certain {
            self.bank.transfer(Place::Offered(number), to, Token::Fraction, undelivered)
        } else {
            self.bank.transfer(Place::Raised(number), to, CASH, purchase.cost)
        }
    }

    /// The creator gets what was not sold, and the cash if the offering succeeded; once nobody else is owed anything, the accounts go.
    pub(crate) fn close_offering(
        &mut self,
        now: i64,
        signers: &[Person],
        number: u64,
        curator_named: bool,
    ) -> Result<(), Refused> {
        let offering = self.offerings.get(&number).ok_or(Refused::Missing)?;
        let called_off = offering.sold == 0 && signers.contains(&self.creator);
        Refused::OfferingRuns.unless(self.is_offering_over(offering, now) || called_off)?;
        let (paid, settled) = (offering.closed, offering.purchases.is_empty());
        Refused::PurchasesStillOpen.unless(!paid || settled)?;
        if !paid {
            let (to, (fractions, cash)) = (Place::Wallet(self.creator), offering.of_the_creator());
            self.bank.transfer(Place::Offered(number), to, Token::Fraction, fractions)?;
            self.bank.transfer(Place::Raised(number), to, CASH, cash)?;
            self.offering(number)?.closed = true;
        }
        if !settled {
            return Ok(());
        }
        // What was sent uninvited never keeps the creator waiting.
        if let Err(refused) = self.surplus(Place::Raised(number), CASH, curator_named) {
            return if paid { Err(refused) } else { Ok(()) };
        }
        let strays = self.bank.of(Place::Offered(number), Token::Fraction);
        self.burn(Place::Offered(number), strays)?;
        self.gifts.remove(&(Place::Offered(number), Token::Fraction));
        self.offerings.remove(&number);
        Ok(())
    }
}

impl OfferingTerms {
    fn check(&self, now: i64, supply: u128) -> Result<(), Refused> {
        let amount = u128::from(self.amount);
        let most = (u128::from(self.start_price) * amount).div_ceil(supply.max(1));
        let rules = [
            (amount >= 1, Refused::ZeroAmount),
            (amount <= supply, Refused::AmountAboveSupply),
            (self.end_price >= 1, Refused::OfferingPriceOutOfBounds),
            (self.end_price <= self.start_price, Refused::OfferingPriceOutOfBounds),
            ((now..=now + MONTH).contains(&self.starts_at), Refused::OfferingStartOutOfBounds),
            ((HOUR..=MONTH).contains(&self.ends_at.saturating_sub(self.starts_at)), Refused::OfferingLengthOutOfBounds),
            ((1..=self.amount).contains(&self.wallet_limit), Refused::WalletLimitOutOfBounds),
            (u128::from(self.minimum) <= most, Refused::MinimumOutOfReach),
        ];
        rules.into_iter().try_for_each(|(holds, refused)| refused.unless(holds))
    }
}
