use anchor_lang::prelude::*;
use bytemuck::Zeroable;
use mosaic_core::{Status, terms::MAX_ASSETS};

use crate::{
    cpi,
    error::{MosaicError, ensure},
    events::NftDeposited,
    nft::Screened,
    seeds,
    state::{self, Asset, Vault, Way},
    token,
};

/// What a deposit is about, whatever the standard of its NFT.
pub(super) struct Deposit<'a, 'info> {
    pub creator: &'a AccountInfo<'info>,
    pub vault: &'a AccountLoader<'info, Vault>,
    pub asset: &'a AccountInfo<'info>,
    pub nft_mint: &'a AccountInfo<'info>,
    pub source: &'a AccountInfo<'info>,
    pub custody: &'a AccountInfo<'info>,
    pub token_program: &'a Pubkey,
}

impl Deposit<'_, '_> {
    /// Checks what every deposit needs.
    pub fn validate(&self) -> Result<()> {
        let vault = self.vault.load()?;
        ensure(vault.creator == *self.creator.key, MosaicError::NotTheCreator)?;
        vault.require(Status::is_being_filled)?;
        ensure(vault.assets < MAX_ASSETS, MosaicError::TooManyAssets)
    }

    /// Checks that an NFT which passed the screen comes in this `way`, and from an account that it can leave; makes its
    /// record.
    pub fn begin(&self, screened: &Screened, way: Way) -> Result<()> {
        let Self { vault, nft_mint, source, creator, .. } = self;
        ensure(screened.standard.way() == way, MosaicError::WrongStandard)?;
        // asset
        let vault = vault.key();
        let bump = seeds::expect(self.asset, seeds::asset(&vault, nft_mint.key), MosaicError::WrongAssetAddress)?;
        ensure(state::is_vacant(self.asset), MosaicError::AssetAlreadyDeposited)?;
        // source
        let programmable = way == Way::Programmable;
        token::check_nft_source(source, creator.key, nft_mint.key, self.token_program, programmable)?;

        let signer: &[&[u8]] = &[seeds::ASSET, vault.as_ref(), nft_mint.key.as_ref(), &[bump]];
        cpi::create_account(creator, self.asset, state::space::<Asset>(), &crate::ID, signer)
    }

    /// Makes the vault's token account for an NFT whose standard leaves its address to the program.
    pub fn open_custody(&self) -> Result<()> {
        let Self { creator, custody, nft_mint, token_program, .. } = self;
        let vault = self.vault.key();
        let bump = seeds::expect(custody, seeds::custody(&vault, nft_mint.key), MosaicError::WrongCustody)?;
        let signer: &[&[u8]] = &[seeds::CUSTODY, vault.as_ref(), nft_mint.key.as_ref(), &[bump]];
        token::create_account_of(token_program, creator, custody, nft_mint, &vault, signer)
    }

    /// Verifies that the NFT is in custody (INV-01), and records it.
    pub fn book(&self, screened: &Screened) -> Result<()> {
        let (vault_key, nft_mint) = (self.vault.key(), *self.nft_mint.key);
        token::verify_arrival(self.custody, &vault_key, &nft_mint, self.token_program)?;

        let asset = Asset {
            vault: vault_key,
            nft_mint,
            custody: *self.custody.key,
            royalties: screened.royalties,
            standard: screened.standard as u8,
            held: 1,
            ..Asset::zeroed()
        };
        state::init(self.asset, &asset)?;
        let mut vault = self.vault.load_mut()?;
        let weight = vault.add_asset(&screened.royalties)?;
        let header = vault.next_event(vault_key, &Clock::get()?)?;
        emit!(NftDeposited {
            header,
            nft_mint,
            standard: asset.standard,
            assets: vault.assets,
            royalty_weight: weight,
        });
        vault.invariant()
    }
}
