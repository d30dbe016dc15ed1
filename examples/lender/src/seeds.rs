//! Every address the program derives.

use anchor_lang::prelude::Pubkey;

/// Prefix of [`market`].
pub const MARKET: &[u8] = b"market";
/// Prefix of [`cash_account`].
pub const CASH: &[u8] = b"cash";
/// Prefix of [`fraction_account`].
pub const FRACTIONS: &[u8] = b"fractions";
/// Prefix of [`loan`].
pub const LOAN: &[u8] = b"loan";

/// The market of a lender for a vault.
#[must_use]
pub fn market(vault: &Pubkey, lender: &Pubkey) -> Pubkey {
    find(&[MARKET, vault.as_ref(), lender.as_ref()])
}

/// The token account with the cash of a market.
#[must_use]
pub fn cash_account(market: &Pubkey) -> Pubkey {
    find(&[CASH, market.as_ref()])
}

/// The token account with the collateral of a market.
#[must_use]
pub fn fraction_account(market: &Pubkey) -> Pubkey {
    find(&[FRACTIONS, market.as_ref()])
}

/// The loan of a borrower.
#[must_use]
pub fn loan(market: &Pubkey, borrower: &Pubkey) -> Pubkey {
    find(&[LOAN, market.as_ref(), borrower.as_ref()])
}

fn find(seeds: &[&[u8]]) -> Pubkey {
    Pubkey::find_program_address(seeds, &crate::ID).0
}
