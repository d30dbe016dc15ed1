//! Indexing a network that is made up, with everything that can happen to who reads one.

mod answers;
mod faults;
mod gaps;
mod network;
mod story;

use {
    crate::{Index, IndexError, Indexer, Pace, Round},
    network::{Fault, Network},
    std::path::Path,
};

/// Small pages, so that a short history has many.
const PACE: Pace = Pace { listed: 4, applied: 3, at_once: 2 };

/// Opens the index and brings it up to date, as a process does.
async fn run(network: &Network, file: &Path) -> Result<Round, IndexError<Fault>> {
    let mut index = Index::create(file)?;
    Indexer::start(network, &mut index, PACE).await?.round(true, &mut |_| {}).await
}

/// Everything in the index of a network that was read in one go.
async fn dump_of(network: &Network) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("index.sqlite");
    run(network, &file).await.unwrap();
    Index::open(&file).unwrap().dump().unwrap()
}
