//! Events, read from the logs.

use {
    super::{VaultCookie, World},
    crate::receipt::Receipt,
    anchor_lang::{AnchorDeserialize, Discriminator, prelude::Pubkey},
    base64::{Engine, prelude::BASE64_STANDARD},
    mosaic::events::EventHeader,
    mosaic_client::state::Vault,
    std::collections::BTreeMap,
};

const PREFIX: &str = "Program data: ";
const DISCRIMINATOR_BYTES: usize = 8;

/// An event of Mosaic as it was logged.
#[derive(Clone, Debug)]
pub struct Event {
    /// Vault, sequence number, slot: every event begins with it.
    pub header: EventHeader,
    data: Vec<u8>,
}

impl Event {
    /// The event, if it is of this type.
    ///
    /// # Panics
    /// If it says to be of this type but is not laid out so.
    #[must_use]
    pub fn get<E: AnchorDeserialize + Discriminator>(&self) -> Option<E> {
        let content = self.data.strip_prefix(E::DISCRIMINATOR)?;
        Some(E::try_from_slice(content).expect("the event is laid out as its type says"))
    }
}

/// The events in the logs of a transaction, in order.
///
/// # Panics
/// If a line of data cannot be decoded.
#[must_use]
pub fn events_in(receipt: &Receipt) -> Vec<Event> {
    let lines = receipt.logs.iter().filter_map(|line| line.strip_prefix(PREFIX));
    lines
        .map(|line| {
            let data = BASE64_STANDARD.decode(line).expect("data is logged in base64");
            let mut content = data.get(DISCRIMINATOR_BYTES..).expect("an event has a discriminator");
            let header = EventHeader::deserialize(&mut content).expect("an event begins with its header");
            Event { header, data }
        })
        .collect()
}

/// The only event of a transaction.
///
/// # Panics
/// If there is another number of them, or it is of another type.
#[must_use]
pub fn event<E: AnchorDeserialize + Discriminator>(receipt: &Receipt) -> E {
    let events = events_in(receipt);
    assert_eq!(events.len(), 1, "one event is expected: {:#?}", receipt.logs);
    events[0].get().unwrap_or_else(|| panic!("the event is of another type: {:#?}", receipt.logs))
}

impl World {
    /// All events of a vault so far, in order, of transactions sent by [`World::send`].
    #[must_use]
    pub fn events_of(&self, vault: &VaultCookie) -> Vec<&Event> {
        self.events.iter().filter(|event| event.header.vault == vault.address).collect()
    }

    pub(super) async fn keep_events(&mut self, receipt: &Receipt) {
        let events = events_in(receipt);
        let mut next: BTreeMap<Pubkey, u64> = BTreeMap::new();
        for event in &events {
            let EventHeader { vault, sequence, slot: _ } = event.header;
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
