//! How many stories end: the whole is sold, everybody is paid, the vault is closed.

use {
    super::{VaultCookie, World},
    crate::Actor,
    mosaic_client::pda,
};

/// Dan buys the whole at the present reserve, without fractions of his own.
///
/// # Panics
/// If a step on the way is refused.
pub async fn sell(world: &mut World, vault: &VaultCookie) -> Actor {
    let dan = world.actor("Dan").await;
    let reserve = world.quote(vault).await.reserve;
    world.bid(vault, &dan, reserve, 0).await.unwrap();
    world.end_auction(vault).await;
    world.settle(vault).await.unwrap();
    dan
}

/// Pays what a sale owes besides income: the assets, royalties, the fee, the bids of `bidders` and the fractions that
/// `holders` have in hand, in this order.
///
/// # Panics
/// If a payment is refused.
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

/// Closes the vault; nothing of it is left but its fraction mint, and licences.
///
/// # Panics
/// If it is refused, or an account is left.
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
