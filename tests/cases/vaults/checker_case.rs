//! Accounts of a vault, to be tampered with.

use {
    crate::common::pay_out,
    anchor_lang::{prelude::Pubkey, solana_program::program_pack::Pack},
    anchor_spl::token::spl_token::state::{Account as Token, Mint},
    bytemuck::Zeroable,
    mosaic_audit::{AuditError, CLOCK, check},
    mosaic_client::{
        pda,
        state::{AccountType, Asks, Asset, Auction, Bid, Income, Pool, Share, Stake, Vault, decode},
    },
    mosaic_harness::{Actor, Stage, VaultCookie, World, invariants::Checker},
    solana_account::Account,
    solana_clock::Clock,
    std::collections::BTreeMap,
};

const DAY: i64 = 86_400;

pub const STRANGER: Pubkey = Pubkey::new_from_array([7; 32]);

/// All accounts of a bank at one moment.
#[derive(Clone)]
pub struct Accounts(pub BTreeMap<Pubkey, Account>);

impl Accounts {
    pub async fn of(world: &World) -> Self {
        let mut accounts = BTreeMap::new();
        for address in world.bank.known_accounts() {
            if let Some(account) = world.bank.account(address).await {
                accounts.insert(*address, account);
            }
        }
        Self(accounts)
    }

    pub fn list(&self) -> Vec<(Pubkey, Account)> {
        self.0.iter().map(|(address, account)| (*address, account.clone())).collect()
    }

    pub fn get<T: AccountType>(&self, address: &Pubkey) -> T {
        decode(&self.0[address].data).unwrap()
    }

    pub fn change<T: AccountType>(&mut self, address: &Pubkey, change: impl FnOnce(&mut T)) {
        let account = self.0.get_mut(address).unwrap();
        let mut content: T = decode(&account.data).unwrap();
        change(&mut content);
        account.data[T::DISCRIMINATOR.len()..].copy_from_slice(bytemuck::bytes_of(&content));
    }

    pub fn change_packed<T: Pack>(&mut self, address: &Pubkey, change: impl FnOnce(&mut T)) {
        let account = self.0.get_mut(address).unwrap();
        let mut content = T::unpack_unchecked(&account.data).unwrap();
        change(&mut content);
        T::pack(content, &mut account.data).unwrap();
    }
}

/// A vault, its accounts, and where they are.
#[derive(Clone)]
pub struct Case {
    pub accounts: Accounts,
    pub vault: VaultCookie,
    pub ana: Pubkey,
    pub ben: Pubkey,
    pub cleo: Pubkey,
}

impl Case {
    pub async fn at(stage: Stage) -> Self {
        let mut world = World::new().await;
        let vault = world.at(stage).await;
        let case = Self::of(&mut world, &vault).await;
        check(&case.accounts.list()).unwrap();
        case
    }

    pub async fn of(world: &mut World, vault: &VaultCookie) -> Self {
        let [ana, ben, cleo] = [world.actor("Ana").await, world.actor("Ben").await, world.actor("Cleo").await];
        let [ana, ben, cleo] = [ana, ben, cleo].map(|actor| actor.pubkey());
        Self { accounts: Accounts::of(world).await, vault: vault.clone(), ana, ben, cleo }
    }

    /// A vault in which stakes ask and have earned for a day; all locks but Ben's are over.
    pub async fn staked() -> Self {
        let mut world = World::new().await;
        let vault = stake_and_earn(&mut world).await;
        Self::of(&mut world, &vault).await
    }

    pub fn vault(&mut self, change: impl FnOnce(&mut Vault)) {
        self.accounts.change(&self.vault.address, change);
    }

    pub fn auction(&mut self, change: impl FnOnce(&mut Auction)) {
        self.accounts.change(&pda::auction(&self.vault.address), change);
    }

    pub fn asset(&mut self, change: impl FnOnce(&mut Asset)) {
        let address = pda::asset(&self.vault.address, &self.vault.nfts[0].mint);
        self.accounts.change(&address, change);
    }

    pub fn leading_bid(&mut self, change: impl FnOnce(&mut Bid)) {
        self.accounts.change(&pda::bid(&self.vault.address, &self.cleo), change);
    }

    pub fn custody(&mut self, change: impl FnOnce(&mut Token)) {
        let address = self.vault.custody(&self.vault.nfts[0]);
        self.accounts.change_packed(&address, change);
    }

    pub fn token(&mut self, address: Pubkey, change: impl FnOnce(&mut Token)) {
        self.accounts.change_packed(&address, change);
    }

    pub fn cash_escrow(&mut self, change: impl FnOnce(&mut Token)) {
        self.token(pda::cash_escrow(&self.vault.address), change);
    }

