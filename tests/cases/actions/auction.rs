//! Bids and the settlement: what the quotes say is what moves.

use {
    crate::stage::{OPENING, SUPPLY, check_accounts, give_fractions, mint_nfts, open, opening, perform, place, purse},
    mosaic_client::{
        actions::{PlaceBid, bid, open_vault, settle},
        instructions::WithdrawBid,
        pda,
        quotes::AccountKind,
        rules::{Status, auction::Move},
        state::{Bid, decode},
        views::{Party, Step, VaultView},
    },
    mosaic_harness::{Standard, World},
};

#[tokio::test]
async fn bids_move_what_their_quotes_say() {
    let mut world = World::new().await;
    let opened = open(&mut world, &[Standard::NonFungible]).await;
    let vault = opened.vault;
    let (cleo, dan) = (world.actor("Cleo").await, world.actor("Dan").await);
    give_fractions(&mut world, &opened, &cleo, SUPPLY / 4).await;
    let view = VaultView::read(&world.bank, &vault).await.unwrap();
    assert_eq!(view.least_price(), Ok(OPENING));
    assert!(view.next_steps().contains(&(Party::Anyone, Step::Bid { least_price: OPENING })));

    // A first bid, a higher one of somebody else, a raise with more fractions and less cash, and one back to cash
    // alone.
    let cases = [
        (&dan, OPENING, 0, Move::In(OPENING), Move::In(0)),
        (&cleo, 1_050_000_000, 0, Move::In(1_050_000_000), Move::In(0)),
        (&cleo, 1_200_000_000, SUPPLY / 4, Move::Out(150_000_000), Move::In(SUPPLY / 4)),
        (&dan, 1_260_000_001, 0, Move::In(260_000_001), Move::In(0)),
        (&cleo, 1_400_000_000, 1, Move::In(500_000_000), Move::Out(SUPPLY / 4 - 1)),
    ];
    for (number, (bidder, price, fractions, cash, moved)) in cases.into_iter().enumerate() {
        let before = purse(&world, &vault, bidder).await;
        let order = PlaceBid::new(vault, bidder.pubkey(), price).with_fractions(fractions);
        let quote = place(&mut world, bidder, &order).await;
        assert_eq!((quote.cash, quote.fractions), (cash, moved), "bid {number}");
        assert_eq!(quote.starts_auction, number == 0);
        let after = purse(&world, &vault, bidder).await;
        assert_eq!(applied(cash, after.cash), before.cash, "bid {number}");
        assert_eq!(applied(moved, after.fractions), before.fractions, "bid {number}");
        assert_eq!(before.lamports - after.lamports, quote.rent, "bid {number}");
        check_accounts(&world, &quote.accounts).await;
        assert_eq!(quote.accounts.len(), [4, 1, 0, 0, 0][number]);

        let view = VaultView::read(&world.bank, &vault).await.unwrap();
        let auction = view.auction.unwrap();
        assert_eq!((auction.leader, auction.price, auction.ends_at), (bidder.pubkey(), price, quote.ends_at));
        let account = world.bank.account(&pda::bid(&vault, &bidder.pubkey())).await.unwrap();
        let escrowed = decode::<Bid>(&account.data).unwrap().escrowed();
        assert_eq!(escrowed, quote.escrowed);
        assert_eq!(quote.max_cash, escrowed.cash);
        assert_eq!(view.ends_in(), Some(auction.ends_at - view.now));
    }
}

/// The leader could otherwise stop an answer for the price of a transaction: anyone may return an outbid bid.
#[tokio::test]
async fn a_raise_goes_through_although_the_old_bid_was_returned_before_it() {
    let mut world = World::new().await;
    let opened = open(&mut world, &[Standard::NonFungible]).await;
    let vault = opened.vault;
    let (cleo, dan) = (world.actor("Cleo").await, world.actor("Dan").await);
    give_fractions(&mut world, &opened, &cleo, SUPPLY / 4).await;
    let order = PlaceBid::new(vault, cleo.pubkey(), OPENING).with_fractions(SUPPLY / 4);
    place(&mut world, &cleo, &order).await;
    place(&mut world, &dan, &PlaceBid::new(vault, dan.pubkey(), 1_050_000_000)).await;
    let raise = bid(&world.bank, &PlaceBid { price: 1_200_000_000, ..order }).await.unwrap();
    assert_eq!(raise.quote.fractions, Move::In(0));

    let returned = WithdrawBid {
        bidder: cleo.pubkey(),
        signed: false,
        vault,
        cash_destination: pda::associated_token(&cleo.pubkey(), &world.quote_mint),
        fraction_destination: Some(pda::associated_token(&cleo.pubkey(), &pda::fraction_mint(&vault))),
    };
    world.bank.must(&[returned.instruction()], &[]).await;
    perform(&mut world, &raise, &[&cleo]).await;
    let auction = VaultView::read(&world.bank, &vault).await.unwrap().auction.unwrap();
    assert_eq!((auction.leader, auction.price), (cleo.pubkey(), 1_200_000_000));
}

