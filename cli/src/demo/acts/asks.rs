//! Act one, between opening and auction: two holders stake and ask, and their asks make the reserve.

use {
    super::{
        super::{
            amount::Unit,
            cast::{
                Holder::Vault,
                Party::{Ana, Ben, Dan},
                fractions, lamports,
            },
            error::DemoError,
            scene::Scene,
            step::{Facts, Step},
        },
        DAY, ONE_FRACTION, TOKEN_ACCOUNT, rent, rent_of,
    },
    mosaic_client::{
        actions::{Ask, Stake, StakeAndAsk, stake_and_ask},
        quotes::StakeAndAskQuote,
        state::{Asks, Pool, Stake as StakeAccount},
        views::VaultView,
    },
};

pub async fn play(scene: &mut Scene<'_>) -> Result<(), DemoError> {
    let (vault, ana, ben) = (scene.vault.address, scene.key(Ana), scene.key(Ben));

    let order =
        StakeAndAsk { stake: Stake { vault, holder: ana, amount: 4_000_000_000 }, ask: Ask::AtLeast(740_000_000) };
    let action = stake_and_ask(&scene.stage.bank, &order).await?;
    let step = Step::acted(
        "Ana stakes 40 % and would sell the whole vault for 740 USDC",
        "To stake is to lock fractions in the vault. A staked fraction can ask: say at which price of the whole vault \
         its holder would sell. Prices come in levels, 5 % apart; level 96 is the opening price. Ana's wish is rounded \
         up to the next level. Nothing changes yet: more than half of all fractions must agree, and everybody who asks \
         nothing counts at the opening price. As the first, Ana pays the rent of the pool of stakes and of the book of \
         asks; both come back.",
        Ana,
        &action,
    );
    let rents = rent_of::<Pool>() + rent(TOKEN_ACCOUNT) + rent_of::<Asks>() + rent_of::<StakeAccount>();
    let step = quoted(step, &action.quote, |facts| facts.level(Ana))
        .quoted("rent", Unit::Lamports, action.quote.rent, |facts| Some(-facts.change(Ana)?.lamports))
        .moves(Ana, Vault, fractions(4_000_000_000) + lamports(rents))
        .expects("fractions staked by Ana", Unit::Fractions, 4_000_000_000, |facts| facts.staked(Ana))
        .figure("level Ana asks", Unit::Count, 90, |facts| facts.level(Ana))
        .expects("price of that level", Unit::Usdc, 746_215_396, |facts| price_asked(facts, 90))
        .expects("reserve", Unit::Usdc, 1_000_000_000, |facts| facts.view(VaultView::reserve));
    scene.play(step).await?;

    let order =
        StakeAndAsk { stake: Stake { vault, holder: ben, amount: 1_100_000_000 }, ask: Ask::AtLeast(800_000_000) };
    let action = stake_and_ask(&scene.stage.bank, &order).await?;
    let step = Step::acted(
        "Ben stakes 11 % and would sell for 800 USDC",
        "Together that is 51 %, more than half. The reserve is the lowest price at which more than half would sell: \
         now Ben's, his 800 rounded up to a level. Nobody has set it. The bars show how much of the supply asks each price; the sum is what would \
         sell at it.",
        Ben,
        &action,
    );
    let step = quoted(step, &action.quote, |facts| facts.level(Ben))
        .quoted("rent", Unit::Lamports, action.quote.rent, |facts| Some(-facts.change(Ben)?.lamports))
        .draws_asks()
        .moves(Ben, Vault, fractions(1_100_000_000) + lamports(rent_of::<StakeAccount>()))
        .expects("fractions staked by Ben", Unit::Fractions, 1_100_000_000, |facts| facts.staked(Ben))
        .expects("time until Ben can unstake", Unit::Seconds, DAY, |facts| facts.locked(Ben))
        .figure("level Ben asks", Unit::Count, 92, |facts| facts.level(Ben))
        .figure("fractions that would sell at the reserve", Unit::Fractions, 5_100_000_000, |facts| {
            facts.view(|view| view.reserve.consenting)
        })
        .figure("reserve by the asks", Unit::Usdc, 822_702_474, |facts| facts.view(VaultView::reserve));
    scene.play(step).await?;

    let step = Step::sent(
        "Dan asks the vault what it is worth",
        "`quote_vault` is for other programs, a lender's for example. The price is what holders ask for, so it is not \
         firm: nobody has promised to pay it. What a fraction is worth is its part of that price after royalties and \
         the curator's fee.",
        Dan,
        vec![scene.vault.quote()],
    );
    let step = step
        .expects("price of the vault", Unit::Usdc, 822_702_474, |facts| facts.quote(|quote| quote.price))
        .expects("firm (1) or not (0)", Unit::Count, 0, |facts| facts.quote(|quote| quote.firm.into()))
        .figure("value of a fraction at that price", Unit::Usdc, 76_511, |facts| {
            facts.quote(|quote| quote.worth(ONE_FRACTION))
        });
    scene.play(step).await
}

/// The level and the reserve, as the client quoted them.
fn quoted(step: Step, quote: &StakeAndAskQuote, level: fn(&Facts) -> Option<i64>) -> Step {
    let asked = quote.ask.ask.map_or(0, |ask| u64::from(ask.level));
    step.quoted("level", Unit::Count, asked, level)
        .quoted("reserve", Unit::Usdc, quote.ask.reserve.price, |facts| facts.view(VaultView::reserve))
}

fn price_asked(facts: &Facts, level: u8) -> Option<i64> {
    facts.view(|view| view.ask_at(level).map_or(0, |ask| ask.price))
}
