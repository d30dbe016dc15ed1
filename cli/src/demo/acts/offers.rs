//! The end of act four: more than half of the fractions are silent, so no ask can lower the reserve. An offer below it
//! sells the vault all the same.

use {
    super::{
        super::{
            amount::{Unit, signed},
            cast::{
                Holder::Vault,
                Party::{Ana, Artist, Ben, Cleo, Dan, Owner, Sponsor, Studio},
                fractions, lamports, nfts, usdc,
            },
            error::DemoError,
            scene::Scene,
            step::{Facts, Read, Step},
            vault::PROPOSAL,
        },
        DAY, TOKEN_ACCOUNT, rent, rent_of,
    },
    mosaic_client::{
        MosaicError,
        actions::{
            Ask, Exit, PlaceBid, SetAsk, bid, close_license, close_with_voters, exit, make_offer, set_ask, settle,
        },
        instructions::{AcceptOffer, WithdrawBid},
        quotes::{CloseQuote, total_rent},
        state::{
            Asks, Asset, Auction, Bid, License, Pool, Proposal, Stake as StakeAccount, Vault as VaultAccount,
            Vote as VoteAccount,
        },
        transactions::with_compute_budget,
        views::VaultView,
    },
};

const YEAR: i64 = 365 * DAY;

pub async fn play(scene: &mut Scene<'_>) -> Result<(), DemoError> {
    offering(scene).await?;
    vetoing(scene).await?;
    selling(scene).await?;
    leaving(scene).await?;
    closing(scene).await
}

async fn offering(scene: &mut Scene<'_>) -> Result<(), DemoError> {
    let (vault, cleo) = (scene.vault.clone(), scene.key(Cleo));
    let action = make_offer(&scene.stage.bank, &PlaceBid::new(vault.address, cleo, 240_000_000)).await?;
    let step = Step::sent(
        "Cleo offers 240 USDC and asks the vault what she would buy",
        "The reserve is 400 USDC. Ana and Ben cannot lower it: more than half must agree, and 60 % are silent. So that \
         lost keys do not freeze a vault, it takes an offer below the reserve. Its cash stays in escrow for two weeks; \
         then anyone may start the auction with it, unless more than 10 % of all fractions are staked and ask more: a \
         veto. The quote also shows until when a licence runs, which a sale does not end.",
        Cleo,
        with_compute_budget([action.instructions, vec![vault.quote()]].concat(), 0),
    );
    let made = rent_of::<Auction>() + 2 * rent(TOKEN_ACCOUNT) + rent_of::<Bid>();
    let step = step
        .quoted("vetoed by more than", Unit::Fractions, action.quote.veto_limit, |facts| facts.view(veto_limit))
        .quoted("rent", Unit::Lamports, action.quote.rent, |facts| Some(-facts.change(Cleo)?.lamports))
        .moves(Cleo, Vault, usdc(240_000_000) + lamports(made))
        .expects("reserve", Unit::Usdc, 400_000_000, |facts| facts.quote(|quote| quote.reserve))
        .figure("offer below the reserve", Unit::Usdc, 240_000_000, |facts| facts.quote(|quote| quote.offer_price))
        .expects("time until it can be accepted", Unit::Seconds, 14 * DAY, |facts| facts.time_left())
        .expects("licence runs for", Unit::Seconds, 23 * DAY, |facts| {
            Some(facts.answer.as_ref()?.licensed_until - facts.now)
        });
    scene.play(step).await
}

async fn vetoing(scene: &mut Scene<'_>) -> Result<(), DemoError> {
    let (vault, ben) = (scene.vault.address, scene.key(Ben));
    let accept = AcceptOffer { vault, with_asks: true }.instruction();

    let order = SetAsk::new(vault, ben, Ask::AtLeast(300_000_000));
    let action = set_ask(&scene.stage.bank, &order).await?;
    let step = Step::acted(
        "Ben would sell for 300 USDC, not for less",
        "Those are 150 staked fractions that ask more than the offer: a veto. Ana asks nothing, so she vetoes nothing.",
        Ben,
        &action,
    );
    let step = step
        .quoted("rent", Unit::Lamports, action.quote.rent, |facts| Some(-facts.change(Ben)?.lamports))
        .moves(Ben, Vault, lamports(rent_of::<Asks>()))
        .expects("price of his level", Unit::Usdc, 313_410_466, price_of_ben)
        .expects("fractions that veto the offer", Unit::Fractions, 150_000_000, vetoing_fractions);
    scene.play(step).await?;

    scene.stage.bank.advance(14 * DAY).await;
    let step = Step::refused(
        "Two weeks later Cleo wants the auction to start",
        "The veto stands, as long as Ben's ask does.",
        Cleo,
        vec![accept.clone()],
        MosaicError::OfferVetoed,
    );
    scene.play(step).await?;

    let action = set_ask(&scene.stage.bank, &SetAsk::new(vault, ben, Ask::AtLeast(230_000_000))).await?;
    let step = Step::sent(
        "Nobody offers more: Ben asks less and accepts the offer",
        "That lifts the veto. Anyone may accept; from here on it is an auction as in act one, with Cleo's offer as the \
         first bid.",
        Ben,
        with_compute_budget([action.instructions, vec![accept]].concat(), 0),
    );
    let step = step
        .expects("price of his level", Unit::Usdc, 233_871_715, price_of_ben)
        .expects("fractions that veto the offer", Unit::Fractions, 0, vetoing_fractions)
        .expects("reserve of the auction", Unit::Usdc, 240_000_000, |facts| facts.auction(|auction| auction.reserve))
        .expects("time left", Unit::Seconds, 3 * DAY, |facts| facts.time_left());
    scene.play(step).await
}

