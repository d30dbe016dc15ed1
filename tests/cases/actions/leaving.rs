//! Leaving a vault with stakes and income, and closing it: everything is somebody's, and arrives there.

use {
    crate::{
        exits::leave,
        stage::{
            OPENING, Opened, SUPPLY, balance, check_accounts, end_and_settle, give_fractions, open, pay_income,
            perform, place, purse, refusal, stake_asking, staked_view,
        },
    },
    anchor_lang::prelude::Pubkey,
    mosaic_client::{
        ClientError,
        actions::{Ask, Exit, PlaceBid, Unstake, close, exit, reclaim, unstake},
        pda,
        quotes::{AccountKind, Claim, IncomeLeft, StakingClosed},
        views::{Party, Step, VaultView},
    },
    mosaic_harness::{Actor, Standard, World},
    solana_signer::Signer,
    std::collections::BTreeMap,
};

/// Released at 1,000 raw units a second over the usual week.
const WEEKLY: u64 = 604_800_000;

/// Lamports of some wallets.
async fn lamports(world: &World, wallets: &[&Actor]) -> BTreeMap<Pubkey, u64> {
    let mut found = BTreeMap::new();
    for wallet in wallets {
        found.insert(wallet.pubkey(), world.bank.lamports(&wallet.pubkey()).await);
    }
    found
}

/// What comes back to a wallet of what is closed.
fn back(closed: &StakingClosed, wallet: &Pubkey) -> u64 {
    closed.returned.iter().filter(|rent| rent.to == *wallet).map(|rent| rent.lamports).sum()
}

/// Has the pool opened by Dan, the book by Ana, a second mint added by the curator, and income of 1,000 a second in
/// both. Ana stakes 2^31 fractions and asks level 96, Ben 2^30 and asks nothing.
async fn streaming(world: &mut World) -> (Opened, Pubkey) {
    let opened = open(world, &[Standard::NonFungible]).await;
    let (vault, curator) = (opened.vault, opened.creator.clone());
    let (ana, ben, dan) = (world.actor("Ana").await, world.actor("Ben").await, world.actor("Dan").await);
    give_fractions(world, &opened, &ana, 4_000_000_000).await;
    give_fractions(world, &opened, &ben, 1_100_000_000).await;
    let freezer = world.bank.payer();
    let other = world.bank.create_mint(9, Some(&freezer.pubkey())).await;
    world.bank.fund(&curator.pubkey(), &other, WEEKLY).await;
    let quote_mint = world.quote_mint;
    pay_income(world, &vault, &dan, quote_mint, WEEKLY).await;
    pay_income(world, &vault, &curator, other, WEEKLY).await;
    stake_asking(world, &vault, &ana, 1 << 31, Ask::Level(96)).await;
    stake_asking(world, &vault, &ben, 1 << 30, Ask::Nothing).await;
    (opened, other)
}

