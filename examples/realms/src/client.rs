//! The instructions as they are sent: off chain.

use anchor_lang::{
    InstructionData, ToAccountMetas, prelude::*, solana_program::instruction::Instruction, system_program,
};

use crate::{accounts, instruction as data, max_voter_weight_address, registrar_address, voter_weight_address};

/// A realm and the vault whose fractions govern it.
#[derive(Clone, Copy, Debug)]
pub struct Electorate {
    /// The realm.
    pub realm: Pubkey,
    /// The mint of the vault's fractions.
    pub governing_token_mint: Pubkey,
    /// The vault.
    pub vault: Pubkey,
}

impl Electorate {
    /// Address of the registrar.
    #[must_use]
    pub fn registrar(&self) -> Pubkey {
        registrar_address(&self.realm, &self.governing_token_mint).0
    }

    /// Address of the record of a holder's votes.
    #[must_use]
    pub fn record(&self, holder: &Pubkey) -> Pubkey {
        voter_weight_address(&self.realm, &self.governing_token_mint, holder).0
    }

    /// Address of the record of all votes.
    #[must_use]
    pub fn max_record(&self) -> Pubkey {
        max_voter_weight_address(&self.realm, &self.governing_token_mint).0
    }

    /// `create_registrar`; payer and authority of the realm sign.
    #[must_use]
    pub fn create_registrar(&self, payer: Pubkey, realm_authority: Pubkey, min_lock_secs: u32) -> Instruction {
        let accounts = accounts::CreateRegistrar {
            payer,
            realm_authority,
            realm: self.realm,
            governing_token_mint: self.governing_token_mint,
            vault: self.vault,
            registrar: self.registrar(),
            system_program: system_program::ID,
        };
        build(accounts, data::CreateRegistrar { min_lock_secs })
    }

    /// `set_min_lock`; the authority of the realm signs.
    #[must_use]
    pub fn set_min_lock(&self, realm_authority: Pubkey, min_lock_secs: u32) -> Instruction {
        let (realm, vault, registrar) = (self.realm, self.vault, self.registrar());
        build(accounts::SetMinLock { realm_authority, realm, vault, registrar }, data::SetMinLock { min_lock_secs })
    }

    /// `create_voter_weight_record` of a holder; the payer signs.
    #[must_use]
    pub fn create_record(&self, payer: Pubkey, governing_token_owner: Pubkey) -> Instruction {
        let accounts = accounts::CreateVoterWeightRecord {
            payer,
            registrar: self.registrar(),
            voter_weight_record: self.record(&governing_token_owner),
            system_program: system_program::ID,
        };
        build(accounts, data::CreateVoterWeightRecord { governing_token_owner })
    }

    /// The accounts of `update_voter_weight_record`.
    #[must_use]
    pub fn updating(&self, holder: &Pubkey) -> accounts::UpdateVoterWeightRecord {
        accounts::UpdateVoterWeightRecord {
            registrar: self.registrar(),
            vault: self.vault,
            stake: mosaic::seeds::stake(&self.vault, holder).0,
            voter_weight_record: self.record(holder),
        }
    }

    /// `update_voter_weight_record` of a holder: before what needs its votes, in one transaction with it.
    #[must_use]
    pub fn update(&self, holder: &Pubkey) -> Instruction {
        build(self.updating(holder), data::UpdateVoterWeightRecord {})
    }

    /// `create_max_voter_weight_record`; the payer signs.
    #[must_use]
    pub fn create_max_record(&self, payer: Pubkey) -> Instruction {
        let accounts = accounts::CreateMaxVoterWeightRecord {
            payer,
            registrar: self.registrar(),
            max_voter_weight_record: self.max_record(),
            system_program: system_program::ID,
        };
        build(accounts, data::CreateMaxVoterWeightRecord {})
    }

    /// `update_max_voter_weight_record`: before a vote is cast or counted, in one transaction with it.
    #[must_use]
    pub fn update_max(&self) -> Instruction {
        let accounts = accounts::UpdateMaxVoterWeightRecord {
            registrar: self.registrar(),
            governing_token_mint: self.governing_token_mint,
            max_voter_weight_record: self.max_record(),
        };
        build(accounts, data::UpdateMaxVoterWeightRecord {})
    }
}

/// An instruction of this program.
#[must_use]
pub fn build(accounts: impl ToAccountMetas, data: impl InstructionData) -> Instruction {
    Instruction { program_id: crate::ID, accounts: accounts.to_account_metas(None), data: data.data() }
}
