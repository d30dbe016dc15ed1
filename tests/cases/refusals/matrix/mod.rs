//! Every account of every instruction, tampered with in every way: the program names what is wrong.

mod assets;
mod auction;
mod calls;
mod closed;
mod idl;
mod income;
mod licenses;
mod lifecycle;
mod offering;
mod offers;
mod payout;
mod row;
mod staking;
mod tally;
mod tamper;
mod votes;

use {
    crate::scene::{Cast, Lot, Stage, reach},
    anchor_lang::{
        prelude::{AccountMeta, Pubkey},
        solana_program::instruction::Instruction,
        system_program,
    },
    anchor_spl::token_2022::spl_token_2022,
    mosaic_client::PROGRAM_ID,
    mosaic_harness::{
        Bank, Failure, Receipt, Standard, nft::compute_unit_limit, program, tokens::AMOUNT, world::COMPUTE_UNITS,
    },
    row::{Kind, Row},
    sha2::{Digest, Sha256},
    solana_account::Account,
    solana_keypair::Keypair,
    solana_signer::Signer,
    std::collections::BTreeSet,
    tally::Tally,
    tamper::{Facts, KINDS, TOKEN_OWNER, Tamper},
};

/// The tables. A test in them is one table.
const TABLES: [&str; 10] = [
    include_str!("assets.rs"),
    include_str!("auction.rs"),
    include_str!("income.rs"),
    include_str!("licenses.rs"),
    include_str!("lifecycle.rs"),
    include_str!("offering.rs"),
    include_str!("offers.rs"),
    include_str!("payout.rs"),
    include_str!("staking.rs"),
    include_str!("votes.rs"),
];
/// Where in a mint its decimals are.
const MINT_DECIMALS: usize = 44;

#[test]
fn every_instruction_has_a_table() {
    let names: BTreeSet<_> = idl::instructions().collect();
    assert_eq!(names, program::instructions().collect(), "the IDL is not that of the program");
    for name in names {
        assert!(TABLES.iter().any(|table| table.contains(&format!("\"{name}\","))), "{name} has no table");
    }
}

/// Three vaults at the same stage: ours, another of the same people, and one of other people.
struct Matrix {
    bank: Bank,
    name: String,
    ours: Instruction,
    sibling: Instruction,
    foreigner: Instruction,
    keys: Vec<Keypair>,
    tally: Tally,
    wrong: Vec<String>,
}

/// Tries every tampering of every account on the instruction of that name, which `build` makes for vaults of an NFT of
/// this standard at this stage. `rows` are its accounts in the order of the IDL.
async fn check(name: &str, standard: Standard, stage: Stage, build: impl Fn(&Lot) -> Instruction, rows: &[Row]) {
    let mut bank = Bank::start().await;
    let (ours, others) = (Cast::ours(&mut bank).await, Cast::others(&mut bank).await);
    let mut lot = Lot::plan(&mut bank, &ours, 1, standard).await;
    let mut sibling = Lot::plan(&mut bank, &ours, 2, standard).await;
    let mut foreigner = Lot::plan(&mut bank, &others, 1, standard).await;
    reach(&mut bank, &mut [&mut lot, &mut sibling, &mut foreigner], stage).await;
    let keys = ours.keys().into_iter().chain(others.keys()).collect();
    let [ours, sibling, foreigner] = [&lot, &sibling, &foreigner].map(build);
    assert!(ours.data.starts_with(&Sha256::digest(format!("global:{name}"))[..8]), "this is not {name}");
    let (name, tally) = (name.to_owned(), Tally::default());
    let mut matrix = Matrix { bank, name, ours, sibling, foreigner, keys, tally, wrong: Vec::new() };
    matrix.run(rows).await;
    let tried = matrix.tally.tried;
    assert!(matrix.wrong.is_empty(), "{} of {tried}:\n{}", matrix.wrong.len(), matrix.wrong.join("\n"));
    tally::add(&format!("{} at {stage:?}", matrix.name), &matrix.tally);
}

