//! Accounts that are closed, kept alive by lamports and used again, all by calls of one instruction.

use {
    crate::{DAY, FORTNIGHT, RENT, bid_of, cash, lamports, plot, resolve},
    anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction},
    mosaic_client::{
        instructions::{ClaimAsset, OpenAsks, OpenStaking},
        pda,
        state::Stake,
    },
    mosaic_harness::{
        Stage, VaultCookie, World,
        adversary::{Plot, hand},
        assert_fails,
        world::{CASH, ending, poster_license},
    },
};

const NO_LONGER_THERE: &str = "AccountOwnedByWrongProgram";

/// Keeps an address alive. The third hand pays for it.
fn revive(address: &Pubkey) -> Instruction {
    lamports(&hand(2), address, RENT)
}

/// A world in which the third hand can pay, and the first has this many fractions of an active vault.
async fn world_and_vault(fractions: u64) -> (World, VaultCookie, Pubkey) {
    let mut world = World::with_adversary().await;
    let vault = world.at(Stage::Active).await;
    let one = world.hand(0).await;
    world.hand(2).await;
    let creator = vault.creator.clone();
    world.give_fractions(&vault, &creator, &one, fractions).await;
    (world, vault, one)
}

#[tokio::test]
async fn t34_a_bid_revived_within_one_instruction_returns_once_what_went_in_once() {
    let (mut world, vault, one) = world_and_vault(2_500_000_000).await;
    let (dan, address) = (world.actor("Dan").await, pda::bid(&vault.address, &one));
    plot(&mut world, &[vault.place_bid(&one, 1_000_000_000, 2_500_000_000).instruction()]).await.unwrap();
    world.bid(&vault, &dan, 1_050_000_000, 0).await.unwrap();
    let withdraw = vault.withdraw_bid(&one).instruction();
    let again = vault.place_bid(&one, 1_200_000_000, 0).instruction();
    assert_fails(plot(&mut world, &[withdraw.clone(), withdraw.clone()]).await, NO_LONGER_THERE);
    let twice = [withdraw.clone(), revive(&address), withdraw.clone()];
    assert_fails(plot(&mut world, &twice).await, NO_LONGER_THERE);
    // In calls of itself by the adversary the account is no more there.
    let within = Plot::of(&twice[..2]).call(&Plot::of(&twice[2..]).instruction());
    assert_fails(world.send(&[within.instruction()], &[]).await, NO_LONGER_THERE);
    assert_eq!((cash(&world, &one).await, world.escrowed_cash(&vault).await), (CASH - 750_000_000, 1_800_000_000));

    // Back, and bid anew, with and without lamports in between: the new bid pays all of itself.
    for round in [vec![&withdraw, &again], vec![&withdraw, &revive(&address), &again]] {
        let round: Vec<_> = round.into_iter().cloned().collect();
        world.simulate(&Plot::of(&round).instruction(), &[]).await.unwrap();
    }
    plot(&mut world, &[withdraw.clone(), revive(&address), again]).await.unwrap();
    let bid = bid_of(&world, &vault.address, &one).await.unwrap();
    assert_eq!((bid.cash, bid.fractions), (1_200_000_000, 0));
    assert_eq!((cash(&world, &one).await, world.escrowed_cash(&vault).await), (CASH - 1_200_000_000, 2_250_000_000));
    assert_eq!(world.bank.token_balance(&vault.fraction_account(&one)).await, 2_500_000_000);
    assert_eq!(world.auction(&vault).await.open_bids, 2);
}

