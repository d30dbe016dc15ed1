//! Whole scenarios: one bank, one quote mint, people with cash, and vaults that are taken to a wanted [`Stage`].
//!
//! Instructions are built by `mosaic_client` only. [`VaultCookie`] gives each of them with the usual accounts, to be sent
//! as it is or tampered with first; [`World`] sends them with the usual signers. Every transaction that goes through is
//! followed by the checks of [`crate::invariants`].

pub mod ending;
mod events;
mod offering;
mod read;
mod send;
mod stage;
mod staking;
mod vault;
mod votes;

pub use events::{events_in, logs_events, only_event};
pub use send::Outcome;
pub use stage::Stage;
pub use vault::{VaultCookie, VaultSpec};
pub use votes::poster_license;

use {
    crate::{
        Actor, Bank, BankOptions, TokenProgram,
        bank::keypair_of,
        invariants::Checker,
        nft::compute_unit_limit,
        receipt::{Failure, Receipt},
        tokens::valid,
    },
    anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction},
    anchor_spl::token::spl_token,
    mosaic_client::{events::Event, pda},
    solana_keypair::Keypair,
    std::collections::BTreeMap,
};

/// Raw quote units each actor starts with, unless [`WorldOptions::cash`] says otherwise.
pub const CASH: u64 = 100_000_000_000;

/// Enough compute units for any transaction of a test: what instructions cost is measured elsewhere.
pub const COMPUTE_UNITS: u32 = 1_400_000;

/// How a world is to be set up.
#[derive(Clone, Copy, Debug)]
pub struct WorldOptions {
    /// Which build of SPL Token runs.
    pub token_program: TokenProgram,
    /// Prices are in wrapped SOL; else in a mint of 6 decimals that the bank's payer can mint and freeze.
    pub native_quote: bool,
    /// Raw quote units each actor starts with.
    pub cash: u64,
}

impl Default for WorldOptions {
    fn default() -> Self {
        Self { token_program: TokenProgram::default(), native_quote: false, cash: CASH }
    }
}

/// A bank, a quote mint and the people in it.
pub struct World {
    /// The bank.
    pub bank: Bank,
    /// Mint of all prices and payments.
    pub quote_mint: Pubkey,
    options: WorldOptions,
    actors: BTreeMap<&'static str, Actor>,
    events: Vec<Event>,
}

impl World {
    /// A world with the default options.
    pub async fn new() -> Self {
        Self::with(WorldOptions::default()).await
    }

    /// A world with these options.
    pub async fn with(options: WorldOptions) -> Self {
        Self::on(Bank::options(), options).await
    }

    /// A world on a bank with further programs or accounts.
    ///
    /// # Panics
    /// If the bank cannot start.
    pub async fn on(bank: BankOptions, options: WorldOptions) -> Self {
        let checker = Checker::default();
        let bank = bank.token_program(options.token_program).after_each(move |accounts| checker.check(accounts));
        let mut bank = bank.start().await.unwrap_or_else(|error| panic!("{error}"));
        let quote_mint = if options.native_quote {
            spl_token::native_mint::ID
        } else {
            let freezer = solana_signer::Signer::pubkey(&bank.payer());
            bank.create_mint(6, Some(&freezer)).await
        };
        Self { bank, quote_mint, options, actors: BTreeMap::new(), events: Vec::new() }
    }

    /// The actor of that name; with SOL and cash in its associated token account when first asked for.
    pub async fn actor(&mut self, name: &'static str) -> Actor {
        if let Some(actor) = self.actors.get(name) {
            return actor.clone();
        }
        let actor = self.bank.actor(name).await;
        self.actors.insert(name, actor.clone());
        let token = self.bank.create_ata(&actor.pubkey(), &self.quote_mint).await;
        self.give_cash(&token, self.options.cash).await;
        actor
    }

    /// Puts raw quote units into a token account, from nobody.
    pub async fn give_cash(&mut self, token: &Pubkey, amount: u64) {
        if amount == 0 {
            return;
        }
        if self.options.native_quote {
            self.bank.airdrop(token, amount).await;
            self.bank.must(&[valid(spl_token::instruction::sync_native(&spl_token::ID, token))], &[]).await;
        } else {
            let mint = self.quote_mint;
            self.bank.mint_to(&mint, token, amount).await;
        }
    }

    /// The associated token account of an actor for the quote mint.
    #[must_use]
    pub fn cash_account(&self, owner: &Pubkey) -> Pubkey {
        pda::associated_token(owner, &self.quote_mint)
    }

    /// Freezes or thaws a token account of the quote mint, by the freeze authority of that mint.
    pub async fn set_frozen(&mut self, token: &Pubkey, frozen: bool) {
        let (mint, authority) = (self.quote_mint, self.bank.payer());
        if frozen {
            self.bank.freeze(token, &mint, &authority).await;
        } else {
            self.bank.thaw(token, &mint, &authority).await;
        }
    }

    /// Sends instructions in one transaction with [`COMPUTE_UNITS`] and keeps its events.
    ///
    /// # Errors
    /// The [`Failure`].
    ///
    /// # Panics
    /// If an invariant is broken, or the events of a vault are not numbered without a gap up to what the vault counts.
    pub async fn send(&mut self, instructions: &[Instruction], signers: &[&Actor]) -> Result<Receipt, Failure> {
        let keypairs: Vec<&Keypair> = signers.iter().map(|actor| &actor.keypair).collect();
        let mut with_limit = vec![compute_unit_limit(COMPUTE_UNITS)];
        with_limit.extend_from_slice(instructions);
        let receipt = self.bank.send(&with_limit, &keypairs).await?;
        self.keep_events(&receipt).await;
        Ok(receipt)
    }

    /// What [`Self::send`] would do, without effect.
    ///
    /// # Errors
    /// The [`Failure`].
    pub async fn simulate(&self, instruction: &Instruction, signers: &[&Actor]) -> Result<Receipt, Failure> {
        let keypairs: Vec<&Keypair> = signers.iter().map(|actor| &actor.keypair).collect();
        self.bank.simulate(&[compute_unit_limit(COMPUTE_UNITS), instruction.clone()], &keypairs).await
    }
}

/// The key pair of the actor of that name, before or without its being in a world.
#[must_use]
pub fn keypair_of_actor(name: &str) -> Keypair {
    keypair_of(&format!("actor {name}"))
}
