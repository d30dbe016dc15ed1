use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use bytemuck::Zeroable;
use mosaic_core::{RuleError, Status, offering::Plan};

use crate::{
    cpi,
    error::{MosaicError, OrError, OrRefuse, ensure, refuse},
    events::OfferingOpened,
    seeds,
    state::{self, Offering, Vault},
    token,
};

/// What the creator offers.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct OpenOfferingArgs {
    /// Fractions offered, in raw units.
    pub amount: u64,
    /// Price of the whole vault at the start, in raw quote units.
    pub start_price: u64,
    /// What the price falls to, evenly, until the end; the same for a fixed price.
    pub end_price: u64,
    /// From when on it sells (Unix seconds), within 30 days; 0 for now.
    pub starts_at: i64,
    /// From when on it sells no more (Unix seconds), 1 hour to 30 days after the start.
    pub ends_at: i64,
    /// Most fractions one buyer may buy, in raw units.
    pub wallet_limit: u64,
    /// It succeeds once this much was raised, in raw quote units.
    pub minimum: u64,
}

/// Accounts of `open_offering`.
#[derive(Accounts)]
pub struct OpenOffering<'info> {
    /// The creator of the vault, whose fractions they are; pays the rent of the offering and its accounts, and gets it
    /// back when they are closed.
    #[account(mut)]
    pub creator: Signer<'info>,
    /// The vault, Active.
    #[account(mut)]
    pub vault: AccountLoader<'info, Vault>,
    /// The new offering, PDA `["offering", vault, number]`: the number is the vault's `offerings` before, as 8 bytes, the
    /// lowest first.
    /// CHECK: the handler derives the address and creates the account.
    #[account(mut)]
    pub offering: UncheckedAccount<'info>,
    /// The vault's fraction mint.
    /// CHECK: `vault` names it.
    pub fraction_mint: UncheckedAccount<'info>,
    /// The creator's token account that the fractions come from.
    /// CHECK: the handler checks mint, owner and amount.
    #[account(mut)]
    pub fraction_source: UncheckedAccount<'info>,
    /// The vault's new token account for the fractions of the offering, PDA `["offered", offering]`.
    /// CHECK: the handler derives the address and creates the account.
    #[account(mut)]
    pub offered_fractions: UncheckedAccount<'info>,
    /// The vault's quote mint.
    /// CHECK: `vault` names it.
    pub quote_mint: UncheckedAccount<'info>,
    /// The vault's new token account for the cash of the offering, PDA `["raised", offering]`.
    /// CHECK: the handler derives the address and creates the account.
    #[account(mut)]
    pub raised_cash: UncheckedAccount<'info>,
    /// The classic token program.
    pub token_program: Program<'info, Token>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

impl<'info> OpenOffering<'info> {
    /// Checks the accounts; the plan, and the bump of the offering's address.
    fn validate(&self, args: &OpenOfferingArgs, now: i64) -> Result<(Plan, u8)> {
        // vault - a failed offering that nobody has closed yet MAY be there: it is over, and owes its buyers on its own.
        let vault = self.vault.load()?;
        ensure(vault.creator == *self.creator.key, MosaicError::NotTheCreator)?;
        vault.require(Status::sells_fractions)?;
        ensure(vault.fraction_mint == *self.fraction_mint.key, MosaicError::WrongFractionMint)?;
        ensure(vault.quote_mint == *self.quote_mint.key, MosaicError::QuoteMintOfAnotherVault)?;
        if vault.offered == 1 {
            return Err(refuse(RuleError::AlreadyOffered.into()));
        }
        if now < vault.offering_ends_at {
            return Err(refuse(RuleError::OfferingRuns.into()));
        }
        let OpenOfferingArgs { amount, start_price, end_price, starts_at, ends_at, wallet_limit, minimum } = *args;
        let supply = token::supply(&self.fraction_mint)?;
        let plan = Plan { supply, amount, start_price, end_price, starts_at, ends_at, wallet_limit, minimum };
        let plan = plan.opened(now).or_refuse()?;
        // fraction_source
        token::check_source(&self.fraction_source, self.creator.key, &vault.fraction_mint, amount)?;
        // offering
        let address = seeds::offering(&self.vault.key(), vault.offerings);
        let bump = seeds::expect(&self.offering, address, MosaicError::WrongOfferingAddress)?;
        Ok((plan, bump))
    }

