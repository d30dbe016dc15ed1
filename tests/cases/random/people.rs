//! A vault with random terms, and the people around it.

use {
    anchor_lang::prelude::Pubkey,
    mosaic_client::{pda, rules::Terms},
    mosaic_harness::{Actor, Stage, VaultCookie, VaultSpec, World},
    proptest::{prelude::RngExt, test_runner::TestRng},
};

const HOUR: u32 = 3_600;
const DAY: u32 = 24 * HOUR;

/// Raw units that everybody has at first of the second mint of income.
pub const OTHER_INCOME: u64 = 1_000_000_000;

/// Everybody who acts in a life.
pub struct People {
    /// Hold fractions, bid, propose and take licences.
    pub holders: Vec<Actor>,
    /// Pays the rent of what belongs to all.
    pub keeper: Actor,
    /// Buys at the end, if nobody else did.
    pub buyer: Actor,
    /// Have royalties.
    pub payees: Vec<Actor>,
}

impl People {
    /// All of them, with the creator of the vault.
    pub fn all(&self) -> impl Iterator<Item = &Actor> {
        self.holders.iter().chain([&self.keeper, &self.buyer]).chain(&self.payees)
    }

    /// The one with that key.
    pub fn of(&self, key: &Pubkey) -> &Actor {
        self.all().find(|actor| actor.pubkey() == *key).expect("one of the people")
    }
}

/// An active vault whose fractions are spread at random, the people, and a second mint of income.
pub async fn settle_down(world: &mut World, rng: &mut TestRng) -> (VaultCookie, People, Pubkey) {
    let decimals = rng.random_range(0..=6);
    let supply = if rng.random_bool(0.3) { rng.random_range(10..1_000) } else { rng.random_range(1_000_000..1 << 40) };
    let spec = VaultSpec { supply, decimals, terms: terms(rng), ..VaultSpec::default() };
    let mut vault = world.vault_at(Stage::Active, spec).await;
    let mut holders = vec![vault.creator.clone()];
    for name in ["Ana", "Ben", "Cleo", "Dan"] {
        holders.push(world.actor(name).await);
    }
    let payees = vec![world.actor("painter").await, world.actor("framer").await];
    let (keeper, buyer) = (world.actor("keeper").await, world.actor("buyer").await);
    vault.payer = keeper.pubkey();
    let people = People { holders, keeper, buyer, payees };
    let other_mint = world.bank.create_mint(9, None).await;
    for actor in people.all() {
        world.bank.create_ata(&actor.pubkey(), &vault.fraction_mint).await;
        world.bank.fund(&actor.pubkey(), &other_mint, OTHER_INCOME).await;
        world.bank.create_ata(&actor.pubkey(), &vault.nfts[0].mint).await;
    }
    let mut left = supply;
    for holder in people.holders.iter().skip(1) {
        let part = rng.random_range(0..=left / 2);
        if part > 0 {
            world.give_fractions(&vault, &vault.creator, &holder.pubkey(), part).await;
            left -= part;
        }
    }
    (vault, people, other_mint)
}

/// Most of them stake something, and mostly there is income in the quote mint, so that licences can be paid for.
pub async fn stake(world: &mut World, vault: &VaultCookie, people: &People, rng: &mut TestRng) {
    for holder in &people.holders {
        let there = world.fractions_of(vault, holder).await;
        if there > 0 && rng.random_bool(0.7) {
            let amount = rng.random_range(1..=there);
            let open = vault.open_staking().instruction();
            let stake = vault.stake(&holder.pubkey(), amount).instruction();
            world.send(&[open, stake], &[holder, &people.keeper]).await.expect("the first stake");
        }
    }
    if rng.random_bool(0.8) {
        let open = vault.open_staking().instruction();
        let add = vault.add_income_mint(&vault.quote_mint).instruction();
        world.send(&[open, add], &[&vault.creator, &people.keeper]).await.expect("the first income");
    }
}

fn terms(rng: &mut TestRng) -> Terms {
    let auction_secs = rng.random_range(DAY..=3 * DAY);
    let terms = Terms {
        auction_secs,
        extension_secs: rng.random_range(0..=2 * HOUR),
        step_bps: rng.random_range(100..=1_000),
        curator_fee_bps: rng.random_range(0..=500),
        floor_bps: rng.random_range(0..=8_000),
        consent_bps: rng.random_range(5_000..=7_000),
        stake_lock_secs: rng.random_range(HOUR..=DAY),
        drip_secs: rng.random_range(HOUR..=7 * DAY),
        quorum_bps: rng.random_range(100..=2_000),
        threshold_bps: rng.random_range(5_000..=7_000),
        proposal_stake_bps: rng.random_range(0..=200),
        veto_bps: rng.random_range(100..=5_000),
        voting_secs: rng.random_range(DAY..=3 * DAY),
        delay_secs: rng.random_range(0..=DAY),
        offer_window_secs: if rng.random_bool(0.1) { 0 } else { rng.random_range(7 * DAY..=8 * DAY) },
        ..Terms::with_opening_price(if rng.random_bool(0.1) {
            rng.random_range(1..100)
        } else {
            rng.random_range(1_000_000..100_000_000)
        })
    };
    terms.check().expect("terms within the bounds");
    terms
}

/// Raw units that all of the people have of a mint.
pub async fn wealth(world: &World, people: &People, mint: &Pubkey) -> u128 {
    let mut sum = 0;
    for actor in people.all() {
        sum += u128::from(world.bank.token_balance(&pda::associated_token(&actor.pubkey(), mint)).await);
    }
    sum
}
