//! The base of the harness itself.

use {
    anchor_lang::{
        Discriminator,
        prelude::{AccountMeta, Pubkey},
        solana_program::{instruction::Instruction, system_instruction},
    },
    anchor_spl::metadata::mpl_token_metadata::{
        accounts::Metadata,
        types::{TokenStandard, TokenState},
    },
    mosaic::security::SECURITY_TXT,
    mosaic_harness::{
        Bank, MintExtension, Nft2022Spec, NftCreator, NftSpec, Standard, TokenProgram, assert_fails,
        bank::{MAX_TRANSACTION_BYTES, PROGRAM_FILE_VARIABLE, START},
        fixtures::{self, Fixture},
        nft::compute_unit_limit,
    },
    solana_security_txt::Contact,
    solana_signer::Signer,
    std::{env, fs, path::PathBuf},
};

fn pay(from: &Pubkey, to: &Pubkey) -> Instruction {
    system_instruction::transfer(from, to, 1_000_000)
}

fn settle(accounts: Vec<AccountMeta>) -> Instruction {
    Instruction::new_with_bytes(mosaic::ID, mosaic::instruction::Settle::DISCRIMINATOR, accounts)
}

#[test]
fn fixtures_load_and_a_changed_one_is_refused() {
    for fixture in Fixture::ALL {
        let mut changed = fixtures::load(fixture).unwrap_or_else(|error| panic!("{error}")).to_vec();
        changed[0] ^= 1;
        let error = fixtures::check(fixture, PathBuf::from("changed.so"), &changed).unwrap_err().to_string();
        assert!(error.contains(&format!("{fixture}: changed.so has sha256")), "{error}");
        assert!(error.contains("delete the folder of that crate"), "{error}");
    }
}

/// In the file, where explorers look for it, on the bytecode.
#[test]
fn the_program_says_whom_to_tell_of_a_weakness() {
    let file = env::var_os(PROGRAM_FILE_VARIABLE).map(|path| fs::read(path).unwrap());
    let bytes = file.unwrap_or_else(|| SECURITY_TXT.to_vec());
    let text = solana_security_txt::find_and_parse(&bytes).unwrap();
    assert_eq!(text.name, "Mosaic");
    assert!(text.policy.contains("SECURITY.md"));
    let [Contact::Other(contact)] = &text.contacts[..] else { panic!("{text}") };
    assert!(contact.contains("the account `security`"));
}

#[tokio::test]
async fn the_clock_moves_only_when_told() {
    let mut bank = Bank::start().await;
    let payer = bank.payer().pubkey();
    assert_eq!(bank.now().await, START);
    bank.advance(86_400).await;
    bank.must(&[pay(&payer, &Pubkey::new_unique())], &[]).await;
    assert_eq!(bank.now().await, START + 86_400);
    bank.set_clock(START).await;
    assert_eq!(bank.now().await, START);
}

#[tokio::test]
async fn the_same_instruction_can_be_sent_again_and_again() {
    let mut bank = Bank::start().await;
    let (payer, to) = (bank.payer().pubkey(), bank.new_keypair().pubkey());
    for _ in 0..5 {
        bank.must(&[pay(&payer, &to)], &[]).await;
    }
    assert_eq!(bank.lamports(&to).await, 5_000_000);
}

#[tokio::test]
async fn simulating_changes_nothing() {
    let bank = Bank::start().await;
    let (payer, to) = (bank.payer().pubkey(), Pubkey::new_unique());
    let receipt = bank.simulate(&[pay(&payer, &to)], &[]).await.unwrap();
    assert_eq!(receipt.compute_units, 150);
    assert_eq!(bank.lamports(&to).await, 0);
}

#[tokio::test]
async fn runs_use_the_same_keys() {
    let (mut first, mut second) = (Bank::start().await, Bank::start().await);
    assert_eq!(first.payer().pubkey(), second.payer().pubkey());
    assert_eq!(first.actor("Ana").await.pubkey(), second.actor("Ana").await.pubkey());
    assert_ne!(first.actor("Ana").await.pubkey(), first.actor("Ben").await.pubkey());
    let key = first.new_keypair().pubkey();
    assert_eq!(key, second.new_keypair().pubkey());
    assert_ne!(key, first.new_keypair().pubkey());
}

