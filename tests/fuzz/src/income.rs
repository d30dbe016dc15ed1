//! Income of one mint, streamed to stakes that come and go.

use std::collections::BTreeMap;

use arbitrary::{Result, Unstructured};
use mosaic_core::{
    RuleError,
    income::{Share, Stream},
    stake::{stake, unstake},
};
use mosaic_model::{Action, Bank, Person, Place, Pool, QUOTE, Status, Terms, Token, Vault};

use crate::input::{amount, name, near, part};

const START: i64 = 1_800_000_000;
const HOLDERS: Person = 4;
const RECIPIENT: Person = 9;
const INCOME: Token = Token::Of(QUOTE);

/// The pool of one mint as the program keeps it: the core's functions in the order in which its instructions call them.
#[derive(Default)]
struct Streamed {
    stream: Stream,
    updated_at: i64,
    stakes: BTreeMap<Person, (u64, Share)>,
}

impl Streamed {
    fn staked(&self) -> u64 {
        self.stakes.values().map(|(staked, _)| staked).sum()
    }

    fn accrue(&mut self, now: i64) -> Result<(), RuleError> {
        if now == self.updated_at {
            return Ok(());
        }
        self.stream = self.stream.accrue((now - self.updated_at) as u64, self.staked())?;
        self.updated_at = now;
        Ok(())
    }

    /// A stake with what it has earned until now.
    fn settled(&self, holder: Person) -> Option<(u64, Share)> {
        let (staked, share) = self.stakes.get(&holder)?;
        Some((*staked, share.settle(self.stream.per_fraction, *staked)))
    }

    fn put(&mut self, holder: Person, staked: u64, share: Share) -> Result<(), RuleError> {
        if staked > 0 || share.claimable() > 0 {
            self.stakes.insert(holder, (staked, share));
        } else {
            self.stakes.remove(&holder);
            self.stream = self.stream.leave(share.fraction())?;
        }
        Ok(())
    }

    fn does(&mut self, now: i64, holder: Person, action: &Action, drip_secs: u32) -> Result<(), RuleError> {
        match *action {
            Action::Stake { amount } => {
                self.accrue(now)?;
                let new = (0, Share { entry: self.stream.per_fraction, owed: 0 });
                let (staked, share) = self.settled(holder).unwrap_or(new);
                self.put(holder, stake(staked, amount)?, share)
            }
            Action::Unstake { amount } => {
                self.accrue(now)?;
                let (staked, share) = self.settled(holder).ok_or(RuleError::AmountAboveStake)?;
                self.put(holder, unstake(staked, amount, now, now)?, share)
            }
            Action::DepositIncome { amount, .. } => {
                self.accrue(now)?;
                self.stream = self.stream.deposit(amount, drip_secs)?;
                Ok(())
            }
            _ => {
                self.accrue(now)?;
                let (staked, share) = self.settled(holder).ok_or(RuleError::NoIncomeDue)?;
                let (units, share) = share.claim()?;
                self.stream = self.stream.pay(units)?;
                self.put(holder, staked, share)
            }
        }
    }

    /// The same in the model, to the last part of a unit; and all of it adds up (INV-07).
    fn compare(&self, vault: &Vault) {
        let pool = vault.pool.as_ref().unwrap();
        let income = pool.incomes[&QUOTE];
        assert_eq!(u128::from(self.stream.waiting()), income.waiting());
        assert_eq!(self.stream.rest, income.rest);
        assert_eq!(u128::from(self.stream.balance), vault.bank.of(Place::Income(QUOTE), INCOME));
        assert_eq!(self.stakes.keys().collect::<Vec<_>>(), pool.stakes.keys().collect::<Vec<_>>());
        let mut parts = (income.waiting() << 64) + income.rest;
        for (holder, stake) in &pool.stakes {
            let (staked, share) = self.settled(*holder).unwrap();
            let owed = stake.owed.get(&QUOTE).copied().unwrap_or(0);
            assert_eq!((u128::from(staked), share.owed), (stake.amount, owed));
            parts += owed;
        }
        assert_eq!(parts, u128::from(self.stream.balance) << 64);
    }
}

