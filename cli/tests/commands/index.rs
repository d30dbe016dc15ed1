//! `mosaic index`: the scene is indexed, also by a process that is killed again and again, and asked.

use {
    crate::{
        network::Network,
        people::{Person, Ran, call, now, text, travel_to, vault},
    },
    mosaic_index::Index,
    serde_json::{Value, json},
    std::{
        path::{Path, PathBuf},
        process::{Command, Stdio},
        thread::sleep,
        time::Duration,
    },
};

/// Long enough for what has happened to be final, in seconds of the network's clock.
const FINAL: i64 = 60;

/// Stops the network's clock, and so its blocks, once all that has happened can be undone no more.
fn stand_still(network: &Network, somebody: Person) {
    travel_to(network, now(somebody, vault(network, "active")) + FINAL);
    call(network, "surfnet_pauseClock", json!([]));
}

fn file(network: &Network, name: &str) -> PathBuf {
    network.folder.join(name).join("index.sqlite")
}

fn dump(file: &Path) -> String {
    Index::open(file).unwrap().dump().unwrap()
}

/// `mosaic index run` of the network into this file.
fn process(network: &Network, file: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mosaic"));
    command.args(["index", "run", "--url", network.text("/rpcUrl"), "--database"]).arg(file);
    command.env("HOME", &network.folder).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn raw(document: &Value, pointer: &str) -> u64 {
    text(document, pointer).parse().unwrap()
}

#[test]
fn the_scene_is_indexed_and_answers_and_a_killed_run_ends_with_the_same_database() {
    let network = Network::start("commands-index", &[]);
    let ana = Person::new(&network, "ana");
    stand_still(&network, ana);
    let whole = file(&network, "whole");
    let database = whole.to_str().unwrap();
    let ran = ana.gets(&["index", "run", "--database", database]);
    assert_eq!((&ran["openVaults"], &ran["missing"], &ran["busy"]), (&json!(6), &json!([]), &json!([])));
    let events = raw(&ran, "/events");
    assert!(events > 40, "the scene has more than {events} events");
    let again = ana.does(&["index", "run", "--database", database]);
    assert!(again.starts_with("new events: 0 of 0 transactions, up to slot "), "{again}");

    answers(&network, ana, database);
    export(&network, ana, database, events);
    killed(&network, &whole);
}

/// Every vault of the scene, as the worked example has it.
fn answers(network: &Network, ana: Person, database: &str) {
    let holders = |name| ana.gets(&["index", "holders", vault(network, name), "--database", database]);
    let prices = |name| ana.gets(&["index", "prices", vault(network, name), "--database", database]);
    let income = |name| ana.gets(&["index", "income", vault(network, name), "--database", database]);
    for name in ["active", "offered", "auction", "sold"] {
        let holders = holders(name);
        let all = holders.pointer("/holders/holders").unwrap().as_array().unwrap();
        let sum: u64 = all.iter().map(|holder| raw(holder, "/total")).sum();
        assert_eq!(sum, raw(&holders, "/holders/supply"), "{name}: {holders:#}");
        // The largest first: ana has 40 % of each.
        assert_eq!((text(&all[0], "/holder"), raw(&all[0], "/total")), (ana.address(), 4_000_000_000), "{name}");
    }
    let auction = holders("auction");
    let cleo = network.text("/wallets/cleo/address");
    let of_cleo = auction.pointer("/holders/holders").unwrap().as_array().unwrap().iter();
    let of_cleo = of_cleo.into_iter().find(|holder| holder["holder"] == cleo).unwrap();
    assert_eq!((raw(of_cleo, "/bid"), raw(of_cleo, "/total")), (2_500_000_000, 2_500_000_000));

    let sold = prices("sold");
    let listed: Vec<_> = sold["prices"].as_array().unwrap().iter().collect();
    let told = |price: &&Value| (text(price, "/kind").to_owned(), raw(price, "/price"));
    let bids: Vec<_> =
        listed.iter().map(told).filter(|(kind, _)| ["BidPlaced", "VaultSold"].contains(&kind.as_str())).collect();
    let expected = [900_000_000, 945_000_000, 1_000_000_000].map(|price| ("BidPlaced".to_owned(), price));
    assert_eq!(bids, [&expected[..], &[("VaultSold".to_owned(), 1_000_000_000)]].concat(), "the worked example");
    assert_eq!(told(&listed[0]), ("VaultCreated".to_owned(), 1_000_000_000));
    assert!(listed.iter().any(|price| text(price, "/kind") == "AskSet"), "{sold:#}");
    let bid = listed.iter().find(|price| text(price, "/kind") == "BidPlaced").unwrap();
    assert_eq!((raw(bid, "/reserve"), text(bid, "/party")), (822_702_474, cleo));
    let offered = prices("offered");
    let offers = offered["prices"].as_array().unwrap().iter();
    assert!(offers.map(|price| told(&price)).any(|offer| offer == ("OfferMade".to_owned(), 600_000_000)));

    let income = income("active");
    let usdc = network.text("/mints/usdc/address");
    let total = &income["income"]["totals"][usdc];
    assert!(raw(total, "/deposited") > 0 && raw(total, "/licensed") > 0, "an income and a licence's fee: {income:#}");
    for what in ["holders", "prices", "income"] {
        let shown = ana.does(&["index", what, vault(network, "active"), "--database", database]);
        assert!(shown.contains(if what == "holders" { "holders have 10,000 " } else { " USDC" }), "{shown}");
    }
    let income = ana.does(&["index", "income", vault(network, "draft"), "--database", database]);
    assert_eq!(income, "No income is known to have come to this vault.\n");
    let prices = ana.does(&["index", "prices", vault(network, "sold"), "--database", database]);
    assert!(prices.contains("VaultSold") && prices.contains("1,000 USDC") && prices.contains(" UTC"), "{prices}");
    let shown = ana.does(&["index", "holders", vault(network, "auction"), "--database", database]);
    assert!(shown.contains("40 %") && shown.contains("2,500 "), "{shown}");
}

fn export(network: &Network, ana: Person, database: &str, events: u64) {
    let all = ana.gets(&["index", "export", "--database", database]);
    let vaults = all["vaults"].as_array().unwrap();
    assert_eq!(vaults.len(), 6);
    let exported: usize = vaults.iter().map(|vault| vault["events"].as_array().unwrap().len()).sum();
    assert_eq!(exported as u64, events);
    let usdc = network.text("/mints/usdc/address");
    assert_eq!(all["tokens"][usdc], json!({ "symbol": "USDC", "decimals": 6 }));
    let sold = vault(network, "sold");
    let one = ana.does(&["index", "export", sold, "--database", database]);
    let one: Value = serde_json::from_str(&one).unwrap();
    let of_all = vaults.iter().find(|vault| vault["address"] == sold).unwrap();
    assert_eq!((&one["vaults"], &one["format"]), (&json!([of_all]), &json!(1)));
}

/// Kills a run after ever longer times until one gets through: the database is the same as that of one go.
fn killed(network: &Network, whole: &Path) {
    let expected = dump(whole);
    let broken = file(network, "killed");
    let (mut milliseconds, mut kills, mut begun) = (20, 0, 0);
    loop {
        let mut run = process(network, &broken).spawn().unwrap();
        sleep(Duration::from_millis(milliseconds));
        if run.try_wait().unwrap().is_some_and(|status| status.success()) {
            break;
        }
        run.kill().unwrap();
        run.wait().unwrap();
        kills += 1;
        let half = Index::open(&broken).and_then(|index| index.dump()).unwrap_or_default();
        begun += usize::from(half.contains("\nevents ") && half != expected);
        milliseconds += 20 + milliseconds / 10;
        assert!(milliseconds < 60_000, "no run gets through");
    }
    assert!(kills > 3, "it was killed {kills} times");
    assert!(begun > 0, "it was never killed in the middle");
    assert_eq!(dump(&broken), expected, "killed {kills} times");
}

#[test]
fn a_run_that_follows_takes_what_happens_and_what_is_wrong_is_told() {
    let network = Network::start("commands-index-follow", &[]);
    let (ana, dan) = (Person::new(&network, "ana"), Person::new(&network, "dan"));
    let auction = vault(&network, "auction");
    let file = file(&network, "following");
    let database = file.to_str().unwrap();
    for what in ["holders", "prices", "income"] {
        let told = ana.is_refused(&["index", what, auction, "--database", database]);
        assert!(told.contains("there is no index at") && told.contains("[NoIndex]"), "{told}");
    }
    let mut following = process(&network, &file).args(["--follow", "--every", "1s"]).spawn().unwrap();
    dan.does(&["bid", "place", auction, "1,200"]);
    travel_to(&network, now(dan, auction) + FINAL);
    let bid = |ran: Ran| ran.code == Some(0) && ran.out.contains("1,200 USDC");
    let seen = (0..300).any(|_| {
        sleep(Duration::from_millis(200));
        // Asked while it is being written.
        bid(ana.run(&["index", "prices", auction, "--database", database]))
    });
    let runs = following.try_wait().unwrap().is_none();
    following.kill().unwrap();
    following.wait().unwrap();
    assert!(
        seen && runs,
        "the bid was {}seen, the run {}",
        if seen { "" } else { "not " },
        if runs { "goes on" } else { "has ended" }
    );
    let unknown = ana.is_refused(&["index", "prices", ana.address(), "--database", database]);
    assert!(unknown.contains("the index knows no vault") && unknown.contains("[NoVault]"), "{unknown}");
    let key = network.text("/wallets/ana/keypair");
    let told = ana.is_refused(&["index", "run", "--database", key]);
    assert!(told.contains("the file is no index of Mosaic [NotAnIndex]"), "{told}");
}
