//! Act three: income of a vault, streamed to what is staked, and a vault that ends without an auction.
//!
//! 700 USDC and 1,000 points over seven days are 100 USDC a day, and of the points, which have no decimals, as many whole
//! ones as are due: 142 after one day, 285 after two, 571 after four. A day's part is divided by what is staked then.

use {
    super::{
        super::{
            amount::{Unit, signed},
            cast::{
                Holder::Vault,
                Party::{Ana, Ben, Cleo, Dan, Owner, Sponsor},
                fractions, lamports, nfts, points, usdc,
            },
            error::DemoError,
            scene::Scene,
            stage::Stage,
            step::{
                Facts, Step,
                Stream::{Points, Usdc},
            },
        },
        DAY, TOKEN_ACCOUNT,
        opening::{handing_out, small_vault},
        rent, rent_of, vault_of,
    },
    mosaic_client::{
        actions::{
            AddIncomeMint, ClaimIncome, DepositIncome, Stake, Unstake, WrappedSol, add_income_mint, claim_income,
            deposit_income, reclaim, stake, unstake,
        },
        quotes::{ClaimIncomeQuote, returned_rent},
        state::{Asset, Pool, Stake as StakeAccount, Vault as VaultAccount},
        transactions::with_compute_budget,
    },
    mosaic_harness::Standard,
};

const DRIP: i64 = 7 * DAY;

pub async fn play(stage: &mut Stage) -> Result<(), DemoError> {
    stage.begin("Act three: a vault with an income")?;
    let vault = vault_of(stage, 3, [Standard::NonFungible.into()]).await;
    let mut scene = Scene::set(stage, vault).await?;
    opening(&mut scene).await?;
    depositing(&mut scene).await?;
    staking(&mut scene).await?;
    claiming(&mut scene).await?;
    leaving(&mut scene).await?;
    reclaiming(&mut scene).await
}

async fn opening(scene: &mut Scene<'_>) -> Result<(), DemoError> {
    scene.stage.fund(Sponsor, 700_000_000).await;
    scene.stage.fund_points(Sponsor, 1_000).await;
    let step = Step::told(
        "The owner has a third NFT, and a sponsor wants to show it",
        "The sponsor brings 700 USDC and 1,000 POINTS, a token of its own. Income can come in up to three tokens: \
         royalties, rent, fees or rewards.",
    );
    let step = step.changes(Owner, nfts(1)).changes(Sponsor, usdc(700_000_000) + points(1_000));
    scene.play(step).await?;

    small_vault(scene, 3, 100_000_000, "The opening price is 100 USDC.").await?;
    let parts = [(Ana, 500_000_000), (Ben, 300_000_000), (Cleo, 200_000_000)];
    let step = handing_out(scene, "The owner hands them out", "Half to Ana, 30 % to Ben, 20 % to Cleo.", parts);
    scene.play(step).await
}

async fn depositing(scene: &mut Scene<'_>) -> Result<(), DemoError> {
    let (vault, sponsor, owner) = (scene.vault.clone(), scene.key(Sponsor), scene.key(Owner));
    let points_mint = scene.stage.points_mint;
    let order = AddIncomeMint { vault: vault.address, payer: owner, mint: points_mint };
    let action = add_income_mint(&scene.stage.bank, &order).await?;
    let step = Step::acted(
        "The owner lets the vault take POINTS",
        "Income in the token of its prices, here USDC, anybody may pay into a vault. A further token takes its curator, \
         so that nobody fills the three places with worthless ones. The pool of stakes is opened with it.",
        Owner,
        &action,
    );
    let step = step
        .quoted("rent, to come back", Unit::Lamports, returned_rent(&action.quote.accounts), |facts| {
            Some(-facts.change(Owner)?.lamports)
        })
        .moves(Owner, Vault, lamports(rent_of::<Pool>() + 2 * rent(TOKEN_ACCOUNT)));
    scene.play(step).await?;

    let deposit = |mint, amount| DepositIncome {
        vault: vault.address,
        depositor: sponsor,
        mint,
        amount,
        sol: WrappedSol::default(),
    };
    let cash = deposit_income(&scene.stage.bank, &deposit(vault.quote_mint, 700_000_000)).await?;
    let rewards = deposit_income(&scene.stage.bank, &deposit(points_mint, 1_000)).await?;
    let step = Step::sent(
        "The sponsor pays both in",
        "A deposit is not paid out at once: it is streamed evenly to the staked fractions, over seven days in this \
         vault. So a stake made for a moment earns a moment's share.",
        Sponsor,
        with_compute_budget([cash.instructions, rewards.instructions].concat(), 0),
    );
    let step = step
        .quoted("to be streamed", Unit::Usdc, cash.quote.waiting, |facts| facts.waiting(Usdc))
        .quoted("points to be streamed", Unit::Points, rewards.quote.waiting, |facts| facts.waiting(Points))
        .quoted("time to stream", Unit::Seconds, cash.quote.secs.into(), |facts| facts.streams_for(Usdc))
        .quoted("rent", Unit::Lamports, cash.quote.rent, |facts| Some(-facts.change(Sponsor)?.lamports))
        .moves(Sponsor, Vault, usdc(700_000_000) + points(1_000) + lamports(rent(TOKEN_ACCOUNT)));
    scene.play(step).await
}

