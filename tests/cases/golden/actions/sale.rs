//! Bids, the settlement, leaving and closing.

use {
    super::scene::Scene,
    crate::{file::json, source::key},
    anchor_lang::prelude::Pubkey,
    mosaic_client::{
        actions::{Exit, PlaceBid, bid, close, close_with_voters, exit, settle},
        quotes::CloseQuote,
    },
    mosaic_harness::{Actor, Standard, VaultCookie, VaultSpec},
    serde_json::json,
};

const PRICE: u64 = 1_000_000_000;

/// Records the settlement of a vault.
pub async fn settled(scene: &mut Scene, name: &str, vault: &Pubkey, perform: bool) {
    let order = json!({ "vault": json(vault) });
    let action = scene.record(name, "settle", order, async |reader| settle(reader, vault).await).await;
    if perform {
        scene.perform(&action.expect("an auction that has ended"), &[]).await;
    }
}

/// Records closing a vault; performs it if it is possible.
pub async fn closed(scene: &mut Scene, name: &str, vault: &Pubkey, payer: &Actor) -> Option<CloseQuote> {
    let wallet = payer.pubkey();
    let order = json!({ "vault": json(vault), "payer": json(&wallet) });
    let action = scene.record(name, "close", order, async |reader| close(reader, vault, &wallet).await).await.ok()?;
    scene.perform(&action, &[payer]).await;
    Some(action.quote)
}

/// As [`closed`], told of voters.
pub async fn closed_with(scene: &mut Scene, name: &str, vault: &Pubkey, payer: &Actor, voters: &[Pubkey]) {
    let wallet = payer.pubkey();
    let order = json!({ "vault": json(vault), "payer": json(&wallet), "voters": json(voters) });
    let action = scene.record(name, "close_with_voters", order, async |reader| {
        close_with_voters(reader, vault, &wallet, voters).await
    });
    let action = action.await.expect("a vault that owes nothing");
    scene.perform(&action, &[payer]).await;
}

fn place(vault: &VaultCookie, bidder: &Actor, price: u64) -> PlaceBid {
    PlaceBid::new(vault.address, bidder.pubkey(), price)
}

#[tokio::test]
async fn a_vault_is_sold_as_committed() {
    let mut scene = Scene::new().await;
    let nfts = vec![VaultSpec::artwork(Standard::NonFungible), VaultSpec::artwork(Standard::Programmable)];
    let (vault, [ana, ben, cleo]) = scene.spread(VaultSpec { nfts, ..VaultSpec::default() }).await;
    let dan = scene.world.actor("Dan").await;
    let address = vault.address;
    closed(&mut scene, "an active vault", &address, &dan).await;
    settled(&mut scene, "before any bid", &address, false).await;
    refused!(scene, "there is no vault", bid, PlaceBid::new(key("none"), dan.pubkey(), PRICE));
    refused!(scene, "below the reserve", bid, place(&vault, &dan, PRICE - 1));
    refused!(scene, "more cash than the wallet has", bid, place(&vault, &dan, 200_000_000_000));
    refused!(scene, "more fractions than the wallet has", bid, place(&vault, &dan, PRICE).with_fractions(1));
    refused!(scene, "all fractions", bid, place(&vault, &dan, PRICE).with_fractions(vault.supply));
    let bounded = PlaceBid { max_cash: Some(PRICE - 1), ..place(&vault, &dan, PRICE) };
    refused!(scene, "above the bound", bid, bounded);
    let cash = scene.world.cash_account(&dan.pubkey());
    scene.world.set_frozen(&cash, true).await;
    refused!(scene, "from a frozen account", bid, place(&vault, &dan, PRICE));
    scene.world.set_frozen(&cash, false).await;
    let bounded = PlaceBid { max_cash: Some(PRICE + 5), ..place(&vault, &dan, PRICE) };
    done!(scene, "the first, at the reserve", bid, bounded, [&dan]);

    refused!(scene, "less than a step above", bid, place(&vault, &cleo, 1_049_999_999));
    let all_hers = place(&vault, &cleo, 1_050_000_000).with_fractions(vault.part(2_500));
    done!(scene, "a step above, with fractions", bid, all_hers, [&cleo]);
    done!(scene, "raised in cash", bid, place(&vault, &dan, 1_200_000_001), [&dan]);
    let fewer = place(&vault, &cleo, 1_300_000_000).with_fractions(1);
    done!(scene, "raised with fewer fractions", bid, fewer, [&cleo]);
    scene.world.give_fractions(&vault, &ana, &dan.pubkey(), 77).await;
    let with_some = place(&vault, &dan, 1_400_000_003).with_fractions(77);
    possible!(scene, "raised with other fractions", bid, with_some);
    refused!(scene, "at the highest of all prices", bid, place(&vault, &dan, u64::MAX));
    let ends_at = scene.world.auction(&vault).await.ends_at;
    scene.world.bank.set_clock(ends_at - 10).await;
    settled(&mut scene, "before the end", &address, false).await;
    let late = place(&vault, &cleo, 1_400_000_000).with_fractions(vault.part(2_500));
    done!(scene, "late: it moves the end", bid, late, [&cleo]);
    let leave = Exit::new(address, cleo.pubkey(), []);
    refused!(scene, "the leader in an auction", exit, leave);
    possible!(scene, "who was outbid", exit, Exit::new(address, dan.pubkey(), []));
    scene.world.end_auction(&vault).await;
    refused!(scene, "after the end", bid, place(&vault, &dan, 2_000_000_000));
    settled(&mut scene, "after the end", &address, true).await;
    settled(&mut scene, "again", &address, false).await;
    refused!(scene, "after the sale", bid, place(&vault, &dan, 2_000_000_000));
    leave_sold(&mut scene, &vault, [&ana, &ben, &cleo, &dan]).await;
    scene.hold("actions/sale");
}

async fn leave_sold(scene: &mut Scene, vault: &VaultCookie, [ana, ben, cleo, dan]: [&Actor; 4]) {
    let (address, world) = (vault.address, &mut scene.world);
    let mints: Vec<_> = vault.nfts.iter().map(|nft| nft.mint).collect();
    let (painter, framer) = (world.actor("painter").await, world.actor("framer").await);
    let stranger = world.actor("stranger").await;
    closed(scene, "a sold vault that owes", &address, dan).await;
    refused!(scene, "who is owed nothing", exit, Exit::new(address, stranger.pubkey(), mints.clone()));
    let cash = scene.world.cash_account(&ben.pubkey());
    scene.world.set_frozen(&cash, true).await;
    refused!(scene, "whose account for cash is frozen", exit, Exit::new(address, ben.pubkey(), []));
    scene.world.set_frozen(&cash, false).await;
    for (name, wallet) in [
        ("who was outbid and has fractions", dan),
        ("a holder", ben),
        ("the winner", cleo),
        ("a creator of the NFTs", &painter),
        ("the other creator of the NFTs", &framer),
        ("the vault's creator, who is the curator", &vault.creator),
        ("the last holder", ana),
    ] {
        done!(scene, name, exit, Exit::new(address, wallet.pubkey(), mints.clone()), [wallet]);
    }
    // What was sent to the escrows uninvited.
    let escrow = mosaic_client::pda::cash_escrow(&address);
    scene.world.give_cash(&escrow, 12_345).await;
    closed(scene, "a vault that owes nothing, with cash left", &address, dan).await.expect("nothing is owed");
    closed(scene, "a vault that is closed", &address, dan).await;
}
