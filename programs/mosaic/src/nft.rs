//! What makes a token of Token Metadata an NFT that can be escrowed, and how a programmable one moves.

use anchor_lang::prelude::*;
use anchor_spl::metadata::{
    ID as TOKEN_METADATA_ID,
    mpl_token_metadata::{
        accounts::{Metadata, TokenRecord},
        instructions::{TransferV1Cpi, TransferV1CpiAccounts, TransferV1InstructionArgs},
        types::{Creator, Key, ProgrammableConfig, TokenStandard, TokenState},
    },
};
use mosaic_core::split::royalty_weight;

use crate::{
    constants::MAX_CREATORS,
    error::{MosaicError, OrError, OrRefuse, ensure},
    seeds,
    state::{Royalty, Standard},
    token::{self, Holding},
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
    let metadata = metadata_of(nft_mint, metadata)?;
    // standard - metadata from before standards were recorded says none: then the edition decides.
    if let Some(TokenStandard::Fungible | TokenStandard::FungibleAsset) = metadata.token_standard {
        return err!(MosaicError::UnsupportedStandard);
    }
    // edition - it does not name its mint, so its address is derived.
    ensure(*edition.key == seeds::edition(nft_mint.key), MosaicError::WrongEdition)?;
    ensure(*edition.owner == TOKEN_METADATA_ID, MosaicError::WrongEdition)?;
    let print = edition.try_borrow_data()?.first() == Some(&(Key::EditionV1 as u8));
    let standard = match metadata.token_standard {
        Some(TokenStandard::ProgrammableNonFungible) => Standard::Programmable,
        Some(TokenStandard::NonFungibleEdition) => Standard::Edition,
        Some(TokenStandard::NonFungible) => Standard::NonFungible,
        None if print => Standard::Edition,
        None => Standard::NonFungible,
        Some(_) => return err!(MosaicError::UnsupportedStandard),
    };
    // Only Token Metadata can sign as the edition, and it mints no second unit of a mint with one.
    ensure(mint.mint_authority == Some(*edition.key), MosaicError::MintAuthorityNotEdition)?;
    let royalties = royalties(metadata.seller_fee_basis_points, metadata.creators.as_deref().unwrap_or_default())?;
    Ok(Screened { standard, royalties, rule_set: rule_set_of(&metadata) })
}

/// The metadata of an NFT. Its address is not derived: Token Metadata makes such accounts at one address per mint only.
fn metadata_of(nft_mint: &AccountInfo, metadata: &AccountInfo) -> Result<Metadata> {
    ensure(*metadata.owner == TOKEN_METADATA_ID, MosaicError::WrongMetadata)?;
    let data = metadata.try_borrow_data()?;
    ensure(data.first() == Some(&(Key::MetadataV1 as u8)), MosaicError::WrongMetadata)?;
    let metadata = Metadata::safe_deserialize(&data).map_err(|_| MosaicError::WrongMetadata)?;
    ensure(metadata.mint == *nft_mint.key, MosaicError::WrongMetadata)?;
    Ok(metadata)
}

fn rule_set_of(metadata: &Metadata) -> Option<Pubkey> {
    let Some(ProgrammableConfig::V1 { rule_set }) = &metadata.programmable_config else { return None };
    *rule_set
}

/// The verified creators with a share: who is not verified never agreed to be named, and gets nothing.
fn royalties(seller_fee_bps: u16, creators: &[Creator]) -> Result<[Royalty; MAX_CREATORS]> {
    let mut royalties = [Royalty::default(); MAX_CREATORS];
    let mut free = royalties.iter_mut();
    for creator in creators.iter().filter(|creator| creator.verified) {
        let weight = royalty_weight(seller_fee_bps, creator.share).or_refuse()?;
        if weight > 0 {
            *free.next().or_error(MosaicError::WrongMetadata)? = Royalty { payee: creator.address, weight };
        }
    }
    Ok(royalties)
}

/// Refuses a source from which the NFT cannot be taken whole and for good.
pub fn screen_source(source: &AccountInfo, owner: &Pubkey, nft_mint: &Pubkey, standard: Standard) -> Result<()> {
    let Holding { frozen, delegated, .. } = token::source(source, owner, nft_mint, 1)?;
    // A programmable NFT is always frozen; its lock is in the token record.
    ensure(!frozen || standard == Standard::Programmable, MosaicError::SourceFrozen)?;
    ensure(!delegated, MosaicError::SourceDelegated)?;
    Ok(())
}

