//! The demo as data: what the tables are made of, and what `--json` prints.

use {
    super::{
        amount::{Amount, Unit},
        cast::{Balances, Holder, Holdings},
        verify::Check,
    },
    serde::Serialize,
};

/// The whole demo. All amounts are in raw units.
#[derive(Debug, Default, Serialize)]
pub struct Report {
    /// Whether every amount was as expected and every step came to its end.
    pub ok: bool,
    /// Why not.
    pub failure: Option<String>,
    /// Which build of the program ran: `native`, or the file of the bytecode.
    pub program: String,
    /// Amounts compared.
    pub checked: usize,
    /// The amounts the story is about.
    pub figures: Vec<Figure>,
    pub acts: Vec<ActReport>,
}

/// An amount the story is about.
#[derive(Clone, Debug, Serialize)]
pub struct Figure {
    pub label: &'static str,
    pub unit: Unit,
    pub amount: Amount,
}

/// A part of the story with a vault of its own.
#[derive(Debug, Serialize)]
pub struct ActReport {
    pub title: &'static str,
    pub steps: Vec<StepReport>,
}

/// One step of the story.
#[derive(Clone, Debug, Serialize)]
pub struct StepReport {
    /// Counted from 1, through all acts.
    pub number: usize,
    pub title: String,
    pub story: String,
    /// The time on the bank's clock, in Unix seconds.
    pub at: i64,
    /// Seconds since the demo began.
    pub elapsed: i64,
    /// What the client said before, of the transaction it made.
    pub quotes: Vec<Figure>,
    pub transaction: Option<Transaction>,
    /// The refusal that was expected and came.
    pub refusal: Option<Refusal>,
    pub balances: Vec<Row>,
    pub checks: Vec<Check>,
}

/// What a transaction took.
#[derive(Clone, Debug, Serialize)]
pub struct Transaction {
    /// Who signed it and paid its fee.
    pub signer: &'static str,
    /// Size on the wire, signatures included.
    pub bytes: usize,
    /// As far as the programs log them: Mosaic does so only as bytecode.
    pub compute_units: u64,
    pub instructions: usize,
}

/// A refusal of the program.
#[derive(Clone, Debug, Serialize)]
pub struct Refusal {
    pub error: String,
    pub message: String,
}

/// What a holder has after a step.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    pub holder: String,
    pub holds: Holdings,
    /// By how much the step changed it.
    pub change: Holdings,
}

impl Row {
    /// One row per holder.
    pub fn all(before: &Balances, after: &Balances) -> Vec<Self> {
        let row = |(holder, holds): (&Holder, &Holdings)| {
            let before = before.get(holder).copied().unwrap_or_default();
            Self { holder: holder.to_string(), holds: *holds, change: *holds - before }
        };
        after.iter().map(row).collect()
    }
}
