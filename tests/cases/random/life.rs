//! A life, step by step on the bank and on the model.

use {
    crate::{
        act::{Fault, as_asked},
        compare::compare,
        refusals::agree,
        stage::Stage,
    },
    mosaic_harness::Actor,
    mosaic_model::{
        Action, End, MAX_STEPS_OUT, Person, START, Status, Step, Vault,
        random::{self, Kind},
        shrink, signers, way_out,
    },
    proptest::{prelude::RngExt, test_runner::TestRng},
    std::{
        any::Any,
        collections::BTreeMap,
        fmt,
        panic::{AssertUnwindSafe, catch_unwind},
    },
};

/// Steps of one life, before the way out.
const STEPS: usize = 400;
/// Of them, most once it is over.
const STEPS_AFTER_THE_END: usize = 40;
/// Lives that are tried to make one that fails smaller.
const TRIES: usize = 400;

/// How often each kind of action went through, and was refused.
#[derive(Default)]
pub struct Tally {
    /// Steps taken, refused ones included.
    pub steps: u64,
    pub lives: u64,
    kinds: BTreeMap<Kind, (u64, u64)>,
}

impl Tally {
    /// How often that went through.
    pub fn done(&self, kind: Kind) -> u64 {
        self.kinds.get(&kind).map_or(0, |(done, _)| *done)
    }

    /// Adds another one.
    pub fn add(&mut self, other: &Self) {
        self.steps += other.steps;
        self.lives += other.lives;
        for (kind, (done, refused)) in &other.kinds {
            let entry = self.kinds.entry(*kind).or_default();
            *entry = (entry.0 + done, entry.1 + refused);
        }
    }

    fn note(&mut self, things: &[(Person, Action)], done: bool) {
        for (_, action) in things {
            let (through, refused) = self.kinds.entry(Kind::of(action)).or_default();
            *(if done { through } else { refused }) += 1;
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (kind, (done, refused)) in &self.kinds {
            writeln!(f, "{:<16} {done:>7} went through, {refused:>7} refused", format!("{kind:?}"))?;
        }
        Ok(())
    }
}

/// A life in which bank and model differ, or an invariant broke.
pub struct Failed {
    /// The steps to there.
    pub steps: Vec<Step>,
    /// How it was to end.
    pub end: End,
    pub message: String,
}

/// A vault on the bank and in the model.
pub struct Life {
    stage: Stage,
    model: Vault,
    now: i64,
    fault: Fault,
    tally: Tally,
}

impl Life {
    /// The life of a seed.
    pub fn of(seed: u64) -> Result<Tally, Failed> {
        Self::with(seed, as_asked)
    }

    fn with(seed: u64, fault: Fault) -> Result<Tally, Failed> {
        let mut rng = random::rng(seed);
        let end = if rng.random_bool(0.3) { End::Reclaim } else { End::Sale };
        let beginning = random::beginning(&mut rng);
        let mut plan = Plan { begun: beginning.clone().into_iter(), after_the_end: 0, steps: 0, rng: &mut rng };
        run(&beginning, end, fault, |model, now| plan.next(model, now))
    }

    /// A life of exactly these steps, and the way out.
    pub fn replay(steps: &[Step], end: End, fault: Fault) -> Result<Tally, Failed> {
        let mut rest = steps.iter().cloned();
        run(steps, end, fault, |_, _| rest.next())
    }

    async fn new(beginning: &[Step], fault: Fault) -> Self {
        let stage = Stage::of(beginning).await;
        Self { stage, model: random::world(), now: START, fault, tally: Tally { lives: 1, ..Tally::default() } }
    }

    /// Takes a step on both, and compares them.
    async fn take(&mut self, step: &Step) -> Result<(), String> {
        let Step::Do(things) = step else {
            _ = self.model.take(&mut self.now, step);
            self.stage.world.bank.set_clock(self.now).await;
            return Ok(());
        };
        let (mut instructions, mut then, signers) = (Vec::new(), self.model.clone(), signers(things));
        self.stage.votes.clear();
        for (who, action) in things {
            instructions.push(self.stage.instruction(&then, *who, &(self.fault)(action.clone())).await);
            _ = then.apply_signed(self.now, &signers, *who, action);
        }
        let Stage { world, people, keeper, .. } = &mut self.stage;
        let signers: Vec<&Actor> = people.iter().chain([&*keeper]).collect();
        let outcome = world.send(&instructions, &signers).await;
        if outcome.as_ref().is_err_and(|failure| failure.is("TransactionTooLarge")) && things.len() > 1 {
            return Ok(());
        }
        let before = self.model.clone();
        let done = agree(things, &self.model.take(&mut self.now, step), &outcome)?;
        self.tally.note(things, done);
        if done {
            self.look(&before, things).await?;
        }
        Ok(())
    }

