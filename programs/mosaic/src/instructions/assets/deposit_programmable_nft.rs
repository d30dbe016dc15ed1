use anchor_lang::prelude::*;
use anchor_spl::{
    associated_token::AssociatedToken,
    metadata::Metadata,
    token::{ID as TOKEN_ID, Token},
};

use super::deposit::Deposit;
use crate::{
    constants::{INSTRUCTIONS_SYSVAR_ID, RULES_PROGRAM_ID},
    error::{MosaicError, ensure},
    nft::{self, Place, Programmable, Route},
    seeds,
    state::{Vault, Way},
    token,
};

/// Accounts of `deposit_programmable_nft`.
#[derive(Accounts)]
pub struct DepositProgrammableNft<'info> {
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
    /// CHECK: the handler reads it.
    #[account(mut)]
    pub source: UncheckedAccount<'info>,
    /// The vault's associated token account for the NFT, which Token Metadata creates.
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
    /// Token Metadata.
    pub token_metadata_program: Program<'info, Metadata>,
    /// The associated token program.
    pub associated_token_program: Program<'info, AssociatedToken>,
    /// The instructions sysvar.
    /// CHECK: by its address.
    #[account(address = INSTRUCTIONS_SYSVAR_ID @ MosaicError::WrongInstructionsSysvar)]
    pub sysvar_instructions: UncheckedAccount<'info>,
    /// Token Metadata's record of `source`.
    /// CHECK: the handler derives its address.
    #[account(mut)]
    pub source_record: UncheckedAccount<'info>,
    /// Token Metadata's record of `custody`, which it creates.
    /// CHECK: the handler derives its address.
    #[account(mut)]
    pub custody_record: UncheckedAccount<'info>,
    /// The program of the NFT's rule set, if it has one.
    /// CHECK: by its address.
    #[account(address = RULES_PROGRAM_ID @ MosaicError::WrongRulesProgram)]
    pub rules_program: Option<UncheckedAccount<'info>>,
    /// The NFT's rule set, if it has one.
    /// CHECK: the handler compares it with the metadata.
    pub rules: Option<UncheckedAccount<'info>>,
}

impl<'info> DepositProgrammableNft<'info> {
    fn deposit(&self) -> Deposit<'_, 'info> {
        Deposit {
            creator: &self.creator,
            vault: &self.vault,
            asset: &self.asset,
            nft_mint: &self.nft_mint,
            source: &self.source,
            custody: &self.custody,
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
            from: Place { token: &self.source, owner: &self.creator, record: &self.source_record },
            to: Place { token: &self.custody, owner: self.vault.as_ref(), record: &self.custody_record },
            payer: &self.creator,
        }
    }

    /// Moves the NFT, and verifies that it arrived.
    fn go(&self, route: &Route<'_, 'info>, signer: &[&[&[u8]]]) -> Result<()> {
        self.programmable().transfer(route, signer)?;
        token::verify_arrival(route.to.token, route.to.owner.key, self.nft_mint.key, &TOKEN_ID)
    }

    /// Takes the NFT in; one with a rule set twice, and gives it back in between.
    fn take(&self, rule_set: Option<Pubkey>) -> Result<()> {
        let route = self.route();
        if rule_set.is_some() {
            let signer = self.vault.load()?.signer();
            self.go(&route, &[])?;
            self.go(&route.back(), &[&signer.seeds()])?;
        }
        // `Deposit::book` verifies this one.
        self.programmable().transfer(&route, &[])
    }

    /// Takes a programmable NFT of Token Metadata into custody and records who gets royalties of its sale.
    ///
    /// Specification:
    /// - The creator shall sign, and the vault be in Draft and hold fewer than 16 assets
    /// - The NFT shall be real: metadata and edition of Token Metadata, supply 1, no decimals, its edition the only
    ///   one who could mint
    /// - The NFT shall be the creator's, neither locked, listed nor delegated
    /// - Its rule set, if it has one, shall let it in and out to the creator again: a rule set may let an NFT into an
    ///   account from which it lets it go nowhere, and only the move itself shows that
    /// - Afterwards the vault shall own exactly one unit in custody (INV-01)
    pub fn handle(ctx: Context<'info, Self>) -> Result<()> {
        let accounts = ctx.accounts;
        let deposit = accounts.deposit();
        deposit.validate()?;
        let screened = nft::screen(&accounts.nft_mint, &accounts.metadata, &accounts.edition)?;
        deposit.begin(&screened, Way::Programmable)?;
        // rules - MAY be missing where the NFT has no rule set.
        let rules = accounts.rules.as_ref().map(|rules| *rules.key);
        ensure(rules == screened.rule_set, MosaicError::WrongRuleSet)?;
        // custody
        let associated = seeds::associated_token(&accounts.vault.key(), accounts.nft_mint.key);
        ensure(*accounts.custody.key == associated, MosaicError::WrongCustody)?;
        // the records
        let route = accounts.route();
        route.check_records()?;
        nft::check_unlocked(&accounts.source_record)?;
        accounts.take(screened.rule_set)?;
        deposit.book(&screened)
    }
}
