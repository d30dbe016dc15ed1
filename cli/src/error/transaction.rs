//! Why the network refused a transaction.

use {
    super::CliError,
    anchor_lang::{prelude::Pubkey, system_program},
    anchor_spl::{
        metadata::{self, mpl_token_metadata::errors::MplTokenMetadataError},
        token::{self, spl_token::error::TokenError},
        token_2022::{self, spl_token_2022::error::TokenError as Token2022Error},
    },
    mosaic_client::{
        error::{Explanation, explain},
        instructions::RULES_PROGRAM_ID,
    },
    solana_instruction_error::InstructionError,
    solana_transaction_error::TransactionError,
};

/// Most lines of the log that are shown.
const LAST_LINES: usize = 6;

/// A transaction that failed, and what its programs logged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    error: TransactionError,
    logs: Vec<String>,
}

impl Failure {
    /// What the network said.
    pub fn new(error: TransactionError, logs: Vec<String>) -> Self {
        Self { error, logs }
    }

    /// Whether the transaction was too old, and can be signed and sent again.
    pub fn is_expired(&self) -> bool {
        matches!(self.error, TransactionError::BlockhashNotFound)
    }

    /// The program that refused: the innermost one.
    fn program(&self) -> Option<Pubkey> {
        let failed = self.logs.iter().find(|line| line.starts_with("Program ") && line.contains(" failed"))?;
        failed.split(' ').nth(1)?.parse().ok()
    }

    fn last_lines(&self) -> Vec<String> {
        let told: Vec<&String> = self.logs.iter().filter(|line| !line.contains("ComputeBudget1111")).collect();
        told.iter().skip(told.len().saturating_sub(LAST_LINES)).map(|line| (*line).clone()).collect()
    }
}

impl From<Failure> for CliError {
    fn from(failure: Failure) -> Self {
        let logs = failure.last_lines();
        let (sentence, hint): (String, &str) = match &failure.error {
            TransactionError::InstructionError(_, InstructionError::Custom(code)) => {
                let explained = of_program(failure.program(), *code);
                let error = Self::new(explained.sentence, explained.hint).named(explained.name);
                return Self { code: Some(*code), logs, ..error };
            }
            TransactionError::InstructionError(_, error) => of_runtime(error),
            TransactionError::BlockhashNotFound => {
                ("the transaction expired before the network took it".to_owned(), "Send it again.")
            }
            TransactionError::AccountNotFound => (
                "who pays the network's fee has no SOL on this network".to_owned(),
                "Send SOL to that wallet first, and compare --url with the network you mean.",
            ),
            TransactionError::InsufficientFundsForFee => {
                ("who pays has too little SOL for the network's fee".to_owned(), "Send SOL to that wallet first.")
            }
            TransactionError::InsufficientFundsForRent { .. } => (
                "an account would be left with too little SOL for its rent".to_owned(),
                "Leave at least 0.00089088 SOL in the wallet, or nothing.",
            ),
            TransactionError::ProgramAccountNotFound => (
                "a program that the transaction calls is not on this network".to_owned(),
                "Compare --url with the network you mean.",
            ),
            TransactionError::AlreadyProcessed => (
                "the network has processed this transaction already".to_owned(),
                "Look at what it did; nothing is left to do.",
            ),
            other => (lower(&other.to_string()), "Look at what the transaction names, and send it again."),
        };
        Self { logs, ..Self::new(sentence, hint) }
    }
}

/// A refusal with a number, by the program that gave it.
fn of_program(program: Option<Pubkey>, code: u32) -> Explanation {
    let is = |known: Pubkey| program == Some(known);
    let known = if program.is_none() || is(mosaic_client::PROGRAM_ID) {
        explain(code)
    } else if is(token::ID) {
        TokenError::try_from(code).ok().map(|error| of_token(&error))
    } else if is(token_2022::ID) {
        Token2022Error::try_from(code).ok().map(|error| of_token_2022(&error))
    } else if is(RULES_PROGRAM_ID) {
        Some(of_rule_set(code))
    } else if is(metadata::ID) {
        MplTokenMetadataError::try_from(code).ok().map(|error| Explanation {
            name: format!("{error:?}"),
            sentence: format!("Token Metadata refuses: {}", lower(error.to_string().trim())),
            hint: "Look at the NFT: its rule set, its delegates and locks decide whether it may move.",
        })
    } else if is(system_program::ID) {
        of_system(code)
    } else {
        None
    };
    known.unwrap_or_else(|| {
        let by = program.map_or_else(|| "a program".to_owned(), |program| format!("program {program}"));
        Explanation {
            name: "Custom".to_owned(),
            sentence: format!("{by} refuses with error {code}"),
            hint: "The log says more; look the number up in the documentation of that program.",
        }
    })
}

fn of_token(error: &TokenError) -> Explanation {
    let hint = match error {
        TokenError::InsufficientFunds => "Fund the token account, or move less.",
        TokenError::AccountFrozen => "Ask who froze the token account to thaw it.",
        TokenError::OwnerMismatch => "Let the owner of the token account sign.",
        _ => "Look at the token accounts that the transaction names.",
    };
    let sentence = format!("the token program refuses: {}", lower(&error.to_string()));
    Explanation { name: format!("{error:?}"), sentence, hint }
}