async fn staking(scene: &mut Scene<'_>) -> Result<(), DemoError> {
    scene.stage.bank.advance(DAY).await;
    let (ana, ben) = (scene.key(Ana), scene.key(Ben));
    let order = Stake { vault: scene.vault.address, holder: ana, amount: 100_000_000 };
    let action = stake(&scene.stage.bank, &order).await?;
    let step = Step::acted(
        "A day later Ana stakes 100 of her fractions",
        "Nothing was staked until now, so the stream has waited: all of it is still to come. She asks nothing, so her \
         fractions go on counting at the opening price.",
        Ana,
        &action,
    );
    let step = step
        .quoted("rent, to come back", Unit::Lamports, action.quote.rent, |facts| Some(-facts.change(Ana)?.lamports))
        .moves(Ana, Vault, fractions(100_000_000) + lamports(rent_of::<StakeAccount>()))
        .figure("income that waited for a stake", Unit::Usdc, 700_000_000, |facts| facts.waiting(Usdc))
        .expects("time left to stream", Unit::Seconds, DRIP, |facts| facts.streams_for(Usdc));
    scene.play(step).await?;

    scene.stage.bank.advance(DAY).await;
    let order = Stake { vault: scene.vault.address, holder: ben, amount: 300_000_000 };
    let action = stake(&scene.stage.bank, &order).await?;
    let step = Step::acted(
        "After one day of streaming Ben stakes 300",
        "The first day was Ana's alone. From now on she has one quarter of what is staked and Ben three. Cleo keeps her \
         200 in her wallet: free to be sold at any moment, but they earn nothing.",
        Ben,
        &action,
    );
    let step = step
        .quoted("rent, to come back", Unit::Lamports, action.quote.rent, |facts| Some(-facts.change(Ben)?.lamports))
        .moves(Ben, Vault, fractions(300_000_000) + lamports(rent_of::<StakeAccount>()))
        .expects("earned by Ana", Unit::Usdc, 100_000_000, |facts| facts.due(Ana, Usdc))
        .expects("earned by Ben, who came just now", Unit::Usdc, 0, |facts| facts.due(Ben, Usdc))
        .expects("earned by Cleo, who stakes nothing", Unit::Usdc, 0, |facts| facts.due(Cleo, Usdc))
        .expects("still to be streamed", Unit::Usdc, 600_000_000, |facts| facts.waiting(Usdc));
    scene.play(step).await
}