#[tokio::test]
async fn t27_t34_a_stake_and_a_vote_revived_within_one_instruction_count_once() {
    let (mut world, vault, one) = world_and_vault(4_000_000_000).await;
    let (ana, amount) = (world.actor("Ana").await, 4_000_000_000);
    world.distribute(&vault, &[(&ana, 200_000_000)]).await;
    world.stake(&vault, &ana, 200_000_000).await.unwrap();
    world.ask(&vault, &ana, Some(90)).await.unwrap();
    let action = resolve();
    world.propose(&vault, &ana, action).await.unwrap();
    let proposal = pda::proposal(&vault.address, 0);
    let [vote, stake] = [pda::vote(&proposal, &one), pda::stake(&vault.address, &one)];
    let [yes, no] = [true, false].map(|yes| vault.vote(&one, 0, yes).instruction());
    let withdraw = vault.withdraw_vote(&one, 0).instruction();
    plot(&mut world, &[vault.stake(&one, amount).instruction(), yes.clone()]).await.unwrap();

    let twice = [withdraw.clone(), revive(&vote), withdraw.clone()];
    assert_fails(plot(&mut world, &twice).await, NO_LONGER_THERE);
    plot(&mut world, &[withdraw.clone(), revive(&vote), no, yes.clone(), withdraw.clone(), yes.clone()]).await.unwrap();
    let counted = world.proposal(&vault, 0).await;
    assert_eq!((counted.yes, counted.no), (amount, 0));
    // What a vote holds stays held.
    let leave = vault.unstake(&one, amount).instruction();
    world.bank.advance(2 * DAY).await;
    assert_fails(plot(&mut world, &[withdraw.clone(), revive(&vote), yes, leave.clone()]).await, "StakeLocked");

    world.bank.set_clock(counted.ends_at).await;
    let gone = [withdraw, leave.clone(), revive(&stake)];
    for dead in
        [leave.clone(), vault.set_ask(&one, Some(0)).instruction(), vault.set_delegate(&one, None).instruction()]
    {
        assert_fails(plot(&mut world, &[&gone[..], &[dead]].concat()).await, NO_LONGER_THERE);
    }
    let stake_again = vault.stake(&one, amount).instruction();
    let in_and_out = [&gone[..], &[stake_again.clone(), leave]].concat();
    assert_fails(plot(&mut world, &in_and_out).await, "StakeLocked");
    plot(&mut world, &[&gone[..], &[stake_again]].concat()).await.unwrap();
    let again: Stake = world.read(&stake).await.unwrap();
    assert_eq!((again.amount, again.votes), (amount, [0; 9]));
    assert_eq!((world.pool(&vault).await.staked, world.pool(&vault).await.stakes), (amount + 200_000_000, 2));
    assert_eq!(world.bank.token_balance(&vault.fraction_account(&one)).await, 0);
}

#[tokio::test]
async fn t01_t43_a_proposal_and_a_licence_revived_within_one_instruction_stay_closed() {
    let (mut world, vault, one) = world_and_vault(6_000_000_000).await;
    let two = world.hand(1).await;
    world.send(&[vault.open_staking().instruction()], &[]).await.unwrap();
    let mint = world.quote_mint;
    world.add_income_mint(&vault, &mint).await.unwrap();
    let action = poster_license(&two, 1_000_000, 30 * 86_400, true);
    let propose = |number| vault.propose(&one, number, action.clone()).instruction();
    let begin = [vault.stake(&one, 6_000_000_000).instruction(), propose(0), vault.vote(&one, 0, true).instruction()];
    plot(&mut world, &begin).await.unwrap();
    let executable_at = world.proposal(&vault, 0).await.executable_at;
    world.bank.set_clock(executable_at).await;
    world.execute(&vault, 0).await.unwrap();
    world.bank.advance(FORTNIGHT).await;

    let mut execute = vault.execute(0, &action);
    execute.executor = one;
    let take = vault.take_license(&two, 0);
    let (proposal, license) = (pda::proposal(&vault.address, 0), pda::license(&vault.address, 0));
    // The licence alone: nobody took it in time.
    let lapsed = [vault.close_license(0).instruction(), revive(&license)];
    let dead = [
        (vault.close_license(0).instruction(), NO_LONGER_THERE),
        (take.accept(), NO_LONGER_THERE),
        (take.renew(), NO_LONGER_THERE),
        (execute.instruction(), "ProposalExecuted"),
    ];
    for (instruction, error) in dead {
        assert_fails(plot(&mut world, &[&lapsed[..], &[instruction]].concat()).await, error);
    }
    let closed = [&lapsed[..], &[vault.close_proposal(0, &one).instruction(), revive(&proposal)]].concat();
    let dead = [
        (vault.close_proposal(0, &one).instruction(), NO_LONGER_THERE),
        (vault.vote(&one, 0, true).instruction(), NO_LONGER_THERE),
        (execute.instruction(), NO_LONGER_THERE),
        (propose(0), "WrongProposalAddress"),
    ];
    for (instruction, error) in dead {
        assert_fails(plot(&mut world, &[&closed[..], &[instruction]].concat()).await, error);
    }
    // The record of the vote outlives its proposal, and still goes to who paid for it.
    let last = [&closed[..], &[vault.withdraw_vote(&one, 0).instruction(), propose(1)]].concat();
    plot(&mut world, &last).await.unwrap();
    let recorded = world.vault(&vault).await;
    assert_eq!((recorded.proposals, recorded.records), (2, 1));
    assert_eq!((cash(&world, &two).await, world.income_balance(&vault, &mint).await), (CASH, 0));
    for address in [proposal, license] {
        assert_eq!(world.bank.lamports(&address).await, RENT);
    }
}

