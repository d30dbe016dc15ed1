//! Random lives of vaults on the real program, the invariants checked after every transaction: INV-10 holds all along,
//! and at the end of each life everybody gets out what is owed and every lamport of rent goes back (INV-12).
//!
//! A life follows from its seed, which a failure names. Variables of the environment: `MOSAIC_RANDOM_STEPS` for how many
//! steps in all, `MOSAIC_RANDOM_SEED` for the first seed, or with one step the only one.

mod life;
mod people;
mod steps;
mod unwind;

use {
    life::{Life, Tally},
    std::{
        env,
        panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
        sync::{
            Mutex,
            atomic::{AtomicU64, Ordering},
        },
        thread,
        time::Instant,
    },
    steps::Kind,
};

/// Steps of a normal run, those at the end of each life not counted. Some share a transaction with another.
const STEPS: u64 = 10_000;

fn number(variable: &str, default: u64) -> u64 {
    let text = env::var(variable).ok();
    text.map_or(default, |text| text.parse().unwrap_or_else(|_| panic!("{variable} is a number, not `{text}`")))
}

#[test]
fn inv_10_and_inv_12_hold_in_random_lives() {
    let (wanted, first) = (number("MOSAIC_RANDOM_STEPS", STEPS), number("MOSAIC_RANDOM_SEED", 1));
    let (next, done, all) = (AtomicU64::new(first), AtomicU64::new(0), Mutex::new(Tally::default()));
    let start = Instant::now();
    let workers = thread::available_parallelism().map_or(1, |cores| cores.get() as u64).min(wanted);
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while done.load(Ordering::Relaxed) < wanted {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    let tally = live(seed);
                    done.fetch_add(tally.steps(), Ordering::Relaxed);
                    all.lock().unwrap().add(&tally);
                }
            });
        }
    });
    let (tally, secs) = (all.into_inner().unwrap(), start.elapsed().as_secs_f64());
    let (steps, lives) = (tally.steps(), next.into_inner() - first);
    println!("{steps} steps in {lives} lives, {secs:.0} s, {:.0} a second\n{tally}", steps as f64 / secs);
    assert!(steps >= wanted);
    // A run that never does something shows nothing about it.
    let missing: Vec<_> = Kind::ALL.into_iter().filter(|kind| tally.done(*kind) == 0).collect();
    assert!(wanted < STEPS || missing.is_empty(), "never went through: {missing:?}\n{tally}");
}

/// The life of that seed. A panic in it names the seed.
fn live(seed: u64) -> Tally {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let life = AssertUnwindSafe(|| {
        runtime.block_on(async {
            let mut life = Life::new(seed).await;
            life.live().await;
            life.unwind().await
        })
    });
    catch_unwind(life).unwrap_or_else(|panic| {
        eprintln!("in the life of seed {seed}: MOSAIC_RANDOM_SEED={seed} MOSAIC_RANDOM_STEPS=1 repeats it");
        resume_unwind(panic)
    })
}