#[tokio::test]
async fn a_late_bid_extends_as_quoted_and_the_settlement_divides_as_quoted() {
    let mut world = World::new().await;
    let opened = open(&mut world, &[Standard::NonFungible, Standard::Programmable]).await;
    let vault = opened.vault;
    let cleo = world.actor("Cleo").await;
    give_fractions(&mut world, &opened, &cleo, SUPPLY / 4).await;
    let order = PlaceBid::new(vault, cleo.pubkey(), OPENING).with_fractions(SUPPLY / 4);
    let first = place(&mut world, &cleo, &order).await;

    world.bank.set_clock(first.ends_at - 10).await;
    let late = bid(&world.bank, &PlaceBid { price: 1_100_000_001, ..order }).await.unwrap();
    assert_eq!(late.quote.ends_at, first.ends_at - 10 + 900);
    perform(&mut world, &late, &[&cleo]).await;
    let early = settle(&world.bank, &vault).await.unwrap_err();
    assert_eq!(early.to_string(), "the auction has not ended yet");

    world.bank.set_clock(late.quote.ends_at).await;
    let view = VaultView::read(&world.bank, &vault).await.unwrap();
    assert_eq!(view.next_steps(), [(Party::Anyone, Step::DepositIncome), (Party::Anyone, Step::Settle)]);
    let action = settle(&world.bank, &vault).await.unwrap();
    perform(&mut world, &action, &[]).await;
    let quote = action.quote;
    let view = VaultView::read(&world.bank, &vault).await.unwrap();
    let auction = view.auction.unwrap();
    assert_eq!(view.status, Status::Sold);
    assert_eq!((quote.winner, quote.price), (cleo.pubkey(), 1_100_000_001));
    assert_eq!(quote.cash, 825_000_001, "three quarters of the price, rounded up");
    let divided = (quote.split.royalties, quote.split.curator_fee, quote.split.proceeds);
    assert_eq!((auction.royalties, auction.curator_fee, auction.proceeds), divided);
    assert_eq!(divided.0 + divided.1 + divided.2, quote.cash);
    assert_eq!((quote.burned, quote.supply, quote.refund), (SUPPLY / 4, view.supply, 0));
    assert_eq!(quote.value_of_token, auction.proceeds / 7_500);
    let steps: Vec<_> = view.next_steps().into_iter().map(|(_, step)| step).collect();
    assert_eq!(steps, [Step::WithdrawBid, Step::Redeem, Step::ClaimAssets, Step::ClaimRoyalty, Step::ClaimCuratorFee]);
}

#[tokio::test]
async fn lamports_sent_beforehand_stay_within_the_ceilings() {
    let mut world = World::new().await;
    let (creator, nfts) = mint_nfts(&mut world, &[Standard::NonFungible, Standard::Programmable]).await;
    let action = open_vault(&world.bank, &opening(&world, &creator, &nfts)).await.unwrap();
    for account in &action.quote.accounts {
        world.bank.airdrop(&account.address, 1_000_000).await;
    }
    let before = world.bank.lamports(&creator.pubkey()).await;
    perform(&mut world, &action, &[&creator]).await;
    let paid = before - world.bank.lamports(&creator.pubkey()).await;
    // All but Token Metadata's account, which takes its full price whatever is there.
    let spared = action.quote.accounts.iter().filter(|account| account.kind != AccountKind::FractionMetadata).count();
    assert_eq!(paid, action.quote.rent - 1_000_000 * spared as u64);

    let dan = world.actor("Dan").await;
    let action = bid(&world.bank, &PlaceBid::new(action.quote.vault, dan.pubkey(), OPENING)).await.unwrap();
    for account in &action.quote.accounts {
        world.bank.airdrop(&account.address, 1_000_000).await;
    }
    let before = world.bank.lamports(&dan.pubkey()).await;
    perform(&mut world, &action, &[&dan]).await;
    assert_eq!(before - world.bank.lamports(&dan.pubkey()).await, action.quote.rent - 4_000_000);
}

/// What a wallet had before something moved.
fn applied(change: Move, after: u64) -> u64 {
    change.apply(after).unwrap()
}
