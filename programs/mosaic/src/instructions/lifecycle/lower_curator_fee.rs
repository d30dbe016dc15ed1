use anchor_lang::prelude::*;
use mosaic_core::{Status, terms::check_lower_fee};

use crate::{
    error::{MosaicError, OrRefuse, ensure},
    events::CuratorFeeLowered,
    state::Vault,
};

/// How low.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct LowerCuratorFeeArgs {
    /// The new fee in basis points of the winning cash, lower than the present one.
    pub fee_bps: u16,
}

/// Accounts of `lower_curator_fee`.
#[derive(Accounts)]
pub struct LowerCuratorFee<'info> {
    /// The curator of the vault.
    pub curator: Signer<'info>,
    /// The vault, not yet sold or reclaimed.
    #[account(mut)]
    pub vault: AccountLoader<'info, Vault>,
}

impl<'info> LowerCuratorFee<'info> {
    fn validate(&self, args: &LowerCuratorFeeArgs) -> Result<()> {
        let Self { curator, vault } = self;
        // vault - MAY be in auction: nobody's payout falls, nor the price or cash of any bid.
        let vault = vault.load()?;
        ensure(vault.curator == *curator.key, MosaicError::NotTheCurator)?;
        vault.require(Status::lowers_curator_fee)?;
        check_lower_fee(vault.curator_fee_bps, args.fee_bps).or_refuse()
    }

    /// Lowers the curator's fee of the sale to come. The cap stays: up to it a vote may set a fee again, while nobody has bid.
    ///
    /// Specification:
    /// - The curator shall sign: it gives up its own
    /// - The vault shall be neither sold nor reclaimed; once it is sold, the fee is divided
    /// - The fee shall be lower than before
    pub fn handle(ctx: Context<'info, Self>, args: LowerCuratorFeeArgs) -> Result<()> {
        let accounts = ctx.accounts;
        accounts.validate(&args)?;
        let clock = Clock::get()?;
        let mut vault = accounts.vault.load_mut()?;
        let (curator, previous_bps) = (vault.curator, vault.curator_fee_bps);
        vault.curator_fee_bps = args.fee_bps;
        let header = vault.next_event(accounts.vault.key(), &clock)?;
        emit!(CuratorFeeLowered { header, curator, previous_bps, fee_bps: args.fee_bps });
        vault.invariant()
    }
}
