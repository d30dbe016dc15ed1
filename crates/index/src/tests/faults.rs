//! An index that was stopped at any moment ends as one that was not.

use {
    super::{PACE, dump_of, network::Network, run, story},
    crate::{DatabaseError, Index, IndexError, Indexer},
    std::{
        path::Path,
        sync::{
            Arc,
            atomic::{AtomicUsize, Ordering},
        },
    },
};

/// How many questions one go takes.
async fn questions(network: &Network) -> usize {
    let before = network.asked.get();
    dump_of(network).await;
    network.asked.get() - before
}

fn dump(file: &Path) -> String {
    Index::open(file).unwrap().dump().unwrap()
}

#[tokio::test]
async fn stopped_at_any_question_and_started_again_it_is_the_same() {
    let network = story::network();
    let whole = dump_of(&network).await;
    let questions = questions(&network).await;
    assert!(questions > 20, "{questions} questions are no test");
    for stop in 0..questions {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("index.sqlite");
        network.patience.set(Some(stop));
        let stopped = run(&network, &file).await;
        assert!(matches!(stopped, Err(IndexError::Read(_))), "after {stop} of {questions} questions: {stopped:?}");
        network.patience.set(None);
        run(&network, &file).await.unwrap();
        assert_eq!(dump(&file), whole, "stopped after {stop} questions");
    }
}

#[tokio::test]
async fn stopped_again_and_again_it_gets_there() {
    let network = story::network();
    let whole = dump_of(&network).await;
    // Just enough for one step of any kind: looking at a vault takes most.
    for patience in 9..16 {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("index.sqlite");
        let mut goes = 0;
        loop {
            network.patience.set(Some(patience));
            goes += 1;
            if run(&network, &file).await.is_ok() {
                break;
            }
            assert!(goes < 50, "it stands still with {patience} questions at a time");
        }
        assert!(goes > 1, "it was never stopped");
        network.patience.set(None);
        assert_eq!(dump(&file), whole, "with {patience} questions at a time");
    }
}

/// Runs while SQLite is interrupted after so many of its steps, as by the end of the process in the middle of a
/// transaction; how many steps were taken.
async fn run_interrupted(
    network: &Network,
    file: &Path,
    after: usize,
) -> (usize, Result<(), IndexError<super::Fault>>) {
    let steps = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&steps);
    let mut index = Index::create(file).unwrap();
    let handler = move || counted.fetch_add(1, Ordering::Relaxed) >= after;
    index.connection.progress_handler(1, Some(handler)).unwrap();
    let ended = async {
        Indexer::start(network, &mut index, PACE).await?.round(true, &mut |_| {}).await?;
        Ok(())
    };
    let ended = ended.await;
    (steps.load(Ordering::Relaxed), ended)
}

#[tokio::test]
async fn stopped_in_the_middle_of_a_transaction_it_is_the_same() {
    let network = story::network();
    let whole = dump_of(&network).await;
    let folder = tempfile::tempdir().unwrap();
    let (steps, ended) = run_interrupted(&network, &folder.path().join("whole"), usize::MAX).await;
    ended.unwrap();
    // Every place is one of some fifty; which ones is the same in each run.
    let mut stop = 0;
    while stop < steps {
        let file = folder.path().join(format!("stopped-{stop}"));
        let (_, stopped) = run_interrupted(&network, &file, stop).await;
        let refused = matches!(stopped, Err(IndexError::Database(DatabaseError::Sqlite(_))));
        assert!(refused, "after {stop} of {steps} steps: {stopped:?}");
        run(&network, &file).await.unwrap();
        assert_eq!(dump(&file), whole, "stopped after {stop} of {steps} steps");
        stop += steps / 53 + 1;
    }
}

#[tokio::test]
async fn what_happens_while_it_is_stopped_is_read_later() {
    let mut network = story::network();
    let questions = questions(&network).await;
    let folder = tempfile::tempdir().unwrap();
    for stop in (0..questions).step_by(3) {
        network.patience.set(Some(stop));
        run(&network, &folder.path().join(stop.to_string())).await.unwrap_err();
    }
    network.patience.set(None);
    network.lands(&[&story::bid(12, story::DAN, 1_100_000_000)]);
    network.lands(&[&story::deposit(13, 5)]);
    let vault = mosaic_client::state::decode(&network.accounts[&story::traded()].data).unwrap();
    network.put_vault(story::traded(), vault, 14);
    let whole = dump_of(&network).await;
    assert!(whole.contains("1100000000"));
    for stop in (0..questions).step_by(3) {
        let file = folder.path().join(stop.to_string());
        run(&network, &file).await.unwrap();
        assert_eq!(dump(&file), whole, "stopped after {stop} questions");
    }
}

#[tokio::test]
async fn a_further_round_reads_only_what_is_new() {
    let mut network = story::network();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("index.sqlite");
    let first = run(&network, &file).await.unwrap();
    assert_eq!((first.transactions, first.events, first.open), (12, 17, Some(1)));
    network.fetched.borrow_mut().clear();
    let again = run(&network, &file).await.unwrap();
    assert_eq!((again.transactions, again.events, again.missing.as_slice()), (0, 0, &[][..]));
    assert!(network.fetched.borrow().is_empty());
    let new = network.lands(&[&story::bid(12, story::DAN, 1_100_000_000)]).signature.clone();
    run(&network, &file).await.unwrap();
    assert_eq!(*network.fetched.borrow(), [new]);
}

#[tokio::test]
async fn a_list_that_another_server_does_not_know_is_begun_anew() {
    let mut network = story::network();
    let whole = dump_of(&network).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("index.sqlite");
    // Two pages are listed; the last entry of the second is lost by the server that is asked next.
    network.patience.set(Some(3));
    run(&network, &file).await.unwrap_err();
    network.patience.set(None);
    let listed = Index::open(&file).unwrap().cursor().unwrap().listed.unwrap();
    let lost = network.landed.iter_mut().find(|landed| landed.signature == listed).unwrap();
    let logs = lost.logs.take();
    let error = run(&network, &file).await.unwrap_err();
    assert!(matches!(&error, IndexError::Unknown { signature } if *signature == listed), "{error}");
    network.landed.iter_mut().find(|landed| landed.signature == listed).unwrap().logs = logs;
    run(&network, &file).await.unwrap();
    assert_eq!(dump(&file), whole);
}

#[tokio::test]
async fn what_can_still_be_undone_waits() {
    let mut network = story::network();
    let whole = dump_of(&network).await;
    network.lands(&[&story::bid(12, story::DAN, 1_100_000_000)]).finalized = false;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("index.sqlite");
    run(&network, &file).await.unwrap();
    // The slot of the look is a later one.
    let without_look =
        |dump: String| dump.lines().filter(|line| !line.starts_with("states")).collect::<Vec<_>>().join("\n");
    assert_eq!(without_look(dump(&file)), without_look(whole));
    network.landed.last_mut().unwrap().finalized = true;
    assert_eq!(run(&network, &file).await.unwrap().events, 1);
}
