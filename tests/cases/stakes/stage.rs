//! What several stories of stakes need.

use {
    anchor_lang::prelude::Pubkey,
    mosaic_client::pda,
    mosaic_harness::{Actor, Stage, VaultCookie, World},
};

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

/// Pays what a sale owes besides income: the assets, royalties, the fee, the bids of `bidders` and the fractions that
/// `holders` have in hand, in this order.
pub async fn pay_out(world: &mut World, vault: &VaultCookie, bidders: &[&Actor], holders: &[&Actor]) {
    let payees = [world.actor("painter").await, world.actor("framer").await];
    for nft in &vault.nfts {
        world.claim_asset(vault, nft).await.unwrap();
        for payee in &payees {
            world.claim_royalty(vault, nft, payee).await.unwrap();
        }
    }
    world.claim_curator_fee(vault).await.unwrap();
    for bidder in bidders {
        world.withdraw(vault, bidder).await.unwrap();
    }
    for holder in holders {
        let amount = world.fractions_of(vault, holder).await;
        world.redeem(vault, holder, amount).await.unwrap();
    }
}

/// Closes the vault; nothing of it is left but its fraction mint.
pub async fn close(world: &mut World, vault: &VaultCookie) {
    world.close(vault).await.unwrap();
    let mut left = vec![
        vault.address,
        pda::auction(&vault.address),
        pda::cash_escrow(&vault.address),
        pda::fraction_escrow(&vault.address),
        pda::pool(&vault.address),
        pda::staked_fractions(&vault.address),
        pda::asks(&vault.address),
        pda::income_account(&vault.address, &world.quote_mint),
    ];
    for nft in &vault.nfts {
        left.extend([pda::asset(&vault.address, &nft.mint), vault.custody(nft)]);
    }
    for address in left {
        assert_eq!(world.bank.lamports(&address).await, 0, "{address} is still there");
    }
    assert_eq!(world.supply(vault).await, 0);
}

/// Lamports of these actors, in order.
pub async fn lamports_of(world: &World, actors: &[&Actor]) -> Vec<u64> {
    let mut lamports = Vec::new();
    for actor in actors {
        lamports.push(world.bank.lamports(&actor.pubkey()).await);
    }
    lamports
}