fn of_token_2022(error: &Token2022Error) -> Explanation {
    let hint = match error {
        Token2022Error::NoMemo => "Let the owner of the token account lift its demand for memos, or name another one.",
        _ => "Look at the token accounts that the transaction names.",
    };
    let sentence = format!("Token-2022 refuses: {}", lower(&error.to_string()));
    Explanation { name: format!("{error:?}"), sentence, hint }
}

/// A refusal of the program that applies the rule sets of programmable NFTs.
fn of_rule_set(code: u32) -> Explanation {
    Explanation {
        name: "RuleSetRefuses".to_owned(),
        sentence: format!("the NFT's rule set does not let it move there (error {code} of its program)"),
        hint: "Ask its issuer to allow it: a vault takes only NFTs that may come in and go out to a wallet again.",
    }
}

fn of_system(code: u32) -> Option<Explanation> {
    let (name, sentence, hint) = match code {
        0 => (
            "AccountAlreadyInUse",
            "an account that is to be made is there already",
            "Somebody else was faster: run the command again.",
        ),
        1 => (
            "InsufficientLamports",
            "a wallet has too little SOL for what it is to pay",
            "Send SOL to the wallet that signs first.",
        ),
        _ => return None,
    };
    Some(Explanation { name: name.to_owned(), sentence: sentence.to_owned(), hint })
}

/// A refusal of the runtime itself.
fn of_runtime(error: &InstructionError) -> (String, &'static str) {
    let hint = match error {
        InstructionError::UnsupportedProgramId | InstructionError::IncorrectProgramId => {
            return (
                "a program that the transaction calls is not on this network".to_owned(),
                "Compare --url with the network you mean; mosaic localnet starts one that has the program.",
            );
        }
        InstructionError::InsufficientFunds => "Send SOL to the wallet that signs first.",
        InstructionError::MissingRequiredSignature => "Name the key that has to sign with --keypair.",
        InstructionError::ComputationalBudgetExceeded => "Report this with the transaction: its budget should suffice.",
        _ => "The log says more.",
    };
    (format!("an instruction failed: {}", lower(&error.to_string())), hint)
}

/// A sentence as the middle of another one.
fn lower(sentence: &str) -> String {
    let mut chars = sentence.chars();
    let abbreviation = sentence.chars().nth(1).is_some_and(char::is_uppercase);
    match chars.next() {
        Some(first) if !abbreviation => first.to_lowercase().chain(chars).collect(),
        _ => sentence.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use {super::*, mosaic_client::MosaicError};

    fn failure(code: u32, logs: &[&str]) -> CliError {
        let error = TransactionError::InstructionError(2, InstructionError::Custom(code));
        Failure::new(error, logs.iter().map(|line| (*line).to_owned()).collect()).into()
    }

    #[test]
    fn each_refusal_of_the_program_is_a_sentence_with_a_hint() {
        let line = format!("Program {} failed: custom program error: 0x1", mosaic_client::PROGRAM_ID);
        for code in 6_000..=u32::from(MosaicError::RoyaltiesMalformed) {
            let told = failure(code, &[&line]).to_string();
            assert!(told.contains("\nhint: ") && told.contains(&format!(", {code}]")), "{told}");
            assert!(!told.contains("refuses with error"), "{told}");
        }
    }

    #[test]
    fn the_innermost_program_is_the_one_that_refused() {
        let (token, mosaic) = (token::ID, mosaic_client::PROGRAM_ID);
        let inner = format!("Program {token} failed: custom program error: 0x1");
        let outer = format!("Program {mosaic} failed: custom program error: 0x1");
        let told = failure(1, &["Program log: Error: insufficient funds", &inner, &outer]).to_string();
        assert!(told.contains("token program refuses: insufficient funds"), "{told}");
        assert!(told.contains("last lines of the log:\n  Program log: Error"), "{told}");
        let system = format!("Program {} failed: custom program error: 0x1", system_program::ID);
        assert!(failure(1, &[&system, &outer]).to_string().contains("too little SOL"));
        let token_2022 = format!("Program {} failed: custom program error: 0x24", token_2022::ID);
        assert!(failure(36, &[&token_2022, &outer]).to_string().contains("demand for memos"));
        let rules = format!("Program {RULES_PROGRAM_ID} failed: custom program error: 0x1");
        assert!(failure(1, &[&rules, &outer]).to_string().contains("rule set does not let it move there"));
        let other = format!("Program {} failed: custom program error: 0x1", Pubkey::new_from_array([9; 32]));
        assert!(failure(77, &[&other]).to_string().contains("refuses with error 77"));
    }

    #[test]
    fn only_the_last_lines_are_shown() {
        let lines: Vec<String> = (0..20).map(|number| format!("line {number}")).collect();
        let error = TransactionError::AccountNotFound;
        let told = CliError::from(Failure::new(error, lines)).to_string();
        assert!(told.contains("has no SOL") && told.contains("line 19") && !told.contains("line 13"), "{told}");
    }

    #[test]
    fn what_has_expired_can_be_sent_again() {
        let failure = Failure::new(TransactionError::BlockhashNotFound, Vec::new());
        assert!(failure.is_expired());
        assert!(CliError::from(failure).to_string().contains("expired"));
    }
}