#[tokio::test]
async fn who_leaves_takes_stake_and_income_along_and_the_rest_finds_its_owner() {
    let mut world = World::new().await;
    let (opened, other) = streaming(&mut world).await;
    let (vault, quote_mint, curator) = (opened.vault, world.quote_mint, opened.creator.clone());
    let (ana, ben, cleo, dan) =
        (world.actor("Ana").await, world.actor("Ben").await, world.actor("Cleo").await, world.actor("Dan").await);

    // Before the sale who leaves takes the income, and the stake stays.
    world.bank.advance(3).await;
    let quote = leave(&mut world, &opened, &ana).await;
    let income = |mint, amount| Claim::Income { mint, amount };
    assert_eq!(quote.claims, [income(quote_mint, 2_000), income(other, 2_000)]);
    assert_eq!((quote.cash, quote.unstaked, quote.closes_stake, quote.accounts.len()), (2_000, 0, false, 1));
    assert_eq!(balance(&world, &ana, &other).await, 2_000);

    place(&mut world, &dan, &PlaceBid::new(vault, dan.pubkey(), OPENING)).await;
    place(&mut world, &cleo, &PlaceBid::new(vault, cleo.pubkey(), 1_100_000_000)).await;
    let settled = end_and_settle(&mut world, &vault).await;
    let view = VaultView::read(&world.bank, &vault).await.unwrap();
    for step in [(Party::Holder, Step::Stake), (Party::Staker, Step::Unstake), (Party::Staker, Step::ClaimIncome)] {
        assert!(view.next_steps().contains(&step), "{step:?}");
    }
    let early = refusal(close(&world.bank, &vault, &dan.pubkey()).await);
    let ClientError::StillOwing { owing } = early else { panic!("{early}") };
    assert_eq!((owing.stakes, owing.fractions), (2, SUPPLY));

    // After it everything at once: three days of the week have been streamed.
    let quote = leave(&mut world, &opened, &ana).await;
    let due = 2_000 * 86_400;
    let share = settled.split.proceeds * 2 / 5;
    let expected = [
        Claim::Stake { fractions: 1 << 31 },
        income(quote_mint, due),
        income(other, due),
        Claim::Redemption { fractions: 4_000_000_000, payout: share },
    ];
    assert_eq!(quote.claims, expected);
    assert_eq!((quote.cash, quote.unstaked, quote.burned), (due + share, 1 << 31, 4_000_000_000));
    assert!(quote.closes_stake && quote.returned > 0);
    assert_eq!(balance(&world, &ana, &other).await, 2_000 + due);

    // A frozen account keeps its own income back and nothing else; the stake stays open for it.
    let (freezer, account) = (world.bank.payer(), world.bank.create_ata(&ben.pubkey(), &other).await);
    world.bank.freeze(&account, &other, &freezer).await;
    let quote = leave(&mut world, &opened, &ben).await;
    assert!(!quote.closes_stake && quote.returned == 0);
    assert_eq!((quote.claims.len(), quote.burned), (3, 1_100_000_000));
    let (_, stake) = staked_view(&world, &vault, &ben).await;
    assert_eq!(stake.unwrap().amount, 0);
    world.bank.thaw(&account, &other, &freezer).await;
    let quote = leave(&mut world, &opened, &ben).await;
    assert_eq!(quote.claims, [income(other, 1_000 * 86_400 + 1_000)]);
    assert!(quote.closes_stake && quote.returned > 0 && quote.cash == 0);

    for wallet in ["painter", "framer", "Dan", "Cleo"] {
        let wallet = world.actor(wallet).await;
        leave(&mut world, &opened, &wallet).await;
    }
    // A fraction is left that could earn what waits; sent to the vault itself it is nobody's.
    let strays = pda::staked_fractions(&vault);
    let early = refusal(close(&world.bank, &vault, &dan.pubkey()).await);
    let ClientError::StillOwing { owing } = early else { panic!("{early}") };
    assert_eq!((owing.stakes, owing.fractions), (0, 4_900_000_000));
    world.transfer(&opened.quote.fraction_account, &strays, &curator, 9).await;
    leave(&mut world, &opened, &curator).await;
    world.bank.mint_to(&other, &pda::income_account(&vault, &other), 77).await;
    closes_as_quoted(&mut world, &opened, other).await;
}

async fn closes_as_quoted(world: &mut World, opened: &Opened, other: Pubkey) {
    let (vault, quote_mint, curator) = (opened.vault, world.quote_mint, opened.creator.clone());
    let (ana, cleo, dan, payer) =
        (world.actor("Ana").await, world.actor("Cleo").await, world.actor("Dan").await, world.actor("Eve").await);
    let wallets = [&ana, &cleo, &dan, &curator, &payer];
    let before = lamports(world, &wallets).await;
    let (cash, winner) = (purse(world, &vault, &curator).await.cash, purse(world, &vault, &cleo).await.cash);
    let others = balance(world, &curator, &other).await;
    let action = close(&world.bank, &vault, &payer.pubkey()).await.unwrap();
    assert_eq!(perform(world, &action, &[&payer]).await.len(), 1);
    let quote = action.quote;
    check_accounts(world, &quote.accounts).await;
    // Three days and three seconds were streamed; the rest is the winner's, who has no account for the other mint.
    let rest = WEEKLY - 1_000 * (3 * 86_400 + 3);
    let left = |mint, surplus, unearned| IncomeLeft { mint, unearned, surplus };
    let unearned = quote.staking.incomes[0].unearned;
    assert!((rest - 1..=rest + 2).contains(&unearned), "{unearned} of {rest}");
    assert_eq!(quote.staking.incomes, [left(quote_mint, 0, unearned), left(other, 77, unearned)]);
    assert_eq!((quote.accounts.len(), quote.staking.surplus_fractions, quote.surplus_fractions), (1, 9, 0));
    assert_eq!(purse(world, &vault, &cleo).await.cash - winner, unearned);
    assert_eq!(balance(world, &cleo, &other).await, unearned);
    assert_eq!(balance(world, &curator, &other).await - others, 77);
    assert_eq!(purse(world, &vault, &curator).await.cash - cash, quote.surplus_cash);

    let after = lamports(world, &wallets).await;
    let kinds = |wallet: &Actor| {
        let of = quote.staking.returned.iter().filter(|rent| rent.to == wallet.pubkey());
        of.map(|rent| rent.kind).collect::<Vec<_>>()
    };
    use AccountKind::{Asks, IncomeAccount, Pool, StakedFractions};
    assert_eq!(kinds(&ana), [Asks]);
    assert_eq!(kinds(&dan), [IncomeAccount, StakedFractions, Pool]);
    assert_eq!(kinds(&curator), [IncomeAccount]);
    for wallet in wallets {
        let address = wallet.pubkey();
        let mut expected = before[&address] + back(&quote.staking, &address);
        expected += if address == curator.pubkey() { quote.to_creator } else { 0 };
        expected += if address == dan.pubkey() { quote.to_opener } else { 0 };
        expected -= if address == payer.pubkey() { quote.rent } else { 0 };
        assert_eq!(after[&address], expected, "{}", wallet.name);
    }
    assert!(VaultView::read(&world.bank, &vault).await.is_err());
}