async fn selling(scene: &mut Scene<'_>) -> Result<(), DemoError> {
    scene.stage.bank.advance(DAY).await;
    let (vault, dan, cleo) = (scene.vault.clone(), scene.key(Dan), scene.key(Cleo));
    let action = bid(&scene.stage.bank, &PlaceBid::new(vault.address, dan, 280_000_000)).await?;
    let step = Step::acted("Dan bids 280 USDC", "The offer has found a better price.", Dan, &action);
    let step = step
        .quoted("rent", Unit::Lamports, action.quote.rent, |facts| Some(-facts.change(Dan)?.lamports))
        .moves(Dan, Vault, usdc(280_000_000) + lamports(rent_of::<Bid>()))
        .expects("leading price", Unit::Usdc, 280_000_000, |facts| facts.auction(|auction| auction.price));
    scene.play(step).await?;

    scene.stage.bank.advance(2 * DAY).await;
    let action = settle(&scene.stage.bank, &vault.address).await?;
    let step = Step::acted(
        "At the end Dan settles",
        "No royalty and no fee in this vault: all of it is the holders'. The sponsor keeps the licence: Dan has bought \
         what the quote showed.",
        Dan,
        &action,
    );
    let step = step
        .quoted("proceeds", Unit::Usdc, action.quote.split.proceeds, |facts| facts.auction(|auction| auction.proceeds))
        .figure("price after the offer", Unit::Usdc, 280_000_000, |facts| facts.auction(|auction| auction.proceeds))
        .figure("licence runs on after the sale", Unit::Seconds, 6 * DAY, Facts::license_left);
    scene.play(step).await?;

    let action = exit(&scene.stage.bank, &Exit::new(vault.address, dan, vault.nft_mints())).await?;
    let return_bid = WithdrawBid {
        bidder: cleo,
        signed: false,
        vault: vault.address,
        cash_destination: vault.cash_of(&cleo),
        fraction_destination: None,
    };
    let step = Step::sent(
        "Dan takes the NFT, and sends Cleo her cash",
        "Anyone may pay back who was outbid; it goes to Cleo alone. The owner, who paid for the custody, gets its rent.",
        Dan,
        with_compute_budget([action.instructions, vec![return_bid.instruction()]].concat(), 0),
    );
    let step = step
        .quoted("rent of the account it arrives in", Unit::Lamports, total_rent(&action.quote.accounts), |facts| {
            Some(rent_of::<Bid>() - facts.change(Dan)?.lamports)
        })
        .moves(Vault, Dan, nfts(1) + lamports(rent_of::<Bid>()))
        .changes(Dan, -lamports(rent(TOKEN_ACCOUNT)))
        .moves(Vault, Cleo, usdc(240_000_000) + lamports(rent_of::<Bid>()))
        .moves(Vault, Owner, lamports(rent(TOKEN_ACCOUNT) + rent_of::<Asset>()));
    scene.play(step).await
}

async fn leaving(scene: &mut Scene<'_>) -> Result<(), DemoError> {
    let (vault, ana, ben, studio) = (scene.vault.address, scene.key(Ana), scene.key(Ben), scene.key(Studio));

    let action = exit(&scene.stage.bank, &Exit::new(vault, ana, [])).await?;
    let step = Step::acted(
        "Ana takes her share",
        "250 fractions at 0.28 USDC. Her proposal and her vote are closed with it.",
        Ana,
        &action,
    );
    let records = rent_of::<Proposal>() + rent_of::<VoteAccount>();
    let step = step
        .quoted("payout", Unit::Usdc, action.quote.cash, |facts| Some(facts.change(Ana)?.usdc))
        .quoted("rent back", Unit::Lamports, action.quote.returned, |facts| Some(facts.change(Ana)?.lamports))
        .moves(Vault, Ana, usdc(70_000_000) + lamports(rent_of::<StakeAccount>() + records))
        .changes(Vault, -fractions(250_000_000))
        .figure("payout of Ana, act four", Unit::Usdc, 70_000_000, |facts| Some(facts.change(Ana)?.usdc));
    scene.play(step).await?;

    let action = exit(&scene.stage.bank, &Exit::new(vault, ben, [])).await?;
    let step = Step::acted(
        "Ben takes his",
        "150 fractions at 0.28 USDC are 42, and his part of the licence's fee is 37.50.",
        Ben,
        &action,
    );
    let step = step
        .quoted("payout", Unit::Usdc, action.quote.cash, |facts| Some(facts.change(Ben)?.usdc))
        .moves(Vault, Ben, usdc(79_500_000) + lamports(rent_of::<StakeAccount>()))
        .changes(Vault, -fractions(150_000_000))
        .figure("payout of Ben and his part of the fee", Unit::Usdc, 79_500_000, |facts| Some(facts.change(Ben)?.usdc));
    scene.play(step).await?;

    scene.stage.bank.advance(YEAR).await;
    let action = exit(&scene.stage.bank, &Exit::new(vault, studio, [])).await?;
    let step = Step::acted(
        "A year later the studio finds its key",
        "Its share was there all the time: nobody else could take it, nobody's payout waited for it.",
        Studio,
        &action,
    );
    let step = step
        .quoted("payout", Unit::Usdc, action.quote.cash, |facts| Some(facts.change(Studio)?.usdc))
        .moves(Vault, Studio, usdc(168_000_000))
        .changes(Studio, -fractions(600_000_000))
        .figure("payout of the studio, a year later", Unit::Usdc, 168_000_000, |facts| Some(facts.change(Studio)?.usdc))
        .expects("USDC left in the vault", Unit::Usdc, 0, |facts| Some(facts.after.get(&Vault)?.usdc))
        .expects("fractions left", Unit::Fractions, 0, |facts| facts.supply.map(signed));
    scene.play(step).await
}

