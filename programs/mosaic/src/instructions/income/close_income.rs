use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use mosaic_core::{Status, income::Stream};

use crate::{
    cpi,
    error::{MosaicError, OrError, OrRefuse, ensure, refuse},
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
    /// The pool of stakes, with nothing staked.
    #[account(mut)]
    pub pool: AccountLoader<'info, Pool>,
    /// The vault's token account for income of one mint, PDA `["income", vault, mint]`; closed once no stake is owed
    /// any more.
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
    /// The recipient's token account for the mint of the income; needed only where something is left.
    /// CHECK: the handler checks mint and owner.
    #[account(mut)]
    pub unearned_destination: Option<UncheckedAccount<'info>>,
    /// The curator, who gets what was sent to the account uninvited. Need not sign: then only its associated token
    /// account is paid.
    /// CHECK: `vault` names it.
    pub curator: UncheckedAccount<'info>,
    /// The curator's token account for the mint of the income; needed only where something was sent.
    /// CHECK: the handler checks mint and owner.
    #[account(mut)]
    pub surplus_destination: Option<UncheckedAccount<'info>>,
    /// The classic token program.
    pub token_program: Program<'info, Token>,
}

/// What goes of an income, and what stays.
struct Leftover {
    mint: Pubkey,
    /// What nobody is left to earn.
    unearned: u64,
    /// The stream without it.
    stream: Stream,
    /// What was there uninvited, if the account is closed.
    surplus: u64,
    /// Whether the account is closed: no stake is owed any more, and what was there uninvited goes too.
    closes: bool,
}

impl<'info> CloseIncome<'info> {
    /// Checks the accounts; the place of the income, and what goes.
    fn validate(&self) -> Result<(usize, Leftover)> {
        // vault
        let vault = self.vault.load()?;
        vault.require(Status::allows_closing)?;
        ensure(vault.recipient == *self.recipient.key, MosaicError::WrongRecipient)?;
        ensure(vault.curator == *self.curator.key, MosaicError::WrongCurator)?;
        ensure(vault.fraction_mint == *self.fraction_mint.key, MosaicError::WrongFractionMint)?;
        // pool - stakes MAY be owed income still: whoever cannot be paid keeps nobody else from it (T02).
        let pool = self.pool.load()?;
        pool.check(&self.vault.key(), &self.staked_fractions)?;
        ensure(pool.staked == 0, MosaicError::StillOwing)?;
        // income_account
        let place = pool.income_of(self.income_account.key)?;
        let income = pool.income.get(place).or_error(MosaicError::WrongIncomeAccount)?;
        ensure(income.opener == *self.income_opener.key, MosaicError::WrongIncomeOpener)?;
        let (unearned, stream) = income.stream().give_up().or_refuse()?;
        // fraction_mint - whoever still has a fraction could stake it and earn what waits.
        ensure(unearned == 0 || self.fractions_left()? == 0, MosaicError::StillOwing)?;
        let there = token::amount(&self.income_account, MosaicError::WrongIncomeAccount)?;
        let uninvited = there.checked_sub(income.balance).or_error(MosaicError::IncomeAccountShort)?;
        // A curator who cannot be paid MAY be left out: then the account waits for it, and nobody's income (T02).
        let closes = pool.stakes == 0 && (uninvited == 0 || self.surplus_destination.is_some());
        if !closes && unearned == 0 {
            let waits_for_curator = pool.stakes == 0;
            let error =
                if waits_for_curator { MosaicError::SurplusDestinationMissing } else { MosaicError::StillOwing };
            return Err(refuse(error));
        }
        let surplus = if closes { uninvited } else { 0 };
        Ok((place, Leftover { mint: income.mint, unearned, stream, surplus, closes }))
    }

    /// The live supply less what lies in the vault's own accounts uninvited.
    fn fractions_left(&self) -> Result<u64> {
        // Nothing is staked.
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

    fn send_all(&self, leftover: &Leftover) -> Result<()> {
        let (mint, unearned) = (&leftover.mint, self.unearned_destination.as_ref());
        self.send(leftover.unearned, mint, &self.recipient, unearned, MosaicError::UnearnedDestinationMissing)?;
        let destination = self.surplus_destination.as_ref();
        self.send(leftover.surplus, mint, &self.curator, destination, MosaicError::SurplusDestinationMissing)
    }

    fn close_account(&self) -> Result<()> {
        let (signer, opener) = (self.vault.load()?.signer(), &self.income_opener);
        cpi::close_account(&self.income_account, opener, self.vault.as_ref(), &[&signer.seeds()])
    }

    /// Sends what nobody is left to earn of one income to who got the assets; closes its account once no stake is owed
    /// any more.
    ///
    /// Specification:
    /// - The vault shall be Sold or Reclaimed and nothing be staked
    /// - Where income waits, no fraction shall be left that could be staked, those aside that lie in accounts of the
    ///   vault uninvited
    /// - What stakes are owed shall stay for them, and the account with it
    /// - With the account, what was sent to it uninvited shall go to the curator, and the rent to who paid it; as long as
    ///   the curator's account is not named and something was sent, the account shall stay
    /// - Anyone may call
    pub fn handle(ctx: Context<'info, Self>) -> Result<()> {
        let accounts = ctx.accounts;
        let (place, leftover) = accounts.validate()?;
        let clock = Clock::get()?;
        accounts.send_all(&leftover)?;
        if leftover.closes {
            accounts.close_account()?;
        }

        let Leftover { mint, unearned, stream, surplus, closes } = leftover;
        let mut pool = accounts.pool.load_mut()?;
        let income = pool.income.get_mut(place).or_error(MosaicError::WrongIncomeAccount)?;
        if closes {
            // Each unit was a stake's, or nobody's (INV-07).
            ensure(stream.balance == 0, MosaicError::PoolInvariantBroken)?;
            *income = Income::default();
        } else {
            income.set_stream(&stream);
            income.invariant(&accounts.income_account)?;
        }
        let mut vault = accounts.vault.load_mut()?;
        let header = vault.next_event(accounts.vault.key(), &clock)?;
        emit!(IncomeClosed { header, mint, unearned, surplus, closed: closes });
        vault.invariant()
    }
}
