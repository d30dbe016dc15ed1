//! The checks that follow every transaction do notice what is broken: each is fed accounts that were tampered with.

use {
    crate::common::pay_out,
    anchor_lang::{
        prelude::Pubkey,
        solana_program::{program_option::COption, program_pack::Pack},
    },
    anchor_spl::token::spl_token::state::{Account as Token, Mint},
    mosaic_client::{
        pda,
        state::{AccountType, Asset, Auction, Bid, Vault, decode},
    },
    mosaic_harness::{
        Stage, VaultCookie, World,
        invariants::{Checker, check},
    },
    solana_account::Account,
    std::collections::BTreeMap,
};

const STRANGER: Pubkey = Pubkey::new_from_array([7; 32]);

/// All accounts of a bank at one moment.
#[derive(Clone)]
struct Accounts(BTreeMap<Pubkey, Account>);

impl Accounts {
    async fn of(world: &World) -> Self {
        let mut accounts = BTreeMap::new();
        for address in world.bank.known_accounts() {
            if let Some(account) = world.bank.account(address).await {
                accounts.insert(*address, account);
            }
        }
        Self(accounts)
    }

    fn list(&self) -> Vec<(Pubkey, Account)> {
        self.0.iter().map(|(address, account)| (*address, account.clone())).collect()
    }

    fn get<T: AccountType>(&self, address: &Pubkey) -> T {
        decode(&self.0[address].data).unwrap()
    }

    fn change<T: AccountType>(&mut self, address: &Pubkey, change: impl FnOnce(&mut T)) {
        let account = self.0.get_mut(address).unwrap();
        let mut content: T = decode(&account.data).unwrap();
        change(&mut content);
        account.data[T::DISCRIMINATOR.len()..].copy_from_slice(bytemuck::bytes_of(&content));
    }

    fn change_packed<T: Pack>(&mut self, address: &Pubkey, change: impl FnOnce(&mut T)) {
        let account = self.0.get_mut(address).unwrap();
        let mut content = T::unpack_unchecked(&account.data).unwrap();
        change(&mut content);
        T::pack(content, &mut account.data).unwrap();
    }
}

/// A vault, its accounts, and where they are.
#[derive(Clone)]
struct Case {
    accounts: Accounts,
    vault: VaultCookie,
    cleo: Pubkey,
}

impl Case {
    async fn at(stage: Stage) -> Self {
        let mut world = World::new().await;
        let vault = world.at(stage).await;
        let case = Self::of(&mut world, &vault).await;
        check(&case.accounts.list()).unwrap();
        case
    }

    async fn of(world: &mut World, vault: &VaultCookie) -> Self {
        let cleo = world.actor("Cleo").await.pubkey();
        Self { accounts: Accounts::of(world).await, vault: vault.clone(), cleo }
    }

    fn vault(&mut self, change: impl FnOnce(&mut Vault)) {
        self.accounts.change(&self.vault.address, change);
    }

    fn auction(&mut self, change: impl FnOnce(&mut Auction)) {
        self.accounts.change(&pda::auction(&self.vault.address), change);
    }

    fn asset(&mut self, change: impl FnOnce(&mut Asset)) {
        let address = pda::asset(&self.vault.address, &self.vault.nfts[0].mint);
        self.accounts.change(&address, change);
    }

    fn leading_bid(&mut self, change: impl FnOnce(&mut Bid)) {
        self.accounts.change(&pda::bid(&self.vault.address, &self.cleo), change);
    }

    fn custody(&mut self, change: impl FnOnce(&mut Token)) {
        let address = self.vault.custody(&self.vault.nfts[0]);
        self.accounts.change_packed(&address, change);
    }

    fn token(&mut self, address: Pubkey, change: impl FnOnce(&mut Token)) {
        self.accounts.change_packed(&address, change);
    }

    fn cash_escrow(&mut self, change: impl FnOnce(&mut Token)) {
        self.token(pda::cash_escrow(&self.vault.address), change);
    }

    fn mint(&mut self, change: impl FnOnce(&mut Mint)) {
        self.accounts.change_packed(&self.vault.fraction_mint, change);
    }

    fn remove(&mut self, address: Pubkey) {
        self.accounts.0.remove(&address).unwrap();
    }

