//! What a transaction did, read from its logs.

use {
    crate::errors,
    anchor_lang::prelude::Pubkey,
    solana_transaction_error::TransactionError,
    std::fmt::{self, Debug, Write},
};

/// A transaction that went through.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// Compute units of the whole transaction.
    pub compute_units: u64,
    /// Everything logged, in order.
    pub logs: Vec<String>,
    /// Size on the wire, in bytes, signatures included.
    pub transaction_bytes: usize,
    /// One entry per instruction of the transaction, in order.
    pub per_instruction: Vec<InstructionUsage>,
    /// The program that last set return data, and the data.
    pub return_data: Option<(Pubkey, Vec<u8>)>,
}

/// Compute units of one instruction, or of one call made by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstructionUsage {
    /// The program called.
    pub program: Pubkey,
    /// Compute units with everything called from it. `None` for programs that log none: builtins, and Mosaic while it
    /// runs natively.
    pub compute_units: Option<u64>,
    /// The calls it made itself, in order.
    pub calls: Vec<InstructionUsage>,
}

impl InstructionUsage {
    /// Compute units spent inside the programs it called, as far as those log them.
    #[must_use]
    pub fn in_calls(&self) -> u64 {
        self.calls.iter().filter_map(|call| call.compute_units).sum()
    }

    /// Compute units spent in its own code, with what calling costs.
    #[must_use]
    pub fn own(&self) -> Option<u64> {
        self.compute_units.map(|units| units.saturating_sub(self.in_calls()))
    }
}

/// A transaction that did not go through.
#[derive(Clone, PartialEq, Eq)]
pub struct Failure {
    /// The instruction that failed, counted from 0; `None` if the transaction failed as a whole.
    pub instruction_index: Option<u8>,
    /// The program's own error number.
    pub code: Option<u32>,
    /// Anchor's name of the error (of Mosaic also without a log, from the number), else the runtime's (`MissingRequiredSignature`), else the harness's
    /// (`TransactionTooLarge`, `SignerMissing`, `InvariantBroken`). `None` for a bare number of a program without names.
    pub name: Option<String>,
    /// The account Anchor blames. Only bytecode logs it: a native program's messages are printed instead.
    pub account: Option<String>,
    /// The error in words.
    pub message: String,
    /// Everything logged, in order.
    pub logs: Vec<String>,
}

impl Failure {
    pub(crate) fn of_harness(name: &str, message: String, logs: Vec<String>) -> Self {
        Self { instruction_index: None, code: None, name: Some(name.to_owned()), account: None, message, logs }
    }

    pub(crate) fn of_transaction(error: &TransactionError, logs: Vec<String>) -> Self {
        let anchor = logs.iter().rev().find_map(|line| AnchorLine::parse(line));
        let (instruction_index, code, runtime_name) = match error {
            TransactionError::InstructionError(index, cause) => {
                let code = custom_code(&format!("{cause:?}"));
                (Some(*index), code, code.is_none().then(|| variant_name(cause)))
            }
            other => (None, None, Some(variant_name(other))),
        };
        // A program may log an Anchor error of a call whose failure it then replaces by its own.
        let anchor = anchor.filter(|line| code.is_none() || line.number.is_none() || line.number == code);
        let (name, account) = match anchor {
            Some(line) => (Some(line.name), line.account),
            None => (runtime_name.or_else(|| code.filter(|_| failed_in_mosaic(&logs)).and_then(errors::name)), None),
        };
        Self { instruction_index, code, name, account, message: error.to_string(), logs }
    }

    /// Whether this is the error of that name.
    #[must_use]
    pub fn is(&self, name: &str) -> bool {
        self.name.as_deref() == Some(name)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.name, self.code) {
            (Some(name), Some(code)) => write!(f, "{name} ({code})")?,
            (Some(name), None) => f.write_str(name)?,
            (None, Some(code)) => write!(f, "error {code}")?,
            (None, None) => f.write_str("failed")?,
        }
        if let Some(account) = &self.account {
            write!(f, " at account `{account}`")?;
        }
        if let Some(index) = self.instruction_index {
            write!(f, " in instruction {index}")?;
        }
        write!(f, ": {}", self.message)?;
        for line in &self.logs {
            f.write_char('\n')?;
            write!(f, "    {line}")?;
        }
        Ok(())
    }
}

// `unwrap` prints Debug: it should read as well as Display.
impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Failure {}

/// Demands the error of that name and gives it back for further looks.
///
/// # Panics
/// If the transaction went through or failed otherwise; the message holds the logs.
#[track_caller]
pub fn assert_fails(result: Result<Receipt, Failure>, name: &str) -> Failure {
    match result {
        Err(failure) if failure.is(name) => failure,
        Err(failure) => panic!("expected {name}, got {failure}"),
        Ok(receipt) => panic!("expected {name}, but it went through:\n    {}", receipt.logs.join("\n    ")),
    }
}

/// As [`assert_fails`], and demands that Anchor blames that account.
///
/// # Panics
/// As [`assert_fails`], and if another account or none is blamed.
#[track_caller]
pub fn assert_fails_at(result: Result<Receipt, Failure>, name: &str, account: &str) -> Failure {
    let failure = assert_fails(result, name);
    assert_eq!(failure.account.as_deref(), Some(account), "{name} is blamed on another account: {failure}");
    failure
}

