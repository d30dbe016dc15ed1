//! The people of a test.

use {
    crate::bank::{Bank, keypair_of},
    anchor_lang::prelude::Pubkey,
    solana_keypair::Keypair,
    solana_signer::Signer,
};

/// Lamports an actor starts with: 1,000 SOL.
pub const ACTOR_LAMPORTS: u64 = 1_000_000_000_000;

/// Somebody with a name, a key pair and SOL.
#[derive(Debug)]
pub struct Actor {
    /// What failures and tables call it.
    pub name: &'static str,
    /// Its key pair, which follows from the name.
    pub keypair: Keypair,
}

impl Actor {
    /// Its address.
    #[must_use]
    pub fn pubkey(&self) -> Pubkey {
        self.keypair.pubkey()
    }
}

impl Clone for Actor {
    fn clone(&self) -> Self {
        Self { name: self.name, keypair: self.keypair.insecure_clone() }
    }
}

impl Bank {
    /// The actor of that name, with [`ACTOR_LAMPORTS`] more.
    pub async fn actor(&mut self, name: &'static str) -> Actor {
        let keypair = keypair_of(&format!("actor {name}"));
        self.airdrop(&keypair.pubkey(), ACTOR_LAMPORTS).await;
        Actor { name, keypair }
    }
}
