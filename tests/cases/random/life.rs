//! The life of a vault: random steps, with the clock moved between them.

use {
    crate::{
        people::{People, settle_down, stake, wealth},
        steps::{Kind, Step},
    },
    anchor_lang::prelude::Pubkey,
    mosaic_client::{
        MosaicError, pda,
        state::{Proposal, Status},
    },
    mosaic_harness::{Actor, Failure, VaultCookie, World},
    proptest::{
        prelude::RngExt,
        test_runner::{RngAlgorithm, TestRng},
    },
    std::{collections::BTreeMap, fmt},
};

/// Steps of one life, before everything is unwound.
const STEPS: u64 = 400;
/// Of them, most after the sale.
const STEPS_AFTER_THE_SALE: u64 = 40;
/// By these the program says that it has made a mistake itself: no refusal of what somebody asked for.
const OF_ITSELF: [MosaicError; 17] = [
    MosaicError::LedgerMismatch,
    MosaicError::Overflow,
    MosaicError::AssetMoveMismatch,
    MosaicError::CashMoveMismatch,
    MosaicError::FractionMoveMismatch,
    MosaicError::IncomeMoveMismatch,
    MosaicError::SupplyMismatch,
    MosaicError::CashEscrowShort,
    MosaicError::FractionEscrowShort,
    MosaicError::StakedFractionsShort,
    MosaicError::IncomeAccountShort,
    MosaicError::VaultInvariantBroken,
    MosaicError::AuctionInvariantBroken,
    MosaicError::AsksInvariantBroken,
    MosaicError::PoolInvariantBroken,
    MosaicError::ProposalInvariantBroken,
    MosaicError::AccountInUse,
];

/// How often each kind of step went through, and was refused.
#[derive(Default)]
pub struct Tally(BTreeMap<Kind, (u64, u64)>);

impl Tally {
    /// Steps taken, refused ones included.
    pub fn steps(&self) -> u64 {
        self.0.values().map(|(done, refused)| done + refused).sum()
    }

    /// How often that went through.
    pub fn done(&self, kind: Kind) -> u64 {
        self.0.get(&kind).map_or(0, |(done, _)| *done)
    }

    /// Adds another one.
    pub fn add(&mut self, other: &Self) {
        for (kind, (done, refused)) in &other.0 {
            let entry = self.0.entry(*kind).or_default();
            *entry = (entry.0 + done, entry.1 + refused);
        }
    }

    fn note(&mut self, kind: Kind, done: bool) {
        let (through, refused) = self.0.entry(kind).or_default();
        *(if done { through } else { refused }) += 1;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (kind, (done, refused)) in &self.0 {
            writeln!(f, "{:<16} {done:>6} went through, {refused:>6} refused", format!("{kind:?}"))?;
        }
        Ok(())
    }
}

/// A vault, the people around it, and what they had before.
pub struct Life {
    pub world: World,
    pub vault: VaultCookie,
    pub people: People,
    pub other_mint: Pubkey,
    pub rng: TestRng,
    /// Lamports of everybody, in order, when the vault was active and nothing else open.
    pub lamports: Vec<u64>,
    /// Lamports in accounts of the vault then.
    pub rent: u64,
    /// Raw units of the quote mint, and of the other mint of income, that all have.
    pub wealth: [u128; 2],
    pub tally: Tally,
}

impl Life {
    /// A vault from which everything else follows by the seed.
    pub async fn new(seed: u64) -> Self {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        let mut rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
        let mut world = World::new().await;
        let (vault, people, other_mint) = settle_down(&mut world, &mut rng).await;
        let wealth = [wealth(&world, &people, &vault.quote_mint).await, wealth(&world, &people, &other_mint).await];
        let nft = &vault.nfts[0];
        let mut rent = 0;
        for address in [vault.address, pda::asset(&vault.address, &nft.mint), vault.custody(nft)] {
            rent += world.bank.lamports(&address).await;
        }
        let lamports = Vec::new();
        let mut life = Self { world, vault, people, other_mint, rng, lamports, rent, wealth, tally: Tally::default() };
        life.lamports = life.count_lamports().await;
        stake(&mut life.world, &life.vault, &life.people, &mut life.rng).await;
        life
    }

    /// Lamports of everybody, in order.
    pub async fn count_lamports(&self) -> Vec<u64> {
        let mut lamports = Vec::new();
        for actor in self.people.all() {
            lamports.push(self.world.bank.lamports(&actor.pubkey()).await);
        }
        lamports
    }

    /// Random steps.
    pub async fn live(&mut self) {
        let mut after_the_sale = 0;
        while self.tally.steps() < STEPS && after_the_sale < STEPS_AFTER_THE_SALE {
            if self.rng.random_bool(0.2) {
                self.wait().await;
            }
            let status = self.world.vault(&self.vault).await.status().expect("a status");
            after_the_sale += u64::from(matches!(status, Status::Sold | Status::Reclaimed));
            let step = self.choose().await;
            self.take(step).await;
        }
    }

    /// One step, or two in one transaction.
    async fn take(&mut self, mut step: Step) {
        let mut kinds = vec![step.kind];
        if step.kind.is_of_the_program() && self.rng.random_bool(0.15) {
            let next = self.choose().await;
            if next.kind.is_of_the_program() {
                kinds.push(next.kind);
                step.instructions.extend(next.instructions);
                step.signers.extend(next.signers);
            }
        }
        let mut signers: Vec<&Actor> = step.signers.iter().collect();
        signers.push(&self.people.keeper);
        let outcome = self.world.send(&step.instructions, &signers).await;
        if let Err(failure) = &outcome {
            assert_expected(failure, &kinds);
        }
        for kind in kinds {
            self.tally.note(kind, outcome.is_ok());
        }
    }

    /// Moves the clock, often to just where something changes.
    async fn wait(&mut self) {
        let now = self.world.bank.now().await;
        let moment = match self.rng.random_range(0..10) {
            0..5 => now + self.rng.random_range(1..7_200),
            5..7 => now + self.rng.random_range(7_200..86_400),
            7..9 => {
                let open = |proposal: &Proposal, now| proposal.executed == 0 && now < proposal.expires_at;
                let number = self.proposal(|proposal, now| open(proposal, now) && proposal.yes > proposal.no).await;
                let proposal = self.world.read::<Proposal>(&pda::proposal(&self.vault.address, number)).await;
                let Some(Proposal { ends_at, executable_at, expires_at, .. }) = proposal else { return };
                let moments = [ends_at, executable_at, executable_at, executable_at, expires_at];
                moments[self.rng.random_range(0..moments.len())]
            }
            _ => {
                let auction = self.world.auction_if_any(&self.vault).await;
                let Some(auction) = auction.filter(|auction| auction.ends_at > 0) else { return };
                auction.ends_at
            }
        };
        let moment = moment + self.rng.random_range(-1..=1);
        if moment > now {
            self.world.bank.set_clock(moment).await;
        }
    }
}

/// A refusal is one the program means, by name; never a panic, and never a mistake it has noticed in its own work.
fn assert_expected(failure: &Failure, kinds: &[Kind]) {
    let name = failure.name.as_deref().unwrap_or("an error without a name");
    let mut own = (0..).map_while(MosaicError::from_repr);
    let refusal = own.any(|error| error.name() == name && !OF_ITSELF.contains(&error));
    // Where an account of the program should be and none is, and where two instructions are more than fits.
    let missing = ["AccountOwnedByWrongProgram", "AccountNotInitialized", "TransactionTooLarge"].contains(&name);
    assert!(refusal || missing, "{kinds:?} was refused with {failure}");
}
