//! Tokens and lamports that nobody asked for: they change nothing and block nothing.

use {
    crate::common::{assert_gone, pay_out},
    anchor_lang::{prelude::Pubkey, solana_program::system_instruction},
    mosaic_client::pda,
    mosaic_harness::{
        Actor, Nft, Stage, Standard, VaultCookie, VaultSpec, World, WorldOptions, assert_fails, event, world::CASH,
    },
};

/// Every address the program derives for a vault, whether there is an account or not.
fn addresses(vault: &VaultCookie, bidders: &[&Actor]) -> Vec<Pubkey> {
    let mut addresses = vec![
        vault.address,
        vault.fraction_mint,
        pda::auction(&vault.address),
        pda::cash_escrow(&vault.address),
        pda::fraction_escrow(&vault.address),
        pda::metadata(&vault.fraction_mint),
    ];
    for nft in &vault.nfts {
        let custody = vault.custody(nft);
        addresses.extend([pda::asset(&vault.address, &nft.mint), custody]);
        addresses.extend(nft.standard.is_programmable().then(|| pda::token_record(&nft.mint, &custody)));
    }
    addresses.extend(bidders.iter().map(|bidder| pda::bid(&vault.address, &bidder.pubkey())));
    addresses
}

async fn send_lamports(world: &mut World, vault: &VaultCookie, bidders: &[&Actor], lamports: u64) {
    let donor = world.actor("donor").await;
    for address in addresses(vault, bidders) {
        let transfer = system_instruction::transfer(&donor.pubkey(), &address, lamports);
        world.send(&[transfer], &[&donor]).await.unwrap();
    }
}

/// Sends cash and fractions of Ben into the escrows.
async fn send_tokens(world: &mut World, vault: &VaultCookie, cash: u64, fractions: u64) {
    let (donor, ben) = (world.actor("donor").await, world.actor("Ben").await);
    let (from, escrow) = (world.cash_account(&donor.pubkey()), pda::cash_escrow(&vault.address));
    world.transfer(&from, &escrow, &donor, cash).await;
    let escrow = pda::fraction_escrow(&vault.address);
    world.transfer(&vault.fraction_account(&ben.pubkey()), &escrow, &ben, fractions).await;
}

#[tokio::test]
async fn t11_lamports_at_every_address_before_it_is_created_block_nothing() {
    // less than any rent, the rent of a token account, more than any rent
    for lamports in [890_880, 2_039_280, 50_000_000] {
        let mut world = World::new().await;
        let nfts = [Standard::NonFungible, Standard::Programmable].map(VaultSpec::artwork).into();
        let vault = world.prepare(VaultSpec { nfts, ..VaultSpec::default() }).await;
        let (cleo, dan) = (world.actor("Cleo").await, world.actor("Dan").await);
        send_lamports(&mut world, &vault, &[&cleo, &dan], lamports).await;

        world.create_vault(&vault).await.unwrap();
        for nft in &vault.nfts {
            world.deposit(&vault, nft).await.unwrap();
        }
        world.describe(&vault).await.unwrap();
        world.activate(&vault).await.unwrap();
        let [ana, ben, _] = world.spread(&vault).await;
        world.bid(&vault, &dan, 1_000_000_000, 0).await.unwrap();
        world.bid(&vault, &cleo, 1_050_000_000, 2_500_000_000).await.unwrap();
        world.end_auction(&vault).await;
        world.settle(&vault).await.unwrap();
        let creator = vault.creator.clone();
        pay_out(&mut world, &vault, &[&cleo, &dan], &[&ana, &ben, &creator]).await;
        world.close(&vault).await.unwrap();
        assert_gone(&world, &vault).await;
        assert_eq!(world.cash_of(&dan).await, CASH);
    }
}

