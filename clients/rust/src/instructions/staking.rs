//! Stakes and asks, and what other programs read of them.

use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction, system_program};
use anchor_spl::token;
use mosaic::{accounts, instruction as data};

use super::{SetAskArgs, SetDelegateArgs, StakeArgs, UnstakeArgs, build};
use crate::pda;

/// Builds `open_staking`.
#[derive(Clone, Copy, Debug)]
pub struct OpenStaking {
    /// Who pays the rent; signs.
    pub payer: Pubkey,
    /// The vault.
    pub vault: Pubkey,
}

impl OpenStaking {
    /// The instruction.
    #[must_use]
    pub fn instruction(&self) -> Instruction {
        let accounts = accounts::OpenStaking {
            payer: self.payer,
            vault: self.vault,
            fraction_mint: pda::fraction_mint(&self.vault),
            pool: pda::pool(&self.vault),
            staked_fractions: pda::staked_fractions(&self.vault),
            token_program: token::ID,
            system_program: system_program::ID,
        };
        build(accounts, data::OpenStaking {})
    }
}

/// Builds `stake`.
#[derive(Clone, Copy, Debug)]
pub struct Stake {
    /// Whose fractions they are; signs and pays the rent of the stake.
    pub holder: Pubkey,
    /// The vault.
    pub vault: Pubkey,
    /// The holder's token account with the fractions.
    pub fraction_source: Pubkey,
    /// Whether to name the book of asks: needed where the stake asks, harmless elsewhere.
    pub with_asks: bool,
    /// The amount.
    pub args: StakeArgs,
}

impl Stake {
    /// The instruction.
    #[must_use]
    pub fn instruction(&self) -> Instruction {
        let accounts = accounts::StakeFractions {
            holder: self.holder,
            vault: self.vault,
            pool: pda::pool(&self.vault),
            stake: pda::stake(&self.vault, &self.holder),
            fraction_source: self.fraction_source,
            staked_fractions: pda::staked_fractions(&self.vault),
            asks: self.with_asks.then(|| pda::asks(&self.vault)),
            token_program: token::ID,
            system_program: system_program::ID,
        };
        build(accounts, data::Stake { args: self.args })
    }
}

/// Builds `unstake`.
#[derive(Clone, Copy, Debug)]
pub struct Unstake {
    /// Whose stake it is; signs.
    pub holder: Pubkey,
    /// The vault.
    pub vault: Pubkey,
    /// The holder's token account that gets the fractions.
    pub fraction_destination: Pubkey,
    /// Whether to name the book of asks: needed where the stake asks, harmless elsewhere.
    pub with_asks: bool,
    /// The amount.
    pub args: UnstakeArgs,
}

impl Unstake {
    /// The instruction.
    #[must_use]
    pub fn instruction(&self) -> Instruction {
        let accounts = accounts::Unstake {
            holder: self.holder,
            vault: self.vault,
            pool: pda::pool(&self.vault),
            stake: pda::stake(&self.vault, &self.holder),
            staked_fractions: pda::staked_fractions(&self.vault),
            fraction_destination: self.fraction_destination,
            asks: self.with_asks.then(|| pda::asks(&self.vault)),
            token_program: token::ID,
        };
        build(accounts, data::Unstake { args: self.args })
    }
}

/// Builds `open_asks`.
#[derive(Clone, Copy, Debug)]
pub struct OpenAsks {
    /// Who pays the rent; signs.
    pub payer: Pubkey,
    /// The vault.
    pub vault: Pubkey,
}

impl OpenAsks {
    /// The instruction.
    #[must_use]
    pub fn instruction(&self) -> Instruction {
        let accounts = accounts::OpenAsks {
            payer: self.payer,
            vault: self.vault,
            asks: pda::asks(&self.vault),
            system_program: system_program::ID,
        };
        build(accounts, data::OpenAsks {})
    }
}

/// Builds `set_ask`.
#[derive(Clone, Copy, Debug)]
pub struct SetAsk {
    /// The holder or its delegate; signs.
    pub authority: Pubkey,
    /// Whose stake it is.
    pub holder: Pubkey,
    /// The vault.
    pub vault: Pubkey,
    /// The level.
    pub args: SetAskArgs,
}

