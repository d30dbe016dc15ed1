//! Stakes, asks and delegates.

use {
    super::scene::Scene,
    mosaic_client::actions::{
        Ask, SetAsk, SetDelegate, Stake, StakeAndAsk, Unstake, set_ask, set_delegate, stake, stake_and_ask, unstake,
    },
    mosaic_harness::{Actor, Stage, VaultCookie, VaultSpec},
};

fn stakes(vault: &VaultCookie, holder: &Actor, amount: u64) -> Stake {
    Stake { vault: vault.address, holder: holder.pubkey(), amount }
}

fn unstakes(vault: &VaultCookie, holder: &Actor, amount: Option<u64>) -> Unstake {
    Unstake { vault: vault.address, holder: holder.pubkey(), amount }
}

#[tokio::test]
async fn stakes_and_asks_are_as_committed() {
    let mut scene = Scene::new().await;
    let (vault, [ana, ben, cleo]) = scene.spread(VaultSpec::default()).await;
    let asks = |holder: &Actor, ask| SetAsk::new(vault.address, holder.pubkey(), ask);
    refused!(scene, "nothing", stake, stakes(&vault, &ana, 0));
    refused!(scene, "more than the wallet has", stake, stakes(&vault, &ana, vault.supply));
    refused!(scene, "by who staked nothing", set_ask, asks(&ana, Ask::Level(92)));
    refused!(scene, "of who staked nothing", unstake, unstakes(&vault, &ana, None));
    let delegation = |holder: &Actor, delegate: Option<&Actor>| SetDelegate {
        vault: vault.address,
        holder: holder.pubkey(),
        delegate: delegate.map(Actor::pubkey),
    };
    refused!(scene, "of who staked nothing", set_delegate, delegation(&ana, Some(&cleo)));
    let both = |ask| StakeAndAsk { stake: stakes(&vault, &ana, vault.part(4_000)), ask };
    for (name, ask) in [
        ("at a price between two levels", Ask::AtLeast(900_000_000)),
        ("at the price of a level", Ask::AtLeast(822_702_474)),
        ("at the lowest level", Ask::Level(0)),
        ("at the highest price", Ask::AtLeast(103_034_676_446)),
        ("nothing", Ask::Nothing),
    ] {
        possible!(scene, name, stake_and_ask, both(ask));
    }
    refused!(scene, "above the ladder", stake_and_ask, both(Ask::AtLeast(103_034_676_447)));
    refused!(scene, "a level there is not", stake_and_ask, both(Ask::Level(192)));
    done!(scene, "the first: it opens pool and book", stake_and_ask, both(Ask::AtLeast(870_000_000)), [&ana]);
    done!(scene, "a part of what a holder has", stake, stakes(&vault, &ben, vault.part(1_000)), [&ben]);
    done!(scene, "more to a stake", stake, stakes(&vault, &ben, vault.part(100)), [&ben]);
    // With Ben at 820 more than half consents.
    done!(scene, "by which the reserve falls", set_ask, asks(&ben, Ask::AtLeast(820_000_000)), [&ben]);
    done!(
        scene,
        "of more to a stake that asks",
        stake_and_ask,
        StakeAndAsk { stake: stakes(&vault, &cleo, 7), ask: Ask::Level(150) },
        [&cleo]
    );
    done!(scene, "the stake asks more", set_ask, asks(&cleo, Ask::Level(191)), [&cleo]);
    done!(scene, "the stake asks nothing", set_ask, asks(&cleo, Ask::Nothing), [&cleo]);
    done!(scene, "is named", set_delegate, delegation(&ben, Some(&cleo)), [&ben]);
    let by_delegate = SetAsk { authority: cleo.pubkey(), ..asks(&ben, Ask::Level(90)) };
    done!(scene, "by the delegate", set_ask, by_delegate, [&cleo]);
    let by_another = SetAsk { authority: ana.pubkey(), ..asks(&ben, Ask::Level(90)) };
    refused!(scene, "by somebody else", set_ask, by_another);
    possible!(scene, "is another", set_delegate, delegation(&ben, Some(&ana)));
    done!(scene, "is revoked", set_delegate, delegation(&ben, None), [&ben]);
    taken_out(&mut scene, &vault, [&ana, &ben, &cleo]).await;
    scene.hold("actions/stakes");
}

async fn taken_out(scene: &mut Scene, vault: &VaultCookie, [ana, ben, cleo]: [&Actor; 3]) {
    refused!(scene, "while it is locked", unstake, unstakes(vault, ben, None));
    scene.world.bank.advance(86_399).await;
    refused!(scene, "a second before it is free", unstake, unstakes(vault, ben, Some(1)));
    scene.world.bank.advance(1).await;
    refused!(scene, "more than is staked", unstake, unstakes(vault, ben, Some(vault.supply)));
    refused!(scene, "nothing", unstake, unstakes(vault, ben, Some(0)));
    done!(scene, "a part", unstake, unstakes(vault, ben, Some(vault.part(500))), [ben]);
    done!(scene, "the whole", unstake, unstakes(vault, ben, None), [ben]);
    // Ana sends all she has away and closes the account, so that one has to be made.
    let dan = scene.world.actor("Dan").await;
    scene.world.bid(vault, &dan, 1_000_000_000, 0).await.expect("a bid");
    let order = SetAsk::new(vault.address, ana.pubkey(), mosaic_client::actions::Ask::Level(1));
    refused!(scene, "in an auction", set_ask, order);
    possible!(scene, "in an auction", stake, stakes(vault, cleo, 5));
    possible!(scene, "in an auction", unstake, unstakes(vault, ana, None));
    scene.world.stake(vault, cleo, 5).await.expect("a stake");
    refused!(scene, "within the first hour of an auction", unstake, unstakes(vault, cleo, None));
    scene.world.end_auction(vault).await;
    scene.world.settle(vault).await.expect("an auction that has ended");
    refused!(scene, "after the sale, without income", stake, stakes(vault, cleo, 5));
    possible!(scene, "after the sale", unstake, unstakes(vault, ana, None));
    let spec = VaultSpec { id: 2, ..VaultSpec::default() };
    let draft = scene.world.vault_at(Stage::Draft, spec).await;
    refused!(scene, "in a draft", stake, stakes(&draft, &draft.creator, 1));
}
