//! What the client has, as JSON that JavaScript can read: for command lines, and for vectors that clients in other
//! languages are held to.
//!
//! Structs are objects with their fields in camel case; accounts leave out what only fills them up. An enum is the name
//! of its variant; where some variant carries data, it is an object with the name as `__kind`, and the fields, or as
//! `fields` what has no names. Addresses are base58, bytes hex behind `0x`. Integers up to 32 bits are numbers, wider
//! ones texts: see [`Wide`].

use anchor_lang::prelude::Pubkey;
use serde_json::{Map, Value};

mod errors;
mod events;
mod instructions;
mod orders;
mod pools;
mod quotes;
mod rules;
mod state;
mod views;

/// How integers of 64 and more bits are written, which the numbers of JavaScript cannot hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wide {
    /// As their digits: `"42"`.
    Text,
    /// As JavaScript writes them itself, so that no text is mistaken for one: `"42n"`.
    Marked,
}

impl Wide {
    fn write(self, integer: impl std::fmt::Display) -> Value {
        match self {
            Self::Text => integer.to_string().into(),
            Self::Marked => format!("{integer}n").into(),
        }
    }
}

/// What can be written as JSON.
pub trait ToJson {
    /// The value.
    fn to_json(&self, wide: Wide) -> Value;

    /// Several of them: an array, unless they are bytes.
    fn list_to_json(list: &[Self], wide: Wide) -> Value
    where
        Self: Sized,
    {
        list.iter().map(|item| item.to_json(wide)).collect()
    }
}

/// The members of an object.
struct Members {
    wide: Wide,
    members: Map<String, Value>,
}

impl Members {
    fn new(wide: Wide) -> Self {
        Self { wide, members: Map::new() }
    }

    fn kind(name: &str, wide: Wide) -> Self {
        let members = [("__kind".to_owned(), Value::from(name))];
        Self { wide, members: members.into_iter().collect() }
    }

    fn with(mut self, field: &str, value: &(impl ToJson + ?Sized)) -> Self {
        self.members.insert(camel_case(field), value.to_json(self.wide));
        self
    }

    fn done(self) -> Value {
        Value::Object(self.members)
    }
}

/// A name of Rust's as JavaScript writes it: `max_cash` becomes `maxCash`.
#[must_use]
pub fn camel_case(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |mut camel, word| {
        let mut letters = word.chars();
        camel.extend(letters.next().map(|letter| letter.to_ascii_uppercase()));
        camel.push_str(letters.as_str());
        camel
    })
}

/// Structs by their fields; `; ..` leaves out the others.
macro_rules! structs {
    ($($name:ident { $($field:ident),* $(,)? $(; $rest:tt)? })*) => {
        $(
            impl $crate::json::ToJson for $name {
                fn to_json(&self, wide: $crate::json::Wide) -> serde_json::Value {
                    let Self { $($field),* $(, $rest)? } = self;
                    $crate::json::Members::new(wide)$(.with(stringify!($field), $field))*.done()
                }
            }
        )*
    };
}
use structs;

/// Enums of which some variant carries data, by their variants.
macro_rules! enums {
    ($($name:ident { $($variant:ident $({ $($field:ident),* })? $(($value:ident))?),* $(,)? })*) => {
        $(
            impl $crate::json::ToJson for $name {
                fn to_json(&self, wide: $crate::json::Wide) -> serde_json::Value {
                    match self {
                        $(Self::$variant $({ $($field),* })? $(($value))? => {
                            $crate::json::Members::kind(stringify!($variant), wide)
                                $($(.with(stringify!($field), $field))*)?
                                $(.with("fields", &[$value]))?
                                .done()
                        })*
                    }
                }
            }
        )*
    };
}
use enums;

/// Enums without data, which are called as `Debug` calls them.
macro_rules! texts {
    ($($name:ident)*) => {
        $(
            impl $crate::json::ToJson for $name {
                fn to_json(&self, _: $crate::json::Wide) -> serde_json::Value {
                    format!("{self:?}").into()
                }
            }
        )*
    };
}
use texts;

impl ToJson for u8 {
    fn to_json(&self, _: Wide) -> Value {
        (*self).into()
    }

    fn list_to_json(list: &[Self], _: Wide) -> Value {
        list.iter().fold("0x".to_owned(), |text, byte| format!("{text}{byte:02x}")).into()
    }
}

macro_rules! small_values {
    ($($name:ty)*) => {
        $(impl ToJson for $name {
            fn to_json(&self, _: Wide) -> Value {
                (*self).into()
            }
        })*
    };
}
// A `usize` counts or numbers what fits a transaction.
small_values! { bool u16 u32 usize &str }

