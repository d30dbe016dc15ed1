//! Random lives: how one begins, and what can happen next. What is chosen follows from the state of the vault, so that most of it
//! can be done, and some of it cannot.

mod begin;
mod choose;
mod offer;

use proptest::{
    prelude::RngExt,
    test_runner::{RngAlgorithm, TestRng},
};

use crate::{Action, Bank, DAY, Mint, Person, Place, QUOTE, Step, Token, Vault, exit::BUYER};

pub use begin::beginning;
pub use choose::Kind;

/// Everybody but the buyer of the exit; the first is the creator.
pub const PEOPLE: Person = BUYER;
/// Mints that can bring income, the quote mint the first.
pub const MINTS: Mint = 4;
/// Raw units of each mint that everybody has at first; of the quote mint a hundred times as much.
pub const MONEY: u64 = 1_000_000_000;
/// Raw quote units of the buyer.
pub const RICHES: u64 = 1 << 60;

/// Numbers that follow from a seed.
pub fn rng(seed: u64) -> TestRng {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    TestRng::from_seed(RngAlgorithm::ChaCha, &bytes)
}

/// The NFTs of a world: their numbers.
pub const NFTS: u8 = 3;

/// A world without a vault yet, in which everybody has money and the creator the NFTs.
pub fn world() -> Vault {
    let mut bank = Bank::default();
    for person in 0..=BUYER {
        for mint in 0..MINTS {
            bank.mint(Place::Wallet(person), Token::Of(mint), money(person, mint).into());
        }
    }
    (0..NFTS).for_each(|nft| bank.mint(Place::Wallet(0), Token::Nft(nft), 1));
    Vault::unborn(bank)
}

/// What somebody has of a mint at first, in raw units.
pub fn money(person: Person, mint: Mint) -> u64 {
    match (person, mint) {
        (BUYER, QUOTE) => RICHES,
        (_, QUOTE) => 100 * MONEY,
        _ => MONEY,
    }
}

/// What happens next.
pub fn next(vault: &Vault, now: i64, rng: &mut TestRng) -> Step {
    if rng.random_bool(0.2) {
        return Step::Wait(wait(vault, now, rng));
    }
    let mut things = vec![choose::thing(vault, now, rng)];
    if rng.random_bool(0.15) {
        let mut then = vault.clone();
        // What is refused changes nothing, and refuses the second thing too.
        _ = then.apply(now, things[0].0, &things[0].1);
        things.push(choose::thing(&then, now, rng));
        // What happens outside of the program leaves no trace of its own that could be told from the rest.
        if things.iter().any(|(_, action)| matches!(action, Action::Send { .. } | Action::Burn { .. })) {
            things.pop();
        }
    }
    Step::Do(things)
}

/// How long nothing happens: often until just before, or just after, something changes by itself.
fn wait(vault: &Vault, now: i64, rng: &mut TestRng) -> i64 {
    match rng.random_range(0..10) {
        0..5 => rng.random_range(1..7_200),
        5..7 => rng.random_range(7_200..DAY),
        _ => {
            let moments: Vec<_> = moments(vault).into_iter().filter(|moment| *moment > now + 1).collect();
            if moments.is_empty() {
                return rng.random_range(1..DAY);
            }
            moments[rng.random_range(0..moments.len())] - now + rng.random_range(-1..=1)
        }
    }
}

/// When something changes by itself.
fn moments(vault: &Vault) -> Vec<i64> {
    let mut moments = Vec::new();
    moments.extend(vault.auction.iter().map(|auction| auction.ends_at));
    moments.extend(vault.offer.iter().map(|offer| offer.ends_at));
    moments.extend(vault.offerings.values().flat_map(|offering| [offering.terms.starts_at, offering.terms.ends_at]));
    for proposal in vault.proposals.values().filter(|proposal| !proposal.executed) {
        let passes = proposal.passes();
        moments.push(proposal.ends_at);
        // Most of these: little else brings a decision about.
        moments.extend([proposal.executable_at; 3].iter().filter(|_| passes));
        moments.extend(passes.then_some(proposal.expires_at));
    }
    moments.extend(vault.licenses.values().map(|license| license.until.unwrap_or(license.offered_until)));
    moments.extend(vault.pool.iter().flat_map(|pool| pool.stakes.values().map(|stake| stake.locked_until)));
    moments
}
