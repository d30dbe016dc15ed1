//! Random lives of vaults, on the real program and on the model of its rules side by side (`tests/model`).
//!
//! A life is a list of steps that follows from a seed. Each step is taken by both: both do it or both refuse it, for the same
//! reason, and afterwards every balance and every account says what the model says; the invariants are checked besides (INV-10 holds
//! all along). At the end everybody takes out what is owed, everything is closed, and every lamport of rent and every unit of every
//! mint is where it was (INV-12). A life that fails is reduced to the few steps that matter.
//!
//! Variables of the environment: `MOSAIC_RANDOM_STEPS` for how many steps in all, `MOSAIC_RANDOM_SEED` for the first seed, or with
//! one step the only one. `MOSAIC_RANDOM_SEED=clock` takes the time for it.

mod act;
mod compare;
mod life;
mod offerings;
mod refusals;
mod stage;

use {
    life::{Life, Tally, first_failure, smallest},
    mosaic_model::random::Kind,
    std::{
        env,
        sync::{
            Mutex,
            atomic::{AtomicU64, Ordering},
        },
        thread,
        time::{Instant, SystemTime, UNIX_EPOCH},
    },
};

/// Steps of a normal run, those of the way out not counted. Some do two things at once.
const STEPS: u64 = 10_000;

fn number(variable: &str, default: u64) -> u64 {
    let text = env::var(variable).ok();
    text.map_or(default, |text| text.parse().unwrap_or_else(|_| panic!("{variable} is a number, not `{text}`")))
}

fn first_seed() -> u64 {
    let by_the_clock = env::var("MOSAIC_RANDOM_SEED").is_ok_and(|seed| seed == "clock");
    let now = || SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock that is set").as_secs();
    if by_the_clock { now() } else { number("MOSAIC_RANDOM_SEED", 1) }
}

#[test]
fn inv_10_and_inv_12_hold_in_random_lives() {
    let (wanted, first) = (number("MOSAIC_RANDOM_STEPS", STEPS), first_seed());
    let (next, done, all) = (AtomicU64::new(first), AtomicU64::new(0), Mutex::new(Tally::default()));
    let start = Instant::now();
    // A life waits for its bank half of the time.
    let workers = thread::available_parallelism().map_or(1, |cores| 2 * cores.get() as u64).min(wanted);
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while done.load(Ordering::Relaxed) < wanted {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    let tally = Life::of(seed).unwrap_or_else(|failed| {
                        eprintln!(
                            "in the life of seed {seed} (MOSAIC_RANDOM_SEED={seed} MOSAIC_RANDOM_STEPS=1 repeats it):"
                        );
                        eprintln!("{}\nIt is made smaller; that takes some minutes.", failed.message);
                        panic!("{}", smallest(&failed))
                    });
                    done.fetch_add(tally.steps, Ordering::Relaxed);
                    let mut all = all.lock().unwrap();
                    all.add(&tally);
                    if wanted > STEPS && all.lives.is_multiple_of(100) {
                        println!("{} steps in {} lives, {:.0} s", all.steps, all.lives, start.elapsed().as_secs_f64());
                    }
                }
            });
        }
    });
    let (tally, secs) = (all.into_inner().unwrap(), start.elapsed().as_secs_f64());
    let rate = tally.steps as f64 / secs;
    println!("{} steps in {} lives from seed {first} on, {secs:.0} s, {rate:.0} a second", tally.steps, tally.lives);
    println!("{tally}");
    assert!(tally.steps >= wanted);
    // A run that never does something shows nothing about it. What is rare is not in every run of that length.
    let missing: Vec<_> = Kind::ALL.iter().filter(|kind| tally.done(**kind) == 0).collect();
    let most_are_there = missing.len() <= 3 && (first != 1 || missing.is_empty());
    assert!(wanted < STEPS || most_are_there, "never went through: {missing:?}\n{tally}");
}

/// A program that pays one unit less than was asked is found out, and the life in which it is becomes a few steps.
#[test]
fn a_planted_fault_is_found_and_the_life_made_small() {
    let failed = first_failure(act::one_unit_less_is_unstaked);
    let steps = life::shrunk(&failed, act::one_unit_less_is_unstaked);
    // Create, deposit, activate, open, stake, wait, unstake.
    assert!(steps.len() <= 9, "{} steps are left: {steps:?}", steps.len());
}
