//! Act six: the owner sells fractions to many at once, and the vault is not bought out below what they paid.

use {
    super::{
        super::{
            amount::{Unit, signed},
            cast::{
                Holder::Vault,
                Party::{self, Ana, Ben, Cleo, Dan, Owner},
                fractions, lamports, nfts, usdc,
            },
            error::DemoError,
            scene::Scene,
            stage::Stage,
            step::{Read, Step},
        },
        DAY, TOKEN_ACCOUNT,
        opening::small_vault,
        rent, rent_of, vault_of,
    },
    mosaic_client::{
        MosaicError,
        actions::{
            BuyFractions, ClaimPurchase, CloseOffering, Exit, OpenOffering, PlaceBid, bid, buy_fractions,
            claim_purchase, close, close_offering, exit, open_offering, settle,
        },
        state::{Asset, Auction, Bid, Offering, Purchase, Vault as VaultAccount},
        transactions::with_compute_budget,
        views::VaultView,
    },
    mosaic_harness::Standard,
};

pub async fn play(stage: &mut Stage) -> Result<(), DemoError> {
    stage.begin("Act six: a primary sale")?;
    for (party, cash) in [(Ana, 300_000_000), (Ben, 200_000_000), (Cleo, 1_000_000_000), (Dan, 1_100_000_000)] {
        stage.fund(party, cash).await;
    }
    let vault = vault_of(stage, 6, [Standard::NonFungible.into()]).await;
    let mut scene = Scene::set(stage, vault).await?;
    let story = "Nobody knows yet what its fractions are worth.";
    scene.play(Step::told("The owner has an NFT", story).changes(Owner, nfts(1))).await?;
    small_vault(&mut scene, 6, 1_000_000_000, "It opens at 1,000 USDC.").await?;
    offering(&mut scene).await?;
    buying(&mut scene).await?;
    holding(&mut scene).await?;
    selling(&mut scene).await?;
    closing(&mut scene).await
}

async fn offering(scene: &mut Scene<'_>) -> Result<(), DemoError> {
    let (vault, owner) = (scene.vault.address, scene.key(Owner));
    let order = OpenOffering {
        end_price: 800_000_000,
        wallet_limit: 300_000_000,
        minimum: 400_000_000,
        ..OpenOffering::new(vault, owner, 600_000_000, 1_200_000_000, scene.stage.bank.now().await + 2 * DAY)
    };
    let open = open_offering(&scene.stage.bank, &order).await?;
    let step = Step::acted(
        "The owner offers 600 of them to everybody",
        "The price of the whole falls from 1,200 to 800 USDC within two days: who buys early pays more and is sure to \
         get some. Nobody may buy more than 300. If less than 400 USDC come together, everybody is paid back.",
        Owner,
        &open,
    );
    let step = step
        .quoted("fractions offered", Unit::Fractions, open.quote.amount, |facts| Some(-facts.change(Owner)?.fractions))
        .quoted("rent", Unit::Lamports, open.quote.rent, |facts| Some(-facts.change(Owner)?.lamports))
        .moves(Owner, Vault, fractions(600_000_000) + lamports(rent_of::<Offering>() + 2 * rent(TOKEN_ACCOUNT)))
        .expects("reserve", Unit::Usdc, 1_000_000_000, |facts| facts.view(VaultView::reserve));
    scene.play(step).await
}

