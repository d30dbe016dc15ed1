//! The audit of a vault: what it reads of a network is all of the vault at one moment, and what is broken is found in it.

use {
    crate::{
        checker_case::{Accounts, Case, STRANGER, Story, Tamper},
        checker_offerings::bought,
        checker_votes::voted,
    },
    anchor_lang::prelude::Pubkey,
    mosaic_audit::{
        Answer, AuditError, Chain, CollectError, Filter, Moment, check, collect,
        collect::{ATTEMPTS, list},
    },
    mosaic_client::{
        pda,
        rules::Status,
        state::{Vault, Vote},
    },
    mosaic_harness::{Stage, Standard, VaultSpec, World},
    solana_account::Account,
    std::{cell::Cell, convert::Infallible},
};

/// How many questions it takes to read a vault once.
const QUESTIONS: u64 = 5;

/// A network of which every question sees a further slot.
struct Network<F> {
    accounts: F,
    slot: Cell<u64>,
}

impl<F: Fn(u64) -> Accounts> Network<F> {
    /// With these accounts in each slot, from 1 on.
    fn new(accounts: F) -> Self {
        Self { accounts, slot: Cell::new(0) }
    }

    fn next(&self, least_slot: u64) -> Accounts {
        // What is read again from the start may be of any slot.
        assert!([0, self.slot.get()].contains(&least_slot), "slot {least_slot} is older than the last one seen");
        self.slot.set(self.slot.get() + 1);
        (self.accounts)(self.slot.get())
    }
}

impl<F: Fn(u64) -> Accounts> Chain for Network<F> {
    type Error = Infallible;

    async fn read(&self, addresses: &[Pubkey], least_slot: u64) -> Result<Answer<Vec<Option<Account>>>, Infallible> {
        let accounts = self.next(least_slot);
        let value = addresses.iter().map(|address| accounts.0.get(address).cloned()).collect();
        Ok(Answer { slot: self.slot.get(), value })
    }

    async fn list(
        &self,
        program: &Pubkey,
        filter: &Filter,
        least_slot: u64,
    ) -> Result<Answer<Vec<(Pubkey, Account)>>, Infallible> {
        let mut value = self.next(least_slot).list();
        value.retain(|(_, account)| account.owner == *program && filter.passes(&account.data));
        Ok(Answer { slot: self.slot.get(), value })
    }
}

/// What an audit of the vault finds, on a network that shows these accounts.
async fn audit(accounts: &Accounts, vault: &Pubkey) -> Result<Moment, AuditError> {
    let collected = collect(&Network::new(|_| accounts.clone()), vault).await.unwrap();
    check(&collected.accounts)
}

/// Everything of the vault was found, and it holds.
async fn assert_whole(case: &Case) -> Moment {
    let all = check(&case.accounts.list()).unwrap();
    let found = audit(&case.accounts, &case.vault.address).await.unwrap();
    assert_eq!(found.vaults.keys().collect::<Vec<_>>(), [&case.vault.address], "and nothing of another vault");
    assert!(all.summary(&case.vault.address).is_some());
    assert_eq!(found.summary(&case.vault.address), all.summary(&case.vault.address));
    found
}

#[tokio::test]
async fn each_moment_of_a_life_is_read_whole_and_holds() {
    for stage in [Stage::Draft, Stage::Active, Stage::Auction, Stage::Ended, Stage::Sold, Stage::Reclaimed] {
        let mut world = World::new().await;
        let vault = world.at(stage).await;
        // Next to another one.
        world.vault_at(Stage::Auction, VaultSpec { creator: "Eve", ..VaultSpec::default() }).await;
        assert_whole(&Case::of(&mut world, &vault).await).await;
    }
    let staked = assert_whole(&Case::staked().await).await;
    let (vault, pool) = staked.pools.first_key_value().unwrap();
    let summary = staked.summary(vault).unwrap();
    assert_eq!((summary.status, summary.stakes, summary.staked), (Status::Active, 3, pool.staked));
    let income = &summary.incomes[0];
    assert_eq!((summary.incomes.len(), income.owed, income.held), (1, pool.income[0].balance, pool.income[0].balance));
    let voted = assert_whole(&voted().await).await;
    let summary = voted.summary(voted.vaults.keys().next().unwrap()).unwrap();
    assert_eq!((summary.proposals, summary.votes, summary.holders), (1, 2, 2), "the creator's and what is staked");
    let bought = assert_whole(&bought(1_000_000_000).await).await;
    let summary = bought.summary(bought.vaults.keys().next().unwrap()).unwrap();
    assert_eq!((summary.offerings, summary.purchases), (1, 1));
    assert_eq!((summary.offered, summary.raised, summary.cash_held), (2_500_000_000, 100_000_000, 0));
}

