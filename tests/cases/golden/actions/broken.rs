//! Accounts that do not fit together.

use {
    super::{sale::settled, scene::Scene},
    crate::source::key,
    anchor_lang::prelude::Pubkey,
    mosaic_client::{
        PROGRAM_ID,
        actions::{PlaceBid, Stake, bid, stake},
        pda,
        reader::Account,
    },
    mosaic_harness::{Stage, VaultSpec},
};

fn account(owner: Pubkey, data: Vec<u8>) -> Account {
    Account { lamports: 1_000_000, data, owner, ..Account::default() }
}

#[tokio::test]
async fn accounts_that_do_not_fit_are_refused_as_committed() {
    let mut scene = Scene::new().await;
    let vault = scene.world.vault_at(Stage::Ended, VaultSpec::default()).await;
    let (address, dan) = (vault.address, scene.world.actor("Dan").await);
    let order = |vault: Pubkey| PlaceBid::new(vault, dan.pubkey(), 2_000_000_000);
    let [foreign, short, lamports] = ["foreign", "short", "lamports"].map(key);
    scene.world.bank.set_account(foreign, account(key("another program"), vec![1; 500]));
    refused!(scene, "a vault of another program", bid, order(foreign));
    scene.world.bank.set_account(short, account(PROGRAM_ID, vec![1; 10]));
    refused!(scene, "a vault that cannot be decoded", bid, order(short));
    scene.world.bank.set_account(lamports, account(Pubkey::default(), Vec::new()));
    refused!(scene, "lamports where no vault is", bid, order(lamports));
    let there = pda::stake(&address, &dan.pubkey());
    let staked = || Stake { vault: address, holder: dan.pubkey(), amount: 1 };
    scene.world.bank.set_account(there, account(key("another program"), vec![1; 500]));
    refused!(scene, "a stake of another program", stake, staked());
    scene.world.bank.set_account(there, account(Pubkey::default(), Vec::new()));
    refused!(scene, "lamports where no stake is", stake, staked());
    let leader = scene.world.auction(&vault).await.leader;
    scene.world.bank.set_account(pda::bid(&address, &leader), Account::default());
    settled(&mut scene, "without the leading bid", &address, false).await;
    scene.world.bank.set_account(vault.quote_mint, account(key("another program"), Vec::new()));
    refused!(scene, "without the quote mint", bid, order(address));
    scene.world.bank.set_account(vault.fraction_mint, account(key("another program"), Vec::new()));
    refused!(scene, "without the fraction mint", bid, order(address));
    scene.hold("actions/broken");
}
