//! What several stories of stakes need.

use {
    anchor_lang::prelude::Pubkey,
    mosaic_client::pda,
    mosaic_harness::{Actor, Stage, VaultCookie, World},
};

pub use mosaic_harness::world::ending::{close, lamports_of, pay_out, sell};

/// Seconds of an hour.
pub const HOUR: i64 = 3_600;
/// Seconds of a day: the default lock of a stake.
pub const DAY: i64 = 86_400;
/// Seconds of a week: over which income is streamed by default.
pub const WEEK: i64 = 604_800;
/// 1,000 raw units for each second of a week.
pub const INCOME: u64 = 604_800_000;
/// A part of the stakes in stories about income. In sums that are powers of two no part of a unit is left.
pub const PART: u64 = 1 << 30;

/// A default vault that takes income in the quote mint: where Ana has 3 parts, of which she has staked so many, and Ben
/// has staked one; and a tenant, who pays.
pub async fn earning(world: &mut World, parts_of_ana: u64) -> (VaultCookie, [Actor; 3]) {
    let vault = world.at(Stage::Active).await;
    let [ana, ben, _] = world.spread(&vault).await;
    let (mint, tenant) = (world.quote_mint, world.actor("tenant").await);
    world.stake(&vault, &ana, parts_of_ana * PART).await.unwrap();
    world.stake(&vault, &ben, PART).await.unwrap();
    world.add_income_mint(&vault, &mint).await.unwrap();
    (vault, [ana, ben, tenant])
}

/// Claims income in the quote mint; what came.
pub async fn claim(world: &mut World, vault: &VaultCookie, holder: &Actor) -> u64 {
    let (mint, before) = (world.quote_mint, world.cash_of(holder).await);
    world.claim_income(vault, holder, &mint).await.unwrap();
    world.cash_of(holder).await - before
}

/// Lamports of the stake of a holder.
pub async fn stake_rent(world: &World, vault: &VaultCookie, holder: &Actor) -> u64 {
    world.bank.lamports(&stake_address(vault, holder)).await
}

/// The address of the stake of a holder.
pub fn stake_address(vault: &VaultCookie, holder: &Actor) -> Pubkey {
    pda::stake(&vault.address, &holder.pubkey())
}
