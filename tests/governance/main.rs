//! A DAO on Realms that votes with staked fractions: Mosaic, the add-in of `examples/realms` and SPL Governance, each as it runs on the
//! network.

mod realm;

use {
    crate::realm::{Ballot, GOVERNANCE, Realm, State, state, yes_votes},
    anchor_lang::{
        prelude::{AccountInfo, Pubkey},
        solana_program::{entrypoint::ProgramResult, instruction::Instruction},
    },
    mosaic_client::rules::Terms,
    mosaic_harness::{
        Actor, AnchorProgram, Bank, Failure, Receipt, Stage, VaultCookie, VaultSpec, World, WorldOptions, assert_fails,
    },
    realms::RealmsError,
    std::{env, fs, path::PathBuf},
};

/// The variable that names the compiled program.
const GOVERNANCE_FILE_VARIABLE: &str = "MOSAIC_GOVERNANCE_SO";
/// Where it is built.
const BUILT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/deploy/governance.so");

/// Seconds of a day.
const DAY: u32 = 86_400;
/// How long a vote of the realm takes.
const VOTING: u32 = 3 * DAY;

/// Refusals of SPL Governance.
mod refusal {
    /// Of the same voter on the same proposal.
    pub const VOTED_ALREADY: u32 = 519;
    /// The vote is over.
    pub const TIME_EXPIRED: u32 = 536;
    /// The votes are another voter's.
    pub const RECORD_OF_ANOTHER_VOTER: u32 = 576;
    /// The votes are of a slot that is over.
    pub const RECORD_EXPIRED: u32 = 577;
    /// And so is their sum.
    pub const MAX_RECORD_EXPIRED: u32 = 591;
}

/// The program of `examples/realms`.
struct Program;

impl AnchorProgram for Program {
    const NAME: &'static str = "realms";
    const ID: Pubkey = ::realms::ID_CONST;

    fn entry<'info>(id: &'info Pubkey, accounts: &'info [AccountInfo<'info>], data: &'info [u8]) -> ProgramResult {
        ::realms::entry(id, accounts, data)
    }
}

fn governance() -> Vec<u8> {
    let path = env::var_os(GOVERNANCE_FILE_VARIABLE).map_or_else(|| BUILT.into(), PathBuf::from);
    let advice = "build it with `cargo sbf build --manifest-path tests/fixtures/governance/Cargo.toml`";
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}; {advice}", path.display()))
}

/// A DAO whose members are the holders of a vault.
struct Dao {
    world: World,
    vault: VaultCookie,
    realm: Realm,
    ana: Actor,
    ben: Actor,
    cleo: Actor,
}

impl Dao {
    /// Ana has staked 40 %, Ben 11 % and Cleo 25 %. Stakes are locked for five days, votes of the DAO take three.
    async fn new() -> Self {
        let options = Bank::options().example::<Program>().bytecode(GOVERNANCE, governance());
        let mut world = World::on(options, WorldOptions::default()).await;
        let default = VaultSpec::default();
        let terms = Terms { stake_lock_secs: 5 * DAY, ..default.terms };
        let vault = world.vault_at(Stage::Active, VaultSpec { terms, ..default }).await;
        let [ana, ben, cleo] = world.spread(&vault).await;
        let president = world.actor("president").await;
        let realm = Realm::new("Still life", vault.fraction_mint, vault.address);
        let (authority, payer, electorate) = (president.pubkey(), vault.payer, realm.electorate);
        let make = [
            realm.create("Still life", &authority, &payer),
            electorate.create_registrar(payer, authority, VOTING + 1),
            electorate.create_max_record(payer),
        ];
        world.send(&make, &[&president]).await.unwrap();
        let govern = realm.create_governance(&authority, &payer, 100_000_000, VOTING);
        world.send(&[govern], &[&president]).await.unwrap();
        for (holder, amount) in [(&ana, 4_000_000_000), (&ben, 1_100_000_000), (&cleo, 2_500_000_000)] {
            world.stake(&vault, holder, amount).await.unwrap();
            let holder = holder.pubkey();
            let join = [realm.create_voter(&holder, &payer), electorate.create_record(payer, holder)];
            world.send(&join, &[]).await.unwrap();
        }
        Self { world, vault, realm, ana, ben, cleo }
    }

