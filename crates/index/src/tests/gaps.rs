//! Nothing is lost unnoticed.

use {
    super::{dump_of, network::Network, run, story},
    crate::{DatabaseError, Gap, Index, IndexError, SCHEMA},
    rusqlite::Connection,
};

fn gap(first: u64, last: u64) -> Gap {
    Gap { vault: story::traded().to_string(), first, last }
}

async fn missing(network: &Network) -> Vec<Gap> {
    let folder = tempfile::tempdir().unwrap();
    run(network, &folder.path().join("index.sqlite")).await.unwrap().missing
}

#[tokio::test]
async fn what_the_programs_list_lacks_is_found_by_the_vaults_own() {
    let mut network = story::network();
    let whole = dump_of(&network).await;
    // The first, one in the middle, and the last.
    for lost in [0, 5, network.landed.len() - 1] {
        network.landed[lost].unlisted = true;
        let found = dump_of(&network).await;
        let events =
            |dump: &str| dump.lines().filter(|line| line.starts_with("events")).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(events(&found), events(&whole), "without transaction {lost}");
        assert_eq!(missing(&network).await, []);
        network.landed[lost].unlisted = false;
    }
}

#[tokio::test]
async fn a_log_that_was_cut_leaves_a_gap_with_a_name() {
    let mut network = Network::new();
    let vault = story::traded();
    network.lands(&[&story::created(vault)]);
    network.lands(&[&story::ask(1, Some(90)), &story::deposit(2, 7), &story::deposit(3, 8)]);
    network.cut_last_log(1);
    network.lands(&[&story::bid(4, story::DAN, 900_000_000)]);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("index.sqlite");
    assert_eq!(run(&network, &file).await.unwrap().missing, [gap(2, 3)]);
    let index = Index::open(&file).unwrap();
    assert_eq!(index.gaps(Some(&vault.to_string())).unwrap(), [gap(2, 3)]);
    assert_eq!(index.gaps(Some("another")).unwrap(), []);
    let problems = index.problems().unwrap();
    assert_eq!(problems.len(), 1);
    assert_eq!((problems[0].signature.as_str(), problems[0].slot), ("signature001", 1_000));
    assert!(problems[0].problem.contains("truncated"), "{problems:?}");
    // Another server has the whole log.
    let whole = network.lands(&[&story::ask(1, Some(90)), &story::deposit(2, 7), &story::deposit(3, 8)]).logs.clone();
    network.landed.pop();
    network.landed[1].logs = whole;
    let round = run(&network, &file).await.unwrap();
    assert_eq!((round.events, round.missing), (2, vec![]));
}

#[tokio::test]
async fn what_a_vault_has_counted_beyond_the_last_event_is_missing() {
    let mut network = story::network();
    let vault = mosaic_client::state::decode(&network.accounts[&story::traded()].data).unwrap();
    network.put_vault(story::traded(), vault, 14);
    assert_eq!(missing(&network).await, [gap(12, 13)]);
    // A vault of which no event is known.
    network.landed.clear();
    assert_eq!(missing(&network).await, [gap(0, 13)]);
}

#[tokio::test]
async fn an_event_of_another_version_is_a_problem() {
    let mut network = story::network();
    let logs = network.landed[5].logs.as_mut().unwrap();
    logs[1] = "Program data: AAAAAAAAAAAAAAAA".to_owned();
    assert_eq!(missing(&network).await, [gap(6, 6)]);
}

#[tokio::test]
async fn what_a_server_does_not_keep_stops_the_reading() {
    let mut network = story::network();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("index.sqlite");
    network.landed[5].logs = None;
    let error = run(&network, &file).await.unwrap_err();
    assert!(matches!(&error, IndexError::Unknown { signature } if signature == "signature005"), "{error}");
    // What was read before stays.
    assert_eq!(Index::open(&file).unwrap().cursor().unwrap().signature.as_deref(), Some("signature002"));
}

#[tokio::test]
async fn another_network_is_refused() {
    let mut network = story::network();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("index.sqlite");
    run(&network, &file).await.unwrap();
    network.genesis = "second";
    let error = run(&network, &file).await.unwrap_err();
    assert!(matches!(error, IndexError::Database(DatabaseError::OtherNetwork { .. })), "{error}");
    // A network that was begun anew under the same name: its transactions are others.
    let mut other = Network::new();
    other.lands(&[&story::bid(0, story::DAN, 1)]).signature = "another".to_owned();
    let error = run(&other, &file).await.unwrap_err();
    assert!(matches!(error, IndexError::Database(DatabaseError::Conflict { sequence: 0, .. })), "{error}");
}

#[tokio::test]
async fn a_file_that_is_something_else_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    assert!(matches!(Index::open(&file("none")), Err(DatabaseError::Missing { .. })));
    std::fs::write(file("text"), "a text that is long enough to be no empty database".repeat(20)).unwrap();
    let connection = Connection::open(file("other")).unwrap();
    connection.execute_batch("CREATE TABLE things (thing)").unwrap();
    std::fs::write(file("empty"), "").unwrap();
    for name in ["text", "other"] {
        assert!(matches!(Index::create(&file(name)), Err(DatabaseError::NotAnIndex)), "{name}");
    }
    for name in ["text", "other", "empty"] {
        assert!(matches!(Index::open(&file(name)), Err(DatabaseError::NotAnIndex)), "{name}");
    }
    let index = Index::create(&file("folders/below/index.sqlite")).unwrap();
    index.connection.pragma_update(None, "user_version", SCHEMA + 1).unwrap();
    drop(index);
    let error = Index::open(&file("folders/below/index.sqlite")).unwrap_err();
    assert_eq!(error.to_string(), "the index has tables of version 2, this is version 1");
}

#[tokio::test]
async fn two_that_write_do_not_count_twice() {
    let network = story::network();
    let whole = dump_of(&network).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("index.sqlite");
    network.patience.set(Some(4));
    run(&network, &file).await.unwrap_err();
    network.patience.set(None);
    // Both have seen the same state; the second finds another one when it writes.
    let mut slow = Index::create(&file).unwrap();
    let seen = slow.cursor().unwrap();
    run(&network, &file).await.unwrap();
    let late = slow.list(&seen, &[]).unwrap_err();
    assert!(matches!(late, DatabaseError::AnotherWriter), "{late}");
    assert_eq!(Index::open(&file).unwrap().dump().unwrap(), whole);
}
