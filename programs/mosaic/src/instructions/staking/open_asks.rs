use anchor_lang::prelude::*;
use mosaic_core::Status;

use crate::{
    cpi,
    error::{MosaicError, ensure},
    events::AsksOpened,
    seeds,
    state::{self, Asks, Vault},
};

/// Accounts of `open_asks`.
#[derive(Accounts)]
pub struct OpenAsks<'info> {
    /// Who pays the rent of the book, and gets it back when it is closed.
    #[account(mut)]
    pub payer: Signer<'info>,
    /// The vault, Active, with a pool of stakes.
    #[account(mut)]
    pub vault: AccountLoader<'info, Vault>,
    /// The book of asks, PDA `["asks", vault]`.
    /// CHECK: the handler derives the address and creates the account.
    #[account(mut)]
    pub asks: UncheckedAccount<'info>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

impl<'info> OpenAsks<'info> {
    fn validate(&self) -> Result<u8> {
        // vault
        let vault = self.vault.load()?;
        vault.require(Status::accepts_asks)?;
        // Without a stake nobody could ask.
        ensure(vault.staking == 1, MosaicError::NothingStaked)?;
        // asks
        seeds::expect(&self.asks, seeds::asks(&self.vault.key()), MosaicError::WrongAsksAddress)
    }

    fn create(&self, bump: u8) -> Result<()> {
        let vault = self.vault.key();
        let signer: &[&[u8]] = &[seeds::ASKS, vault.as_ref(), &[bump]];
        cpi::create_account(&self.payer, &self.asks, state::space::<Asks>(), &crate::ID, signer)?;
        state::init_zeroed::<Asks>(&self.asks)?;
        let mut asks = state::load_mut::<Asks>(&self.asks, MosaicError::WrongAsksAddress)?;
        asks.vault = vault;
        asks.opener = self.payer.key();
        Ok(())
    }

    /// Opens the book of asks. From then on no bid can leave it out. Does nothing where it is open, so that two who are
    /// first at the same time both succeed.
    ///
    /// Specification:
    /// - The vault shall be Active and have a pool of stakes
    /// - The book shall be at its derived address
    /// - Anyone may call; whoever pays the rent gets it back
    pub fn handle(ctx: Context<'info, Self>) -> Result<()> {
        let accounts = ctx.accounts;
        let bump = accounts.validate()?;
        if accounts.vault.load()?.asks == 1 {
            return Ok(());
        }
        let clock = Clock::get()?;
        accounts.create(bump)?;
        let mut vault = accounts.vault.load_mut()?;
        vault.asks = 1;
        let header = vault.next_event(accounts.vault.key(), &clock)?;
        emit!(AsksOpened { header, opener: accounts.payer.key() });
        vault.invariant()
    }
}