#[tokio::test]
async fn t01_t21_what_a_sold_vault_closed_is_not_revived_within_one_instruction() {
    let (mut world, vault, one) = world_and_vault(1).await;
    let [ana, ben, cleo] = world.spread(&vault).await;
    let (dan, creator, mint, nft) = (world.actor("Dan").await, vault.creator.clone(), world.quote_mint, &vault.nfts[0]);
    world.send(&[vault.open_staking().instruction(), vault.open_asks().instruction()], &[]).await.unwrap();
    world.add_income_mint(&vault, &mint).await.unwrap();
    world.bid(&vault, &dan, 1_000_000_000, 0).await.unwrap();
    world.end_auction(&vault).await;
    world.settle(&vault).await.unwrap();
    world.bank.create_ata(&dan.pubkey(), &nft.mint).await;
    let (address, record, custody) = (vault.address, pda::asset(&vault.address, &nft.mint), vault.custody(nft));

    // The NFT, whose record stays while royalties are due and goes with the last of them.
    let claim = ClaimAsset { payer: one, ..vault.claim_asset(nft, &dan.pubkey()) }.instruction();
    let claimed = [claim.clone(), revive(&custody), claim.clone()];
    assert_fails(plot(&mut world, &claimed).await, "AssetAlreadyClaimed");
    plot(&mut world, &claimed[..2]).await.unwrap();
    let [painter, framer] = [world.actor("painter").await, world.actor("framer").await];
    world.claim_royalty(&vault, nft, &painter).await.unwrap();
    let royalty = vault.claim_royalty(nft, &framer.pubkey()).instruction();
    for dead in [&royalty, &claim] {
        let again = [royalty.clone(), revive(&record), dead.clone()];
        assert_fails(plot(&mut world, &again).await, NO_LONGER_THERE);
    }
    plot(&mut world, &[royalty, revive(&record)]).await.unwrap();
    assert_eq!(world.cash_of(&framer).await, CASH + 15_000_000);

    // The accounts of stakes, asks and income.
    let income = vault.close_income(&mint, &dan.pubkey(), true).instruction();
    let account = pda::income_account(&address, &mint);
    let gone = [income.clone(), revive(&account)];
    assert_fails(plot(&mut world, &[&gone[..], &[income]].concat()).await, "WrongIncomeAccount");
    plot(&mut world, &gone).await.unwrap();
    let closing = vault.close_staking(true).instruction();
    let accounts = [pda::pool(&address), pda::staked_fractions(&address), pda::asks(&address)];
    let gone = [&[closing.clone()][..], &accounts.map(|account| revive(&account))].concat();
    let open = OpenStaking { payer: one, ..vault.open_staking() }.instruction();
    let book = OpenAsks { payer: one, ..vault.open_asks() }.instruction();
    let dead = [
        (closing, NO_LONGER_THERE),
        (vault.stake(&one, 1).instruction(), NO_LONGER_THERE),
        (open, "WrongStatus"),
        (book, "WrongStatus"),
    ];
    for (instruction, error) in dead {
        assert_fails(plot(&mut world, &[&gone[..], &[instruction]].concat()).await, error);
    }
    plot(&mut world, &gone).await.unwrap();

    // The vault itself.
    plot(&mut world, &[vault.redeem(&one, 1).instruction()]).await.unwrap();
    for holder in [&ana, &ben, &cleo, &creator] {
        let amount = world.fractions_of(&vault, holder).await;
        world.redeem(&vault, holder, amount).await.unwrap();
    }
    world.claim_curator_fee(&vault).await.unwrap();
    world.withdraw(&vault, &dan).await.unwrap();
    let close = vault.close_vault(Some(dan.pubkey())).instruction();
    let gone = [close.clone(), revive(&address), revive(&pda::auction(&address)), revive(&pda::cash_escrow(&address))];
    let dead = [
        (close, NO_LONGER_THERE),
        (vault.place_bid(&one, 1, 0).instruction(), NO_LONGER_THERE),
        (vault.create_vault().instruction(), "VaultIdUsed"),
    ];
    for (instruction, error) in dead {
        let plot = Plot::of(&[&gone[..], &[instruction]].concat()).instruction();
        assert_fails(world.send(&[plot], &[&creator]).await, error);
    }
    let before = ending::lamports_of(&world, &[&creator]).await[0];
    let rent = world.bank.lamports(&address).await;
    plot(&mut world, &gone).await.unwrap();
    assert_eq!(ending::lamports_of(&world, &[&creator]).await[0], before + rent);
    assert!(!world.is_open(&vault).await);
    assert_eq!((world.bank.lamports(&address).await, world.supply(&vault).await), (RENT, 0));
}
