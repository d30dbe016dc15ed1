use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use mosaic_core::Status;

use crate::{
    error::{MosaicError, OrError, OrRefuse},
    events::IncomeDeposited,
    state::{Pool, Vault},
    token,
};

/// What is paid in.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct DepositIncomeArgs {
    /// What is paid in, in raw units of the income's mint; above zero.
    pub amount: u64,
}

/// Accounts of `deposit_income`.
#[derive(Accounts)]
pub struct DepositIncome<'info> {
    /// Who pays; anyone.
    pub depositor: Signer<'info>,
    /// The vault, Active or in Auction.
    #[account(mut)]
    pub vault: AccountLoader<'info, Vault>,
    /// The pool of stakes.
    #[account(mut)]
    pub pool: AccountLoader<'info, Pool>,
    /// The vault's token account for income of one mint, PDA `["income", vault, mint]`.
    /// CHECK: `pool` names it.
    #[account(mut)]
    pub income_account: UncheckedAccount<'info>,
    /// The depositor's token account for that mint, which pays.
    /// CHECK: the handler checks mint, owner and amount.
    #[account(mut)]
    pub source: UncheckedAccount<'info>,
    /// The classic token program.
    pub token_program: Program<'info, Token>,
}

impl<'info> DepositIncome<'info> {
    fn validate(&self, args: &DepositIncomeArgs) -> Result<usize> {
        // vault
        self.vault.load()?.require(Status::accepts_income)?;
        // pool, income_account
        let pool = self.pool.load()?;
        pool.check_vault(&self.vault.key())?;
        let place = pool.income_of(self.income_account.key)?;
        let mint = pool.income.get(place).or_error(MosaicError::WrongIncomeAccount)?.mint;
        // source
        token::check_source(&self.source, self.depositor.key, &mint, args.amount)?;
        Ok(place)
    }

    fn take(&self, amount: u64) -> Result<()> {
        let mismatch = MosaicError::IncomeMoveMismatch;
        token::transfer(&self.source, &self.income_account, &self.depositor, amount, &[], mismatch)
    }

    /// Pays income into a vault, to be streamed to its stakes.
    ///
    /// Specification:
    /// - The vault shall be Active or in Auction; anyone may pay
    /// - The mint shall have been added
    /// - What was released before shall be booked first; what still waits and the deposit shall be streamed over the
    ///   mean of their times, weighted by their amounts: a deposit of dust puts nothing off
    /// - While nothing is staked the stream shall wait
    pub fn handle(ctx: Context<'info, Self>, args: DepositIncomeArgs) -> Result<()> {
        let accounts = ctx.accounts;
        let place = accounts.validate(&args)?;
        let clock = Clock::get()?;
        accounts.take(args.amount)?;

        let mut vault = accounts.vault.load_mut()?;
        let mut pool = accounts.pool.load_mut()?;
        pool.accrue(clock.unix_timestamp)?;
        let income = pool.income.get_mut(place).or_error(MosaicError::WrongIncomeAccount)?;
        let stream = income.stream().deposit(args.amount, vault.drip_secs).or_refuse()?;
        income.set_stream(&stream);
        let header = vault.next_event(accounts.vault.key(), &clock)?;
        emit!(IncomeDeposited {
            header,
            depositor: accounts.depositor.key(),
            mint: income.mint,
            amount: args.amount,
            waiting: stream.waiting(),
            secs: stream.secs,
            balance: stream.balance,
        });
        vault.invariant()?;
        income.invariant(&accounts.income_account)
    }
}
