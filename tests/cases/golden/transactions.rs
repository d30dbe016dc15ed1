//! Instructions put into transactions.

use {
    crate::{
        file::{hold_lists, json},
        source::key,
    },
    anchor_lang::{
        prelude::Pubkey,
        solana_program::instruction::{AccountMeta, Instruction},
    },
    anchor_spl::{
        associated_token::spl_associated_token_account::instruction::create_associated_token_account_idempotent,
        token::ID as TOKEN_ID,
    },
    mosaic_client::{
        ClientError,
        instructions::{
            Activate, CreateVault, CreateVaultArgs, DepositNft, DescribeFraction, DescribeFractionArgs, NftKind,
            PlaceBid, PlaceBidArgs, Redeem, RedeemArgs, Settle, Vote, VoteArgs,
        },
        pda,
        rules::Terms,
        transactions::{AddressLookupTableAccount, Ceiling, PackedTransaction, Packing, Plan, ceiling, compute_units},
    },
    serde_json::{Value, json},
    std::collections::BTreeSet,
};

#[test]
fn instructions_are_packed_as_committed() {
    let mut packed = Packed::default();
    let uri = "https://example.org/Xk2Yq0bW9cT4hJ7mPzR1sVd8LfN3gAeUoKi5tBvCwQ0";
    let programmable = NftKind::Programmable { rule_set: None };
    let with_rules = NftKind::Programmable { rule_set: Some(key("rule set")) };
    packed.add("one NFT", &opening(1, NftKind::Plain, uri));
    packed.add("one programmable NFT", &opening(1, programmable, uri));
    packed.add("one programmable NFT and the longest texts", &opening(1, programmable, &"u".repeat(200)));
    packed.add("one NFT of Token-2022", &opening(1, NftKind::Token2022, uri));
    packed.add("two NFTs", &opening(2, NftKind::Plain, uri));
    packed.add("two programmable NFTs with a rule set", &opening(2, with_rules, uri));
    packed.add("sixteen NFTs", &opening(16, NftKind::Plain, uri));
    packed.add("sixteen programmable NFTs", &opening(16, programmable, uri));
    packed.add("sixteen NFTs of Token-2022", &opening(16, NftKind::Token2022, uri));
    packed.add("the first bid, with fractions", &[bid(true)]);
    packed.add("a further bid", &[bid(false)]);
    packed.add("a settlement", &[Settle { vault: vault(), leader: key("leader") }.instruction()]);
    let fraction_source = pda::associated_token(&key("holder"), &pda::fraction_mint(&vault()));
    let redeem = Redeem {
        holder: key("holder"),
        vault: vault(),
        fraction_source,
        cash_destination: pda::associated_token(&key("holder"), &key("quote mint")),
        args: RedeemArgs { amount: u64::MAX, min_payout: 1 },
    };
    packed.add("a redemption into a new account", &[made(&key("holder"), &key("quote mint")), redeem.instruction()]);
    let votes: Vec<_> = (0..30).map(vote).collect();
    packed.add("thirty votes", &votes);
    packed.add("nothing", &[]);
    packed.add("an instruction that is too large", &[vote(0), with_data(1_300)]);
    packed.add("an instruction with too many accounts", &[with_accounts(70)]);
    packed.add("instructions of an unknown program", &vec![with_data(1); 12]);
    hold_lists("transactions.json", &[("vectors", &packed.vectors), ("ceilings", &packed.ceilings)]);
}

fn vault() -> Pubkey {
    pda::vault(&key("creator"), 7)
}

/// What opens a vault of so many NFTs.
fn opening(nfts: u8, kind: NftKind, uri: &str) -> Vec<Instruction> {
    let (creator, vault) = (key("creator"), vault());
    let args = CreateVaultArgs::new(7, 10_000_000_000, 6, &Terms::with_opening_price(1_000_000_000));
    let mut instructions = vec![CreateVault { creator, quote_mint: key("quote mint"), args }.instruction()];
    for number in 0..nfts {
        let nft_mint = key(&format!("nft mint {number}"));
        let source = pda::associated_token(&creator, &nft_mint);
        instructions.push(DepositNft { creator, vault, nft_mint, source, kind }.instruction());
    }
    let (name, symbol) = ("Fractions of Still Life No. 1042".to_owned(), "fSTILL1042".to_owned());
    let args = DescribeFractionArgs { name, symbol, uri: uri.to_owned() };
    instructions.push(DescribeFraction { creator, vault, args }.instruction());
    let fraction_mint = pda::fraction_mint(&vault);
    instructions.push(made(&creator, &fraction_mint));
    let destination = pda::associated_token(&creator, &fraction_mint);
    instructions.push(Activate { creator, vault, destination }.instruction());
    instructions
}

fn made(owner: &Pubkey, mint: &Pubkey) -> Instruction {
    create_associated_token_account_idempotent(owner, owner, mint, &TOKEN_ID)
}

