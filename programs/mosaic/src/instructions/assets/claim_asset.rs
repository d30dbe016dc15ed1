use anchor_lang::prelude::*;
use anchor_spl::{associated_token::AssociatedToken, metadata::Metadata, token::Token};
use mosaic_core::Status;

use crate::{
    constants::{INSTRUCTIONS_SYSVAR_ID, RULES_PROGRAM_ID},
    cpi,
    error::{MosaicError, OrError, ensure},
    events::AssetClaimed,
    nft::{Programmable, Route},
    seeds::{self, VaultSigner},
    state::{self, Asset, Vault},
    token,
};

/// Accounts of `claim_asset`. Those from `metadata` on are for programmable NFTs only.
#[derive(Accounts)]
pub struct ClaimAsset<'info> {
    /// Anyone; pays for what Token Metadata creates when a programmable NFT moves.
    #[account(mut)]
    pub payer: Signer<'info>,
    /// The vault, Sold or Reclaimed.
    #[account(mut)]
    pub vault: AccountLoader<'info, Vault>,
    /// The record of the NFT.
    #[account(mut)]
    pub asset: AccountLoader<'info, Asset>,
    /// Mint of the NFT.
    /// CHECK: `asset` names it.
    pub nft_mint: UncheckedAccount<'info>,
    /// The vault's token account that holds the NFT; closed afterwards.
    /// CHECK: `asset` names it.
    #[account(mut)]
    pub custody: UncheckedAccount<'info>,
    /// The winner, who reclaimed, or the creator who cancelled.
    /// CHECK: `vault` names it.
    pub recipient: UncheckedAccount<'info>,
    /// The recipient's token account for the NFT: the associated one, unless the recipient signs. For a programmable
    /// NFT always the associated one, which Token Metadata creates if it is missing.
    /// CHECK: the handler checks mint and owner, and for a programmable NFT the address.
    #[account(mut)]
    pub destination: UncheckedAccount<'info>,
    /// The creator of the vault, who gets the rent back.
    /// CHECK: `vault` names it.
    #[account(mut)]
    pub creator: UncheckedAccount<'info>,
    /// The classic token program.
    pub token_program: Program<'info, Token>,
    /// Token Metadata's metadata of the NFT; needed, as all up to `destination_record`, only for a programmable NFT.
    /// CHECK: the handler reads it.
    pub metadata: Option<UncheckedAccount<'info>>,
    /// Token Metadata's edition of the NFT.
    /// CHECK: the handler compares it with the mint authority.
    pub edition: Option<UncheckedAccount<'info>>,
    /// Token Metadata.
    pub token_metadata_program: Option<Program<'info, Metadata>>,
    /// The associated token program.
    pub associated_token_program: Option<Program<'info, AssociatedToken>>,
    /// The system program.
    pub system_program: Option<Program<'info, System>>,
    /// The instructions sysvar.
    /// CHECK: by its address.
    #[account(address = INSTRUCTIONS_SYSVAR_ID @ MosaicError::WrongInstructionsSysvar)]
    pub sysvar_instructions: Option<UncheckedAccount<'info>>,
    /// Token Metadata's record of `custody`.
    /// CHECK: the handler derives its address.
    #[account(mut)]
    pub custody_record: Option<UncheckedAccount<'info>>,
    /// Token Metadata's record of `destination`.
    /// CHECK: the handler derives its address.
    #[account(mut)]
    pub destination_record: Option<UncheckedAccount<'info>>,
    /// The program of the NFT's rule set, if it has one.
    /// CHECK: by its address.
    #[account(address = RULES_PROGRAM_ID @ MosaicError::WrongRulesProgram)]
    pub rules_program: Option<UncheckedAccount<'info>>,
    /// The NFT's rule set, if it has one.
    /// CHECK: the handler compares it with the metadata.
    pub rules: Option<UncheckedAccount<'info>>,
}

