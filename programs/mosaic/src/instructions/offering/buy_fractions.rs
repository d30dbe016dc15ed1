use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use bytemuck::Zeroable;
use mosaic_core::offering::{self, Bought};

use crate::{
    cpi,
    error::{MosaicError, OrError, OrRefuse, ensure},
    events::FractionsBought,
    seeds,
    state::{self, Offering, Purchase, Vault},
    token,
};

/// What the buyer asks for.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct BuyFractionsArgs {
    /// Fractions to be bought, in raw units: exactly that many.
    pub amount: u64,
    /// The most they may cost, in raw quote units.
    pub max_cost: u64,
}

/// Accounts of `buy_fractions`.
#[derive(Accounts)]
pub struct BuyFractions<'info> {
    /// Who buys; pays the rent of the purchase, if there is none yet, and gets it back when that is closed.
    #[account(mut)]
    pub buyer: Signer<'info>,
    /// The vault, Active.
    #[account(mut)]
    pub vault: AccountLoader<'info, Vault>,
    /// The offering, which runs.
    #[account(mut)]
    pub offering: AccountLoader<'info, Offering>,
    /// The purchase, PDA `["purchase", offering, buyer]`; created if the buyer has none.
    /// CHECK: the handler derives the address, or compares offering and buyer.
    #[account(mut)]
    pub purchase: UncheckedAccount<'info>,
    /// The buyer's token account for the quote mint, which pays.
    /// CHECK: the handler checks mint, owner and amount.
    #[account(mut)]
    pub cash_source: UncheckedAccount<'info>,
    /// The vault's token account for the fractions of the offering.
    /// CHECK: `offering` names it.
    pub offered_fractions: UncheckedAccount<'info>,
    /// The vault's token account for the cash of the offering.
    /// CHECK: `offering` names it.
    #[account(mut)]
    pub raised_cash: UncheckedAccount<'info>,
    /// The classic token program.
    pub token_program: Program<'info, Token>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

impl<'info> BuyFractions<'info> {
    /// What the buyer has bought already, and the bump of the purchase's address if there is no purchase yet.
    fn held(&self) -> Result<(offering::Purchase, Option<u8>)> {
        if state::is_vacant(&self.purchase) {
            let address = seeds::purchase(&self.offering.key(), self.buyer.key);
            let bump = seeds::expect(&self.purchase, address, MosaicError::WrongPurchaseAddress)?;
            return Ok((offering::Purchase::default(), Some(bump)));
        }
        let purchase = state::load::<Purchase>(&self.purchase, MosaicError::WrongPurchaseAddress)?;
        purchase.check(&self.offering.key(), self.buyer.key)?;
        Ok((purchase.purchase(), None))
    }

    /// Checks the accounts; what is bought, and the bump of the purchase's address if there is no purchase yet.
    fn validate(&self, args: &BuyFractionsArgs, now: i64) -> Result<(Bought, Option<u8>)> {
        // offering
        let vault = self.vault.load()?;
        let offering = self.offering.load()?;
        offering.check(&self.vault.key(), &self.offered_fractions, &self.raised_cash)?;
        // purchase
        let (held, new_bump) = self.held()?;
        let rules = offering.offering();
        let bought = rules.buy(vault.status()?, held, args.amount, args.max_cost, now).or_refuse()?;
        // cash_source
        token::check_source(&self.cash_source, self.buyer.key, &vault.quote_mint, bought.cost)?;
        Ok((bought, new_bump))
    }

    fn create_purchase(&self, bump: u8) -> Result<()> {
        let (offering, buyer) = (self.offering.key(), self.buyer.key());
        let signer: &[&[u8]] = &[seeds::PURCHASE, offering.as_ref(), buyer.as_ref(), &[bump]];
        cpi::create_account(&self.buyer, &self.purchase, state::space::<Purchase>(), &crate::ID, signer)?;
        state::init(&self.purchase, &Purchase { vault: self.vault.key(), offering, buyer, ..Purchase::zeroed() })
    }

    fn take_cash(&self, amount: u64) -> Result<()> {
        let mismatch = MosaicError::CashMoveMismatch;
        token::transfer(&self.cash_source, &self.raised_cash, &self.buyer, amount, &[], mismatch)
    }

    /// Buys fractions of an offering. They are delivered by `claim_purchase` once its minimum is reached; if it never is,
    /// their whole cost goes back.
    ///
    /// Specification:
    /// - The buyer shall sign; the vault shall be Active and the offering have started, and not ended
    /// - Exactly the amount shall be bought, for at most `max_cost`, or nothing
    /// - All purchases of a buyer in the offering shall be within the limit of a wallet
    /// - The cost shall be the share of the present price, rounded up
    /// - Once the minimum is reached, the vault shall not be sold below the highest price paid while the offering runs
    pub fn handle(ctx: Context<'info, Self>, args: BuyFractionsArgs) -> Result<()> {
        let accounts = ctx.accounts;
        let clock = Clock::get()?;
        let (bought, new_bump) = accounts.validate(&args, clock.unix_timestamp)?;
        if let Some(bump) = new_bump {
            accounts.create_purchase(bump)?;
        }
        accounts.take_cash(bought.cost)?;
        accounts.record(&bought, args.amount, new_bump.is_some(), &clock)
    }

    fn record(&self, bought: &Bought, amount: u64, new: bool, clock: &Clock) -> Result<()> {
        let mut purchase = state::load_mut::<Purchase>(&self.purchase, MosaicError::WrongPurchaseAddress)?;
        purchase.set(&bought.purchase);
        let mut offering = self.offering.load_mut()?;
        offering.set(&bought.offering);
        let opened = offering.purchases_open.checked_add(u64::from(new));
        offering.purchases_open = opened.or_error(MosaicError::Overflow)?;
        let mut vault = self.vault.load_mut()?;
        vault.follow_offering(&bought.offering);
        let header = vault.next_event(self.vault.key(), clock)?;
        emit!(FractionsBought {
            header,
            number: offering.number,
            buyer: self.buyer.key(),
            amount,
            price: bought.price,
            cost: bought.cost,
            sold: offering.sold,
            raised: offering.raised,
            certain: bought.offering.is_certain(),
        });
        ensure(purchase.fractions <= offering.sold, MosaicError::OfferingInvariantBroken)?;
        vault.invariant()?;
        offering.invariant(&self.offered_fractions, &self.raised_cash)
    }
}
