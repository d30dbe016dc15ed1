//! The model alone: random lives, after each step of which everything holds and everybody can leave.

use std::collections::BTreeMap;

use mosaic_model::{
    BUYER, Broken, End, MAX_STEPS_OUT, Place, START, Status, Step, Token, Vault,
    random::{Kind, MINTS, beginning, next, rng, world},
    way_out,
};
use proptest::prelude::RngExt;

/// What there is of everything but fractions, which are made and burned.
fn riches(vault: &Vault) -> BTreeMap<Token, u128> {
    let tokens = vault.bank.tokens().into_iter().filter(|token| *token != Token::Fraction);
    tokens.map(|token| (token, vault.bank.total(token))).collect()
}

/// Every token that is in an account of the vault.
fn in_vault(vault: &Vault) -> u128 {
    let places = [Place::Custody, Place::Cash, Place::Fractions, Place::Staked];
    let places: Vec<_> = places.into_iter().chain((0..MINTS).map(Place::Income)).collect();
    vault.bank.tokens().iter().flat_map(|token| places.iter().map(|place| vault.bank.of(*place, *token))).sum()
}

/// A life of the model.
struct Life {
    vault: Vault,
    now: i64,
    /// How often which action was taken.
    counts: BTreeMap<Kind, u64>,
}

impl Life {
    /// Takes a step, and says whether it was taken.
    fn take(&mut self, step: &Step) -> Result<bool, Broken> {
        let (before, whole) = (self.vault.clone(), riches(&self.vault));
        let taken = self.vault.take(&mut self.now, step).is_ok();
        match step {
            Step::Do(things) if taken => {
                things.iter().for_each(|(_, action)| *self.counts.entry(Kind::of(action)).or_default() += 1);
            }
            _ => assert!(before == self.vault, "refused and done"),
        }
        assert_eq!(whole, riches(&self.vault), "made or lost");
        self.vault.check(self.now)?;
        // Of two things in one step only the whole is seen.
        if matches!(step, Step::Do(things) if things.len() == 1) {
            before.check_step(&self.vault)?;
        }
        Ok(taken)
    }

    fn must(&mut self, step: &Step) -> bool {
        self.take(step).unwrap_or_else(|broken| panic!("{step:?}: {broken}"))
    }

    /// Everybody leaves with everything.
    fn leave(&mut self, end: End) {
        let whole = riches(&self.vault);
        let mut left = MAX_STEPS_OUT;
        while let Some(step) = way_out(&self.vault, self.now, end) {
            assert!(self.must(&step), "{step:?} was refused on the way out");
            left -= 1;
            assert!(left > 0, "there is no end of the way out: {step:?}");
        }
        assert_eq!(self.vault.status, Status::Closed);
        assert_eq!((in_vault(&self.vault), self.vault.supply()), (0, 0));
        assert!((0..=BUYER).all(|who| self.vault.owed(who).is_nothing()));
        assert_eq!(whole, riches(&self.vault));
    }
}

/// The life of a seed; a panic in it names the seed.
fn live(seed: u64, steps: usize) -> BTreeMap<Kind, u64> {
    let life = std::panic::catch_unwind(|| {
        let mut rng = rng(seed);
        let mut life = Life { vault: world(), now: START, counts: BTreeMap::new() };
        for step in beginning(&mut rng) {
            assert!(life.must(&step), "{step:?} was refused at the beginning");
        }
        for _ in 0..steps {
            let step = next(&life.vault, life.now, &mut rng);
            life.must(&step);
        }
        life.leave(if rng.random_bool(0.3) { End::Reclaim } else { End::Sale });
        life.counts
    });
    life.unwrap_or_else(|panic| {
        eprintln!("in the life of seed {seed}");
        std::panic::resume_unwind(panic)
    })
}

#[test]
fn everything_holds_after_each_step_and_everybody_leaves_with_everything() {
    let mut counts = BTreeMap::new();
    for seed in 0..600 {
        for (kind, times) in live(seed, 150) {
            *counts.entry(kind).or_insert(0) += times;
        }
    }
    println!("{counts:?}");
    // The lives are worth something: everything happens in them.
    for kind in Kind::ALL {
        assert!(counts.get(kind).is_some_and(|times| *times >= 3), "hardly a life had a {kind:?}: {counts:?}");
    }
}

#[test]
fn a_life_follows_from_its_seed() {
    let [one, same] = [7, 7].map(|seed| live(seed, 150));
    assert_eq!(one, same);
    assert_ne!(one, live(8, 150));
}
