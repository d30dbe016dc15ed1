//! What several stories of votes, licences and offers need.

use {
    anchor_lang::prelude::Pubkey,
    mosaic_client::{
        pda,
        state::{Action, Proposal},
    },
    mosaic_harness::{Actor, Stage, VaultCookie, World, world::poster_license},
};

pub use mosaic_harness::world::ending::{close, lamports_of, pay_out, sell};

/// Seconds of an hour.
pub const HOUR: i64 = 3_600;
/// Seconds of a day: the default lock of a stake, and the delay of what a vote decided.
pub const DAY: i64 = 86_400;
/// Seconds for which votes are taken by default.
pub const VOTING: i64 = 3 * DAY;
/// Seconds for which what was decided can be executed, a licence be accepted, and an offer is open by default.
pub const FORTNIGHT: i64 = 14 * DAY;

/// A decision without an effect.
pub fn resolve(uri: &str) -> Action {
    Action::Resolve { uri: uri.to_owned(), hash: [7; 32] }
}

/// Names a curator.
pub fn set_curator(curator: &Actor, fee_bps: u16) -> Action {
    Action::SetCurator { curator: curator.pubkey(), fee_bps }
}

/// Offers a licence.
pub fn grant(licensee: &Actor, fee: u64, term_secs: i64, exclusive: bool) -> Action {
    poster_license(&licensee.pubkey(), fee, term_secs, exclusive)
}

/// An active default vault in which Ana (40 %), Ben (11 %) and Cleo (25 %) have staked all they have; the creator has
/// staked nothing of the rest.
pub async fn staked(world: &mut World) -> (VaultCookie, [Actor; 3]) {
    let vault = world.at(Stage::Active).await;
    let holders = stake_all(world, &vault).await;
    (vault, holders)
}

/// Has Ana, Ben and Cleo stake their parts of a vault.
pub async fn stake_all(world: &mut World, vault: &VaultCookie) -> [Actor; 3] {
    let holders = world.spread(vault).await;
    for (holder, bps) in holders.iter().zip([4_000, 1_100, 2_500]) {
        world.stake(vault, holder, vault.part(bps)).await.unwrap();
    }
    holders
}

/// Ana proposes and votes yes with her 40 %, so that it passes when the vote ends.
pub async fn carry(world: &mut World, vault: &VaultCookie, ana: &Actor, action: Action) -> u64 {
    let number = world.propose(vault, ana, action).await.unwrap();
    world.vote(vault, ana, number, true).await.unwrap();
    number
}

/// Sets the clock to the first second at which the proposal can be executed.
pub async fn make_due(world: &mut World, vault: &VaultCookie, number: u64) {
    let executable_at = world.proposal(vault, number).await.executable_at;
    world.bank.set_clock(executable_at).await;
}

/// A proposal of Ana's from its making to its execution, voted for by her alone.
pub async fn decide(world: &mut World, vault: &VaultCookie, ana: &Actor, action: Action) -> u64 {
    let number = carry(world, vault, ana, action).await;
    make_due(world, vault, number).await;
    world.execute(vault, number).await.unwrap();
    number
}

/// The votes for and against.
pub async fn count(world: &World, vault: &VaultCookie, number: u64) -> (u64, u64) {
    let Proposal { yes, no, .. } = world.proposal(vault, number).await;
    (yes, no)
}

/// The address of the record of a vote.
pub fn vote_address(vault: &VaultCookie, holder: &Actor, number: u64) -> Pubkey {
    pda::vote(&pda::proposal(&vault.address, number), &holder.pubkey())
}

/// Closes a proposal and the records of these votes.
pub async fn clear(world: &mut World, vault: &VaultCookie, number: u64, voters: &[&Actor]) {
    for voter in voters {
        let close = vault.withdraw_vote(&voter.pubkey(), number);
        world.send(&[close.instruction()], &[voter]).await.unwrap();
    }
    world.close_proposal(vault, number).await.unwrap();
}

/// Unstakes all that a holder has staked.
pub async fn leave(world: &mut World, vault: &VaultCookie, holder: &Actor) {
    let amount = world.stake_of(vault, holder).await.unwrap().amount;
    world.unstake(vault, holder, amount).await.unwrap();
}
