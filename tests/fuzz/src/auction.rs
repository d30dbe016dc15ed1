//! A sale: offers, bids, the settlement, and the way out of it.

use std::collections::BTreeMap;

use arbitrary::{Result, Unstructured};
use mosaic_core::{
    Ledger, RuleError, Status, Terms,
    auction::{self, Escrowed, Move, Round},
    ladder::LEVELS,
    offer, payout,
    reserve::{Book, Reserve, reserve},
    split::split,
};
use mosaic_model::{Action, Asset, Bank, DAY, Order, Person, Place, Pool, QUOTE, Stake, Token, Vault};

use crate::input::{amount, near, part};

const START: i64 = 1_800_000_000;
const BIDDERS: Person = 4;
/// Whose stake asks; it takes no other part.
const ASKER: Person = 7;
const CREATOR: Person = 8;
const CASH: Token = Token::Of(QUOTE);

/// A refusal by its name: the program has an error of the same name.
type Refusal = String;

fn rule<T>(done: Result<T, RuleError>) -> Result<T, Refusal> {
    done.map_err(|refused| format!("{refused:?}"))
}

fn expect(condition: bool, refusal: &str) -> Result<(), Refusal> {
    if condition { Ok(()) } else { Err(refusal.into()) }
}

/// What the program keeps of a sale: the core's functions in the order in which its instructions call them.
struct Sale {
    terms: Terms,
    status: Status,
    supply: u64,
    /// The asks: all at one level.
    level: u8,
    asking: u64,
    /// Of the vault, and what the bidder of the standing offer accepts.
    licensed_until: i64,
    accepted_until: i64,
    leader: Option<Person>,
    price: u64,
    measure: u64,
    reserve: u64,
    ends_at: i64,
    bids: BTreeMap<Person, Escrowed>,
    ledger: Ledger,
    weight: u32,
    fee_bps: u16,
}

impl Sale {
    fn weights(&self) -> [u64; LEVELS] {
        let mut weights = [0; LEVELS];
        weights[usize::from(self.level)] = self.asking;
        weights
    }

    fn reserve_now(&self) -> Reserve {
        let weights = self.weights();
        reserve(&self.terms, Some(Book { weights: &weights, asking: self.asking }), self.supply).unwrap()
    }

    /// The price of the offer that stands; one that a licence let fall has none.
    fn offered(&self) -> u64 {
        if self.licensed_until > self.accepted_until { 0 } else { self.price }
    }

    fn round(&self) -> Round {
        let Self { status, ends_at, .. } = *self;
        match status {
            Status::Auction => {
                Round { status, supply: self.measure, reserve: self.reserve, leading_price: self.price, ends_at }
            }
            _ => {
                let reserve = self.reserve_now().price;
                Round { status, supply: self.supply, reserve, leading_price: self.offered(), ends_at: 0 }
            }
        }
    }

    fn escrow(&mut self, bidder: Person, order: &Order, has: Has, now: i64, as_offer: bool) -> Result<(), Refusal> {
        expect(!as_offer || self.status.accepts_offers(), "WrongStatus")?;
        expect(self.licensed_until <= order.max_licensed_until, "LicensedBeyondMaximum")?;
        let round = self.round();
        let held = self.bids.get(&bidder).copied().unwrap_or_default();
        let Order { price, fractions, max_cash, max_licensed_until } = *order;
        let asked = auction::Order { price, fractions, max_cash };
        let rules = if as_offer { offer::make } else { auction::place };
        let placed = rule(rules(&self.terms, &round, held, &asked, now))?;
        for (taken, there) in [(placed.cash, has.cash), (placed.fractions, has.fractions)] {
            expect(!matches!(taken, Move::In(amount) if amount > there), "SourceTooSmall")?;
        }
        if round.status == Status::Active {
            (self.measure, self.reserve) = (round.supply, round.reserve);
            (self.status, self.accepted_until) = match as_offer {
                true => (Status::Active, max_licensed_until),
                false => (Status::Auction, i64::MAX),
            };
        }
        (self.leader, self.price, self.ends_at) = (Some(bidder), price, placed.ends_at);
        self.bids.insert(bidder, placed.escrowed);
        self.ledger = rule(self.ledger.bid_placed(&placed))?;
        Ok(())
    }

    fn withdraw(&mut self, bidder: Person) -> Result<(), Refusal> {
        expect(self.status.is_past_votes() || self.leader != Some(bidder), "LeadingBidLocked")?;
        self.take_back(bidder)
    }

