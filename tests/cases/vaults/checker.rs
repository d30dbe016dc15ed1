//! The checks that follow every transaction do notice what is broken: each is fed accounts that were tampered with.
//! Those of stakes and income are in files of their own.

use {
    crate::{
        checker_case::{Accounts, Case, STRANGER, Story, Tamper, assert_noticed, assert_noticed_between},
        common::pay_out,
    },
    anchor_lang::{
        prelude::Pubkey,
        solana_program::{program_option::COption, program_pack::Pack},
    },
    anchor_spl::token::spl_token::state::Account as Token,
    mosaic_client::pda,
    mosaic_harness::{Stage, World, invariants::Checker},
};

#[tokio::test]
async fn inv_01_notices_every_loss_of_custody() {
    assert_noticed(
        Stage::Auction,
        "INV-01",
        &[
            |case| case.custody(|custody| custody.amount = 0),
            |case| case.custody(|custody| custody.owner = STRANGER),
            |case| case.custody(|custody| custody.mint = STRANGER),
            |case| case.custody(|custody| custody.delegate = COption::Some(STRANGER)),
            |case| case.custody(|custody| custody.close_authority = COption::Some(STRANGER)),
            |case| case.remove(case.vault.custody(&case.vault.nfts[0])),
            |case| case.asset(|asset| asset.custody = STRANGER),
            |case| case.asset(|asset| asset.held = 0),
            |case| case.vault(|vault| vault.assets_held = 0),
            |case| case.vault(|vault| vault.assets_open = 0),
            |case| case.remove(pda::asset(&case.vault.address, &case.vault.nfts[0].mint)),
        ],
    )
    .await;
    assert_noticed(Stage::Draft, "INV-01", &[|case| case.remove(case.vault.address)]).await;
}

#[tokio::test]
async fn inv_02_notices_fractions_from_nowhere_and_authorities() {
    assert_noticed(
        Stage::Active,
        "INV-02",
        &[
            |case| case.mint(|mint| mint.supply += 1),
            |case| case.mint(|mint| mint.supply -= 1),
            |case| case.mint(|mint| mint.mint_authority = COption::Some(STRANGER)),
            |case| case.mint(|mint| mint.freeze_authority = COption::Some(STRANGER)),
            |case| case.mint(|mint| mint.decimals = 5),
            |case| case.token(case.vault.fraction_account(&case.vault.creator.pubkey()), |token| token.amount += 1),
            |case| case.vault(|vault| vault.minted -= 1),
            |case| case.remove(case.vault.fraction_mint),
        ],
    )
    .await;
    assert_noticed(
        Stage::Draft,
        "INV-02",
        &[
            |case| case.mint(|mint| mint.supply = 1),
            |case| case.mint(|mint| mint.mint_authority = COption::None),
            |case| case.mint(|mint| mint.mint_authority = COption::Some(STRANGER)),
        ],
    )
    .await;
    let case = Case::at(Stage::Active).await;
    assert_noticed_between(&case, &case, "INV-02", &[(|case| case.burn(1), |_| ())]);
    let Story { before, after } = Story::activation().await;
    assert_noticed_between(&before, &after, "INV-02", &[(|_| (), |case| case.burn(1))]);
}

#[tokio::test]
async fn inv_03_notices_every_unit_of_cash_without_one_owner() {
    assert_noticed(
        Stage::Auction,
        "INV-03",
        &[
            |case| case.auction(|auction| auction.cash += 1),
            |case| case.auction(|auction| auction.bids_cash -= 1),
            |case| case.auction(|auction| auction.proceeds += 1),
            |case| case.auction(|auction| auction.royalties += 1),
            |case| case.auction(|auction| auction.curator_fee += 1),
            |case| case.auction(|auction| auction.open_bids += 1),
            |case| case.leading_bid(|bid| bid.cash += 1),
            |case| {
                // Tracked all right, but not what the price says.
                case.leading_bid(|bid| bid.cash -= 1);
                case.auction(|auction| (auction.cash, auction.bids_cash) = (auction.cash - 1, auction.bids_cash - 1));
            },
            |case| case.cash_escrow(|escrow| escrow.amount -= 1),
            |case| case.cash_escrow(|escrow| escrow.owner = STRANGER),
            |case| case.remove(pda::cash_escrow(&case.vault.address)),
            |case| case.remove(pda::bid(&case.vault.address, &case.cleo)),
            |case| case.remove(pda::auction(&case.vault.address)),
        ],
    )
    .await;
    assert_noticed(
        Stage::Sold,
        "INV-03",
        &[
            |case| case.auction(|auction| auction.proceeds -= 1),
            |case| case.auction(|auction| auction.royalties -= 1),
            |case| case.auction(|auction| auction.curator_fee -= 1),
            |case| case.cash_escrow(|escrow| escrow.amount -= 1),
        ],
    )
    .await;
}

