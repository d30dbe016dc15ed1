//! Lives of a vault as plain lists of steps.

use crate::{Action, Person, Refused, Vault};

/// When lives begin, in Unix seconds.
pub const START: i64 = 1_800_000_000;

/// What happens next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// So many seconds pass.
    Wait(i64),
    /// Somebody does something; if several things, all at once or none.
    Do(Vec<(Person, Action)>),
}

impl Step {
    /// One thing that somebody does.
    pub fn one(actor: Person, action: Action) -> Self {
        Self::Do(vec![(actor, action)])
    }
}

/// Who signs things that are done at once.
pub fn signers(things: &[(Person, Action)]) -> Vec<Person> {
    things.iter().filter(|(_, action)| action.is_signed()).map(|(actor, _)| *actor).collect()
}

impl Vault {
    /// Takes a step, wholly or not at all: of things done at once, the first that is refused refuses all.
    ///
    /// # Errors
    /// Its place among them, and why.
    pub fn take(&mut self, now: &mut i64, step: &Step) -> Result<(), (usize, Refused)> {
        match step {
            Step::Wait(secs) => *now += secs,
            Step::Do(things) => {
                let (mut next, signers) = (self.clone(), signers(things));
                for (place, (actor, action)) in things.iter().enumerate() {
                    next.apply_signed(*now, &signers, *actor, action).map_err(|refused| (place, refused))?;
                }
                *self = next;
            }
        }
        Ok(())
    }
}
