//! A step of the story: what is done, and everything that should come of it.

use {
    super::{
        amount::{Unit, signed},
        cast::{Balances, Holder, Holdings, Party},
    },
    anchor_lang::solana_program::instruction::Instruction,
    mosaic_client::{
        MosaicError, actions,
        quotes::{Standing, standing},
        state::{Auction, Stake, Vault, VaultQuote},
        views::{IncomeView, LicenseView, ProposalView, VaultView},
    },
    std::collections::BTreeMap,
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
    /// The vault with its auction, its book of asks and its pool of stakes.
    pub view: Option<VaultView>,
    /// The vault's proposal, until it is closed.
    pub proposal: Option<ProposalView>,
    /// The licence it granted, which may outlive the vault.
    pub license: Option<LicenseView>,
    /// The open stakes.
    pub stakes: BTreeMap<Party, Stake>,
    /// What the program answered, if it was asked for a quote. The bank sees no answer of a program that runs natively:
    /// then what the client computes.
    pub answer: Option<VaultQuote>,
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
        self.view(|view| field(&view.vault).into())
    }

    /// A field of the auction.
    pub fn auction(&self, field: fn(&Auction) -> u64) -> Option<i64> {
        Some(signed(field(self.view.as_ref()?.auction.as_ref()?)))
    }

    /// Seconds until the auction ends.
    pub fn time_left(&self) -> Option<i64> {
        Some(self.view.as_ref()?.auction.as_ref()?.ends_at - self.now)
    }

    /// A number of the vault as the client sees it.
    pub fn view(&self, number: impl Fn(&VaultView) -> u64) -> Option<i64> {
        self.view.as_ref().map(|view| signed(number(view)))
    }

    /// The price of the vault and the value of a fraction, if the step asked for them.
    pub fn quote(&self, field: fn(&VaultQuote) -> u64) -> Option<i64> {
        self.answer.as_ref().map(|quote| signed(field(quote)))
    }

    /// Where the vote on the proposal stands.
    pub fn standing(&self) -> Option<Standing> {
        standing(self.view.as_ref()?, &self.proposal.as_ref()?.poll).ok()
    }

    /// A number of the vote on the proposal.
    pub fn vote(&self, number: fn(&Standing) -> u64) -> Option<i64> {
        self.standing().map(|standing| signed(number(&standing)))
    }

    /// Seconds for which the licence runs on.
    pub fn license_left(&self) -> Option<i64> {
        let license = self.license.as_ref().filter(|license| license.is_running())?;
        Some(license.license.until - self.now)
    }

    /// The fractions that somebody has staked.
    pub fn staked(&self, party: Party) -> Option<i64> {
        Some(self.stakes.get(&party).map_or(0, |stake| signed(stake.amount)))
    }

    /// The level that somebody asks.
    pub fn level(&self, party: Party) -> Option<i64> {
        self.stakes.get(&party)?.level().map(i64::from)
    }

    /// Seconds until somebody's stake may leave.
    pub fn locked(&self, party: Party) -> Option<i64> {
        let free_at = self.view.as_ref()?.free_at(self.stakes.get(&party)?);
        Some(free_at.map_or(0, |free_at| free_at - self.now))
    }

    /// What a stream of income has still to release.
    pub fn waiting(&self, stream: Stream) -> Option<i64> {
        Some(signed(self.income(stream)?.waiting))
    }

    /// Seconds over which it will, as long as something is staked.
    pub fn streams_for(&self, stream: Stream) -> Option<i64> {
        Some(self.income(stream)?.secs_left.into())
    }

    /// What somebody's stake has earned of a stream and can claim.
    pub fn due(&self, party: Party, stream: Stream) -> Option<i64> {
        let income = self.income(stream)?;
        Some(self.stakes.get(&party).map_or(0, |stake| signed(income.share_of(stake).claimable())))
    }

    fn income(&self, stream: Stream) -> Option<IncomeView> {
        let incomes = self.view.as_ref()?.incomes().ok()?;
        incomes.into_iter().find(|income| income.place == stream as usize)
    }

    /// By how much the holdings of somebody changed in this step.
    pub fn change(&self, holder: impl Into<Holder>) -> Option<Holdings> {
        let holder = holder.into();
        Some(*self.after.get(&holder)? - *self.before.get(&holder)?)
    }
}

/// A stream of income, by its place in the vault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    Usdc,
    Points,
}

/// Reads an amount off what the chain says; `None` where there is nothing to be read.
pub type Read = fn(&Facts) -> Option<i64>;

/// A fact that should hold after a step.
pub struct Expectation {
    pub label: &'static str,
    pub unit: Unit,
    pub expected: i64,
    pub read: Read,
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
    /// Whether the asks are drawn.
    pub draws_asks: bool,
    /// Whether the vote on the proposal is drawn.
    pub draws_vote: bool,
    pub changes: Vec<(Holder, Holdings)>,
    pub expectations: Vec<Expectation>,
}

impl Step {
    fn new(title: impl Into<String>, story: &'static str, action: Action) -> Self {
        let title = title.into();
        let (changes, expectations) = (Vec::new(), Vec::new());
        Self { title, story, action, draws_asks: false, draws_vote: false, changes, expectations }
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

    /// Draws the asks as they are afterwards.
    pub fn draws_asks(mut self) -> Self {
        self.draws_asks = true;
        self
    }

    /// Draws the vote on the proposal as it stands afterwards.
    pub fn draws_vote(mut self) -> Self {
        self.draws_vote = true;
        self
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
    pub fn quoted(mut self, label: &'static str, unit: Unit, quoted: u64, read: Read) -> Self {
        self.expectations.push(Expectation { label, unit, expected: signed(quoted), read, kind: Kind::Quote });
        self
    }

    /// A fact that should hold afterwards.
    pub fn expects(mut self, label: &'static str, unit: Unit, expected: i64, read: Read) -> Self {
        self.expectations.push(Expectation { label, unit, expected, read, kind: Kind::Fact });
        self
    }

    /// A fact that should hold afterwards and is one of the amounts the story is about.
    pub fn figure(mut self, label: &'static str, unit: Unit, expected: i64, read: Read) -> Self {
        self.expectations.push(Expectation { label, unit, expected, read, kind: Kind::Figure });
        self
    }
}