#[tokio::test]
async fn nfts_of_every_standard_are_looked_at_in_custody() {
    for standard in [Standard::NonFungible, Standard::PrintedEdition, Standard::Programmable, Standard::Token2022] {
        let mut world = World::new().await;
        let nfts = vec![VaultSpec::artwork(standard)];
        let vault = world.vault_at(Stage::Active, VaultSpec { nfts, ..VaultSpec::default() }).await;
        let case = Case::of(&mut world, &vault).await;
        assert_eq!(assert_whole(&case).await.summary(&vault.address).unwrap().nfts, 1, "{standard:?}");
        let mut robbed = case.clone();
        robbed.remove(vault.custody(&vault.nfts[0]));
        let found = audit(&robbed.accounts, &vault.address).await.unwrap_err();
        assert_eq!(found.to_string(), format!("INV-01: the custody of {} is gone", vault.nfts[0].mint), "{standard:?}");
    }
}

#[tokio::test]
async fn what_is_broken_is_found_with_its_number_and_its_vault() {
    let (auction, sold) = (Case::at(Stage::Auction).await, Case::at(Stage::Sold).await);
    let (staked, voted) = (Case::staked().await, voted().await);
    let cases: [(&str, &Case, Tamper); 18] = [
        ("INV-01", &auction, |case| case.custody(|custody| custody.amount = 0)),
        ("INV-02", &auction, |case| case.mint(|mint| mint.supply += 1)),
        ("INV-03", &auction, |case| case.cash_escrow(|escrow| escrow.amount -= 1)),
        ("INV-03", &sold, |case| case.cash_escrow(|escrow| escrow.amount -= 1)),
        ("INV-04", &auction, |case| case.auction(|auction| auction.fractions += 1)),
        ("INV-04", &staked, |case| case.pool(|pool| pool.staked -= 1)),
        ("INV-05", &staked, |case| case.asks(|asks| asks.weights[90] -= 1)),
        ("INV-07", &staked, |case| case.income_account(|account| account.amount -= 1)),
        ("INV-08", &sold, |case| case.auction(|auction| auction.winning_cash -= 1)),
        ("INV-08", &sold, |case| {
            // The curator's fee grows above its cap of 200 bps, at the cost of the holders.
            case.auction(|auction| {
                (auction.curator_fee, auction.proceeds) =
                    (auction.curator_fee * 2, auction.proceeds - auction.curator_fee);
            });
        }),
        ("INV-09", &auction, |case| case.auction(|auction| auction.leader = STRANGER)),
        ("INV-10", &voted, |case| {
            let vote = pda::vote(&pda::proposal(&case.vault.address, 0), &case.ana);
            case.accounts.change::<Vote>(&vote, |vote| vote.weight += 1);
        }),
        ("INV-11", &auction, |case| case.vault(|vault| vault.status = 1)),
        ("INV-12", &voted, |case| case.vault(|vault| vault.records += 1)),
        ("INV-12", &auction, |case| case.vault(|vault| vault.royalty_claims += 1)),
        ("INV-12", &auction, |case| case.vault(|vault| vault.royalty_weight -= 1)),
        ("INV-12", &sold, |case| case.asset(|asset| asset.royalties[0].weight += 10_000)),
        ("INV-12", &sold, |case| {
            // Nobody can claim them any more.
            case.asset(|asset| asset.royalties = Default::default());
            case.vault(|vault| vault.royalty_claims = 0);
        }),
    ];
    for (index, (number, case, tamper)) in cases.into_iter().enumerate() {
        let mut case = case.clone();
        tamper(&mut case);
        let found = audit(&case.accounts, &case.vault.address).await.unwrap_err();
        let AuditError::Broken(broken) = &found else { panic!("{index} was noticed as {found}") };
        assert_eq!(broken.invariant.to_string(), number, "{index} was noticed as {found}");
        assert_eq!(broken.vault, Some(case.vault.address), "{found}");
    }
}