#[tokio::test]
async fn failures_name_the_error_and_the_instruction() {
    let mut bank = Bank::start().await;
    let payer = bank.payer().pubkey();
    let unknown = Instruction::new_with_bytes(mosaic::ID, &[0; 8], vec![]);
    let failure = assert_fails(
        bank.send(&[pay(&payer, &Pubkey::new_unique()), unknown], &[]).await,
        "InstructionFallbackNotFound",
    );
    assert_eq!((failure.code, failure.instruction_index), (Some(101), Some(1)));

    let failure = assert_fails(bank.send(&[settle(vec![])], &[]).await, "AccountNotEnoughKeys");
    assert_eq!((failure.code, failure.instruction_index), (Some(3005), Some(0)));
    let text = failure.to_string();
    assert!(
        text.starts_with("AccountNotEnoughKeys (3005)") && text.contains(" failed: custom program error"),
        "{text}"
    );

    let ana = bank.actor("Ana").await;
    let mint = bank.create_mint(6, None).await;
    let failure = bank.send(&[pay(&ana.pubkey(), &mint)], &[]).await;
    assert!(assert_fails(failure, "SignerMissing").message.contains(&ana.pubkey().to_string()));

    let mut unsigned = pay(&ana.pubkey(), &payer);
    unsigned.accounts[0].is_signer = false;
    let failure = assert_fails(bank.send(&[unsigned], &[&ana.keypair]).await, "MissingRequiredSignature");
    assert_eq!((failure.code, failure.account), (None, None));

    let too_much = system_instruction::transfer(&ana.pubkey(), &payer, u64::MAX);
    let failure = bank.simulate(&[too_much], &[&ana.keypair]).await.unwrap_err();
    assert_eq!((failure.code, failure.name), (Some(1), None));
}

#[tokio::test]
#[should_panic(expected = "expected AuctionNotOpen, got AccountNotEnoughKeys (3005)")]
async fn another_error_than_the_expected_one_panics() {
    let mut bank = Bank::start().await;
    assert_fails(bank.send(&[settle(vec![])], &[]).await, "AuctionNotOpen");
}

#[tokio::test]
async fn a_transaction_over_the_networks_limit_is_refused() {
    let mut bank = Bank::start().await;
    let payer = bank.payer();
    let people: Vec<_> = (0..40).map(|_| bank.new_keypair().pubkey()).collect();
    let payments: Vec<_> = people.iter().map(|to| pay(&payer.pubkey(), to)).collect();
    let failure = assert_fails(bank.send(&payments, &[]).await, "TransactionTooLarge");
    assert!(failure.message.contains(&MAX_TRANSACTION_BYTES.to_string()), "{failure}");
    assert_fails(bank.simulate(&payments, &[]).await, "TransactionTooLarge");
    assert_eq!(bank.lamports(&people[0]).await, 0);

    let table = bank.create_lookup_table(&people);
    let receipt = bank.send_with_tables(&payer, &payments, &[], &[table]).await.unwrap();
    assert!(receipt.transaction_bytes <= MAX_TRANSACTION_BYTES);
    for to in &people {
        assert_eq!(bank.lamports(to).await, 1_000_000);
        assert!(bank.known_accounts().any(|known| known == to));
    }
}

#[tokio::test]
async fn the_check_sees_every_known_account_after_each_transaction() {
    let hoard = Pubkey::new_unique();
    let check = move |accounts: &[(Pubkey, solana_account::Account)]| match accounts
        .iter()
        .find(|(address, account)| *address == hoard && account.lamports > 1_500_000)
    {
        Some(_) => Err("too much in one place".to_owned()),
        None => Ok(()),
    };
    let mut bank = Bank::options().after_each(check).report_violations().start().await.unwrap();
    let payer = bank.payer().pubkey();
    bank.must(&[pay(&payer, &hoard)], &[]).await;
    let failure = assert_fails(bank.send(&[pay(&payer, &hoard)], &[]).await, "InvariantBroken");
    assert_eq!(failure.message, "too much in one place");
    assert_fails(bank.send(&[pay(&payer, &Pubkey::new_unique())], &[]).await, "InvariantBroken");
}

