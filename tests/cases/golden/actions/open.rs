//! Opening vaults, and giving drafts up.

use {
    super::scene::Scene,
    crate::{file::json, source::key},
    anchor_lang::prelude::Pubkey,
    mosaic_client::{
        actions::{HeldNft, OpenVault, cancel, free_vault_id, open_vault},
        instructions::DescribeFractionArgs,
        pda,
        rules::Terms,
    },
    mosaic_harness::{Actor, MintExtension, Nft, Nft2022Spec, NftSpec, Standard, VaultSpec, World},
    serde_json::json,
    solana_signer::Signer,
};

/// The usual vault of these NFTs.
pub fn opening(world: &World, creator: &Actor, id: u64, nfts: &[Nft]) -> OpenVault {
    OpenVault {
        creator: creator.pubkey(),
        id,
        quote_mint: world.quote_mint,
        supply: 10_000_000_000,
        decimals: 6,
        terms: Terms { curator_fee_bps: 200, ..Terms::with_opening_price(1_000_000_000) },
        nfts: nfts.iter().map(|nft| nft.mint.into()).collect(),
        description: Some(DescribeFractionArgs {
            name: "Fractions of Still Life No. 1042".to_owned(),
            symbol: "fSTILL1042".to_owned(),
            uri: "https://example.org/Xk2Yq0bW9cT4hJ7mPzR1sVd8LfN3gAeUoKi5tBvCwQ0".to_owned(),
        }),
    }
}

async fn free_id(scene: &mut Scene, name: &str, creator: &Pubkey) {
    let order = json!({ "creator": json(creator) });
    let id = scene.record(name, "free_vault_id", order, async |reader| free_vault_id(reader, creator).await).await;
    id.expect("accounts of the bank can be read");
}

async fn nft(scene: &mut Scene, owner: &Actor, spec: impl Into<NftSpec>) -> Nft {
    scene.world.bank.mint_nft(&owner.pubkey(), spec).await
}

#[tokio::test]
async fn vaults_are_opened_as_committed() {
    let mut scene = Scene::new().await;
    let creator = scene.world.actor("creator").await;
    free_id(&mut scene, "of who never opened a vault", &creator.pubkey()).await;
    let standards = [
        ("one NFT", Standard::NonFungible),
        ("an NFT without a token standard", Standard::Unlabelled),
        ("a print", Standard::PrintedEdition),
        ("a programmable NFT", Standard::Programmable),
        ("a print of a programmable NFT", Standard::ProgrammablePrintedEdition),
        ("an NFT of Token-2022", Standard::Token2022),
        ("an NFT of Token-2022 without metadata", Standard::BareToken2022),
    ];
    for (id, (name, standard)) in (0..).zip(standards) {
        let nft = nft(&mut scene, &creator, VaultSpec::artwork(standard)).await;
        let order = opening(&scene.world, &creator, id, &[nft]);
        done!(scene, name, open_vault, order, [&creator]);
    }
    free_id(&mut scene, "of who opened seven", &creator.pubkey()).await;
    let with_rules = NftSpec { standard: Standard::Programmable, rule_set: Some(key("rules")), ..NftSpec::default() };
    let with_rules = nft(&mut scene, &creator, with_rules).await;
    let order = opening(&scene.world, &creator, 20, &[with_rules]);
    possible!(scene, "a programmable NFT with a rule set", open_vault, order);
    half_way(&mut scene, &creator).await;
    drafts(&mut scene, &creator).await;
    scene.hold("actions/open");
}

/// A basket of which an earlier opening left a part.
async fn half_way(scene: &mut Scene, creator: &Actor) {
    let mut nfts = Vec::new();
    for standard in [Standard::NonFungible, Standard::Programmable, Standard::NonFungible, Standard::Token2022] {
        nfts.push(nft(scene, creator, VaultSpec::artwork(standard)).await);
    }
    let order = OpenVault {
        terms: Terms { opening_price: u64::MAX, offer_window_secs: 0, ..Terms::with_opening_price(1) },
        supply: u64::MAX,
        decimals: 9,
        ..opening(&scene.world, creator, 7, &nfts)
    };
    let whole = act!(scene, "three NFTs, at the highest price and supply", open_vault, order.clone());
    let whole = whole.expect("an action that is possible");
    scene.world.bank.must(&whole.instructions[..2], &[&creator.keypair]).await;
    let other = OpenVault { decimals: 8, ..order.clone() };
    refused!(scene, "a draft of other terms", open_vault, other);
    let fewer = OpenVault { nfts: order.nfts[1..2].to_vec(), ..order.clone() };
    refused!(scene, "the draft with an NFT less", open_vault, fewer);
    done!(scene, "the rest of it", open_vault, order.clone(), [creator]);
    refused!(scene, "the same again", open_vault, order);
    let plain = nft(scene, creator, Standard::NonFungible).await;
    let undescribed = OpenVault { description: None, ..opening(&scene.world, creator, 8, &[plain]) };
    done!(scene, "without a description", open_vault, undescribed, [creator]);
}

