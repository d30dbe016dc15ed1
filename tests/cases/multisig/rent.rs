//! Who pays the rent of what a multisig does.

use {
    crate::world,
    mosaic_client::{instructions::PlaceBid, pda},
    mosaic_harness::Stage,
    serde_json::Value,
};

#[tokio::test]
async fn the_treasury_pays_for_what_is_its_own_and_needs_the_sol_for_it() {
    let (mut world, board) = world().await;
    let vault = world.at(Stage::Active).await;
    let treasury = board.treasury;
    let mut poor = world.bank.account(&treasury).await.unwrap();
    poor.lamports = 1_000_000;
    world.bank.set_account(treasury, poor.clone());
    let place = PlaceBid { fraction_account: None, ..vault.place_bid(&treasury, 1_000_000_000, 0) }.instruction();
    // The system program: the lamports are not there.
    let failure = board.act(&mut world, std::slice::from_ref(&place)).await.unwrap_err();
    assert_eq!(failure.code, Some(1), "{failure}");
    assert!(world.auction_if_any(&vault).await.is_none());

    // A member gives it what it lacks, and nothing else has to change.
    let mia = board.members[0].clone();
    let give = anchor_lang::solana_program::system_instruction::transfer(&mia.pubkey(), &treasury, 100_000_000);
    world.send(&[give], &[&mia]).await.unwrap();
    board.act(&mut world, std::slice::from_ref(&place)).await.unwrap();
    let mut made = 0;
    let of_a_first_bid = [
        pda::auction(&vault.address),
        pda::cash_escrow(&vault.address),
        pda::fraction_escrow(&vault.address),
        pda::bid(&vault.address, &treasury),
    ];
    for address in of_a_first_bid {
        made += world.bank.lamports(&address).await;
    }
    assert_eq!(world.bank.lamports(&treasury).await, 101_000_000 - made);
}

#[tokio::test]
async fn a_member_pays_for_what_is_nobodys_own_outside_of_the_transaction_or_in_it() {
    let (mut world, board) = world().await;
    let vault = world.at(Stage::Active).await;
    let (treasury, member) = (board.treasury, board.members[2].clone());
    let before = [world.bank.lamports(&treasury).await, world.bank.lamports(&member.pubkey()).await];
    let (mut pool, mut book) = (vault.open_staking(), vault.open_asks());
    (pool.payer, book.payer) = (member.pubkey(), member.pubkey());
    world.send(&[pool.instruction()], &[&member]).await.unwrap();
    // Who executes signs, and can pay for a call.
    board.act(&mut world, &[book.instruction()]).await.unwrap();
    let addresses = [pda::pool(&vault.address), pda::staked_fractions(&vault.address), pda::asks(&vault.address)];
    let mut made = 0;
    for address in addresses {
        made += world.bank.lamports(&address).await;
    }
    assert_eq!(world.bank.lamports(&treasury).await, before[0]);
    assert_eq!(world.bank.lamports(&member.pubkey()).await, before[1] - made);
}

/// What `docs/integrations.md` says: the party itself pays in these; all others name a payer who need not be a party.
const PARTIES: [&str; 5] = ["bidder", "buyer", "creator", "holder", "proposer"];
const ANYBODY: [&str; 3] = ["authority", "executor", "payer"];

#[test]
fn every_instruction_that_makes_an_account_has_one_payer_who_signs() {
    let idl: Value = serde_json::from_str(include_str!("../../../idl/mosaic.json")).unwrap();
    let mut making = 0;
    for instruction in idl["instructions"].as_array().unwrap() {
        let accounts = instruction["accounts"].as_array().unwrap();
        if accounts.iter().all(|account| account["name"] != "system_program") {
            continue;
        }
        let payers: Vec<_> =
            accounts.iter().filter(|account| account["signer"] == true && account["writable"] == true).collect();
        let [payer] = payers[..] else { panic!("{}: {payers:?}", instruction["name"]) };
        let name = payer["name"].as_str().unwrap();
        assert!(PARTIES.contains(&name) || ANYBODY.contains(&name), "{}: {name}", instruction["name"]);
        making += 1;
    }
    assert!(making >= 15);
}