#[tokio::test]
async fn t11_lamports_and_tokens_at_every_stage_change_nothing() {
    let mut world = World::new().await;
    let vault = world.prepare(VaultSpec::default()).await;
    let [cleo, dan] = [world.actor("Cleo").await, world.actor("Dan").await];
    let bidders = [&cleo, &dan];
    let lamports = 1_000_000;
    world.create_vault(&vault).await.unwrap();
    send_lamports(&mut world, &vault, &bidders, lamports).await;
    world.deposit(&vault, &vault.nfts[0]).await.unwrap();
    send_lamports(&mut world, &vault, &bidders, lamports).await;
    world.activate(&vault).await.unwrap();
    send_lamports(&mut world, &vault, &bidders, lamports).await;
    let [ana, ben, _] = world.spread(&vault).await;

    world.bid(&vault, &dan, 1_000_000_000, 0).await.unwrap();
    let before = world.auction(&vault).await;
    send_lamports(&mut world, &vault, &bidders, lamports).await;
    send_tokens(&mut world, &vault, 1_000, 100).await;
    assert_eq!(format!("{:?}", world.auction(&vault).await), format!("{before:?}"));
    world.bid(&vault, &cleo, 1_050_000_000, 2_500_000_000).await.unwrap();
    assert_eq!(world.auction(&vault).await.cash, 1_787_500_000);
    send_tokens(&mut world, &vault, 1_000, 100).await;

    world.end_auction(&vault).await;
    world.settle(&vault).await.unwrap();
    send_lamports(&mut world, &vault, &bidders, lamports).await;
    send_tokens(&mut world, &vault, 1_000, 100).await;
    let auction = world.auction(&vault).await;
    // 787,500,000 less 5 % and 2 %: no unit of what was sent is counted
    assert_eq!((auction.proceeds, auction.cash), (732_375_000, 1_787_500_000));

    // 300 of Ben's fractions are in the escrow for good: their part stays until closing and is the curator's.
    let creator = vault.creator.clone();
    pay_out(&mut world, &vault, &bidders, &[&ana, &ben, &creator]).await;
    assert_eq!(world.cash_of(&dan).await, CASH);
    let left = world.auction(&vault).await.proceeds;
    assert_eq!((left, world.supply(&vault).await), (30, 300));
    send_lamports(&mut world, &vault, &bidders, lamports).await;
    let before = world.cash_of(&creator).await;
    let receipt = world.close(&vault).await.unwrap();
    if let Some(closed) = event!(receipt, VaultClosed) {
        assert_eq!((closed.surplus_cash, closed.surplus_fractions), (3_000 + left, 300));
    }
    assert_eq!(world.cash_of(&creator).await, before + 3_000 + left);
    assert_eq!(world.supply(&vault).await, 0);
    assert_gone_but_for_lamports_sent_to_bids(&world, &vault, &bidders).await;
}

/// Lamports can be sent to any address, also after its account was closed.
async fn assert_gone_but_for_lamports_sent_to_bids(world: &World, vault: &VaultCookie, bidders: &[&Actor]) {
    for address in addresses(vault, bidders) {
        if let Some(account) = world.bank.account(&address).await {
            let empty = account.data.is_empty() && account.owner == Pubkey::default();
            assert!(empty || address == vault.fraction_mint, "{address} is still there");
        }
    }
}

#[tokio::test]
async fn t11_a_reclaimed_vault_closes_with_gifts_in_it() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    send_lamports(&mut world, &vault, &[], 1_000_000).await;
    world.reclaim(&vault, &vault.creator).await.unwrap();
    world.claim_asset(&vault, &vault.nfts[0]).await.unwrap();
    let (before, rent) =
        (world.bank.lamports(&vault.creator.pubkey()).await, world.bank.lamports(&vault.address).await);
    world.close(&vault).await.unwrap();
    assert_eq!(world.bank.lamports(&vault.creator.pubkey()).await, before + rent);
    assert!(!world.is_open(&vault).await);
}

