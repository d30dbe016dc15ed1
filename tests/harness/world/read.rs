//! What is on chain.

use {
    super::{VaultCookie, World},
    crate::{Actor, Nft},
    anchor_lang::prelude::Pubkey,
    mosaic_client::{
        pda,
        state::{AccountType, Asset, Auction, Bid, Vault, decode},
    },
    solana_account::Account,
};

impl World {
    /// An account of the program, if it exists.
    ///
    /// # Panics
    /// If there is an account that is not of the wanted type.
    pub async fn read<T: AccountType>(&self, address: &Pubkey) -> Option<T> {
        let account = self.bank.account(address).await?;
        if account.owner != mosaic_client::PROGRAM_ID && account.data.is_empty() {
            // Lamports sent to the address are no account of the program.
            return None;
        }
        Some(decode(&account.data).unwrap_or_else(|error| panic!("{address}: {error}")))
    }

    /// All accounts of the program of a type that transactions have named, as the last one that went through left them. Much quicker
    /// than [`Self::read`]: it is what the checks after each transaction look at.
    #[must_use]
    pub fn seen<T: AccountType>(&self) -> Vec<T> {
        let ours = self.bank.live.values().filter(|account| account.owner == mosaic_client::PROGRAM_ID);
        ours.filter_map(|account| decode(&account.data).ok()).collect()
    }

    /// Raw units in a token account, seen likewise; 0 if it does not exist.
    #[must_use]
    pub fn seen_tokens(&self, token: &Pubkey) -> u64 {
        self.bank.live.get(token).map_or(0, |account| number_at(account, 64))
    }

    /// Raw units there are of a mint, seen likewise.
    #[must_use]
    pub fn seen_supply(&self, mint: &Pubkey) -> u64 {
        self.bank.live.get(mint).map_or(0, |account| number_at(account, 36))
    }

    /// The vault.
    ///
    /// # Panics
    /// If it was closed.
    pub async fn vault(&self, vault: &VaultCookie) -> Vault {
        self.read(&vault.address).await.expect("the vault is open")
    }

    /// Whether the vault still exists.
    pub async fn is_open(&self, vault: &VaultCookie) -> bool {
        self.read::<Vault>(&vault.address).await.is_some()
    }

    /// The auction.
    ///
    /// # Panics
    /// If there is none.
    pub async fn auction(&self, vault: &VaultCookie) -> Auction {
        self.auction_if_any(vault).await.expect("the auction is open")
    }

    /// The auction, if there is one.
    pub async fn auction_if_any(&self, vault: &VaultCookie) -> Option<Auction> {
        self.read(&pda::auction(&vault.address)).await
    }

    /// The bid of a bidder, if there is one.
    pub async fn bid_of(&self, vault: &VaultCookie, bidder: &Actor) -> Option<Bid> {
        self.read(&pda::bid(&vault.address, &bidder.pubkey())).await
    }

    /// The record of an NFT, if it is open.
    pub async fn asset_of(&self, vault: &VaultCookie, nft: &Nft) -> Option<Asset> {
        self.read(&pda::asset(&vault.address, &nft.mint)).await
    }

    /// Live fractions, in raw units.
    pub async fn supply(&self, vault: &VaultCookie) -> u64 {
        self.bank.supply(&vault.fraction_mint).await
    }

    /// Cash in the associated token account of an actor, in raw quote units.
    pub async fn cash_of(&self, actor: &Actor) -> u64 {
        self.bank.token_balance(&self.cash_account(&actor.pubkey())).await
    }

    /// Fractions in the associated token account of an actor, in raw units.
    pub async fn fractions_of(&self, vault: &VaultCookie, actor: &Actor) -> u64 {
        self.bank.token_balance(&vault.fraction_account(&actor.pubkey())).await
    }

    /// Cash in escrow, live, in raw quote units.
    pub async fn escrowed_cash(&self, vault: &VaultCookie) -> u64 {
        self.bank.token_balance(&pda::cash_escrow(&vault.address)).await
    }

    /// Fractions in escrow, live, in raw units.
    pub async fn escrowed_fractions(&self, vault: &VaultCookie) -> u64 {
        self.bank.token_balance(&pda::fraction_escrow(&vault.address)).await
    }

    /// Whether the NFT is in the associated token account of `owner`.
    pub async fn holds(&self, owner: &Pubkey, nft: &Nft) -> bool {
        self.bank.token_balance(&nft.held_by(owner).token).await == 1
    }
}

/// The amount at that place of an account of a token program.
fn number_at(account: &Account, at: usize) -> u64 {
    account.data.get(at..at + 8).and_then(|bytes| bytes.try_into().ok()).map_or(0, u64::from_le_bytes)
}
