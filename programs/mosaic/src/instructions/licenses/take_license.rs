use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use mosaic_core::{Status, license};

use crate::{
    error::{MosaicError, OrError, OrRefuse, ensure},
    events::LicenseTaken,
    state::{License, Pool, Vault},
    token,
};

/// Accounts of `accept_license` and `renew_license`.
#[derive(Accounts)]
pub struct TakeLicense<'info> {
    /// The licensee, who pays the fee.
    pub licensee: Signer<'info>,
    /// The vault, Active.
    #[account(mut)]
    pub vault: AccountLoader<'info, Vault>,
    /// The licence, PDA `["license", vault, number]` with the number in it.
    #[account(mut)]
    pub license: AccountLoader<'info, License>,
    /// The pool of stakes, whose income the fee is.
    #[account(mut)]
    pub pool: AccountLoader<'info, Pool>,
    /// The vault's token account for income in the quote mint, PDA `["income", vault, mint]`.
    /// CHECK: `pool` names it.
    #[account(mut)]
    pub income_account: UncheckedAccount<'info>,
    /// The licensee's token account for the quote mint, which pays the fee.
    /// CHECK: the handler checks mint, owner and amount.
    #[account(mut)]
    pub cash_source: UncheckedAccount<'info>,
    /// The classic token program.
    pub token_program: Program<'info, Token>,
}

impl<'info> TakeLicense<'info> {
    fn validate(&self) -> Result<()> {
        // vault
        let vault = self.vault.load()?;
        vault.require(Status::grants_licenses)?;
        // license
        let license = self.license.load()?;
        license.check(&self.vault.key())?;
        ensure(license.licensee == *self.licensee.key, MosaicError::NotTheLicensee)?;
        // pool, income_account
        let pool = self.pool.load()?;
        pool.check_vault(&self.vault.key())?;
        let income = pool.income.first().or_error(MosaicError::WrongIncomeAccount)?;
        let is_quote = income.is_open() && income.account == *self.income_account.key;
        ensure(is_quote, MosaicError::WrongIncomeAccount)?;
        // cash_source
        token::check_source(&self.cash_source, self.licensee.key, &vault.quote_mint, license.fee)
    }

    /// The fee becomes income of the stakes.
    fn pay_fee(&self, fee: u64, now: i64) -> Result<()> {
        if fee == 0 {
            return Ok(());
        }
        let mismatch = MosaicError::IncomeMoveMismatch;
        token::transfer(&self.cash_source, &self.income_account, &self.licensee, fee, &[], mismatch)?;
        let mut pool = self.pool.load_mut()?;
        pool.accrue(now)?;
        let income = pool.income.first_mut().or_error(MosaicError::WrongIncomeAccount)?;
        let stream = income.stream().deposit(fee, self.vault.load()?.drip_secs).or_refuse()?;
        income.set_stream(&stream);
        income.invariant(&self.income_account)
    }

    /// Takes an offered licence for its first term.
    ///
    /// Specification:
    /// - The vault shall be Active and the offer not be over, ended or taken
    /// - The licensee shall sign and pay the fee, which becomes income in the quote mint
    /// - An exclusive licence shall run beside no other
    pub fn accept(ctx: Context<'info, Self>) -> Result<()> {
        ctx.accounts.take(license::License::accept)
    }

    /// Renews a running licence by one term.
    ///
    /// Specification:
    /// - The vault shall be Active, the licence run, not be ended, and be in its last term
    /// - The licensee shall sign and pay the fee, which becomes income in the quote mint
    pub fn renew(ctx: Context<'info, Self>) -> Result<()> {
        ctx.accounts.take(license::License::renew)
    }

    fn take(&self, rule: Rule) -> Result<()> {
        self.validate()?;
        let clock = Clock::get()?;
        let now = clock.unix_timestamp;
        let (taken, rights) = {
            let (vault, license) = (self.vault.load()?, self.license.load()?);
            rule(license.license(), vault.rights(), now).or_refuse()?
        };
        self.pay_fee(taken.fee, now)?;

        let mut license = self.license.load_mut()?;
        license.set(&taken);
        let mut vault = self.vault.load_mut()?;
        vault.set_rights(&rights);
        let header = vault.next_event(self.vault.key(), &clock)?;
        emit!(LicenseTaken {
            header,
            number: license.number,
            licensee: license.licensee,
            fee: taken.fee,
            from: taken.from,
            until: taken.until,
        });
        vault.invariant()
    }
}

/// A rule that gives the licence and the vault's rights as they are afterwards.
type Rule = fn(
    license::License,
    license::Rights,
    i64,
) -> core::result::Result<(license::License, license::Rights), mosaic_core::RuleError>;
