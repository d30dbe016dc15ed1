//! Stakes, asks and the reserve (design, section 4).

use std::collections::BTreeMap;

use crate::{
    HOUR, Income, LEVELS, Mint, OPENING_LEVEL, Person, Place, Refused, Status, Terms, Token, Vault, price_of_level,
};

/// Places of a stake for votes of their own (decision 41).
const VOTE_PLACES: usize = 8;

/// What is staked and what it earns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pool {
    /// Stakes by holder: of who has something staked or is owed something.
    pub stakes: BTreeMap<Person, Stake>,
    /// Income by mint, where one was added.
    pub incomes: BTreeMap<Mint, Income>,
    /// Up to when income was streamed; 0 before anybody looked.
    pub streamed_until: i64,
}

impl Pool {
    /// All that is staked.
    pub fn staked(&self) -> u128 {
        self.stakes.values().map(|stake| stake.amount).sum()
    }
}

/// What a holder has locked in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stake {
    /// Fractions.
    pub amount: u128,
    /// The level it asks.
    pub level: Option<u8>,
    /// Who else may set the ask and vote.
    pub delegate: Option<Person>,
    /// Until when staking or asking locked it.
    pub locked_until: i64,
    /// Votes with a place of their own, and their ends.
    pub votes: BTreeMap<u64, i64>,
    /// Latest end of the other votes, also of those withdrawn.
    pub shared_vote: i64,
    /// Income owed by mint, in parts of 2^-64 of a unit.
    pub owed: BTreeMap<Mint, u128>,
}

impl Stake {
    /// Keeps it in until a vote ends, in a place of its own if one is free: returns whether one was.
    pub fn takes_part(&mut self, now: i64, number: u64, ends_at: i64) -> bool {
        self.votes.retain(|_, end| *end > now);
        let free = self.votes.len() < VOTE_PLACES;
        if free {
            self.votes.insert(number, ends_at);
        } else {
            self.shared_vote = self.shared_vote.max(ends_at);
        }
        free
    }

    /// Whole units owed of a mint.
    pub(crate) fn due(&self, mint: Mint) -> u128 {
        self.owed.get(&mint).copied().unwrap_or(0) >> 64
    }
}

/// At which price how much of the supply would sell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reserve {
    /// The price at or above which anyone may start the auction.
    pub price: u128,
    /// The fractions that ask its level or less.
    pub consenting: u128,
}

/// The reserve by the asks of stakes: level and weight of each. All other fractions ask the opening price.
pub fn reserve_of(terms: &Terms, supply: u128, asks: &[(u8, u128)]) -> Reserve {
    let asking: u128 = asks.iter().map(|(_, weight)| weight).sum();
    let others = (OPENING_LEVEL, supply - asking);
    let up_to = |level: u8| -> u128 {
        asks.iter().chain([&others]).filter(|(asked, _)| *asked <= level).map(|(_, weight)| weight).sum()
    };
    let level = (0..LEVELS).find(|level| 10_000 * up_to(*level) > u128::from(terms.consent_bps) * supply);
    // Without any fraction nobody asks anything: the opening price it is.
    let level = level.unwrap_or(OPENING_LEVEL);
    let floor = (u128::from(terms.opening_price) * u128::from(terms.floor_bps)).div_ceil(10_000);
    Reserve { price: price_of_level(terms.opening_price, level).max(floor), consenting: up_to(level) }
}

impl Vault {
    /// Level and weight of each stake that asks.
    pub fn asks(&self) -> impl Iterator<Item = (u8, u128)> {
        let stakes = self.pool.iter().flat_map(|pool| pool.stakes.values());
        stakes.filter_map(|stake| stake.level.map(|level| (level, stake.amount)))
    }

    /// The reserve at a time: by the asks, and no less than what was paid in an offering that runs.
    pub fn reserve(&self, now: i64) -> Reserve {
        let Reserve { price, consenting } = reserve_of(&self.terms, self.supply(), &self.asks().collect::<Vec<_>>());
        Reserve { price: price.max(self.offering_floor(now)), consenting }
    }

    /// Whether a stake cannot leave: by staking or an ask, in an auction until an hour after its start; by a vote.
    pub fn locked(&self, stake: &Stake, now: i64) -> bool {
        let by_vote = stake.shared_vote > now || stake.votes.values().any(|end| *end > now);
        match (self.status, &self.auction) {
            (Status::Active, _) => by_vote || stake.locked_until > now,
            (Status::Auction, Some(auction)) => by_vote || stake.locked_until.min(auction.started_at + HOUR) > now,
            _ => false,
        }
    }

