use anchor_lang::prelude::*;
use anchor_spl::{
    associated_token::AssociatedToken,
    metadata::Metadata,
    token::{ID as TOKEN_ID, Token},
};

use super::claim::Claim;
use crate::{
    constants::{INSTRUCTIONS_SYSVAR_ID, RULES_PROGRAM_ID},
    error::{MosaicError, ensure},
    nft::{Place, Programmable, Route},
    seeds,
    state::{Asset, Vault, Way},
};

/// Accounts of `claim_programmable_asset`.
#[derive(Accounts)]
pub struct ClaimProgrammableAsset<'info> {
    /// Anyone; pays for what Token Metadata creates.
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
    /// The recipient's associated token account for the NFT, which Token Metadata creates if it is missing.
    /// CHECK: the handler derives its address.
    #[account(mut)]
    pub destination: UncheckedAccount<'info>,
    /// The creator of the vault, who gets the rent back.
    /// CHECK: `vault` names it.
    #[account(mut)]
    pub creator: UncheckedAccount<'info>,
    /// The classic token program.
    pub token_program: Program<'info, Token>,
    /// Token Metadata's metadata of the NFT.
    /// CHECK: the handler reads it.
    pub metadata: UncheckedAccount<'info>,
    /// Token Metadata's edition of the NFT.
    /// CHECK: the handler compares it with the mint authority.
    pub edition: UncheckedAccount<'info>,
    /// Token Metadata.
    pub token_metadata_program: Program<'info, Metadata>,
    /// The associated token program.
    pub associated_token_program: Program<'info, AssociatedToken>,
    /// The system program.
    pub system_program: Program<'info, System>,
    /// The instructions sysvar.
    /// CHECK: by its address.
    #[account(address = INSTRUCTIONS_SYSVAR_ID @ MosaicError::WrongInstructionsSysvar)]
    pub sysvar_instructions: UncheckedAccount<'info>,
    /// Token Metadata's record of `custody`.
    /// CHECK: the handler derives its address.
    #[account(mut)]
    pub custody_record: UncheckedAccount<'info>,
    /// Token Metadata's record of `destination`.
    /// CHECK: the handler derives its address.
    #[account(mut)]
    pub destination_record: UncheckedAccount<'info>,
    /// The program of the NFT's rule set, if it has one.
    /// CHECK: by its address.
    #[account(address = RULES_PROGRAM_ID @ MosaicError::WrongRulesProgram)]
    pub rules_program: Option<UncheckedAccount<'info>>,
    /// The NFT's rule set, if it has one.
    /// CHECK: the handler compares it with the metadata.
    pub rules: Option<UncheckedAccount<'info>>,
}

impl<'info> ClaimProgrammableAsset<'info> {
    fn claim(&self) -> Claim<'_, 'info> {
        Claim {
            vault: &self.vault,
            asset: &self.asset,
            nft_mint: &self.nft_mint,
            custody: &self.custody,
            recipient: &self.recipient,
            destination: &self.destination,
            creator: &self.creator,
            token_program: &TOKEN_ID,
        }
    }

    fn programmable(&self) -> Programmable<'_, 'info> {
        Programmable {
            token_metadata_program: self.token_metadata_program.as_ref(),
            associated_token_program: self.associated_token_program.as_ref(),
            system_program: self.system_program.as_ref(),
            token_program: self.token_program.as_ref(),
            sysvar_instructions: &self.sysvar_instructions,
            metadata: &self.metadata,
            edition: &self.edition,
            rules_program: self.rules_program.as_deref(),
            rules: self.rules.as_deref(),
        }
    }

    fn route(&self) -> Route<'_, 'info> {
        Route {
            nft_mint: &self.nft_mint,
            from: Place { token: &self.custody, owner: self.vault.as_ref(), record: &self.custody_record },
            to: Place { token: &self.destination, owner: &self.recipient, record: &self.destination_record },
            payer: &self.payer,
        }
    }

    /// Sends a programmable NFT to the winner or to who reclaimed, and closes its custody.
    ///
    /// Specification:
    /// - The vault shall be Sold or Reclaimed
    /// - Anyone may call; the NFT goes to nobody but the recorded recipient
    /// - Afterwards the recipient shall hold exactly one unit
    /// - The rent of custody, and of the record once nothing is left to claim, shall go to the creator
    pub fn handle(ctx: Context<'info, Self>) -> Result<()> {
        let accounts = ctx.accounts;
        let claim = accounts.claim();
        let signer = claim.validate(Way::Programmable)?;
        // destination
        let associated = seeds::associated_token(accounts.recipient.key, accounts.nft_mint.key);
        ensure(*accounts.destination.key == associated, MosaicError::DestinationNotAssociated)?;
        // metadata, edition, rules
        let programmable = accounts.programmable();
        programmable.check_nft(&accounts.nft_mint)?;
        // the records
        let route = accounts.route();
        route.check_records()?;
        programmable.transfer(&route, &[&signer.seeds()])?;
        claim.book(&signer)
    }
}
