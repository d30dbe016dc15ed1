use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use mosaic_core::offering::Closed;

use crate::{
    cpi,
    error::{MosaicError, OrError, OrRefuse, ensure, refuse},
    events::OfferingClosed,
    state::{self, Offering, Vault},
    token,
};

/// Accounts of `close_offering`.
#[derive(Accounts)]
pub struct CloseOffering<'info> {
    /// The creator of the vault, who is paid and gets the rent. Signs to call an offering off, else need not: then only
    /// its associated token accounts are paid.
    /// CHECK: `vault` names it.
    #[account(mut)]
    pub creator: UncheckedAccount<'info>,
    /// The vault: Active or later.
    #[account(mut)]
    pub vault: AccountLoader<'info, Vault>,
    /// The offering; closed once no purchase is left.
    #[account(mut)]
    pub offering: AccountLoader<'info, Offering>,
    /// The vault's fraction mint.
    /// CHECK: `vault` names it.
    #[account(mut)]
    pub fraction_mint: UncheckedAccount<'info>,
    /// The vault's token account for the fractions of the offering; closed with it, what lies in it uninvited burned.
    /// CHECK: `offering` names it.
    #[account(mut)]
    pub offered_fractions: UncheckedAccount<'info>,
    /// The creator's token account for the fractions; needed where some go back.
    /// CHECK: the handler checks mint and owner.
    #[account(mut)]
    pub fraction_destination: Option<UncheckedAccount<'info>>,
    /// The vault's token account for the cash of the offering; closed with it.
    /// CHECK: `offering` names it.
    #[account(mut)]
    pub raised_cash: UncheckedAccount<'info>,
    /// The creator's token account for the quote mint; needed where it is paid.
    /// CHECK: the handler checks mint and owner.
    #[account(mut)]
    pub cash_destination: Option<UncheckedAccount<'info>>,
    /// The curator, who gets cash that nobody is owed. Need not sign: then only its associated account is paid.
    /// CHECK: `vault` names it.
    pub curator: UncheckedAccount<'info>,
    /// The curator's token account for cash; needed only where more is there than is owed.
    /// CHECK: the handler checks mint and owner.
    #[account(mut)]
    pub surplus_destination: Option<UncheckedAccount<'info>>,
    /// The classic token program.
    pub token_program: Program<'info, Token>,
}

/// What goes, and whether the accounts are closed with it.
struct Leaving {
    closed: Closed,
    surplus_cash: u64,
    surplus_fractions: u64,
    closes: bool,
}

impl<'info> CloseOffering<'info> {
    /// Checks the accounts; what goes.
    fn validate(&self, now: i64) -> Result<Leaving> {
        // vault
        let vault = self.vault.load()?;
        ensure(vault.creator == *self.creator.key, MosaicError::WrongCreator)?;
        ensure(vault.curator == *self.curator.key, MosaicError::WrongCurator)?;
        ensure(vault.fraction_mint == *self.fraction_mint.key, MosaicError::WrongFractionMint)?;
        // offering
        let offering = self.offering.load()?;
        offering.check(&self.vault.key(), &self.offered_fractions, &self.raised_cash)?;
        let paid_before = offering.closed == 1;
        let closed = offering.offering().close(vault.status()?, self.creator.is_signer, now).or_refuse()?;
        // fraction_destination, cash_destination
        let missing = MosaicError::PayoutDestinationMissing;
        if closed.fractions > 0 {
            let destination = self.fraction_destination.as_ref().or_error(missing)?;
            token::check_payee(destination, &self.creator, &vault.fraction_mint)?;
        }
        if closed.cash > 0 {
            let destination = self.cash_destination.as_ref().or_error(missing)?;
            token::check_payee(destination, &self.creator, &vault.quote_mint)?;
        }
        // surplus_destination - a curator who cannot be paid MAY be left out: then the accounts wait for it, and not what
        // is the creator's (T02).
        let uninvited = self.uninvited(&offering)?;
        let closes = offering.purchases_open == 0 && (uninvited == 0 || self.surplus_destination.is_some());
        if paid_before && !closes {
            let waits_for_curator = offering.purchases_open == 0;
            let error = if waits_for_curator {
                MosaicError::SurplusDestinationMissing
            } else {
                MosaicError::PurchasesStillOpen
            };
            return Err(refuse(error));
        }
        if !closes {
            return Ok(Leaving { closed, surplus_cash: 0, surplus_fractions: 0, closes });
        }
        if let Some(destination) = self.surplus_destination.as_ref().filter(|_| uninvited > 0) {
            token::check_payee(destination, &self.curator, &vault.quote_mint)?;
        }
        let there = token::amount(&self.offered_fractions, MosaicError::WrongOfferedFractions)?;
        let tracked = offering.offering().fractions().or_refuse()?;
        let surplus_fractions = there.checked_sub(tracked).or_error(MosaicError::OfferedFractionsShort)?;
        Ok(Leaving { closed, surplus_cash: uninvited, surplus_fractions, closes })
    }