    pub(crate) fn pool(&mut self) -> Result<&mut Pool, Refused> {
        self.pool.as_mut().ok_or(Refused::Missing)
    }

    pub(crate) fn stake_of(&mut self, holder: Person) -> Result<&mut Stake, Refused> {
        self.pool()?.stakes.get_mut(&holder).ok_or(Refused::Missing)
    }

    pub(crate) fn open_staking(&mut self) -> Result<(), Refused> {
        Refused::WrongStatus.unless(matches!(self.status, Status::Active | Status::Auction))?;
        let none = || Pool { stakes: BTreeMap::new(), incomes: BTreeMap::new(), streamed_until: 0 };
        self.pool.get_or_insert_with(none);
        Ok(())
    }

    pub(crate) fn open_asks(&mut self) -> Result<(), Refused> {
        Refused::WrongStatus.unless(self.status == Status::Active)?;
        Refused::NothingStaked.unless(self.pool.is_some())?;
        self.book = true;
        Ok(())
    }

    pub(crate) fn stake(&mut self, now: i64, actor: Person, amount: u128) -> Result<(), Refused> {
        Refused::Missing.unless(self.pool.is_some())?;
        Refused::WrongStatus.unless(matches!(self.status, Status::Active | Status::Auction | Status::Sold))?;
        // After the sale only for income that is left (decision 30).
        let left = self.pool.iter().flat_map(|pool| pool.incomes.keys()).any(|mint| self.income_left(*mint) > 0);
        Refused::NothingLeftToEarn.unless(self.status != Status::Sold || left)?;
        Refused::ZeroAmount.unless(amount > 0)?;
        self.stream(now)?;
        self.bank.transfer(Place::Wallet(actor), Place::Staked, Token::Fraction, amount)?;
        let locked_until = now + i64::from(self.terms.stake_lock_secs);
        let stake = self.pool()?.stakes.entry(actor).or_default();
        stake.amount += amount;
        stake.locked_until = locked_until;
        Ok(())
    }

    pub(crate) fn unstake(&mut self, now: i64, actor: Person, amount: u128) -> Result<(), Refused> {
        let stake = self.stake_of(actor)?.clone();
        Refused::ZeroAmount.unless(amount > 0)?;
        Refused::AmountAboveStake.unless(amount <= stake.amount)?;
        Refused::StakeLocked.unless(!self.locked(&stake, now))?;
        self.stream(now)?;
        let stake = self.stake_of(actor)?;
        stake.amount -= amount;
        if stake.amount == 0 {
            stake.level = None;
        }
        self.bank.transfer(Place::Staked, Place::Wallet(actor), Token::Fraction, amount)?;
        self.close_empty_stake(actor)
    }

    pub(crate) fn set_ask(
        &mut self,
        now: i64,
        actor: Person,
        holder: Person,
        level: Option<u8>,
    ) -> Result<(), Refused> {
        Refused::Missing.unless(self.book)?;
        let active = self.status == Status::Active;
        let locked_until = now + i64::from(self.terms.stake_lock_secs);
        let stake = self.stake_of(holder)?;
        Refused::WrongStatus.unless(active)?;
        Refused::NotTheHolderOrDelegate.unless(actor == holder || Some(actor) == stake.delegate)?;
        Refused::NothingStaked.unless(stake.amount > 0)?;
        Refused::LevelOutOfBounds.unless(level.is_none_or(|level| level < LEVELS))?;
        stake.level = level;
        stake.locked_until = locked_until;
        Ok(())
    }

    pub(crate) fn set_delegate(&mut self, actor: Person, delegate: Option<Person>) -> Result<(), Refused> {
        self.stake_of(actor)?.delegate = delegate;
        Ok(())
    }

    pub(crate) fn close_staking(&mut self) -> Result<(), Refused> {
        let over = self.is_over();
        let pool = self.pool()?;
        Refused::WrongStatus.unless(over)?;
        Refused::StillOwing.unless(pool.stakes.is_empty())?;
        Refused::IncomeStillOpen.unless(pool.incomes.is_empty())?;
        let strays = self.bank.of(Place::Staked, Token::Fraction);
        self.burn(Place::Staked, strays)?;
        self.gifts.remove(&(Place::Staked, Token::Fraction));
        self.pool = None;
        self.book = false;
        Ok(())
    }
}
