//! What the program says happened, from the logs of a transaction.

use anchor_lang::{AnchorDeserialize, Discriminator, prelude::Pubkey};
use base64::{Engine, prelude::BASE64_STANDARD};

pub use mosaic::events::*;

macro_rules! events {
    ($($name:ident)*) => {
        /// An event of the program.
        #[derive(Debug, PartialEq, Eq)]
        #[non_exhaustive]
        #[expect(missing_docs, reason = "each variant is named after the event it carries, which says it")]
        pub enum Event { $($name($name)),* }

        impl Event {
            /// The event's name, as in the IDL.
            #[must_use]
            pub fn name(&self) -> &'static str {
                match self { $(Self::$name(_) => stringify!($name)),* }
            }

            /// Vault, sequence number in it, slot.
            #[must_use]
            pub fn header(&self) -> EventHeader {
                match self { $(Self::$name(event) => event.header),* }
            }

            /// Decodes an event from what the program logged.
            ///
            /// # Errors
            /// [`EventError::Unknown`] for the discriminator of no event, [`EventError::Malformed`] for content that
            /// does not fit it.
            pub fn decode(data: &[u8]) -> Result<Self, EventError> {
                $(if let Some(content) = data.strip_prefix($name::DISCRIMINATOR) {
                    let event = $name::try_from_slice(content);
                    return event.map(Self::$name).map_err(|_| EventError::Malformed { name: stringify!($name) });
                })*
                Err(EventError::Unknown { discriminator: data.iter().take(8).copied().collect() })
            }
        }
    };
}

events! {
    VaultCreated NftDeposited FractionDescribed VaultCancelled VaultActivated BidPlaced BidWithdrawn VaultSold
    AssetClaimed RoyaltyClaimed CuratorFeeClaimed CuratorFeeLowered FractionsRedeemed VaultReclaimed VaultClosed StakingOpened
    FractionsStaked FractionsUnstaked AsksOpened AskSet DelegateSet IncomeMintAdded IncomeDeposited IncomeClaimed
    IncomeClosed StakingClosed ProposalMade VoteCast VoteWithdrawn ProposalExecuted ProposalClosed LicenseTaken OfferMade
    OfferAccepted OfferingOpened FractionsBought PurchaseClaimed OfferingClosed
}

/// Why a line of the program's log is no event that this client knows.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EventError {
    /// The data is not base64.
    #[error("the logged data is not base64")]
    NotBase64,
    /// An event that this version of the client does not know.
    #[error("no event has the discriminator {discriminator:?}")]
    Unknown {
        /// The first bytes of the data.
        discriminator: Vec<u8>,
    },
    /// The content does not fit the event: it is of another version of the program.
    #[error("the content of {name} does not fit it")]
    Malformed {
        /// The event's name.
        name: &'static str,
    },
    /// The network cut the log: events may be missing.
    #[error("the log is truncated: events may be missing")]
    Truncated,
}

/// The events in the log lines of one transaction, in order.
///
/// Only lines that Mosaic itself logged count: which program logs follows from the `invoke`, `success` and `failed`
/// lines of the runtime, so no other program can forge an event.
pub fn events<'a>(lines: impl IntoIterator<Item = &'a str>) -> Vec<Result<Event, EventError>> {
    let mut running: Vec<Pubkey> = Vec::new();
    let mut events = Vec::new();
    for line in lines {
        if line == "Log truncated" {
            events.push(Err(EventError::Truncated));
        } else if let Some(data) = line.strip_prefix("Program data: ") {
            if running.last() == Some(&mosaic::ID) {
                events.push(decode_base64(data));
            }
        } else if let Some((program, what)) = runtime_line(line) {
            if what.starts_with("invoke [") {
                running.push(program);
            } else if running.last() == Some(&program) && (what == "success" || what.starts_with("failed")) {
                running.pop();
            }
        }
    }
    events
}

/// `Program <address> <what happened>`. What a program logs itself begins with `Program log: ` or `Program data: `.
fn runtime_line(line: &str) -> Option<(Pubkey, &str)> {
    let (program, what) = line.strip_prefix("Program ")?.split_once(' ')?;
    Some((program.parse().ok()?, what))
}

fn decode_base64(data: &str) -> Result<Event, EventError> {
    let bytes = BASE64_STANDARD.decode(data).map_err(|_| EventError::NotBase64)?;
    Event::decode(&bytes)
}

#[cfg(test)]
mod tests {
    use anchor_lang::Event as _;

    use super::*;

    const OTHER: Pubkey = Pubkey::new_from_array([7; 32]);

    fn fee(amount: u64) -> CuratorFeeClaimed {
        let header = EventHeader { vault: OTHER, sequence: 4, slot: 9 };
        CuratorFeeClaimed { header, curator: OTHER, amount }
    }

    fn data(amount: u64) -> String {
        format!("Program data: {}", BASE64_STANDARD.encode(fee(amount).data()))
    }

    fn found(lines: &[&str]) -> Vec<Result<Event, EventError>> {
        events(lines.iter().copied())
    }

    #[test]
    fn only_lines_of_the_program_count() {
        let (mosaic, other) = (mosaic::ID, OTHER);
        let lines = [
            data(0),
            format!("Program {other} invoke [1]"),
            data(1),
            format!("Program {mosaic} invoke [2]"),
            data(2),
            format!("Program {other} invoke [3]"),
            format!("Program log: Program {mosaic} invoke [4]"),
            data(3),
            format!("Program {other} success"),
            data(4),
            format!("Program {mosaic} success"),
            data(5),
            format!("Program {other} success"),
            data(6),
        ];
        let lines: Vec<_> = lines.iter().map(String::as_str).collect();
        assert_eq!(found(&lines), [Ok(Event::CuratorFeeClaimed(fee(2))), Ok(Event::CuratorFeeClaimed(fee(4)))]);
    }

    #[test]
    fn a_failed_call_ends_too() {
        let (mosaic, other) = (mosaic::ID, OTHER);
        let lines = [
            format!("Program {other} invoke [1]"),
            format!("Program {mosaic} invoke [2]"),
            format!("Program {mosaic} failed: custom program error: 0x1770"),
            data(1),
        ];
        assert_eq!(found(&lines.iter().map(String::as_str).collect::<Vec<_>>()), []);
    }

    #[test]
    fn what_cannot_be_decoded_is_told() {
        let start = format!("Program {} invoke [1]", mosaic::ID);
        let content = BASE64_STANDARD.encode(&fee(1).data()[..20]);
        let errors = found(&[&start, "Program data: !", "Program data: AAAA", &format!("Program data: {content}")]);
        let unknown = EventError::Unknown { discriminator: vec![0; 3] };
        let malformed = EventError::Malformed { name: "CuratorFeeClaimed" };
        assert_eq!(errors, [Err(EventError::NotBase64), Err(unknown), Err(malformed)]);
        assert_eq!(found(&["Log truncated"]), [Err(EventError::Truncated)]);
    }

    #[test]
    fn name_and_header() {
        let event = Event::decode(&fee(3).data()).unwrap();
        assert_eq!((event.name(), event.header().sequence), ("CuratorFeeClaimed", 4));
    }
}