impl SetAsk {
    /// The instruction.
    #[must_use]
    pub fn instruction(&self) -> Instruction {
        let accounts = accounts::SetAsk {
            authority: self.authority,
            vault: self.vault,
            pool: pda::pool(&self.vault),
            stake: pda::stake(&self.vault, &self.holder),
            asks: pda::asks(&self.vault),
        };
        build(accounts, data::SetAsk { args: self.args })
    }
}

/// Builds `set_delegate`.
#[derive(Clone, Copy, Debug)]
pub struct SetDelegate {
    /// Whose stake it is; signs.
    pub holder: Pubkey,
    /// The vault.
    pub vault: Pubkey,
    /// The delegate.
    pub args: SetDelegateArgs,
}

impl SetDelegate {
    /// The instruction.
    #[must_use]
    pub fn instruction(&self) -> Instruction {
        let stake = pda::stake(&self.vault, &self.holder);
        let accounts = accounts::SetDelegate { holder: self.holder, vault: self.vault, stake };
        build(accounts, data::SetDelegate { args: self.args })
    }
}

/// Builds `close_staking`.
#[derive(Clone, Copy, Debug)]
pub struct CloseStaking {
    /// The vault.
    pub vault: Pubkey,
    /// Who opened the pool.
    pub pool_opener: Pubkey,
    /// Who opened the book of asks, if there is one.
    pub asks_opener: Option<Pubkey>,
}

impl CloseStaking {
    /// The instruction.
    #[must_use]
    pub fn instruction(&self) -> Instruction {
        let accounts = accounts::CloseStaking {
            vault: self.vault,
            pool: pda::pool(&self.vault),
            pool_opener: self.pool_opener,
            staked_fractions: pda::staked_fractions(&self.vault),
            fraction_mint: pda::fraction_mint(&self.vault),
            asks: self.asks_opener.map(|_| pda::asks(&self.vault)),
            asks_opener: self.asks_opener,
            token_program: token::ID,
        };
        build(accounts, data::CloseStaking {})
    }
}

/// Builds `quote_vault`, which tells other programs what a vault and its fractions are worth.
///
/// A program that lends against fractions calls it and decodes what it returns. A price that is not
/// [`firm`](crate::state::VaultQuote::firm) is what holders ask, not what anybody has promised to pay; a firm one is a
/// bid in escrow, which can only rise.
///
/// ```
/// use anchor_lang::{
///     prelude::*,
///     solana_program::program::{get_return_data, invoke},
/// };
/// use mosaic_client::{instructions::QuoteVault, state::decode_quote};
///
/// /// What `fractions` of a vault secure, in raw quote units: all they are worth under a bid, half of it without one.
/// ///
/// /// The vault is the one whose fractions secure the loan: compare its address first. Its fraction mint, its book of
/// /// asks and its auction, if there are, are among `accounts`; the addresses are checked by Mosaic.
/// fn secured(vault: &Pubkey, asks: bool, auction: bool, fractions: u64, accounts: &[AccountInfo]) -> Result<u64> {
///     let quote_vault = QuoteVault { vault: *vault, with_asks: asks, with_auction: auction };
///     invoke(&quote_vault.instruction(), accounts)?;
///     let (program, data) = get_return_data().ok_or(ProgramError::InvalidAccountData)?;
///     let quote = decode_quote(&program, &data).map_err(|_| ProgramError::InvalidAccountData)?;
///     let worth = quote.worth(fractions);
///     Ok(if quote.firm { worth } else { worth / 2 })
/// }
/// ```
///
/// Off chain the same follows from the accounts alone: [`VaultView::quote`](crate::views::VaultView::quote).
#[derive(Clone, Copy, Debug)]
pub struct QuoteVault {
    /// The vault.
    pub vault: Pubkey,
    /// Whether to name the book of asks: needed where the vault has one, harmless elsewhere.
    pub with_asks: bool,
    /// Whether to name the auction account: needed from the first offer or bid on, harmless before.
    pub with_auction: bool,
}

impl QuoteVault {
    /// The instruction.
    #[must_use]
    pub fn instruction(&self) -> Instruction {
        let accounts = accounts::QuoteVault {
            vault: self.vault,
            fraction_mint: pda::fraction_mint(&self.vault),
            asks: self.with_asks.then(|| pda::asks(&self.vault)),
            auction: self.with_auction.then(|| pda::auction(&self.vault)),
        };
        build(accounts, data::QuoteVault {})
    }
}
