//! What an index answers.

use {
    super::{run, story},
    crate::{Index, Total},
    serde_json::{Value, json},
    story::{ANA, BEN, CLEO, DAN, USDC, key},
};

async fn index(folder: &tempfile::TempDir) -> Index {
    let file = folder.path().join("index.sqlite");
    run(&story::network(), &file).await.unwrap();
    Index::open(&file).unwrap()
}

#[tokio::test]
async fn holders_add_up_to_the_supply_wherever_their_fractions_are() {
    let folder = tempfile::tempdir().unwrap();
    let index = index(&folder).await;
    let holders = index.holders(&story::traded().to_string()).unwrap().unwrap();
    let found: Vec<_> = holders
        .holders
        .iter()
        .map(|holder| (holder.holder.clone(), holder.total, holder.wallet, holder.staked, holder.bid))
        .collect();
    let expected = [
        (key(ANA), 5_000, 1_000, 4_000, 0),
        (key(CLEO), 2_500, 0, 0, 2_500),
        (key(BEN), 2_400, 2_400, 0, 0),
        (story::traded(), 100, 100, 0, 0),
    ];
    assert_eq!(found, expected.map(|(key, total, wallet, staked, bid)| (key.to_string(), total, wallet, staked, bid)));
    assert_eq!((holders.supply, holders.slot), (story::SUPPLY, 1_006));
    assert_eq!(holders.holders.iter().map(|holder| holder.total).sum::<u64>(), holders.supply);
    // One that is closed has none.
    assert_eq!(index.holders(&story::reclaimed().to_string()).unwrap(), None);
}

#[tokio::test]
async fn what_is_offered_is_the_buyers_once_the_minimum_is_reached_and_the_creators_until_then() {
    for (raised, of_ben, of_ana) in [(79, 0, 1_000), (80, 550, 400)] {
        let mut network = story::network();
        story::put_offering(&mut network, raised);
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("index.sqlite");
        run(&network, &file).await.unwrap();
        let holders = Index::open(&file).unwrap().holders(&story::traded().to_string()).unwrap().unwrap();
        let offered = |who: u8| {
            let of_who = holders.holders.iter().find(|holder| holder.holder == key(who).to_string());
            of_who.map_or(0, |holder| holder.offered)
        };
        assert_eq!((offered(BEN), offered(ANA)), (of_ben, of_ana), "{raised} raised");
        assert_eq!(holders.holders.iter().map(|holder| holder.total).sum::<u64>(), holders.supply);
        let stray = holders.holders.iter().find(|holder| holder.holder == story::traded().to_string()).unwrap();
        assert_eq!(stray.total, 100);
    }
}

#[tokio::test]
async fn prices_are_what_was_asked_bid_and_paid() {
    let folder = tempfile::tempdir().unwrap();
    let index = index(&folder).await;
    let prices = index.prices(&story::traded().to_string()).unwrap();
    let found: Vec<_> = prices
        .iter()
        .map(|price| {
            (price.when.sequence, price.when.kind.as_str(), price.when.party.clone(), price.price, price.reserve)
        })
        .collect();
    // 1.05^-6 of the opening price, as the worked example has it.
    let ask = mosaic_client::rules::ladder::price(story::OPENING_PRICE, 90).unwrap();
    let expected = [
        (0, "VaultCreated", ANA, story::OPENING_PRICE, None),
        (4, "AskSet", ANA, ask, None),
        (6, "OfferMade", DAN, 600_000_000, None),
        (9, "AskSet", ANA, story::OPENING_PRICE, None),
        (10, "BidPlaced", DAN, 900_000_000, Some(822_702_474)),
        (11, "BidPlaced", CLEO, 1_000_000_000, Some(822_702_474)),
    ];
    assert_eq!(
        found,
        expected.map(|(number, kind, who, price, reserve)| (number, kind, Some(key(who).to_string()), price, reserve))
    );
    assert!(ask < story::OPENING_PRICE * 3 / 4 && prices.iter().all(|price| price.when.time.is_some()));
}

#[tokio::test]
async fn income_is_what_came_and_went_fees_of_licences_too() {
    let folder = tempfile::tempdir().unwrap();
    let index = index(&folder).await;
    let income = index.incomes(&story::traded().to_string()).unwrap();
    let usdc = key(USDC).to_string();
    let total = Total { deposited: 700, licensed: 300, claimed: 250, unearned: 0 };
    assert_eq!(income.totals, [(usdc.clone(), total)].into());
    let found: Vec<_> =
        income.history.iter().map(|one| (one.when.kind.as_str(), one.mint.as_deref(), one.amount)).collect();
    let usdc = Some(usdc.as_str());
    assert_eq!(found, [("IncomeDeposited", usdc, 700), ("LicenseTaken", usdc, 300), ("IncomeClaimed", usdc, 250)]);
}

#[tokio::test]
async fn closed_vaults_are_remembered_and_unknown_ones_refused() {
    let folder = tempfile::tempdir().unwrap();
    let index = index(&folder).await;
    let closed = index.vault(&story::reclaimed().to_string()).unwrap();
    assert_eq!(closed.status.as_deref(), Some("Closed"));
    assert_eq!((closed.creator, closed.quote_mint), (Some(key(ANA).to_string()), Some(key(USDC).to_string())));
    assert_eq!(index.vault(&story::traded().to_string()).unwrap().status.as_deref(), Some("Auction"));
    let error = index.prices(&key(7).to_string()).unwrap_err();
    assert_eq!(error.to_string(), format!("the index knows no vault {}", key(7)));
}

#[tokio::test]
async fn an_export_has_it_all_with_numbers_as_texts() {
    let folder = tempfile::tempdir().unwrap();
    let index = index(&folder).await;
    let export = serde_json::to_value(index.export(None).unwrap()).unwrap();
    assert_eq!((&export["format"], &export["slot"]), (&json!(1), &json!("1006")));
    assert_eq!(export["tokens"][key(USDC).to_string()]["decimals"], 6);
    let vaults = export["vaults"].as_array().unwrap();
    assert_eq!(vaults.len(), 2);
    let traded = vaults.iter().find(|vault| vault["address"] == story::traded().to_string()).unwrap();
    assert_eq!(traded["events"].as_array().unwrap().len(), 12);
    let last = &traded["events"][11];
    assert_eq!(
        (&last["sequence"], &last["kind"], &last["fields"]["price"]),
        (&json!("11"), &json!("BidPlaced"), &json!("1000000000"))
    );
    assert_eq!((&last["time"], &last["party"]), (&json!("1800001006"), &json!(key(CLEO).to_string())));
    assert_eq!(traded["holders"]["holders"][0]["total"], "5000");
    assert_eq!(traded["missing"], json!([]));
    let one = index.export(Some(&story::traded().to_string())).unwrap();
    assert_eq!(serde_json::to_value(one.vaults).unwrap(), Value::Array(vec![traded.clone()]));
}