#[tokio::test]
async fn t11_lamports_in_the_cash_escrow_before_it_wraps_sol_are_a_surplus() {
    let mut world = World::with(WorldOptions { native_quote: true, ..WorldOptions::default() }).await;
    let vault = world.at(Stage::Active).await;
    let (donor, dan, creator) = (world.actor("donor").await, world.actor("Dan").await, vault.creator.clone());
    let escrow = pda::cash_escrow(&vault.address);
    let gift = system_instruction::transfer(&donor.pubkey(), &escrow, 50_000_000);
    world.send(&[gift], &[&donor]).await.unwrap();
    world.bid(&vault, &dan, 1_000_000_000, 0).await.unwrap();
    // What exceeds the rent is wrapped with the rest, and tracked for nobody.
    let surplus = 50_000_000 - 2_039_280;
    assert_eq!(world.escrowed_cash(&vault).await, 1_000_000_000 + surplus);
    assert_eq!(world.auction(&vault).await.cash, 1_000_000_000);
    world.end_auction(&vault).await;
    world.settle(&vault).await.unwrap();
    pay_out(&mut world, &vault, &[&dan], &[&creator]).await;
    let before = world.cash_of(&creator).await;
    world.close(&vault).await.unwrap();
    assert_eq!(world.cash_of(&creator).await, before + surplus);
    assert_gone(&world, &vault).await;
}

#[tokio::test]
async fn t11_wrapped_sol_sent_as_lamports_to_the_cash_escrow_is_a_surplus() {
    let mut world = World::with(WorldOptions { native_quote: true, ..WorldOptions::default() }).await;
    let vault = world.at(Stage::Sold).await;
    let donor = world.actor("donor").await;
    let escrow = pda::cash_escrow(&vault.address);
    let sync = anchor_spl::token::spl_token::instruction::sync_native(&anchor_spl::token::ID, &escrow).unwrap();
    world.send(&[system_instruction::transfer(&donor.pubkey(), &escrow, 5_000), sync], &[&donor]).await.unwrap();
    let [ana, ben, cleo, dan] =
        [world.actor("Ana").await, world.actor("Ben").await, world.actor("Cleo").await, world.actor("Dan").await];
    let creator = vault.creator.clone();
    pay_out(&mut world, &vault, &[&cleo, &dan], &[&ana, &ben, &creator]).await;
    let before = world.cash_of(&creator).await;
    world.close(&vault).await.unwrap();
    assert_eq!(world.cash_of(&creator).await, before + 5_000);
    assert_gone(&world, &vault).await;
}

#[tokio::test]
async fn a_surplus_goes_to_the_curator_wherever_it_signs_for() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Sold).await;
    let [ana, ben, cleo, dan] =
        [world.actor("Ana").await, world.actor("Ben").await, world.actor("Cleo").await, world.actor("Dan").await];
    let (creator, quote_mint) = (vault.creator.clone(), world.quote_mint);
    send_tokens(&mut world, &vault, 1_000, 0).await;
    pay_out(&mut world, &vault, &[&cleo, &dan], &[&ana, &ben, &creator]).await;

    let opener = world.auction(&vault).await.opener;
    let mut close = vault.close_vault(Some(opener));
    close.surplus_destination = None;
    assert_fails(world.send(&[close.instruction()], &[]).await, "SurplusDestinationMissing");
    let other = world.bank.create_token_account(&creator.pubkey(), &quote_mint).await;
    close.surplus_destination = Some(other);
    assert_fails(world.send(&[close.instruction()], &[]).await, "DestinationNotAssociated");
    close.curator_signed = true;
    world.send(&[close.instruction()], &[&creator]).await.unwrap();
    assert_eq!(world.bank.token_balance(&other).await, 1_000);
    assert_gone(&world, &vault).await;
}

#[tokio::test]
async fn t11_a_custody_account_opened_by_a_stranger_does_not_block_a_programmable_nft() {
    let mut world = World::new().await;
    let nfts = vec![VaultSpec::artwork(Standard::Programmable)];
    let vault = world.prepare(VaultSpec { nfts, ..VaultSpec::default() }).await;
    let nft: &Nft = &vault.nfts[0];
    world.create_vault(&vault).await.unwrap();
    assert_eq!(world.bank.create_ata(&vault.address, &nft.mint).await, vault.custody(nft));
    world.deposit(&vault, nft).await.unwrap();
    world.cancel(&vault).await.unwrap();
    world.claim_asset(&vault, nft).await.unwrap();
    world.close(&vault).await.unwrap();
    assert_gone(&world, &vault).await;
}
