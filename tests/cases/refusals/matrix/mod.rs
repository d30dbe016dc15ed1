//! Every account of every instruction, tampered with in every way: the program names what is wrong.

mod assets;
mod auction;
mod calls;
mod income;
mod licenses;
mod lifecycle;
mod offers;
mod payout;
mod row;
mod staking;
mod votes;

use {
    crate::scene::{Cast, Lot, Stage, reach},
    anchor_lang::{
        Discriminator,
        prelude::{AccountMeta, Pubkey},
        solana_program::instruction::Instruction,
        system_program,
    },
    anchor_spl::{token::spl_token, token_2022::spl_token_2022},
    mosaic_client::{PROGRAM_ID, instructions::INSTRUCTIONS_SYSVAR_ID, state},
    mosaic_harness::{Bank, Failure, Receipt, Standard, nft::compute_unit_limit, program, world::COMPUTE_UNITS},
    row::{Kind, Row, Tamper},
    sha2::{Digest, Sha256},
    solana_account::Account,
    solana_keypair::Keypair,
    solana_signer::Signer,
};

/// Bytes of a token account.
const TOKEN_BYTES: usize = 165;
/// Where in it its owner is.
const TOKEN_OWNER: std::ops::Range<usize> = 32..64;
/// The discriminators of the program's account types.
const TYPES: [&[u8]; 10] = [
    state::Vault::DISCRIMINATOR,
    state::Asset::DISCRIMINATOR,
    state::Auction::DISCRIMINATOR,
    state::Bid::DISCRIMINATOR,
    state::Pool::DISCRIMINATOR,
    state::Stake::DISCRIMINATOR,
    state::Asks::DISCRIMINATOR,
    state::Proposal::DISCRIMINATOR,
    state::Vote::DISCRIMINATOR,
    state::License::DISCRIMINATOR,
];

#[test]
fn every_instruction_has_a_table() {
    let tables = [
        include_str!("assets.rs"),
        include_str!("auction.rs"),
        include_str!("income.rs"),
        include_str!("licenses.rs"),
        include_str!("lifecycle.rs"),
        include_str!("offers.rs"),
        include_str!("payout.rs"),
        include_str!("staking.rs"),
        include_str!("votes.rs"),
    ];
    let names: Vec<_> = program::instructions().collect();
    assert!(names.contains(&"create_vault"), "{names:?}");
    for name in names {
        assert!(tables.iter().any(|table| table.contains(&format!("\"{name}\","))), "{name} has no table");
    }
}

/// Three vaults at the same stage: ours, another of the same people, and one of other people.
struct Matrix {
    bank: Bank,
    ours: Instruction,
    sibling: Instruction,
    foreigner: Instruction,
    keys: Vec<Keypair>,
    cases: usize,
    wrong: Vec<String>,
}

/// Tries every tampering of every account on the instruction of that name, which `build` makes for vaults of an NFT of
/// this standard at this stage. `rows` are its accounts in order.
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
    let mut matrix = Matrix { bank, ours, sibling, foreigner, keys, cases: 0, wrong: Vec::new() };
    matrix.run(rows).await;
    assert!(matrix.wrong.is_empty(), "{} of {}:\n{}", matrix.wrong.len(), matrix.cases, matrix.wrong.join("\n"));
}

impl Matrix {
    async fn run(&mut self, rows: &[Row]) {
        for instruction in [&self.ours, &self.sibling, &self.foreigner] {
            let names: Vec<_> = rows.iter().map(|row| row.name).collect();
            assert_eq!(instruction.accounts.len(), rows.len(), "accounts without a row, or rows without: {names:?}");
            let receipt = self.simulate(instruction).await.expect("untampered");
            assert!(receipt.per_instruction.iter().any(|usage| usage.program == PROGRAM_ID), "no call is logged");
            let foreign = calls::foreign(&receipt.per_instruction);
            assert!(foreign.is_empty(), "it calls {foreign:?}");
        }
        for (position, row) in rows.iter().enumerate() {
            for tamper in self.tampers(position, rows).await {
                self.case(position, tamper, row, rows).await;
            }
        }
    }

