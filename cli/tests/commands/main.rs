//! The commands of `mosaic` as their users run them: as processes, against a local network.

#[path = "../network/mod.rs"]
mod network;

mod audit;
mod errors;
mod index;
mod life;
mod offerings;
mod offers;
mod people;
mod pools;
mod views;
mod votes;

use std::{
    collections::BTreeSet,
    process::{Command, Stdio},
};

/// What the tests here run, word by word.
const STORIES: [&str; 9] = [
    include_str!("audit.rs"),
    include_str!("errors.rs"),
    include_str!("index.rs"),
    include_str!("life.rs"),
    include_str!("offerings.rs"),
    include_str!("offers.rs"),
    include_str!("pools.rs"),
    include_str!("views.rs"),
    include_str!("votes.rs"),
];

/// The commands that do something, as the help lists them.
fn leaves(path: &[String]) -> Vec<Vec<String>> {
    let output =
        Command::new(env!("CARGO_BIN_EXE_mosaic")).args(path).arg("--help").stdin(Stdio::null()).output().unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    let lines = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let names = lines.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let names: Vec<_> =
        names.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help").collect();
    if names.is_empty() {
        return vec![path.to_vec()];
    }
    let below = names.iter().flat_map(|name| leaves(&[path, &[(*name).to_owned()]].concat()));
    below.collect()
}

#[test]
fn every_command_is_run_at_least_once() {
    // These have tests of their own.
    let elsewhere = ["demo", "localnet", "completions"];
    // As if all stood on one line.
    let one_line = |story: &&str| story.split_whitespace().collect::<Vec<_>>().join(" ").replace("[ ", "[");
    let stories: Vec<String> = STORIES.iter().map(one_line).collect();
    let missing: BTreeSet<String> = leaves(&[])
        .into_iter()
        .filter(|path| !elsewhere.contains(&path[0].as_str()))
        .map(|path| format!("&[\"{}\"", path.join("\", \"")))
        .filter(|call| stories.iter().all(|story| !story.contains(call.as_str())))
        .collect();
    assert!(missing.is_empty(), "nothing runs {missing:?}");
}
