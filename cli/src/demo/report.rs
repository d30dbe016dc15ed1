//! The demo as data: what the tables are made of, and what `--json` prints.

use {
    super::{
        amount::{Amount, Unit, signed},
        cast::{Balances, Holder, Holdings},
        verify::Check,
    },
    crate::show::{histogram::Bar, tally::Tally},
    mosaic_client::{ClientError, quotes::depth, views::VaultView},
    serde::Serialize,
    std::collections::BTreeSet,
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
    /// Who asks what, where the step draws it.
    pub asks: Option<Asks>,
    /// Where the vote on a proposal stands, where the step draws it.
    pub vote: Option<Tally>,
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
    /// What to do about it, as the client says.
    pub hint: String,
}

/// At which price how much of the supply would sell.
#[derive(Clone, Debug, Serialize)]
pub struct Asks {
    /// More than so much of the supply must be willing to sell, in basis points.
    pub consent_bps: u16,
    /// The level of the reserve.
    pub reserve_level: u8,
    /// Every level from the lowest that is asked to the highest.
    pub levels: Vec<AskedLevel>,
}

/// What is asked at one level.
#[derive(Clone, Debug, Serialize)]
pub struct AskedLevel {
    pub level: u8,
    /// Price of the whole vault.
    pub price: u64,
    /// Fractions that would sell at this price and at none below.
    pub fractions: u64,
    /// Of them, those that ask nothing: they count at the opening price.
    pub without_ask: u64,
    /// `fractions` as a part of the supply, in basis points.
    pub share_bps: u64,
    /// The part of the supply that would sell at this price or less, in basis points.
    pub sum_bps: u64,
}

impl Asks {
    /// The asks of a vault.
    ///
    /// # Errors
    /// [`ClientError::Rule`] if its accounts do not fit together.
    pub fn of(view: &VaultView) -> Result<Self, ClientError> {
        let mut levels: Vec<AskedLevel> = Vec::new();
        for asked in depth(view)? {
            if let Some(below) = levels.last().cloned() {
                for level in below.level + 1..asked.level {
                    let price = view.ask_at(level)?.price;
                    levels.push(AskedLevel {
                        level,
                        price,
                        fractions: 0,
                        without_ask: 0,
                        share_bps: 0,
                        sum_bps: below.sum_bps,
                    });
                }
            }
            levels.push(AskedLevel {
                level: asked.level,
                price: asked.price,
                fractions: asked.weight,
                without_ask: asked.weight - asked.asking,
                share_bps: asked.weight_bps,
                sum_bps: asked.cumulative_bps,
            });
        }
        Ok(Self { consent_bps: view.vault.consent_bps, reserve_level: view.reserve.level, levels })
    }

    /// As they are drawn.
    pub fn bars(&self) -> Vec<Bar> {
        let bar = |asked: &AskedLevel| Bar {
            level: asked.level,
            price: Unit::Usdc.number(signed(asked.price)),
            share_bps: asked.share_bps,
            sum_bps: asked.sum_bps,
            without_ask: asked.without_ask > 0,
        };
        self.levels.iter().map(bar).collect()
    }
}

/// What a holder has after a step.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    pub holder: String,
    pub holds: Holdings,
    /// By how much the step changed it.
    pub change: Holdings,
    /// Whether this or an earlier step of the act changed anything of it.
    pub takes_part: bool,
}

impl Row {
    /// One row per holder.
    pub fn all(before: &Balances, after: &Balances, takes_part: &BTreeSet<Holder>) -> Vec<Self> {
        let row = |(holder, holds): (&Holder, &Holdings)| {
            let before = before.get(holder).copied().unwrap_or_default();
            Self {
                holder: holder.to_string(),
                holds: *holds,
                change: *holds - before,
                takes_part: takes_part.contains(holder),
            }
        };
        after.iter().map(row).collect()
    }
}
