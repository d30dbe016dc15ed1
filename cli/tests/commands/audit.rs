//! `mosaic audit`: the vaults of the scene hold, and it is noticed when one of them does not.

use {
    crate::{
        network::Network,
        people::{Person, assert_refused, call, document, text, vault, wait},
    },
    anchor_lang::prelude::Pubkey,
    mosaic_client::pda,
    serde_json::{Value, json},
    std::ops::Range,
};

/// Where a token account has its amount.
const AMOUNT: Range<usize> = 64..72;
/// Where a mint has its supply.
const SUPPLY: Range<usize> = 36..44;

/// Changes a number in the data of an account, past all programs.
fn change(network: &Network, account: &Pubkey, place: Range<usize>, by: i64) {
    let mut data = wait(async { network.rpc().get_account(account).await }).unwrap().data;
    let number = u64::from_le_bytes(data[place.clone()].try_into().unwrap()).checked_add_signed(by).unwrap();
    data[place].copy_from_slice(&number.to_le_bytes());
    call(network, "surfnet_setAccount", json!([account.to_string(), { "data": hex::encode(data) }]));
}

fn raw(document: &Value, pointer: &str) -> u64 {
    text(document, pointer).parse().unwrap()
}

#[test]
fn every_vault_of_the_scene_holds_until_a_unit_is_missing() {
    let network = Network::start("commands-audit", &[]);
    let ana = Person::new(&network, "ana");
    let vaults = network.description["vaults"].as_object().unwrap();
    let told = ana.does(&["audit", "all"]);
    for name in vaults.keys() {
        assert!(told.contains(&format!("{} holds in slot ", vault(&network, name))), "{name} is missing in\n{told}");
    }
    let count = vaults.len();
    assert!(told.ends_with(&format!("\n{count} vaults: every invariant that accounts can show holds\n")), "{told}");
    assert_eq!(ana.gets(&["audit", "all"])["vaults"].as_array().unwrap().len(), count);

    let active = ana.gets(&["audit", vault(&network, "active")]);
    let active = &active["vaults"][0];
    assert_eq!((active["status"].as_str(), active["stakes"].as_u64()), (Some("Active"), Some(2)), "{active:#}");
    assert_eq!((active["proposals"].as_u64(), active["licenses"].as_u64()), (Some(2), Some(1)), "{active:#}");
    assert!(raw(active, "/incomes/0/owed") > 700_000_000, "an income and the fee of a licence");

    let sold = vault(&network, "sold");
    let line = ana.does(&["audit", sold]);
    for part in ["sold; ", "1 NFT in custody; ", "7,500 fractions in ", "2 bids; ", "\n1 vault: every invariant"] {
        assert!(line.contains(part), "{part:?} is missing in\n{line}");
    }
    let before = ana.gets(&["audit", sold]);
    let (owed, held) = (raw(&before, "/vaults/0/cashOwed"), raw(&before, "/vaults/0/cashHeld"));
    assert!(owed >= 37_500_000 + 15_000_000 + 697_500_000 && held == owed, "the worked example: {before:#}");

    change(&network, &pda::cash_escrow(&sold.parse().unwrap()), AMOUNT, -1);
    let told = format!("error: {sold} owes {owed}, its cash escrow holds {} [INV-03]", held - 1);
    for arguments in [["audit", sold], ["audit", "all"]] {
        assert!(ana.is_refused(&arguments).starts_with(&told), "{told} was to be told");
    }
    let arguments = ["audit", sold, "--output", "json"];
    let ran = ana.run(&arguments);
    assert_refused(&ran, &arguments);
    assert_eq!(document(&ran.out)["error"]["name"], "INV-03", "{}", ran.out);
    // The others are as they were.
    ana.does(&["audit", vault(&network, "auction")]);
    assert!(ana.is_refused(&["audit", ana.address()]).contains("there is no vault at"));
}

#[test]
fn each_account_is_looked_at_and_holds_again_once_it_is_put_right() {
    let network = Network::start("commands-audit-broken", &[]);
    let ana = Person::new(&network, "ana");
    let address = |pointer: &str| network.text(pointer).parse::<Pubkey>().unwrap();
    let of = |name: &str| address(&format!("/vaults/{name}/address"));
    let (draft, active, offered, auction) = (of("draft"), of("active"), of("offered"), of("auction"));
    let income = pda::income_account(&active, &address("/mints/usdc/address"));
    let custody = pda::custody(&draft, &address("/vaults/draft/nfts/0"));
    let broken = [
        (draft, custody, AMOUNT, "INV-01"),
        (offered, pda::fraction_mint(&offered), SUPPLY, "INV-02"),
        (auction, pda::cash_escrow(&auction), AMOUNT, "INV-03"),
        (active, pda::staked_fractions(&active), AMOUNT, "INV-04"),
        (active, income, AMOUNT, "INV-07"),
    ];
    for (vault, account, place, number) in broken {
        change(&network, &account, place.clone(), -1);
        let told = ana.is_refused(&["audit", &vault.to_string()]);
        assert!(told.contains(&format!("[{number}]")), "{number} was to be told, not\n{told}");
        change(&network, &account, place, 1);
        ana.does(&["audit", &vault.to_string()]);
    }
}
