//! Act two: a programmable NFT there and back.

use {
    super::{
        super::{
            amount::{Unit, signed},
            cast::{Holder::Vault, Party::Owner, fractions, lamports, nfts},
            error::DemoError,
            scene::Scene,
            stage::Stage,
            step::Step,
            vault::DECIMALS,
        },
        MINT, TOKEN_ACCOUNT, TOKEN_RECORD, rent, rent_of, vault_of,
    },
    mosaic_client::{
        actions::{OpenVault, open_vault, reclaim},
        rules::Terms,
        state::{Asset, Vault as VaultAccount},
        views::VaultView,
    },
    mosaic_harness::Standard,
};

const SUPPLY: u64 = 1_000_000_000;

pub async fn play(stage: &mut Stage) -> Result<(), DemoError> {
    stage.begin("Act two: a programmable NFT there and back")?;
    let vault = vault_of(stage, 2, [Standard::Programmable.into()]).await;
    let mut scene = Scene::set(stage, vault).await?;
    let vault = scene.vault.clone();
    let owner = vault.creator;

    let story = "Frozen at all times: only Token Metadata moves it, by its own transfer.";
    scene.play(Step::told("The owner has a programmable NFT", story).changes(Owner, nfts(1))).await?;

    let opening = OpenVault {
        creator: owner,
        id: 2,
        quote_mint: vault.quote_mint,
        supply: SUPPLY,
        decimals: DECIMALS,
        terms: Terms::with_opening_price(50_000_000),
        nfts: vault.held(),
        description: None,
    };
    let open = open_vault(&scene.stage.bank, &opening).await?;
    let step = Step::acted(
        "The owner opens a vault in one transaction",
        "1,000 fractions, without a name this time. Custody is the vault's associated token account.",
        Owner,
        &open,
    );
    let (account, record) = (rent(TOKEN_ACCOUNT), rent(TOKEN_RECORD));
    let made = rent_of::<VaultAccount>() + rent_of::<Asset>() + rent(MINT) + account + record;
    let step = step
        .moves(Owner, Vault, nfts(1) + lamports(made))
        // Token Metadata closes the record of the account the NFT left.
        .changes(Owner, fractions(1_000_000_000) - lamports(account) + lamports(record))
        .quoted("rent", Unit::Lamports, open.quote.rent, |facts| Some(-facts.change(Owner)?.lamports))
        .expects("reserve", Unit::Usdc, 50_000_000, |facts| facts.view(VaultView::reserve));
    scene.play(step).await?;

    let back = reclaim(&scene.stage.bank, &vault.address, &owner, &vault.nft_mints()).await?;
    let step = Step::acted(
        "The owner takes the NFT back and closes the vault at once",
        "Who holds every fraction needs no auction: they are burned, and the NFT comes back.",
        Owner,
        &back,
    );
    let step = step
        .moves(Vault, Owner, nfts(1) + lamports(made - rent(MINT)))
        // The owner's account gets a record again.
        .changes(Owner, -lamports(record))
        .changes(Owner, -fractions(1_000_000_000))
        .quoted("fractions burned", Unit::Fractions, back.quote.burned, |facts| Some(-facts.change(Owner)?.fractions))
        .expects("fractions left", Unit::Fractions, 0, |facts| facts.supply.map(signed))
        .quoted("rent of vault and custody", Unit::Lamports, back.quote.returned, |facts| {
            Some(facts.change(Owner)?.lamports)
        })
        .figure("rent never returned: the second mint", Unit::Lamports, 1_461_600, |facts| {
            Some(facts.after.get(&Vault)?.lamports)
        });
    scene.play(step).await
}
