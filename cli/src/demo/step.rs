//! A step of the story: what is done, and everything that should come of it.

use {
    super::{
        amount::{Unit, signed},
        cast::{Balances, Holder, Holdings, Party},
    },
    anchor_lang::solana_program::instruction::Instruction,
    mosaic_client::{
        MosaicError, actions,
        state::{Auction, Vault},
    },
};

/// What happens in a step.
pub enum Action {
    /// Nothing is sent: the story only says what is there.
    Told,
    /// A transaction that goes through.
    Sent { signer: Party, instructions: Vec<Instruction> },
    /// A transaction that the program refuses.
    Refused { signer: Party, instructions: Vec<Instruction>, error: MosaicError },
}

/// What the chain says after a step.
pub struct Facts {
    pub vault: Option<Vault>,
    pub auction: Option<Auction>,
    /// Live supply of fractions, once there is a mint.
    pub supply: Option<u64>,
    /// Unix seconds.
    pub now: i64,
    pub before: Balances,
    pub after: Balances,
}

impl Facts {
    /// A field of the vault.
    pub fn vault<T: Into<u64>>(&self, field: fn(&Vault) -> T) -> Option<i64> {
        self.vault.as_ref().map(|vault| signed(field(vault).into()))
    }

    /// A field of the auction.
    pub fn auction(&self, field: fn(&Auction) -> u64) -> Option<i64> {
        self.auction.as_ref().map(|auction| signed(field(auction)))
    }

    /// Seconds until the auction ends.
    pub fn time_left(&self) -> Option<i64> {
        self.auction.as_ref().map(|auction| auction.ends_at - self.now)
    }

    /// By how much the holdings of somebody changed in this step.
    pub fn change(&self, holder: impl Into<Holder>) -> Option<Holdings> {
        let holder = holder.into();
        Some(*self.after.get(&holder)? - *self.before.get(&holder)?)
    }
}

/// A fact that should hold after a step.
pub struct Expectation {
    pub label: &'static str,
    pub unit: Unit,
    pub expected: i64,
    pub read: fn(&Facts) -> Option<i64>,
    pub kind: Kind,
}

/// Why a fact is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It should be so.
    Fact,
    /// It is one of the amounts the story is about.
    Figure,
    /// The client quoted it before the transaction was sent.
    Quote,
}

/// A step: what is done and what should come of it. Every balance that is not said to change must stay.
pub struct Step {
    pub title: String,
    pub story: &'static str,
    pub action: Action,
    pub changes: Vec<(Holder, Holdings)>,
    pub expectations: Vec<Expectation>,
}

impl Step {
    fn new(title: impl Into<String>, story: &'static str, action: Action) -> Self {
        Self { title: title.into(), story, action, changes: Vec::new(), expectations: Vec::new() }
    }

    /// A step in which nothing is sent.
    pub fn told(title: impl Into<String>, story: &'static str) -> Self {
        Self::new(title, story, Action::Told)
    }

    /// A step in which `signer` sends one transaction.
    pub fn sent(title: impl Into<String>, story: &'static str, signer: Party, instructions: Vec<Instruction>) -> Self {
        Self::new(title, story, Action::Sent { signer, instructions })
    }

    /// A step in which `signer` sends what the client made of an action, with its compute budget.
    pub fn acted<Q: Clone>(
        title: impl Into<String>,
        story: &'static str,
        signer: Party,
        action: &actions::Action<Q>,
    ) -> Self {
        Self::sent(title, story, signer, action.clone().with_compute_budget(0).instructions)
    }

    /// A step in which the program refuses a transaction of `signer`.
    pub fn refused(
        title: impl Into<String>,
        story: &'static str,
        signer: Party,
        instructions: Vec<Instruction>,
        error: MosaicError,
    ) -> Self {
        Self::new(title, story, Action::Refused { signer, instructions, error })
    }

    /// `amounts` should go from one holder to another.
    pub fn moves(self, from: impl Into<Holder>, to: impl Into<Holder>, amounts: Holdings) -> Self {
        self.changes(from, -amounts).changes(to, amounts)
    }

    /// The holdings of `holder` should change by `amounts`.
    pub fn changes(mut self, holder: impl Into<Holder>, amounts: Holdings) -> Self {
        self.changes.push((holder.into(), amounts));
        self
    }

    /// An amount the client quoted, which should be what happened.
    pub fn quoted(mut self, label: &'static str, unit: Unit, quoted: u64, read: fn(&Facts) -> Option<i64>) -> Self {
        self.expectations.push(Expectation { label, unit, expected: signed(quoted), read, kind: Kind::Quote });
        self
    }

    /// A fact that should hold afterwards.
    pub fn expects(mut self, label: &'static str, unit: Unit, expected: i64, read: fn(&Facts) -> Option<i64>) -> Self {
        self.expectations.push(Expectation { label, unit, expected, read, kind: Kind::Fact });
        self
    }

    /// A fact that should hold afterwards and is one of the amounts the story is about.
    pub fn figure(mut self, label: &'static str, unit: Unit, expected: i64, read: fn(&Facts) -> Option<i64>) -> Self {
        self.expectations.push(Expectation { label, unit, expected, read, kind: Kind::Figure });
        self
    }
}
