//! What a program sends uninvited, between the calls of one instruction and without any call.

use {
    crate::{RENT, cash, lamports, plot, transfer},
    anchor_lang::{prelude::Pubkey, solana_program::system_instruction},
    mosaic_client::pda,
    mosaic_harness::{
        Stage, World,
        adversary::{self, Plot},
        world::{CASH, ending},
    },
    solana_signer::Signer,
};

/// The least that an account may hold: less than the rent of any that has data.
const LEAST: u64 = 890_880;

#[tokio::test]
async fn t11_gifts_between_the_calls_of_one_instruction_change_nothing() {
    let mut world = World::with_adversary().await;
    let vault = world.at(Stage::Active).await;
    let [one, two] = [world.hand(0).await, world.hand(1).await];
    let [ana, ben, cleo] = world.spread(&vault).await;
    let (dan, creator) = (world.actor("Dan").await, vault.creator.clone());
    world.give_fractions(&vault, &creator, &two, 200).await;
    let address = vault.address;
    let (escrow, fractions) = (pda::cash_escrow(&address), pda::fraction_escrow(&address));
    let (auction, bid) = (pda::auction(&address), pda::bid(&address, &one));
    let gift = || transfer(&vault.cash_account(&two), &escrow, &two, 1_000);

    // To every account before it is there, and as soon as it is.
    let mut all: Vec<_> = [auction, bid, escrow, fractions].iter().map(|there| lamports(&two, there, LEAST)).collect();
    all.push(vault.place_bid(&one, 1_000_000_000, 0).instruction());
    all.push(gift());
    all.push(transfer(&vault.fraction_account(&two), &fractions, &two, 100));
    plot(&mut world, &all).await.unwrap();
    let recorded = world.auction(&vault).await;
    assert_eq!((recorded.cash, recorded.fractions, recorded.price), (1_000_000_000, 0, 1_000_000_000));
    assert_eq!((cash(&world, &one).await, world.escrowed_cash(&vault).await), (CASH - 1_000_000_000, 1_000_001_000));

    // Around the way back: no unit more comes of it than went in.
    world.bid(&vault, &dan, 1_050_000_000, 0).await.unwrap();
    let around = [gift(), lamports(&two, &bid, 1), vault.withdraw_bid(&one).instruction(), gift()];
    plot(&mut world, &around).await.unwrap();
    assert_eq!((cash(&world, &one).await, world.escrowed_cash(&vault).await), (CASH, 1_050_003_000));

    // Around the settlement: what is divided is what was bid.
    world.end_auction(&vault).await;
    plot(&mut world, &[gift(), vault.settle(&dan.pubkey()).instruction(), gift()]).await.unwrap();
    let sold = world.auction(&vault).await;
    assert_eq!((sold.royalties, sold.curator_fee, sold.proceeds), (52_500_000, 21_000_000, 976_500_000));

    ending::pay_out(&mut world, &vault, &[&dan], &[&ana, &ben, &cleo, &creator]).await;
    plot(&mut world, &[vault.redeem(&two, 100).instruction()]).await.unwrap();
    // 9.765 units and what rounding left of the others'. The fractions in escrow are nobody's: their part goes to the curator.
    assert_eq!(cash(&world, &two).await, CASH - 5_000 + 10);
    assert_eq!((world.auction(&vault).await.proceeds, world.supply(&vault).await), (10, 100));
    let before = world.cash_of(&creator).await;
    ending::close(&mut world, &vault).await;
    assert_eq!(world.cash_of(&creator).await, before + 5_010);
}

#[tokio::test]
async fn t11_lamports_that_no_program_moved_change_nothing() {
    let mut world = World::with_adversary().await;
    let vault = world.at(Stage::Sold).await;
    let [ana, ben, cleo, dan] =
        [world.actor("Ana").await, world.actor("Ben").await, world.actor("Cleo").await, world.actor("Dan").await];
    let (mal, own, nft) = (world.actor("Mal").await, world.bank.new_keypair(), &vault.nfts[0]);
    let address = vault.address;
    // An account of the adversary, which gives away what is in it as it likes.
    let own_address = own.pubkey();
    let create = system_instruction::create_account(&mal.pubkey(), &own_address, 10 * RENT, 0, &adversary::ID);
    world.bank.must(&[create], &[&mal.keypair, &own]).await;
    let creators = [address, pda::asset(&address, &nft.mint), vault.custody(nft)];
    let openers = [pda::auction(&address), pda::cash_escrow(&address), pda::fraction_escrow(&address)];
    let bidders = [pda::bid(&address, &cleo.pubkey())];
    let mut before = Vec::new();
    for account in creators.iter().chain(&openers).chain(&bidders) {
        before.push(world.bank.lamports(account).await);
    }
    let all = creators.iter().chain(&openers).chain(&bidders);
    let plot = all.fold(Plot::default(), |plot, account: &Pubkey| plot.give(&own_address, account, 1_000_000));
    world.send(&[plot.instruction()], &[]).await.unwrap();

    // Each gift leaves with the rent of the account it lies in, to who paid that.
    let people = [&vault.creator, &dan, &cleo];
    let had = ending::lamports_of(&world, &people).await;
    ending::pay_out(&mut world, &vault, &[&cleo, &dan], &[&ana, &ben, &vault.creator.clone()]).await;
    ending::close(&mut world, &vault).await;
    let have = ending::lamports_of(&world, &people).await;
    let came: Vec<u64> = have.iter().zip(&had).map(|(have, had)| have - had).collect();
    let rent_of_bid = before[6];
    let expected = [
        before[..3].iter().sum::<u64>() + 3_000_000,
        before[3..6].iter().sum::<u64>() + 3_000_000 + rent_of_bid,
        rent_of_bid + 1_000_000,
    ];
    assert_eq!(came, expected);
    assert_eq!(world.bank.lamports(&own_address).await, 10 * RENT - 7_000_000);
}