impl Matrix {
    async fn run(&mut self, rows: &[Row]) {
        for instruction in [&self.ours, &self.sibling, &self.foreigner] {
            idl::compare(&self.name, instruction, rows);
            let receipt = self.simulate(&[], instruction).await.expect("untampered");
            assert!(receipt.per_instruction.iter().any(|usage| usage.program == PROGRAM_ID), "no call is logged");
            let foreign = calls::foreign(&receipt.per_instruction);
            assert!(foreign.is_empty(), "it calls {foreign:?}");
        }
        for position in 0..rows.len() {
            self.account(position, rows).await;
        }
    }

    /// Tries every tampering that applies to the account at a position, and counts those that do not.
    async fn account(&mut self, position: usize, rows: &[Row]) {
        let ours = self.ours.clone();
        let (meta, row) = (&ours.accounts[position], &rows[position]);
        let account = self.bank.account(&meta.pubkey).await;
        let people: Vec<_> = self.keys.iter().map(Signer::pubkey).collect();
        let (sibling, foreigner) = (self.sibling.accounts[position].pubkey, self.foreigner.accounts[position].pubkey);
        let facts = Facts {
            spec: &idl::accounts(&self.name)[position],
            meta,
            account: account.as_ref(),
            is_named: matches!(row.kind, Kind::Named(_)),
            sibling: &sibling,
            foreigner: &foreigner,
            people: &people,
        };
        let duplicates = ours.accounts.iter().enumerate().filter(|(other, _)| *other != position);
        let duplicates = duplicates.map(|(other, there)| (Tamper::Duplicate(other), facts.duplicate_exemption(there)));
        let kinds = KINDS.into_iter().map(|kind| (kind, facts.exemption(kind)));
        for (tamper, exemption) in kinds.chain(duplicates) {
            if let Some(reason) = exemption {
                self.tally.exempt(tamper, reason);
                continue;
            }
            for variant in 0..facts.variants(tamper) {
                self.case(position, tamper, variant, &facts, row, rows).await;
            }
        }
    }

    async fn case(
        &mut self,
        position: usize,
        tamper: Tamper,
        variant: usize,
        facts: &Facts<'_>,
        row: &Row,
        rows: &[Row],
    ) {
        let mut instruction = self.ours.clone();
        let Some(before) = self.tamper(&mut instruction, position, tamper, variant, facts).await else { return };
        let result = self.simulate(&before, &instruction).await;
        let address = facts.meta.pubkey;
        if matches!(tamper, Tamper::Emptied | Tamper::Zeroed | Tamper::Reowned | Tamper::Retyped) {
            self.bank.set_account(address, facts.account.cloned().unwrap_or_default());
        }
        self.tally.tried(tamper);
        // Behind the limit of compute units and what comes before.
        let is_ours =
            |failure: &Failure| failure.instruction_index.is_none_or(|at| usize::from(at) == 1 + before.len());
        let answers = row.answers(tamper, rows);
        if answers.iter().any(|answer| answer.is(&result)) && result.as_ref().err().is_none_or(is_ours) {
            return;
        }
        let got = match result {
            Ok(_) => "success".to_owned(),
            Err(failure) => failure.to_string().lines().take(1).collect(),
        };
        let tamper = match tamper {
            Tamper::Duplicate(other) => format!("duplicate of {}", rows[other].name),
            tamper => format!("{tamper:?} {variant}"),
        };
        self.wrong.push(format!("{}, {tamper}: expected {answers:?}, got {got}", row.name));
    }

