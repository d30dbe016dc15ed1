//! Actions on the bank: the accounts they read, and what they make of them.

#[macro_use]
mod scene;
mod broken;
mod curator;
mod income;
mod licenses;
mod offerings;
mod offers;
mod open;
mod sale;
mod sol;
mod stakes;
mod take_back;
mod views;
mod votes;

pub use scene::{Recorder, Scene};

use {crate::file::committed, mosaic_client::json::camel_case, std::collections::BTreeSet};

/// The actions of the client, as it exports them.
const EXPORTS: &str = include_str!("../../../../clients/rust/src/actions/mod.rs");

#[test]
fn every_action_has_vectors() {
    let mut recorded = BTreeSet::new();
    for file in committed("actions") {
        let vectors = file["vectors"].as_array().into_iter().flatten();
        recorded.extend(vectors.filter_map(|vector| vector["action"].as_str().map(str::to_owned)));
    }
    let exported = EXPORTS.lines().filter(|line| !line.contains("crate::"));
    let exported = exported.filter_map(|line| line.strip_prefix("pub use ")?.split_once("::"));
    let names = exported.flat_map(|(_, names)| names.split(['{', '}', ',', ' ', ';']));
    let functions = names.filter(|name| name.starts_with(|letter: char| letter.is_ascii_lowercase())).map(camel_case);
    let (with, without): (Vec<_>, Vec<_>) = functions.partition(|name| recorded.contains(name));
    assert_eq!(without, [""; 0], "no vector is of these actions");
    assert!(with.len() >= 28, "the actions are listed in another way: {with:?}");
}