fn vault(input: &mut Unstructured) -> Result<Vault> {
    let mut bank = Bank::default();
    for holder in 0..HOLDERS {
        bank.mint(Place::Wallet(holder), Token::Fraction, (amount(input)? >> 2).into());
        bank.mint(Place::Wallet(holder), INCOME, (u64::MAX >> 2).into());
    }
    let mut vault = Vault::unborn(bank);
    vault.status = Status::Active;
    let drip_secs = input.int_in_range(3_600..=90 * 86_400)?;
    vault.terms = Terms { drip_secs, stake_lock_secs: 0, ..Terms::with(1, 1) };
    let incomes = [(QUOTE, Default::default())].into();
    vault.pool = Some(Pool { stakes: BTreeMap::new(), incomes, streamed_until: START });
    Ok(vault)
}

/// Everything that the holders do to a stream comes out as in the model, and at the end nothing is left.
pub(crate) fn incomes(input: &mut Unstructured) -> Result<usize> {
    let mut vault = vault(input)?;
    let drip_secs = vault.terms.drip_secs;
    let mut streamed = Streamed { updated_at: START, ..Streamed::default() };
    let (mut now, mut compared) = (START, 0);
    while !input.is_empty() {
        let holder = input.int_in_range(0..=HOLDERS - 1)?;
        let has = |token| u64::try_from(vault.bank.of(Place::Wallet(holder), token)).unwrap();
        let staked = streamed.stakes.get(&holder).map_or(0, |(staked, _)| *staked);
        let action = match input.arbitrary::<u8>()? % 5 {
            0 => Action::Stake { amount: part(input, has(Token::Fraction))? },
            1 if staked > 0 => Action::Unstake { amount: near(input, staked)? },
            2 => Action::DepositIncome { mint: QUOTE, amount: part(input, has(INCOME))? },
            3 if streamed.stakes.contains_key(&holder) => Action::ClaimIncome { holder, mint: QUOTE },
            _ => {
                now += (amount(input)? >> 40) as i64;
                continue;
            }
        };
        let before = (streamed.stream, streamed.stakes.clone(), streamed.updated_at);
        let theirs = streamed.does(now, holder, &action, drip_secs);
        let ours = vault.apply(now, holder, &action);
        assert_eq!(name(&theirs), name(&ours), "{action:?}");
        if theirs.is_err() {
            (streamed.stream, streamed.stakes, streamed.updated_at) = before;
        }
        streamed.compare(&vault);
        compared += 1;
    }
    end(streamed, vault, now);
    Ok(compared + 1)
}

/// Everybody leaves, at once and with what it is owed; what nobody earned is given up, and nothing stays.
fn end(mut streamed: Streamed, mut vault: Vault, now: i64) {
    for holder in 0..HOLDERS {
        let staked = streamed.stakes.get(&holder).map_or(0, |(staked, _)| *staked);
        for action in [Action::Unstake { amount: staked }, Action::ClaimIncome { holder, mint: QUOTE }] {
            if streamed.stakes.contains_key(&holder) {
                let theirs = streamed.does(now, holder, &action, 1);
                let ours = vault.apply(now, holder, &action);
                assert_eq!(name(&theirs), name(&ours), "{action:?}");
            }
        }
        let has = vault.bank.of(Place::Wallet(holder), Token::Fraction);
        vault.bank.burn(Place::Wallet(holder), Token::Fraction, has).unwrap();
    }
    (vault.status, vault.recipient) = (Status::Reclaimed, Some(RECIPIENT));
    vault.apply(now, RECIPIENT, &Action::CloseIncome { mint: QUOTE, curator_named: false }).unwrap();
    let (unearned, left) = streamed.stream.give_up().unwrap();
    assert_eq!(u128::from(unearned), vault.bank.of(Place::Wallet(RECIPIENT), INCOME));
    assert_eq!((left.balance, left.rest, left.waiting()), (0, 0, 0));
}