fn bid(first: bool) -> Instruction {
    let args = PlaceBidArgs { price: 1, fractions: 0, max_cash: 1, max_licensed_until: 0 };
    let bidder = key("bidder");
    let place = PlaceBid {
        bidder,
        vault: vault(),
        quote_mint: key("quote mint"),
        cash_account: pda::associated_token(&bidder, &key("quote mint")),
        fraction_account: first.then(|| pda::associated_token(&bidder, &pda::fraction_mint(&vault()))),
        with_asks: first,
        args,
    };
    place.instruction()
}

fn vote(number: u64) -> Instruction {
    let holder = key("holder");
    Vote { authority: holder, holder, vault: vault(), number, args: VoteArgs { yes: true } }.instruction()
}

fn with_data(bytes: usize) -> Instruction {
    Instruction { program_id: key("a program"), accounts: Vec::new(), data: vec![7; bytes] }
}

fn with_accounts(count: u8) -> Instruction {
    let accounts = (0..count).map(|number| AccountMeta::new(Pubkey::new_from_array([number; 32]), false)).collect();
    Instruction { program_id: key("a program"), accounts, data: Vec::new() }
}

/// Instructions, and the transactions that were made of them.
#[derive(Default)]
struct Packed {
    vectors: Vec<Value>,
    ceilings: Vec<Value>,
    known: BTreeSet<(Pubkey, Vec<u8>, u32)>,
}

impl Packed {
    fn add(&mut self, name: &str, instructions: &[Instruction]) {
        for instruction in instructions {
            let Ceiling { units, calls } = ceiling(instruction);
            let kind = instruction.data.get(..8).unwrap_or_default().to_vec();
            if self.known.insert((instruction.program_id, kind, units)) {
                self.ceilings.push(json!({ "instruction": json(instruction), "units": units, "calls": calls }));
            }
        }
        let payer = key("creator");
        let table = every_other_address(instructions);
        let budgets =
            [(&[][..], None), (&[], Some(0)), (&[], Some(1_000)), (std::slice::from_ref(&table), Some(u64::MAX))];
        let packings = budgets.map(|(tables, price_per_unit)| {
            let packing = Packing { payer, tables, price_per_unit };
            let tables: Vec<_> = tables.iter().map(table_json).collect();
            let mut vector = json!({ "tables": tables, "pricePerUnit": json(&price_per_unit) });
            let packed = packing.transactions(instructions).map(|packed| packed.iter().map(packed_json).collect());
            end(&mut vector, packed.map(|packed: Vec<_>| json!({ "packed": packed })));
            vector
        });
        self.vectors.push(json!({
            "name": name,
            "payer": json(&payer),
            "instructions": json(instructions),
            "computeUnits": compute_units(instructions),
            "packings": packings,
            "plan": planned(&payer, instructions),
        }));
    }
}

/// A table of every other address that can be in one.
fn every_other_address(instructions: &[Instruction]) -> AddressLookupTableAccount {
    let metas = instructions.iter().flat_map(|instruction| &instruction.accounts);
    let addresses = metas.filter(|meta| !meta.is_signer).step_by(2).map(|meta| meta.pubkey);
    AddressLookupTableAccount { key: key("table"), addresses: addresses.collect() }
}

/// The way that takes the fewest transactions, a table of its own allowed.
fn planned(payer: &Pubkey, instructions: &[Instruction]) -> Value {
    let (recent_slot, price_per_unit) = (123_456_789u64, Some(1_000));
    let packing = Packing { payer: *payer, tables: &[], price_per_unit };
    let mut vector = json!({ "pricePerUnit": json(&price_per_unit), "recentSlot": json(&recent_slot) });
    let plan = packing.plan(instructions, recent_slot).map(|Plan { table, preparation, transactions }| {
        let table = table.map(|table| {
            json!({
                "account": table_json(&table.account),
                "instructions": json(&table.instructions),
                "deactivate": json(&table.deactivate()),
                "recipient": json(&key("recipient")),
                "close": json(&table.close(&key("recipient"))),
            })
        });
        let preparation: Vec<_> = preparation.iter().map(packed_json).collect();
        let transactions: Vec<_> = transactions.iter().map(packed_json).collect();
        json!({ "table": table, "preparation": preparation, "transactions": transactions })
    });
    end(&mut vector, plan);
    vector
}

/// Adds how it ended.
fn end(vector: &mut Value, outcome: Result<Value, ClientError>) {
    let members = outcome.unwrap_or_else(|error| json!({ "error": json(&error), "message": error.to_string() }));
    if let (Value::Object(vector), Value::Object(members)) = (vector, members) {
        vector.extend(members);
    }
}

fn table_json(table: &AddressLookupTableAccount) -> Value {
    json!({ "key": json(&table.key), "addresses": json(&table.addresses) })
}

fn packed_json(transaction: &PackedTransaction) -> Value {
    let message = transaction.message.serialize();
    json!({ "bytes": transaction.bytes, "count": transaction.instructions.len(), "message": json(&message) })
}
