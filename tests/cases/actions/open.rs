//! Opening vaults.

use {
    crate::stage::{OPENING, SUPPLY, check_accounts, check_ceilings, mint_nfts, open, opening, perform, purse},
    mosaic_client::{
        ClientError,
        actions::{free_vault_id, open_vault},
        events::{Event, events},
        quotes::AccountKind,
        rules::Status,
        state::Standard as Kind,
        transactions::{MAX_TRANSACTION_BYTES, Packing, transactions},
        views::{NftView, VaultView},
    },
    mosaic_harness::{NftSpec, Standard, World, world::logs_events},
    solana_signer::Signer,
};

const FEE_PER_SIGNATURE: u64 = 5_000;
const PRICE_PER_UNIT: u64 = 10_000;

#[tokio::test]
async fn one_nft_opens_in_one_transaction() {
    for (standard, kind) in [
        (Standard::NonFungible, Kind::NonFungible),
        (Standard::Unlabelled, Kind::NonFungible),
        (Standard::PrintedEdition, Kind::Edition),
        (Standard::Programmable, Kind::Programmable),
        (Standard::ProgrammablePrintedEdition, Kind::ProgrammableEdition),
        (Standard::Token2022, Kind::Token2022),
    ] {
        let mut world = World::new().await;
        let (creator, nfts) = mint_nfts(&mut world, &[standard]).await;
        let nft = NftView::read(&world.bank, &nfts[0].mint, &creator.pubkey()).await.unwrap();
        assert_eq!(nft.deposit, Ok(kind), "{standard:?}");
        assert_eq!((nft.name.as_str(), nft.seller_fee_bps, nft.creators.len()), ("Still life", 500, 2));

        let action = open_vault(&world.bank, &opening(&world, &creator, &nfts)).await.unwrap();
        let budgeted = action.clone().with_compute_budget(PRICE_PER_UNIT);
        let packed = transactions(&creator.pubkey(), &budgeted.instructions, &[]).unwrap();
        assert_eq!(packed.len(), 1, "{standard:?}");
        let before = world.bank.lamports(&creator.pubkey()).await;
        let receipt = world.bank.send_as(&creator.keypair, &budgeted.instructions, &[]).await;
        let receipt = receipt.unwrap_or_else(|failure| panic!("{failure}\n{}", failure.logs.join("\n")));
        check_ceilings(&budgeted.instructions, &receipt);
        assert_eq!(receipt.transaction_bytes, packed[0].bytes);
        println!(
            "{standard:?}: {} bytes, {} left; {} compute units of {}",
            receipt.transaction_bytes,
            MAX_TRANSACTION_BYTES - receipt.transaction_bytes,
            receipt.compute_units,
            action.compute_units,
        );

        let quote = &action.quote;
        check_accounts(&world, &quote.accounts).await;
        let limit = u64::from(action.compute_units) + 300;
        let fee = FEE_PER_SIGNATURE + (limit * PRICE_PER_UNIT).div_ceil(1_000_000);
        let paid = before - world.bank.lamports(&creator.pubkey()).await;
        assert_eq!(paid, quote.rent + fee, "{standard:?}");
        let kept = [AccountKind::FractionMint, AccountKind::FractionMetadata, AccountKind::TokenAccount];
        let kept = quote.accounts.iter().filter(|account| kept.contains(&account.kind));
        assert_eq!(quote.returned + kept.map(|account| account.lamports).sum::<u64>(), quote.rent);

        let view = VaultView::read(&world.bank, &quote.vault).await.unwrap();
        assert_eq!((view.status, view.supply, view.reserve()), (Status::Active, SUPPLY, OPENING));
        assert_eq!((quote.minted, quote.assets, quote.royalty_bps), (SUPPLY, 1, 500));
        assert_eq!(quote.price_per_token, Some(100_000), "1,000 of 6 decimals for 10,000 tokens");
        assert_eq!(view.value_of_token(view.reserve()), Ok(100_000));
        assert_eq!(purse(&world, &quote.vault, &creator).await.fractions, SUPPLY);

        let names: Vec<_> = events(receipt.logs.iter().map(String::as_str)).into_iter().map(Result::unwrap).collect();
        let sequence: Vec<_> = names.iter().map(|event| event.header().sequence).collect();
        let logged = if logs_events() { 4 } else { 0 };
        assert_eq!(sequence, [0, 1, 2, 3][..logged]);
        let names: Vec<_> = names.iter().map(Event::name).collect();
        assert_eq!(names, ["VaultCreated", "NftDeposited", "FractionDescribed", "VaultActivated"][..logged]);
    }
}

