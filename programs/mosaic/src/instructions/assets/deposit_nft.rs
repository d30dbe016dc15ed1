use anchor_lang::prelude::*;
use anchor_spl::{associated_token::AssociatedToken, metadata::Metadata, token::Token};
use bytemuck::Zeroable;
use mosaic_core::{Status, terms::MAX_ASSETS};

use crate::{
    constants::{INSTRUCTIONS_SYSVAR_ID, RULES_PROGRAM_ID},
    cpi,
    error::{MosaicError, OrError, ensure},
    events::NftDeposited,
    nft::{self, Programmable, Route, Screened},
    seeds,
    state::{self, Asset, Standard, Vault},
    token,
};

/// Accounts of `deposit_nft`. Those from `token_metadata_program` on are for programmable NFTs only.
#[derive(Accounts)]
pub struct DepositNft<'info> {
    /// The creator of the vault and owner of the NFT, who pays the rent.
    #[account(mut)]
    pub creator: Signer<'info>,
    /// The vault, in Draft.
    #[account(mut)]
    pub vault: AccountLoader<'info, Vault>,
    /// The new record of the NFT, PDA `["asset", vault, nft_mint]`.
    /// CHECK: the handler derives the address and creates the account.
    #[account(mut)]
    pub asset: UncheckedAccount<'info>,
    /// Mint of the NFT.
    /// CHECK: the screen reads it.
    pub nft_mint: UncheckedAccount<'info>,
    /// The creator's token account that the NFT leaves.
    /// CHECK: the screen reads it.
    #[account(mut)]
    pub source: UncheckedAccount<'info>,
    /// The vault's token account for the NFT: PDA `["custody", vault, nft_mint]`, for a programmable NFT the
    /// associated token account.
    /// CHECK: the handler derives the address; it is read after the move.
    #[account(mut)]
    pub custody: UncheckedAccount<'info>,
    /// Token Metadata's metadata of the NFT.
    /// CHECK: the screen reads it.
    pub metadata: UncheckedAccount<'info>,
    /// Token Metadata's edition of the NFT, master or print.
    /// CHECK: the screen derives its address.
    pub edition: UncheckedAccount<'info>,
    /// The classic token program.
    pub token_program: Program<'info, Token>,
    /// The system program.
    pub system_program: Program<'info, System>,
    /// Token Metadata; needed, as all up to `custody_record`, only for a programmable NFT.
    pub token_metadata_program: Option<Program<'info, Metadata>>,
    /// The associated token program.
    pub associated_token_program: Option<Program<'info, AssociatedToken>>,
    /// The instructions sysvar.
    /// CHECK: by its address.
    #[account(address = INSTRUCTIONS_SYSVAR_ID @ MosaicError::WrongInstructionsSysvar)]
    pub sysvar_instructions: Option<UncheckedAccount<'info>>,
    /// Token Metadata's record of `source`.
    /// CHECK: the handler derives its address.
    #[account(mut)]
    pub source_record: Option<UncheckedAccount<'info>>,
    /// Token Metadata's record of `custody`, which it creates.
    /// CHECK: the handler derives its address.
    #[account(mut)]
    pub custody_record: Option<UncheckedAccount<'info>>,
    /// The program of the NFT's rule set, if it has one.
    /// CHECK: by its address.
    #[account(address = RULES_PROGRAM_ID @ MosaicError::WrongRulesProgram)]
    pub rules_program: Option<UncheckedAccount<'info>>,
    /// The NFT's rule set, if it has one.
    /// CHECK: the handler compares it with the metadata.
    pub rules: Option<UncheckedAccount<'info>>,
}

impl<'info> DepositNft<'info> {
    fn validate(&self) -> Result<(Screened, u8)> {
        let Self { creator, vault, asset, nft_mint, source, metadata, edition, rules, .. } = self;
        // vault
        let vault_key = vault.key();
        let vault = vault.load()?;
        ensure(vault.creator == *creator.key, MosaicError::NotTheCreator)?;
        vault.require(Status::is_being_filled)?;
        ensure(vault.assets < MAX_ASSETS, MosaicError::TooManyAssets)?;
        // nft_mint, metadata, edition
        let screened = nft::screen(nft_mint, metadata, edition)?;
        // asset
        let address = seeds::asset(&vault_key, nft_mint.key);
        let asset_bump = seeds::expect(asset, address, MosaicError::WrongAssetAddress)?;
        ensure(state::is_vacant(asset), MosaicError::AssetAlreadyDeposited)?;
        // source
        let programmable = screened.standard == Standard::Programmable;
        token::check_nft_source(source, creator.key, nft_mint.key, programmable)?;
        // rules - MAY be missing where the NFT has no rule set.
        ensure(rules.as_ref().map(|rules| *rules.key) == screened.rule_set, MosaicError::WrongRuleSet)?;
        // custody and the records: by the way the NFT moves.
        Ok((screened, asset_bump))
    }