#[tokio::test]
async fn who_reclaims_gets_the_income_nobody_was_left_to_earn() {
    let mut world = World::new().await;
    let opened = open(&mut world, &[Standard::NonFungible]).await;
    let (vault, quote_mint, creator) = (opened.vault, world.quote_mint, opened.creator.clone());
    let dan = world.actor("Dan").await;
    let paid = pay_income(&mut world, &vault, &dan, quote_mint, WEEKLY).await;
    let (wallet, opener) = (purse(&world, &vault, &creator).await, purse(&world, &vault, &dan).await);
    let whole = reclaim(&world.bank, &vault, &creator.pubkey(), &opened.mints()).await.unwrap();
    assert_eq!(whole.quote.burned, SUPPLY);
    // Interrupted after the first instruction, it goes on with the others.
    world.bank.must(&whole.instructions[..1], &[&creator.keypair]).await;
    let action = reclaim(&world.bank, &vault, &creator.pubkey(), &opened.mints()).await.unwrap();
    assert_eq!(action.instructions, whole.instructions[1..]);
    perform(&mut world, &action, &[&creator]).await;
    let quote = action.quote;
    assert_eq!((quote.closes, &quote.staking), (true, &whole.quote.staking));
    assert_eq!(quote.staking.incomes, [IncomeLeft { mint: quote_mint, unearned: WEEKLY, surplus: 0 }]);
    let after = purse(&world, &vault, &creator).await;
    assert_eq!(after.cash - wallet.cash, WEEKLY);
    assert_eq!(after.lamports - wallet.lamports, quote.returned);
    assert_eq!(back(&quote.staking, &dan.pubkey()), paid.rent);
    assert_eq!(purse(&world, &vault, &dan).await.lamports - opener.lamports, paid.rent);
    assert!(VaultView::read(&world.bank, &vault).await.is_err());
}