async fn claiming(scene: &mut Scene<'_>) -> Result<(), DemoError> {
    scene.stage.bank.advance(DAY).await;
    let (vault, ana, ben, dan) = (scene.vault.address, scene.key(Ana), scene.key(Ben), scene.key(Dan));
    let action = claim_income(&scene.stage.bank, &ClaimIncome::new(vault, ana)).await?;
    let step = Step::acted(
        "After the second day Ana claims",
        "100 USDC of the first day and a quarter of the second. POINTS have no decimals: 142 of the first day and 35.75 \
         of the second are 177; the 0.75 stay hers and count at the next claim.",
        Ana,
        &action,
    );
    let step =
        quoted(step, &action.quote, |facts| Some(facts.change(Ana)?.usdc), |facts| Some(facts.change(Ana)?.points));
    let step = step
        .quoted("rent of her account for POINTS", Unit::Lamports, action.quote.rent, |facts| {
            Some(-facts.change(Ana)?.lamports)
        })
        .moves(Vault, Ana, usdc(125_000_000) + points(177))
        .changes(Ana, -lamports(rent(TOKEN_ACCOUNT)))
        .figure("first claim of Ana", Unit::Usdc, 125_000_000, |facts| Some(facts.change(Ana)?.usdc))
        .figure("first claim of Ana, points", Unit::Points, 177, |facts| Some(facts.change(Ana)?.points));
    scene.play(step).await?;

    let action = stake(&scene.stage.bank, &Stake { vault, holder: ana, amount: 400_000_000 }).await?;
    let step = Step::acted(
        "Ana stakes her other 400",
        "From now on five eighths are hers. What was streamed before is divided as before: nobody earns of the past.",
        Ana,
        &action,
    );
    let step = step
        .quoted("staked then", Unit::Fractions, action.quote.staked, |facts| facts.staked(Ana))
        .moves(Ana, Vault, fractions(400_000_000))
        .expects("earned by Ana and not claimed", Unit::Usdc, 0, |facts| facts.due(Ana, Usdc))
        .expects("earned by Ben", Unit::Usdc, 75_000_000, |facts| facts.due(Ben, Usdc));
    scene.play(step).await?;

    scene.stage.bank.advance(2 * DAY).await;
    let order = ClaimIncome { payer: dan, ..ClaimIncome::new(vault, ben) };
    let action = claim_income(&scene.stage.bank, &order).await?;
    let step = Step::acted(
        "Two days later Dan, who has no part in it, claims for Ben",
        "Anyone may; it goes to Ben and to nobody else. Dan pays the account in which Ben's POINTS arrive. Ben had three \
         quarters of one day and three eighths of two.",
        Dan,
        &action,
    );
    let step =
        quoted(step, &action.quote, |facts| Some(facts.change(Ben)?.usdc), |facts| Some(facts.change(Ben)?.points));
    let step = step
        .moves(Vault, Ben, usdc(150_000_000) + points(214))
        .changes(Dan, -lamports(rent(TOKEN_ACCOUNT)))
        .figure("claim of Ben, sent by Dan", Unit::Usdc, 150_000_000, |facts| Some(facts.change(Ben)?.usdc))
        .figure("claim of Ben, points", Unit::Points, 214, |facts| Some(facts.change(Ben)?.points))
        .expects("still to be streamed", Unit::Usdc, 300_000_000, |facts| facts.waiting(Usdc))
        .expects("time left to stream", Unit::Seconds, 3 * DAY, |facts| facts.streams_for(Usdc));
    scene.play(step).await
}

/// The stakers claim the rest, unstake and sell their fractions to Cleo.
async fn leaving(scene: &mut Scene<'_>) -> Result<(), DemoError> {
    scene.stage.bank.advance(3 * DAY).await;
    let (vault, ana, ben, cleo) = (scene.vault.clone(), scene.key(Ana), scene.key(Ben), scene.key(Cleo));

    let claim = claim_income(&scene.stage.bank, &ClaimIncome::new(vault.address, ana)).await?;
    let out = unstake(&scene.stage.bank, &Unstake { vault: vault.address, holder: ana, amount: None }).await?;
    let sale = vault.send_fractions(&ana, &cleo, 500_000_000);
    let step = Step::sent(
        "At the end of the stream Ana claims, unstakes and sells to Cleo",
        "Five eighths of five days are 312.50 USDC. Her lock, a day from when she last staked, is long over. What Cleo \
         pays for the fractions is between the two.",
        Ana,
        with_compute_budget([claim.instructions, out.instructions, vec![sale]].concat(), 0),
    );
    let step =
        quoted(step, &claim.quote, |facts| Some(facts.change(Ana)?.usdc), |facts| Some(facts.change(Ana)?.points));
    let step = step
        .moves(Vault, Ana, usdc(312_500_000) + points(447) + lamports(rent_of::<StakeAccount>()))
        .moves(Vault, Cleo, fractions(500_000_000))
        .figure("second claim of Ana", Unit::Usdc, 312_500_000, |facts| Some(facts.change(Ana)?.usdc))
        .figure("second claim of Ana, points", Unit::Points, 447, |facts| Some(facts.change(Ana)?.points));
    scene.play(step).await?;

    let claim = claim_income(&scene.stage.bank, &ClaimIncome::new(vault.address, ben)).await?;
    let out = unstake(&scene.stage.bank, &Unstake { vault: vault.address, holder: ben, amount: None }).await?;
    let sale = vault.send_fractions(&ben, &cleo, 300_000_000);
    let step = Step::sent(
        "Ben does the same",
        "Of the 700 USDC, Ana has got 437.50 and Ben 262.50: all of it. Of the 1,000 POINTS they have got 624 and 375; \
         the one that is left over is made of the parts of a point at which both stopped.",
        Ben,
        with_compute_budget([claim.instructions, out.instructions, vec![sale]].concat(), 0),
    );
    let step =
        quoted(step, &claim.quote, |facts| Some(facts.change(Ben)?.usdc), |facts| Some(facts.change(Ben)?.points));
    let step = step
        .moves(Vault, Ben, usdc(112_500_000) + points(161) + lamports(rent_of::<StakeAccount>()))
        .moves(Vault, Cleo, fractions(300_000_000))
        .figure("second claim of Ben", Unit::Usdc, 112_500_000, |facts| Some(facts.change(Ben)?.usdc))
        .figure("second claim of Ben, points", Unit::Points, 161, |facts| Some(facts.change(Ben)?.points))
        .expects("USDC left in the vault", Unit::Usdc, 0, |facts| Some(facts.after.get(&Vault)?.usdc))
        .expects("POINTS left in the vault", Unit::Points, 1, |facts| Some(facts.after.get(&Vault)?.points));
    scene.play(step).await
}

