use anchor_lang::prelude::*;
use mosaic_core::Ledger;

use super::Vault;
use crate::{
    error::{MosaicError, OrRefuse, ensure},
    token,
};

/// The one auction of a vault and what its escrows hold. PDA `["auction", vault]`, made by the first offer or bid.
///
/// While the vault is Active, `leader`, `price` and `supply` are those of the offer that stands, if one does, and from
/// `ends_at` on it can be accepted.
#[account(zero_copy)]
#[derive(Debug)]
pub struct Auction {
    /// The vault on sale.
    pub vault: Pubkey,
    /// Who placed the first bid or offer, paid the rent of this account and both escrows, and gets it back.
    pub opener: Pubkey,
    /// The bidder who leads, and wins if nobody bids a step more; all zero once its offer was withdrawn.
    pub leader: Pubkey,
    /// Token account of the vault for the quote mint, PDA `["cash", vault]`.
    pub cash_escrow: Pubkey,
    /// Token account of the vault for the fraction mint, PDA `["fractions", vault]`.
    pub fraction_escrow: Pubkey,
    /// Live supply of fractions, in raw units, when the auction started, or when the offer was made that started it:
    /// what every bid is measured by.
    pub supply: u64,
    /// Reserve when the auction started, or the price of the offer that was accepted below it; in raw quote units.
    pub reserve: u64,
    /// Fractions that asked that reserve's level or less, in raw units; 0 where an offer below the reserve was accepted.
    pub consenting: u64,
    /// Leading price of the whole vault, in raw quote units; 0 once its offer was withdrawn.
    pub price: u64,
    /// When the first bid was placed, or the offer accepted (Unix seconds).
    pub started_at: i64,
    /// From when on the auction can be settled and no longer bid in (Unix seconds).
    pub ends_at: i64,
    /// Cash of the winning bid, once settled, in raw quote units.
    pub winning_cash: u64,
    /// All cash in escrow, as tracked, in raw quote units.
    pub cash: u64,
    /// Of it, the cash of open bids, in raw quote units.
    pub bids_cash: u64,
    /// Of it, the proceeds not yet redeemed, in raw quote units.
    pub proceeds: u64,
    /// Of it, the royalties not yet claimed, in raw quote units.
    pub royalties: u64,
    /// Of it, the curator's fee not yet claimed, in raw quote units.
    pub curator_fee: u64,
    /// Fractions of open bids in escrow, as tracked, in raw units.
    pub fractions: u64,
    /// Bid accounts still open, as a count.
    pub open_bids: u64,
    /// Latest end of licences that the bidder of the offer that stands accepts (Unix seconds).
    pub licensed_until: i64,
}

impl Auction {
    /// The price of the offer that stands while the vault is Active; 0 if none does. A licence beyond what its bidder
    /// accepts lets it fall.
    pub fn offer_price(&self, vault: &Vault) -> u64 {
        if vault.licensed_until > self.licensed_until { 0 } else { self.price }
    }

    /// What the escrows hold, and whose it is.
    pub fn ledger(&self) -> Ledger {
        Ledger {
            cash: self.cash,
            bids_cash: self.bids_cash,
            proceeds: self.proceeds,
            royalties: self.royalties,
            curator_fee: self.curator_fee,
            fractions: self.fractions,
        }
    }

    /// Refuses an auction of another vault, or a cash escrow that is not its own.
    pub(crate) fn check(&self, vault: &Pubkey, cash_escrow: &AccountInfo) -> Result<()> {
        // An auction is only ever created at the one address derived from its vault: naming the vault is enough.
        ensure(self.vault == *vault, MosaicError::AuctionOfAnotherVault)?;
        ensure(self.cash_escrow == *cash_escrow.key, MosaicError::WrongCashEscrow)
    }

    /// Refuses a fraction escrow that is not its own.
    pub(crate) fn check_fraction_escrow(&self, fraction_escrow: &AccountInfo) -> Result<()> {
        ensure(self.fraction_escrow == *fraction_escrow.key, MosaicError::WrongFractionEscrow)
    }

    pub(crate) fn set_ledger(&mut self, ledger: &Ledger) {
        let Ledger { cash, bids_cash, proceeds, royalties, curator_fee, fractions } = *ledger;
        self.cash = cash;
        self.bids_cash = bids_cash;
        self.proceeds = proceeds;
        self.royalties = royalties;
        self.curator_fee = curator_fee;
        self.fractions = fractions;
    }

    /// What holds of an auction after every instruction that touches it: each tracked unit has one owner, and the cash
    /// escrow holds at least what is tracked (INV-03).
    pub(crate) fn invariant(&self, cash_escrow: &AccountInfo) -> Result<()> {
        self.ledger().check().or_refuse()?;
        ensure(self.price >= self.reserve && self.ends_at >= self.started_at, MosaicError::AuctionInvariantBroken)?;
        let there = token::amount(cash_escrow, MosaicError::WrongCashEscrow)?;
        ensure(there >= self.cash, MosaicError::CashEscrowShort)?;
        Ok(())
    }

    /// The fraction escrow holds at least what open bids brought (INV-04).
    pub(crate) fn fraction_invariant(&self, fraction_escrow: &AccountInfo) -> Result<()> {
        let there = token::amount(fraction_escrow, MosaicError::WrongFractionEscrow)?;
        ensure(there >= self.fractions, MosaicError::FractionEscrowShort)?;
        Ok(())
    }
}
