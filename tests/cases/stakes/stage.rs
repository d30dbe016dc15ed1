//! What several stories of stakes need.

use {
    anchor_lang::prelude::Pubkey,
    mosaic_client::pda,
    mosaic_harness::{Actor, VaultCookie, World},
};

/// Seconds of an hour.
pub const HOUR: i64 = 3_600;
/// Seconds of a day: the default lock of a stake.
pub const DAY: i64 = 86_400;

/// Dan buys the whole at the present reserve, without fractions of his own.
pub async fn sell(world: &mut World, vault: &VaultCookie) -> Actor {
    let dan = world.actor("Dan").await;
    let reserve = world.quote(vault).await.reserve;
    world.bid(vault, &dan, reserve, 0).await.unwrap();
    world.end_auction(vault).await;
    world.settle(vault).await.unwrap();
    dan
}

/// Lamports of the stake of a holder.
pub async fn stake_rent(world: &World, vault: &VaultCookie, holder: &Actor) -> u64 {
    world.bank.lamports(&stake_address(vault, holder)).await
}

/// The address of the stake of a holder.
pub fn stake_address(vault: &VaultCookie, holder: &Actor) -> Pubkey {
    pda::stake(&vault.address, &holder.pubkey())
}