#[tokio::test]
async fn compute_units_are_told_apart_by_instruction_and_call() {
    let mut bank = Bank::options().token_program(TokenProgram::PToken).start().await.unwrap();
    let ana = bank.actor("Ana").await;
    let nft = bank.mint_nft(&ana.pubkey(), Standard::Programmable).await;
    let receipt = bank.transfer_nft(&nft, &ana.keypair, &Pubkey::new_unique()).await.unwrap();
    let [limit, transfer] = &receipt.per_instruction[..] else { panic!("{:?}", receipt.per_instruction) };
    assert_eq!(limit.compute_units, None);
    let whole = transfer.compute_units.unwrap();
    assert_eq!(receipt.compute_units, whole + 150);
    assert_eq!(transfer.own().unwrap() + transfer.in_calls(), whole);
    assert_eq!(transfer.calls[0].program, anchor_spl::associated_token::ID);
    assert_eq!(transfer.calls[0].calls[0].program, anchor_spl::token::ID);
}

#[tokio::test]
async fn every_standard_can_be_made_and_moved() {
    for token_program in [TokenProgram::Classic, TokenProgram::PToken] {
        let mut bank = Bank::options().token_program(token_program).start().await.unwrap();
        let (ana, ben) = (bank.actor("Ana").await, bank.actor("Ben").await);
        for (standard, label) in [
            (Standard::NonFungible, Some(TokenStandard::NonFungible)),
            (Standard::Unlabelled, None),
            (Standard::PrintedEdition, Some(TokenStandard::NonFungibleEdition)),
            (Standard::Programmable, Some(TokenStandard::ProgrammableNonFungible)),
            (Standard::ProgrammablePrintedEdition, Some(TokenStandard::ProgrammableNonFungibleEdition)),
            (Standard::FungibleAsset(1), Some(TokenStandard::FungibleAsset)),
        ] {
            let nft = bank.mint_nft(&ana.pubkey(), standard).await;
            let metadata = bank.account(&nft.metadata).await.unwrap();
            assert_eq!(Metadata::safe_deserialize(&metadata.data).unwrap().token_standard, label, "{standard:?}");
            let there = nft.held_by(&ben.pubkey());
            bank.transfer_nft(&nft, &ana.keypair, &ben.pubkey()).await.unwrap();
            bank.transfer_nft(&there, &ben.keypair, &ana.pubkey()).await.unwrap();
            assert_eq!(bank.token_balance(&there.token).await, 0, "{standard:?}");
            assert_eq!(bank.token_balance(&nft.token).await, 1, "{standard:?}");
        }
    }
}

#[tokio::test]
async fn creators_are_verified_when_they_sign() {
    let mut bank = Bank::start().await;
    let (ana, ben) = (bank.actor("Ana").await, bank.actor("Ben").await);
    let creators = vec![NftCreator::verified(&ana.keypair, 70), NftCreator::unverified(ben.pubkey(), 30)];
    let nft = bank.mint_nft(&ana.pubkey(), NftSpec { creators, seller_fee_bps: 750, ..NftSpec::default() }).await;
    let metadata = Metadata::safe_deserialize(&bank.account(&nft.metadata).await.unwrap().data).unwrap();
    let creators: Vec<_> = metadata.creators.unwrap().iter().map(|c| (c.address, c.verified, c.share)).collect();
    assert_eq!(creators, [(ana.pubkey(), true, 70), (ben.pubkey(), false, 30)]);
    assert_eq!(metadata.seller_fee_basis_points, 750);
}

