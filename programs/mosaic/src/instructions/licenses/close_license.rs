use anchor_lang::prelude::*;

use crate::{
    error::{MosaicError, OrRefuse, ensure},
    state::{self, License},
};

/// Accounts of `close_license`.
#[derive(Accounts)]
pub struct CloseLicense<'info> {
    /// The licence, PDA `["license", vault, number]` with vault and number in it, over or never taken; closed. Its
    /// vault may be closed before it.
    #[account(mut)]
    pub license: AccountLoader<'info, License>,
    /// Who paid its rent, and gets it back.
    /// CHECK: `license` names it.
    #[account(mut)]
    pub opener: UncheckedAccount<'info>,
}

impl<'info> CloseLicense<'info> {
    fn validate(&self) -> Result<()> {
        let license = self.license.load()?;
        ensure(license.opener == *self.opener.key, MosaicError::WrongLicenseOpener)?;
        license.license().check_closable(Clock::get()?.unix_timestamp).or_refuse()
    }

    /// Closes a licence that is over, or whose offer nobody took. It needs no vault and emits no event of one: a licence
    /// may outlive the vault that granted it.
    ///
    /// Specification:
    /// - The licence shall not run, and its offer be over or ended
    /// - Anyone may call; the rent goes to who paid it
    pub fn handle(ctx: Context<'info, Self>) -> Result<()> {
        let accounts = ctx.accounts;
        accounts.validate()?;
        state::close(accounts.license.as_ref(), &accounts.opener)
    }
}