/// The accounts that only programmable NFTs need, beside those every NFT has.
pub struct Programmable<'a, 'info> {
    pub token_metadata_program: &'a AccountInfo<'info>,
    pub associated_token_program: &'a AccountInfo<'info>,
    pub system_program: &'a AccountInfo<'info>,
    pub token_program: &'a AccountInfo<'info>,
    pub sysvar_instructions: &'a AccountInfo<'info>,
    pub metadata: &'a AccountInfo<'info>,
    pub edition: &'a AccountInfo<'info>,
    pub source_record: &'a AccountInfo<'info>,
    pub destination_record: &'a AccountInfo<'info>,
    pub rules_program: Option<&'a AccountInfo<'info>>,
    pub rules: Option<&'a AccountInfo<'info>>,
}

/// From where to where an NFT goes.
pub struct Route<'a, 'info> {
    pub nft_mint: &'a AccountInfo<'info>,
    pub source: &'a AccountInfo<'info>,
    pub source_owner: &'a AccountInfo<'info>,
    pub destination: &'a AccountInfo<'info>,
    pub destination_owner: &'a AccountInfo<'info>,
    pub payer: &'a AccountInfo<'info>,
}

impl<'info> Programmable<'_, 'info> {
    /// Refuses metadata and an edition that are not of this NFT, and a rule set other than that of the metadata.
    ///
    /// For an NFT that passed the screen at its deposit: its mint authority is its edition for good.
    pub fn check_nft(&self, nft_mint: &AccountInfo) -> Result<()> {
        let metadata = metadata_of(nft_mint, self.metadata)?;
        let authority = token::mint(nft_mint, MosaicError::NftMintNotClassic)?.mint_authority;
        ensure(authority == Some(*self.edition.key), MosaicError::WrongEdition)?;
        ensure(self.rules.map(|rules| *rules.key) == rule_set_of(&metadata), MosaicError::WrongRuleSet)?;
        Ok(())
    }

    /// Refuses token records that are not of these token accounts.
    pub fn check_records(&self, route: &Route) -> Result<()> {
        let record = |token: &AccountInfo| seeds::token_record(route.nft_mint.key, token.key);
        ensure(*self.source_record.key == record(route.source), MosaicError::WrongTokenRecord)?;
        ensure(*self.destination_record.key == record(route.destination), MosaicError::WrongTokenRecord)?;
        Ok(())
    }

    /// Refuses an NFT that is locked, listed or delegated by its token record.
    pub fn check_unlocked(&self) -> Result<()> {
        ensure(*self.source_record.owner == TOKEN_METADATA_ID, MosaicError::WrongTokenRecord)?;
        let data = self.source_record.try_borrow_data()?;
        let record = TokenRecord::safe_deserialize(&data).map_err(|_| MosaicError::WrongTokenRecord)?;
        ensure(record.delegate.is_none(), MosaicError::SourceDelegated)?;
        ensure(record.state == TokenState::Unlocked, MosaicError::SourceFrozen)?;
        Ok(())
    }

    /// Moves the NFT by Token Metadata's `TransferV1`, which makes the destination if it is missing.
    pub fn transfer(&self, route: &Route<'_, 'info>, signer: &[&[&[u8]]]) -> Result<()> {
        let accounts = TransferV1CpiAccounts {
            token: route.source,
            token_owner: route.source_owner,
            destination_token: route.destination,
            destination_owner: route.destination_owner,
            mint: route.nft_mint,
            metadata: self.metadata,
            edition: Some(self.edition),
            token_record: Some(self.source_record),
            destination_token_record: Some(self.destination_record),
            authority: route.source_owner,
            payer: route.payer,
            system_program: self.system_program,
            sysvar_instructions: self.sysvar_instructions,
            spl_token_program: self.token_program,
            spl_ata_program: self.associated_token_program,
            authorization_rules_program: self.rules_program,
            authorization_rules: self.rules,
        };
        let args = TransferV1InstructionArgs { amount: 1, authorization_data: None };
        TransferV1Cpi::new(self.token_metadata_program, accounts, args).invoke_signed(signer)?;
        Ok(())
    }
}

/// Refuses unless exactly one NFT is in `place`, owned by `owner`.
pub fn verify_arrival(place: &AccountInfo, owner: &Pubkey, nft_mint: &Pubkey) -> Result<()> {
    let there = token::holding(place, MosaicError::AssetMoveMismatch)?;
    let arrived = there.amount == 1 && there.owner == *owner && there.mint == *nft_mint;
    ensure(arrived, MosaicError::AssetMoveMismatch)?;
    Ok(())
}
