use std::io::{self, Read};

use anchor_lang::prelude::*;
use anchor_spl::metadata::Metadata;
use mosaic_core::Status;

use crate::{
    constants::{MAX_NAME_BYTES, MAX_SYMBOL_BYTES, MAX_URI_BYTES},
    cpi,
    error::{MosaicError, ensure},
    events::FractionDescribed,
    seeds::{self, VaultSigner},
    state::Vault,
    text,
};

/// How wallets show the fraction.
#[derive(AnchorSerialize, Clone, Debug)]
pub struct DescribeFractionArgs {
    /// Name, at most 32 bytes of UTF-8.
    pub name: String,
    /// Symbol, at most 10 bytes of UTF-8.
    pub symbol: String,
    /// URI of the JSON that describes it, at most 200 bytes.
    pub uri: String,
}

impl AnchorDeserialize for DescribeFractionArgs {
    fn deserialize_reader<R: Read>(reader: &mut R) -> io::Result<Self> {
        Ok(Self { name: text::read(reader)?, symbol: text::read(reader)?, uri: text::read(reader)? })
    }
}

/// Accounts of `describe_fraction`.
#[derive(Accounts)]
pub struct DescribeFraction<'info> {
    /// The creator of the vault, who pays the rent of the metadata.
    #[account(mut)]
    pub creator: Signer<'info>,
    /// The vault, in Draft: the mint's authority and the metadata's, which can do nothing with it.
    #[account(mut)]
    pub vault: AccountLoader<'info, Vault>,
    /// The vault's fraction mint.
    /// CHECK: `vault` names it.
    pub fraction_mint: UncheckedAccount<'info>,
    /// The new metadata account of the fraction mint, at Token Metadata's address for it.
    /// CHECK: the handler derives the address; Token Metadata creates it.
    #[account(mut)]
    pub metadata: UncheckedAccount<'info>,
    /// Token Metadata.
    pub token_metadata_program: Program<'info, Metadata>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

impl<'info> DescribeFraction<'info> {
    fn validate(&self, args: &DescribeFractionArgs) -> Result<()> {
        let Self { creator, vault, fraction_mint, metadata, token_metadata_program: _, system_program: _ } = self;
        // args
        ensure(args.name.len() <= MAX_NAME_BYTES, MosaicError::NameTooLong)?;
        ensure(args.symbol.len() <= MAX_SYMBOL_BYTES, MosaicError::SymbolTooLong)?;
        ensure(args.uri.len() <= MAX_URI_BYTES, MosaicError::UriTooLong)?;
        // vault
        let vault = vault.load()?;
        ensure(vault.creator == *creator.key, MosaicError::NotTheCreator)?;
        ensure(vault.fraction_mint == *fraction_mint.key, MosaicError::WrongFractionMint)?;
        vault.require(Status::is_being_filled)?;
        ensure(vault.described == 0, MosaicError::AlreadyDescribed)?;
        // metadata
        ensure(*metadata.key == seeds::metadata(fraction_mint.key), MosaicError::WrongFractionMetadata)?;
        Ok(())
    }

    fn create_metadata(&self, args: &DescribeFractionArgs, signer: &VaultSigner) -> Result<()> {
        let texts = [args.name.as_str(), args.symbol.as_str(), args.uri.as_str()];
        let (vault, system) = (self.vault.as_ref(), self.system_program.as_ref());
        let seeds = signer.seeds();
        cpi::create_metadata(&self.metadata, &self.fraction_mint, vault, &self.creator, system, texts, &[&seeds])
    }

    /// Gives the fraction a name, a symbol and a URI in Token Metadata, immutable from the start.
    ///
    /// Specification:
    /// - The creator shall sign, and the vault be in Draft and not described yet
    /// - Name, symbol and URI shall be no longer than Token Metadata takes
    /// - The metadata shall be immutable: nobody, the creator included, can change what holders bought
    pub fn handle(ctx: Context<'info, Self>, args: DescribeFractionArgs) -> Result<()> {
        let accounts = ctx.accounts;
        accounts.validate(&args)?;
        let clock = Clock::get()?;
        let signer = accounts.vault.load()?.signer();
        accounts.create_metadata(&args, &signer)?;

        let mut vault = accounts.vault.load_mut()?;
        vault.described = 1;
        let header = vault.next_event(accounts.vault.key(), &clock)?;
        emit!(FractionDescribed { header, metadata: accounts.metadata.key() });
        vault.invariant()
    }
}
