//! Income (design, section 6; decisions 30 to 34).

use crate::{Mint, Person, Place, Pool, QUOTE, Refused, Status, Token, Vault};

/// Most mints of income, of which one place is the quote mint's.
const MAX_MINTS: usize = 3;

/// Income of one mint: one schedule, and what its parts could not be divided into.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Income {
    /// The amount of the present schedule.
    pub amount: u128,
    /// Its length in seconds.
    pub secs: u64,
    /// Of them, those that are over. Only seconds count in which something is staked.
    pub elapsed: u64,
    /// Released but not divisible among the stakes, in parts of 2^-64 of a unit.
    pub rest: u128,
}

impl Income {
    /// What the schedule has released: counted from its start, so that it does not matter how often anybody looks.
    pub fn released(&self) -> u128 {
        if self.elapsed >= self.secs {
            self.amount
        } else {
            self.amount * u128::from(self.elapsed) / u128::from(self.secs)
        }
    }

    /// What is still to be released.
    pub fn waiting(&self) -> u128 {
        self.amount - self.released()
    }

    /// Seconds pass in which something is staked: what they release.
    pub fn pass(&mut self, secs: u64) -> u128 {
        let before = self.released();
        self.elapsed = self.secs.min(self.elapsed + secs);
        self.released() - before
    }

    /// A deposit joins what waits, over the mean of their times, weighted by amount (decision 32), rounded down, at least a second.
    pub fn join(&mut self, deposit: u128, drip_secs: u64) {
        let (waiting, left) = (self.waiting(), self.secs - self.elapsed);
        let amount = waiting + deposit;
        let secs = (waiting * u128::from(left) + deposit * u128::from(drip_secs)) / amount;
        *self = Self { amount, secs: (secs as u64).max(1), elapsed: 0, rest: self.rest };
    }
}

/// A release is shared by stakes: what each fraction gets and what is left over, in parts of 2^-64 of a unit.
pub fn booked(released: u128, rest: u128, staked: u128) -> (u128, u128) {
    let all = (released << 64) + rest;
    (all / staked, all % staked)
}

impl Pool {
    /// Streams every income up to now and books it to the stakes.
    fn stream(&mut self, now: i64) {
        let secs = now.saturating_sub(self.streamed_until).max(0) as u64;
        // What closed stakes left waits for the next second, too (decision 78).
        if secs == 0 {
            return;
        }
        self.streamed_until = now;
        let staked = self.staked();
        if staked == 0 {
            return;
        }
        for (mint, income) in &mut self.incomes {
            let released = income.pass(secs);
            let (each, rest) = booked(released, income.rest, staked);
            income.rest = rest;
            for stake in self.stakes.values_mut() {
                *stake.owed.entry(*mint).or_default() += each * stake.amount;
            }
        }
    }
}

impl Vault {
    pub(crate) fn stream(&mut self, now: i64) -> Result<(), Refused> {
        self.pool()?.stream(now);
        Ok(())
    }

    /// A stake of which nothing is left, staked or owed, is closed; its parts of units are the others' (decision 33).
    pub(crate) fn close_empty_stake(&mut self, holder: Person) -> Result<(), Refused> {
        let pool = self.pool()?;
        let stake = pool.stakes.get(&holder).ok_or(Refused::Missing)?;
        if stake.amount > 0 || stake.owed.keys().any(|mint| stake.due(*mint) > 0) {
            return Ok(());
        }
        for (mint, parts) in pool.stakes.remove(&holder).unwrap_or_default().owed {
            if let Some(income) = pool.incomes.get_mut(&mint) {
                income.rest += parts;
            }
        }
        Ok(())
    }

    pub(crate) fn add_income_mint(&mut self, actor: Person, token: Token) -> Result<(), Refused> {
        Refused::Missing.unless(self.pool.is_some())?;
        Refused::WrongStatus.unless(matches!(self.status, Status::Active | Status::Auction))?;
        Refused::NotTheCurator.unless(token == Token::Of(QUOTE) || actor == self.curator)?;
        self.add_mint(token)
    }

    /// The first place is the quote mint's, whether it is there or not (decision 40).
    pub(crate) fn add_mint(&mut self, token: Token) -> Result<(), Refused> {
        let Token::Of(mint) = token else { return Err(Refused::IncomeMintIsFraction) };
        let incomes = &mut self.pool()?.incomes;
        Refused::IncomeMintKnown.unless(!incomes.contains_key(&mint))?;
        let others = incomes.keys().filter(|mint| **mint != QUOTE).count();
        Refused::TooManyIncomeMints.unless(mint == QUOTE || others < MAX_MINTS - 1)?;
        incomes.insert(mint, Income::default());
        Ok(())
    }

