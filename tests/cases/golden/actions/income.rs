//! Income.

use {
    super::scene::Scene,
    anchor_lang::prelude::Pubkey,
    mosaic_client::{
        actions::{
            AddIncomeMint, ClaimIncome, DepositIncome, Exit, Unstake, WrappedSol, add_income_mint, claim_income,
            deposit_income, exit, unstake,
        },
        pda,
    },
    mosaic_harness::{Actor, VaultCookie, VaultSpec},
};

fn deposit(vault: &VaultCookie, depositor: &Actor, mint: Pubkey, amount: u64) -> DepositIncome {
    DepositIncome { vault: vault.address, depositor: depositor.pubkey(), mint, amount, sol: WrappedSol::Auto }
}

#[tokio::test]
async fn income_is_paid_as_committed() {
    let mut scene = Scene::new().await;
    let (vault, [ana, ben, cleo]) = scene.spread(VaultSpec::default()).await;
    let (quote_mint, creator) = (vault.quote_mint, vault.creator.clone());
    let other_mint = scene.world.bank.create_mint(2, None).await;
    scene.world.bank.fund(&creator.pubkey(), &other_mint, 1_000_000).await;
    scene.world.bank.fund(&cleo.pubkey(), &other_mint, 1_000_000).await;
    refused!(scene, "nothing", deposit_income, deposit(&vault, &ana, quote_mint, 0));
    refused!(scene, "more than the wallet has", deposit_income, deposit(&vault, &ana, quote_mint, u64::MAX));
    refused!(scene, "in a mint that is not taken", deposit_income, deposit(&vault, &ana, other_mint, 5));
    possible!(scene, "by the curator, who adds the mint", deposit_income, deposit(&vault, &creator, other_mint, 5));
    done!(
        scene,
        "the first: nothing is staked",
        deposit_income,
        deposit(&vault, &cleo, quote_mint, 604_800_000),
        [&cleo]
    );
    mints(&mut scene, &vault, other_mint, &ana).await;

    scene.world.bank.advance(1_000).await;
    scene.world.stake(&vault, &ana, vault.part(4_000)).await.expect("a stake");
    scene.world.bank.advance(100).await;
    scene.world.stake(&vault, &ben, 1).await.expect("a stake");
    let claim = |holder: &Actor| ClaimIncome::new(vault.address, holder.pubkey());
    refused!(scene, "of who staked nothing", claim_income, claim(&cleo));
    refused!(scene, "less than a unit is owed", claim_income, claim(&ben));
    done!(scene, "in a further mint", deposit_income, deposit(&vault, &cleo, other_mint, 1_000_000), [&cleo]);
    scene.world.bank.advance(86_400).await;
    possible!(scene, "of two mints", claim_income, claim(&ana));
    let one = ClaimIncome { mints: Some(vec![other_mint]), ..claim(&ana) };
    possible!(scene, "of one mint", claim_income, one);
    let by_cleo = ClaimIncome { payer: cleo.pubkey(), ..claim(&ana) };
    possible!(scene, "by somebody else, who pays for an account", claim_income, by_cleo);
    frozen(&mut scene, &vault, &ana).await;
    done!(scene, "into an account that is made", claim_income, claim(&ana), [&ana]);
    refused!(scene, "right afterwards", claim_income, claim(&ana));
    done!(scene, "to a stream that runs", deposit_income, deposit(&vault, &cleo, quote_mint, 1_000_000), [&cleo]);
    possible!(scene, "a unit, which delays nothing", deposit_income, deposit(&vault, &cleo, quote_mint, 1));
    scene.world.bank.advance(700_000).await;
    let leave = |holder: &Actor| Unstake { vault: vault.address, holder: holder.pubkey(), amount: None };
    done!(scene, "a stake that is owed income stays open", unstake, leave(&ana), [&ana]);
    done!(scene, "which closes the stake", claim_income, claim(&ana), [&ana]);
    possible!(scene, "a stake that is owed nothing is closed", unstake, leave(&ben));
    sold(&mut scene, &vault, other_mint, [&ana, &ben, &cleo]).await;
    scene.hold("actions/income");
}

async fn mints(scene: &mut Scene, vault: &VaultCookie, other_mint: Pubkey, ana: &Actor) {
    let creator = vault.creator.clone();
    let add = |payer: &Actor, mint| AddIncomeMint { vault: vault.address, payer: payer.pubkey(), mint };
    refused!(scene, "by somebody else", add_income_mint, add(ana, other_mint));
    refused!(scene, "the vault's own fraction", add_income_mint, add(&creator, vault.fraction_mint));
    refused!(scene, "a second time", add_income_mint, add(&creator, vault.quote_mint));
    refused!(scene, "that is none", add_income_mint, add(&creator, crate::source::key("none")));
    let new = scene.world.bank.create_mint_2022(0, None, &[]).await;
    refused!(scene, "of the newer token program", add_income_mint, add(&creator, new));
    done!(scene, "by the curator", add_income_mint, add(&creator, other_mint), [&creator]);
    let third = scene.world.bank.create_mint(9, None).await;
    done!(scene, "the last there is room for", add_income_mint, add(&creator, third), [&creator]);
    let fourth = scene.world.bank.create_mint(9, None).await;
    refused!(scene, "one too many", add_income_mint, add(&creator, fourth));
}

async fn frozen(scene: &mut Scene, vault: &VaultCookie, ana: &Actor) {
    let claim = ClaimIncome::new(vault.address, ana.pubkey());
    let quote_mint = vault.quote_mint;
    let own = scene.world.cash_account(&ana.pubkey());
    scene.world.set_frozen(&own, true).await;
    let only = ClaimIncome { mints: Some(vec![quote_mint]), ..claim.clone() };
    refused!(scene, "into a frozen account", claim_income, only);
    possible!(scene, "what passes no frozen account", claim_income, claim);
    scene.world.set_frozen(&own, false).await;
    let there = pda::income_account(&vault.address, &quote_mint);
    scene.world.set_frozen(&there, true).await;
    refused!(scene, "while the vault's account is frozen", deposit_income, deposit(vault, ana, quote_mint, 1));
    scene.world.set_frozen(&there, false).await;
}

/// After the sale income still runs to who is staked.
async fn sold(scene: &mut Scene, vault: &VaultCookie, other_mint: Pubkey, [ana, ben, cleo]: [&Actor; 3]) {
    let dan = scene.world.actor("Dan").await;
    scene.world.deposit_income(vault, cleo, &vault.quote_mint, 604_800).await.expect("income");
    scene.world.bid(vault, &dan, 1_000_000_000, 0).await.expect("a bid");
    scene.world.end_auction(vault).await;
    scene.world.settle(vault).await.expect("an auction that has ended");
    refused!(scene, "after the sale", deposit_income, deposit(vault, ana, other_mint, 1));
    let mints: Vec<_> = vault.nfts.iter().map(|nft| nft.mint).collect();
    let leave = |wallet: &Actor| Exit::new(vault.address, wallet.pubkey(), mints.clone());
    done!(scene, "a stake of a fraction, with its income", exit, leave(ben), [ben]);
    done!(scene, "a holder", exit, leave(ana), [ana]);
    done!(scene, "another holder", exit, leave(cleo), [cleo]);
    done!(scene, "the creator", exit, leave(&vault.creator), [&vault.creator]);
    done!(scene, "the winner, with what nobody is left to earn", exit, leave(&dan), [&dan]);
}
