//! Act one: an NFT is split, its holders ask, it is sold at auction and paid out. The amounts are those of the design's
//! worked example.

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
            stage::Stage,
            step::{Facts, Step},
            vault::DECIMALS,
        },
        DAY, MINT, ONE_FRACTION, TOKEN_ACCOUNT, asks,
        opening::handing_out,
        payout, rent, rent_of, vault_of,
    },
    mosaic_client::{
        MosaicError,
        actions::{Exit, OpenVault, PlaceBid, Unstake, bid, exit, open_vault, settle, unstake},
        instructions::DescribeFractionArgs,
        quotes::{BidQuote, SettleQuote},
        rules::{Status, Terms, auction::Move},
        state::{Asset, Auction, Bid, Stake, Vault as VaultAccount},
        views::VaultView,
    },
    mosaic_harness::NftSpec,
};

const SUPPLY: u64 = 10_000_000_000;
/// A bid in so many last seconds extends the auction.
const EXTENSION: i64 = 900;
/// What Token Metadata takes for the metadata of the fraction: rent of 607 bytes and its fee of 0.01 SOL.
const FRACTION_METADATA: i64 = 15_115_600;
/// The start of an auction cuts the lock of stakes to so many seconds.
const AUCTION_LOCK: i64 = 3_600;

pub async fn play(stage: &mut Stage) -> Result<(), DemoError> {
    stage.begin("Act one: ten thousand pieces of one NFT")?;
    let spec = NftSpec {
        seller_fee_bps: 500,
        creators: vec![stage.nft_creator(Artist, 70), stage.nft_creator(Studio, 30)],
        ..NftSpec::default()
    };
    let vault = vault_of(stage, 1, [spec]).await;
    let mut scene = Scene::set(stage, vault).await?;
    opening(&mut scene).await?;
    asks::play(&mut scene).await?;
    bidding(&mut scene).await?;
    settling(&mut scene).await?;
    payout::play(&mut scene).await
}

fn terms() -> Terms {
    Terms { curator_fee_bps: 200, ..Terms::with_opening_price(1_000_000_000) }
}

async fn opening(scene: &mut Scene<'_>) -> Result<(), DemoError> {
    scene.stage.fund(Cleo, 1_000_000_000).await;
    scene.stage.fund(Dan, 1_000_000_000).await;
    let step = Step::told(
        "The owner has an NFT",
        "Metaplex's Token Metadata made it: 5 % royalty, of which the artist gets 70 % and the studio 30 %. \
         Cleo and Dan come with 1,000 USDC each.",
    );
    let step = step.changes(Owner, nfts(1)).changes(Cleo, usdc(1_000_000_000)).changes(Dan, usdc(1_000_000_000));
    scene.play(step).await?;

    let vault = scene.vault.clone();
    let owner = vault.creator;
    let opening = OpenVault {
        creator: owner,
        id: 1,
        quote_mint: vault.quote_mint,
        supply: SUPPLY,
        decimals: DECIMALS,
        terms: terms(),
        nfts: vault.held(),
        description: Some(DescribeFractionArgs {
            name: "Still life, in pieces".to_owned(),
            symbol: "PIECE".to_owned(),
            uri: "https://example.com/pieces.json".to_owned(),
        }),
    };
    let open = open_vault(&scene.stage.bank, &opening).await?;
    let step = Step::acted(
        "The owner opens a vault in one transaction",
        "Create, deposit the NFT, name the fraction, mint 10,000 fractions. The opening price is 1,000 USDC: at this \
         price of the whole vault anyone may start the auction, as long as holders do not say otherwise. That price is \
         called the reserve. The owner is the vault's curator and gets 2 % of a sale. From here on nobody can mint, and \
         no key has a right that others have not.",
        Owner,
        &open,
    );
    let kept = rent(MINT) + FRACTION_METADATA;
    let returned = rent_of::<VaultAccount>() + rent_of::<Asset>() + rent(TOKEN_ACCOUNT);
    let step = step
        .moves(Owner, Vault, nfts(1) + lamports(kept + returned))
        .changes(Owner, fractions(10_000_000_000) - lamports(rent(TOKEN_ACCOUNT)))
        .quoted("minted", Unit::Fractions, open.quote.minted, |facts| Some(facts.change(Owner)?.fractions))
        .quoted("rent", Unit::Lamports, open.quote.rent, |facts| Some(-facts.change(Owner)?.lamports))
        .figure("supply of fractions", Unit::Fractions, 10_000_000_000, |facts| facts.supply.map(signed))
        .figure("reserve while nobody asks", Unit::Usdc, 1_000_000_000, |facts| facts.view(VaultView::reserve));
    scene.play(step).await?;

    let story = "40 % to Ana, 11 % to Ben, 25 % to Cleo; 24 % stay. They are plain SPL tokens: any wallet or market takes them. \
                 The owner pays for the three token accounts.";
    let parts = [(Ana, 4_000_000_000), (Ben, 1_100_000_000), (Cleo, 2_500_000_000)];
    let step = handing_out(scene, "The owner hands out fractions", story, parts);
    scene.play(step).await
}