    pub fn mint(&mut self, change: impl FnOnce(&mut Mint)) {
        self.accounts.change_packed(&self.vault.fraction_mint, change);
    }

    pub fn pool(&mut self, change: impl FnOnce(&mut Pool)) {
        self.accounts.change(&pda::pool(&self.vault.address), change);
    }

    /// Income of the quote mint.
    pub fn income(&mut self, change: impl FnOnce(&mut Income)) {
        self.pool(|pool| change(&mut pool.income[0]));
    }

    pub fn asks(&mut self, change: impl FnOnce(&mut Asks)) {
        self.accounts.change(&pda::asks(&self.vault.address), change);
    }

    pub fn stake(&mut self, holder: Pubkey, change: impl FnOnce(&mut Stake)) {
        self.accounts.change(&pda::stake(&self.vault.address, &holder), change);
    }

    /// What a stake is owed of the quote mint.
    pub fn share(&mut self, holder: Pubkey, change: impl FnOnce(&mut Share)) {
        self.stake(holder, |stake| change(&mut stake.shares[0]));
    }

    pub fn staked_fractions(&mut self, change: impl FnOnce(&mut Token)) {
        self.token(pda::staked_fractions(&self.vault.address), change);
    }

    pub fn income_account(&mut self, change: impl FnOnce(&mut Token)) {
        self.token(pda::income_account(&self.vault.address, &self.vault.quote_mint), change);
    }

    /// The time, in Unix seconds.
    pub fn now(&self) -> i64 {
        bincode::deserialize::<Clock>(&self.accounts.0[&CLOCK].data).unwrap().unix_timestamp
    }

    pub fn clock(&mut self, change: impl FnOnce(&mut i64)) {
        let account = self.accounts.0.get_mut(&CLOCK).unwrap();
        let mut clock: Clock = bincode::deserialize(&account.data).unwrap();
        change(&mut clock.unix_timestamp);
        account.data = bincode::serialize(&clock).unwrap();
    }

    /// Puts an empty token account of the vault at an address.
    pub fn add_token(&mut self, address: Pubkey, mint: Pubkey) {
        let account = self.accounts.0[&self.vault.cash_account(&self.ana)].clone();
        self.accounts.0.insert(address, account);
        let owner = self.vault.address;
        self.token(address, |token| (token.owner, token.mint, token.amount) = (owner, mint, 0));
    }

    /// Opens the pool.
    pub fn open_pool(&mut self) {
        let vault = self.vault.address;
        let (opener, fractions) = (self.vault.payer, pda::staked_fractions(&vault));
        self.add_token(fractions, self.vault.fraction_mint);
        self.add(pda::pool(&vault), &Pool { vault, opener, fractions, ..Pool::zeroed() });
        self.vault(|vault| vault.staking = 1);
    }

    /// Opens the book of asks.
    pub fn open_asks(&mut self) {
        let (vault, opener) = (self.vault.address, self.vault.payer);
        self.add(pda::asks(&vault), &Asks { vault, opener, ..Asks::zeroed() });
        self.vault(|vault| vault.asks = 1);
    }

    fn add<T: AccountType>(&mut self, address: Pubkey, content: &T) {
        let data = [T::DISCRIMINATOR, bytemuck::bytes_of(content)].concat();
        let account = Account { data, ..self.accounts.0[&self.vault.address].clone() };
        self.accounts.0.insert(address, account);
    }

    /// Adds a stake with nothing in it to the pool.
    pub fn add_empty_stake(&mut self, holder: Pubkey, change: impl FnOnce(&mut Stake)) {
        let vault = self.vault.address;
        let mut stake = Stake { vault, holder, ..Stake::zeroed() };
        change(&mut stake);
        self.add(pda::stake(&vault, &holder), &stake);
        self.pool(|pool| pool.stakes += 1);
    }

    /// Moves an account to the stranger's address.
    pub fn relocate(&mut self, address: Pubkey) {
        let account = self.accounts.0.remove(&address).unwrap();
        self.accounts.0.insert(STRANGER, account);
    }

    /// Lets the ask of a stake be at another level, in the book too.
    pub fn ask(&mut self, holder: Pubkey, level: u8) {
        let stake: Stake = self.accounts.get(&pda::stake(&self.vault.address, &holder));
        self.asks(|asks| {
            asks.weights[usize::from(stake.level)] -= stake.amount;
            asks.weights[usize::from(level)] += stake.amount;
        });
        self.stake(holder, |stake| stake.level = level);
    }

    pub fn remove(&mut self, address: Pubkey) {
        self.accounts.0.remove(&address).unwrap();
    }

