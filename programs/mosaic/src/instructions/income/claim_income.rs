use anchor_lang::prelude::*;
use anchor_spl::token::Token;

use crate::{
    error::{MosaicError, OrError, OrRefuse},
    events::IncomeClaimed,
    state::{Pool, Stake, Vault, close_if_spent},
    token,
};

/// Accounts of `claim_income`.
#[derive(Accounts)]
pub struct ClaimIncome<'info> {
    /// Whose stake it is: is paid, and gets the rent of a stake that is closed. Need not sign: then only its associated
    /// token account is paid.
    /// CHECK: `stake` names it.
    #[account(mut)]
    pub holder: UncheckedAccount<'info>,
    /// The vault, in any status.
    #[account(mut)]
    pub vault: AccountLoader<'info, Vault>,
    /// The pool of stakes.
    #[account(mut)]
    pub pool: AccountLoader<'info, Pool>,
    /// The stake; closed if nothing is staked or owed any more.
    #[account(mut)]
    pub stake: AccountLoader<'info, Stake>,
    /// The vault's token account for income of one mint, PDA `["income", vault, mint]`.
    /// CHECK: `pool` names it.
    #[account(mut)]
    pub income_account: UncheckedAccount<'info>,
    /// The holder's token account for that mint, which is paid.
    /// CHECK: the handler checks mint and owner.
    #[account(mut)]
    pub destination: UncheckedAccount<'info>,
    /// The classic token program.
    pub token_program: Program<'info, Token>,
}

impl<'info> ClaimIncome<'info> {
    fn validate(&self) -> Result<usize> {
        // vault - MAY be in any status: what was earned can always be claimed (INV-12).
        // pool, income_account
        let pool = self.pool.load()?;
        pool.check_vault(&self.vault.key())?;
        let place = pool.income_of(self.income_account.key)?;
        // stake
        self.stake.load()?.check(&self.vault.key(), self.holder.key)?;
        // destination
        let mint = pool.income.get(place).or_error(MosaicError::WrongIncomeAccount)?.mint;
        token::check_payee(&self.destination, &self.holder, &mint)?;
        Ok(place)
    }

    /// Books what the stake has earned of all mints, and takes out what is owed of one.
    fn book(&self, place: usize, now: i64) -> Result<u64> {
        let mut pool = self.pool.load_mut()?;
        let mut stake = self.stake.load_mut()?;
        pool.accrue(now)?;
        stake.settle(&pool);
        let share = stake.shares.get_mut(place).or_error(MosaicError::WrongIncomeAccount)?;
        let (amount, rest) = share.share().claim().or_refuse()?;
        share.set(&rest);
        let income = pool.income.get_mut(place).or_error(MosaicError::WrongIncomeAccount)?;
        let stream = income.stream().pay(amount).or_refuse()?;
        income.set_stream(&stream);
        Ok(amount)
    }

    fn pay(&self, amount: u64) -> Result<()> {
        let (signer, vault) = (self.vault.load()?.signer(), self.vault.as_ref());
        let mismatch = MosaicError::IncomeMoveMismatch;
        token::transfer(&self.income_account, &self.destination, vault, amount, &[&signer.seeds()], mismatch)
    }

    /// Pays a stake the whole units it is owed of one income; parts of a unit stay booked.
    ///
    /// Specification:
    /// - At least one unit shall be owed
    /// - Never more than was released shall be paid (INV-07)
    /// - Anyone may call, in every status; the income goes to nobody but the holder
    /// - A stake of which nothing is left, staked or owed, shall be closed
    pub fn handle(ctx: Context<'info, Self>) -> Result<()> {
        let accounts = ctx.accounts;
        let place = accounts.validate()?;
        let clock = Clock::get()?;
        let amount = accounts.book(place, clock.unix_timestamp)?;
        accounts.pay(amount)?;

        let mut vault = accounts.vault.load_mut()?;
        let mut pool = accounts.pool.load_mut()?;
        let closed = close_if_spent(&accounts.stake, &mut pool, &accounts.holder)?;
        let header = vault.next_event(accounts.vault.key(), &clock)?;
        let income = pool.income.get(place).or_error(MosaicError::WrongIncomeAccount)?;
        let (mint, balance) = (income.mint, income.balance);
        emit!(IncomeClaimed { header, holder: accounts.holder.key(), mint, amount, balance, closed });
        vault.invariant()?;
        income.invariant(&accounts.income_account)
    }
}