    /// Burns fractions of the creator outside of the vault.
    fn burn(&mut self, amount: u64) {
        let holder = self.vault.fraction_account(&self.vault.creator.pubkey());
        self.token(holder, |token| token.amount -= amount);
        self.mint(|mint| mint.supply -= amount);
    }

    /// Lets the leading bid be at another price, with everything that follows from it.
    fn reprice(&mut self, price: u64) {
        let auction: Auction = self.accounts.get(&pda::auction(&self.vault.address));
        let bid: Bid = self.accounts.get(&pda::bid(&self.vault.address, &self.cleo));
        let others = u128::from(auction.supply - bid.fractions);
        let cash = u64::try_from((u128::from(price) * others).div_ceil(u128::from(auction.supply))).unwrap();
        self.leading_bid(|bid| (bid.price, bid.cash) = (price, cash));
        self.auction(|auction| {
            auction.price = price;
            auction.bids_cash = auction.bids_cash - bid.cash + cash;
            auction.cash = auction.cash - bid.cash + cash;
        });
        self.cash_escrow(|escrow| escrow.amount = escrow.amount - bid.cash + cash);
    }
}

type Tamper = fn(&mut Case);

/// Each change is noticed at the moment it is seen, under that number.
async fn assert_noticed(stage: Stage, number: &str, changes: &[Tamper]) {
    let case = Case::at(stage).await;
    for (index, change) in changes.iter().enumerate() {
        let mut case = case.clone();
        change(&mut case);
        let complaint = check(&case.accounts.list()).expect_err(&format!("{number}, change {index} was not noticed"));
        assert!(complaint.starts_with(&format!("{number}: ")), "change {index} was noticed as {complaint}");
    }
}

/// Each change is fine at either moment, and noticed on the way from the first to the second.
async fn assert_noticed_between(before: &Case, after: &Case, number: &str, changes: &[(Tamper, Tamper)]) {
    let checker = Checker::default();
    checker.check(&before.accounts.list()).unwrap();
    checker.check(&after.accounts.list()).unwrap();
    for (index, (first, second)) in changes.iter().enumerate() {
        let (mut before, mut after) = (before.clone(), after.clone());
        first(&mut before);
        second(&mut after);
        check(&after.accounts.list()).unwrap_or_else(|complaint| panic!("change {index} at once: {complaint}"));
        let checker = Checker::default();
        checker.check(&before.accounts.list()).unwrap();
        let result = checker.check(&after.accounts.list());
        let complaint = result.expect_err(&format!("{number}, change {index} was not noticed"));
        assert!(complaint.starts_with(&format!("{number}: ")), "change {index} was noticed as {complaint}");
    }
}

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
    assert_noticed_between(&case, &case, "INV-02", &[(|case| case.burn(1), |_| ())]).await;
    let Story { before, after } = Story::activation().await;
    assert_noticed_between(&before, &after, "INV-02", &[(|_| (), |case| case.burn(1))]).await;
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
    )
    .await;
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
    )
    .await;
    assert_noticed_between(&before, &after, "INV-02", &[(|_| (), |case| case.burn(1))]).await;
    assert_noticed_between(&after, &after, "INV-08", &[(|_| (), |case| case.auction(|a| a.winning_cash -= 1))]).await;
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
        ],
    )
    .await;
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
            (|_| (), |case| case.vault(|vault| vault.royalty_weight += 1)),
            (|_| (), |case| case.vault(|vault| vault.creator = STRANGER)),
        ],
    )
    .await;
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

/// Two moments with one instruction between them.
struct Story {
    before: Case,
    after: Case,
}

impl Story {
    async fn activation() -> Self {
        let mut world = World::new().await;
        let vault = world.at(Stage::Draft).await;
        let before = Case::of(&mut world, &vault).await;
        world.activate(&vault).await.unwrap();
        Self { before, after: Case::of(&mut world, &vault).await }
    }

    async fn settlement() -> Self {
        let mut world = World::new().await;
        let vault = world.at(Stage::Ended).await;
        let before = Case::of(&mut world, &vault).await;
        world.settle(&vault).await.unwrap();
        Self { before, after: Case::of(&mut world, &vault).await }
    }
}
