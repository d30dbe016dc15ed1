//! Calls within calls, and what borrowed tokens can do before they have to be back.

use {
    crate::{DAY, FORTNIGHT, bid_of, cash, plot, resolve, transfer},
    anchor_lang::{AnchorSerialize, prelude::Pubkey, solana_program::instruction::Instruction},
    mosaic_client::{
        instructions::ClaimAsset,
        pda,
        state::{QuoteError, Stake, VaultQuote, decode_quote},
    },
    mosaic_harness::{
        Actor, Failure, Stage, Standard, VaultCookie, VaultSpec, World,
        adversary::{self, Plot},
        assert_fails,
        world::{CASH, logs_events},
    },
    std::slice,
};

/// The runtime's refusal, which it does not name where the caller runs natively.
#[track_caller]
fn assert_stopped(failure: &Failure, name: &str) {
    let unnamed = "ProgramFailedToComplete";
    assert!(failure.is(name) || !logs_events() && failure.is(unnamed), "expected {name}, got {failure}");
}

fn nested(instruction: &Instruction, depth: usize) -> Instruction {
    (1..depth).fold(Plot::of(slice::from_ref(instruction)), |plot, _| plot.within()).instruction()
}

#[tokio::test]
async fn t08_a_bid_by_calls_within_calls_is_the_bid_or_none() {
    let mut world = World::with_adversary().await;
    let vault = world.at(Stage::Active).await;
    let one = world.hand(0).await;
    let bid = vault.place_bid(&one, 1_000_000_000, 0).instruction();
    let mut deepest = 0;
    for depth in 1..=8 {
        match world.simulate(&nested(&bid, depth), &[]).await {
            Ok(_) => {
                assert_eq!(deepest, depth - 1, "a deeper one went through where a shallower one did not");
                deepest = depth;
            }
            Err(failure) => assert_stopped(&failure, "CallDepth"),
        }
    }
    // The vault and the token program are two of the five levels there are at least.
    assert!((3..8).contains(&deepest), "{deepest} calls around a bid");
    let failure = world.send(&[nested(&bid, deepest + 1)], &[]).await.unwrap_err();
    assert_stopped(&failure, "CallDepth");
    assert_eq!(cash(&world, &one).await, CASH);
    assert!(bid_of(&world, &vault.address, &one).await.is_none() && world.auction_if_any(&vault).await.is_none());
    world.send(&[nested(&bid, deepest)], &[]).await.unwrap();
    assert_eq!((cash(&world, &one).await, world.escrowed_cash(&vault).await), (CASH - 1_000_000_000, 1_000_000_000));
}

#[tokio::test]
async fn t08_a_programmable_nft_goes_in_and_out_by_calls() {
    let mut world = World::with_adversary().await;
    let one = world.hand(0).await;
    let mut vault = world.prepare(VaultSpec { nfts: Vec::new(), ..VaultSpec::default() }).await;
    let creator = vault.creator.clone();
    let nft = world.bank.mint_nft(&creator.pubkey(), VaultSpec::artwork(Standard::Programmable)).await;
    vault.nfts = vec![nft.clone()];
    world.create_vault(&vault).await.unwrap();
    // The way in needs all levels but one: the vault, Token Metadata, the program of associated accounts, the token program.
    let deposit = vault.deposit_nft(&nft);
    world.send(&[Plot::of(&[deposit.instruction()]).instruction()], &[&creator]).await.unwrap();
    assert_eq!(world.bank.token_balance(&vault.custody(&nft)).await, 1);
    world.cancel(&vault).await.unwrap();
    let claim = ClaimAsset { payer: one, ..vault.claim_asset(&nft, &creator.pubkey()) };
    plot(&mut world, &[claim.instruction()]).await.unwrap();
    assert!(world.holds(&creator.pubkey(), &nft).await && world.asset_of(&vault, &nft).await.is_none());
}