    fn create_asset(&self, bump: u8) -> Result<()> {
        let (vault, nft_mint) = (self.vault.key(), self.nft_mint.key);
        let signer: &[&[u8]] = &[seeds::ASSET, vault.as_ref(), nft_mint.as_ref(), &[bump]];
        cpi::create_account(&self.creator, &self.asset, state::space::<Asset>(), &crate::ID, signer)
    }

    fn take_plain(&self) -> Result<()> {
        let (vault, nft_mint) = (self.vault.key(), self.nft_mint.key);
        let address = seeds::custody(&vault, nft_mint);
        let bump = seeds::expect(&self.custody, address, MosaicError::WrongCustody)?;
        let signer: &[&[u8]] = &[seeds::CUSTODY, vault.as_ref(), nft_mint.as_ref(), &[bump]];
        token::create_account(&self.creator, &self.custody, &self.nft_mint, &vault, signer)?;
        cpi::transfer(&self.source, &self.custody, &self.creator, 1, &[])
    }

    fn take_programmable(&self) -> Result<()> {
        let missing = MosaicError::ProgrammableAccountsMissing;
        let programmable = Programmable {
            token_metadata_program: self.token_metadata_program.as_ref().or_error(missing)?.as_ref(),
            associated_token_program: self.associated_token_program.as_ref().or_error(missing)?.as_ref(),
            sysvar_instructions: self.sysvar_instructions.as_ref().or_error(missing)?,
            source_record: self.source_record.as_ref().or_error(missing)?,
            destination_record: self.custody_record.as_ref().or_error(missing)?,
            system_program: self.system_program.as_ref(),
            token_program: self.token_program.as_ref(),
            metadata: &self.metadata,
            edition: &self.edition,
            rules_program: self.rules_program.as_deref(),
            rules: self.rules.as_deref(),
        };
        let associated = seeds::associated_token(&self.vault.key(), self.nft_mint.key);
        ensure(*self.custody.key == associated, MosaicError::WrongCustody)?;
        let route = Route {
            nft_mint: &self.nft_mint,
            source: &self.source,
            source_owner: &self.creator,
            destination: &self.custody,
            destination_owner: self.vault.as_ref(),
            payer: &self.creator,
        };
        programmable.check_records(&route)?;
        programmable.check_unlocked()?;
        programmable.transfer(&route, &[])
    }

    /// Takes an NFT into custody and records who gets royalties of its sale.
    ///
    /// Specification:
    /// - The creator shall sign, and the vault be in Draft and hold fewer than 16 assets
    /// - The NFT shall be real: metadata and edition of Token Metadata, supply 1, no decimals, its edition the only
    ///   one who could mint
    /// - The NFT shall be the creator's, neither frozen, locked nor delegated
    /// - Afterwards the vault shall own exactly one unit in custody (INV-01)
    pub fn handle(ctx: Context<'info, Self>) -> Result<()> {
        let accounts = ctx.accounts;
        let (screened, asset_bump) = accounts.validate()?;
        let clock = Clock::get()?;
        let (vault_key, nft_mint) = (accounts.vault.key(), accounts.nft_mint.key());
        accounts.create_asset(asset_bump)?;
        match screened.standard {
            Standard::NonFungible | Standard::Edition => accounts.take_plain()?,
            Standard::Programmable => accounts.take_programmable()?,
        }
        // INV-01
        token::verify_arrival(&accounts.custody, &vault_key, &nft_mint)?;

        let asset = Asset {
            vault: vault_key,
            nft_mint,
            custody: accounts.custody.key(),
            royalties: screened.royalties,
            standard: screened.standard as u8,
            held: 1,
            ..Asset::zeroed()
        };
        state::init(&accounts.asset, &asset)?;
        let mut vault = accounts.vault.load_mut()?;
        let weight = vault.add_asset(&screened.royalties)?;
        let header = vault.next_event(vault_key, &clock)?;
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
