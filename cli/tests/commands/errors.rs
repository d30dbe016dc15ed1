//! What is refused, and how that is said.

use {
    crate::{
        network::Network,
        people::{Person, assert_refused, document, run, vault},
    },
    solana_keypair::{Keypair, write_keypair_file},
};

#[test]
fn each_refusal_is_a_sentence_with_a_hint() {
    let network = Network::start("commands-errors", &[]);
    let person = |name| Person::new(&network, name);
    let (owner, ana, cleo, dan) = (person("owner"), person("ana"), person("cleo"), person("dan"));
    let (active, auction, sold) = (vault(&network, "active"), vault(&network, "auction"), vault(&network, "sold"));
    let usdc = network.text("/mints/usdc/address");
    let refused = |who: Person, arguments: &[&str], told: &[&str]| {
        let errors = who.is_refused(arguments);
        for told in told {
            assert!(errors.contains(told), "{told:?} is missing in\n{errors}");
        }
    };
    // What the rules refuse, with the amounts that would do.
    refused(
        dan,
        &["bid", "place", active, "800"],
        &["below the reserve of 822.702474", "[BidBelowReserve]", "hint: Bid at least the reserve"],
    );
    refused(dan, &["bid", "place", auction, "1,001"], &["at least 1,050", "[BidBelowStep]"]);
    refused(dan, &["settle", auction], &["the auction has not ended: it does in", "[AuctionNotEnded]"]);
    refused(dan, &["settle", active], &["hint: "]);
    refused(ana, &["stake", "remove", auction], &["the stake is locked for", "[StakeLocked]"]);
    refused(ana, &["vault", "close", sold], &["it still owes: 1 NFT record", "37.5", "[StillOwing]"]);
    refused(ana, &["vault", "reclaim", active], &["reclaiming takes all 10,000"]);
    refused(dan, &["redeem", active], &["owes", "nothing now"]);
    refused(ana, &["license", "renew", active, "0"], &["only the licensee", "[NotTheLicensee]"]);
    refused(dan, &["vote", "yes", active, "1"], &["has staked nothing", "mosaic stake add"]);
    refused(dan, &["proposal", "show", active, "9"], &["no open proposal 9"]);

    // A wallet with too little of something, or without an account for it.
    refused(cleo, &["bid", "place", active, "200,000"], &["this takes 200,000", "the wallet has", "[NotEnoughCash]"]);
    refused(
        dan,
        &["stake", "add", active, "5"],
        &["has no token account for", "so it cannot pay 5", "[NotEnoughFractions]"],
    );
    refused(cleo, &["stake", "add", active, "2,501"], &["this takes 2,501", "the wallet has 2,500"]);
    let poor = network.folder.join("poor.json");
    let key = Keypair::new();
    write_keypair_file(&key, &poor).unwrap();
    let arguments = ["bid", "place", active, "900", "--keypair", poor.to_str().unwrap()];
    let ran = run(&network, &arguments);
    assert_refused(&ran, &arguments);
    assert!(ran.errors.contains("has no token account for"), "{}", ran.errors);
    let nft = network.text("/nfts/plain/mint");
    let arguments = ["settle", auction, "--fee-payer", poor.to_str().unwrap()];
    let ran = dan.run(&arguments);
    assert_refused(&ran, &arguments);

    // Wrong accounts.
    refused(
        ana,
        &["vault", "open", "--nft", nft, "--price", "5"],
        &["the wallet has no token account for it", "[NoTokenAccount]"],
    );
    refused(ana, &["vault", "open", "--nft", usdc, "--price", "5"], &["it is no NFT"]);
    refused(ana, &["vault", "show", usdc], &["is no Vault", "hint: "]);
    refused(ana, &["vault", "show", ana.address()], &["there is no vault at"]);
    refused(
        owner,
        &["vault", "open", "--nft", nft, "--price", "5", "--cash", nft, "--step", "0.5%"],
        &["the step between bids is 1"],
    );
    refused(owner, &["vault", "open", "--nft", nft, "--price", "0"], &["[ZeroPrice]"]);
    refused(owner, &["bid", "place", active, "5 SOL"], &["not in SOL"]);
    refused(owner, &["bid", "place", active, "0.0000001"], &["more than the 6 decimals"]);
    refused(ana, &["vault", "cancel", vault(&network, "draft")], &["has to sign this", "--keypair"]);
    refused(ana, &["stake", "add", active, "1", "--lookup-table", usdc], &["no address lookup table"]);

    let ran = ana.run(&["bid", "place", active, "800", "--output", "json"]);
    assert_eq!(ran.code, Some(1));
    let error = &document(&ran.out)["error"];
    assert_eq!(error["name"], "BidBelowReserve", "{error}");
}

#[test]
fn a_network_without_the_program_is_told_so() {
    let network = Network::start("commands-empty", &["--empty"]);
    let ana = Person::new(&network, "ana");
    assert!(ana.does(&["vault", "list"]).contains("There is no such vault."));
}
