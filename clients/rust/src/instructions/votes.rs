//! Proposals, votes on them, and the licences they grant.

use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction, system_program};
use anchor_spl::token;
use mosaic::{accounts, instruction as data};

use super::{ProposeArgs, VoteArgs, build};
use crate::pda;

/// Builds `propose`.
#[derive(Clone, Debug)]
pub struct Propose {
    /// Who proposes, with a stake; signs and pays the rent.
    pub proposer: Pubkey,
    /// The vault.
    pub vault: Pubkey,
    /// The next number: how many proposals the vault has had.
    pub number: u64,
    /// The action.
    pub args: ProposeArgs,
}

impl Propose {
    /// The instruction.
    #[must_use]
    pub fn instruction(&self) -> Instruction {
        let accounts = accounts::Propose {
            proposer: self.proposer,
            vault: self.vault,
            fraction_mint: pda::fraction_mint(&self.vault),
            stake: pda::stake(&self.vault, &self.proposer),
            proposal: pda::proposal(&self.vault, self.number),
            system_program: system_program::ID,
        };
        build(accounts, data::Propose { args: self.args.clone() })
    }
}

/// Builds `vote`.
#[derive(Clone, Copy, Debug)]
pub struct Vote {
    /// The holder or its delegate; signs and pays the rent.
    pub authority: Pubkey,
    /// Whose stake it is.
    pub holder: Pubkey,
    /// The vault.
    pub vault: Pubkey,
    /// Number of the proposal.
    pub number: u64,
    /// The side.
    pub args: VoteArgs,
}

impl Vote {
    /// The instruction.
    #[must_use]
    pub fn instruction(&self) -> Instruction {
        let proposal = pda::proposal(&self.vault, self.number);
        let accounts = accounts::CastVote {
            authority: self.authority,
            vault: self.vault,
            proposal,
            stake: pda::stake(&self.vault, &self.holder),
            vote: pda::vote(&proposal, &self.holder),
            system_program: system_program::ID,
        };
        build(accounts, data::Vote { args: self.args })
    }
}

/// Builds `withdraw_vote`.
#[derive(Clone, Copy, Debug)]
pub struct WithdrawVote {
    /// Before the vote ends its holder or the delegate, afterwards anyone; signs.
    pub authority: Pubkey,
    /// Whose stake it is.
    pub holder: Pubkey,
    /// The vault.
    pub vault: Pubkey,
    /// Number of the proposal.
    pub number: u64,
    /// Who paid the rent of the vote.
    pub payer: Pubkey,
}

impl WithdrawVote {
    /// The instruction.
    #[must_use]
    pub fn instruction(&self) -> Instruction {
        let proposal = pda::proposal(&self.vault, self.number);
        let accounts = accounts::WithdrawVote {
            authority: self.authority,
            vault: self.vault,
            proposal,
            stake: pda::stake(&self.vault, &self.holder),
            vote: pda::vote(&proposal, &self.holder),
            payer: self.payer,
        };
        build(accounts, data::WithdrawVote {})
    }
}

/// Builds `execute_proposal`.
#[derive(Clone, Copy, Debug)]
pub struct ExecuteProposal {
    /// Anyone; signs and pays the rent of what the action makes.
    pub executor: Pubkey,
    /// The vault.
    pub vault: Pubkey,
    /// Number of the proposal.
    pub number: u64,
    /// The licence that the action makes ([`pda::license`] of the number) or ends.
    pub license: Option<Pubkey>,
    /// The mint of income that the action adds.
    pub income_mint: Option<Pubkey>,
}

impl ExecuteProposal {
    /// The instruction.
    #[must_use]
    pub fn instruction(&self) -> Instruction {
        let accounts = accounts::ExecuteProposal {
            executor: self.executor,
            vault: self.vault,
            proposal: pda::proposal(&self.vault, self.number),
            license: self.license,
            pool: self.income_mint.map(|_| pda::pool(&self.vault)),
            mint: self.income_mint,
            income_account: self.income_mint.map(|mint| pda::income_account(&self.vault, &mint)),
            token_program: token::ID,
            system_program: system_program::ID,
        };
        build(accounts, data::ExecuteProposal {})
    }
}

/// Builds `close_proposal`.
#[derive(Clone, Copy, Debug)]
pub struct CloseProposal {
    /// The vault.
    pub vault: Pubkey,
    /// Number of the proposal.
    pub number: u64,
    /// Who made it.
    pub proposer: Pubkey,
}

impl CloseProposal {
    /// The instruction.
    #[must_use]
    pub fn instruction(&self) -> Instruction {
        let proposal = pda::proposal(&self.vault, self.number);
        let accounts = accounts::CloseProposal { vault: self.vault, proposal, proposer: self.proposer };
        build(accounts, data::CloseProposal {})
    }
}

/// Builds `accept_license` and `renew_license`.
#[derive(Clone, Copy, Debug)]
pub struct TakeLicense {
    /// The licensee; signs and pays the fee.
    pub licensee: Pubkey,
    /// The vault.
    pub vault: Pubkey,
    /// Number of the proposal that granted it.
    pub number: u64,
    /// Mint of the fee.
    pub quote_mint: Pubkey,
    /// The licensee's token account that pays.
    pub cash_source: Pubkey,
}

impl TakeLicense {
    /// `accept_license`: for the first term.
    #[must_use]
    pub fn accept(&self) -> Instruction {
        build(self.accounts(), data::AcceptLicense {})
    }

    /// `renew_license`: for one term more.
    #[must_use]
    pub fn renew(&self) -> Instruction {
        build(self.accounts(), data::RenewLicense {})
    }

    fn accounts(&self) -> accounts::TakeLicense {
        accounts::TakeLicense {
            licensee: self.licensee,
            vault: self.vault,
            license: pda::license(&self.vault, self.number),
            pool: pda::pool(&self.vault),
            income_account: pda::income_account(&self.vault, &self.quote_mint),
            cash_source: self.cash_source,
            token_program: token::ID,
        }
    }
}

/// Builds `close_license`.
#[derive(Clone, Copy, Debug)]
pub struct CloseLicense {
    /// The vault that granted it, which may be closed.
    pub vault: Pubkey,
    /// Number of the proposal that granted it.
    pub number: u64,
    /// Who paid its rent.
    pub opener: Pubkey,
}

impl CloseLicense {
    /// The instruction.
    #[must_use]
    pub fn instruction(&self) -> Instruction {
        let accounts = accounts::CloseLicense { license: pda::license(&self.vault, self.number), opener: self.opener };
        build(accounts, data::CloseLicense {})
    }
}
