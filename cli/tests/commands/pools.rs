//! Pools of fractions, on the program of Token Swap.

use {
    crate::{
        network::Network,
        people::{Person, call, text, vault},
    },
    mosaic_client::pools::token_swap,
    serde_json::json,
    std::{fs, path::Path},
};

/// Installs the exchange, which the network does not have by itself.
fn install(network: &Network) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/deploy/token_swap.so");
    let how = "cargo sbf build --manifest-path tests/fixtures/token-swap/Cargo.toml makes it";
    let bytecode = fs::read(&file).unwrap_or_else(|error| panic!("{}: {error}; {how}", file.display()));
    let authority = network.text("/wallets/owner/address");
    let parameters = json!([token_swap::PROGRAM_ID.to_string(), hex::encode(bytecode), 0, authority]);
    call(network, "surfnet_writeProgram", parameters);
}

#[test]
fn a_pool_is_made_filled_traded_in_and_emptied() {
    let network = Network::start("commands-pools", &[]);
    install(&network);
    let person = |name| Person::new(&network, name);
    let (owner, ana, dan) = (person("owner"), person("ana"), person("dan"));
    let offered = vault(&network, "offered");

    let made = owner.gets(&["pool", "create", offered, "2,000", "200 USDC", "--at", "token-swap"]);
    let pool = text(&made, "/quote/pool");
    // A fifth of the supply beside 200 USDC.
    assert_eq!(text(&made, "/quote/poolPrice"), "1000000000", "{made:#}");
    let shown = ana.does(&["pool", "show", offered, pool]);
    for part in ["Token Swap", "2,000 MEADOW and 200 USDC", "20 %", "1,000 USDC"] {
        assert!(shown.contains(part), "{part:?} is missing in\n{shown}");
    }

    let bought = dan.does(&["pool", "swap", offered, pool, "--cash", "20 USDC"]);
    assert!(bought.contains("pays") && bought.contains("20 USDC") && bought.contains("at least"), "{bought}");
    let added = owner.does(&["pool", "add", offered, pool, "300", "--slippage", "1%"]);
    assert!(added.contains("goes in") && added.contains("at most"), "{added}");
    let sold = dan.gets(&["pool", "swap", offered, pool, "--fractions", "50%"]);
    assert_eq!(text(&sold, "/quote/pool"), pool);
    let shown = ana.gets(&["pool", "show", offered, pool]);
    assert_eq!(text(&shown, "/pool"), pool);

    assert!(ana.is_refused(&["pool", "remove", offered, pool]).contains("shares"));
    assert!(ana.is_refused(&["pool", "show", offered, offered]).contains("pool"));
    let removed = owner.does(&["pool", "remove", offered, pool]);
    assert!(removed.contains("comes out") && removed.contains("at least"), "{removed}");
}
