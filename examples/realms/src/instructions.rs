//! The instructions.

use anchor_lang::prelude::*;
use anchor_spl::token::Mint;
use mosaic::state::{Stake, Vault};

use crate::{MaxVoterWeightRecord, RealmsError, Registrar, VoterWeightRecord, check_realm, seeds};

/// Accounts of `create_registrar`.
#[derive(Accounts)]
pub struct CreateRegistrar<'info> {
    /// Pays the rent.
    #[account(mut)]
    pub payer: Signer<'info>,
    /// The authority of the realm: who could also give it another add-in.
    pub realm_authority: Signer<'info>,
    /// The realm.
    /// CHECK: the handler reads it.
    pub realm: UncheckedAccount<'info>,
    /// The mint that governs the realm: that of the vault's fractions.
    /// CHECK: it is compared with what the vault and the realm say.
    #[account(constraint = governing_token_mint.key() == vault.load()?.fraction_mint @ RealmsError::NotTheFractionMint)]
    pub governing_token_mint: UncheckedAccount<'info>,
    /// The vault.
    pub vault: AccountLoader<'info, Vault>,
    /// The new registrar.
    #[account(
        init,
        payer = payer,
        space = 8 + Registrar::INIT_SPACE,
        seeds = [seeds::REGISTRAR, realm.key.as_ref(), governing_token_mint.key.as_ref()],
        bump,
    )]
    pub registrar: Account<'info, Registrar>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

impl<'info> CreateRegistrar<'info> {
    /// Binds a realm and its governing mint to a vault, for good.
    ///
    /// Specification:
    /// - The authority of the realm shall sign: who binds a realm says who votes in it
    /// - The mint shall be that of the vault's fractions, and one of the two that govern the realm
    /// - The least lock shall be at least a second and at most the vault's
    pub fn handle(ctx: Context<'info, Self>, min_lock_secs: u32) -> Result<()> {
        let accounts = ctx.accounts;
        check_realm(&accounts.realm, accounts.realm_authority.key, accounts.governing_token_mint.key)?;
        let made = Registrar {
            realm: accounts.realm.key(),
            governing_token_mint: accounts.governing_token_mint.key(),
            vault: accounts.vault.key(),
            min_lock_secs,
            bump: ctx.bumps.registrar,
        };
        made.check_min_lock(&*accounts.vault.load()?)?;
        accounts.registrar.set_inner(made);
        Ok(())
    }
}

/// Accounts of `set_min_lock`.
#[derive(Accounts)]
pub struct SetMinLock<'info> {
    /// The authority of the realm.
    pub realm_authority: Signer<'info>,
    /// The realm.
    /// CHECK: the handler reads it.
    pub realm: UncheckedAccount<'info>,
    /// The vault.
    pub vault: AccountLoader<'info, Vault>,
    /// The registrar.
    #[account(
        mut,
        has_one = realm @ RealmsError::RegistrarOfAnotherRealm,
        has_one = vault @ RealmsError::WrongVault,
    )]
    pub registrar: Account<'info, Registrar>,
}

impl<'info> SetMinLock<'info> {
    /// Sets the least lock; before the realm lengthens its votes, or after it shortened them.
    ///
    /// Specification:
    /// - The authority of the realm shall sign
    /// - The least lock shall be at least a second and at most the vault's
    pub fn handle(ctx: Context<'info, Self>, min_lock_secs: u32) -> Result<()> {
        let accounts = ctx.accounts;
        let mint = accounts.registrar.governing_token_mint;
        check_realm(&accounts.realm, accounts.realm_authority.key, &mint)?;
        accounts.registrar.min_lock_secs = min_lock_secs;
        accounts.registrar.check_min_lock(&*accounts.vault.load()?)
    }
}

/// Accounts of `create_voter_weight_record`.
#[derive(Accounts)]
#[instruction(governing_token_owner: Pubkey)]
pub struct CreateVoterWeightRecord<'info> {
    /// Pays the rent.
    #[account(mut)]
    pub payer: Signer<'info>,
    /// The registrar.
    pub registrar: Account<'info, Registrar>,
    /// The new record.
    #[account(
        init,
        payer = payer,
        space = 8 + VoterWeightRecord::INIT_SPACE,
        seeds = [
            seeds::VOTER_WEIGHT_RECORD,
            registrar.realm.as_ref(),
            registrar.governing_token_mint.as_ref(),
            governing_token_owner.as_ref(),
        ],
        bump,
    )]
    pub voter_weight_record: Account<'info, VoterWeightRecord>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

impl<'info> CreateVoterWeightRecord<'info> {
    /// Makes the record of a holder's votes.
    ///
    /// Specification:
    /// - It shall have no votes, and be good in slot 0, which is over
    pub fn handle(ctx: Context<'info, Self>, governing_token_owner: Pubkey) -> Result<()> {
        let Registrar { realm, governing_token_mint, .. } = *ctx.accounts.registrar;
        ctx.accounts.voter_weight_record.set_inner(VoterWeightRecord {
            realm,
            governing_token_mint,
            governing_token_owner,
            voter_weight: 0,
            voter_weight_expiry: Some(0),
            weight_action: None,
            weight_action_target: None,
            reserved: [0; 8],
        });
        Ok(())
    }
}

