//! Lookup tables, made by the network's own program.

use {
    anchor_lang::prelude::Pubkey,
    mosaic_client::transactions::{LookupTable, lookup_table, transactions},
    mosaic_harness::Bank,
    solana_address_lookup_table_interface::state::AddressLookupTable,
    solana_signer::Signer,
};

#[tokio::test]
async fn a_table_is_made_filled_and_deactivated() {
    let mut bank = Bank::start().await;
    let (payer, authority) = (bank.payer(), bank.new_keypair());
    let addresses: Vec<Pubkey> = (0..60).map(|_| bank.new_keypair().pubkey()).collect();
    let table: LookupTable = lookup_table(&authority.pubkey(), &payer.pubkey(), 0, &addresses);
    let packed = transactions(&payer.pubkey(), &table.instructions, &[]).unwrap();
    assert_eq!(packed.len(), 3, "25 addresses each");
    for transaction in packed {
        bank.must(&transaction.instructions, &[&authority]).await;
    }
    let account = bank.account(&table.account.key).await.unwrap();
    let made = AddressLookupTable::deserialize(&account.data).unwrap();
    assert_eq!(made.addresses.as_ref(), addresses);
    assert_eq!(made.meta.authority, Some(authority.pubkey()));

    bank.must(&[table.deactivate()], &[&authority]).await;
    let account = bank.account(&table.account.key).await.unwrap();
    let made = AddressLookupTable::deserialize(&account.data).unwrap();
    assert_ne!(made.meta.deactivation_slot, u64::MAX);
}
