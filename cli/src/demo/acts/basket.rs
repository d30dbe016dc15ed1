//! Act five: a basket of three standards goes in, changes hands as fractions, and comes out to its new owner.

use {
    super::{
        super::{
            amount::{Unit, signed},
            cast::{
                Holder::Vault,
                Party::{Ana, Owner},
                fractions, lamports, nfts,
            },
            error::DemoError,
            scene::Scene,
            stage::Stage,
            step::Step,
            vault::{DECIMALS, DemoVault},
        },
        MINT, TOKEN_ACCOUNT, TOKEN_RECORD, rent, rent_of, vault_of,
    },
    mosaic_client::{
        MosaicError,
        actions::{OpenVault, open_vault, reclaim},
        instructions::DepositNft,
        quotes::total_rent,
        rules::Terms,
        state::{Asset, Vault as VaultAccount},
        transactions::with_compute_budget,
    },
    mosaic_harness::{MintExtension::PermanentDelegate, Nft2022Spec, Standard},
};

const SUPPLY: u64 = 1_000_000_000;
/// Bytes of an associated token account of Token-2022, which never changes its owner.
const TOKEN_2022_ACCOUNT: usize = 170;
/// Creating the vault and two deposits: what the first of two transactions holds.
const FIRST_IN: usize = 3;
/// Burning the fractions, and two accounts each with an NFT into it.
const FIRST_OUT: usize = 5;

pub async fn play(stage: &mut Stage) -> Result<(), DemoError> {
    stage.begin("Act five: a basket of three standards")?;
    let standards = [Standard::NonFungible, Standard::Token2022, Standard::Programmable];
    let vault = vault_of(stage, 5, standards.map(Into::into)).await;
    let mut scene = Scene::set(stage, vault).await?;
    let step = Step::told(
        "The owner has three NFTs that move in three ways",
        "A plain one by the token program, one of Token-2022 by that program, with name and royalty in its mint, and a \
         programmable one by Token Metadata only.",
    );
    scene.play(step.changes(Owner, nfts(3))).await?;
    filling(&mut scene).await?;
    emptying(&mut scene).await
}

async fn filling(scene: &mut Scene<'_>) -> Result<(), DemoError> {
    let vault = scene.vault.clone();
    let owner = vault.creator;
    let opening = OpenVault {
        creator: owner,
        id: 5,
        quote_mint: vault.quote_mint,
        supply: SUPPLY,
        decimals: DECIMALS,
        terms: Terms::with_opening_price(90_000_000),
        nfts: vault.held(),
        description: None,
    };
    let open = open_vault(&scene.stage.bank, &opening).await?;
    let (first, second) = open.instructions.split_at(FIRST_IN);
    let asset = rent_of::<Asset>() + rent(TOKEN_ACCOUNT);
    let step = Step::sent(
        "The owner puts two of them into a vault",
        "The client sees of which standard each is, and takes the instruction for it. Three are too much for one \
         transaction: until the last the vault is a draft, which the owner could give up.",
        Owner,
        with_compute_budget(first.to_vec(), 0),
    );
    let step = step.moves(Owner, Vault, nfts(2) + lamports(rent_of::<VaultAccount>() + rent(MINT) + 2 * asset));
    scene.play(step).await?;

    let trap = scene.stage.bank.mint_nft_2022(&owner, &Nft2022Spec::with(&[PermanentDelegate(owner)])).await;
    let deposit =
        DepositNft { creator: owner, vault: vault.address, nft_mint: trap.mint, source: trap.token, kind: trap.kind() };
    let step = Step::refused(
        "The owner tries to add one that its issuer may take from anywhere",
        "Token-2022 knows mints whose issuer keeps a hand on every token. What would leave the vault without its \
         holders does not come in.",
        Owner,
        vec![deposit.instruction()],
        MosaicError::HasPermanentDelegate,
    );
    scene.play(step).await?;

    let step = Step::sent(
        "The programmable NFT goes in, and the vault opens",
        "1,000 fractions of all three together.",
        Owner,
        with_compute_budget(second.to_vec(), 0),
    );
    let record = rent(TOKEN_RECORD);
    let step = step
        .moves(Owner, Vault, nfts(1) + lamports(asset + record))
        // Token Metadata closes the record of the account the NFT left.
        .changes(Owner, fractions(signed(SUPPLY)) + lamports(record - rent(TOKEN_ACCOUNT)))
        .quoted("rent of both transactions", Unit::Lamports, open.quote.rent, |facts| {
            Some(-facts.after.get(&Owner.into())?.lamports)
        })
        .expects("NFTs in the vault", Unit::Nfts, 3, |facts| facts.vault(|vault| vault.assets));
    scene.play(step).await
}

async fn emptying(scene: &mut Scene<'_>) -> Result<(), DemoError> {
    let (vault, ana) = (scene.vault.clone(), scene.key(Ana));
    let handing_over = vec![
        DemoVault::open_token_account(&vault.creator, &ana, &vault.fraction_mint),
        vault.send_fractions(&vault.creator, &ana, SUPPLY),
    ];
    let step = Step::sent(
        "The owner sends every fraction to Ana",
        "One transfer of an SPL token, and the basket is hers, whatever rules its NFTs move by.",
        Owner,
        handing_over,
    );
    let step = step.moves(Owner, Ana, fractions(signed(SUPPLY))).changes(Owner, -lamports(rent(TOKEN_ACCOUNT)));
    scene.play(step).await?;

    let back = reclaim(&scene.stage.bank, &vault.address, &ana, &vault.nft_mints()).await?;
    let (first, second) = back.instructions.split_at(FIRST_OUT);
    let asset = rent_of::<Asset>() + rent(TOKEN_ACCOUNT);
    let step = Step::sent(
        "Ana burns them and takes the first two NFTs",
        "Each comes out by the rules of its standard, into an account of her own that she pays for.",
        Ana,
        with_compute_budget(first.to_vec(), 0),
    );
    let step = step
        .moves(Vault, Ana, nfts(2))
        .moves(Vault, Owner, lamports(2 * asset))
        .changes(Ana, -fractions(signed(SUPPLY)) - lamports(rent(TOKEN_ACCOUNT) + rent(TOKEN_2022_ACCOUNT)))
        .quoted("burned", Unit::Fractions, back.quote.burned, |facts| Some(-facts.change(Ana)?.fractions))
        .expects("fractions left", Unit::Fractions, 0, |facts| facts.supply.map(signed));
    scene.play(step).await?;

    let step = Step::sent(
        "She takes the programmable one, and the vault closes",
        "The rent of vault and custody goes back to the owner, who paid it; the record that Token Metadata kept of the \
         custody is Ana's, and she pays for that of her own account.",
        Ana,
        with_compute_budget(second.to_vec(), 0),
    );
    let step = step
        .moves(Vault, Ana, nfts(1) + lamports(rent(TOKEN_RECORD)))
        .changes(Ana, -lamports(rent(TOKEN_ACCOUNT) + rent(TOKEN_RECORD)))
        .moves(Vault, Owner, lamports(asset + rent_of::<VaultAccount>()))
        .quoted("rent of the accounts they arrive in", Unit::Lamports, total_rent(&back.quote.accounts), |facts| {
            Some(-facts.after.get(&Ana.into())?.lamports)
        })
        .figure("NFTs of the basket, with Ana", Unit::Nfts, 3, |facts| Some(facts.after.get(&Ana.into())?.nfts))
        .figure("rent never returned: the fifth mint", Unit::Lamports, 1_461_600, |facts| {
            Some(facts.after.get(&Vault)?.lamports)
        });
    scene.play(step).await
}
