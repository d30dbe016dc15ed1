use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use mosaic_core::Status;

use crate::{
    cpi,
    error::{MosaicError, OrError, ensure},
    events::IncomeClosed,
    state::{Auction, Income, Pool, Vault},
    token,
};

/// Accounts of `close_income`.
#[derive(Accounts)]
pub struct CloseIncome<'info> {
    /// The vault, Sold or Reclaimed.
    #[account(mut)]
    pub vault: AccountLoader<'info, Vault>,
    /// The pool of stakes, of which none is left.
    #[account(mut)]
    pub pool: AccountLoader<'info, Pool>,
    /// The vault's token account for income of one mint; closed.
    /// CHECK: `pool` names it.
    #[account(mut)]
    pub income_account: UncheckedAccount<'info>,
    /// Who added the mint, and gets the rent of the account back.
    /// CHECK: `pool` names it.
    #[account(mut)]
    pub income_opener: UncheckedAccount<'info>,
    /// The vault's token account for staked fractions.
    /// CHECK: `pool` names it.
    pub staked_fractions: UncheckedAccount<'info>,
    /// The vault's fraction mint.
    /// CHECK: `vault` names it.
    pub fraction_mint: UncheckedAccount<'info>,
    /// The auction; needed only where fractions sent to its escrow uninvited are all that is left.
    pub auction: Option<AccountLoader<'info, Auction>>,
    /// The vault's token account for fractions of bids; as `auction`.
    /// CHECK: `auction` names it.
    pub fraction_escrow: Option<UncheckedAccount<'info>>,
    /// The winner, or who reclaimed: gets what nobody was left to earn. Need not sign: then only its associated token
    /// account is paid.
    /// CHECK: `vault` names it.
    pub recipient: UncheckedAccount<'info>,
    /// The recipient's token account; needed only where something is left.
    /// CHECK: the handler checks mint and owner.
    #[account(mut)]
    pub unearned_destination: Option<UncheckedAccount<'info>>,
    /// The curator, who gets what was sent to the account uninvited. Need not sign, as above.
    /// CHECK: `vault` names it.
    pub curator: UncheckedAccount<'info>,
    /// The curator's token account; needed only where something was sent.
    /// CHECK: the handler checks mint and owner.
    #[account(mut)]
    pub surplus_destination: Option<UncheckedAccount<'info>>,
    /// The classic token program.
    pub token_program: Program<'info, Token>,
}

impl<'info> CloseIncome<'info> {
    /// Checks the accounts; the place of the income, what nobody earned, and what was there uninvited.
    fn validate(&self) -> Result<(usize, Income, u64)> {
        // vault
        let vault = self.vault.load()?;
        vault.require(Status::allows_closing)?;
        ensure(vault.recipient == *self.recipient.key, MosaicError::WrongRecipient)?;
        ensure(vault.curator == *self.curator.key, MosaicError::WrongCurator)?;
        ensure(vault.fraction_mint == *self.fraction_mint.key, MosaicError::WrongFractionMint)?;
        // pool
        let pool = self.pool.load()?;
        pool.check(&self.vault.key(), &self.staked_fractions)?;
        ensure(pool.stakes == 0, MosaicError::StillOwing)?;
        // income_account
        let place = pool.income_of(self.income_account.key)?;
        let income = *pool.income.get(place).or_error(MosaicError::WrongIncomeAccount)?;
        ensure(income.opener == *self.income_opener.key, MosaicError::WrongIncomeOpener)?;
        // fraction_mint - whoever still has a fraction could stake it and earn what waits.
        ensure(income.balance == 0 || self.fractions_left()? == 0, MosaicError::StillOwing)?;
        let there = token::amount(&self.income_account, MosaicError::WrongIncomeAccount)?;
        let surplus = there.checked_sub(income.balance).or_error(MosaicError::IncomeAccountShort)?;
        Ok((place, income, surplus))
    }

    /// The live supply less what lies in the vault's own accounts uninvited.
    fn fractions_left(&self) -> Result<u64> {
        // No stake is open.
        let mut strays = token::amount(&self.staked_fractions, MosaicError::WrongStakedFractions)?;
        if let (Some(auction), Some(escrow)) = (&self.auction, &self.fraction_escrow) {
            let auction = auction.load()?;
            ensure(auction.vault == self.vault.key(), MosaicError::AuctionOfAnotherVault)?;
            auction.check_fraction_escrow(escrow)?;
            let there = token::amount(escrow, MosaicError::WrongFractionEscrow)?;
            let uninvited = there.checked_sub(auction.fractions).or_error(MosaicError::FractionEscrowShort)?;
            strays = strays.checked_add(uninvited).or_error(MosaicError::Overflow)?;
        }
        token::supply(&self.fraction_mint)?.checked_sub(strays).or_error(MosaicError::SupplyMismatch)
    }

    fn send(
        &self,
        amount: u64,
        mint: &Pubkey,
        payee: &AccountInfo<'info>,
        destination: Option<&UncheckedAccount<'info>>,
        missing: MosaicError,
    ) -> Result<()> {
        if amount == 0 {
            return Ok(());
        }
        let destination = destination.or_error(missing)?;
        token::check_payee(destination, payee, mint)?;
        let (signer, vault) = (self.vault.load()?.signer(), self.vault.as_ref());
        let mismatch = MosaicError::IncomeMoveMismatch;
        token::transfer(&self.income_account, destination, vault, amount, &[&signer.seeds()], mismatch)
    }

    fn send_all(&self, income: &Income, surplus: u64) -> Result<()> {
        let (mint, unearned) = (&income.mint, self.unearned_destination.as_ref());
        self.send(income.balance, mint, &self.recipient, unearned, MosaicError::UnearnedDestinationMissing)?;
        let destination = self.surplus_destination.as_ref();
        self.send(surplus, mint, &self.curator, destination, MosaicError::SurplusDestinationMissing)
    }

    /// Closes the account of one income once nobody can earn or claim it.
    ///
    /// Specification:
    /// - The vault shall be Sold or Reclaimed and no stake open
    /// - Where income is left, no fraction shall be left that could be staked, those aside that lie in accounts of the
    ///   vault uninvited
    /// - What is left shall go to who got the assets, what was sent uninvited to the curator
    /// - Anyone may call; the rent goes to who paid it
    pub fn handle(ctx: Context<'info, Self>) -> Result<()> {
        let accounts = ctx.accounts;
        let (place, income, surplus) = accounts.validate()?;
        let clock = Clock::get()?;
        accounts.send_all(&income, surplus)?;
        let (signer, opener) = (accounts.vault.load()?.signer(), &accounts.income_opener);
        cpi::close_account(&accounts.income_account, opener, accounts.vault.as_ref(), &[&signer.seeds()])?;

        let mut pool = accounts.pool.load_mut()?;
        *pool.income.get_mut(place).or_error(MosaicError::WrongIncomeAccount)? = Income::default();
        let mut vault = accounts.vault.load_mut()?;
        let header = vault.next_event(accounts.vault.key(), &clock)?;
        emit!(IncomeClosed { header, mint: income.mint, unearned: income.balance, surplus });
        vault.invariant()
    }
}