    /// Tampers with one account; what has to come before in the transaction. None: there is no such variant.
    async fn tamper(
        &mut self,
        instruction: &mut Instruction,
        position: usize,
        tamper: Tamper,
        variant: usize,
        facts: &Facts<'_>,
    ) -> Option<Vec<Instruction>> {
        let meta = &mut instruction.accounts[position];
        let real = || facts.account.cloned().expect("it has data");
        match tamper {
            Tamper::Unsigned => meta.is_signer = false,
            Tamper::ReadOnly => meta.is_writable = false,
            Tamper::Stranger => {
                let stranger = self.bank.new_keypair();
                // Who never had an account cannot pay.
                if meta.is_signer {
                    self.bank.airdrop(&stranger.pubkey(), 1_000_000_000).await;
                }
                if meta.pubkey == PROGRAM_ID {
                    meta.is_writable = true;
                }
                meta.pubkey = stranger.pubkey();
                self.keys.push(stranger);
            }
            Tamper::Sibling => meta.pubkey = *facts.sibling,
            Tamper::Foreigner => meta.pubkey = *facts.foreigner,
            Tamper::LookAlike => {
                meta.pubkey = self.place(Account { owner: facts.wrong_owners()[variant], ..real() });
            }
            Tamper::Reowned => {
                let account = Account { owner: facts.wrong_owners()[variant], ..real() };
                self.bank.set_account(meta.pubkey, account);
            }
            Tamper::Emptied => {
                let lamports = facts.account.map_or(1_000_000, |account| account.lamports);
                let account = Account { lamports, owner: system_program::ID, ..Account::default() };
                self.bank.set_account(meta.pubkey, account);
            }
            Tamper::Zeroed => {
                let data = vec![0; real().data.len()];
                self.bank.set_account(meta.pubkey, Account { data, ..real() });
            }
            Tamper::Retyped => {
                let (mut account, of) = (real(), idl::types()[variant]);
                if account.data.starts_with(of) {
                    return None;
                }
                account.data[..of.len()].copy_from_slice(of);
                self.bank.set_account(meta.pubkey, account);
            }
            Tamper::Twin => meta.pubkey = self.place(real()),
            Tamper::Purloined => meta.pubkey = self.place(of_another(real())),
            Tamper::Closed => return Some(self.closing(&meta.pubkey, &real()).await),
            Tamper::OtherProgram => meta.pubkey = facts.other_programs()[variant],
            Tamper::Absent => *meta = AccountMeta::new_readonly(PROGRAM_ID, false),
            Tamper::Duplicate(other) => meta.pubkey = self.ours.accounts[other].pubkey,
        }
        Some(Vec::new())
    }

    /// Empties and closes a token account, as its owner does.
    async fn closing(&mut self, address: &Pubkey, account: &Account) -> Vec<Instruction> {
        let key = |range| Pubkey::try_from(&account.data[range]).expect("32 bytes");
        let (mint, owner) = (key(0..32), key(TOKEN_OWNER));
        let amount = u64::from_le_bytes(account.data[AMOUNT].try_into().expect("8 bytes"));
        let decimals = self.bank.account(&mint).await.expect("a mint").data[MINT_DECIMALS];
        let mut sink = of_another(account.clone());
        sink.data[AMOUNT].fill(0);
        let sink = self.place(sink);
        // These make instructions of both token programs.
        use spl_token_2022::instruction::{close_account, transfer_checked};
        let of = &account.owner;
        let empty = transfer_checked(of, address, &mint, &sink, &owner, &[], amount, decimals);
        let close = close_account(of, address, &owner, &owner, &[]);
        [empty, close].map(|made| made.expect("a token program")).into()
    }

    fn place(&mut self, account: Account) -> Pubkey {
        let address = self.bank.new_keypair().pubkey();
        self.bank.set_account(address, account);
        address
    }

    async fn simulate(&self, before: &[Instruction], instruction: &Instruction) -> Result<Receipt, Failure> {
        let keys: Vec<_> = self.keys.iter().collect();
        let all = [&[compute_unit_limit(COMPUTE_UNITS)], before, std::slice::from_ref(instruction)].concat();
        self.bank.simulate(&all, &keys).await
    }
}

/// The same token account of somebody else.
fn of_another(mut account: Account) -> Account {
    account.data[TOKEN_OWNER].copy_from_slice(&[5; 32]);
    account
}