/// Whether the innermost program that failed is Mosaic.
fn failed_in_mosaic(logs: &[String]) -> bool {
    let failed = logs.iter().find_map(|line| line.strip_prefix("Program ")?.split_once(" failed: "));
    failed.is_some_and(|(program, _)| program == mosaic::ID.to_string())
}

/// The variant of an error without its fields.
fn variant_name(error: &impl Debug) -> String {
    let text = format!("{error:?}");
    text.split(['(', ' ', '{']).next().unwrap_or_default().to_owned()
}

/// The number in `Custom(number)`.
fn custom_code(error: &str) -> Option<u32> {
    error.strip_prefix("Custom(")?.strip_suffix(')')?.parse().ok()
}

/// Anchor's line on an error: `AnchorError caused by account: x. Error Code: Y. Error Number: 6000. Error Message: ..`
struct AnchorLine {
    name: String,
    number: Option<u32>,
    account: Option<String>,
}

impl AnchorLine {
    fn parse(line: &str) -> Option<Self> {
        let line = line.strip_prefix("Program log: ")?;
        if !line.starts_with("AnchorError") && !line.starts_with("ProgramError") {
            return None;
        }
        let field = |key: &str| {
            let (_, rest) = line.split_once(key)?;
            Some(rest.split_once(". ").map_or(rest, |(value, _)| value).to_owned())
        };
        Some(Self {
            name: field("Error Code: ")?,
            number: field("Error Number: ").and_then(|number| number.parse().ok()),
            account: field("caused by account: "),
        })
    }
}

/// Reads the compute units of every instruction and of every call from the log.
pub(crate) fn usage(logs: &[String]) -> Vec<InstructionUsage> {
    // The innermost last; `None` for a line that repeats the one before or after it.
    let mut open: Vec<Option<InstructionUsage>> = Vec::new();
    let mut done = Vec::new();
    for line in logs {
        let mut words = line.split(' ');
        let (Some("Program"), Some(program), Some(event)) = (words.next(), words.next(), words.next()) else {
            continue;
        };
        let Ok(program) = program.parse::<Pubkey>() else { continue };
        match event.trim_end_matches(':') {
            "invoke" => {
                // `solana-program-test` logs a native program, and each call that one makes, once more: at the depth of
                // who calls.
                let depth = format!("[{}]", open.iter().flatten().count() + 1);
                let usage = InstructionUsage { program, compute_units: None, calls: Vec::new() };
                open.push((words.next() == Some(depth.as_str())).then_some(usage));
            }
            "consumed" => {
                if let (Some(Some(usage)), Some(units)) = (open.last_mut(), words.next()) {
                    usage.compute_units = units.parse().ok();
                }
            }
            "success" | "failed" => {
                if let Some(Some(usage)) = open.pop() {
                    let parent = open.iter_mut().flatten().next_back();
                    parent.map_or(&mut done, |parent| &mut parent.calls).push(usage);
                }
            }
            _ => {}
        }
    }
    done
}

#[cfg(test)]
mod tests {
    use super::*;
    use anchor_lang::solana_program::instruction::error::InstructionError;

    fn failure(code: u32, logs: &[&str]) -> Failure {
        let error = TransactionError::InstructionError(2, InstructionError::Custom(code));
        Failure::of_transaction(&error, logs.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn anchors_log_line_gives_name_and_account() {
        let line = "Program log: AnchorError caused by account: bid. Error Code: BidOfAnotherVault. Error Number: 6042. \
                    Error Message: The bid is of another vault. Try again.";
        let failure =
            failure(6042, &["Program log: AnchorError occurred. Error Code: Earlier. Error Number: 1.", line]);
        assert_eq!((failure.name.as_deref(), failure.account.as_deref()), (Some("BidOfAnotherVault"), Some("bid")));
        assert!(failure.to_string().starts_with("BidOfAnotherVault (6042) at account `bid` in instruction 2: "));
    }

    #[test]
    fn a_native_program_is_one_call_although_it_is_logged_twice() {
        let [ours, token] = [mosaic::ID, anchor_spl::token::ID];
        let invoke = |program, depth| format!("Program {program} invoke [{depth}]");
        let success = |program| format!("Program {program} success");
        let consumed = format!("Program {token} consumed 105 of 200000 compute units");
        let call = InstructionUsage { program: token, compute_units: Some(105), calls: Vec::new() };
        let expected = vec![InstructionUsage { program: ours, compute_units: None, calls: vec![call.clone(), call] }];
        let of_bytecode = [invoke(token, 2), consumed.clone(), success(token)];
        let native = [vec![invoke(token, 1)], of_bytecode.to_vec(), vec![success(token)]].concat();
        let around =
            |calls: &[String]| [vec![invoke(ours, 1)], calls.to_vec(), calls.to_vec(), vec![success(ours)]].concat();
        assert_eq!(usage(&around(&of_bytecode)), expected);
        let inner = around(&native);
        assert_eq!(usage(&[vec![invoke(ours, 1)], inner, vec![success(ours)]].concat()), expected);
        // Who calls itself is one call deeper.
        let again = [invoke(ours, 1), invoke(ours, 2), success(ours), success(ours)];
        assert_eq!(usage(&again)[0].calls[0].program, ours);
    }

    #[test]
    fn an_error_of_a_call_is_not_taken_for_the_programs_own() {
        let line = "Program log: AnchorError occurred. Error Code: OfTheCall. Error Number: 7000. Error Message: No.";
        assert_eq!(failure(6000, &[line]).name, None);
    }
}
