//! What it costs to keep a vault, in lamports.

use {
    mosaic_client::pda,
    mosaic_harness::{Stage, World},
};

/// The most a vault with one NFT may lock, the metadata of the fraction aside.
const CEILING: u64 = 12_653_280;

#[tokio::test]
async fn rent_of_a_vault_with_one_nft() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let nft = &vault.nfts[0];
    let accounts = [
        ("vault", vault.address),
        ("fraction mint", vault.fraction_mint),
        ("asset", pda::asset(&vault.address, &nft.mint)),
        ("custody", vault.custody(nft)),
    ];
    let mut sum = 0;
    for (name, address) in accounts {
        let account = world.bank.account(&address).await.unwrap();
        println!("{name}: {} bytes, {} lamports", account.data.len(), account.lamports);
        sum += account.lamports;
    }
    println!("a vault with one NFT: {sum} lamports, of which all but the fraction mint's come back");
    assert!(sum < CEILING, "{sum} lamports");
}

#[tokio::test]
async fn rent_of_an_auction_and_a_bid_is_their_bidders() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let (dan, eve) = (world.actor("Dan").await, world.actor("Eve").await);
    let start = world.bank.lamports(&dan.pubkey()).await;
    world.bid(&vault, &dan, 1_000_000_000, 0).await.unwrap();
    let mut rent = 0;
    for address in [
        pda::auction(&vault.address),
        pda::cash_escrow(&vault.address),
        pda::fraction_escrow(&vault.address),
        pda::bid(&vault.address, &dan.pubkey()),
    ] {
        rent += world.bank.lamports(&address).await;
    }
    println!("the first bid locks {rent} lamports");
    assert_eq!(world.bank.lamports(&dan.pubkey()).await, start - rent);
    let start = world.bank.lamports(&eve.pubkey()).await;
    world.bid(&vault, &eve, 1_050_000_000, 0).await.unwrap();
    let bid = world.bank.lamports(&pda::bid(&vault.address, &eve.pubkey())).await;
    println!("each further bidder locks {bid} lamports");
    assert_eq!(world.bank.lamports(&eve.pubkey()).await, start - bid);
    // Raising a bid locks nothing more.
    let start = world.bank.lamports(&dan.pubkey()).await;
    world.bid(&vault, &dan, 2_000_000_000, 0).await.unwrap();
    assert_eq!(world.bank.lamports(&dan.pubkey()).await, start);
}
