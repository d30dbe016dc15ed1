//! Instructions put into transactions.

use std::collections::BTreeSet;

use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction};
pub use solana_message::{AddressLookupTableAccount, VersionedMessage};
use solana_message::{Message, v0};

use crate::error::ClientError;

mod budget;
mod tables;

pub use budget::{Ceiling, MAX_COMPUTE_UNITS, ceiling, compute_budget, compute_units, with_compute_budget};
pub use tables::{LookupTable, Plan, lookup_table};

/// The network's limit on a transaction, in bytes.
pub const MAX_TRANSACTION_BYTES: usize = 1_232;
/// Most accounts that a transaction may lock.
pub const MAX_ACCOUNTS: usize = 64;
/// Most instructions of a transaction, those that programs call counted too.
pub const MAX_CALLS: u32 = 64;

const SIGNATURE_BYTES: usize = 64;

/// Some instructions in one transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackedTransaction {
    /// The instructions, with their compute budget if one was asked for.
    pub instructions: Vec<Instruction>,
    /// The message to sign: legacy, or version 0 where tables were given. Its blockhash is still to be set.
    pub message: VersionedMessage,
    /// Size on the wire in bytes, signatures included.
    pub bytes: usize,
}

/// How instructions are put into transactions.
#[derive(Clone, Copy, Debug)]
pub struct Packing<'a> {
    /// Who pays the fees; signs each transaction.
    pub payer: Pubkey,
    /// Address lookup tables; with some, the transactions are of version 0.
    pub tables: &'a [AddressLookupTableAccount],
    /// Gives each transaction a compute budget of its own, at this price in micro-lamports per unit; `None`: none.
    pub price_per_unit: Option<u64>,
}

/// Puts instructions, in their order, into as few transactions as hold them: each as full as the network's limits allow.
///
/// # Errors
/// [`ClientError::InstructionTooLarge`], [`ClientError::InstructionTooExpensive`] if one alone does not fit.
pub fn transactions(
    payer: &Pubkey,
    instructions: &[Instruction],
    tables: &[AddressLookupTableAccount],
) -> Result<Vec<PackedTransaction>, ClientError> {
    Packing { payer: *payer, tables, price_per_unit: None }.transactions(instructions)
}

impl Packing<'_> {
    /// As [`transactions`], with this packing.
    ///
    /// # Errors
    /// As [`transactions`].
    pub fn transactions(&self, instructions: &[Instruction]) -> Result<Vec<PackedTransaction>, ClientError> {
        let mut packed = Vec::new();
        let mut open: Vec<Instruction> = Vec::new();
        let mut fits: Option<PackedTransaction> = None;
        for (index, instruction) in instructions.iter().enumerate() {
            open.push(instruction.clone());
            match self.pack(&open) {
                Ok(transaction) => fits = Some(transaction),
                Err(_) if fits.is_some() => {
                    packed.extend(fits.take());
                    open = vec![instruction.clone()];
                    fits = Some(self.pack(&open).map_err(|limit| limit.of(index))?);
                }
                Err(limit) => return Err(limit.of(index)),
            }
        }
        packed.extend(fits);
        Ok(packed)
    }

    /// One transaction with all of these instructions.
    fn pack(&self, instructions: &[Instruction]) -> Result<PackedTransaction, Limit> {
        let calls: u32 = instructions.iter().map(|instruction| ceiling(instruction).calls).sum();
        let instructions = match self.price_per_unit {
            Some(price) => with_compute_budget(instructions.to_vec(), price),
            None => instructions.to_vec(),
        };
        let units: u64 = instructions.iter().map(|instruction| u64::from(ceiling(instruction).units)).sum();
        if units > u64::from(MAX_COMPUTE_UNITS) {
            return Err(Limit::Other("compute units"));
        }
        if calls + 2 > MAX_CALLS {
            return Err(Limit::Other("instructions called"));
        }
        let named = instructions.iter().flat_map(|instruction| {
            let accounts = instruction.accounts.iter().map(|meta| meta.pubkey);
            accounts.chain([instruction.program_id])
        });
        if named.chain([self.payer]).collect::<BTreeSet<_>>().len() > MAX_ACCOUNTS {
            return Err(Limit::Other("accounts"));
        }
        let message = if self.tables.is_empty() {
            VersionedMessage::Legacy(Message::new(&instructions, Some(&self.payer)))
        } else {
            let message = v0::Message::try_compile(&self.payer, &instructions, self.tables, Default::default());
            VersionedMessage::V0(message.map_err(|_| Limit::Other("accounts"))?)
        };
        // One byte for the number of signatures: a transaction has no room for 128 of them.
        let signatures = usize::from(message.header().num_required_signatures);
        let bytes = 1 + signatures * SIGNATURE_BYTES + message.serialize().len();
        if bytes > MAX_TRANSACTION_BYTES {
            return Err(Limit::Bytes(bytes));
        }
        Ok(PackedTransaction { instructions, message, bytes })
    }
}