    /// Has Ana make a proposal and put it to the vote; the seed of its address.
    async fn propose(&mut self) -> Pubkey {
        let seed = Pubkey::new_unique();
        let (ana, payer) = (self.ana.pubkey(), self.vault.payer);
        let steps = [
            self.realm.electorate.update(&ana),
            self.realm.propose(&ana, &payer, &seed),
            self.realm.sign_off(&ana, &seed),
        ];
        self.world.send(&steps, &[&self.ana]).await.unwrap();
        assert_eq!(self.read(&seed).await, (State::Voting, 0));
        seed
    }

    /// What becomes of a proposal, and the votes for it.
    async fn read(&self, seed: &Pubkey) -> (State, u64) {
        let account = self.world.bank.account(&self.realm.proposal(seed)).await.expect("the proposal");
        (state(&account.data), yes_votes(&account.data))
    }

    fn cast(&self, voter: &Actor, seed: &Pubkey, ballot: Ballot) -> Instruction {
        self.realm.cast(&voter.pubkey(), &self.ana.pubkey(), &self.vault.payer, seed, ballot)
    }

    /// A vote as it is cast: with both records brought up to date in front of it.
    async fn vote(&mut self, voter: &Actor, seed: &Pubkey, ballot: Ballot) -> Result<Receipt, Failure> {
        let electorate = self.realm.electorate;
        let steps = [electorate.update(&voter.pubkey()), electorate.update_max(), self.cast(voter, seed, ballot)];
        self.world.send(&steps, &[voter]).await
    }

    async fn finalize(&mut self, seed: &Pubkey) -> Result<Receipt, Failure> {
        let steps = [self.realm.electorate.update_max(), self.realm.finalize(&self.ana.pubkey(), seed)];
        self.world.send(&steps, &[]).await
    }
}

#[track_caller]
fn assert_refused(result: Result<Receipt, Failure>, code: u32) {
    let failure = result.expect_err("a refusal");
    assert_eq!(failure.code, Some(code), "another refusal: {failure}");
}

#[tokio::test]
async fn a_dao_decides_with_staked_fractions_of_which_all_are_the_live_supply() {
    let mut dao = Dao::new().await;
    let (ana, ben, cleo) = (dao.ana.clone(), dao.ben.clone(), dao.cleo.clone());
    let seed = dao.propose().await;
    dao.vote(&ana, &seed, Ballot::Yes).await.unwrap();
    assert_eq!(dao.read(&seed).await, (State::Voting, 4_000_000_000));
    // 65 % of all fractions are more than 60 %, and more than all others could be against it.
    dao.vote(&cleo, &seed, Ballot::Yes).await.unwrap();
    assert_eq!(dao.read(&seed).await, (State::Succeeded, 6_500_000_000));

    // With 51 % the time has to run out, and they are too few.
    let seed = dao.propose().await;
    dao.vote(&ana, &seed, Ballot::Yes).await.unwrap();
    dao.vote(&ben, &seed, Ballot::Yes).await.unwrap();
    assert_eq!(dao.read(&seed).await, (State::Voting, 5_100_000_000));
    dao.world.bank.advance(i64::from(VOTING) + 1).await;
    dao.finalize(&seed).await.unwrap();
    assert_eq!(dao.read(&seed).await, (State::Defeated, 5_100_000_000));

    // They are enough once others have burned theirs: 51 of 84 %.
    let creator = dao.vault.creator.clone();
    dao.world.burn(&dao.vault, &creator, 1_600_000_000).await;
    for holder in [&ana, &ben] {
        dao.world.ask(&dao.vault, holder, None).await.unwrap();
    }
    let seed = dao.propose().await;
    dao.vote(&ana, &seed, Ballot::Yes).await.unwrap();
    dao.vote(&ben, &seed, Ballot::Yes).await.unwrap();
    assert_eq!(dao.read(&seed).await, (State::Succeeded, 5_100_000_000));
}

