//! What makes a token of Token Metadata an NFT that can be escrowed, and how a programmable one moves.

use std::cell::Ref;

use anchor_lang::prelude::*;
use anchor_spl::metadata::{
    ID as TOKEN_METADATA_ID,
    mpl_token_metadata::types::{Key, TokenStandard},
};
use mosaic_core::split::royalty_weight;

use crate::{
    constants::MAX_CREATORS,
    cpi::{self, Role},
    error::{MosaicError, OrError, OrRefuse, ensure, refuse},
    metadata::{MetadataView, TokenRecordView},
    seeds,
    state::{Royalty, Standard},
    token,
};

/// An NFT that passed the screen.
#[derive(Debug)]
pub struct Screened {
    /// How it moves.
    pub standard: Standard,
    /// What its verified creators get of a sale.
    pub royalties: [Royalty; MAX_CREATORS],
    /// The rule set that Token Metadata applies to its moves.
    pub rule_set: Option<Pubkey>,
}

/// Screens the mint, metadata and edition of an NFT.
pub fn screen(nft_mint: &AccountInfo, metadata: &AccountInfo, edition: &AccountInfo) -> Result<Screened> {
    // nft_mint
    let mint = token::mint(nft_mint, MosaicError::NftMintNotClassic)?;
    ensure(mint.supply == 1 && mint.decimals == 0, MosaicError::NotAnNft)?;
    // metadata
    let data = metadata_data(metadata)?;
    let metadata = metadata_of(nft_mint, &data)?;
    // standard - metadata from before standards were recorded says none: then the edition decides.
    if let Some(TokenStandard::Fungible | TokenStandard::FungibleAsset) = metadata.token_standard {
        return Err(refuse(MosaicError::UnsupportedStandard));
    }
    // edition - it does not name its mint, so its address is derived.
    ensure(*edition.key == seeds::edition(nft_mint.key), MosaicError::WrongEdition)?;
    ensure(*edition.owner == TOKEN_METADATA_ID, MosaicError::WrongEdition)?;
    let print = edition.try_borrow_data()?.first() == Some(&(Key::EditionV1 as u8));
    let standard = match metadata.token_standard {
        Some(TokenStandard::ProgrammableNonFungible) => Standard::Programmable,
        Some(TokenStandard::ProgrammableNonFungibleEdition) => Standard::ProgrammableEdition,
        Some(TokenStandard::NonFungibleEdition) => Standard::Edition,
        Some(TokenStandard::NonFungible) => Standard::NonFungible,
        None if print => Standard::Edition,
        None => Standard::NonFungible,
        Some(_) => return Err(refuse(MosaicError::UnsupportedStandard)),
    };
    // Only Token Metadata can sign as the edition, and it mints no second unit of a mint with one.
    ensure(mint.mint_authority == Some(*edition.key), MosaicError::MintAuthorityNotEdition)?;
    // Nor does it freeze without a delegate, which custody never has. Anybody else could lock the NFT in.
    let freezer = mint.freeze_authority;
    ensure(freezer.is_none_or(|freezer| freezer == *edition.key), MosaicError::FreezeAuthorityNotEdition)?;
    Ok(Screened { standard, royalties: royalties(&metadata)?, rule_set: metadata.rule_set })
}

/// The data of what Token Metadata owns.
fn metadata_data<'a>(metadata: &'a AccountInfo) -> Result<Ref<'a, &'a mut [u8]>> {
    ensure(*metadata.owner == TOKEN_METADATA_ID, MosaicError::WrongMetadata)?;
    Ok(metadata.try_borrow_data()?)
}

/// The metadata of an NFT. Its address is not derived: Token Metadata makes such accounts at one address per mint only.
fn metadata_of<'a>(nft_mint: &AccountInfo, data: &'a [u8]) -> Result<MetadataView<'a>> {
    let metadata = MetadataView::read(data).or_error(MosaicError::WrongMetadata)?;
    ensure(metadata.mint == nft_mint.key.as_ref(), MosaicError::WrongMetadata)?;
    Ok(metadata)
}

/// The verified creators with a share: who is not verified never agreed to be named, and gets nothing.
fn royalties(metadata: &MetadataView) -> Result<[Royalty; MAX_CREATORS]> {
    let mut royalties = [Royalty::default(); MAX_CREATORS];
    let mut free = royalties.iter_mut();
    for creator in metadata.creators() {
        let creator = creator.or_error(MosaicError::WrongMetadata)?;
        let weight = royalty_weight(metadata.seller_fee_bps, creator.share).or_refuse()?;
        if creator.verified && weight > 0 {
            *free.next().or_error(MosaicError::WrongMetadata)? = Royalty { payee: creator.address, weight };
        }
    }
    Ok(royalties)
}