    fn take_back(&mut self, bidder: Person) -> Result<(), Refusal> {
        let escrowed = self.bids.remove(&bidder).unwrap();
        self.ledger = rule(self.ledger.bid_withdrawn(escrowed))?;
        Ok(())
    }

    fn withdraw_offer(&mut self, bidder: Person, now: i64) -> Result<(), Refusal> {
        expect(self.status.accepts_offers(), "WrongStatus")?;
        expect(self.leader == Some(bidder), "NotTheLeadingBid")?;
        if self.offered() > 0 {
            rule(offer::check_withdrawal(self.ends_at, now))?;
        }
        self.take_back(bidder)?;
        (self.leader, self.price, self.ends_at) = (None, 0, 0);
        Ok(())
    }

    fn accept(&mut self, now: i64) -> Result<(), Refusal> {
        expect(self.status.accepts_offers(), "WrongStatus")?;
        let (price, reserve) = (self.offered(), self.reserve_now().price);
        let vetoing = rule(offer::veto_weight(self.terms.opening_price, &self.weights(), price))?;
        let opens_at = self.ends_at;
        self.ends_at = rule(offer::accept(&self.terms, price, opens_at, reserve, vetoing, self.supply, now))?;
        (self.status, self.reserve) = (Status::Auction, price.min(reserve));
        Ok(())
    }

    fn settle(&mut self, now: i64) -> Result<(), Refusal> {
        rule(self.status.allows_settling(now, self.ends_at))?;
        let bid = self.bids.get_mut(&self.leader.unwrap()).unwrap();
        let divided = rule(split(bid.cash, self.weight, 1, self.fee_bps))?;
        self.supply -= bid.fractions;
        let refund = if self.supply == 0 { divided.proceeds } else { 0 };
        self.ledger = rule(self.ledger.settled(*bid, &divided, refund))?;
        *bid = Escrowed { cash: refund, fractions: 0 };
        self.status = Status::Sold;
        Ok(())
    }

    fn redeem(&mut self, amount: u64, has: u64, min_payout: u64) -> Result<(), Refusal> {
        expect(self.status.pays_out(), "WrongStatus")?;
        let payout = rule(payout::redeem(amount, self.supply, self.ledger.proceeds, min_payout))?;
        expect(amount <= has, "SourceTooSmall")?;
        self.ledger = rule(self.ledger.redeemed(payout))?;
        self.supply -= amount;
        Ok(())
    }

    fn does(&mut self, now: i64, who: Person, has: Has, action: &Action) -> Result<(), Refusal> {
        match action {
            Action::PlaceBid(order) => self.escrow(who, order, has, now, false),
            Action::MakeOffer(order) => self.escrow(who, order, has, now, true),
            Action::WithdrawBid { bidder } => self.withdraw(*bidder),
            Action::WithdrawOffer => self.withdraw_offer(who, now),
            Action::AcceptOffer => self.accept(now),
            Action::Settle => self.settle(now),
            Action::Redeem { amount, min_payout } => self.redeem(*amount, has.fractions, *min_payout),
            Action::Burn { amount } => {
                self.supply -= amount;
                Ok(())
            }
            other => unreachable!("{other:?} is not tried"),
        }
    }

    /// The same in the model, whose invariants hold.
    fn compare(&self, vault: &Vault, now: i64) {
        vault.check(now).unwrap();
        self.ledger.check().unwrap();
        assert_eq!(self.status as u8, vault.status as u8 - mosaic_model::Status::Draft as u8);
        assert_eq!(u128::from(self.supply), vault.supply());
        assert_eq!(u128::from(self.ledger.cash), vault.bank.of(Place::Cash, CASH));
        assert_eq!(u128::from(self.ledger.fractions), vault.bank.of(Place::Fractions, Token::Fraction));
        let bids = self.bids.iter().map(|(who, bid)| (*who, bid.cash.into(), bid.fractions.into()));
        let model = vault.bids.iter().map(|(who, bid)| (*who, bid.cash, bid.fractions));
        assert_eq!(bids.collect::<Vec<(_, u128, u128)>>(), model.collect::<Vec<_>>());
        if let Some(sale) = &vault.auction {
            let theirs = (self.leader, self.price.into(), self.measure.into(), self.reserve.into(), self.ends_at);
            assert_eq!(theirs, (Some(sale.leader), sale.price, sale.supply, sale.reserve, sale.ends_at));
            let theirs = [self.ledger.royalties, self.ledger.curator_fee, self.ledger.proceeds].map(u128::from);
            assert_eq!(theirs, [sale.royalties, sale.curator_fee, sale.proceeds]);
        }
    }
}

