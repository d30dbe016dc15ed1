//! Events of the transactions of a test.
//!
//! Anchor logs events in bytecode only: while Mosaic runs natively there are none to be seen. Tests therefore ask the
//! accounts first, and look at events besides, where there are some.

use {
    super::{VaultCookie, World},
    crate::{bank::PROGRAM_FILE_VARIABLE, receipt::Receipt},
    anchor_lang::prelude::Pubkey,
    mosaic::events::EventHeader,
    mosaic_client::{
        events::{Event, events},
        state::Vault,
    },
    std::{collections::BTreeMap, env},
};

/// Whether Mosaic runs as bytecode, so that its events are logged.
#[must_use]
pub fn logs_events() -> bool {
    env::var_os(PROGRAM_FILE_VARIABLE).is_some()
}

/// The events of a transaction, in order.
///
/// # Panics
/// If one cannot be decoded.
#[must_use]
pub fn events_in(receipt: &Receipt) -> Vec<Event> {
    let found = events(receipt.logs.iter().map(String::as_str)).into_iter();
    found.map(|event| event.unwrap_or_else(|error| panic!("{error}: {:#?}", receipt.logs))).collect()
}

/// The only event of a transaction; `None` where [`logs_events`] says that there are none to be seen.
///
/// # Panics
/// If there is another number of them.
#[must_use]
pub fn only_event(receipt: &Receipt) -> Option<Event> {
    let mut events = events_in(receipt);
    let expected = usize::from(logs_events());
    assert_eq!(events.len(), expected, "as many events are expected: {:#?}", receipt.logs);
    events.pop()
}

/// The only event of a transaction, which must be of that kind: `event!(receipt, BidPlaced)`. `None` where Mosaic runs
/// natively and events cannot be seen.
#[macro_export]
macro_rules! event {
    ($receipt:expr, $kind:ident) => {
        match $crate::world::only_event(&$receipt) {
            Some(mosaic_client::events::Event::$kind(event)) => Some(event),
            Some(other) => panic!("expected {}, got {other:?}", stringify!($kind)),
            None => None,
        }
    };
}

impl World {
    /// All events of a vault so far, in order, of transactions sent by [`World::send`]. Empty where [`logs_events`] says
    /// that there are none to be seen.
    #[must_use]
    pub fn events_of(&self, vault: &VaultCookie) -> Vec<&Event> {
        self.events.iter().filter(|event| event.header().vault == vault.address).collect()
    }

    pub(super) async fn keep_events(&mut self, receipt: &Receipt) {
        let events = events_in(receipt);
        let mut next: BTreeMap<Pubkey, u64> = BTreeMap::new();
        for event in &events {
            let EventHeader { vault, sequence, slot: _ } = event.header();
            if let Some(expected) = next.insert(vault, sequence + 1) {
                assert_eq!(sequence, expected, "the events of {vault} have a gap");
            }
        }
        for (vault, next) in next {
            if let Some(vault) = self.read::<Vault>(&vault).await {
                assert_eq!(vault.events, next, "the vault counts other events than were logged");
            }
        }
        self.events.extend(events);
    }
}