#[tokio::test]
async fn inv_04_notices_every_fraction_of_a_bid_that_is_missing() {
    assert_noticed(
        Stage::Auction,
        "INV-04",
        &[
            |case| case.auction(|auction| auction.fractions += 1),
            |case| case.auction(|auction| auction.fractions -= 1),
            |case| {
                let (escrow, holder) =
                    (pda::fraction_escrow(&case.vault.address), case.vault.fraction_account(&case.cleo));
                case.token(escrow, |escrow| escrow.amount -= 1);
                case.token(holder, |holder| holder.amount += 1);
            },
            |case| case.token(pda::fraction_escrow(&case.vault.address), |escrow| escrow.owner = STRANGER),
        ],
    )
    .await;
}

#[tokio::test]
async fn inv_06_notices_payouts_above_the_share() {
    let case = Case::at(Stage::Sold).await;
    fn pay(case: &mut Case, amount: u64) {
        case.auction(|auction| (auction.proceeds, auction.cash) = (auction.proceeds - amount, auction.cash - amount));
    }
    fn burn_all(case: &mut Case) {
        let tokens = case.accounts.list().into_iter();
        let tokens: Vec<Pubkey> = tokens.map(|(address, _)| address).collect();
        for address in tokens {
            let account = &case.accounts.0[&address];
            if Token::unpack(&account.data).is_ok_and(|token| token.mint == case.vault.fraction_mint) {
                case.token(address, |token| token.amount = 0);
            }
        }
        case.mint(|mint| mint.supply = 0);
    }
    assert_noticed_between(
        &case,
        &case,
        "INV-06",
        &[
            // for nothing
            (|_| (), |case| pay(case, 1)),
            // 1,000,000 of 7,500,000,000 fractions are worth 97,650 of 732,375,000
            (|_| (), |case| (case.burn(1_000_000), pay(case, 97_651)).1),
            // from nowhere
            (|case| pay(case, 1), |_| ()),
            // a rest that nobody can redeem
            (|_| (), |case| (burn_all(case), pay(case, 732_374_999)).1),
        ],
    );
    let checker = Checker::default();
    checker.check(&case.accounts.list()).unwrap();
    let mut fair = case;
    fair.burn(1_000_000);
    pay(&mut fair, 97_650);
    checker.check(&fair.accounts.list()).unwrap();
}

#[tokio::test]
async fn inv_08_notices_a_split_that_does_not_add_up() {
    let Story { before, after } = Story::settlement().await;
    assert_noticed_between(
        &before,
        &after,
        "INV-08",
        &[
            (|_| (), |case| case.auction(|auction| auction.winning_cash += 1)),
            (
                |_| (),
                |case| {
                    case.auction(|auction| (auction.proceeds, auction.cash) = (auction.proceeds - 1, auction.cash - 1))
                },
            ),
            (
                |_| (),
                |case| {
                    // The winner takes back what is the others'.
                    case.auction(|auction| {
                        (auction.proceeds, auction.bids_cash) = (auction.proceeds - 1, auction.bids_cash + 1)
                    });
                    case.leading_bid(|bid| bid.cash += 1);
                },
            ),
        ],
    );
    assert_noticed_between(&before, &after, "INV-02", &[(|_| (), |case| case.burn(1))]);
    // The fee of a vault that is sold is divided.
    let lowered: Tamper = |case| case.vault(|vault| (vault.curator_fee_bps, vault.events) = (199, vault.events + 1));
    assert_noticed_between(&after, &after, "INV-10", &[(|_| (), lowered)]);
    assert_noticed_between(&after, &after, "INV-08", &[(|_| (), |case| case.auction(|a| a.winning_cash += 1))]);
}

