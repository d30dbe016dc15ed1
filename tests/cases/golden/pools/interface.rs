//! The interface that Raydium CP-Swap publishes: what its instructions take, and how its accounts are laid out.

use {
    crate::source::key as any,
    anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction},
    anchor_spl::token::ID as TOKEN_ID,
    mosaic_client::{
        pda,
        pools::{Amounts, raydium},
    },
    mosaic_harness::fixtures::{Fixture, load},
    serde_json::Value,
    std::{collections::BTreeMap, fmt::Debug},
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
        self.try_check(name, instruction, open, arguments).unwrap_or_else(|fault| panic!("{name}: {fault}"));
    }

    fn try_check(
        &self,
        name: &str,
        instruction: &Instruction,
        open: &[(&str, Pubkey)],
        arguments: &[(&str, u64)],
    ) -> Result<(), String> {
        let published = named(&self.0["instructions"], name);
        let accounts = list(&published["accounts"]);
        same("the program", instruction.program_id, self.program())?;
        same("the number of accounts", instruction.accounts.len(), accounts.len())?;
        let accounts: Vec<_> = accounts.iter().zip(&instruction.accounts).collect();
        let by_name = accounts.iter().map(|(account, meta)| (name_of(account), meta.pubkey)).collect();
        let mut others = Vec::new();
        for (account, meta) in accounts {
            let called = name_of(account);
            let [writable, signer] = ["writable", "signer"].map(|role| account[role] == true);
            same(called, (meta.is_writable, meta.is_signer), (writable, signer))?;
            if let Some(address) = account.get("address") {
                same(called, meta.pubkey, key(address))?;
            } else if let Some(pda) = account.get("pda") {
                same(called, meta.pubkey, self.derived(pda, &by_name))?;
            } else {
                others.push((called, meta.pubkey));
            }
        }
        same("the other accounts", others.as_slice(), open)?;
        let takes: Vec<_> = list(&published["args"]).iter().map(|arg| (name_of(arg), text(&arg["type"]))).collect();
        same("the arguments", arguments.iter().map(|(argument, _)| (*argument, "u64")).collect(), takes)?;
        let mut data = bytes(&published["discriminator"]);
        data.extend(arguments.iter().flat_map(|(_, number)| number.to_le_bytes()));
        same("the data", instruction.data.as_slice(), &data)
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

fn same<T: PartialEq + Debug>(what: &str, found: T, wanted: T) -> Result<(), String> {
    if found == wanted { Ok(()) } else { Err(format!("{what}: {found:?} instead of {wanted:?}")) }
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

#[test]
fn an_instruction_that_differs_anywhere_is_not_the_one_that_is_published() {
    let interface = Interface::published();
    let (creator, config) = (any("creator"), raydium::config(0));
    let mut mints = [any("fractions"), any("cash")];
    mints.sort();
    let [mint_0, mint_1] = mints;
    let amounts = Amounts { fractions: 5, quote: 7 };
    let create = raydium::Create { creator, config, fraction_mint: mint_0, quote_mint: mint_1, amounts };
    let open = [
        ("creator", creator),
        ("amm_config", config),
        ("pool_state", raydium::pool(&config, &mint_0, &mint_1)),
        ("token_0_mint", mint_0),
        ("token_1_mint", mint_1),
        ("creator_token_0", pda::associated_token(&creator, &mint_0)),
        ("creator_token_1", pda::associated_token(&creator, &mint_1)),
        ("token_0_program", TOKEN_ID),
        ("token_1_program", TOKEN_ID),
    ];
    let arguments = [("init_amount_0", 5), ("init_amount_1", 7), ("open_time", 0)];
    let is = |instruction: &Instruction| interface.try_check("initialize", instruction, &open, &arguments).is_ok();
    let sound = create.instruction();
    assert!(is(&sound));
    let differs = |change: &dyn Fn(&mut Instruction)| {
        let mut changed = sound.clone();
        change(&mut changed);
        assert!(!is(&changed), "{changed:?}");
    };
    differs(&|changed| changed.program_id = creator);
    differs(&|changed| changed.accounts.truncate(19));
    differs(&|changed| changed.data.push(0));
    for place in 0..sound.accounts.len() {
        differs(&|changed| changed.accounts[place].pubkey = any("another"));
        differs(&|changed| changed.accounts[place].is_writable ^= true);
        differs(&|changed| changed.accounts[place].is_signer ^= true);
    }
    for place in 0..sound.data.len() {
        differs(&|changed| changed.data[place] ^= 1);
    }
}
