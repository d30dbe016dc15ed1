//! What is shown of the vaults of the scene.

use crate::{
    network::Network,
    people::{Person, document, run, text, vault},
};

#[test]
fn every_status_is_shown_with_what_can_be_done_next() {
    let network = Network::start("commands-views", &[]);
    let ana = Person::new(&network, "ana");
    let expected: [(&str, &[&str]); 6] = [
        ("draft", &["in draft", "give the draft up", "mosaic vault cancel VAULT"]),
        (
            "active",
            &[
                "active, since",
                "== Asks ==",
                "822.702474",
                "<- above 50 %: reserve",
                "== Income ==",
                "== Proposals ==",
                "== Licences ==",
                "vote on proposal 1",
                "mosaic income claim VAULT",
            ],
        ),
        ("offered", &["== Offer ==", "600", "can be accepted in 1"]),
        (
            "auction",
            &["in auction", "== Auction ==", "left, until", "leader", "next bid at least", "mosaic bid place VAULT"],
        ),
        ("sold", &["sold for", "proceeds left", "697.5", "mosaic redeem VAULT", "who gets the NFTs"]),
        ("reclaimed", &["reclaimed, since", "take the NFTs"]),
    ];
    for (name, told) in expected {
        let shown = run(&network, &["vault", "show", vault(&network, name)]);
        assert_eq!(shown.code, Some(0), "{}", shown.errors);
        for told in told {
            assert!(shown.out.contains(told), "{name}: {told:?} is missing in\n{}", shown.out);
        }
        assert!(shown.out.chars().all(|char| char == '\n' || !char.is_control()), "escape codes in plain text");
    }
    let own = ana.does(&["vault", "show", vault(&network, "active")]);
    for told in ["== The wallet ==", ana.address(), "staked", "4,000", "level 90"] {
        assert!(own.contains(told), "{told:?} is missing in\n{own}");
    }
    let shown = run(&network, &["vault", "show", vault(&network, "active"), "--output", "json"]);
    let shown = document(&shown.out);
    assert_eq!(text(&shown, "/vault/reserve/price"), "822702474");
    assert_eq!(shown["asks"].as_array().unwrap().len(), 3);
    assert_eq!(shown["wallet"], serde_json::Value::Null);
    let steps = shown["nextSteps"].as_array().unwrap();
    assert!(steps.iter().any(|step| step[0] == "Staker" && step[1]["__kind"] == "Vote"), "{steps:?}");

    lists(&network, ana);
    answers(&network, ana);
    remembers(&network, ana);
}

fn lists(network: &Network, ana: Person) {
    let all = ana.does(&["vault", "list"]);
    for name in ["draft", "active", "offered", "auction", "sold", "reclaimed"] {
        assert!(
            all.contains(vault(network, name)) && all.contains(network.text(&format!("/vaults/{name}/name"))),
            "{all}"
        );
    }
    let listed =
        |arguments: &[&str]| ana.gets(&[&["vault", "list"], arguments].concat())["vaults"].as_array().unwrap().len();
    assert_eq!(listed(&["--status", "auction"]), 1);
    assert_eq!(listed(&["--creator", network.text("/wallets/owner/address")]), 6);
    assert_eq!(listed(&["--mine"]), 0);
    let stakes = ana.does(&["stake", "list", vault(network, "active")]);
    assert!(stakes.contains(ana.address()) && stakes.contains("746.215396"), "{stakes}");
    assert!(ana.does(&["vault", "list", "--mine"]).contains("There is no such vault."));
}

/// The program itself says the same as the client.
fn answers(network: &Network, ana: Person) {
    for name in ["active", "auction", "sold", "draft"] {
        let vault = vault(network, name);
        let asked = ana.gets(&["quote", vault]);
        assert_eq!(asked["quote"], ana.gets(&["vault", "show", vault])["quote"], "{name}");
    }
    let asked = ana.does(&["quote", vault(network, "auction")]);
    assert!(asked.contains("firm: a bid in escrow"), "{asked}");
}

fn remembers(network: &Network, ana: Person) {
    let events = ana.does(&["events", vault(network, "auction")]);
    assert!(events.contains("BidPlaced") && events.contains("VaultActivated"), "{events}");
    let found = ana.gets(&["events", vault(network, "auction"), "--limit", "1"]);
    let signature = text(&found, "/transactions/0/signature");
    let told = ana.does(&["tx", signature]);
    assert!(told.contains("landed") && told.contains("BidPlaced") && told.contains("price: 1000000000"), "{told}");
    let unknown = "1111111111111111111111111111111111111111111111111111111111111111";
    assert!(ana.is_refused(&["tx", unknown]).contains("knows no transaction"));
}