async fn bidding(scene: &mut Scene<'_>) -> Result<(), DemoError> {
    let vault = scene.vault.clone();
    let (cleo, dan) = (scene.key(Cleo), scene.key(Dan));

    let step = Step::refused(
        "Dan bids 822.702473 USDC, a millionth below the reserve",
        "Nobody has to react to a bid that is too low: the program does not take it.",
        Dan,
        vec![vault.bid(&dan, 822_702_473, 0, 822_702_473)],
        MosaicError::BidBelowReserve,
    );
    scene.play(step).await?;

    let order = PlaceBid::new(vault.address, cleo, 900_000_000).with_fractions(2_500_000_000);
    let action = bid(&scene.stage.bank, &order).await?;
    let step = Step::acted(
        "Cleo bids 900 USDC with all her fractions",
        "A quarter of the vault is hers, so she pays for the other three quarters only. The auction starts: three days. \
         As the first bidder she pays the rent of the auction and its escrows, and gets it back in the end.",
        Cleo,
        &action,
    );
    let step = quoted(step, &action.quote)
        .quoted("rent", Unit::Lamports, action.quote.rent, |facts| Some(facts.change(Vault)?.lamports))
        .moves(Cleo, Vault, usdc(675_000_000) + fractions(2_500_000_000))
        .moves(Cleo, Vault, lamports(rent_of::<Auction>() + 2 * rent(TOKEN_ACCOUNT) + rent_of::<Bid>()))
        .figure("cash of Cleo's bid of 900", Unit::Usdc, 675_000_000, |facts| facts.auction(|auction| auction.cash))
        .expects("leading price", Unit::Usdc, 900_000_000, |facts| facts.auction(|auction| auction.price))
        .expects("reserve the auction recorded", Unit::Usdc, 822_702_474, |facts| {
            facts.auction(|auction| auction.reserve)
        })
        .expects("fractions that agreed to it", Unit::Fractions, 5_100_000_000, |facts| {
            facts.auction(|auction| auction.consenting)
        })
        .expects("time left", Unit::Seconds, 259_200, |facts| facts.time_left());
    scene.play(step).await?;
    unstaking(scene).await?;

    scene.stage.bank.advance(DAY - AUCTION_LOCK).await;
    let step = Step::refused(
        "Dan bids 944.999999 USDC, a millionth less than a step more",
        "A bid must be 5 % above the leading one: 945 USDC.",
        Dan,
        vec![vault.bid(&dan, 944_999_999, 0, 944_999_999)],
        MosaicError::BidBelowStep,
    );
    scene.play(step).await?;

    let action = bid(&scene.stage.bank, &PlaceBid::new(vault.address, dan, 945_000_000)).await?;
    let step = Step::acted(
        "Dan bids 945 USDC in cash",
        "He has no fractions, so he pays the whole price. Cleo's bid stays where it is: nobody is paid out by a bid.",
        Dan,
        &action,
    );
    let step = quoted(step, &action.quote)
        .quoted("rent", Unit::Lamports, action.quote.rent, |facts| Some(facts.change(Vault)?.lamports))
        .moves(Dan, Vault, usdc(945_000_000) + lamports(rent_of::<Bid>()))
        .figure("cash of Dan's bid of 945", Unit::Usdc, 945_000_000, |facts| Some(facts.change(Vault)?.usdc))
        .expects("leading price", Unit::Usdc, 945_000_000, |facts| facts.auction(|auction| auction.price))
        .expects("time left", Unit::Seconds, 172_800, |facts| facts.time_left());
    scene.play(step).await?;

    scene.stage.bank.advance(2 * DAY - 60).await;
    let order = PlaceBid { price: 1_000_000_000, ..order };
    let action = bid(&scene.stage.bank, &order).await?;
    let step = Step::acted(
        "Cleo raises to 1,000 USDC in the last minute",
        "Only the difference moves. A bid in the last 15 minutes moves the end: Dan has 15 minutes to answer.",
        Cleo,
        &action,
    );
    let step = quoted(step, &action.quote)
        .moves(Cleo, Vault, usdc(75_000_000))
        .figure("cash Cleo adds to raise", Unit::Usdc, 75_000_000, |facts| Some(facts.change(Vault)?.usdc))
        .expects("leading price", Unit::Usdc, 1_000_000_000, |facts| facts.auction(|auction| auction.price))
        .expects("time left", Unit::Seconds, 900, |facts| facts.time_left());
    scene.play(step).await?;

    let action = exit(&scene.stage.bank, &Exit::new(vault.address, dan, [])).await?;
    let step = Step::acted(
        "Dan takes his bid back",
        "Who is outbid gets everything, the rent included, at any time and without asking anybody.",
        Dan,
        &action,
    );
    let cash = action.quote.cash;
    let step = step.quoted("cash", Unit::Usdc, cash, |facts| Some(facts.change(Dan)?.usdc));
    let step = step.moves(Vault, Dan, usdc(945_000_000) + lamports(rent_of::<Bid>())).expects(
        "cash owed to bids",
        Unit::Usdc,
        750_000_000,
        |facts| facts.auction(|auction| auction.bids_cash),
    );
    scene.play(step).await?;

    let step = Step::sent(
        "Dan sends 10 USDC into the escrow uninvited",
        "It changes nothing: what is owed is tracked, balances are only compared with it.",
        Dan,
        vec![vault.donate(&dan, 10_000_000)],
    );
    let step = step
        .moves(Dan, Vault, usdc(10_000_000))
        .expects("cash tracked", Unit::Usdc, 750_000_000, |facts| facts.auction(|auction| auction.cash));
    scene.play(step).await
}

