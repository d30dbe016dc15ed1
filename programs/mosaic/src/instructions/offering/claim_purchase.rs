use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use mosaic_core::offering::Claimed;

use crate::{
    error::{MosaicError, OrError, OrRefuse},
    events::PurchaseClaimed,
    state::{self, Offering, Purchase, Vault},
    token,
};

/// Accounts of `claim_purchase`.
#[derive(Accounts)]
pub struct ClaimPurchase<'info> {
    /// Who bought, is paid, and gets the rent of the purchase when it is closed. Need not sign: then only its associated
    /// token accounts are paid.
    /// CHECK: `purchase` names it.
    #[account(mut)]
    pub buyer: UncheckedAccount<'info>,
    /// The vault, in any status.
    #[account(mut)]
    pub vault: AccountLoader<'info, Vault>,
    /// The offering.
    #[account(mut)]
    pub offering: AccountLoader<'info, Offering>,
    /// The purchase; closed once the offering is over.
    #[account(mut)]
    pub purchase: AccountLoader<'info, Purchase>,
    /// The vault's token account for the fractions of the offering.
    /// CHECK: `offering` names it.
    #[account(mut)]
    pub offered_fractions: UncheckedAccount<'info>,
    /// The buyer's token account for the fractions; needed where some are delivered.
    /// CHECK: the handler checks mint and owner.
    #[account(mut)]
    pub fraction_destination: Option<UncheckedAccount<'info>>,
    /// The vault's token account for the cash of the offering.
    /// CHECK: `offering` names it.
    #[account(mut)]
    pub raised_cash: UncheckedAccount<'info>,
    /// The buyer's token account for the quote mint; needed where its cost goes back.
    /// CHECK: the handler checks mint and owner.
    #[account(mut)]
    pub cash_destination: Option<UncheckedAccount<'info>>,
    /// The classic token program.
    pub token_program: Program<'info, Token>,
}

impl<'info> ClaimPurchase<'info> {
    /// Checks the accounts; what is due.
    fn validate(&self, now: i64) -> Result<Claimed> {
        // vault - MAY be in any status: what was bought can always be claimed (INV-12).
        let vault = self.vault.load()?;
        // offering - MAY be closed: what its buyers are owed stayed.
        let offering = self.offering.load()?;
        offering.check(&self.vault.key(), &self.offered_fractions, &self.raised_cash)?;
        // purchase
        let purchase = self.purchase.load()?;
        purchase.check(&self.offering.key(), self.buyer.key)?;
        let claimed = offering.offering().claim(vault.status()?, purchase.purchase(), now).or_refuse()?;
        // fraction_destination, cash_destination
        let missing = MosaicError::PurchaseDestinationMissing;
        if claimed.fractions > 0 {
            let destination = self.fraction_destination.as_ref().or_error(missing)?;
            token::check_payee(destination, &self.buyer, &vault.fraction_mint)?;
        }
        if claimed.refund > 0 {
            let destination = self.cash_destination.as_ref().or_error(missing)?;
            token::check_payee(destination, &self.buyer, &vault.quote_mint)?;
        }
        Ok(claimed)
    }

    fn pay(&self, claimed: &Claimed) -> Result<()> {
        let (signer, vault) = (self.vault.load()?.signer(), self.vault.as_ref());
        let seeds = signer.seeds();
        let signer: &[&[&[u8]]] = &[&seeds];
        if let Some(destination) = &self.fraction_destination {
            let mismatch = MosaicError::FractionMoveMismatch;
            token::transfer(&self.offered_fractions, destination, vault, claimed.fractions, signer, mismatch)?;
        }
        if let Some(destination) = &self.cash_destination {
            let mismatch = MosaicError::CashMoveMismatch;
            token::transfer(&self.raised_cash, destination, vault, claimed.refund, signer, mismatch)?;
        }
        Ok(())
    }

    fn record_purchase(&self, claimed: &Claimed) -> Result<()> {
        self.purchase.load_mut()?.set(&claimed.purchase);
        if claimed.closes {
            state::close(self.purchase.as_ref(), &self.buyer)?;
        }
        Ok(())
    }

    /// Delivers what was bought in an offering that has succeeded, or pays its cost back after one that has not.
    ///
    /// Specification:
    /// - Its minimum shall be reached, or it be over: in every status of the vault, whatever happens to the creator
    /// - Anyone may call; everything goes to nobody but the buyer
    /// - While the offering runs the purchase shall stay, so that it counts for the limit of a wallet; then it is closed
    pub fn handle(ctx: Context<'info, Self>) -> Result<()> {
        let accounts = ctx.accounts;
        let clock = Clock::get()?;
        let claimed = accounts.validate(clock.unix_timestamp)?;
        accounts.pay(&claimed)?;
        accounts.record_purchase(&claimed)?;

        let mut offering = accounts.offering.load_mut()?;
        offering.set(&claimed.offering);
        let left = offering.purchases_open.checked_sub(u64::from(claimed.closes));
        offering.purchases_open = left.or_error(MosaicError::OfferingInvariantBroken)?;
        let mut vault = accounts.vault.load_mut()?;
        let header = vault.next_event(accounts.vault.key(), &clock)?;
        emit!(PurchaseClaimed {
            header,
            number: offering.number,
            buyer: accounts.buyer.key(),
            fractions: claimed.fractions,
            refund: claimed.refund,
            delivered: offering.delivered,
            refunded: offering.refunded,
            closed: claimed.closes,
        });
        vault.invariant()?;
        offering.invariant(&accounts.offered_fractions, &accounts.raised_cash)
    }
}
