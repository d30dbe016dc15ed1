//! Taking the NFTs back as the holder of every fraction.

use {
    super::{sale::closed, scene::Scene},
    crate::file::json,
    anchor_lang::prelude::Pubkey,
    mosaic_client::actions::{Exit, Proposals, exit, reclaim},
    mosaic_harness::{Actor, Stage, Standard, VaultSpec},
    serde_json::json,
};

async fn reclaimed(scene: &mut Scene, name: &str, vault: &Pubkey, holder: &Actor, mints: &[Pubkey], perform: bool) {
    let wallet = holder.pubkey();
    let order = json!({ "vault": json(vault), "holder": json(&wallet), "nftMints": json(mints) });
    let run = async |reader: &super::Recorder<'_>| reclaim(reader, vault, &wallet, mints).await;
    let action = scene.record(name, "reclaim", order, run).await;
    if let (Ok(action), true) = (action, perform) {
        scene.perform(&action, &[holder]).await;
    }
}

#[tokio::test]
async fn vaults_are_reclaimed_as_committed() {
    let mut scene = Scene::new().await;
    let nfts = vec![VaultSpec::artwork(Standard::NonFungible), VaultSpec::artwork(Standard::Programmable)];
    let (vault, [ana, ben, cleo]) = scene.spread(VaultSpec { nfts, ..VaultSpec::default() }).await;
    let (address, creator) = (vault.address, vault.creator.clone());
    let mints: Vec<_> = vault.nfts.iter().map(|nft| nft.mint).collect();
    reclaimed(&mut scene, "who holds a part", &address, &ana, &mints, false).await;
    let dan = scene.world.actor("Dan").await;
    reclaimed(&mut scene, "who holds nothing", &address, &dan, &mints, false).await;
    for holder in [&ana, &ben] {
        let amount = scene.world.fractions_of(&vault, holder).await;
        scene.world.give_fractions(&vault, holder, &creator.pubkey(), amount).await;
    }
    // Cleo's fractions are staked for a while, and earn.
    scene.world.stake(&vault, &cleo, vault.part(2_500)).await.expect("a stake");
    scene.world.ask(&vault, &cleo, Some(100)).await.expect("an ask");
    let mint = vault.quote_mint;
    scene.world.add_income_mint(&vault, &mint).await.expect("a mint of income");
    scene.world.deposit_income(&vault, &creator, &mint, 604_800_000).await.expect("income");
    scene.world.bank.advance(86_400).await;
    scene.world.unstake(&vault, &cleo, vault.part(2_500)).await.expect("a lock that is over");
    scene.world.give_fractions(&vault, &cleo, &creator.pubkey(), vault.part(2_500)).await;
    scene.world.offer(&vault, &dan, 100_000_000, 0).await.expect("an offer");
    reclaimed(&mut scene, "while a stake and an offer are open", &address, &creator, &mints, false).await;
    reclaimed(&mut scene, "with one of the NFTs", &address, &creator, &mints[1..], true).await;
    reclaimed(&mut scene, "what is left, by somebody else", &address, &ana, &mints, false).await;
    let of_dan = Exit { proposals: Proposals::These(vec![0]), ..Exit::new(address, dan.pubkey(), []) };
    done!(scene, "an offer that is left over", exit, of_dan, [&dan]);
    reclaimed(&mut scene, "the other NFT, before the income is claimed", &address, &creator, &mints, true).await;
    reclaimed(&mut scene, "nothing more, while the stake is open", &address, &creator, &mints, false).await;
    done!(scene, "a stake that is left over", exit, Exit::new(address, cleo.pubkey(), []), [&cleo]);
    closed(&mut scene, "with income that nobody earns", &address, &creator).await.expect("nothing is owed");
    let vault = scene.world.vault_at(Stage::Active, VaultSpec { id: 2, ..VaultSpec::default() }).await;
    let mints = [vault.nfts[0].mint];
    reclaimed(&mut scene, "and close at once", &vault.address, &creator, &mints, true).await;
    reclaimed(&mut scene, "a vault that is closed", &vault.address, &creator, &mints, false).await;
    let vault = scene.world.vault_at(Stage::Sold, VaultSpec { id: 3, ..VaultSpec::default() }).await;
    reclaimed(&mut scene, "a vault that is sold", &vault.address, &creator, &mints, false).await;
    scene.hold("actions/take_back");
}
