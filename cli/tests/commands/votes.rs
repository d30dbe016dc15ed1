//! Proposals, votes and licences.

use {
    crate::{
        network::Network,
        people::{Person, pass, text, vault},
    },
    std::fs,
};

const DAY: i64 = 86_400;

#[test]
fn a_licence_is_proposed_voted_granted_taken_renewed_ended_and_closed() {
    let network = Network::start("commands-licence", &[]);
    let person = |name| Person::new(&network, name);
    let (ana, ben, cleo) = (person("ana"), person("ben"), person("cleo"));
    let active = vault(&network, "active");
    let terms = network.folder.join("loan.txt");
    fs::write(&terms, "hello world").unwrap();
    let proposed = ana.does(&[
        "propose",
        "license",
        active,
        "--licensee",
        cleo.address(),
        "--fee",
        "50",
        "--term",
        "7d",
        "--uri",
        "https://example.org/loan",
        "--file",
        terms.to_str().unwrap(),
    ]);
    for told in [
        "number",
        "quorum",
        "7 days",
        "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9",
        "ProposalMade",
    ] {
        assert!(proposed.contains(told), "{told:?} is missing in\n{proposed}");
    }
    let voted = ben.does(&["vote", "no", active, "2"]);
    assert!(voted.contains("it would fail") && voted.contains("VoteCast"), "{voted}");
    let withdrawn = ben.does(&["vote", "withdraw", active, "2"]);
    assert!(withdrawn.contains("VoteWithdrawn"), "{withdrawn}");
    let voted = ana.does(&["vote", "yes", active, "2"]);
    assert!(voted.contains("it would pass"), "{voted}");
    let shown = ana.does(&["proposal", "show", active, "2"]);
    for told in ["to offer a licence", "quorum: yes and no", "If it ended now it would pass", "mosaic vote yes VAULT 2"]
    {
        assert!(shown.contains(told), "{told:?} is missing in\n{shown}");
    }
    let votes = ana.gets(&["vote", "show", active, "2"]);
    assert_eq!((text(&votes, "/votes/0/holder"), text(&votes, "/votes/0/weight")), (ana.address(), "4000000000"));
    let refused = cleo.is_refused(&["proposal", "execute", active, "2"]);
    assert!(refused.contains("it is being voted on; one that passes can be from"), "{refused}");

    pass(cleo, active, 4 * DAY);
    let executed = cleo.does(&["proposal", "execute", active, "2"]);
    assert!(executed.contains("can be taken until") && executed.contains("ProposalExecuted"), "{executed}");
    assert!(ben.is_refused(&["license", "accept", active, "2"]).contains("only the licensee"));
    let taken = cleo.does(&["license", "accept", active, "2"]);
    assert!(taken.contains("income streamed then") && taken.contains("LicenseTaken"), "{taken}");
    let listed = cleo.does(&["license", "list", active]);
    assert!(listed.contains(cleo.address()) && listed.contains("runs until"), "{listed}");
    let renewed = cleo.does(&["license", "renew", active, "2"]);
    assert!(renewed.contains("LicenseTaken"), "{renewed}");
    assert!(cleo.is_refused(&["license", "renew", active, "2"]).contains("is renewed already; it can be again from"));

    ana.does(&["propose", "end-license", active, "2"]);
    ana.does(&["vote", "yes", active, "3"]);
    pass(cleo, active, 4 * DAY);
    cleo.does(&["proposal", "execute", active, "3"]);
    let shown = cleo.does(&["license", "show", active, "2"]);
    assert!(shown.contains("ended by a vote    yes"), "{shown}");
    assert!(cleo.is_refused(&["license", "close", active, "2"]).contains("LicenseAlive"));
    pass(cleo, active, 11 * DAY);
    let closed = cleo.does(&["license", "close", active, "2"]);
    assert!(closed.contains("rent back: licence"), "{closed}");

    let listed = ana.gets(&["proposal", "list", active]);
    assert_eq!(listed["proposals"].as_array().unwrap().len(), 4);
    let closed = ana.does(&["proposal", "close", active, "2", "3"]);
    assert!(closed.contains("2, 3") && closed.contains("ProposalClosed"), "{closed}");
    ana.does(&["proposal", "close", active]);
    assert!(ana.does(&["proposal", "list", active]).contains("No proposal is open."));
}

#[test]
fn holders_decide_on_curator_terms_mints_and_anything_else() {
    let network = Network::start("commands-votes", &[]);
    let person = |name| Person::new(&network, name);
    let (ana, cleo) = (person("ana"), person("cleo"));
    let active = vault(&network, "active");
    let hash = "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9";
    let mint = network.text("/vaults/offered/fractionMint");
    ana.does(&["propose", "curator", active, "--curator", cleo.address(), "--fee", "1%"]);
    ana.does(&["propose", "auction-terms", active, "--auction", "5d", "--step", "10%"]);
    ana.does(&["propose", "income-mint", active, mint]);
    ana.does(&["propose", "resolve", active, "--uri", "https://example.org/plan", "--hash", hash]);
    assert!(
        ana.is_refused(&["propose", "curator", active, "--fee", "4%"])
            .contains("above the 200 of the vault's creation")
    );
    assert!(cleo.is_refused(&["propose", "income-mint", active, mint]).contains("proposing takes a stake of 100"));
    for number in ["2", "3", "4", "5"] {
        ana.does(&["vote", "yes", active, number]);
    }
    pass(cleo, active, 4 * DAY);
    for number in ["2", "3", "4", "5"] {
        cleo.does(&["proposal", "execute", active, number]);
    }
    let shown = cleo.does(&["vault", "show", active, "--terms"]);
    assert!(shown.contains(&format!("{}, fee 1 %", cleo.address())), "{shown}");
    assert!(shown.contains("5 days, extended by bids in the last 15 minutes, steps of 10 %"), "{shown}");
    assert!(cleo.does(&["income", "show", active]).contains(mint));
}
