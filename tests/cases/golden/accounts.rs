//! Accounts of the program, decoded.

use {
    crate::{
        file::{hold, json, names},
        source::Source,
    },
    anchor_lang::Discriminator,
    mosaic_client::{
        json::ToJson,
        state::{
            AccountType, Asks, Asset, Auction, Bid, License, Offering, Pool, Proposal, Purchase, Stake, Uri, Vault,
            Vote, decode,
        },
    },
    serde_json::{Value, json},
    std::collections::BTreeSet,
};

#[test]
fn every_account_is_decoded_as_committed() {
    let mut vectors = Vec::new();
    add::<Vault>(&mut vectors, &mut Source::new("vault"));
    add::<Asset>(&mut vectors, &mut Source::new("asset"));
    add::<Auction>(&mut vectors, &mut Source::new("auction"));
    add::<Bid>(&mut vectors, &mut Source::new("bid"));
    add::<Pool>(&mut vectors, &mut Source::new("pool"));
    add::<Stake>(&mut vectors, &mut Source::new("stake"));
    add::<Asks>(&mut vectors, &mut Source::new("asks"));
    add::<Proposal>(&mut vectors, &mut Source::new("proposal"));
    add::<Vote>(&mut vectors, &mut Source::new("vote"));
    add::<License>(&mut vectors, &mut Source::new("license"));
    add::<Offering>(&mut vectors, &mut Source::new("offering"));
    add::<Purchase>(&mut vectors, &mut Source::new("purchase"));
    for (name, text) in [
        ("short", "a"),
        ("of many letters", "https://example.org/žluťoučký/κόσμε/夜明け"),
        ("longest", &"u".repeat(128)),
    ] {
        let uri = Uri::new(text).expect("a URI that fits");
        let license = License { terms_uri: uri, ..bytemuck::Zeroable::zeroed() };
        let data = [License::DISCRIMINATOR, bytemuck::bytes_of(&license)].concat();
        vectors.push(decoded::<License>(&format!("a URI, {name}"), &data));
    }
    let types = vectors.iter().filter_map(|vector| vector["type"].as_str());
    assert_eq!(types.map(str::to_owned).collect::<BTreeSet<_>>(), names("accounts"));
    hold("accounts.json", &vectors);
}

/// Every content is an account of its type: zeros, the largest of all numbers, and anything.
fn add<T: AccountType + ToJson>(vectors: &mut Vec<Value>, source: &mut Source) {
    let with_content = |content: &[u8]| [T::DISCRIMINATOR, content].concat();
    let bytes = size_of::<T>();
    let any = with_content(&source.bytes(bytes));
    vectors.push(decoded::<T>("zeros", &with_content(&vec![0; bytes])));
    vectors.push(decoded::<T>("ones", &with_content(&vec![255; bytes])));
    vectors.push(decoded::<T>("anything", &any));
    vectors.push(decoded::<T>("anything else", &with_content(&source.bytes(bytes))));
    vectors.push(decoded::<T>("a byte short", &any[..any.len() - 1]));
    vectors.push(decoded::<T>("a byte long", &[&any[..], &[0]].concat()));
    vectors.push(decoded::<T>("of another type", &[&[!any[0]], &any[1..]].concat()));
    vectors.push(decoded::<T>("nothing", &[]));
}

fn decoded<T: AccountType + ToJson>(name: &str, data: &[u8]) -> Value {
    match decode::<T>(data) {
        Ok(account) => json!({ "type": T::NAME, "name": name, "data": json(data), "fields": json(&account) }),
        Err(error) => json!({ "type": T::NAME, "name": name, "data": json(data), "error": error.to_string() }),
    }
}
