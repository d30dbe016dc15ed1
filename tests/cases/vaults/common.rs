//! What several stories need.

use {
    mosaic_client::{
        pda,
        state::{Action, Stake},
    },
    mosaic_harness::{Actor, Nft, VaultCookie, World, world::poster_license},
};

pub use mosaic_harness::world::ending::lamports_of;

/// Seconds of a day: the default lock of a stake, and the delay of what a vote decided.
pub const DAY: i64 = 86_400;

/// A decision without an effect.
pub fn resolve() -> Action {
    Action::Resolve { uri: "https://example.com/resolutions/lend-to-museum.txt".to_owned(), hash: [7; 32] }
}

/// Offers a licence.
pub fn grant(licensee: &Actor, fee: u64, term_secs: i64, exclusive: bool) -> Action {
    poster_license(&licensee.pubkey(), fee, term_secs, exclusive)
}

/// A holder proposes and votes for it.
pub async fn carry(world: &mut World, vault: &VaultCookie, holder: &Actor, action: Action) -> u64 {
    let number = world.propose(vault, holder, action).await.unwrap();
    world.vote(vault, holder, number, true).await.unwrap();
    number
}

/// Pays everybody who is still owed something: the winner's assets, royalties, the fee, all open bids of `bidders`, and the
/// fractions of `holders`, in this order.
pub async fn pay_out(world: &mut World, vault: &VaultCookie, bidders: &[&Actor], holders: &[&Actor]) {
    for nft in &vault.nfts {
        if world.asset_of(vault, nft).await.is_some_and(|asset| asset.held == 1) {
            world.claim_asset(vault, nft).await.unwrap();
        }
        for payee in ["painter", "framer"] {
            let payee = world.actor(payee).await;
            if is_due(world, vault, nft, &payee).await {
                world.claim_royalty(vault, nft, &payee).await.unwrap();
            }
        }
    }
    if world.auction(vault).await.curator_fee > 0 {
        world.claim_curator_fee(vault).await.unwrap();
    }
    for bidder in bidders {
        if world.bid_of(vault, bidder).await.is_some() {
            world.withdraw(vault, bidder).await.unwrap();
        }
    }
    for holder in holders {
        let amount = world.fractions_of(vault, holder).await;
        if amount > 0 {
            world.redeem(vault, holder, amount).await.unwrap();
        }
    }
}

/// Unstakes everything of a holder whose lock is over, and claims all that its stake is owed.
pub async fn take_out(world: &mut World, vault: &VaultCookie, holder: &Actor) {
    let amount = world.stake_of(vault, holder).await.unwrap().amount;
    world.unstake(vault, holder, amount).await.unwrap();
    let pool = world.pool(vault).await;
    for (place, income) in pool.income.iter().enumerate() {
        let owes = |stake: Stake| stake.shares[place].share().claimable() > 0;
        if world.stake_of(vault, holder).await.is_some_and(owes) {
            world.claim_income(vault, holder, &income.mint).await.unwrap();
        }
    }
    assert!(world.stake_of(vault, holder).await.is_none());
}

/// Pays everybody out as [`pay_out`] does, and closes the vault.
pub async fn pay_out_and_close(world: &mut World, vault: &VaultCookie, bidders: &[&Actor], holders: &[&Actor]) {
    pay_out(world, vault, bidders, holders).await;
    world.close(vault).await.unwrap();
    assert_gone(world, vault).await;
}

async fn is_due(world: &World, vault: &VaultCookie, nft: &Nft, payee: &Actor) -> bool {
    let asset = world.asset_of(vault, nft).await;
    asset.is_some_and(|asset| asset.royalty_of(&payee.pubkey()).is_ok())
}

/// Nothing of the vault is left but its fraction mint.
pub async fn assert_gone(world: &World, vault: &VaultCookie) {
    let mut left = vec![
        vault.address,
        pda::auction(&vault.address),
        pda::cash_escrow(&vault.address),
        pda::fraction_escrow(&vault.address),
        pda::pool(&vault.address),
        pda::staked_fractions(&vault.address),
        pda::income_account(&vault.address, &vault.quote_mint),
        pda::asks(&vault.address),
    ];
    for nft in &vault.nfts {
        left.extend([pda::asset(&vault.address, &nft.mint), vault.custody(nft)]);
        left.extend(nft.standard.is_programmable().then(|| pda::token_record(&nft.mint, &vault.custody(nft))));
    }
    for address in left {
        assert_eq!(world.bank.lamports(&address).await, 0, "{address} is still there");
    }
    assert_eq!(world.bank.mint(&vault.fraction_mint).await.mint_authority, None.into());
}
