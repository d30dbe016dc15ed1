//! Offers below the reserve, income, delegates.

use crate::{
    network::Network,
    people::{Person, pass, text, vault},
};

#[test]
fn an_offer_is_exceeded_taken_back_and_accepted() {
    let network = Network::start("commands-offers", &[]);
    let person = |name| Person::new(&network, name);
    let (cleo, dan) = (person("cleo"), person("dan"));
    let offered = vault(&network, "offered");
    let shown = dan.does(&["offer", "show", offered]);
    assert!(shown.contains("600") && shown.contains("can be accepted"), "{shown}");
    let better = cleo.does(&["offer", "make", offered, "700", "--fractions", "all"]);
    assert!(better.contains("exceeds the offer of") && better.contains("OfferMade"), "{better}");
    let back = dan.does(&["offer", "withdraw", offered]);
    assert!(back.contains("cash comes back") && back.contains("600"), "{back}");
    assert!(cleo.is_refused(&["offer", "withdraw", offered]).contains("can be accepted or taken back in 1"));
    assert!(dan.is_refused(&["offer", "accept", offered]).contains("OfferStillOpen"));
    pass(dan, offered, 14 * 86_400);
    let accepted = dan.does(&["offer", "accept", offered]);
    assert!(accepted.contains("first bid") && accepted.contains("OfferAccepted"), "{accepted}");
    assert_eq!(dan.gets(&["vault", "show", offered])["vault"]["status"], "Auction");
}

#[test]
fn income_is_paid_in_streamed_and_claimed_and_a_delegate_asks() {
    let network = Network::start("commands-income", &[]);
    let person = |name| Person::new(&network, name);
    let (owner, ana, ben, sponsor) = (person("owner"), person("ana"), person("ben"), person("sponsor"));
    let (active, offered, usdc) =
        (vault(&network, "active"), vault(&network, "offered"), network.text("/mints/usdc/address"));

    let fraction = network.text("/vaults/active/fractionMint");
    let added = owner.does(&["income", "add-mint", offered, fraction]);
    assert!(added.contains("IncomeMintAdded"), "{added}");
    assert!(owner.is_refused(&["income", "add-mint", offered, fraction]).contains("takes income in"));
    let paid = sponsor.does(&["income", "deposit", offered, "70", "--mint", usdc]);
    assert!(paid.contains("within 7 days") && paid.contains("waits until something is staked"), "{paid}");
    let shown = sponsor.does(&["income", "show", offered]);
    assert!(shown.contains("70") && shown.contains("7 days"), "{shown}");

    pass(ana, active, 86_400);
    let claimed = ana.does(&["income", "claim", active]);
    assert!(claimed.contains("paid") && claimed.contains("IncomeClaimed"), "{claimed}");
    // Anybody can for the holder, who is paid.
    let claimed = sponsor.does(&["income", "claim", active, "--holder", ben.address(), "--mint", usdc]);
    assert!(claimed.contains("IncomeClaimed"), "{claimed}");

    let named = ana.does(&["stake", "delegate", active, ben.address()]);
    assert!(named.contains("DelegateSet"), "{named}");
    let asked = ben.does(&["ask", "set", active, "--level", "91", "--holder", ana.address()]);
    assert!(asked.contains("(level 91)"), "{asked}");
    ana.does(&["stake", "delegate", active, "--revoke"]);
    assert!(ben.is_refused(&["ask", "clear", active, "--holder", ana.address()]).contains("neither the holder"));

    assert!(ana.is_refused(&["stake", "remove", active, "50%"]).contains("the stake is locked for"));
    pass(ana, active, 8 * 86_400);
    let removed = ana.does(&["stake", "remove", active, "50%"]);
    assert!(removed.contains("4,000 -> 2,000") && removed.contains("FractionsUnstaked"), "{removed}");
    ana.does(&["stake", "remove", active]);
    let stake = ana.gets(&["stake", "show", active]);
    assert_eq!(text(&stake, "/stake/amount"), "0", "what it earned is still to be claimed");
}