#[tokio::test]
async fn what_has_lost_its_vault_shows_in_all_accounts_of_the_program() {
    let case = Case::staked().await;
    let listed = list(&Network::new(|_| case.accounts.clone())).await.unwrap();
    let moment = Moment::of(&listed).unwrap();
    assert_eq!(moment.vaults.keys().collect::<Vec<_>>(), [&case.vault.address]);
    moment.check_orphans().unwrap();
    let mut orphaned = case.clone();
    orphaned.remove(case.vault.address);
    let listed = list(&Network::new(|_| orphaned.accounts.clone())).await.unwrap();
    let broken = Moment::of(&listed).unwrap().check_orphans().unwrap_err();
    assert_eq!((broken.invariant.number(), broken.vault), (1, None));
}

/// The settlement moves cash and burns fractions: parts of both moments together would not hold.
#[tokio::test]
async fn a_vault_that_changes_while_it_is_read_is_read_again() {
    let Story { before, after } = Story::settlement().await;
    let vault = before.vault.address;
    for settled_at in 1..=QUESTIONS + 1 {
        let accounts = |slot| if slot < settled_at { before.accounts.clone() } else { after.accounts.clone() };
        let network = Network::new(accounts);
        let collected = collect(&network, &vault).await.unwrap();
        let again = (2..=QUESTIONS).contains(&settled_at);
        let first_slot = if again { QUESTIONS + 1 } else { 1 };
        assert_eq!((collected.first_slot, collected.last_slot), (first_slot, first_slot + QUESTIONS - 1));
        let status = check(&collected.accounts).unwrap().vaults[&vault].status;
        assert_eq!(status, accounts(collected.last_slot).get::<Vault>(&vault).status, "settled at {settled_at}");
    }
}

#[tokio::test]
async fn fractions_that_are_burned_while_a_vault_is_read_are_noticed() {
    let case = Case::at(Stage::Active).await;
    let mut burned = case.clone();
    burned.burn(1);
    let network = Network::new(|slot| if slot < 4 { case.accounts.clone() } else { burned.accounts.clone() });
    let collected = collect(&network, &case.vault.address).await.unwrap();
    assert_eq!(collected.first_slot, QUESTIONS + 1);
    check(&collected.accounts).unwrap();
}

#[tokio::test]
async fn a_vault_that_never_rests_and_one_that_is_not_there_are_told() {
    let case = Case::at(Stage::Active).await;
    let vault = case.vault.address;
    let restless = Network::new(|slot| {
        let mut case = case.clone();
        case.vault(|vault| vault.events += slot);
        case.accounts
    });
    assert_eq!(collect(&restless, &vault).await.unwrap_err(), CollectError::Busy { vault });
    assert_eq!(restless.slot.get(), QUESTIONS * ATTEMPTS as u64);
    let network = Network::new(|_| case.accounts.clone());
    for vault in [STRANGER, pda::asset(&vault, &case.vault.nfts[0].mint), case.vault.fraction_mint] {
        assert_eq!(collect(&network, &vault).await.unwrap_err(), CollectError::NoVault { vault });
        network.slot.set(0);
    }
}

#[test]
fn an_account_of_no_known_type_is_told() {
    let account = Account { owner: mosaic_client::PROGRAM_ID, data: vec![1; 9], ..Account::default() };
    assert_eq!(check(&[(STRANGER, account)]).unwrap_err(), AuditError::UnknownType { address: STRANGER });
    let clock = Account { data: vec![1; 9], ..Account::default() };
    assert_eq!(check(&[(mosaic_audit::CLOCK, clock)]).unwrap_err(), AuditError::ClockUnreadable);
}