#[tokio::test]
async fn t42_an_answer_over_that_of_quote_vault_is_not_mosaics() {
    let mut world = World::with_adversary().await;
    let vault = world.at(Stage::Active).await;
    let one = world.hand(0).await;
    let quote = vault.quote_vault(false, false).instruction();
    let honest = world.quote(&vault).await;
    // Who asks through a program hears Mosaic, where it answers: as bytecode.
    let receipt = world.simulate(&Plot::of(slice::from_ref(&quote)).instruction(), &[]).await.unwrap();
    if logs_events() {
        let (program, data) = receipt.return_data.expect("an answer");
        assert_eq!(decode_quote(&program, &data), Ok(honest));
    }
    // The adversary answers after Mosaic, by itself or called by itself: a hundred times the price, and firm.
    let mut lie = Vec::new();
    let inflated = VaultQuote { price: 100 * honest.price, firm: true, ..honest };
    inflated.serialize(&mut lie).unwrap();
    let asked = Plot::of(&[quote]);
    for plot in [asked.clone().answer(lie.clone()), asked.call(&Plot::default().answer(lie.clone()).instruction())] {
        let receipt = world.simulate(&plot.instruction(), &[]).await.unwrap();
        let (program, data) = receipt.return_data.expect("an answer");
        assert_eq!((program, &data), (adversary::ID, &lie));
        assert_eq!(decode_quote(&program, &data), Err(QuoteError::OfAnotherProgram { program: adversary::ID }));
    }
    // And nothing in the vault listens to answers.
    let low = vault.place_bid(&one, 999_999_999, 0).instruction();
    let plot = Plot::default().answer(lie).call(&low).instruction();
    assert_fails(world.send(&[plot], &[]).await, "BidBelowReserve");
    assert_eq!(cash(&world, &one).await, CASH);
}

/// A vault with a pool, a book, Ana's stake and her proposal, in which nobody else has staked; a hand of the adversary with an account
/// for fractions.
async fn lively(world: &mut World) -> (VaultCookie, Actor, Pubkey) {
    let vault = world.at(Stage::Active).await;
    let ana = world.actor("Ana").await;
    world.distribute(&vault, &[(&ana, 200_000_000)]).await;
    world.stake(&vault, &ana, 200_000_000).await.unwrap();
    world.ask(&vault, &ana, Some(96)).await.unwrap();
    let mint = world.quote_mint;
    world.add_income_mint(&vault, &mint).await.unwrap();
    let action = resolve();
    world.propose(&vault, &ana, action).await.unwrap();
    let one = world.hand(0).await;
    world.bank.create_ata(&one, &vault.fraction_mint).await;
    (vault, ana, one)
}

#[tokio::test]
async fn t27_t28_fractions_lent_within_one_instruction_decide_nothing() {
    let mut world = World::with_adversary().await;
    let (vault, _, one) = lively(&mut world).await;
    let (lender, amount) = (vault.creator.clone(), 6_000_000_000);
    let (of_lender, of_one) = (vault.fraction_account(&lender.pubkey()), vault.fraction_account(&one));
    let lend = [transfer(&of_lender, &of_one, &lender.pubkey(), amount), vault.stake(&one, amount).instruction()];
    let give_back = [vault.unstake(&one, amount).instruction(), transfer(&of_one, &of_lender, &one, amount)];
    let vote = vault.vote(&one, 0, true).instruction();
    let (ask, mint) = (vault.set_ask(&one, Some(0)).instruction(), world.quote_mint);
    let uses = [
        vec![],
        vec![vote.clone()],
        vec![vote.clone(), vault.withdraw_vote(&one, 0).instruction()],
        vec![ask.clone(), vault.set_ask(&one, None).instruction()],
        vec![ask.clone(), vault.place_bid(&one, 500_000_000, 0).instruction()],
        vec![vault.deposit_income(&one, &mint, 1_000).instruction()],
    ];
    for used in uses {
        let loan = [&lend[..], &used, &give_back].concat();
        let failure = world.send(&[Plot::of(&loan).instruction()], &[&lender]).await;
        assert_fails(failure, "StakeLocked");
        assert_eq!((cash(&world, &one).await, world.bank.token_balance(&of_one).await), (CASH, 0));
        assert_eq!(world.fractions_of(&vault, &lender).await, 9_800_000_000);
        assert_eq!((world.pool(&vault).await.staked, world.proposal(&vault, 0).await.yes), (200_000_000, 0));
    }
    // Nor is anything earned, or decided, at once by who does not have to give them back.
    let claim = vault.claim_income(&one, &mint).instruction();
    let mut execute = vault.execute(0, &world.proposal(&vault, 0).await.action().unwrap());
    execute.executor = one;
    let hasty = [
        (vec![vault.deposit_income(&one, &mint, 604_800_000).instruction(), claim], "NoIncomeDue"),
        (vec![vote, execute.instruction()], "VotingNotOver"),
    ];
    for (used, error) in hasty {
        let all = [&lend[..], &used].concat();
        assert_fails(world.send(&[Plot::of(&all).instruction()], &[&lender]).await, error);
    }
    assert!(world.read::<Stake>(&pda::stake(&vault.address, &one)).await.is_none());
    assert_eq!(cash(&world, &one).await, CASH);
}