/// What somebody has in its wallet.
#[derive(Clone, Copy)]
struct Has {
    cash: u64,
    fractions: u64,
}

impl Has {
    fn of(vault: &Vault, who: Person) -> Self {
        let [cash, fractions] =
            [CASH, Token::Fraction].map(|token| u64::try_from(vault.bank.of(Place::Wallet(who), token)).unwrap());
        Self { cash, fractions }
    }
}

fn begin(input: &mut Unstructured) -> Result<(Sale, Vault)> {
    let mut bank = Bank::default();
    let mut supply = 0;
    for who in 0..BIDDERS {
        let has = amount(input)? >> 3;
        bank.mint(Place::Wallet(who), Token::Fraction, has.into());
        // As of any mint, there are no more than 2^64 units of cash.
        bank.mint(Place::Wallet(who), CASH, (u64::MAX >> 2).into());
        supply += has;
    }
    let asking = amount(input)? >> 3;
    bank.mint(Place::Staked, Token::Fraction, asking.into());
    bank.mint(Place::Custody, Token::Nft(0), 1);
    supply += asking;
    let level = input.int_in_range(0..=LEVELS as u8 - 1)?;
    let mut vault = Vault::unborn(bank);
    (vault.status, vault.minted, vault.book) = (mosaic_model::Status::Active, supply.into(), true);
    let stake = Stake { amount: asking.into(), level: Some(level), ..Stake::default() };
    let (stakes, incomes) = ([(ASKER, stake)].into(), BTreeMap::new());
    vault.pool = Some(Pool { stakes, incomes, streamed_until: START });
    let terms = Terms {
        step_bps: input.int_in_range(100..=5_000)?,
        floor_bps: input.int_in_range(0..=10_000)?,
        consent_bps: input.int_in_range(5_000..=9_000)?,
        veto_bps: input.int_in_range(100..=5_000)?,
        offer_window_secs: input.int_in_range(6..=90)? * DAY as u32 % (90 * DAY as u32),
        auction_secs: input.int_in_range(1..=30)? * DAY as u32,
        extension_secs: input.int_in_range(0..=DAY as u32)?,
        ..Terms::with_opening_price((amount(input)? >> 1).max(1))
    };
    let Terms { opening_price, step_bps, floor_bps, consent_bps, veto_bps, .. } = terms;
    let Terms { offer_window_secs, auction_secs, extension_secs, .. } = terms;
    vault.terms = mosaic_model::Terms {
        step_bps,
        floor_bps,
        consent_bps,
        veto_bps,
        offer_window_secs,
        auction_secs,
        extension_secs,
        ..mosaic_model::Terms::with(1, opening_price)
    };
    let (weight, fee_bps) = (input.int_in_range(0..=1_000_000)?, input.int_in_range(0..=500)?);
    vault.curator_fee_bps = fee_bps;
    let royalties = if weight == 0 { BTreeMap::new() } else { [(CREATOR, weight)].into() };
    vault.assets.insert(0, Asset { held: true, royalties, paid: Vec::new() });
    let sale = Sale {
        terms,
        status: Status::Active,
        supply,
        level,
        asking,
        licensed_until: 0,
        accepted_until: 0,
        leader: None,
        price: 0,
        measure: 0,
        reserve: 0,
        ends_at: 0,
        bids: BTreeMap::new(),
        ledger: Ledger::default(),
        weight,
        fee_bps,
    };
    Ok((sale, vault))
}

/// A bid or an offer, near to what is needed.
fn order(input: &mut Unstructured, sale: &Sale, has: u64) -> Result<Order> {
    let round = sale.round();
    let next = auction::least_next_price(round.leading_price, sale.terms.step_bps).unwrap_or(u64::MAX);
    let wanted = if input.arbitrary()? { next } else { round.reserve };
    Ok(Order {
        price: near(input, wanted)?,
        fractions: part(input, has)?,
        max_cash: if input.ratio(7, 8)? { u64::MAX } else { amount(input)? },
        max_licensed_until: if input.ratio(3, 4)? { i64::MAX } else { sale.licensed_until - 1 },
    })
}