    /// What both have to say after a step.
    async fn look(&mut self, before: &Vault, things: &[(Person, Action)]) -> Result<(), String> {
        if before.status == Status::Unborn && self.model.status != Status::Unborn {
            self.stage.open_fraction_accounts().await;
        }
        self.model.check(self.now)?;
        if things.len() == 1 {
            before.check_step(&self.model)?;
        }
        compare(&self.stage, &self.model)?;
        if things.iter().any(|(_, action)| *action == Action::QuoteVault) {
            let quote = self.stage.world.quote(&self.stage.vault).await;
            let reserve = self.model.reserve(self.now).price;
            if self.model.status == Status::Active && u128::from(quote.reserve) != reserve {
                return Err(format!("the reserve is {} on the bank, {reserve} in the model", quote.reserve));
            }
        }
        Ok(())
    }

    /// Everybody takes out what is owed, and everything is closed.
    async fn leave(&mut self, end: End, taken: &mut Vec<Step>) -> Result<(), String> {
        for _ in 0..MAX_STEPS_OUT {
            let Some(step) = way_out(&self.model, self.now, end) else { return self.stage.check_the_end().await };
            let before = self.model.clone();
            taken.push(step.clone());
            self.take(&step).await?;
            if matches!(step, Step::Do(_)) && before == self.model {
                return Err(format!("INV-12: {step:?} is refused on the way out"));
            }
        }
        Err("INV-12: there is no end of the way out".to_owned())
    }
}

/// The steps of a random life: its beginning, and then what can happen.
struct Plan<'a> {
    begun: std::vec::IntoIter<Step>,
    steps: usize,
    after_the_end: usize,
    rng: &'a mut TestRng,
}

impl Plan<'_> {
    /// The next step, by what the model says.
    fn next(&mut self, model: &Vault, now: i64) -> Option<Step> {
        if let Some(step) = self.begun.next() {
            return Some(step);
        }
        let over = matches!(model.status, Status::Sold | Status::Reclaimed);
        (self.steps, self.after_the_end) = (self.steps + 1, self.after_the_end + usize::from(over));
        let ends = model.status == Status::Closed || self.after_the_end > STEPS_AFTER_THE_END;
        (self.steps <= STEPS && !ends).then(|| random::next(model, now, self.rng))
    }
}

/// Runs a life to its end. A panic in it is a failure like others: the steps are what matters.
fn run(
    beginning: &[Step],
    end: End,
    fault: Fault,
    mut next: impl FnMut(&Vault, i64) -> Option<Step>,
) -> Result<Tally, Failed> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let mut taken = Vec::new();
    let life = AssertUnwindSafe(|| {
        runtime.block_on(async {
            let mut life = Life::new(beginning, fault).await;
            while let Some(step) = next(&life.model, life.now) {
                taken.push(step.clone());
                life.tally.steps += 1;
                life.take(&step).await?;
            }
            life.leave(end, &mut taken).await?;
            Ok(life.tally)
        })
    });
    let outcome = catch_unwind(life).unwrap_or_else(|panic| Err(text_of(&panic)));
    outcome.map_err(|message| Failed { steps: taken, end, message })
}

fn text_of(panic: &Box<dyn Any + Send>) -> String {
    let text = panic.downcast_ref::<String>().cloned();
    text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned())).unwrap_or_default()
}

/// The first life in which that fault shows.
pub fn first_failure(fault: Fault) -> Failed {
    (1..100).find_map(|seed| Life::with(seed, fault).err()).expect("a life in which it shows")
}

/// The steps of a life that fails, without those it also fails without.
pub fn shrunk(failed: &Failed, fault: Fault) -> Vec<Step> {
    let shape = shape(&failed.message);
    let fails = |steps: &[Step]| {
        Life::replay(steps, failed.end, fault).is_err_and(|other| self::shape(&other.message) == shape)
    };
    shrink(&failed.steps, TRIES, fails)
}

/// What of a message is not about the numbers and addresses of one life, as far as it tells one fault from another.
fn shape(message: &str) -> String {
    let words =
        message.split_whitespace().filter(|word| word.len() < 30 && !word.contains(|c: char| c.is_ascii_digit()));
    words.take(12).collect()
}

/// What is wrong in a life, told by as few steps as it takes: to be put among the regressions.
pub fn smallest(failed: &Failed) -> String {
    let steps = shrunk(failed, as_asked);
    let message =
        Life::replay(&steps, failed.end, as_asked).err().map_or(failed.message.clone(), |small| small.message);
    // What is missing of Rust in how Rust prints them.
    let line = |step: &Step| format!("    {step:?},\n").replace("Do([", "Do(vec![").replace(".txt\"", ".txt\".into()");
    let source: String = steps.iter().map(line).collect();
    format!("{message}\nThe steps, to end by {:?}:\n{source}", failed.end)
}