#[tokio::test]
async fn t16_t28_nothing_that_takes_time_ends_in_the_instruction_it_begins_in() {
    let mut world = World::with_adversary().await;
    let (vault, ana, one) = lively(&mut world).await;
    let settle = vault.settle(&one).instruction();
    let mut offer = vault.place_bid(&one, 600_000_000, 0);
    offer.fraction_account = None;
    let withdraw = vault.withdraw_bid(&one);
    let mut signed = withdraw;
    signed.signed = true;
    let hasty = [
        (vault.place_bid(&one, 1_000_000_000, 0).instruction(), settle, "AuctionNotEnded"),
        (vault.place_bid(&one, 1_000_000_000, 0).instruction(), withdraw.instruction(), "LeadingBidLocked"),
        (offer.offer(), vault.accept_offer().instruction(), "OfferStillOpen"),
        (offer.offer(), signed.offer(), "OfferStillOpen"),
    ];
    for (begin, end, error) in hasty {
        assert_fails(plot(&mut world, &[begin, end]).await, error);
        assert_eq!(cash(&world, &one).await, CASH);
        assert!(bid_of(&world, &vault.address, &one).await.is_none());
    }
    // In the second of the end, one instruction of a program settles and takes out what there is; nobody else is short of it.
    plot(&mut world, &[vault.place_bid(&one, 1_000_000_000, 0).instruction()]).await.unwrap();
    world.end_auction(&vault).await;
    let late = vault.place_bid(&one, 2_000_000_000, 0).instruction();
    let settle = vault.settle(&one).instruction();
    assert_fails(plot(&mut world, &[late.clone(), settle.clone()]).await, "AuctionEnded");
    assert_fails(plot(&mut world, &[settle.clone(), late]).await, "AuctionNotOpen");
    plot(&mut world, &[settle, vault.withdraw_bid(&one).instruction()]).await.unwrap();
    assert_eq!(cash(&world, &one).await, CASH - 1_000_000_000);
    world.unstake(&vault, &ana, 200_000_000).await.unwrap();
    world.redeem(&vault, &ana, 200_000_000).await.unwrap();
    // 2 % of 930,000,000.
    assert_eq!(world.cash_of(&ana).await, CASH + 18_600_000);
}

#[tokio::test]
async fn t09_t28_a_veto_bought_within_one_instruction_holds_who_bought_it() {
    let mut world = World::with_adversary().await;
    let (vault, _, one) = lively(&mut world).await;
    let (seller, dan, amount) = (vault.creator.clone(), world.actor("Dan").await, 1_100_000_000);
    let (of_seller, of_one) = (vault.fraction_account(&seller.pubkey()), vault.fraction_account(&one));
    world.bank.create_ata(&dan.pubkey(), &vault.fraction_mint).await;
    world.offer(&vault, &dan, 600_000_000, 0).await.unwrap();
    world.bank.advance(FORTNIGHT).await;
    let accept = vault.accept_offer().instruction();
    // Bought and paid, staked, asked: eleven of a hundred veto. To accept, or to leave, is then too much at once.
    let buy = [
        transfer(&world.cash_account(&one), &world.cash_account(&seller.pubkey()), &one, 66_000_000),
        transfer(&of_seller, &of_one, &seller.pubkey(), amount),
        vault.stake(&one, amount).instruction(),
        vault.set_ask(&one, Some(96)).instruction(),
    ];
    let mut sell = vec![vault.unstake(&one, amount).instruction()];
    sell.push(transfer(&of_one, &of_seller, &one, amount));
    for (then, error) in [(vec![accept], "OfferVetoed"), (sell, "StakeLocked")] {
        let all = [&buy[..], &then].concat();
        assert_fails(world.send(&[Plot::of(&all).instruction()], &[&seller]).await, error);
    }
    assert_eq!((cash(&world, &one).await, world.cash_of(&seller).await), (CASH, CASH));
    // It stands for as long as it is paid for; Dan need not wait, and the offer is accepted once the veto has left.
    world.send(&[Plot::of(&buy).instruction()], &[&seller]).await.unwrap();
    assert_fails(world.accept_offer(&vault).await, "OfferVetoed");
    assert_fails(plot(&mut world, &[vault.unstake(&one, 1).instruction()]).await, "StakeLocked");
    world.simulate(&vault.withdraw_bid(&dan.pubkey()).offer(), &[&dan]).await.unwrap();
    world.bank.advance(DAY).await;
    plot(&mut world, &[vault.unstake(&one, amount).instruction(), vault.accept_offer().instruction()]).await.unwrap();
    assert_eq!(world.auction(&vault).await.reserve, 600_000_000);
    assert_eq!((cash(&world, &one).await, world.cash_of(&seller).await), (CASH - 66_000_000, CASH + 66_000_000));
    assert_eq!(world.bank.token_balance(&of_one).await, amount);
}