    /// Burns fractions of the creator outside of the vault.
    pub fn burn(&mut self, amount: u64) {
        let holder = self.vault.fraction_account(&self.vault.creator.pubkey());
        self.token(holder, |token| token.amount -= amount);
        self.mint(|mint| mint.supply -= amount);
    }

    /// Lets the leading bid be at another price, with everything that follows from it.
    pub fn reprice(&mut self, price: u64) {
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

pub type Tamper = fn(&mut Case);

/// Each change is noticed at the moment it is seen, under that number.
pub async fn assert_noticed(stage: Stage, number: &str, changes: &[Tamper]) {
    assert_noticed_in(&Case::at(stage).await, number, changes);
}

/// [`assert_noticed`] of accounts that are fine before.
pub fn assert_noticed_in(case: &Case, number: &str, changes: &[Tamper]) {
    check(&case.accounts.list()).unwrap();
    for (index, change) in changes.iter().enumerate() {
        let mut case = case.clone();
        change(&mut case);
        let complaint = check(&case.accounts.list()).expect_err(&format!("{number}, change {index} was not noticed"));
        let AuditError::Broken(broken) = &complaint else { panic!("change {index} was noticed as {complaint}") };
        assert_eq!(broken.invariant.to_string(), number, "change {index} was noticed as {complaint}");
    }
}

/// Each change is fine at either moment, and noticed on the way from the first to the second.
pub fn assert_noticed_between(before: &Case, after: &Case, number: &str, changes: &[(Tamper, Tamper)]) {
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

/// Two moments with one instruction between them.
pub struct Story {
    pub before: Case,
    pub after: Case,
}

impl Story {
    pub async fn activation() -> Self {
        let mut world = World::new().await;
        let vault = world.at(Stage::Draft).await;
        let before = Case::of(&mut world, &vault).await;
        world.activate(&vault).await.unwrap();
        Self { before, after: Case::of(&mut world, &vault).await }
    }

    pub async fn settlement() -> Self {
        let mut world = World::new().await;
        let vault = world.at(Stage::Ended).await;
        let before = Case::of(&mut world, &vault).await;
        world.settle(&vault).await.unwrap();
        Self { before, after: Case::of(&mut world, &vault).await }
    }
}

/// Takes a vault to where Ana, Ben and Cleo have stakes of 40, 11 and 10 %, of which the first two ask, and have earned
/// for a day: 100 of 700 units of income. Ana has claimed hers; Ben's was booked when he added a part of his stake.
pub async fn stake_and_earn(world: &mut World) -> VaultCookie {
    let vault = world.at(Stage::Active).await;
    let [ana, ben, cleo] = world.spread(&vault).await;
    let dan = world.actor("Dan").await;
    world.stake(&vault, &ana, vault.part(4_000)).await.unwrap();
    world.ask(&vault, &ana, Some(90)).await.unwrap();
    world.stake(&vault, &ben, vault.part(1_000)).await.unwrap();
    world.ask(&vault, &ben, Some(92)).await.unwrap();
    world.stake(&vault, &cleo, vault.part(1_000)).await.unwrap();
    world.add_income_mint(&vault, &vault.quote_mint).await.unwrap();
    world.deposit_income(&vault, &dan, &vault.quote_mint, 700_000_000).await.unwrap();
    world.bank.advance(DAY).await;
    world.stake(&vault, &ben, vault.part(100)).await.unwrap();
    world.claim_income(&vault, &ana, &vault.quote_mint).await.unwrap();
    vault
}

/// Takes a vault in which stakes have earned through its sale to where everything is unstaked, redeemed and claimed but
/// the income.
pub async fn sell_and_redeem(world: &mut World, vault: &VaultCookie) -> [Actor; 3] {
    let holders = [world.actor("Ana").await, world.actor("Ben").await, world.actor("Cleo").await];
    let ([ana, ben, cleo], dan, creator) = (&holders, world.actor("Dan").await, vault.creator.clone());
    world.bid(vault, &dan, 1_000_000_000, 0).await.unwrap();
    world.end_auction(vault).await;
    world.settle(vault).await.unwrap();
    for holder in &holders {
        let amount = world.stake_of(vault, holder).await.unwrap().amount;
        world.unstake(vault, holder, amount).await.unwrap();
    }
    pay_out(world, vault, &[&dan], &[ana, ben, cleo, &creator]).await;
    holders
}

/// [`sell_and_redeem`], and all income that was earned is claimed too.
pub async fn sell_and_pay_out(world: &mut World, vault: &VaultCookie) {
    for holder in sell_and_redeem(world, vault).await {
        world.claim_income(vault, &holder, &vault.quote_mint).await.unwrap();
    }
}