#[tokio::test]
async fn income_not_claimed_keeps_a_reclaimed_vault_open() {
    let mut world = World::new().await;
    let opened = open(&mut world, &[Standard::NonFungible]).await;
    let (vault, quote_mint, creator) = (opened.vault, world.quote_mint, opened.creator.clone());
    let (ana, dan) = (world.actor("Ana").await, world.actor("Dan").await);
    give_fractions(&mut world, &opened, &ana, 16).await;
    stake_asking(&mut world, &vault, &ana, 16, Ask::Nothing).await;
    pay_income(&mut world, &vault, &dan, quote_mint, WEEKLY).await;
    world.bank.advance(86_400).await;
    let out = unstake(&world.bank, &Unstake { vault, holder: ana.pubkey(), amount: None }).await.unwrap();
    perform(&mut world, &out, &[&ana]).await;
    let fractions = pda::associated_token(&ana.pubkey(), &opened.quote.fraction_mint);
    world.transfer(&fractions, &opened.quote.fraction_account, &ana, 16).await;

    let action = reclaim(&world.bank, &vault, &creator.pubkey(), &opened.mints()).await.unwrap();
    assert!(!action.quote.closes);
    assert_eq!(action.quote.staking, StakingClosed::default());
    perform(&mut world, &action, &[&creator]).await;
    let early = refusal(close(&world.bank, &vault, &dan.pubkey()).await);
    let ClientError::StillOwing { owing } = early else { panic!("{early}") };
    assert_eq!((owing.stakes, owing.fractions, owing.assets), (1, 0, 0));
    let nothing = ClientError::NothingOwed { vault, wallet: creator.pubkey() };
    assert_eq!(refusal(reclaim(&world.bank, &vault, &creator.pubkey(), &[]).await), nothing);

    // What nobody is left to earn does not wait for Ana. Her wallet leaves with hers, whenever it comes; then either
    // way closes the vault.
    let before = purse(&world, &vault, &creator).await;
    let action = exit(&world.bank, &Exit::new(vault, creator.pubkey(), [])).await.unwrap();
    perform(&mut world, &action, &[&creator]).await;
    let unearned = WEEKLY - WEEKLY / 7;
    assert_eq!(action.quote.claims, [Claim::Unearned { mint: quote_mint, amount: unearned }]);
    assert_eq!((action.quote.cash, action.quote.returned), (unearned, 0));
    assert_eq!(purse(&world, &vault, &creator).await.cash - before.cash, unearned);
    let quote = leave(&mut world, &opened, &ana).await;
    assert_eq!(quote.claims, [Claim::Income { mint: quote_mint, amount: WEEKLY / 7 }]);
    assert!(quote.closes_stake);
    let again = reclaim(&world.bank, &vault, &creator.pubkey(), &[]).await.unwrap();
    let action = close(&world.bank, &vault, &dan.pubkey()).await.unwrap();
    assert_eq!(again.instructions, action.instructions);
    assert_eq!(action.quote.staking.incomes, [IncomeLeft { mint: quote_mint, unearned: 0, surplus: 0 }]);
    perform(&mut world, &action, &[]).await;
    assert!(VaultView::read(&world.bank, &vault).await.is_err());
}

/// Who reclaimed and paid for the account of income gets its rent back with what is left in it.
#[tokio::test]
async fn who_leaves_last_takes_the_rest_of_the_income_and_its_account() {
    let mut world = World::new().await;
    let opened = open(&mut world, &[Standard::NonFungible]).await;
    let (vault, quote_mint, creator) = (opened.vault, world.quote_mint, opened.creator.clone());
    let paid = pay_income(&mut world, &vault, &creator, quote_mint, WEEKLY).await;
    let action = reclaim(&world.bank, &vault, &creator.pubkey(), &[]).await.unwrap();
    perform(&mut world, &action, &[&creator]).await;
    let quote = leave(&mut world, &opened, &creator).await;
    let nft_mint = opened.nfts[0].mint;
    assert_eq!(quote.claims, [Claim::Unearned { mint: quote_mint, amount: WEEKLY }, Claim::Asset { nft_mint }]);
    assert!(quote.returned > paid.accounts[2].lamports);
    let action = close(&world.bank, &vault, &creator.pubkey()).await.unwrap();
    assert_eq!(action.quote.staking.incomes, []);
    perform(&mut world, &action, &[]).await;
}

/// Sixteen NFTs, a stake and two incomes: more than one transaction holds, in an order that can be cut anywhere.
#[tokio::test]
async fn a_winner_with_a_stake_leaves_a_basket_in_several_transactions() {
    let mut world = World::new().await;
    let opened = open(&mut world, &[Standard::NonFungible; 16]).await;
    let (vault, quote_mint, cleo) = (opened.vault, world.quote_mint, world.actor("Cleo").await);
    give_fractions(&mut world, &opened, &cleo, 2 << 30).await;
    stake_asking(&mut world, &vault, &cleo, 1 << 30, Ask::Level(100)).await;
    pay_income(&mut world, &vault, &cleo, quote_mint, WEEKLY).await;
    let order = PlaceBid::new(vault, cleo.pubkey(), OPENING).with_fractions(1 << 30);
    place(&mut world, &cleo, &order).await;
    let settled = end_and_settle(&mut world, &vault).await;
    let quote = leave(&mut world, &opened, &cleo).await;
    assert_eq!((quote.unstaked, quote.burned, quote.assets.len()), (1 << 30, 1 << 30, 16));
    let share = u128::from(settled.split.proceeds) << 30;
    let share = u64::try_from(share / u128::from(SUPPLY - (1 << 30))).unwrap();
    assert_eq!(quote.cash, share + 3 * 86_400_000);
    let nothing = exit(&world.bank, &Exit::new(vault, opened.creator.pubkey(), [])).await.unwrap();
    assert!(nothing.quote.claims.iter().all(|claim| !matches!(claim, Claim::Income { .. } | Claim::Stake { .. })));
}
