//! Address lookup tables, for vaults with many NFTs.

use std::collections::{BTreeMap, BTreeSet};

use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction};
use solana_address_lookup_table_interface::instruction::{
    close_lookup_table, create_lookup_table, deactivate_lookup_table, extend_lookup_table,
};

use crate::{
    error::ClientError,
    transactions::{AddressLookupTableAccount, PackedTransaction, Packing},
};

/// Addresses added by one instruction: as many as fit a transaction with the instruction that makes the table.
const ADDRESSES_AT_ONCE: usize = 25;
/// Most addresses of a table.
const MAX_ADDRESSES: usize = 256;

/// A lookup table to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookupTable {
    /// Its address and content. Usable from the slot after its last instruction landed.
    pub account: AddressLookupTableAccount,
    /// Who may extend, deactivate and close it.
    pub authority: Pubkey,
    /// What makes and fills it.
    pub instructions: Vec<Instruction>,
}

impl LookupTable {
    /// The first step to get its rent back; the authority signs.
    #[must_use]
    pub fn deactivate(&self) -> Instruction {
        deactivate_lookup_table(self.account.key, self.authority)
    }

    /// The second step, some 513 slots after the first: its rent goes to `recipient`; the authority signs.
    #[must_use]
    pub fn close(&self, recipient: &Pubkey) -> Instruction {
        close_lookup_table(self.account.key, self.authority, *recipient)
    }
}

/// A lookup table of these addresses, of which the first 256 fit. `recent_slot` is one of the last 150 or so that have
/// a block; the table's address follows from it. The payer pays and, like the authority, signs.
#[must_use]
pub fn lookup_table(authority: &Pubkey, payer: &Pubkey, recent_slot: u64, addresses: &[Pubkey]) -> LookupTable {
    let addresses = addresses.get(..MAX_ADDRESSES).unwrap_or(addresses);
    let (create, key) = create_lookup_table(*authority, *payer, recent_slot);
    let mut instructions = vec![create];
    for some in addresses.chunks(ADDRESSES_AT_ONCE) {
        instructions.push(extend_lookup_table(key, *authority, Some(*payer), some.to_vec()));
    }
    let account = AddressLookupTableAccount { key, addresses: addresses.to_vec() };
    LookupTable { account, authority: *authority, instructions }
}

/// Transactions, with the table they need if one saves transactions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The table.
    pub table: Option<LookupTable>,
    /// What makes the table; lands first, a slot before the rest.
    pub preparation: Vec<PackedTransaction>,
    /// The instructions themselves.
    pub transactions: Vec<PackedTransaction>,
}

impl Packing<'_> {
    /// The way that takes the fewest transactions: these instructions as they are, or with a lookup table of their
    /// accounts, all or only those that several instructions share; the transactions that make the table are counted
    /// too. The payer is the table's authority.
    ///
    /// # Errors
    /// Those of [`Packing::transactions`].
    pub fn plan(&self, instructions: &[Instruction], recent_slot: u64) -> Result<Plan, ClientError> {
        let plain = self.transactions(instructions);
        let mut best = plain.map(|transactions| Plan { table: None, preparation: Vec::new(), transactions });
        for least in [2, 1] {
            let other = self.plan_with(addresses_of(instructions, least), instructions, recent_slot)?;
            let better = match (&best, &other) {
                (Ok(best), Some(other)) => other.len() < best.len(),
                (Err(_), Some(_)) => true,
                (_, None) => false,
            };
            if let Some(other) = other.filter(|_| better) {
                best = Ok(other);
            }
        }
        best
    }

    /// The plan with a table of these addresses; `None` if it does not help enough.
    fn plan_with(
        &self,
        addresses: Vec<Pubkey>,
        instructions: &[Instruction],
        recent_slot: u64,
    ) -> Result<Option<Plan>, ClientError> {
        let table = lookup_table(&self.payer, &self.payer, recent_slot, &addresses);
        let preparation = Packing { tables: &[], ..*self }.transactions(&table.instructions)?;
        let mut tables = self.tables.to_vec();
        tables.push(table.account.clone());
        let transactions = Packing { tables: &tables, ..*self }.transactions(instructions);
        Ok(transactions.ok().map(|transactions| Plan { table: Some(table), preparation, transactions }))
    }
}

impl Plan {
    /// Transactions in sum.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "an action has instructions, so its plan has transactions")]
    pub fn len(&self) -> usize {
        self.preparation.len() + self.transactions.len()
    }
}

/// The accounts that a table can hold, neither signers nor programs called, if at least so many instructions name them.
fn addresses_of(instructions: &[Instruction], least: usize) -> Vec<Pubkey> {
    let metas = || instructions.iter().flat_map(|instruction| &instruction.accounts);
    let mut excluded: BTreeSet<Pubkey> = metas().filter(|meta| meta.is_signer).map(|meta| meta.pubkey).collect();
    excluded.extend(instructions.iter().map(|instruction| instruction.program_id));
    let mut named: BTreeMap<Pubkey, usize> = BTreeMap::new();
    for instruction in instructions {
        let keys: BTreeSet<Pubkey> = instruction.accounts.iter().map(|meta| meta.pubkey).collect();
        for key in keys.difference(&excluded) {
            *named.entry(*key).or_default() += 1;
        }
    }
    named.into_iter().filter(|(_, times)| *times >= least).map(|(key, _)| key).collect()
}
