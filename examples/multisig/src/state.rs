//! The accounts, and what a call is.

use anchor_lang::{
    prelude::*,
    solana_program::instruction::{AccountMeta as Meta, Instruction},
};

use crate::{MultisigError, seeds};

/// Most members of a multisig.
pub const MAX_MEMBERS: usize = 10;

/// A multisig. PDA `["multisig", create_key]`.
#[account]
#[derive(Debug, InitSpace)]
pub struct Multisig {
    /// The key that its address is made of.
    pub create_key: Pubkey,
    /// Who may propose, approve and execute.
    #[max_len(MAX_MEMBERS)]
    pub members: Vec<Pubkey>,
    /// How many of them have to approve a transaction.
    pub threshold: u8,
    /// Transactions proposed so far: the next one's number.
    pub transactions: u64,
    /// Bump of the treasury's address.
    pub treasury_bump: u8,
    /// Bump of the multisig's address.
    pub bump: u8,
}

impl Multisig {
    /// Refuses who is not a member.
    pub(crate) fn check_member(&self, key: &Pubkey) -> Result<()> {
        require!(self.members.contains(key), MultisigError::NotAMember);
        Ok(())
    }

    /// Refuses members and a threshold that make no multisig.
    pub(crate) fn invariant(&self) -> Result<()> {
        let all_differ = self.members.iter().enumerate().all(|(place, key)| !self.members[..place].contains(key));
        require!(
            !self.members.is_empty() && self.members.len() <= MAX_MEMBERS && all_differ,
            MultisigError::WrongMembers
        );
        let threshold = usize::from(self.threshold);
        require!(threshold >= 1 && threshold <= self.members.len(), MultisigError::WrongThreshold);
        Ok(())
    }
}

/// A transaction of a multisig. PDA `["transaction", multisig, number]`.
#[account]
#[derive(Debug)]
pub struct Transaction {
    /// The multisig.
    pub multisig: Pubkey,
    /// Its number, in 8 bytes, the lowest first, a seed of its address.
    pub number: u64,
    /// The member who proposed it, paid its rent and gets it back.
    pub proposer: Pubkey,
    /// Whether it was executed.
    pub executed: bool,
    /// The members who have approved it.
    pub approvals: Vec<Pubkey>,
    /// The calls, in their order.
    pub calls: Vec<Call>,
}

impl Transaction {
    /// Bytes of the account of a transaction with these calls, however many approve it.
    pub(crate) fn space(calls: &[Call]) -> usize {
        const KEY: usize = 32;
        const LIST: usize = 4;
        let accounts = |call: &Call| LIST + call.accounts.len() * (KEY + 2);
        let calls: usize = calls.iter().map(|call| KEY + accounts(call) + LIST + call.data.len()).sum();
        8 + KEY + 8 + KEY + 1 + LIST + MAX_MEMBERS * KEY + LIST + calls
    }
}

/// An instruction of another program, as it is kept.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The program.
    pub program: Pubkey,
    /// Its accounts.
    pub accounts: Vec<CallAccount>,
    /// Its data.
    pub data: Vec<u8>,
}

/// An account of a [`Call`].
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Debug, PartialEq, Eq)]
pub struct CallAccount {
    /// Its address.
    pub address: Pubkey,
    /// Whether it signs: the treasury does by the program, everybody else has to sign the execution.
    pub signs: bool,
    /// Whether it is written.
    pub writes: bool,
}

impl From<&Instruction> for Call {
    fn from(instruction: &Instruction) -> Self {
        let account =
            |meta: &Meta| CallAccount { address: meta.pubkey, signs: meta.is_signer, writes: meta.is_writable };
        Self {
            program: instruction.program_id,
            accounts: instruction.accounts.iter().map(account).collect(),
            data: instruction.data.clone(),
        }
    }
}

impl From<&Call> for Instruction {
    fn from(call: &Call) -> Self {
        let meta = |account: &CallAccount| Meta {
            pubkey: account.address,
            is_signer: account.signs,
            is_writable: account.writes,
        };
        Self { program_id: call.program, accounts: call.accounts.iter().map(meta).collect(), data: call.data.clone() }
    }
}

/// The address of a multisig, with its bump.
#[must_use]
pub fn multisig_address(create_key: &Pubkey) -> (Pubkey, u8) {
    Pubkey::find_program_address(&[seeds::MULTISIG, create_key.as_ref()], &crate::ID)
}

/// The address of the treasury of a multisig, with its bump.
#[must_use]
pub fn treasury_address(multisig: &Pubkey) -> (Pubkey, u8) {
    Pubkey::find_program_address(&[seeds::TREASURY, multisig.as_ref()], &crate::ID)
}

/// The address of a transaction of a multisig, with its bump.
#[must_use]
pub fn transaction_address(multisig: &Pubkey, number: u64) -> (Pubkey, u8) {
    Pubkey::find_program_address(&[seeds::TRANSACTION, multisig.as_ref(), &number.to_le_bytes()], &crate::ID)
}
