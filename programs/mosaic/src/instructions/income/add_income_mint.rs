use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use mosaic_core::Status;

use crate::{
    error::{MosaicError, OrError, ensure},
    events::IncomeMintAdded,
    seeds,
    state::{Income, Pool, Vault},
    token,
};

/// Accounts of `add_income_mint`.
#[derive(Accounts)]
pub struct AddIncomeMint<'info> {
    /// The curator, or anybody for the quote mint; pays the rent of the account and gets it back when it is closed.
    #[account(mut)]
    pub payer: Signer<'info>,
    /// The vault, Active or in Auction.
    #[account(mut)]
    pub vault: AccountLoader<'info, Vault>,
    /// The pool of stakes.
    #[account(mut)]
    pub pool: AccountLoader<'info, Pool>,
    /// The mint of the income.
    /// CHECK: the handler reads it as a mint of the classic token program.
    pub mint: UncheckedAccount<'info>,
    /// The vault's token account for it, PDA `["income", vault, mint]`.
    /// CHECK: the handler derives the address and creates the account.
    #[account(mut)]
    pub income_account: UncheckedAccount<'info>,
    /// The classic token program.
    pub token_program: Program<'info, Token>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

/// What a new income is made of.
pub(crate) struct NewIncome<'a, 'info> {
    /// Pays the rent of the account.
    pub payer: &'a AccountInfo<'info>,
    /// The vault.
    pub vault: &'a AccountLoader<'info, Vault>,
    /// The pool of stakes.
    pub pool: &'a AccountLoader<'info, Pool>,
    /// The mint.
    pub mint: &'a AccountInfo<'info>,
    /// The new token account.
    pub income_account: &'a AccountInfo<'info>,
}

impl NewIncome<'_, '_> {
    /// Checks the accounts; the place of the mint and the bump of the account's address.
    fn validate(&self) -> Result<(usize, u8)> {
        // vault
        let vault = self.vault.load()?;
        vault.require(Status::accepts_income)?;
        // mint - MAY have a freeze authority: a frozen account of income keeps back that income, and the rent of what waits
        // for it to be claimed.
        token::mint(self.mint, MosaicError::IncomeMintNotClassic)?;
        // As income fractions would be owed to fractions, and the last one could never be redeemed.
        ensure(vault.fraction_mint != *self.mint.key, MosaicError::IncomeMintIsFraction)?;
        // pool
        let pool = self.pool.load()?;
        pool.check_vault(&self.vault.key())?;
        let place = pool.place_for(self.mint.key, vault.quote_mint == *self.mint.key)?;
        // income_account
        let address = seeds::income_account(&self.vault.key(), self.mint.key);
        Ok((place, seeds::expect(self.income_account, address, MosaicError::WrongIncomeAccount)?))
    }
}

/// Makes the vault take income in a mint; its place among the three. Who may is the caller's to check.
pub(crate) fn open_income(new: &NewIncome) -> Result<usize> {
    let (place, bump) = new.validate()?;
    let (vault, mint) = (new.vault.key(), *new.mint.key);
    let signer: &[&[u8]] = &[seeds::INCOME, vault.as_ref(), mint.as_ref(), &[bump]];
    token::create_account(new.payer, new.income_account, new.mint, &vault, signer)?;
    let mut pool = new.pool.load_mut()?;
    *pool.income.get_mut(place).or_error(MosaicError::TooManyIncomeMints)? =
        Income { mint, account: *new.income_account.key, opener: *new.payer.key, ..Income::default() };
    Ok(place)
}

impl<'info> AddIncomeMint<'info> {
    fn validate(&self) -> Result<()> {
        let vault = self.vault.load()?;
        // payer - anyone MAY add the quote mint: it is one of the vault's own from the first day.
        let is_quote = vault.quote_mint == *self.mint.key;
        ensure(is_quote || vault.curator == *self.payer.key, MosaicError::NotTheCurator)
    }

    /// Makes the vault take income in a mint.
    ///
    /// Specification:
    /// - The vault shall be Active or in Auction
    /// - The curator shall sign, unless the mint is the quote mint
    /// - The mint shall be of the classic token program, not the vault's fraction, and new to the vault
    /// - There shall be at most three, of which the first place is kept for the quote mint
    pub fn handle(ctx: Context<'info, Self>) -> Result<()> {
        let accounts = ctx.accounts;
        accounts.validate()?;
        let clock = Clock::get()?;
        let place = open_income(&NewIncome {
            payer: &accounts.payer,
            vault: &accounts.vault,
            pool: &accounts.pool,
            mint: &accounts.mint,
            income_account: &accounts.income_account,
        })?;
        let mut vault = accounts.vault.load_mut()?;
        let header = vault.next_event(accounts.vault.key(), &clock)?;
        emit!(IncomeMintAdded { header, mint: accounts.mint.key(), place: place as u8 });
        vault.invariant()
    }
}