    /// Cash that was sent to the offering's account uninvited.
    fn uninvited(&self, offering: &Offering) -> Result<u64> {
        let there = token::amount(&self.raised_cash, MosaicError::WrongRaisedCash)?;
        there.checked_sub(offering.offering().cash().or_refuse()?).or_error(MosaicError::RaisedCashShort)
    }

    fn pay_creator(&self, closed: &Closed, signer: &[&[&[u8]]]) -> Result<()> {
        let vault = self.vault.as_ref();
        if let Some(destination) = &self.fraction_destination {
            let mismatch = MosaicError::FractionMoveMismatch;
            token::transfer(&self.offered_fractions, destination, vault, closed.fractions, signer, mismatch)?;
        }
        if let Some(destination) = &self.cash_destination {
            let mismatch = MosaicError::CashMoveMismatch;
            token::transfer(&self.raised_cash, destination, vault, closed.cash, signer, mismatch)?;
        }
        Ok(())
    }

    fn close_accounts(&self, leaving: &Leaving, signer: &[&[&[u8]]]) -> Result<()> {
        let (vault, creator) = (self.vault.as_ref(), &self.creator);
        token::burn(&self.fraction_mint, &self.offered_fractions, vault, leaving.surplus_fractions, signer)?;
        if let Some(destination) = &self.surplus_destination {
            let mismatch = MosaicError::CashMoveMismatch;
            token::transfer(&self.raised_cash, destination, vault, leaving.surplus_cash, signer, mismatch)?;
        }
        cpi::close_account(&self.offered_fractions, creator, vault, signer)?;
        cpi::close_account(&self.raised_cash, creator, vault, signer)?;
        state::close(self.offering.as_ref(), creator)
    }

    /// Pays the creator what is its own of an offering that is over: the cash and what was not sold, or after one that
    /// failed all the fractions. Once every purchase is claimed, closes the accounts.
    ///
    /// Specification:
    /// - The offering shall be over, or nothing be sold and the creator sign, who so calls it off
    /// - Anyone may call; the creator's own goes to nobody but the creator, and once
    /// - What buyers are owed shall stay for them, and the accounts with it
    /// - With the accounts, surplus cash shall go to the curator and surplus fractions be burned; as long as the curator's
    ///   account is not named and cash was sent, the accounts shall stay
    pub fn handle(ctx: Context<'info, Self>) -> Result<()> {
        let accounts = ctx.accounts;
        let clock = Clock::get()?;
        let leaving = accounts.validate(clock.unix_timestamp)?;
        let signer = accounts.vault.load()?.signer();
        let seeds = signer.seeds();
        accounts.pay_creator(&leaving.closed, &[&seeds])?;
        accounts.record(&leaving, &clock)?;
        if leaving.closes {
            accounts.close_accounts(&leaving, &[&seeds])?;
        }
        Ok(())
    }

    fn record(&self, leaving: &Leaving, clock: &Clock) -> Result<()> {
        let Leaving { closed, surplus_cash, surplus_fractions, closes } = leaving;
        let mut offering = self.offering.load_mut()?;
        offering.set(&closed.offering);
        let mut vault = self.vault.load_mut()?;
        // Of an earlier one MAY be closed what is left while a later one runs.
        if offering.number.checked_add(1) == Some(vault.offerings) {
            vault.end_offering();
        }
        let open = vault.offerings_open.checked_sub(u32::from(*closes));
        vault.offerings_open = open.or_error(MosaicError::VaultInvariantBroken)?;
        let header = vault.next_event(self.vault.key(), clock)?;
        emit!(OfferingClosed {
            header,
            number: offering.number,
            cash: closed.cash,
            fractions: closed.fractions,
            surplus_cash: *surplus_cash,
            surplus_fractions: *surplus_fractions,
            closed: *closes,
        });
        vault.invariant()?;
        offering.invariant(&self.offered_fractions, &self.raised_cash)
    }
}
