//! The demo as its users run it: as a process.

use {
    serde_json::Value,
    std::{
        collections::BTreeMap,
        process::{Command, Output},
    },
};

/// The figures of the design's worked example and of the other acts, in raw units.
const FIGURES: [(&str, i64); 44] = [
    ("supply of fractions", 10_000_000_000),
    ("reserve while nobody asks", 1_000_000_000),
    ("level Ana asks", 90),
    ("level Ben asks", 92),
    ("fractions that would sell at the reserve", 5_100_000_000),
    ("reserve by the asks", 822_702_474),
    ("value of a fraction at that price", 76_511),
    ("cash of Cleo's bid of 900", 675_000_000),
    ("cash of Dan's bid of 945", 945_000_000),
    ("cash Cleo adds to raise", 75_000_000),
    ("winning price", 1_000_000_000),
    ("winning cash", 750_000_000),
    ("royalties", 37_500_000),
    ("royalty of the artist", 26_250_000),
    ("royalty of the studio", 11_250_000),
    ("curator's fee", 15_000_000),
    ("proceeds", 697_500_000),
    ("payout per fraction", 93_000),
    ("payout of Ana", 372_000_000),
    ("payout of Ben", 102_300_000),
    ("payout of the owner, the last holder", 223_200_000),
    ("income that waited for a stake", 700_000_000),
    ("first claim of Ana", 125_000_000),
    ("first claim of Ana, points", 177),
    ("claim of Ben, sent by Dan", 150_000_000),
    ("claim of Ben, points", 214),
    ("second claim of Ana", 312_500_000),
    ("second claim of Ana, points", 447),
    ("second claim of Ben", 112_500_000),
    ("second claim of Ben, points", 161),
    ("quorum of the vote", 200_000_000),
    ("votes for the licence", 250_000_000),
    ("votes against it", 150_000_000),
    ("fee of the licence", 100_000_000),
    ("Ana's part of the fee", 62_500_000),
    ("offer below the reserve", 240_000_000),
    ("price after the offer", 280_000_000),
    ("licence runs on after the sale", 6 * 86_400),
    ("payout of Ana, act four", 70_000_000),
    ("payout of Ben and his part of the fee", 79_500_000),
    ("payout of the studio, a year later", 168_000_000),
    ("rent of stakes, votes, offer and licence not returned", 0),
    ("NFTs of the basket, with Ana", 3),
    ("rent never returned: the fifth mint", 1_461_600),
];

fn mosaic(arguments: &[&str]) -> Output {
    let mosaic = Command::new(env!("CARGO_BIN_EXE_mosaic")).args(arguments).output();
    mosaic.unwrap_or_else(|error| panic!("cannot run mosaic: {error}"))
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap_or_else(|error| panic!("not UTF-8: {error}"))
}

#[test]
fn the_demo_tells_the_story_as_plain_text_and_ends_with_0() {
    let output = mosaic(&["demo"]);
    let (story, errors) = (text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(0), "{story}\n{errors}");
    assert_eq!(errors, "", "no progress where stderr is no terminal");
    assert!(story.chars().all(|char| char == '\n' || !char.is_control()), "escape codes in plain text");
    for told in [
        "Cleo bids 900 USDC with all her fractions",
        "| 92    |  822.702474 |     11 % | █████▌                    |  51 % | <- above 50 %: reserve |",
        "refused, BidBelowReserve",
        "hint: Bid at least the reserve",
        "refused, StakeLocked",
        "refused, BidBelowStep",
        "refused, AuctionNotEnded",
        "refused, PayoutBelowMinimum",
        "675.00 USDC",
        "697.50 USDC",
        "0.093 USDC",
        "223.20 USDC",
        "claim 177 POINTS",
        "| quorum: yes and no  |       200 |   20 % | █████              | 50 more must vote    |",
        "| yes                 |       250 |   25 % | ██████          |",
        "would fail: for the quorum and more than 50 % of the votes, 0.000001 more yes",
        "would pass: the quorum is reached",
        "time until Ben can unstake: 1 day",
        "refused, ProposalDelayed",
        "refused, OfferVetoed",
        "licence runs on after the sale: 6 days",
        "refused, HasPermanentDelegate",
        "NFTs in the vault: 3 NFT",
        "amounts are what they should be.",
    ] {
        assert!(story.contains(told), "{told:?} is missing in\n{story}");
    }
    let widest = story.lines().map(|line| line.chars().count()).max();
    assert!(widest <= Some(100), "a line of {widest:?} characters");
}

