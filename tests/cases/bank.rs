//! The base of the harness itself.

use {
    anchor_lang::{prelude::Pubkey, solana_program::system_instruction},
    mosaic_harness::{
        Bank, Standard, TokenProgram, assert_fails,
        bank::{MAX_TRANSACTION_BYTES, START},
        fixtures::{self, Fixture},
    },
    solana_signer::Signer,
    std::path::PathBuf,
};

#[test]
fn fixtures_load_and_a_changed_one_is_refused() {
    for fixture in Fixture::ALL {
        let bytes = fixtures::load(fixture).unwrap_or_else(|error| panic!("{error}"));
        let mut changed = bytes.to_vec();
        changed[0] ^= 1;
        let error = fixtures::check(fixture, PathBuf::from("changed.so"), &changed).unwrap_err().to_string();
        assert!(error.contains("changed.so has sha256") && error.contains("delete the folder"), "{error}");
    }
}

#[tokio::test]
async fn the_clock_moves_only_when_told() {
    let mut bank = Bank::start().await;
    assert_eq!(bank.now().await, START);
    bank.advance(86_400).await;
    assert_eq!(bank.now().await, START + 86_400);
    let payer = bank.payer();
    bank.must(&[system_instruction::transfer(&payer.pubkey(), &Pubkey::new_unique(), 1_000_000)], &[]).await;
    assert_eq!(bank.now().await, START + 86_400);
    bank.set_clock(START).await;
    assert_eq!(bank.now().await, START);
}

#[tokio::test]
async fn the_same_instruction_can_be_sent_again_and_again() {
    let mut bank = Bank::start().await;
    let (payer, to) = (bank.payer(), bank.new_keypair().pubkey());
    for _ in 0..5 {
        bank.must(&[system_instruction::transfer(&payer.pubkey(), &to, 1_000_000)], &[]).await;
    }
    assert_eq!(bank.lamports(&to).await, 5_000_000);
}

#[tokio::test]
async fn every_standard_can_be_made_and_moved() {
    for token_program in [TokenProgram::Classic, TokenProgram::PToken] {
        let mut bank = Bank::options().token_program(token_program).start().await.unwrap();
        let (ana, ben) = (bank.actor("Ana").await, bank.actor("Ben").await);
        for standard in [
            Standard::NonFungible,
            Standard::Unlabelled,
            Standard::PrintedEdition,
            Standard::Programmable,
            Standard::ProgrammablePrintedEdition,
            Standard::FungibleAsset(1),
        ] {
            let nft = bank.mint_nft(&ana.pubkey(), standard).await;
            let receipt = bank.transfer_nft(&nft, &ana.keypair, &ben.pubkey()).await;
            let receipt = receipt.unwrap_or_else(|failure| panic!("{standard:?}: {failure}"));
            eprintln!("{token_program:?} {standard:?}: {} CU {:?}", receipt.compute_units, receipt.per_instruction);
            assert_eq!(bank.token_balance(&nft.token).await, 0, "{standard:?}");
            assert_eq!(bank.token_balance(&nft.held_by(&ben.pubkey()).token).await, 1, "{standard:?}");
        }
    }
}

#[tokio::test]
async fn a_transaction_over_the_networks_limit_is_refused() {
    let mut bank = Bank::start().await;
    let payer = bank.payer().pubkey();
    let people: Vec<_> = (0..40).map(|_| bank.new_keypair().pubkey()).collect();
    let transfers: Vec<_> = people.iter().map(|to| system_instruction::transfer(&payer, to, 1_000_000)).collect();
    let failure = assert_fails(bank.send(&transfers, &[]).await, "TransactionTooLarge");
    assert!(failure.to_string().contains(&MAX_TRANSACTION_BYTES.to_string()), "{failure}");
    assert_fails(bank.simulate(&transfers, &[]).await, "TransactionTooLarge");
    assert_eq!(bank.lamports(&people[0]).await, 0);

    let table = bank.create_lookup_table(&people);
    let payer = bank.payer();
    let receipt = bank.send_with_tables(&payer, &transfers, &[], &[table]).await.unwrap();
    assert!(receipt.transaction_bytes <= MAX_TRANSACTION_BYTES);
    for to in &people {
        assert_eq!(bank.lamports(to).await, 1_000_000);
        assert!(bank.known_accounts().any(|known| known == to));
    }
}