/// The accounts that only programmable NFTs need, beside those every NFT has.
pub struct Programmable<'a, 'info> {
    /// Token Metadata.
    pub token_metadata_program: &'a AccountInfo<'info>,
    /// The associated token program.
    pub associated_token_program: &'a AccountInfo<'info>,
    /// The system program.
    pub system_program: &'a AccountInfo<'info>,
    /// The classic token program.
    pub token_program: &'a AccountInfo<'info>,
    /// The instructions sysvar.
    pub sysvar_instructions: &'a AccountInfo<'info>,
    /// Metadata of the NFT.
    pub metadata: &'a AccountInfo<'info>,
    /// Edition of the NFT.
    pub edition: &'a AccountInfo<'info>,
    /// Program of its rule set, if it has one.
    pub rules_program: Option<&'a AccountInfo<'info>>,
    /// Its rule set, if it has one.
    pub rules: Option<&'a AccountInfo<'info>>,
}

/// A place where a programmable NFT can be.
#[derive(Clone, Copy)]
pub struct Place<'a, 'info> {
    /// The token account.
    pub token: &'a AccountInfo<'info>,
    /// Its owner.
    pub owner: &'a AccountInfo<'info>,
    /// Token Metadata's record of it.
    pub record: &'a AccountInfo<'info>,
}

/// From where to where a programmable NFT goes.
#[derive(Clone, Copy)]
pub struct Route<'a, 'info> {
    /// Mint of the NFT.
    pub nft_mint: &'a AccountInfo<'info>,
    /// Where it is; the owner signs.
    pub from: Place<'a, 'info>,
    /// Where it arrives.
    pub to: Place<'a, 'info>,
    /// Who pays for what Token Metadata creates.
    pub payer: &'a AccountInfo<'info>,
}

impl Route<'_, '_> {
    /// The way back.
    pub fn back(self) -> Self {
        Self { from: self.to, to: self.from, ..self }
    }

    /// Refuses token records that are not of these token accounts.
    pub fn check_records(&self) -> Result<()> {
        for place in [&self.from, &self.to] {
            let record = seeds::token_record(self.nft_mint.key, place.token.key);
            ensure(*place.record.key == record, MosaicError::WrongTokenRecord)?;
        }
        Ok(())
    }
}

/// Refuses an NFT that is locked, listed or delegated by its token record.
pub fn check_unlocked(record: &AccountInfo) -> Result<()> {
    ensure(*record.owner == TOKEN_METADATA_ID, MosaicError::WrongTokenRecord)?;
    let data = record.try_borrow_data()?;
    let record = TokenRecordView::read(&data).or_error(MosaicError::WrongTokenRecord)?;
    ensure(!record.delegated, MosaicError::SourceDelegated)?;
    ensure(record.unlocked, MosaicError::SourceFrozen)
}

impl<'info> Programmable<'_, 'info> {
    /// Refuses metadata and an edition that are not of this NFT, and a rule set other than that of the metadata.
    ///
    /// For an NFT that passed the screen at its deposit: its mint authority is its edition for good.
    pub fn check_nft(&self, nft_mint: &AccountInfo) -> Result<()> {
        let data = metadata_data(self.metadata)?;
        let metadata = metadata_of(nft_mint, &data)?;
        let authority = token::mint(nft_mint, MosaicError::NftMintNotClassic)?.mint_authority;
        ensure(authority == Some(*self.edition.key), MosaicError::WrongEdition)?;
        ensure(self.rules.map(|rules| *rules.key) == metadata.rule_set, MosaicError::WrongRuleSet)?;
        Ok(())
    }

    /// Moves the NFT by Token Metadata's `TransferV1`, which makes the token account at its destination if it is missing.
    pub fn transfer(&self, route: &Route<'_, 'info>, signer: &[&[&[u8]]]) -> Result<()> {
        let Route { nft_mint, from, to, payer } = *route;
        // The program itself stands for an account that is not there.
        let absent = self.token_metadata_program;
        let accounts = [
            (from.token, Role::Write),
            (from.owner, Role::Read),
            (to.token, Role::Write),
            (to.owner, Role::Read),
            (nft_mint, Role::Read),
            (self.metadata, Role::Read),
            (self.edition, Role::Read),
            (from.record, Role::Write),
            (to.record, Role::Write),
            (from.owner, Role::Sign),
            (payer, Role::SignAndWrite),
            (self.system_program, Role::Read),
            (self.sysvar_instructions, Role::Read),
            (self.token_program, Role::Read),
            (self.associated_token_program, Role::Read),
            (self.rules_program.unwrap_or(absent), Role::Read),
            (self.rules.unwrap_or(absent), Role::Read),
        ];
        cpi::call(&TOKEN_METADATA_ID, &accounts, cpi::transfer_v1_data(), signer)
    }
}