    pub(crate) fn deposit_income(&mut self, now: i64, actor: Person, mint: Mint, amount: u128) -> Result<(), Refused> {
        let known = self.pool()?.incomes.contains_key(&mint);
        Refused::WrongStatus.unless(matches!(self.status, Status::Active | Status::Auction))?;
        Refused::Missing.unless(known)?;
        Refused::ZeroAmount.unless(amount > 0)?;
        self.pay_in(now, actor, mint, amount)
    }

    pub(crate) fn pay_in(&mut self, now: i64, payer: Person, mint: Mint, amount: u128) -> Result<(), Refused> {
        let drip_secs = u64::from(self.terms.drip_secs);
        self.stream(now)?;
        self.pool()?.incomes.get_mut(&mint).ok_or(Refused::Missing)?.join(amount, drip_secs);
        self.bank.transfer(Place::Wallet(payer), Place::Income(mint), Token::Of(mint), amount)
    }

    pub(crate) fn claim_income(&mut self, now: i64, holder: Person, mint: Mint) -> Result<(), Refused> {
        Refused::Missing.unless(self.pool()?.incomes.contains_key(&mint))?;
        self.stake_of(holder)?;
        self.stream(now)?;
        let stake = self.stake_of(holder)?;
        let due = stake.due(mint);
        Refused::NoIncomeDue.unless(due > 0)?;
        *stake.owed.entry(mint).or_default() -= due << 64;
        self.bank.transfer(Place::Income(mint), Place::Wallet(holder), Token::Of(mint), due)?;
        self.close_empty_stake(holder)
    }

    /// What nobody is left to earn goes to who got the assets (decision 31).
    pub(crate) fn close_income(&mut self, mint: Mint, curator_named: bool) -> Result<(), Refused> {
        let over = self.is_over();
        let pool = self.pool()?;
        Refused::WrongStatus.unless(over)?;
        Refused::StillOwing.unless(pool.staked() == 0)?;
        Refused::Missing.unless(pool.incomes.contains_key(&mint))?;
        // A stake that is owed any income is open, and keeps the accounts.
        let owed = !pool.stakes.is_empty();
        let income = pool.incomes.get_mut(&mint).ok_or(Refused::Missing)?;
        // Whole units that closed stakes left are the next staker's, so they wait too.
        let unearned = income.waiting() + (income.rest >> 64);
        *income = Income { rest: income.rest & u128::from(u64::MAX), ..Income::default() };
        // Fractions of outbid bids, too, can still be staked; those in accounts of the vault uninvited cannot.
        let strays: u128 = [Place::Fractions, Place::Staked]
            .iter()
            .filter_map(|place| self.gifts.get(&(*place, Token::Fraction)))
            .sum();
        Refused::StillOwing.unless(unearned == 0 || self.supply() == strays)?;
        let recipient = self.recipient.ok_or(Refused::Missing)?;
        self.bank.transfer(Place::Income(mint), Place::Wallet(recipient), Token::Of(mint), unearned)?;
        let gift = self.bank.of(Place::Income(mint), Token::Of(mint)) - self.owed_parts(mint).div_ceil(1 << 64);
        let unpayable = gift > 0 && !curator_named;
        Refused::StillOwing.unless(!owed || unearned > 0)?;
        Refused::SurplusDestinationMissing.unless(owed || !unpayable || unearned > 0)?;
        if !owed && !unpayable {
            self.surplus(Place::Income(mint), Token::Of(mint), true)?;
            self.pool()?.incomes.remove(&mint);
        }
        Ok(())
    }

    /// All income of a mint that is there, without gifts.
    pub fn income_left(&self, mint: Mint) -> u128 {
        let (place, token) = (Place::Income(mint), Token::Of(mint));
        self.bank.of(place, token) - self.gifts.get(&(place, token)).copied().unwrap_or(0)
    }

    /// All that the stakes are owed of a mint and what could not be divided, in parts of 2^-64 of a unit.
    pub(crate) fn owed_parts(&self, mint: Mint) -> u128 {
        self.pool.iter().fold(0, |sum, pool| {
            let owed: u128 = pool.stakes.values().filter_map(|stake| stake.owed.get(&mint)).sum();
            sum + owed + pool.incomes.get(&mint).map_or(0, |income| income.rest)
        })
    }
}