impl<'info> ClaimAsset<'info> {
    /// Checks the accounts; with what the vault signs, and whether the NFT is programmable.
    fn validate(&self) -> Result<(VaultSigner, bool)> {
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
        // destination
        let programmable = asset.is_programmable();
        if programmable {
            let associated = seeds::associated_token(self.recipient.key, self.nft_mint.key);
            ensure(*self.destination.key == associated, MosaicError::DestinationNotAssociated)?;
        } else {
            token::check_payee(&self.destination, &self.recipient, self.nft_mint.key)?;
        }
        Ok((vault.signer(), programmable))
    }

    fn send_programmable(&self, signer: &[&[&[u8]]]) -> Result<()> {
        let missing = MosaicError::ProgrammableAccountsMissing;
        let programmable = Programmable {
            token_metadata_program: self.token_metadata_program.as_ref().or_error(missing)?.as_ref(),
            associated_token_program: self.associated_token_program.as_ref().or_error(missing)?.as_ref(),
            system_program: self.system_program.as_ref().or_error(missing)?.as_ref(),
            sysvar_instructions: self.sysvar_instructions.as_ref().or_error(missing)?,
            metadata: self.metadata.as_ref().or_error(missing)?,
            edition: self.edition.as_ref().or_error(missing)?,
            source_record: self.custody_record.as_ref().or_error(missing)?,
            destination_record: self.destination_record.as_ref().or_error(missing)?,
            token_program: self.token_program.as_ref(),
            rules_program: self.rules_program.as_deref(),
            rules: self.rules.as_deref(),
        };
        let route = Route {
            nft_mint: &self.nft_mint,
            source: &self.custody,
            source_owner: self.vault.as_ref(),
            destination: &self.destination,
            destination_owner: &self.recipient,
            payer: &self.payer,
        };
        programmable.check_nft(&self.nft_mint)?;
        programmable.check_records(&route)?;
        programmable.transfer(&route, signer)
    }

    fn send(&self, programmable: bool, signer: &VaultSigner) -> Result<()> {
        let seeds = signer.seeds();
        let signer: &[&[&[u8]]] = &[&seeds];
        if programmable {
            self.send_programmable(signer)?;
        } else {
            cpi::transfer(&self.custody, &self.destination, self.vault.as_ref(), 1, signer)?;
        }
        token::verify_arrival(&self.destination, self.recipient.key, self.nft_mint.key)?;
        cpi::close_account(&self.custody, &self.creator, self.vault.as_ref(), signer)
    }

    /// Sends an NFT to the winner or to who reclaimed, and closes its custody.
    ///
    /// Specification:
    /// - The vault shall be Sold or Reclaimed
    /// - Anyone may call; the NFT goes to nobody but the recorded recipient
    /// - Afterwards the recipient shall hold exactly one unit
    /// - The rent of custody, and of the record once nothing is left to claim, shall go to the creator
    pub fn handle(ctx: Context<'info, Self>) -> Result<()> {
        let accounts = ctx.accounts;
        let (signer, programmable) = accounts.validate()?;
        let clock = Clock::get()?;
        accounts.send(programmable, &signer)?;

        let mut vault = accounts.vault.load_mut()?;
        vault.assets_held = vault.assets_held.checked_sub(1).or_error(MosaicError::VaultInvariantBroken)?;
        let spent = {
            let mut asset = accounts.asset.load_mut()?;
            asset.held = 0;
            // Without a sale there are no royalties to wait for.
            asset.is_spent() || !vault.status()?.pays_out()
        };
        let header = vault.next_event(accounts.vault.key(), &clock)?;
        let assets_held = vault.assets_held;
        if spent {
            vault.assets_open = vault.assets_open.checked_sub(1).or_error(MosaicError::VaultInvariantBroken)?;
        }
        vault.invariant()?;
        drop(vault);
        if spent {
            state::close(accounts.asset.as_ref(), &accounts.creator)?;
        }
        emit!(AssetClaimed {
            header,
            nft_mint: accounts.nft_mint.key(),
            recipient: accounts.recipient.key(),
            assets_held,
        });
        Ok(())
    }
}
