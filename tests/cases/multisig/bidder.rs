//! It bids with fractions and cash, is outbid, takes everything back, wins, and has the NFT.

use {
    crate::{cash, transfer, world},
    mosaic_client::{
        actions::{Exit, PlaceBid, bid, exit},
        pda,
        state::Bid,
    },
    mosaic_harness::{Stage, assert_fails, world::CASH},
};

#[tokio::test]
async fn a_multisig_bids_is_outbid_withdraws_wins_and_gives_the_nft_on() {
    let (mut world, board) = world().await;
    let vault = world.at(Stage::Active).await;
    let (creator, dan, treasury) = (vault.creator.clone(), world.actor("Dan").await, board.treasury);
    world.give_fractions(&vault, &creator, &treasury, 2_500_000_000).await;
    let fractions = vault.fraction_account(&treasury);

    // 1,000 for the whole, of which a quarter is its own.
    let order = PlaceBid::new(vault.address, treasury, 1_000_000_000).with_fractions(2_500_000_000);
    let action = bid(&world.bank, &order).await.unwrap();
    assert_eq!(action.signers(), [treasury]);
    board.act(&mut world, &action.instructions).await.unwrap();
    assert_eq!(cash(&world, &treasury).await, CASH - 750_000_000);
    assert_eq!(world.bank.token_balance(&fractions).await, 0);
    assert_eq!(world.auction(&vault).await.leader, treasury);
    // What leads stays, whoever asks for it.
    let leading = board.act(&mut world, &[vault.withdraw_bid(&treasury).instruction()]).await;
    assert_fails(leading, "LeadingBidLocked");

    // Dan outbids it. Where the cash of its bid goes is for the multisig to say; without it, to its own account only.
    world.bid(&vault, &dan, 1_050_000_000, 0).await.unwrap();
    let mint = world.quote_mint;
    let elsewhere = world.bank.create_token_account(&treasury, &mint).await;
    let mut withdraw = vault.withdraw_bid(&treasury);
    withdraw.cash_destination = elsewhere;
    assert_fails(world.send(&[withdraw.instruction()], &[]).await, "DestinationNotAssociated");
    withdraw.signed = true;
    let before = world.bank.lamports(&treasury).await;
    let rent = world.bank.lamports(&pda::bid(&vault.address, &treasury)).await;
    board.act(&mut world, &[withdraw.instruction()]).await.unwrap();
    assert_eq!(world.bank.token_balance(&elsewhere).await, 750_000_000);
    assert_eq!(world.bank.token_balance(&fractions).await, 2_500_000_000);
    // The treasury paid the rent of the bid, and has it back.
    assert!(rent > 0);
    assert_eq!(world.bank.lamports(&treasury).await - before, rent);
    assert!(world.read::<Bid>(&pda::bid(&vault.address, &treasury)).await.is_none());

    // It bids again, is outbid again, raises, and wins.
    let price = 1_102_500_000;
    let order = PlaceBid::new(vault.address, treasury, price).with_fractions(2_500_000_000);
    let action = bid(&world.bank, &order).await.unwrap();
    board.act(&mut world, &action.instructions).await.unwrap();
    world.bid(&vault, &dan, 1_200_000_000, 0).await.unwrap();
    let order = PlaceBid::new(vault.address, treasury, 1_260_000_000).with_fractions(2_500_000_000);
    let action = bid(&world.bank, &order).await.unwrap();
    board.act(&mut world, &action.instructions).await.unwrap();
    // Three quarters of 1,260; the first bid's 750 are elsewhere.
    assert_eq!(cash(&world, &treasury).await, CASH - 750_000_000 - 945_000_000);
    world.end_auction(&vault).await;
    world.settle(&vault).await.unwrap();

    // The NFT is its own to take, by its own transaction, which also closes the bid.
    let nft = &vault.nfts[0];
    let leave = exit(&world.bank, &Exit::new(vault.address, treasury, [nft.mint])).await.unwrap();
    board.act_each(&mut world, &leave.instructions).await;
    assert!(world.holds(&treasury, nft).await);
    assert!(world.read::<Bid>(&pda::bid(&vault.address, &treasury)).await.is_none());
    assert_eq!(world.supply(&vault).await, 7_500_000_000);
    let there = world.bank.create_ata(&dan.pubkey(), &nft.mint).await;
    board.act(&mut world, &[transfer(&nft.held_by(&treasury).token, &there, &treasury, 1)]).await.unwrap();
    assert!(world.holds(&dan.pubkey(), nft).await);
}

#[tokio::test]
async fn anyone_brings_a_multisig_the_nft_it_won() {
    let (mut world, board) = world().await;
    let vault = world.at(Stage::Active).await;
    let treasury = board.treasury;
    let order = PlaceBid::new(vault.address, treasury, 1_000_000_000);
    let action = bid(&world.bank, &order).await.unwrap();
    board.act(&mut world, &action.instructions).await.unwrap();
    world.end_auction(&vault).await;
    // No transaction of the multisig: `payer` pays for what is made, the treasury is only paid.
    world.settle(&vault).await.unwrap();
    world.claim_asset(&vault, &vault.nfts[0]).await.unwrap();
    assert!(world.holds(&treasury, &vault.nfts[0]).await);
    world.send(&[vault.withdraw_bid(&treasury).instruction()], &[]).await.unwrap();
    assert!(world.read::<Bid>(&pda::bid(&vault.address, &treasury)).await.is_none());
}
