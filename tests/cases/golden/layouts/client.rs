//! The layouts, read by the Rust client.

use {
    super::Layout,
    crate::file::json,
    mosaic_client::{
        events::Event,
        json::ToJson,
        state::{
            AccountType, Asks, Asset, Auction, Bid, License, Offering, Pool, Proposal, Purchase, Stake, Vault, Vote,
            decode,
        },
    },
    serde_json::Value,
};

fn account<T: AccountType + ToJson>(data: &[u8]) -> Value {
    json(&decode::<T>(data).expect("an account"))
}

fn event(data: &[u8]) -> Value {
    let event = Event::decode(data).expect("an event");
    let Value::Object(mut members) = json(&event) else { panic!("an event is an object") };
    assert_eq!(members.remove("__kind"), Some(Value::from(event.name())));
    Value::Object(members)
}

#[test]
fn the_client_reads_every_layout() {
    for layout in Layout::all() {
        let read = match layout.name.as_str() {
            "Vault" => account::<Vault>,
            "Asset" => account::<Asset>,
            "Auction" => account::<Auction>,
            "Bid" => account::<Bid>,
            "Pool" => account::<Pool>,
            "Stake" => account::<Stake>,
            "Asks" => account::<Asks>,
            "Proposal" => account::<Proposal>,
            "Vote" => account::<Vote>,
            "License" => account::<License>,
            "Offering" => account::<Offering>,
            "Purchase" => account::<Purchase>,
            _ => event,
        };
        assert_eq!(read(&layout.data), layout.content(), "{}", layout.name);
    }
}
