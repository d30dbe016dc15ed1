//! What a curator changes.

use {
    super::scene::Scene,
    mosaic_client::actions::{LowerCuratorFee, lower_curator_fee},
    mosaic_harness::{Actor, Stage, VaultSpec},
};

#[tokio::test]
async fn a_curators_fee_is_lowered_as_committed() {
    let mut scene = Scene::new().await;
    let draft = scene.world.vault_at(Stage::Draft, VaultSpec::default()).await;
    let curator = draft.creator.clone();
    let of_draft = LowerCuratorFee { vault: draft.address, curator: curator.pubkey(), fee_bps: 199 };
    possible!(scene, "of a draft", lower_curator_fee, of_draft);

    let (vault, [ana, ..]) = scene.spread(VaultSpec { id: 2, ..VaultSpec::default() }).await;
    let lower = |who: &Actor, fee_bps| LowerCuratorFee { vault: vault.address, curator: who.pubkey(), fee_bps };
    refused!(scene, "by somebody else", lower_curator_fee, lower(&ana, 0));
    for (name, fee_bps) in [("to the same", 200), ("to a higher one", 201), ("to the highest number", u16::MAX)] {
        refused!(scene, name, lower_curator_fee, lower(&curator, fee_bps));
    }
    possible!(scene, "to nothing", lower_curator_fee, lower(&curator, 0));
    done!(scene, "by a basis point", lower_curator_fee, lower(&curator, 199), [&curator]);
    scene.world.bid(&vault, &ana, 1_000_000_000, 0).await.expect("a bid");
    done!(scene, "in auction", lower_curator_fee, lower(&curator, 50), [&curator]);
    scene.world.end_auction(&vault).await;
    possible!(scene, "after the end of the auction", lower_curator_fee, lower(&curator, 49));
    scene.world.settle(&vault).await.expect("an auction that has ended");
    refused!(scene, "after the sale", lower_curator_fee, lower(&curator, 49));
    scene.hold("actions/curator");
}