async fn closing(scene: &mut Scene<'_>) -> Result<(), DemoError> {
    let (vault, dan, ben, artist) = (scene.vault.address, scene.key(Dan), scene.key(Ben), scene.key(Artist));
    let closing = close_with_voters(&scene.stage.bank, &vault, &dan, &[ben]).await?;
    let licence = close_license(&scene.stage.bank, &vault, PROPOSAL).await?;
    let step = Step::sent(
        "Dan closes the vault, with the last vote and the licence",
        "Anyone may, now that the last share is paid. All rent goes to who paid it: the vote's to the artist, the pool's to Ana, the book of asks' to Ben, the \
         auction's to Cleo, the licence's and that of the income to the sponsor, the vault's to the owner.",
        Dan,
        with_compute_budget([closing.instructions, licence.instructions].concat(), 0),
    );
    let to_cleo = rent_of::<Auction>() + 2 * rent(TOKEN_ACCOUNT);
    let CloseQuote { to_creator, to_opener, staking, votes, .. } = &closing.quote;
    let of_staking = |party| {
        let returned = staking.returned.iter().filter(|rent| rent.to == scene.key(party));
        returned.map(|rent| rent.lamports).sum::<u64>()
    };
    let to_sponsor = of_staking(Sponsor) + licence.quote.lamports;
    let back: [(&str, u64, Read); 6] = [
        ("to the artist", votes.returned_to(&artist), |facts| Some(facts.change(Artist)?.lamports)),
        ("to Ana", of_staking(Ana), |facts| Some(facts.change(Ana)?.lamports)),
        ("to Ben", of_staking(Ben), |facts| Some(facts.change(Ben)?.lamports)),
        ("to Cleo", *to_opener, |facts| Some(facts.change(Cleo)?.lamports)),
        ("to the sponsor", to_sponsor, |facts| Some(facts.change(Sponsor)?.lamports)),
        ("to the owner", *to_creator, |facts| Some(facts.change(Owner)?.lamports)),
    ];
    let step =
        back.into_iter().fold(step, |step, (to, lamports, read)| step.quoted(to, Unit::Lamports, lamports, read));
    let step = step
        .moves(Vault, Artist, lamports(rent_of::<VoteAccount>()))
        .moves(Vault, Ana, lamports(rent_of::<Pool>() + rent(TOKEN_ACCOUNT)))
        .moves(Vault, Ben, lamports(rent_of::<Asks>()))
        .moves(Vault, Cleo, lamports(to_cleo))
        .moves(Vault, Sponsor, lamports(rent_of::<License>() + rent(TOKEN_ACCOUNT)))
        .moves(Vault, Owner, lamports(rent_of::<VaultAccount>()))
        .figure("rent of stakes, votes, offer and licence not returned", Unit::Lamports, 0, not_returned)
        .figure("rent never returned: the fourth mint", Unit::Lamports, 1_461_600, |facts| {
            Some(facts.after.get(&Vault)?.lamports)
        });
    scene.play(step).await
}

/// What those who staked, voted, offered and took the licence have less than before the act.
fn not_returned(facts: &Facts) -> Option<i64> {
    let people = [Ana, Artist, Ben, Cleo, Sponsor, Studio];
    people.into_iter().map(|party| Some(-facts.after.get(&party.into())?.lamports)).sum()
}

fn veto_limit(view: &VaultView) -> u64 {
    view.veto_limit().unwrap_or_default()
}

fn vetoing_fractions(facts: &Facts) -> Option<i64> {
    let view = facts.view.as_ref()?;
    view.vetoing(view.auction.as_ref()?.price).ok().map(signed)
}

/// The price that Ben asks.
fn price_of_ben(facts: &Facts) -> Option<i64> {
    let level = facts.stakes.get(&Ben)?.level()?;
    Some(signed(facts.view.as_ref()?.ask_at(level).ok()?.price))
}