async fn cancelled(scene: &mut Scene, name: &str, vault: Pubkey, mints: &[Pubkey], creator: &Actor, perform: bool) {
    let order = json!({ "vault": json(&vault), "nftMints": json(mints) });
    let action = scene.record(name, "cancel", order, async |reader| cancel(reader, &vault, mints).await).await;
    if let (Ok(action), true) = (action, perform) {
        scene.perform(&action, &[creator]).await;
    }
}

async fn drafts(scene: &mut Scene, creator: &Actor) {
    let nfts = vec![VaultSpec::artwork(Standard::NonFungible), VaultSpec::artwork(Standard::Programmable)];
    let spec = VaultSpec { id: 9, nfts, ..VaultSpec::default() };
    let vault = scene.world.vault_at(mosaic_harness::Stage::Draft, spec).await;
    let mints: Vec<_> = vault.nfts.iter().map(|nft| nft.mint).collect();
    cancelled(scene, "a draft whole", vault.address, &mints, creator, false).await;
    cancelled(scene, "a draft, with one of its NFTs", vault.address, &mints[..1], creator, true).await;
    cancelled(scene, "what is left, without naming it", vault.address, &[], creator, false).await;
    cancelled(scene, "what is left", vault.address, &mints, creator, true).await;
    cancelled(scene, "what is closed", vault.address, &mints, creator, false).await;
    let active = pda::vault(&creator.pubkey(), 0);
    cancelled(scene, "a vault that is active", active, &[], creator, false).await;
}

#[tokio::test]
async fn what_cannot_be_opened_is_refused_as_committed() {
    let mut scene = Scene::new().await;
    let creator = scene.world.actor("creator").await;
    let good = nft(&mut scene, &creator, Standard::NonFungible).await;
    let order = opening(&scene.world, &creator, 0, std::slice::from_ref(&good));
    let of = |mint: Pubkey| HeldNft::from(mint);
    let numbered = |count: u8| (0..count).map(|number| of(Pubkey::new_from_array([number; 32]))).collect::<Vec<_>>();
    for (name, nfts) in
        [("no NFT", Vec::new()), ("seventeen NFTs", numbered(17)), ("the same NFT twice", vec![of(good.mint); 2])]
    {
        refused!(scene, name, open_vault, OpenVault { nfts, ..order.clone() });
    }
    let text = |name: usize, symbol: usize, uri: usize| {
        let args = DescribeFractionArgs { name: "é".repeat(name), symbol: "s".repeat(symbol), uri: "u".repeat(uri) };
        OpenVault { description: Some(args), ..order.clone() }
    };
    refused!(scene, "a name of 34 bytes", open_vault, text(17, 1, 1));
    refused!(scene, "a symbol of 11 bytes", open_vault, text(16, 11, 201));
    refused!(scene, "a URI of 201 bytes", open_vault, text(16, 10, 201));
    possible!(scene, "the longest texts", open_vault, text(16, 10, 200));
    refused!(scene, "a quote mint that is none", open_vault, OpenVault { quote_mint: key("none"), ..order.clone() });
    for (name, terms, supply, decimals) in [
        ("an opening price of zero", Terms::with_opening_price(0), 1, 0),
        ("an auction of a second", Terms { auction_secs: 1, ..order.terms }, 1, 0),
        ("a supply of zero", order.terms, 0, 0),
        ("ten decimals", order.terms, 1, 10),
    ] {
        refused!(scene, name, open_vault, OpenVault { terms, supply, decimals, ..order.clone() });
    }
    nfts(&mut scene, &creator, &order).await;
    scene.hold("actions/open_refused");
}