/// What a transaction exceeds.
enum Limit {
    Bytes(usize),
    Other(&'static str),
}

impl Limit {
    fn of(self, index: usize) -> ClientError {
        match self {
            Self::Bytes(bytes) => ClientError::InstructionTooLarge { index, bytes, most: MAX_TRANSACTION_BYTES },
            Self::Other(limit) => ClientError::InstructionTooExpensive { index, limit },
        }
    }
}

#[cfg(test)]
mod tests {
    use anchor_lang::solana_program::{instruction::AccountMeta, system_instruction};

    use super::*;

    const PAYER: Pubkey = Pubkey::new_from_array([1; 32]);

    fn address(number: usize) -> Pubkey {
        Pubkey::new_from_array([2 + u8::try_from(number).unwrap(); 32])
    }

    fn transfers(count: usize) -> Vec<Instruction> {
        (0..count).map(|number| system_instruction::transfer(&PAYER, &address(number), 5)).collect()
    }

    fn data(bytes: usize) -> Instruction {
        Instruction { program_id: address(0), accounts: vec![], data: vec![0; bytes] }
    }

    #[test]
    fn all_instructions_in_their_order_and_each_transaction_within_the_limit() {
        let all = transfers(60);
        let packed = transactions(&PAYER, &all, &[]).unwrap();
        assert!(packed.len() > 1);
        assert!(packed.iter().all(|transaction| transaction.bytes <= MAX_TRANSACTION_BYTES));
        let packed: Vec<_> = packed.into_iter().flat_map(|transaction| transaction.instructions).collect();
        assert_eq!(packed, all);
        assert_eq!(transactions(&PAYER, &[], &[]), Ok(vec![]));
    }

    #[test]
    fn the_last_byte_is_used() {
        let alone = |bytes| transactions(&PAYER, &[data(bytes)], &[]);
        let overhead = MAX_TRANSACTION_BYTES - alone(1_000).unwrap()[0].bytes;
        let most = 1_000 + overhead;
        assert_eq!(alone(most).unwrap()[0].bytes, MAX_TRANSACTION_BYTES);
        let error = alone(most + 1).unwrap_err();
        let bytes = MAX_TRANSACTION_BYTES + 1;
        assert_eq!(error, ClientError::InstructionTooLarge { index: 0, bytes, most: MAX_TRANSACTION_BYTES });
        let second = transactions(&PAYER, &[data(1), data(most + 1)], &[]).unwrap_err();
        assert_eq!(second, ClientError::InstructionTooLarge { index: 1, bytes, most: MAX_TRANSACTION_BYTES });
    }

    #[test]
    fn tables_make_room_up_to_the_limit_on_accounts() {
        let all = transfers(50);
        assert!(transactions(&PAYER, &all, &[]).unwrap().len() > 1);
        let table = AddressLookupTableAccount { key: address(100), addresses: (0..50).map(address).collect() };
        let packed = transactions(&PAYER, &all, &[table]).unwrap();
        assert_eq!(packed.len(), 1);
        assert!(matches!(packed[0].message, VersionedMessage::V0(_)));
        let accounts = (0..MAX_ACCOUNTS).map(|number| AccountMeta::new(address(number), false)).collect();
        let many = Instruction { program_id: address(0), accounts, data: vec![] };
        let table = AddressLookupTableAccount { key: address(100), addresses: (0..64).map(address).collect() };
        let error = transactions(&PAYER, &[many], &[table]).unwrap_err();
        assert_eq!(error, ClientError::InstructionTooExpensive { index: 0, limit: "accounts" });
    }

    #[test]
    fn each_transaction_gets_a_budget_of_its_own() {
        let packing = Packing { payer: PAYER, tables: &[], price_per_unit: Some(7) };
        let packed = packing.transactions(&transfers(60)).unwrap();
        for transaction in &packed {
            let [limit, price, rest @ ..] = transaction.instructions.as_slice() else { panic!("no budget") };
            assert_eq!([limit.clone(), price.clone()], compute_budget(compute_units(rest), 7)[..2]);
            assert!(transaction.bytes <= MAX_TRANSACTION_BYTES);
        }
        assert_eq!(packed.iter().map(|transaction| transaction.instructions.len() - 2).sum::<usize>(), 60);
    }
}
