use anchor_lang::prelude::*;
use mosaic_core::auction::Escrowed;

/// What a bidder has in escrow. PDA `["bid", vault, bidder]`, made with its first bid, closed by `withdraw_bid`.
#[account(zero_copy)]
#[derive(Debug)]
pub struct Bid {
    /// The vault bid for.
    pub vault: Pubkey,
    /// Who bids, pays the rent and gets everything back.
    pub bidder: Pubkey,
    /// Price of the whole vault, in raw quote units.
    pub price: u64,
    /// Cash in escrow, in raw quote units; for the winner what the settlement gave back, mostly nothing.
    pub cash: u64,
    /// Fractions in escrow, in raw units; burned if the bid wins.
    pub fractions: u64,
}

impl Bid {
    /// What is in escrow.
    pub fn escrowed(&self) -> Escrowed {
        Escrowed { cash: self.cash, fractions: self.fractions }
    }
}
