//! Offerings.

use crate::{
    network::Network,
    people::{Person, pass, text, vault},
};

#[test]
fn an_offering_is_opened_bought_in_claimed_and_closed() {
    let network = Network::start("commands-offerings", &[]);
    let person = |name| Person::new(&network, name);
    let (owner, ana, dan, sponsor) = (person("owner"), person("ana"), person("dan"), person("sponsor"));
    let offered = vault(&network, "offered");
    let none = ana.does(&["offering", "show", offered]);
    assert!(none.contains("No offering is open") && none.contains("mosaic offering open VAULT AMOUNT PRICE"), "{none}");
    assert!(ana.is_refused(&["offering", "open", offered, "10", "1,000"]).contains("only the vault's creator"));
    assert!(dan.is_refused(&["offering", "buy", offered, "10"]).contains("has no offering"));
    #[rustfmt::skip]
    let opened = owner.does(&["offering", "open", offered, "1,000", "1,200 USDC", "--down-to", "900", "--lasts", "20d", "--limit", "600", "--minimum", "70"]);
    assert!(opened.contains("raises at most") && opened.contains("OfferingOpened"), "{opened}");

    let bought = dan.does(&["offering", "buy", offered, "300"]);
    assert!(bought.contains("if the minimum is not reached") && bought.contains("FractionsBought"), "{bought}");
    assert!(dan.is_refused(&["offering", "claim", offered]).contains("the offering still runs"));
    let told = [
        "== Offerings ==",
        "minimum reached",
        "the wallet bought",
        "buy fractions, at 1,",
        "offering buy VAULT AMOUNT",
    ];
    assert_tells(&dan.does(&["vault", "show", offered]), &told, &["offering claim", "held up by an offering"]);
    let listed = dan.gets(&["offering", "purchases"]);
    assert_eq!(text(&listed, "/purchases/0/purchase/fractions"), "300000000");
    assert_eq!((&listed["purchases"][0]["claimable"], listed["purchases"][1].is_null()), (&false.into(), true));
    assert!(dan.is_refused(&["offering", "buy", offered, "301"]).contains("exceed the limit of a wallet"));
    assert!(ana.is_refused(&["offering", "buy", offered, "400", "--max-cost", "1"]).contains("CostAboveMaximum"));
    let certain = ana.does(&["offering", "buy", offered, "400"]);
    assert!(certain.contains("not sold below") && certain.contains("PurchaseClaimed"), "{certain}");
    assert!(ana.is_refused(&["bid", "place", offered, "1,150"]).contains("below the reserve"));
    let told = [
        "held up by an offering  not sold below 1,",
        // The window of dan's offer ends before.
        "state               can be accepted in 19 days",
        "the end of an offering in which more was paid",
        "take what offering 0 owes",
        "offering claim VAULT ",
    ];
    assert_tells(&sponsor.does(&["vault", "show", offered]), &told, &["the wallet bought", "call offering 0 off"]);
    let asks = ["held up by an offering  not sold below 1,", "<- above 50 %, below the reserve"];
    assert_tells(&sponsor.does(&["ask", "show", offered]), &asks, &[]);
    let audited = sponsor.does(&["audit", offered]);
    assert!(audited.contains("1 offering with 600 ") && audited.contains("; 2 purchases"), "{audited}");
    // Anybody can for the buyer.
    let claimed = sponsor.does(&["offering", "claim", offered, "--buyer", dan.address()]);
    assert!(claimed.contains("delivered") && claimed.contains("300"), "{claimed}");
    let shown = dan.gets(&["offering", "show", offered]);
    assert_eq!(text(&shown, "/offerings/0/state/__kind"), "Selling");
    assert_eq!(text(&shown, "/offerings/0/purchase/purchase/delivered"), "300000000");
    let steps: Vec<_> = shown["nextSteps"].as_array().unwrap().iter().map(|step| text(step, "/1/__kind")).collect();
    assert_eq!(steps, ["BuyFractions"], "everything is delivered");
    assert!(owner.is_refused(&["offering", "close", offered]).contains("the offering still runs"));

    pass(dan, offered, 20 * 86_400);
    assert!(dan.is_refused(&["offering", "buy", offered, "1"]).contains("the offering is over"));
    let closed = ana.does(&["offering", "close", offered]);
    assert!(closed.contains("stay until every purchase is claimed") && closed.contains("OfferingClosed"), "{closed}");
    assert!(ana.is_refused(&["offering", "close", offered]).contains("are not claimed yet"));
    assert_tells(&ana.does(&["offering", "purchases"]), &[offered, "over, succeeded", "its rent"], &[]);
    for buyer in [ana, dan] {
        assert!(buyer.does(&["offering", "claim", offered]).contains("rent to the buyer"));
    }
    assert!(ana.does(&["offering", "purchases"]).contains("Nothing that the wallet bought"));
    let closed = ana.does(&["offering", "close", offered]);
    assert!(closed.contains("are closed") && closed.contains("rent to the creator"), "{closed}");
    let again = owner.is_refused(&["offering", "open", offered, "10", "1,000"]);
    assert!(again.contains("has succeeded already"), "{again}");
}

/// What was printed has all of `told` and none of `not_told`.
fn assert_tells(printed: &str, told: &[&str], not_told: &[&str]) {
    for part in told {
        assert!(printed.contains(part), "{part:?} is missing in\n{printed}");
    }
    for part in not_told {
        assert!(!printed.contains(part), "{part:?} is wrong in\n{printed}");
    }
}