    /// The ways in which the account at a position can be tampered with.
    async fn tampers(&mut self, position: usize, rows: &[Row]) -> Vec<Tamper> {
        let row = &rows[position];
        let meta = self.ours.accounts[position].clone();
        if matches!(row.kind, Kind::Unused) {
            assert_eq!(meta.pubkey, PROGRAM_ID, "{} is used", row.name);
            return vec![Tamper::Stranger];
        }
        let account = self.bank.account(&meta.pubkey).await;
        let has_data = account.as_ref().is_some_and(|account| !account.data.is_empty() && !account.executable);
        let is_token = has_data && account.as_ref().is_some_and(is_token);
        let is_ours = account.as_ref().is_some_and(|account| account.owner == PROGRAM_ID && !account.executable);
        let can_be_empty = !matches!(row.kind, Kind::Signer(_) | Kind::Wallet(_) | Kind::Named(_) | Kind::Program);
        let differs = |other: &Instruction| other.accounts[position].pubkey != meta.pubkey;
        let cases = [
            (Tamper::Unsigned, meta.is_signer),
            (Tamper::ReadOnly, meta.is_writable),
            (Tamper::Stranger, true),
            (Tamper::Sibling, differs(&self.sibling)),
            (Tamper::Foreigner, differs(&self.foreigner)),
            (Tamper::LookAlike, has_data),
            (Tamper::Emptied, can_be_empty),
            (Tamper::Retyped, is_ours),
            (Tamper::Twin, is_token),
            (Tamper::Purloined, is_token),
            (Tamper::Absent, row.is_optional()),
        ];
        let mut tampers: Vec<_> = cases.into_iter().filter_map(|(tamper, applies)| applies.then_some(tamper)).collect();
        for (other, there) in self.ours.accounts.iter().enumerate() {
            let is_another = there.pubkey != meta.pubkey && there.pubkey != PROGRAM_ID;
            let can_sign = !meta.is_signer || self.keys.iter().any(|key| key.pubkey() == there.pubkey);
            // The runtime passes its own accounts on read-only, whatever the transaction says.
            let is_reserved = [system_program::ID, INSTRUCTIONS_SYSVAR_ID].contains(&there.pubkey);
            if is_another && can_sign && !(is_reserved && meta.is_writable) {
                tampers.push(Tamper::Duplicate(other));
            }
        }
        tampers
    }

    async fn case(&mut self, position: usize, tamper: Tamper, row: &Row, rows: &[Row]) {
        let answers = row.answers(tamper, rows);
        let real = self.ours.accounts[position].pubkey;
        let variants = if tamper == Tamper::Retyped { TYPES.len() } else { 1 };
        for variant in 0..variants {
            let mut instruction = self.ours.clone();
            let before = self.bank.account(&real).await;
            if !self.tamper(&mut instruction, position, tamper, variant).await {
                continue;
            }
            let result = self.simulate(&instruction).await;
            if matches!(tamper, Tamper::Emptied | Tamper::Retyped) {
                self.bank.set_account(real, before.unwrap_or_default());
            }
            self.cases += 1;
            if !answers.iter().any(|answer| answer.is(&result)) {
                let got = match result {
                    Ok(_) => "success".to_owned(),
                    Err(failure) => failure.to_string().lines().take(1).collect(),
                };
                let tamper = match tamper {
                    Tamper::Duplicate(other) => format!("duplicate of {}", rows[other].name),
                    tamper => format!("{tamper:?}"),
                };
                self.wrong.push(format!("{}, {tamper}: expected {answers:?}, got {got}", row.name));
            }
        }
    }

    /// Tampers with one account. False: there is no such variant.
    async fn tamper(&mut self, instruction: &mut Instruction, position: usize, tamper: Tamper, variant: usize) -> bool {
        let meta = &mut instruction.accounts[position];
        let real = self.bank.account(&meta.pubkey).await;
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
            Tamper::Sibling => meta.pubkey = self.sibling.accounts[position].pubkey,
            Tamper::Foreigner => meta.pubkey = self.foreigner.accounts[position].pubkey,
            Tamper::LookAlike => {
                let account = Account { owner: Pubkey::new_from_array([9; 32]), ..real.expect("it has data") };
                meta.pubkey = self.place(account);
            }
            Tamper::Emptied => {
                let lamports = real.map_or(1_000_000, |account| account.lamports);
                let account = Account { lamports, owner: system_program::ID, ..Account::default() };
                self.bank.set_account(meta.pubkey, account);
            }
            Tamper::Retyped => {
                let mut account = real.expect("it has data");
                if account.data.starts_with(TYPES[variant]) {
                    return false;
                }
                account.data[..8].copy_from_slice(TYPES[variant]);
                self.bank.set_account(meta.pubkey, account);
            }
            Tamper::Twin => meta.pubkey = self.place(real.expect("it has data")),
            Tamper::Purloined => {
                let mut account = real.expect("it has data");
                account.data[TOKEN_OWNER].copy_from_slice(&[5; 32]);
                meta.pubkey = self.place(account);
            }
            Tamper::Absent => *meta = AccountMeta::new_readonly(PROGRAM_ID, false),
            Tamper::Duplicate(other) => meta.pubkey = self.ours.accounts[other].pubkey,
        }
        true
    }

    fn place(&mut self, account: Account) -> Pubkey {
        let address = self.bank.new_keypair().pubkey();
        self.bank.set_account(address, account);
        address
    }

    async fn simulate(&self, instruction: &Instruction) -> Result<Receipt, Failure> {
        let keys: Vec<_> = self.keys.iter().collect();
        self.bank.simulate(&[compute_unit_limit(COMPUTE_UNITS), instruction.clone()], &keys).await
    }
}

fn is_token(account: &Account) -> bool {
    match account.owner {
        spl_token::ID => account.data.len() == TOKEN_BYTES,
        // Behind what both token programs have, an account with extensions says what it is.
        spl_token_2022::ID => {
            account.data.get(TOKEN_BYTES).map_or(account.data.len() == TOKEN_BYTES, |kind| *kind == 2)
        }
        _ => false,
    }
}
