//! Builders of the instructions, for tests and other clients. What can be derived is derived.

use anchor_lang::{InstructionData, prelude::*, solana_program::instruction::Instruction};
use anchor_spl::token;
use mosaic::seeds::{self as vault_seeds, associated_token};

use crate::{
    accounts, instruction as data,
    instructions::{BorrowArgs, LiquidateArgs, OpenMarketArgs, RepayArgs},
    seeds,
    vault::__client_accounts_quoted_vault::QuotedVault,
};

/// Which accounts of a vault to name for `quote_vault`: those it has. One that it has not is not looked at.
#[derive(Clone, Copy, Debug, Default)]
pub struct Has {
    /// A book of asks.
    pub asks: bool,
    /// An auction account: from the first offer or bid on.
    pub auction: bool,
}

/// The market of a lender, and every instruction about it. Token accounts are the associated ones.
#[derive(Clone, Copy, Debug)]
pub struct MarketOf {
    /// The lender.
    pub lender: Pubkey,
    /// The vault.
    pub vault: Pubkey,
    /// The vault's quote mint.
    pub quote_mint: Pubkey,
}

impl MarketOf {
    /// Its address.
    #[must_use]
    pub fn address(&self) -> Pubkey {
        seeds::market(&self.vault, &self.lender)
    }

    /// Its token account for cash.
    #[must_use]
    pub fn cash_account(&self) -> Pubkey {
        seeds::cash_account(&self.address())
    }

    /// Its token account for collateral.
    #[must_use]
    pub fn fraction_account(&self) -> Pubkey {
        seeds::fraction_account(&self.address())
    }

    /// The loan of a borrower.
    #[must_use]
    pub fn loan(&self, borrower: &Pubkey) -> Pubkey {
        seeds::loan(&self.address(), borrower)
    }

    fn fraction_mint(&self) -> Pubkey {
        vault_seeds::fraction_mint(&self.vault).0
    }

    fn cash_of(&self, owner: &Pubkey) -> Pubkey {
        associated_token(owner, &self.quote_mint)
    }

    fn fractions_of(&self, owner: &Pubkey) -> Pubkey {
        associated_token(owner, &self.fraction_mint())
    }

    fn quoted(&self, has: Has) -> QuotedVault {
        QuotedVault {
            vault: self.vault,
            fraction_mint: self.fraction_mint(),
            asks: has.asks.then(|| vault_seeds::asks(&self.vault).0),
            auction: has.auction.then(|| vault_seeds::auction(&self.vault).0),
            mosaic_program: mosaic::ID,
        }
    }

    /// `open_market`.
    #[must_use]
    pub fn open(&self, args: OpenMarketArgs) -> Instruction {
        let accounts = accounts::OpenMarket {
            lender: self.lender,
            vault: self.vault,
            quote_mint: self.quote_mint,
            fraction_mint: self.fraction_mint(),
            market: self.address(),
            cash_account: self.cash_account(),
            fraction_account: self.fraction_account(),
            token_program: token::ID,
            system_program: System::id(),
        };
        build(accounts, data::OpenMarket { args })
    }

    fn move_cash(&self) -> accounts::MoveCash {
        accounts::MoveCash {
            lender: self.lender,
            market: self.address(),
            cash_account: self.cash_account(),
            fraction_account: self.fraction_account(),
            lender_cash: self.cash_of(&self.lender),
            token_program: token::ID,
        }
    }

    /// `supply`.
    #[must_use]
    pub fn supply(&self, amount: u64) -> Instruction {
        build(self.move_cash(), data::Supply { amount })
    }

    /// `withdraw`.
    #[must_use]
    pub fn withdraw(&self, amount: u64) -> Instruction {
        build(self.move_cash(), data::Withdraw { amount })
    }

    /// `open_loan`.
    #[must_use]
    pub fn open_loan(&self, borrower: &Pubkey) -> Instruction {
        let accounts = accounts::OpenLoan {
            borrower: *borrower,
            market: self.address(),
            loan: self.loan(borrower),
            system_program: System::id(),
        };
        build(accounts, data::OpenLoan {})
    }