    fn create_offering(&self, number: u64, bump: u8) -> Result<()> {
        let (vault, number) = (self.vault.key(), number.to_le_bytes());
        let signer: &[&[u8]] = &[seeds::OFFERING, vault.as_ref(), &number, &[bump]];
        cpi::create_account(&self.creator, &self.offering, state::space::<Offering>(), &crate::ID, signer)
    }

    fn create_token_accounts(&self) -> Result<()> {
        let (vault, offering) = (self.vault.key(), self.offering.key());
        let create = |account: &AccountInfo<'info>, mint: &AccountInfo<'info>, prefix: &[u8], bump: u8| {
            let signer: &[&[u8]] = &[prefix, offering.as_ref(), &[bump]];
            token::create_account(&self.creator, account, mint, &vault, signer)
        };
        let address = seeds::offered_fractions(&offering);
        let bump = seeds::expect(&self.offered_fractions, address, MosaicError::WrongOfferedFractions)?;
        create(&self.offered_fractions, &self.fraction_mint, seeds::OFFERED, bump)?;
        let bump = seeds::expect(&self.raised_cash, seeds::raised_cash(&offering), MosaicError::WrongRaisedCash)?;
        create(&self.raised_cash, &self.quote_mint, seeds::RAISED, bump)
    }

    fn take_fractions(&self, amount: u64) -> Result<()> {
        let mismatch = MosaicError::FractionMoveMismatch;
        token::transfer(&self.fraction_source, &self.offered_fractions, &self.creator, amount, &[], mismatch)
    }

    /// Offers fractions of the creator to all, at a fixed price or one that falls evenly.
    ///
    /// Specification:
    /// - The creator shall sign and own the fractions; the vault shall be Active
    /// - No offering of the vault shall have succeeded, and none run
    /// - The supply shall be copied into the offering: burning changes no price in it
    /// - The minimum shall be within reach at the start price
    pub fn handle(ctx: Context<'info, Self>, args: OpenOfferingArgs) -> Result<()> {
        let accounts = ctx.accounts;
        let clock = Clock::get()?;
        let (plan, bump) = accounts.validate(&args, clock.unix_timestamp)?;
        let number = accounts.vault.load()?.offerings;
        accounts.create_offering(number, bump)?;
        accounts.create_token_accounts()?;
        accounts.take_fractions(plan.amount)?;
        accounts.record(number, &plan, &clock)
    }

    fn record(&self, number: u64, plan: &Plan, clock: &Clock) -> Result<()> {
        let mut vault = self.vault.load_mut()?;
        let (offered_fractions, raised_cash) = (self.offered_fractions.key(), self.raised_cash.key());
        let mut offering =
            Offering { vault: self.vault.key(), offered_fractions, raised_cash, number, ..Offering::zeroed() };
        offering.set_plan(plan);
        state::init(&self.offering, &offering)?;
        vault.offerings = number.checked_add(1).or_error(MosaicError::Overflow)?;
        vault.offerings_open = vault.offerings_open.checked_add(1).or_error(MosaicError::Overflow)?;
        vault.offering_price = 0;
        vault.offering_ends_at = plan.ends_at;
        let header = vault.next_event(self.vault.key(), clock)?;
        let Plan { supply, amount, start_price, end_price, starts_at, ends_at, wallet_limit, minimum } = *plan;
        emit!(OfferingOpened {
            header,
            number,
            supply,
            amount,
            start_price,
            end_price,
            starts_at,
            ends_at,
            wallet_limit,
            minimum,
        });
        vault.invariant()?;
        offering.invariant(&self.offered_fractions, &self.raised_cash)
    }
}