#[tokio::test]
async fn the_longest_texts_and_a_rule_set_fit_too() {
    let mut world = World::new().await;
    let creator = world.actor("creator").await;
    for (rule_set, uri_bytes) in [(false, 200), (true, 64), (true, 162)] {
        let rule_set = rule_set.then(|| world.bank.new_keypair().pubkey());
        let spec = NftSpec { standard: Standard::Programmable, rule_set, ..NftSpec::default() };
        let nft = world.bank.mint_nft(&creator.pubkey(), spec).await;
        let mut request = opening(&world, &creator, &[nft]);
        request.description.as_mut().unwrap().uri = "u".repeat(uri_bytes);
        let action = open_vault(&world.bank, &request).await.unwrap().with_compute_budget(PRICE_PER_UNIT);
        let packed = transactions(&creator.pubkey(), &action.instructions, &[]).unwrap();
        println!("rule set {}, URI of {uri_bytes} bytes: {} bytes", rule_set.is_some(), packed[0].bytes);
        assert_eq!(packed.len(), 1);
    }
}

#[tokio::test]
async fn a_basket_of_two_takes_two_transactions() {
    let mut world = World::new().await;
    let opened = open(&mut world, &[Standard::Token2022, Standard::Programmable]).await;
    println!("2: {:?} bytes", opened.receipts.iter().map(|r| r.transaction_bytes).collect::<Vec<_>>());
    assert_eq!(opened.receipts.len(), 2);
    check_accounts(&world, &opened.quote.accounts).await;
    let view = VaultView::read(&world.bank, &opened.vault).await.unwrap();
    assert_eq!((view.status, view.vault.assets), (Status::Active, 2));
}

#[tokio::test]
async fn a_table_saves_transactions_of_a_full_basket() {
    let mut world = World::new().await;
    let standards = [Standard::NonFungible, Standard::Programmable, Standard::Token2022];
    for (id, standard) in standards.into_iter().enumerate() {
        let (creator, nfts) = mint_nfts(&mut world, &[standard; 16]).await;
        let request = mosaic_client::actions::OpenVault { id: id as u64, ..opening(&world, &creator, &nfts) };
        let action = open_vault(&world.bank, &request).await.unwrap();
        let packing = Packing { payer: creator.pubkey(), tables: &[], price_per_unit: Some(PRICE_PER_UNIT) };
        let plain = packing.transactions(&action.instructions).unwrap();
        let plan = packing.plan(&action.instructions, 0).unwrap();
        println!(
            "16 x {standard:?}: {} transactions; with a table {} + {}: {:?} bytes",
            plain.len(),
            plan.preparation.len(),
            plan.transactions.len(),
            plan.transactions.iter().map(|transaction| transaction.bytes).collect::<Vec<_>>(),
        );
        assert!(plan.len() <= plain.len());
        let Some(table) = plan.table else { continue };
        // The bank knows the last blocks only as far as it made them: the table itself is put there ready for use.
        let table = world.bank.create_lookup_table(&table.account.addresses);
        let packing = Packing { tables: std::slice::from_ref(&table), ..packing };
        let mut used = 0;
        for transaction in packing.transactions(&action.instructions).unwrap() {
            let tables = std::slice::from_ref(&table);
            let sent = world.bank.send_with_tables(&creator.keypair, &transaction.instructions, &[], tables).await;
            let receipt = sent.unwrap_or_else(|failure| panic!("{failure}\n{}", failure.logs.join("\n")));
            assert_eq!(receipt.transaction_bytes, transaction.bytes);
            check_ceilings(&transaction.instructions, &receipt);
            used += receipt.compute_units;
        }
        println!("  {used} compute units of {}", action.compute_units);
        check_accounts(&world, &action.quote.accounts).await;
        let view = VaultView::read(&world.bank, &action.quote.vault).await.unwrap();
        assert_eq!((view.status, view.vault.assets, view.supply), (Status::Active, 16, SUPPLY));
    }
}

#[tokio::test]
async fn an_opening_that_stopped_half_way_goes_on() {
    let mut world = World::new().await;
    let (creator, nfts) = mint_nfts(&mut world, &[Standard::NonFungible; 3]).await;
    let request = opening(&world, &creator, &nfts);
    let whole = open_vault(&world.bank, &request).await.unwrap();
    world.bank.must(&whole.instructions[..2], &[&creator.keypair]).await;

    let rest = open_vault(&world.bank, &request).await.unwrap();
    assert_eq!(rest.instructions.len(), whole.instructions.len() - 2);
    assert!(rest.quote.rent < whole.quote.rent && rest.quote.assets == 3);
    perform(&mut world, &rest, &[&creator]).await;
    check_accounts(&world, &whole.quote.accounts).await;

    let again = open_vault(&world.bank, &request).await.unwrap_err();
    assert_eq!(again.client(), Some(&ClientError::VaultIdUsed { id: 0 }));
    assert_eq!(free_vault_id(&world.bank, &creator.pubkey()).await.unwrap(), 1);
    assert_eq!(free_vault_id(&world.bank, &world.bank.payer().pubkey()).await.unwrap(), 0);
}