#[tokio::test]
async fn inv_09_notices_prices_that_fall_or_rise_by_less_than_a_step() {
    assert_noticed(
        Stage::Auction,
        "INV-09",
        &[
            |case| case.auction(|auction| auction.leader = STRANGER),
            |case| case.auction(|auction| auction.price += 1),
            |case| case.auction(|auction| auction.reserve = auction.price + 1),
        ],
    )
    .await;
    let case = Case::at(Stage::Auction).await;
    assert_noticed_between(
        &case,
        &case,
        "INV-09",
        &[
            (|_| (), |case| case.reprice(1_049_999_999)),
            (|_| (), |case| case.reprice(1_050_000_001)),
            (|_| (), |case| case.reprice(1_102_499_999)),
            (|_| (), |case| case.auction(|auction| auction.ends_at -= 1)),
            (|_| (), |case| case.auction(|auction| auction.opener = STRANGER)),
            (|_| (), |case| case.auction(|auction| auction.reserve -= 1)),
            (|_| (), |case| case.auction(|auction| auction.consenting -= 1)),
        ],
    );
    let checker = Checker::default();
    checker.check(&case.accounts.list()).unwrap();
    let mut raised = case;
    raised.reprice(1_102_500_000);
    checker.check(&raised.accounts.list()).unwrap();
}

#[tokio::test]
async fn inv_11_notices_statuses_out_of_order() {
    assert_noticed(
        Stage::Auction,
        "INV-11",
        &[
            |case| case.vault(|vault| vault.status = 1),
            |case| case.vault(|vault| vault.status = 9),
            |case| case.vault(|vault| vault.recipient = STRANGER),
        ],
    )
    .await;
    assert_noticed(Stage::Sold, "INV-11", &[|case| case.vault(|vault| vault.recipient = Pubkey::default())]).await;

    let Story { before, after } = Story::settlement().await;
    // Backwards, and by another way than the table's
    let checker = Checker::default();
    checker.check(&after.accounts.list()).unwrap();
    let mut back = before.clone();
    back.vault(|vault| vault.events = 100);
    assert!(checker.check(&back.accounts.list()).unwrap_err().starts_with("INV-11: "));
    assert_noticed_between(
        &before,
        &after,
        "INV-11",
        &[
            (|_| (), |case| case.vault(|vault| vault.events -= 1)),
            (|_| (), |case| case.vault(|vault| vault.events = 0)),
            (|_| (), |case| case.vault(|vault| vault.opening_price += 1)),
            (|_| (), |case| case.vault(|vault| vault.stake_lock_secs -= 1)),
            (|_| (), |case| case.vault(|vault| vault.drip_secs += 1)),
            (|_| (), |case| case.vault(|vault| vault.floor_bps -= 1)),
            (|_| (), |case| case.vault(|vault| vault.consent_bps += 1)),
            (|_| (), |case| case.vault(|vault| vault.entered_at -= 1)),
            (|_| (), |case| case.vault(|vault| vault.royalty_weight += 1)),
            (|_| (), |case| case.vault(|vault| vault.creator = STRANGER)),
        ],
    );
}

#[tokio::test]
async fn inv_11_notices_a_vault_that_comes_back() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Reclaimed).await;
    let before = Accounts::of(&world).await;
    world.claim_asset(&vault, &vault.nfts[0]).await.unwrap();
    world.close(&vault).await.unwrap();
    let after = Accounts::of(&world).await;
    let checker = Checker::default();
    checker.check(&before.list()).unwrap();
    checker.check(&after.list()).unwrap();
    let complaint = checker.check(&before.list()).unwrap_err();
    assert!(complaint.starts_with("INV-11: "), "{complaint}");
}

#[tokio::test]
async fn inv_11_notices_a_vault_that_vanishes_during_its_auction() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Auction).await;
    let before = Accounts::of(&world).await;
    world.end_auction(&vault).await;
    world.settle(&vault).await.unwrap();
    let [ana, ben, cleo, dan] =
        [world.actor("Ana").await, world.actor("Ben").await, world.actor("Cleo").await, world.actor("Dan").await];
    let creator = vault.creator.clone();
    pay_out(&mut world, &vault, &[&cleo, &dan], &[&ana, &ben, &creator]).await;
    world.close(&vault).await.unwrap();
    let after = Accounts::of(&world).await;
    let checker = Checker::default();
    checker.check(&before.list()).unwrap();
    assert!(checker.check(&after.list()).unwrap_err().starts_with("INV-11: "));
}