/// Ben wants his fractions back while the auction runs.
async fn unstaking(scene: &mut Scene<'_>) -> Result<(), DemoError> {
    let vault = scene.vault.clone();
    let ben = scene.key(Ben);
    let step = Step::refused(
        "Ben wants his stake back at once",
        "Staking and asking have locked his stake for a day, so that nobody borrows fractions, asks a low price, bids and leaves \
         again in one transaction. The auction has cut that to an hour after its start: then stakers can bid with their \
         fractions too.",
        Ben,
        vec![vault.unstake(&ben, 1_100_000_000)],
        MosaicError::StakeLocked,
    );
    let step = step.expects("time until Ben can unstake", Unit::Seconds, AUCTION_LOCK, |facts| facts.locked(Ben));
    scene.play(step).await?;

    scene.stage.bank.advance(AUCTION_LOCK).await;
    let action = unstake(&scene.stage.bank, &Unstake { vault: vault.address, holder: ben, amount: None }).await?;
    let step = Step::acted(
        "An hour later Ben unstakes",
        "His ask goes with it, but the auction goes on: its reserve was read once, when it started. Ana leaves her \
         stake where it is.",
        Ben,
        &action,
    );
    let step = step
        .quoted("rent of the stake", Unit::Lamports, action.quote.returned, |facts| Some(facts.change(Ben)?.lamports))
        .moves(Vault, Ben, fractions(1_100_000_000) + lamports(rent_of::<Stake>()))
        .expects("fractions staked by Ben", Unit::Fractions, 0, |facts| facts.staked(Ben))
        .expects("reserve the auction recorded", Unit::Usdc, 822_702_474, |facts| {
            facts.auction(|auction| auction.reserve)
        });
    scene.play(step).await
}

async fn settling(scene: &mut Scene<'_>) -> Result<(), DemoError> {
    let vault = scene.vault.clone();
    let cleo = scene.key(Cleo);

    scene.stage.bank.advance(EXTENSION - 1).await;
    let step = Step::refused(
        "Ben settles a second before the end",
        "Until the end there are bids, from the end on there is the settlement: never both.",
        Ben,
        vec![vault.settle(&cleo)],
        MosaicError::AuctionNotEnded,
    );
    scene.play(step).await?;

    scene.stage.bank.advance(1).await;
    let action = settle(&scene.stage.bank, &vault.address).await?;
    let SettleQuote { split, value_of_token, .. } = &action.quote;
    let step = Step::acted(
        "Ben settles",
        "Anyone may. Cleo's fractions are burned and her cash is divided; nobody is sent anything yet, \
         so nobody's closed or frozen account can hold up the others.",
        Ben,
        &action,
    );
    let step = step
        .quoted("proceeds", Unit::Usdc, split.proceeds, |facts| facts.auction(|auction| auction.proceeds))
        .quoted("payout per fraction", Unit::Usdc, *value_of_token, payout_per_fraction)
        .changes(Vault, -fractions(2_500_000_000))
        .expects("number of the status `sold`", Unit::Count, Status::Sold as i64, |facts| {
            facts.vault(|vault| vault.status)
        })
        .figure("winning price", Unit::Usdc, 1_000_000_000, |facts| facts.auction(|auction| auction.price))
        .figure("winning cash", Unit::Usdc, 750_000_000, |facts| facts.auction(|auction| auction.winning_cash))
        .figure("royalties", Unit::Usdc, 37_500_000, |facts| facts.auction(|auction| auction.royalties))
        .figure("curator's fee", Unit::Usdc, 15_000_000, |facts| facts.auction(|auction| auction.curator_fee))
        .figure("proceeds", Unit::Usdc, 697_500_000, |facts| facts.auction(|auction| auction.proceeds))
        .figure("fractions burned", Unit::Fractions, 2_500_000_000, |facts| Some(-facts.change(Vault)?.fractions))
        .figure("fractions left", Unit::Fractions, 7_500_000_000, |facts| facts.supply.map(signed))
        .figure("payout per fraction", Unit::Usdc, 93_000, payout_per_fraction);
    scene.play(step).await
}

/// What one whole fraction redeems, in raw quote units.
fn payout_per_fraction(facts: &Facts) -> Option<i64> {
    let proceeds = facts.auction(|auction| auction.proceeds)?;
    proceeds.checked_mul(signed(ONE_FRACTION))?.checked_div(signed(facts.supply?))
}

/// The cash of a bid, as the client quoted it.
fn quoted(step: Step, quote: &BidQuote) -> Step {
    let Move::In(cash) = quote.cash else { return step };
    step.quoted("cash", Unit::Usdc, cash, |facts| Some(facts.change(Vault)?.usdc))
}