/// Accounts of `update_voter_weight_record`.
#[derive(Accounts)]
pub struct UpdateVoterWeightRecord<'info> {
    /// The registrar.
    #[account(has_one = vault @ RealmsError::WrongVault)]
    pub registrar: Account<'info, Registrar>,
    /// The vault.
    pub vault: AccountLoader<'info, Vault>,
    /// The holder's stake.
    #[account(
        constraint = stake.load()?.vault == vault.key() @ RealmsError::StakeOfAnotherVault,
        constraint = stake.load()?.holder == voter_weight_record.governing_token_owner @ RealmsError::StakeOfAnotherHolder,
    )]
    pub stake: AccountLoader<'info, Stake>,
    /// The record of the holder's votes.
    #[account(
        mut,
        constraint = voter_weight_record.realm == registrar.realm @ RealmsError::RecordOfAnotherRealm,
        constraint = voter_weight_record.governing_token_mint == registrar.governing_token_mint
            @ RealmsError::RecordOfAnotherMint,
    )]
    pub voter_weight_record: Account<'info, VoterWeightRecord>,
}

impl<'info> UpdateVoterWeightRecord<'info> {
    /// Writes a holder's votes.
    ///
    /// Specification:
    /// - They shall be the fractions that the holder has staked in the registrar's vault
    /// - The stake shall be locked for the registrar's least lock to come
    /// - They shall be good in this slot only
    /// - Anyone may call: nothing in the record is of the caller
    pub fn handle(ctx: Context<'info, Self>) -> Result<()> {
        let Self { registrar, vault, stake, voter_weight_record: record } = ctx.accounts;
        let clock = Clock::get()?;
        record.voter_weight = registrar.weight(&*vault.load()?, &*stake.load()?, clock.unix_timestamp)?;
        record.voter_weight_expiry = Some(clock.slot);
        Ok(())
    }
}

/// Accounts of `create_max_voter_weight_record`.
#[derive(Accounts)]
pub struct CreateMaxVoterWeightRecord<'info> {
    /// Pays the rent.
    #[account(mut)]
    pub payer: Signer<'info>,
    /// The registrar.
    pub registrar: Account<'info, Registrar>,
    /// The new record.
    #[account(
        init,
        payer = payer,
        space = 8 + MaxVoterWeightRecord::INIT_SPACE,
        seeds = [
            seeds::MAX_VOTER_WEIGHT_RECORD,
            registrar.realm.as_ref(),
            registrar.governing_token_mint.as_ref(),
        ],
        bump,
    )]
    pub max_voter_weight_record: Account<'info, MaxVoterWeightRecord>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

impl<'info> CreateMaxVoterWeightRecord<'info> {
    /// Makes the record of all votes.
    ///
    /// Specification:
    /// - It shall be good in slot 0, which is over
    pub fn handle(ctx: Context<'info, Self>) -> Result<()> {
        let Registrar { realm, governing_token_mint, .. } = *ctx.accounts.registrar;
        ctx.accounts.max_voter_weight_record.set_inner(MaxVoterWeightRecord {
            realm,
            governing_token_mint,
            max_voter_weight: 0,
            max_voter_weight_expiry: Some(0),
            reserved: [0; 8],
        });
        Ok(())
    }
}

/// Accounts of `update_max_voter_weight_record`.
#[derive(Accounts)]
pub struct UpdateMaxVoterWeightRecord<'info> {
    /// The registrar.
    #[account(has_one = governing_token_mint @ RealmsError::NotTheFractionMint)]
    pub registrar: Account<'info, Registrar>,
    /// The mint of the fractions.
    pub governing_token_mint: Account<'info, Mint>,
    /// The record of all votes.
    #[account(
        mut,
        constraint = max_voter_weight_record.realm == registrar.realm @ RealmsError::RecordOfAnotherRealm,
        constraint = max_voter_weight_record.governing_token_mint == registrar.governing_token_mint
            @ RealmsError::RecordOfAnotherMint,
    )]
    pub max_voter_weight_record: Account<'info, MaxVoterWeightRecord>,
}

impl<'info> UpdateMaxVoterWeightRecord<'info> {
    /// Writes how many votes there can be.
    ///
    /// Specification:
    /// - It shall be the live supply of fractions, staked or not
    /// - It shall be good in this slot only: fractions can be burned
    /// - Anyone may call
    pub fn handle(ctx: Context<'info, Self>) -> Result<()> {
        let Self { governing_token_mint, max_voter_weight_record: record, .. } = ctx.accounts;
        record.max_voter_weight = governing_token_mint.supply;
        record.max_voter_weight_expiry = Some(Clock::get()?.slot);
        Ok(())
    }
}
