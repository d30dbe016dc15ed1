use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use bytemuck::Zeroable;
use mosaic_core::{Status, Terms, license};

use crate::{
    cpi,
    error::{MosaicError, OrError, OrRefuse, ensure},
    events::ProposalExecuted,
    instructions::income::{NewIncome, open_income},
    seeds,
    state::{self, ActionKind, License, Pool, Proposal, Vault},
};

/// Accounts of `execute_proposal`. Those from `license` on are needed by the action that uses them.
#[derive(Accounts)]
pub struct ExecuteProposal<'info> {
    /// Anyone; pays the rent of what the action makes and gets it back.
    #[account(mut)]
    pub executor: Signer<'info>,
    /// The vault: Active or, for what does not touch the sale, in Auction.
    #[account(mut)]
    pub vault: AccountLoader<'info, Vault>,
    /// The proposal, PDA `["proposal", vault, number]` with the number in it; passed and due.
    #[account(mut)]
    pub proposal: AccountLoader<'info, Proposal>,
    /// `GrantLicense`: the new licence, PDA `["license", vault, number]`. `EndLicense`: the licence that ends.
    /// CHECK: the handler derives the address, or compares it with the proposal.
    #[account(mut)]
    pub license: Option<UncheckedAccount<'info>>,
    /// `AddIncomeMint`: the pool of stakes.
    #[account(mut)]
    pub pool: Option<AccountLoader<'info, Pool>>,
    /// `AddIncomeMint`: the mint.
    /// CHECK: the handler compares it with the proposal and reads it as a mint of the classic token program.
    pub mint: Option<UncheckedAccount<'info>>,
    /// `AddIncomeMint`: the vault's token account for it, PDA `["income", vault, mint]`.
    /// CHECK: the handler derives the address and creates the account.
    #[account(mut)]
    pub income_account: Option<UncheckedAccount<'info>>,
    /// The classic token program.
    pub token_program: Program<'info, Token>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

impl<'info> ExecuteProposal<'info> {
    fn validate(&self, now: i64) -> Result<ActionKind> {
        let (vault, proposal) = (self.vault.load()?, self.proposal.load()?);
        proposal.check(&self.vault.key())?;
        let kind = proposal.kind()?;
        vault.require(match kind {
            // A bidder bids for the vault as it is: what touches the sale waits or is lost.
            ActionKind::GrantLicense | ActionKind::SetCurator | ActionKind::SetAuctionTerms => {
                Status::accepts_proposals
            }
            ActionKind::AddIncomeMint => Status::accepts_income,
            ActionKind::EndLicense | ActionKind::Resolve => Status::accepts_votes,
        })?;
        proposal.poll().check_executable(proposal.executed == 1, now).or_refuse()?;
        Ok(kind)
    }

    fn grant_license(&self, now: i64) -> Result<()> {
        let proposal = self.proposal.load()?;
        let (vault, number) = (self.vault.key(), proposal.number);
        let account = self.license.as_ref().or_error(MosaicError::LicenseMissing)?;
        let bump = seeds::expect(account, seeds::license(&vault, number), MosaicError::WrongLicenseAddress)?;
        let seed = number.to_le_bytes();
        let signer: &[&[u8]] = &[seeds::LICENSE, vault.as_ref(), &seed, &[bump]];
        cpi::create_account(&self.executor, account, state::space::<License>(), &crate::ID, signer)?;
        let exclusive = proposal.exclusive == 1;
        let offered = license::License::offer(proposal.fee, proposal.term_secs, exclusive, now).or_refuse()?;
        let mut license = License {
            vault,
            licensee: proposal.subject,
            opener: self.executor.key(),
            terms_hash: proposal.hash,
            terms_uri: proposal.uri,
            number,
            ..License::zeroed()
        };
        license.set(&offered);
        state::init(account, &license)
    }

    fn end_license(&self) -> Result<()> {
        let account = self.license.as_ref().or_error(MosaicError::LicenseMissing)?;
        ensure(*account.key == self.proposal.load()?.subject, MosaicError::WrongLicenseAddress)?;
        let mut license = state::load_mut::<License>(account, MosaicError::WrongLicenseAddress)?;
        license.check(&self.vault.key())?;
        let ended = license.license().end();
        license.set(&ended);
        Ok(())
    }

    fn set_curator(&self) -> Result<()> {
        let (mut vault, proposal) = (self.vault.load_mut()?, self.proposal.load()?);
        ensure(proposal.fee_bps <= vault.curator_fee_cap_bps, MosaicError::CuratorFeeAboveCap)?;
        vault.curator = proposal.subject;
        vault.curator_fee_bps = proposal.fee_bps;
        Ok(())
    }

    fn set_auction_terms(&self) -> Result<()> {
        let (mut vault, proposal) = (self.vault.load_mut()?, self.proposal.load()?);
        let (auction_secs, extension_secs, step_bps) =
            (proposal.auction_secs, proposal.extension_secs, proposal.step_bps);
        Terms { auction_secs, extension_secs, step_bps, ..vault.terms() }.check().or_refuse()?;
        vault.auction_secs = auction_secs;
        vault.extension_secs = extension_secs;
        vault.step_bps = step_bps;
        Ok(())
    }

    fn add_income_mint(&self) -> Result<()> {
        let missing = MosaicError::IncomeAccountsMissing;
        let mint = self.mint.as_ref().or_error(missing)?;
        ensure(*mint.key == self.proposal.load()?.subject, MosaicError::WrongIncomeMint)?;
        open_income(&NewIncome {
            payer: &self.executor,
            vault: &self.vault,
            pool: self.pool.as_ref().or_error(missing)?,
            mint,
            income_account: self.income_account.as_ref().or_error(missing)?,
        })?;
        Ok(())
    }

    /// Does what a proposal says that passed.
    ///
    /// Specification:
    /// - The vote shall be over and have passed, its delay be over and its time not, and it shall happen once
    /// - What touches the sale shall need an Active vault
    /// - Nothing but the action of the proposal shall happen: there is no other call
    /// - Anyone may call
    pub fn handle(ctx: Context<'info, Self>) -> Result<()> {
        let accounts = ctx.accounts;
        let clock = Clock::get()?;
        let kind = accounts.validate(clock.unix_timestamp)?;
        match kind {
            ActionKind::GrantLicense => accounts.grant_license(clock.unix_timestamp)?,
            ActionKind::EndLicense => accounts.end_license()?,
            ActionKind::SetCurator => accounts.set_curator()?,
            ActionKind::SetAuctionTerms => accounts.set_auction_terms()?,
            ActionKind::AddIncomeMint => accounts.add_income_mint()?,
            // The event is the record.
            ActionKind::Resolve => {}
        }
        let mut proposal = accounts.proposal.load_mut()?;
        proposal.executed = 1;
        let mut vault = accounts.vault.load_mut()?;
        let header = vault.next_event(accounts.vault.key(), &clock)?;
        emit!(ProposalExecuted { header, number: proposal.number, kind: proposal.kind });
        vault.invariant()
    }
}