fn action(input: &mut Unstructured, sale: &Sale, who: Person, has: u64) -> Result<Option<Action>> {
    let held = sale.bids.get(&who).map(|bid| bid.fractions);
    Ok(Some(match input.arbitrary::<u8>()? % 12 {
        0..=2 => Action::PlaceBid(order(input, sale, has + held.unwrap_or(0) + 1)?),
        3 | 4 => Action::MakeOffer(order(input, sale, has + held.unwrap_or(0) + 1)?),
        5 if held.is_some() => Action::WithdrawBid { bidder: who },
        6 if held.is_some() => Action::WithdrawOffer,
        7 if !sale.bids.is_empty() => Action::AcceptOffer,
        8 => Action::Settle,
        9 => Action::Redeem {
            amount: part(input, has)?,
            min_payout: if input.ratio(7, 8)? { 0 } else { amount(input)? },
        },
        10 if input.ratio(1, 4)? => Action::Burn { amount: part(input, has)? },
        _ => return Ok(None),
    }))
}

/// Time passes, a licence is taken, or the stake that asks asks something else.
fn meanwhile(input: &mut Unstructured, sale: &mut Sale, vault: &mut Vault, now: &mut i64) -> Result<()> {
    match input.arbitrary::<u8>()? % 8 {
        0 if sale.status == Status::Active => {
            sale.licensed_until = *now + input.int_in_range(0..=DAY)?;
            vault.licensed_until = sale.licensed_until;
        }
        1 if sale.status == Status::Active => {
            sale.level = input.int_in_range(0..=LEVELS as u8 - 1)?;
            let stakes = &mut vault.pool.as_mut().unwrap().stakes;
            stakes.entry(ASKER).and_modify(|stake| stake.level = Some(sale.level));
        }
        2..=4 if sale.ends_at > *now + 1 => *now = sale.ends_at + input.int_in_range(-1..=1)?,
        _ => *now += input.int_in_range(0..=DAY)?,
    }
    Ok(())
}

/// A sale goes on as in the model; at the end everybody has what it is owed.
pub(crate) fn sales(input: &mut Unstructured) -> Result<usize> {
    let (mut sale, mut vault) = begin(input)?;
    let (mut now, mut compared) = (START, 0);
    while !input.is_empty() {
        let who = input.int_in_range(0..=BIDDERS - 1)?;
        let has = Has::of(&vault, who);
        let Some(action) = action(input, &sale, who, has.fractions)? else {
            meanwhile(input, &mut sale, &mut vault, &mut now)?;
            continue;
        };
        let theirs = sale.does(now, who, has, &action);
        let ours = vault.apply(now, who, &action).map_err(|refused| format!("{refused:?}"));
        match (&theirs, &ours) {
            // Which of two reasons is named first is left open where licences are one of them.
            (Err(theirs), Err(ours)) if [theirs, ours].iter().any(|name| *name == "LicensedBeyondMaximum") => (),
            _ => assert_eq!(theirs, ours, "{action:?}"),
        }
        sale.compare(&vault, now);
        compared += 1;
    }
    end(sale, vault, now);
    Ok(compared)
}

/// Whoever has a bid takes it back, fractions are redeemed, charges claimed: then nothing is left.
fn end(mut sale: Sale, mut vault: Vault, mut now: i64) {
    if sale.status == Status::Auction {
        now = now.max(sale.ends_at);
        sale.settle(now).unwrap();
        vault.apply(now, 0, &Action::Settle).unwrap();
    }
    if sale.status != Status::Sold {
        return;
    }
    // The stake leaves.
    let staked = vault.pool.as_mut().unwrap().stakes.remove(&ASKER).unwrap().amount;
    vault.bank.transfer(Place::Staked, Place::Wallet(ASKER), Token::Fraction, staked).unwrap();
    for bidder in sale.bids.keys().copied().collect::<Vec<_>>() {
        sale.withdraw(bidder).unwrap();
        vault.apply(now, 0, &Action::WithdrawBid { bidder }).unwrap();
    }
    for who in (0..BIDDERS).chain([ASKER]) {
        let has = Has::of(&vault, who).fractions;
        if has > 0 {
            sale.redeem(has, has, 0).unwrap();
            vault.apply(now, who, &Action::Redeem { amount: has, min_payout: 0 }).unwrap();
        }
    }
    // Where the last fraction was burned outside, the proceeds have no owner left (decision 15).
    let ownerless = sale.ledger.proceeds;
    assert!(ownerless == 0 || sale.supply == 0);
    sale.ledger = sale.ledger.royalty_paid(sale.ledger.royalties).unwrap().curator_fee_paid().unwrap();
    assert_eq!((sale.ledger.cash, sale.ledger.fractions), (ownerless, 0));
}
