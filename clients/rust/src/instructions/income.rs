//! Income: paid in by anyone, streamed to the stakes.

use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction, system_program};
use anchor_spl::token;
use mosaic::{accounts, instruction as data};

use super::{DepositIncomeArgs, build, signed_by};
use crate::pda;

/// Builds `add_income_mint`.
#[derive(Clone, Copy, Debug)]
pub struct AddIncomeMint {
    /// The curator, or anybody for the quote mint; signs and pays the rent.
    pub payer: Pubkey,
    /// The vault.
    pub vault: Pubkey,
    /// The mint of the income.
    pub mint: Pubkey,
}

impl AddIncomeMint {
    /// The instruction.
    #[must_use]
    pub fn instruction(&self) -> Instruction {
        let accounts = accounts::AddIncomeMint {
            payer: self.payer,
            vault: self.vault,
            pool: pda::pool(&self.vault),
            mint: self.mint,
            income_account: pda::income_account(&self.vault, &self.mint),
            token_program: token::ID,
            system_program: system_program::ID,
        };
        build(accounts, data::AddIncomeMint {})
    }
}

/// Builds `deposit_income`.
#[derive(Clone, Copy, Debug)]
pub struct DepositIncome {
    /// Who pays; signs.
    pub depositor: Pubkey,
    /// The vault.
    pub vault: Pubkey,
    /// The mint of the income.
    pub mint: Pubkey,
    /// The depositor's token account that pays.
    pub source: Pubkey,
    /// The amount.
    pub args: DepositIncomeArgs,
}

impl DepositIncome {
    /// The instruction.
    #[must_use]
    pub fn instruction(&self) -> Instruction {
        let accounts = accounts::DepositIncome {
            depositor: self.depositor,
            vault: self.vault,
            pool: pda::pool(&self.vault),
            income_account: pda::income_account(&self.vault, &self.mint),
            source: self.source,
            token_program: token::ID,
        };
        build(accounts, data::DepositIncome { args: self.args })
    }
}

/// Builds `claim_income`.
#[derive(Clone, Copy, Debug)]
pub struct ClaimIncome {
    /// Whose stake it is.
    pub holder: Pubkey,
    /// Whether the holder signs; else only its associated token account is paid.
    pub signed: bool,
    /// The vault.
    pub vault: Pubkey,
    /// The mint of the income.
    pub mint: Pubkey,
    /// The holder's token account that is paid.
    pub destination: Pubkey,
}

impl ClaimIncome {
    /// The instruction.
    #[must_use]
    pub fn instruction(&self) -> Instruction {
        let accounts = accounts::ClaimIncome {
            holder: self.holder,
            vault: self.vault,
            pool: pda::pool(&self.vault),
            stake: pda::stake(&self.vault, &self.holder),
            income_account: pda::income_account(&self.vault, &self.mint),
            destination: self.destination,
            token_program: token::ID,
        };
        signed_by(build(accounts, data::ClaimIncome {}), &self.holder, self.signed)
    }
}

/// Builds `close_income`.
#[derive(Clone, Copy, Debug)]
pub struct CloseIncome {
    /// The vault.
    pub vault: Pubkey,
    /// The mint of the income.
    pub mint: Pubkey,
    /// Who added the mint.
    pub opener: Pubkey,
    /// Whether the vault has an auction.
    pub with_auction: bool,
    /// The winner, or who reclaimed.
    pub recipient: Pubkey,
    /// Whether the recipient signs; else only its associated token account is paid.
    pub recipient_signed: bool,
    /// The recipient's token account, where income is left that nobody earned.
    pub unearned_destination: Option<Pubkey>,
    /// The curator.
    pub curator: Pubkey,
    /// Whether the curator signs; else only its associated token account is paid.
    pub curator_signed: bool,
    /// The curator's token account, where something was sent uninvited.
    pub surplus_destination: Option<Pubkey>,
}

impl CloseIncome {
    /// The instruction.
    #[must_use]
    pub fn instruction(&self) -> Instruction {
        let accounts = accounts::CloseIncome {
            vault: self.vault,
            pool: pda::pool(&self.vault),
            income_account: pda::income_account(&self.vault, &self.mint),
            income_opener: self.opener,
            staked_fractions: pda::staked_fractions(&self.vault),
            fraction_mint: pda::fraction_mint(&self.vault),
            auction: self.with_auction.then(|| pda::auction(&self.vault)),
            fraction_escrow: self.with_auction.then(|| pda::fraction_escrow(&self.vault)),
            recipient: self.recipient,
            unearned_destination: self.unearned_destination,
            curator: self.curator,
            surplus_destination: self.surplus_destination,
            token_program: token::ID,
        };
        let built = signed_by(build(accounts, data::CloseIncome {}), &self.recipient, self.recipient_signed);
        signed_by(built, &self.curator, self.curator_signed)
    }
}