    /// `borrow`.
    #[must_use]
    pub fn borrow(&self, borrower: &Pubkey, fractions: u64, amount: u64, has: Has) -> Instruction {
        let accounts = accounts::Borrow {
            borrower: *borrower,
            market: self.address(),
            loan: self.loan(borrower),
            quoted: self.quoted(has),
            cash_account: self.cash_account(),
            fraction_account: self.fraction_account(),
            borrower_cash: self.cash_of(borrower),
            borrower_fractions: self.fractions_of(borrower),
            token_program: token::ID,
        };
        build(accounts, data::Borrow { args: BorrowArgs { fractions, amount } })
    }

    /// `repay`.
    #[must_use]
    pub fn repay(&self, borrower: &Pubkey, amount: u64, fractions: u64, has: Has) -> Instruction {
        let accounts = accounts::Repay {
            borrower: *borrower,
            market: self.address(),
            loan: self.loan(borrower),
            quoted: self.quoted(has),
            cash_account: self.cash_account(),
            fraction_account: self.fraction_account(),
            borrower_cash: self.cash_of(borrower),
            borrower_fractions: self.fractions_of(borrower),
            token_program: token::ID,
        };
        build(accounts, data::Repay { args: RepayArgs { amount, fractions } })
    }

    /// `liquidate`.
    #[must_use]
    pub fn liquidate(&self, liquidator: &Pubkey, borrower: &Pubkey, args: LiquidateArgs, has: Has) -> Instruction {
        let accounts = accounts::Liquidate {
            liquidator: *liquidator,
            market: self.address(),
            loan: self.loan(borrower),
            quoted: self.quoted(has),
            cash_account: self.cash_account(),
            fraction_account: self.fraction_account(),
            liquidator_cash: self.cash_of(liquidator),
            liquidator_fractions: self.fractions_of(liquidator),
            token_program: token::ID,
        };
        build(accounts, data::Liquidate { args })
    }

    /// `redeem_collateral`.
    #[must_use]
    pub fn redeem_collateral(&self, borrower: &Pubkey) -> Instruction {
        let accounts = accounts::RedeemCollateral {
            market: self.address(),
            loan: self.loan(borrower),
            cash_account: self.cash_account(),
            fraction_account: self.fraction_account(),
            vault: self.vault,
            auction: vault_seeds::auction(&self.vault).0,
            fraction_mint: self.fraction_mint(),
            cash_escrow: vault_seeds::cash_escrow(&self.vault).0,
            mosaic_program: mosaic::ID,
            token_program: token::ID,
        };
        build(accounts, data::RedeemCollateral {})
    }

    /// `close_loan`; `paid` where a sale left something for the borrower.
    #[must_use]
    pub fn close_loan(&self, borrower: &Pubkey, paid: bool) -> Instruction {
        let accounts = accounts::CloseLoan {
            borrower: *borrower,
            market: self.address(),
            loan: self.loan(borrower),
            cash_account: self.cash_account(),
            fraction_account: self.fraction_account(),
            borrower_cash: paid.then(|| self.cash_of(borrower)),
            token_program: token::ID,
        };
        build(accounts, data::CloseLoan {})
    }

    /// `close_market`; `gifts` where somebody sent fractions uninvited.
    #[must_use]
    pub fn close(&self, gifts: bool) -> Instruction {
        let accounts = accounts::CloseMarket {
            lender: self.lender,
            market: self.address(),
            cash_account: self.cash_account(),
            fraction_account: self.fraction_account(),
            lender_cash: Some(self.cash_of(&self.lender)),
            lender_fractions: gifts.then(|| self.fractions_of(&self.lender)),
            token_program: token::ID,
        };
        build(accounts, data::CloseMarket {})
    }
}

fn build(accounts: impl ToAccountMetas, data: impl InstructionData) -> Instruction {
    Instruction { program_id: crate::ID, accounts: accounts.to_account_metas(None), data: data.data() }
}
