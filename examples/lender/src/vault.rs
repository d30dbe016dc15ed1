//! What the program asks of Mosaic: a price, and the cash of fractions whose vault was sold.

use anchor_lang::{
    InstructionData,
    prelude::*,
    solana_program::{
        instruction::Instruction,
        program::{get_return_data, invoke},
    },
};
use mosaic::{program::Mosaic, quote::VaultQuote};
use mosaic_core::Status;

use crate::{error::LenderError, rules, state::Market};

/// The accounts of `quote_vault`. Mosaic checks that they are of the vault; that the vault is the market's is checked here.
#[derive(Accounts)]
pub struct QuotedVault<'info> {
    /// The market's vault.
    /// CHECK: the market names it.
    pub vault: UncheckedAccount<'info>,
    /// The vault's fraction mint.
    /// CHECK: Mosaic compares it with the vault's.
    pub fraction_mint: UncheckedAccount<'info>,
    /// The vault's book of asks, where it has one.
    /// CHECK: Mosaic checks it, and that it is not left out.
    pub asks: Option<UncheckedAccount<'info>>,
    /// The vault's auction, where it has one.
    /// CHECK: Mosaic checks it, and that it is not left out.
    pub auction: Option<UncheckedAccount<'info>>,
    /// Mosaic.
    pub mosaic_program: Program<'info, Mosaic>,
}

/// What a market believes of its vault.
pub struct Belief {
    quote: VaultQuote,
    price_cap: u64,
}

impl QuotedVault<'_> {
    /// Asks the market's vault what it is worth, and believes of it what the market does.
    pub fn believed(&self, market: &Market) -> Result<Belief> {
        // The one price there is: no account that anybody passes sets another.
        require_keys_eq!(self.vault.key(), market.vault, LenderError::VaultOfAnotherMarket);
        Ok(Belief { quote: self.quote()?, price_cap: market.terms.price_cap })
    }

    fn quote(&self) -> Result<VaultQuote> {
        let accounts = mosaic::accounts::QuoteVault {
            vault: self.vault.key(),
            fraction_mint: self.fraction_mint.key(),
            asks: self.asks.as_ref().map(|asks| asks.key()),
            auction: self.auction.as_ref().map(|auction| auction.key()),
        };
        let data = mosaic::instruction::QuoteVault {}.data();
        let instruction = Instruction { program_id: mosaic::ID, accounts: accounts.to_account_metas(None), data };
        invoke(&instruction, &self.to_account_infos())?;
        let (program, answer) = get_return_data().ok_or(LenderError::NoQuote)?;
        require_keys_eq!(program, mosaic::ID, LenderError::NoQuote);
        VaultQuote::try_from_slice(&answer).map_err(|_| error!(LenderError::NoQuote))
    }
}

impl Belief {
    /// What fractions are believed to be worth, in raw quote units.
    #[must_use]
    pub fn worth(&self, fractions: u64) -> u64 {
        let VaultQuote { price, firm, .. } = self.quote;
        rules::believed(self.quote.worth(fractions), price, firm, self.price_cap)
    }

    /// Refuses unless the vault is Active or in Auction. Once it is sold its fractions are redeemed, not lent against.
    pub fn require_lendable(&self) -> Result<()> {
        let lendable = matches!(self.status(), Some(Status::Active | Status::Auction));
        require!(lendable, LenderError::VaultNotLendable);
        Ok(())
    }

    /// Refuses unless the vault is Active.
    pub fn require_active(&self) -> Result<()> {
        require!(self.status() == Some(Status::Active), LenderError::VaultNotActive);
        Ok(())
    }

    fn status(&self) -> Option<Status> {
        Status::from_u8(self.quote.status)
    }
}
