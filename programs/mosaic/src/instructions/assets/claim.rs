use anchor_lang::prelude::*;
use mosaic_core::Status;

use crate::{
    cpi,
    error::{MosaicError, OrError, ensure},
    events::AssetClaimed,
    seeds::VaultSigner,
    state::{self, Asset, Vault, Way},
    token,
};

/// What a claim of an asset is about, whatever the standard of its NFT.
pub(super) struct Claim<'a, 'info> {
    pub vault: &'a AccountLoader<'info, Vault>,
    pub asset: &'a AccountLoader<'info, Asset>,
    pub nft_mint: &'a AccountInfo<'info>,
    pub custody: &'a AccountInfo<'info>,
    pub recipient: &'a AccountInfo<'info>,
    pub destination: &'a AccountInfo<'info>,
    pub creator: &'a AccountInfo<'info>,
    pub token_program: &'a Pubkey,
}

impl Claim<'_, '_> {
    /// Checks what every claim needs, and that the NFT leaves in this `way`; with what the vault signs.
    pub fn validate(&self, way: Way) -> Result<VaultSigner> {
        // vault
        let vault = self.vault.load()?;
        ensure(vault.creator == *self.creator.key, MosaicError::WrongCreator)?;
        ensure(vault.recipient == *self.recipient.key, MosaicError::WrongRecipient)?;
        vault.require(Status::releases_assets)?;
        // asset
        let asset = self.asset.load()?;
        ensure(asset.vault == self.vault.key(), MosaicError::AssetOfAnotherVault)?;
        ensure(asset.nft_mint == *self.nft_mint.key, MosaicError::WrongNftMint)?;
        ensure(asset.custody == *self.custody.key, MosaicError::WrongCustody)?;
        ensure(asset.held == 1, MosaicError::AssetAlreadyClaimed)?;
        ensure(asset.way() == Some(way), MosaicError::WrongStandard)?;
        Ok(vault.signer())
    }

    /// Refuses a token account at which the recipient does not get the NFT.
    pub fn check_destination(&self) -> Result<()> {
        token::check_nft_payee(self.destination, self.recipient, self.nft_mint.key, self.token_program)
    }

    /// Verifies that the NFT has arrived, closes its custody and records that it left.
    pub fn book(&self, signer: &VaultSigner) -> Result<()> {
        let vault_key = self.vault.key();
        let Self { nft_mint, recipient, creator, token_program, .. } = self;
        token::verify_arrival(self.destination, recipient.key, nft_mint.key, token_program)?;
        let account = self.vault.as_ref();
        cpi::close_account_of(token_program, self.custody, creator, account, &[&signer.seeds()])?;

        let mut vault = self.vault.load_mut()?;
        vault.assets_held = vault.assets_held.checked_sub(1).or_error(MosaicError::VaultInvariantBroken)?;
        let spent = {
            let mut asset = self.asset.load_mut()?;
            asset.held = 0;
            // Without a sale there are no royalties to wait for.
            asset.is_spent() || !vault.status()?.pays_out()
        };
        let header = vault.next_event(vault_key, &Clock::get()?)?;
        let assets_held = vault.assets_held;
        if spent {
            vault.assets_open = vault.assets_open.checked_sub(1).or_error(MosaicError::VaultInvariantBroken)?;
        }
        vault.invariant()?;
        drop(vault);
        if spent {
            state::close(self.asset.as_ref(), creator)?;
        }
        emit!(AssetClaimed { header, nft_mint: *nft_mint.key, recipient: *recipient.key, assets_held });
        Ok(())
    }
}
