//! The interface that Raydium CP-Swap publishes: what its instructions take, and how its accounts are laid out.

use {
    anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction},
    mosaic_harness::fixtures::{Fixture, load},
    serde_json::Value,
    std::collections::BTreeMap,
};

/// The interface, as Anchor writes it.
pub struct Interface(Value);

impl Interface {
    pub fn published() -> Self {
        let text = load(Fixture::RaydiumInterface).unwrap_or_else(|error| panic!("{error}"));
        Self(serde_json::from_slice(text).expect("an interface"))
    }

    /// The program.
    pub fn program(&self) -> Pubkey {
        key(&self.0["address"])
    }

    /// Checks that the program would take an instruction for the one of that name: its accounts are as many, in the
    /// order and the roles that are published, fixed and derived ones at their addresses, and `open` are the others;
    /// its data are these arguments.
    pub fn check(&self, name: &str, instruction: &Instruction, open: &[(&str, Pubkey)], arguments: &[(&str, u64)]) {
        let published = named(&self.0["instructions"], name);
        let accounts = list(&published["accounts"]);
        assert_eq!(instruction.program_id, self.program(), "{name}");
        assert_eq!(instruction.accounts.len(), accounts.len(), "accounts of {name}");
        let accounts: Vec<_> = accounts.iter().zip(&instruction.accounts).collect();
        let by_name = accounts.iter().map(|(account, meta)| (name_of(account), meta.pubkey)).collect();
        let mut others = Vec::new();
        for (account, meta) in accounts {
            let called = name_of(account);
            let [writable, signer] = ["writable", "signer"].map(|role| account[role] == true);
            assert_eq!((meta.is_writable, meta.is_signer), (writable, signer), "{name}: {called}");
            if let Some(address) = account.get("address") {
                assert_eq!(meta.pubkey, key(address), "{name}: {called}");
            } else if let Some(pda) = account.get("pda") {
                assert_eq!(meta.pubkey, self.derived(pda, &by_name), "{name}: {called}");
            } else {
                others.push((called, meta.pubkey));
            }
        }
        assert_eq!(others, open, "{name}");
        let takes: Vec<_> = list(&published["args"]).iter().map(|arg| (name_of(arg), text(&arg["type"]))).collect();
        let gives: Vec<_> = arguments.iter().map(|(argument, _)| (*argument, "u64")).collect();
        assert_eq!(takes, gives, "arguments of {name}");
        let mut data = bytes(&published["discriminator"]);
        data.extend(arguments.iter().flat_map(|(_, number)| number.to_le_bytes()));
        assert_eq!(instruction.data, data, "{name}");
    }

    /// The data of an account in which these fields are set, and all others are zero. Of `padding`, in which later
    /// versions of the program have fields, the beginning may be set.
    pub fn account(&self, name: &str, fields: &[(&str, &[u8])]) -> Vec<u8> {
        let mut data = bytes(&named(&self.0["accounts"], name)["discriminator"]);
        let mut given: BTreeMap<_, _> = fields.iter().copied().collect();
        for field in self.fields(name) {
            let (called, width) = (name_of(field), self.width(&field["type"]));
            let value = given.remove(called).unwrap_or_default();
            let fits = value.len() == width || value.is_empty() || (called == "padding" && value.len() < width);
            assert!(fits, "{called} of {name} has {width} bytes");
            let end = data.len() + width;
            data.extend(value);
            data.resize(end, 0);
        }
        assert!(given.is_empty(), "{name} has no {given:?}");
        data
    }

    fn fields(&self, name: &str) -> &[Value] {
        list(&named(&self.0["types"], name)["type"]["fields"])
    }

    /// How many bytes a value of a type has.
    fn width(&self, of: &Value) -> usize {
        if let Some(array) = of.get("array") {
            let count = array[1].as_u64().and_then(|count| usize::try_from(count).ok()).expect("a count");
            return self.width(&array[0]) * count;
        }
        if let Some(defined) = of.get("defined") {
            return self.fields(name_of(defined)).iter().map(|field| self.width(&field["type"])).sum();
        }
        match text(of) {
            "bool" | "u8" => 1,
            "u16" => 2,
            "u64" => 8,
            "u128" => 16,
            "pubkey" => 32,
            other => panic!("no width of {other} is known"),
        }
    }

    fn derived(&self, pda: &Value, accounts: &BTreeMap<&str, Pubkey>) -> Pubkey {
        let seed = |seed: &Value| match text(&seed["kind"]) {
            "account" => accounts[text(&seed["path"])].to_bytes().to_vec(),
            _ => bytes(&seed["value"]),
        };
        let seeds: Vec<_> = list(&pda["seeds"]).iter().map(seed).collect();
        let seeds: Vec<_> = seeds.iter().map(Vec::as_slice).collect();
        let program = pda
            .get("program")
            .map_or_else(|| self.program(), |program| Pubkey::try_from(bytes(&program["value"])).expect("an address"));
        Pubkey::find_program_address(&seeds, &program).0
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

fn name_of(value: &Value) -> &str {
    text(&value["name"])
}

fn key(value: &Value) -> Pubkey {
    text(value).parse().expect("an address")
}

fn bytes(value: &Value) -> Vec<u8> {
    serde_json::from_value(value.clone()).expect("bytes")
}

/// What has that name in a list.
fn named<'a>(items: &'a Value, name: &str) -> &'a Value {
    list(items).iter().find(|item| name_of(item) == name).unwrap_or_else(|| panic!("the interface has no {name}"))
}