#[test]
fn colours_can_be_demanded() {
    let output = mosaic(&["demo", "--color", "always"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output.stdout).contains("\u{1b}[1m"));
}

#[test]
fn json_is_one_document_with_every_amount() {
    let output = mosaic(&["demo", "--json"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["ok"], true);
    assert_eq!(report["failure"], Value::Null);

    let figures = report["figures"].as_array().unwrap().iter();
    let figures: BTreeMap<_, _> = figures.map(|f| (f["label"].as_str().unwrap(), f["amount"].as_i64())).collect();
    for (label, raw) in FIGURES {
        assert_eq!(figures.get(label), Some(&Some(raw)), "{label}");
    }

    let steps = report["acts"].as_array().unwrap().iter().flat_map(|act| act["steps"].as_array().unwrap());
    let steps: Vec<_> = steps.collect();
    let checks: Vec<_> = steps.iter().flat_map(|step| step["checks"].as_array().unwrap()).collect();
    assert_eq!(report["checked"].as_u64(), Some(checks.len() as u64));
    for check in checks {
        assert_eq!(check["expected"], check["actual"], "{check}");
    }
    let drawn: Vec<_> = steps.iter().map(|step| &step["asks"]).filter(|asks| !asks.is_null()).collect();
    let [asks] = drawn[..] else { panic!("the asks are drawn once, not {} times", drawn.len()) };
    assert_eq!((&asks["consent_bps"], &asks["reserve_level"]), (&5_000.into(), &92.into()));
    let shares: Vec<_> = asks["levels"].as_array().unwrap().iter().map(|asked| asked["share_bps"].as_u64()).collect();
    assert_eq!(shares, [4_000, 0, 1_100, 0, 0, 0, 4_900].map(Some), "levels 90 to 96");
    let drawn: Vec<_> = steps.iter().map(|step| &step["vote"]).filter(|vote| !vote.is_null()).collect();
    let votes: Vec<_> = drawn.iter().map(|vote| ["yes", "no", "yes_needed"].map(|of| vote[of].as_u64())).collect();
    let expected = [[150_000_000, 0, 50_000_000], [150_000_000, 150_000_000, 1], [250_000_000, 150_000_000, 0]];
    assert_eq!(votes, expected.map(|vote| vote.map(Some)));
    let passes: Vec<_> = drawn.iter().map(|vote| vote["passes"].as_bool()).collect();
    assert_eq!(passes, [false, false, true].map(Some));
    for step in steps {
        assert_eq!(step["balances"].as_array().unwrap().len(), 9, "{step}");
        if !step["transaction"].is_null() {
            assert!(step["transaction"]["bytes"].as_u64().unwrap() <= 1_232, "{step}");
        }
    }
}

#[test]
fn what_cannot_be_fetched_is_said_in_words() {
    let demo = |arguments: &[&str]| {
        let mut mosaic = Command::new(env!("CARGO_BIN_EXE_mosaic"));
        let output = mosaic.args(arguments).env("CARGO", "/nonexistent/cargo").env("RUST_BACKTRACE", "1").output();
        output.unwrap_or_else(|error| panic!("cannot run mosaic: {error}"))
    };
    let output = demo(&["demo"]);
    let errors = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1));
    assert!(errors.starts_with("error: ") && errors.contains("cargo fetch --locked"), "{errors}");
    assert!(!errors.contains("panicked") && !errors.contains("backtrace"), "{errors}");

    let output = demo(&["demo", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["ok"], false);
    assert!(report["failure"].as_str().unwrap().contains("cargo fetch --locked"), "{report}");
}

#[test]
fn wrong_arguments_end_with_2() {
    for arguments in [&["demo", "--jsno"][..], &["dmeo"], &[]] {
        let output = mosaic(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(text(&output.stderr).contains("Usage"), "{arguments:?}");
    }
}