async fn reclaiming(scene: &mut Scene<'_>) -> Result<(), DemoError> {
    let (vault, cleo, owner, sponsor) = (scene.vault.clone(), scene.key(Cleo), scene.key(Owner), scene.key(Sponsor));
    let back = reclaim(&scene.stage.bank, &vault.address, &cleo, &vault.nft_mints()).await?;
    let step = Step::acted(
        "Cleo, who has every fraction, takes the NFT and closes the vault",
        "All rent goes back to who paid it: that of the vault, of the pool and of the account for POINTS to the owner, \
         that of the account for USDC to the sponsor. Cleo gets the last point with the NFT, and pays for her own \
         accounts in which both arrive.",
        Cleo,
        &back,
    );
    let to_owner = rent_of::<VaultAccount>() + rent_of::<Asset>() + rent_of::<Pool>() + 3 * rent(TOKEN_ACCOUNT);
    let returned = |to| {
        let staking = back.quote.staking.returned.iter().filter(move |rent| rent.to == to);
        staking.map(|rent| rent.lamports).sum::<u64>()
    };
    let step = step
        .quoted("burned", Unit::Fractions, back.quote.burned, |facts| Some(-facts.change(Cleo)?.fractions))
        .quoted("to the owner", Unit::Lamports, back.quote.returned + returned(owner), |facts| {
            Some(facts.change(Owner)?.lamports)
        })
        .quoted("to the sponsor", Unit::Lamports, returned(sponsor), |facts| Some(facts.change(Sponsor)?.lamports))
        .moves(Vault, Cleo, nfts(1) + points(1))
        .changes(Cleo, -fractions(1_000_000_000) - lamports(2 * rent(TOKEN_ACCOUNT)))
        .moves(Vault, Owner, lamports(to_owner))
        .moves(Vault, Sponsor, lamports(rent(TOKEN_ACCOUNT)))
        .expects("fractions left", Unit::Fractions, 0, |facts| facts.supply.map(signed))
        .figure("rent returned to the owner, act three", Unit::Lamports, to_owner, |facts| {
            Some(facts.change(Owner)?.lamports)
        })
        .figure("rent returned to the sponsor", Unit::Lamports, rent(TOKEN_ACCOUNT), |facts| {
            Some(facts.change(Sponsor)?.lamports)
        })
        .figure("rent never returned: the third mint", Unit::Lamports, 1_461_600, |facts| {
            Some(facts.after.get(&Vault)?.lamports)
        });
    scene.play(step).await
}

/// What a claim pays, as the client quoted it: USDC, then points.
fn quoted(
    mut step: Step,
    quote: &ClaimIncomeQuote,
    cash: fn(&Facts) -> Option<i64>,
    rewards: fn(&Facts) -> Option<i64>,
) -> Step {
    for (claim, (unit, read)) in quote.claims.iter().zip([(Unit::Usdc, cash), (Unit::Points, rewards)]) {
        step = step.quoted("claim", unit, claim.amount, read);
    }
    step
}
