//! Every instruction, sent with the usual accounts and signers.

use {
    super::{VaultCookie, World},
    crate::{
        Actor, Nft,
        receipt::{Failure, Receipt},
        tokens::valid,
    },
    anchor_lang::prelude::Pubkey,
    anchor_spl::token::spl_token,
};

/// What a transaction of a test did.
pub type Outcome = Result<Receipt, Failure>;

impl World {
    /// Sends `create_vault`.
    ///
    /// # Errors
    /// The [`Failure`].
    pub async fn create_vault(&mut self, vault: &VaultCookie) -> Outcome {
        self.send(&[vault.create_vault().instruction()], &[&vault.creator]).await
    }

    /// Sends `deposit_nft`, or the deposit of the NFT's standard.
    ///
    /// # Errors
    /// The [`Failure`].
    pub async fn deposit(&mut self, vault: &VaultCookie, nft: &Nft) -> Outcome {
        self.send(&[vault.deposit_nft(nft).instruction()], &[&vault.creator]).await
    }

    /// Sends `describe_fraction`.
    ///
    /// # Errors
    /// The [`Failure`].
    pub async fn describe(&mut self, vault: &VaultCookie) -> Outcome {
        self.send(&[vault.describe_fraction().instruction()], &[&vault.creator]).await
    }

    /// Opens the creator's account for fractions and sends `activate`.
    ///
    /// # Errors
    /// The [`Failure`].
    pub async fn activate(&mut self, vault: &VaultCookie) -> Outcome {
        self.bank.create_ata(&vault.creator.pubkey(), &vault.fraction_mint).await;
        self.send(&[vault.activate().instruction()], &[&vault.creator]).await
    }

    /// Sends `cancel`.
    ///
    /// # Errors
    /// The [`Failure`].
    pub async fn cancel(&mut self, vault: &VaultCookie) -> Outcome {
        self.send(&[vault.cancel().instruction()], &[&vault.creator]).await
    }

    /// Sends `place_bid`, whatever it costs.
    ///
    /// # Errors
    /// The [`Failure`].
    pub async fn bid(&mut self, vault: &VaultCookie, bidder: &Actor, price: u64, fractions: u64) -> Outcome {
        self.send(&[vault.place_bid(&bidder.pubkey(), price, fractions).instruction()], &[bidder]).await
    }

    /// Sends `withdraw_bid` without the bidder's signature.
    ///
    /// # Errors
    /// The [`Failure`].
    pub async fn withdraw(&mut self, vault: &VaultCookie, bidder: &Actor) -> Outcome {
        self.send(&[vault.withdraw_bid(&bidder.pubkey()).instruction()], &[]).await
    }

    /// Sends `settle`.
    ///
    /// # Errors
    /// The [`Failure`].
    pub async fn settle(&mut self, vault: &VaultCookie) -> Outcome {
        let leader = self.auction(vault).await.leader;
        self.send(&[vault.settle(&leader).instruction()], &[]).await
    }

    /// Opens the recipient's account for an NFT, unless Token Metadata does, and sends `claim_asset`, or the claim of its
    /// standard, without the recipient's signature.
    ///
    /// # Errors
    /// The [`Failure`].
    pub async fn claim_asset(&mut self, vault: &VaultCookie, nft: &Nft) -> Outcome {
        let recipient = self.vault(vault).await.recipient;
        if !nft.standard.is_programmable() {
            self.bank.create_ata(&recipient, &nft.mint).await;
        }
        self.send(&[vault.claim_asset(nft, &recipient).instruction()], &[]).await
    }

    /// Sends `claim_royalty` without the payee's signature.
    ///
    /// # Errors
    /// The [`Failure`].
    pub async fn claim_royalty(&mut self, vault: &VaultCookie, nft: &Nft, payee: &Actor) -> Outcome {
        self.send(&[vault.claim_royalty(nft, &payee.pubkey()).instruction()], &[]).await
    }

    /// Sends `lower_curator_fee` by the creator.
    ///
    /// # Errors
    /// The [`Failure`].
    pub async fn lower_curator_fee(&mut self, vault: &VaultCookie, fee_bps: u16) -> Outcome {
        self.send(&[vault.lower_curator_fee(fee_bps).instruction()], &[&vault.creator]).await
    }

    /// Sends `claim_curator_fee` without the curator's signature.
    ///
    /// # Errors
    /// The [`Failure`].
    pub async fn claim_curator_fee(&mut self, vault: &VaultCookie) -> Outcome {
        self.send(&[vault.claim_curator_fee().instruction()], &[]).await
    }

    /// Sends `redeem`, whatever it pays.
    ///
    /// # Errors
    /// The [`Failure`].
    pub async fn redeem(&mut self, vault: &VaultCookie, holder: &Actor, amount: u64) -> Outcome {
        self.send(&[vault.redeem(&holder.pubkey(), amount).instruction()], &[holder]).await
    }

    /// Sends `reclaim`.
    ///
    /// # Errors
    /// The [`Failure`].
    pub async fn reclaim(&mut self, vault: &VaultCookie, holder: &Actor) -> Outcome {
        self.send(&[vault.reclaim(&holder.pubkey()).instruction()], &[holder]).await
    }

    /// Sends `close_vault` without the curator's signature.
    ///
    /// # Errors
    /// The [`Failure`].
    pub async fn close(&mut self, vault: &VaultCookie) -> Outcome {
        let opener = self.auction_if_any(vault).await.map(|auction| auction.opener);
        self.send(&[vault.close_vault(opener).instruction()], &[]).await
    }

    /// Moves fractions by a plain token transfer to the associated token account of `to`.
    pub async fn give_fractions(&mut self, vault: &VaultCookie, from: &Actor, to: &Pubkey, amount: u64) {
        let there = self.bank.create_ata(to, &vault.fraction_mint).await;
        self.transfer(&vault.fraction_account(&from.pubkey()), &there, from, amount).await;
    }

    /// Moves fractions of the creator to these holders.
    pub async fn distribute(&mut self, vault: &VaultCookie, parts: &[(&Actor, u64)]) {
        for (holder, amount) in parts {
            self.give_fractions(vault, &vault.creator, &holder.pubkey(), *amount).await;
        }
    }

    /// Moves raw units between two token accounts.
    ///
    /// # Panics
    /// If the token program refuses.
    pub async fn transfer(&mut self, from: &Pubkey, to: &Pubkey, owner: &Actor, amount: u64) {
        let transfer = spl_token::instruction::transfer(&spl_token::ID, from, to, &owner.pubkey(), &[], amount);
        self.bank.must(&[valid(transfer)], &[&owner.keypair]).await;
    }

    /// Burns fractions outside of the vault, straight at the token program.
    ///
    /// # Panics
    /// If the token program refuses.
    pub async fn burn(&mut self, vault: &VaultCookie, holder: &Actor, amount: u64) {
        let (owner, source) = (holder.pubkey(), vault.fraction_account(&holder.pubkey()));
        let burn = spl_token::instruction::burn(&spl_token::ID, &source, &vault.fraction_mint, &owner, &[], amount);
        self.bank.must(&[valid(burn)], &[&holder.keypair]).await;
    }
}
