//! The end of act one: everybody takes what is theirs, and the vault is closed.

use {
    super::{
        super::{
            amount::{Unit, signed},
            cast::{
                Holder::Vault,
                Party::{Ana, Artist, Ben, Cleo, Dan, Owner, Studio},
                fractions, lamports, nfts, usdc,
            },
            error::DemoError,
            scene::Scene,
            step::Step,
        },
        TOKEN_ACCOUNT, rent, rent_of,
    },
    mosaic_client::{
        MosaicError,
        actions::{Exit, close, exit},
        quotes::{CloseQuote, total_rent},
        state::{Asks, Asset, Auction, Bid, Pool, Stake, Vault as VaultAccount},
    },
};

pub async fn play(scene: &mut Scene<'_>) -> Result<(), DemoError> {
    claims(scene).await?;
    redemptions(scene).await?;
    closing(scene).await
}

async fn claims(scene: &mut Scene<'_>) -> Result<(), DemoError> {
    let vault = scene.vault.clone();
    let cleo = scene.key(Cleo);
    let action = exit(&scene.stage.bank, &Exit::new(vault.address, cleo, vault.nft_mints())).await?;
    let step = Step::acted(
        "Cleo takes the NFT",
        "And the rent of her bid. The rent of the custody goes back to the owner, who paid it.",
        Cleo,
        &action,
    );
    let made = total_rent(&action.quote.accounts);
    let step = step
        .quoted("arriving", Unit::Nfts, action.quote.assets.len() as u64, |facts| Some(facts.change(Cleo)?.nfts))
        .quoted("rent of the account it arrives in", Unit::Lamports, made, |facts| {
            Some(rent_of::<Bid>() - facts.change(Cleo)?.lamports)
        })
        .moves(Vault, Cleo, nfts(1) + lamports(rent_of::<Bid>()))
        .changes(Cleo, -lamports(rent(TOKEN_ACCOUNT)))
        .moves(Vault, Owner, lamports(rent(TOKEN_ACCOUNT)));
    scene.play(step).await?;

    let (artist, studio) = (scene.key(Artist), scene.key(Studio));
    let step = Step::sent(
        "Dan has both royalties paid",
        "Anyone may; they go to the creators that the NFT's metadata named at deposit, and to nobody else.",
        Dan,
        [vault.claim_royalties(&artist), vault.claim_royalties(&studio)].concat(),
    );
    let step = step
        .moves(Vault, Artist, usdc(26_250_000))
        .moves(Vault, Studio, usdc(11_250_000))
        .moves(Vault, Owner, lamports(rent_of::<Asset>()))
        .figure("royalty of the artist", Unit::Usdc, 26_250_000, |facts| Some(facts.change(Artist)?.usdc))
        .figure("royalty of the studio", Unit::Usdc, 11_250_000, |facts| Some(facts.change(Studio)?.usdc))
        .expects("royalties unpaid", Unit::Usdc, 0, |facts| facts.auction(|auction| auction.royalties));
    scene.play(step).await?;

    let step =
        Step::sent("The owner takes the curator's fee", "2 % of the cash.", Owner, vec![vault.claim_curator_fee()]);
    let step = step
        .moves(Vault, Owner, usdc(15_000_000))
        .expects("curator's fee unpaid", Unit::Usdc, 0, |facts| facts.auction(|auction| auction.curator_fee));
    scene.play(step).await
}