#[tokio::test]
async fn a_locked_nft_does_not_move() {
    let mut bank = Bank::start().await;
    let (ana, ben) = (bank.actor("Ana").await, bank.actor("Ben").await);
    for (standard, token_is_frozen) in [(Standard::NonFungible, 17), (Standard::Programmable, 155)] {
        let nft = bank.mint_nft(&ana.pubkey(), standard).await;
        bank.delegate_nft(&nft, &ana.keypair, &ben.pubkey()).await;
        bank.lock_nft(&nft, &ben.keypair).await;
        let failure = bank.transfer_nft(&nft, &ana.keypair, &ben.pubkey()).await.unwrap_err();
        assert_eq!(failure.code, Some(token_is_frozen), "{failure}");
        bank.unlock_nft(&nft, &ben.keypair).await;
        bank.transfer_nft(&nft, &ana.keypair, &ben.pubkey()).await.unwrap();
    }
    let nft = bank.mint_nft(&ana.pubkey(), Standard::Programmable).await;
    bank.list_nft(&nft, &ana.keypair, &ben.pubkey()).await;
    assert_eq!(bank.token_record(&nft).await.state, TokenState::Listed);
    let failure = bank.transfer_nft(&nft, &ana.keypair, &ben.pubkey()).await.unwrap_err();
    assert_eq!(failure.code, Some(147), "only the sale delegate may move it: {failure}");
}

#[tokio::test]
async fn a_programmable_nft_may_rest_in_any_account_of_its_owner() {
    let mut bank = Bank::start().await;
    let (ana, ben) = (bank.actor("Ana").await, bank.actor("Ben").await);
    let nft = bank.mint_nft(&ana.pubkey(), Standard::Programmable).await;
    let custody = bank.create_token_account(&ben.pubkey(), &nft.mint).await;
    let there = nft.at(&ben.pubkey(), &custody);
    let payer = bank.payer();
    let before = bank.lamports(&payer.pubkey()).await;
    let limit = compute_unit_limit(400_000);
    let (into, out) = (nft.transfer_to(&there, &payer.pubkey()), there.transfer_to(&nft, &payer.pubkey()));
    let fee = 10_000;
    bank.must(&[limit.clone(), into], &[&ana.keypair]).await;
    assert_eq!(bank.token_balance(&custody).await, 1);
    // The payer opens the record there and gets the rent of the one here, whoever had paid it.
    assert_eq!(bank.lamports(&payer.pubkey()).await, before - fee);
    assert_eq!(bank.account(&nft.token_record.unwrap()).await, None);
    bank.must(&[limit, out], &[&ben.keypair]).await;
    assert_eq!(bank.token_balance(&nft.token).await, 1);
    assert_eq!(bank.account(&there.token_record.unwrap()).await, None);
    assert!(!bank.token_account(&custody).await.unwrap().is_frozen());
}

#[tokio::test]
async fn token_2022_mints_carry_their_extensions() {
    let mut bank = Bank::start().await;
    let (ana, payer) = (bank.actor("Ana").await, bank.payer().pubkey());
    for extension in [
        MintExtension::MetadataPointer,
        MintExtension::GroupPointer,
        MintExtension::GroupMemberPointer,
        MintExtension::MintCloseAuthority(Some(payer)),
        MintExtension::PermanentDelegate(payer),
        MintExtension::TransferFee { authority: payer, bps: 100 },
        MintExtension::TransferHook { authority: Some(payer), program: None },
        MintExtension::NonTransferable,
        MintExtension::DefaultFrozen,
        MintExtension::Pausable(payer),
        MintExtension::InterestBearing(Some(payer)),
        MintExtension::ScaledUiAmount(Some(payer)),
        MintExtension::ConfidentialTransfer(Some(payer)),
    ] {
        let freeze_authority = (extension == MintExtension::DefaultFrozen).then_some(payer);
        let spec = Nft2022Spec { freeze_authority, ..Nft2022Spec::with(&[extension]) };
        let nft = bank.mint_nft_2022(&ana.pubkey(), &spec).await;
        let mint = bank.mint(&nft.mint).await;
        assert_eq!((mint.supply, mint.decimals, mint.mint_authority.is_none()), (1, 0, true), "{extension:?}");
        // The base of 165 bytes, the account type, then the first extension's type.
        let data = bank.account(&nft.mint).await.unwrap().data;
        assert_eq!(data[166..168], u16::from(extension.kind()).to_le_bytes(), "{extension:?}");
    }
}