#[tokio::test]
async fn votes_are_good_in_their_slot_and_for_their_holder_only() {
    let mut dao = Dao::new().await;
    let (ana, ben, electorate) = (dao.ana.clone(), dao.ben.clone(), dao.realm.electorate);
    let seed = dao.propose().await;
    dao.world.send(&[electorate.update(&ben.pubkey()), electorate.update_max()], &[]).await.unwrap();
    dao.world.bank.advance(1).await;
    let stale = dao.cast(&ben, &seed, Ballot::No);
    assert_refused(dao.world.send(std::slice::from_ref(&stale), &[&ben]).await, refusal::RECORD_EXPIRED);
    let half = [electorate.update(&ben.pubkey()), stale.clone()];
    assert_refused(dao.world.send(&half, &[&ben]).await, refusal::MAX_RECORD_EXPIRED);
    // With Ana's votes, which are more.
    let mut anas = stale;
    let place = anas.accounts.iter().position(|meta| meta.pubkey == electorate.record(&ben.pubkey())).unwrap();
    anas.accounts[place].pubkey = electorate.record(&ana.pubkey());
    let steps = [electorate.update(&ana.pubkey()), electorate.update_max(), anas];
    assert_refused(dao.world.send(&steps, &[&ben]).await, refusal::RECORD_OF_ANOTHER_VOTER);
    dao.vote(&ben, &seed, Ballot::No).await.unwrap();
    assert_refused(dao.vote(&ben, &seed, Ballot::Yes).await, refusal::VOTED_ALREADY);
    assert_eq!(dao.read(&seed).await, (State::Voting, 0));
}

#[tokio::test]
async fn fractions_that_voted_cannot_vote_again_in_other_hands() {
    let mut dao = Dao::new().await;
    let (ana, ben) = (dao.ana.clone(), dao.ben.clone());
    // The last second in which her stake has votes, and the proposal its whole time before it.
    dao.world.bank.advance(i64::from(5 * DAY - VOTING - 1)).await;
    let seed = dao.propose().await;
    dao.vote(&ana, &seed, Ballot::Yes).await.unwrap();
    // The last second in which anybody votes on it.
    dao.world.bank.advance(i64::from(VOTING)).await;
    dao.world.ask(&dao.vault, &ben, None).await.unwrap();
    assert_fails(dao.world.unstake(&dao.vault, &ana, 4_000_000_000).await, "StakeLocked");
    dao.vote(&ben, &seed, Ballot::Yes).await.unwrap();
    // A second later they can be Ben's, who could still vote if the vote were not over.
    let other = dao.world.actor("Dan").await;
    dao.world.bank.advance(1).await;
    dao.world.unstake(&dao.vault, &ana, 4_000_000_000).await.unwrap();
    dao.world.give_fractions(&dao.vault, &ana, &other.pubkey(), 4_000_000_000).await;
    dao.world.stake(&dao.vault, &other, 4_000_000_000).await.unwrap();
    let (payer, holder) = (dao.vault.payer, other.pubkey());
    let join = [dao.realm.create_voter(&holder, &payer), dao.realm.electorate.create_record(payer, holder)];
    dao.world.send(&join, &[]).await.unwrap();
    assert_refused(dao.vote(&other, &seed, Ballot::Yes).await, refusal::TIME_EXPIRED);
    dao.finalize(&seed).await.unwrap();
    assert_eq!(dao.read(&seed).await, (State::Defeated, 5_100_000_000));
}

#[tokio::test]
async fn an_auction_frees_what_voted_and_stops_all_votes() {
    let mut dao = Dao::new().await;
    let (ana, ben) = (dao.ana.clone(), dao.ben.clone());
    let seed = dao.propose().await;
    dao.vote(&ana, &seed, Ballot::Yes).await.unwrap();
    dao.world.bid(&dao.vault, &ana, 1_000_000_000, 0).await.unwrap();
    dao.world.bank.advance(3_600).await;
    dao.world.unstake(&dao.vault, &ana, 4_000_000_000).await.unwrap();
    dao.world.give_fractions(&dao.vault, &ana, &ben.pubkey(), 4_000_000_000).await;
    dao.world.stake(&dao.vault, &ben, 4_000_000_000).await.unwrap();
    assert_refused(dao.vote(&ben, &seed, Ballot::Yes).await, u32::from(RealmsError::StakeNotLocked));
    assert_eq!(dao.read(&seed).await, (State::Voting, 4_000_000_000));
}