async fn redemptions(scene: &mut Scene<'_>) -> Result<(), DemoError> {
    let vault = scene.vault.clone();
    let (ana, ben, owner) = (scene.key(Ana), scene.key(Ben), scene.key(Owner));

    let step = Step::refused(
        "Ben wants a millionth of a dollar more than his share",
        "The least he takes is his protection: rather nothing happens than less than he agreed to.",
        Ben,
        vec![vault.redeem(&ben, 1_100_000_000, 102_300_001)],
        MosaicError::PayoutBelowMinimum,
    );
    scene.play(step).await?;

    let action = exit(&scene.stage.bank, &Exit::new(vault.address, ben, [])).await?;
    let step = Step::acted(
        "Ben redeems his fractions",
        "1,100 of the 7,500 that are left, at 0.093 USDC each: they are burned, and he is paid their part.",
        Ben,
        &action,
    );
    let step = step
        .quoted("payout", Unit::Usdc, action.quote.cash, |facts| Some(facts.change(Ben)?.usdc))
        .moves(Vault, Ben, usdc(102_300_000))
        .changes(Ben, -fractions(1_100_000_000))
        .figure("payout of Ben", Unit::Usdc, 102_300_000, |facts| Some(facts.change(Ben)?.usdc))
        .expects("proceeds left", Unit::Usdc, 595_200_000, |facts| facts.auction(|auction| auction.proceeds));
    scene.play(step).await?;

    let action = exit(&scene.stage.bank, &Exit::new(vault.address, ana, [])).await?;
    let step = Step::acted(
        "Ana unstakes and redeems in one transaction",
        "After the sale no stake is locked. In any order, everybody gets the same for each fraction.",
        Ana,
        &action,
    );
    let step = step
        .quoted("unstaked", Unit::Fractions, action.quote.unstaked, |facts| Some(-facts.change(Vault)?.fractions))
        .quoted("payout", Unit::Usdc, action.quote.cash, |facts| Some(facts.change(Ana)?.usdc))
        .moves(Vault, Ana, usdc(372_000_000) + lamports(rent_of::<Stake>()))
        .changes(Vault, -fractions(4_000_000_000))
        .figure("payout of Ana", Unit::Usdc, 372_000_000, |facts| Some(facts.change(Ana)?.usdc))
        .expects("proceeds left", Unit::Usdc, 223_200_000, |facts| facts.auction(|auction| auction.proceeds));
    scene.play(step).await?;

    let action = exit(&scene.stage.bank, &Exit::new(vault.address, owner, [])).await?;
    let step = Step::acted(
        "The owner, the last holder, redeems",
        "The last one takes whatever is left, remainders of rounding included: no dust stays behind.",
        Owner,
        &action,
    );
    let step = step
        .quoted("payout", Unit::Usdc, action.quote.cash, |facts| Some(facts.change(Owner)?.usdc))
        .moves(Vault, Owner, usdc(223_200_000))
        .changes(Owner, -fractions(2_400_000_000))
        .figure("payout of the owner, the last holder", Unit::Usdc, 223_200_000, |facts| {
            Some(facts.change(Owner)?.usdc)
        })
        .expects("proceeds left", Unit::Usdc, 0, |facts| facts.auction(|auction| auction.proceeds))
        .expects("fractions left", Unit::Fractions, 0, |facts| facts.supply.map(signed));
    scene.play(step).await
}

async fn closing(scene: &mut Scene<'_>) -> Result<(), DemoError> {
    let dan = scene.key(Dan);
    let action = close(&scene.stage.bank, &scene.vault.address, &dan).await?;
    let auction = rent_of::<Auction>() + 2 * rent(TOKEN_ACCOUNT);
    let step = Step::acted(
        "Dan closes the vault",
        "Anyone may, once nothing is owed. The rent goes back to who paid it: the vault's to the owner, the auction's \
         to Cleo, that of the pool of stakes and the book of asks to Ana; the 10 USDC nobody was owed go to the curator. Only the fraction's mint and its metadata remain: \
         a classic mint cannot be closed, which is why a vault's address can never come to mean another vault.",
        Dan,
        &action,
    );
    let staking = rent_of::<Pool>() + rent(TOKEN_ACCOUNT) + rent_of::<Asks>();
    let CloseQuote { to_creator, to_opener, surplus_cash, .. } = &action.quote;
    let to_ana = action.quote.staking.returned.iter().map(|rent| rent.lamports).sum();
    let step = step
        .quoted("to the creator", Unit::Lamports, *to_creator, |facts| Some(facts.change(Owner)?.lamports))
        .quoted("to the first bidder", Unit::Lamports, *to_opener, |facts| Some(facts.change(Cleo)?.lamports))
        .quoted("to Ana", Unit::Lamports, to_ana, |facts| Some(facts.change(Ana)?.lamports))
        .quoted("surplus cash", Unit::Usdc, *surplus_cash, |facts| Some(facts.change(Owner)?.usdc))
        .moves(Vault, Owner, usdc(10_000_000) + lamports(rent_of::<VaultAccount>()))
        .moves(Vault, Cleo, lamports(auction))
        .moves(Vault, Ana, lamports(staking))
        .figure("rent returned to the owner at closing", Unit::Lamports, rent_of::<VaultAccount>(), |facts| {
            Some(facts.change(Owner)?.lamports)
        })
        .figure("rent returned to Cleo at closing", Unit::Lamports, auction, |facts| Some(facts.change(Cleo)?.lamports))
        .figure("rent returned to Ana at closing", Unit::Lamports, staking, |facts| Some(facts.change(Ana)?.lamports))
        .figure("rent never returned: mint and metadata", Unit::Lamports, 16_577_200, |facts| {
            Some(facts.after.get(&Vault)?.lamports)
        });
    scene.play(step).await
}