/// NFTs that no vault takes.
async fn nfts(scene: &mut Scene, creator: &Actor, order: &OpenVault) {
    let other = scene.world.actor("other").await;
    let with = |mint: Pubkey| OpenVault { nfts: vec![mint.into()], ..order.clone() };
    refused!(scene, "a mint that is none", open_vault, with(key("none")));
    let mint = scene.world.bank.create_mint(0, None).await;
    let account = scene.world.bank.create_ata(&creator.pubkey(), &mint).await;
    scene.world.bank.mint_to(&mint, &account, 1).await;
    refused!(scene, "a token without metadata", open_vault, with(mint));
    let many = nft(scene, creator, Standard::FungibleAsset(2)).await;
    refused!(scene, "an asset of which there are two", open_vault, with(many.mint));
    let single = nft(scene, creator, Standard::FungibleAsset(1)).await;
    refused!(scene, "an asset without an edition", open_vault, with(single.mint));
    let theirs = nft(scene, &other, Standard::NonFungible).await;
    refused!(scene, "an NFT of somebody else", open_vault, with(theirs.mint));
    let named = HeldNft { mint: theirs.mint, token: Some(theirs.token) };
    refused!(
        scene,
        "an NFT in an account of somebody else",
        open_vault,
        OpenVault { nfts: vec![named], ..order.clone() }
    );
    let mine = nft(scene, creator, Standard::NonFungible).await;
    let elsewhere = HeldNft { mint: theirs.mint, token: Some(mine.token) };
    let elsewhere = OpenVault { nfts: vec![elsewhere], ..order.clone() };
    refused!(scene, "an NFT in an account of another mint", open_vault, elsewhere);
    for (name, standard) in [("an NFT", Standard::NonFungible), ("a programmable NFT", Standard::Programmable)] {
        let given = nft(scene, creator, standard).await;
        scene.world.bank.transfer_nft(&given, &creator.keypair, &other.pubkey()).await.expect("a transfer");
        refused!(scene, &format!("{name} that was given away"), open_vault, with(given.mint));
    }
    let delegated = nft(scene, creator, Standard::Programmable).await;
    scene.world.bank.list_nft(&delegated, &creator.keypair, &other.pubkey()).await;
    refused!(scene, "a programmable NFT that is listed", open_vault, with(delegated.mint));
    let delegated = nft(scene, creator, Standard::NonFungible).await;
    scene.world.bank.delegate_nft(&delegated, &creator.keypair, &other.pubkey()).await;
    refused!(scene, "an NFT that somebody else may move", open_vault, with(delegated.mint));
    scene.world.bank.lock_nft(&delegated, &other.keypair).await;
    refused!(scene, "an NFT that is frozen", open_vault, with(delegated.mint));
    token_2022(scene, creator, order).await;
}

/// NFTs of Token-2022 that a vault does not take.
async fn token_2022(scene: &mut Scene, creator: &Actor, order: &OpenVault) {
    let issuer = scene.world.bank.payer().pubkey();
    let specs = [
        ("with a permanent delegate", Nft2022Spec::with(&[MintExtension::PermanentDelegate(issuer)])),
        ("that can be frozen", Nft2022Spec { freeze_authority: Some(issuer), ..Nft2022Spec::default() }),
        ("that can be minted again", Nft2022Spec { keep_mint_authority: true, ..Nft2022Spec::default() }),
        ("with royalties of too many per cent", Nft2022Spec::with_fields(&[("royalty_basis_points", "10001")])),
    ];
    for (name, spec) in specs {
        let nft = scene.world.bank.mint_nft_2022(&creator.pubkey(), &spec).await;
        let opening = OpenVault { nfts: vec![nft.mint.into()], ..order.clone() };
        refused!(scene, &format!("an NFT of Token-2022 {name}"), open_vault, opening);
    }
    let given = nft(scene, creator, Standard::Token2022).await;
    let other = scene.world.actor("other").await;
    scene.world.bank.transfer_nft(&given, &creator.keypair, &other.pubkey()).await.expect("a transfer");
    let opening = OpenVault { nfts: vec![given.mint.into()], ..order.clone() };
    refused!(scene, "an NFT of Token-2022 that was given away", open_vault, opening);
}