async fn buying(scene: &mut Scene<'_>) -> Result<(), DemoError> {
    let (vault, ana, ben) = (scene.vault.address, scene.key(Ana), scene.key(Ben));
    let action = buy_fractions(&scene.stage.bank, &BuyFractions::new(vault, ana, 250_000_000)).await?;
    let step = Step::acted(
        "Ana buys 250 at once",
        "A quarter of the whole at 1,200 USDC. The minimum is not reached: her cash stays in the offering's own account, \
         and comes back if it never is.",
        Ana,
        &action,
    );
    let step = step
        .quoted("cost", Unit::Usdc, action.quote.cost, |facts| Some(-facts.change(Ana)?.usdc))
        .quoted("rent", Unit::Lamports, action.quote.rent, |facts| Some(-facts.change(Ana)?.lamports))
        .moves(Ana, Vault, usdc(300_000_000) + lamports(rent_of::<Purchase>()))
        .expects("reserve", Unit::Usdc, 1_000_000_000, |facts| facts.view(VaultView::reserve));
    scene.play(step).await?;

    scene.stage.bank.advance(DAY).await;
    let action = buy_fractions(&scene.stage.bank, &BuyFractions::new(vault, ben, 200_000_000)).await?;
    let step = Step::acted(
        "A day later Ben buys 200, and has them",
        "The price has fallen to 1,000 USDC. With his 200 the minimum is reached, for good: what was bought is its \
         buyers'. And while the offering runs, nobody can buy the whole for less than the highest price somebody paid.",
        Ben,
        &action,
    );
    let step = step
        .quoted("cost", Unit::Usdc, action.quote.cost, |facts| Some(-facts.change(Ben)?.usdc))
        .quoted("fractions delivered", Unit::Fractions, action.quote.delivered, |facts| {
            Some(facts.change(Ben)?.fractions)
        })
        .quoted("reserve", Unit::Usdc, action.quote.floor, |facts| facts.view(VaultView::reserve))
        .moves(Ben, Vault, usdc(200_000_000) + lamports(rent_of::<Purchase>()))
        .moves(Vault, Ben, fractions(200_000_000))
        .changes(Ben, -lamports(rent(TOKEN_ACCOUNT)))
        .figure("reserve while the offering runs", Unit::Usdc, 1_200_000_000, |facts| facts.view(VaultView::reserve));
    scene.play(step).await
}

async fn holding(scene: &mut Scene<'_>) -> Result<(), DemoError> {
    let (vault, ana, cleo, dan) = (scene.vault.clone(), scene.key(Ana), scene.key(Cleo), scene.key(Dan));
    let step = Step::refused(
        "Dan bids 1,100 USDC for the whole",
        "More than the opening price, but less than the 1,200 USDC by which Ana paid for her part.",
        Dan,
        vec![vault.bid(&dan, 1_100_000_000, 0, 1_100_000_000)],
        MosaicError::BidBelowReserve,
    );
    scene.play(step).await?;

    let action = claim_purchase(&scene.stage.bank, &ClaimPurchase::new(vault.address, ana)).await?;
    let step = Step::acted(
        "Ana takes her 250",
        "Anyone could have sent them to her. The record of what she bought stays until the end, for the limit.",
        Ana,
        &action,
    );
    let step = step
        .quoted("fractions", Unit::Fractions, action.quote.fractions, |facts| Some(facts.change(Ana)?.fractions))
        .quoted("rent of her account", Unit::Lamports, action.quote.rent, |facts| Some(-facts.change(Ana)?.lamports))
        .moves(Vault, Ana, fractions(250_000_000))
        .changes(Ana, -lamports(rent(TOKEN_ACCOUNT)));
    scene.play(step).await?;

    scene.stage.bank.advance(DAY).await;
    let order = CloseOffering { vault: vault.address, number: None, payer: cleo };
    let action = close_offering(&scene.stage.bank, &order).await?;
    let step = Step::acted(
        "The offering is over: Cleo closes it",
        "Anyone may. The owner gets what was raised and the 150 that nobody bought. The reserve is what it was before.",
        Cleo,
        &action,
    );
    let step = step
        .quoted("cash to the owner", Unit::Usdc, action.quote.cash, |facts| Some(facts.change(Owner)?.usdc))
        .quoted("fractions back", Unit::Fractions, action.quote.fractions, |facts| Some(facts.change(Owner)?.fractions))
        .moves(Vault, Owner, usdc(500_000_000) + fractions(150_000_000))
        .figure("raised by the offering", Unit::Usdc, 500_000_000, |facts| Some(facts.change(Owner)?.usdc))
        .expects("reserve", Unit::Usdc, 1_000_000_000, |facts| facts.view(VaultView::reserve));
    scene.play(step).await
}