macro_rules! wide_integers {
    ($($name:ty)*) => {
        $(impl ToJson for $name {
            fn to_json(&self, wide: Wide) -> Value {
                wide.write(self)
            }
        })*
    };
}
wide_integers! { u64 i64 u128 }

impl ToJson for String {
    fn to_json(&self, _: Wide) -> Value {
        self.as_str().into()
    }
}

impl ToJson for () {
    fn to_json(&self, _: Wide) -> Value {
        Value::Null
    }
}

impl ToJson for Pubkey {
    fn to_json(&self, _: Wide) -> Value {
        self.to_string().into()
    }
}

impl<T: ToJson> ToJson for &T {
    fn to_json(&self, wide: Wide) -> Value {
        T::to_json(self, wide)
    }
}

impl<T: ToJson> ToJson for Box<T> {
    fn to_json(&self, wide: Wide) -> Value {
        T::to_json(self, wide)
    }
}

impl<T: ToJson> ToJson for Option<T> {
    fn to_json(&self, wide: Wide) -> Value {
        self.as_ref().map_or(Value::Null, |value| value.to_json(wide))
    }
}

impl<T: ToJson, E: ToJson> ToJson for Result<T, E> {
    fn to_json(&self, wide: Wide) -> Value {
        match self {
            Ok(value) => Members::kind("Ok", wide).with("fields", &[value]).done(),
            Err(error) => Members::kind("Err", wide).with("fields", &[error]).done(),
        }
    }
}

impl<T: ToJson> ToJson for [T] {
    fn to_json(&self, wide: Wide) -> Value {
        T::list_to_json(self, wide)
    }
}

impl<T: ToJson, const N: usize> ToJson for [T; N] {
    fn to_json(&self, wide: Wide) -> Value {
        T::list_to_json(self, wide)
    }
}

impl<T: ToJson> ToJson for Vec<T> {
    fn to_json(&self, wide: Wide) -> Value {
        T::list_to_json(self, wide)
    }
}

impl<A: ToJson, B: ToJson> ToJson for (A, B) {
    fn to_json(&self, wide: Wide) -> Value {
        Value::Array(vec![self.0.to_json(wide), self.1.to_json(wide)])
    }
}

#[cfg(test)]
mod tests {
    use mosaic_core::auction::{Escrowed, Move};
    use serde_json::json;

    use super::*;
    use crate::{
        ClientError,
        quotes::{Ask, Claim},
        state::{License, Uri},
    };

    #[test]
    fn integers_are_as_wide_as_javascript_can_hold_them() {
        assert_eq!(u32::MAX.to_json(Wide::Text), json!(4_294_967_295u32));
        assert_eq!(u64::MAX.to_json(Wide::Text), json!("18446744073709551615"));
        assert_eq!(i64::MIN.to_json(Wide::Marked), json!("-9223372036854775808n"));
        assert_eq!(u128::MAX.to_json(Wide::Marked), json!("340282366920938463463374607431768211455n"));
    }

    #[test]
    fn structs_enums_and_lists() {
        let escrowed = Escrowed { cash: 1, fractions: 2 };
        assert_eq!(escrowed.to_json(Wide::Text), json!({ "cash": "1", "fractions": "2" }));
        assert_eq!(Move::In(5).to_json(Wide::Marked), json!({ "__kind": "In", "fields": ["5n"] }));
        assert_eq!(Ask::Level(9).to_json(Wide::Marked), json!({ "__kind": "Level", "fields": [9] }));
        assert_eq!(Ask::Nothing.to_json(Wide::Marked), json!({ "__kind": "Nothing" }));
        let claim = Claim::Asset { nft_mint: Pubkey::default() };
        let system = "11111111111111111111111111111111";
        assert_eq!(claim.to_json(Wide::Text), json!({ "__kind": "Asset", "nftMint": system }));
        assert_eq!([0u8, 255].to_json(Wide::Text), json!("0x00ff"));
        assert_eq!([0u64, 255].to_json(Wide::Text), json!(["0", "255"]));
        assert_eq!((Some(true), None::<u8>).to_json(Wide::Text), json!([true, null]));
        let error = ClientError::NotEnoughCash { needed: 2, available: 1 };
        let members = json!({ "__kind": "NotEnoughCash", "needed": "2", "available": "1" });
        assert_eq!(error.to_json(Wide::Text), members);
    }

    #[test]
    fn accounts_leave_out_what_fills_them_up() {
        let license: License = bytemuck::Zeroable::zeroed();
        let json = License { terms_uri: Uri::new("a").unwrap(), ..license }.to_json(Wide::Marked);
        assert_eq!(json["termSecs"], json!(0));
        assert!(json["termsUri"]["bytes"].as_str().unwrap().starts_with("0x6100"));
        assert_eq!(json.get("padding"), None);
    }
}