async fn selling(scene: &mut Scene<'_>) -> Result<(), DemoError> {
    let (vault, cleo) = (scene.vault.clone(), scene.key(Cleo));
    let action = bid(&scene.stage.bank, &PlaceBid::new(vault.address, cleo, 1_000_000_000)).await?;
    let step = Step::acted("Cleo bids 1,000 USDC", "Now that is enough.", Cleo, &action);
    let made = rent_of::<Auction>() + 2 * rent(TOKEN_ACCOUNT) + rent_of::<Bid>();
    let step = step
        .quoted("rent", Unit::Lamports, action.quote.rent, |facts| Some(-facts.change(Cleo)?.lamports))
        .moves(Cleo, Vault, usdc(1_000_000_000) + lamports(made));
    scene.play(step).await?;

    scene.stage.bank.advance(3 * DAY).await;
    let settling = settle(&scene.stage.bank, &vault.address).await?;
    let step = Step::acted("Nobody bids more, and Cleo settles", "1,000 USDC for 1,000 fractions.", Cleo, &settling);
    scene.play(step).await?;

    let action = exit(&scene.stage.bank, &Exit::new(vault.address, cleo, vault.nft_mints())).await?;
    let step = Step::acted("Cleo takes the NFT", "With it the owner gets the rent of the custody.", Cleo, &action);
    let step = step
        .moves(Vault, Cleo, nfts(1) + lamports(rent_of::<Bid>()))
        .changes(Cleo, -lamports(rent(TOKEN_ACCOUNT)))
        .moves(Vault, Owner, lamports(rent(TOKEN_ACCOUNT) + rent_of::<Asset>()));
    scene.play(step).await?;

    leaving(scene).await
}

async fn leaving(scene: &mut Scene<'_>) -> Result<(), DemoError> {
    let accounts = rent_of::<Offering>() + 2 * rent(TOKEN_ACCOUNT);
    let bought = "The record of the purchase is closed with it.";
    let kept =
        "The owner had kept the rest. Every purchase is claimed, so the accounts of the offering are closed too.";
    let people: [(Party, i64, i64, &str, Read); 3] = [
        (Ana, 250_000_000, rent_of::<Purchase>(), bought, |facts| Some(facts.change(Ana)?.usdc)),
        (Ben, 200_000_000, rent_of::<Purchase>(), bought, |facts| Some(facts.change(Ben)?.usdc)),
        (Owner, 550_000_000, accounts, kept, |facts| Some(facts.change(Owner)?.usdc)),
    ];
    for (party, held, back, story, payout) in people {
        let action = exit(&scene.stage.bank, &Exit::new(scene.vault.address, scene.key(party), [])).await?;
        let step = Step::acted(format!("{} is paid", party.name()), story, party, &action);
        let step = step
            .quoted("payout", Unit::Usdc, action.quote.cash, payout)
            .moves(Vault, party, usdc(held) + lamports(back))
            .changes(party, -fractions(held));
        scene.play(step).await?;
    }
    Ok(())
}

async fn closing(scene: &mut Scene<'_>) -> Result<(), DemoError> {
    let (vault, cleo) = (scene.vault.address, scene.key(Cleo));
    let action = close(&scene.stage.bank, &vault, &cleo).await?;
    let step = Step::sent(
        "Cleo closes the vault",
        "Its rent goes to the owner, that of the auction is Cleo's.",
        Cleo,
        with_compute_budget(action.instructions, 0),
    );
    let step = step
        .moves(Vault, Owner, lamports(rent_of::<VaultAccount>()))
        .moves(Vault, Cleo, lamports(rent_of::<Auction>() + 2 * rent(TOKEN_ACCOUNT)))
        .expects("USDC left in the vault", Unit::Usdc, 0, |facts| Some(facts.after.get(&Vault)?.usdc))
        .expects("fractions left", Unit::Fractions, 0, |facts| facts.supply.map(signed))
        .figure("rent never returned: the sixth mint", Unit::Lamports, 1_461_600, |facts| {
            Some(facts.after.get(&Vault)?.lamports)
        });
    scene.play(step).await
}
