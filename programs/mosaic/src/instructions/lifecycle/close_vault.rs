use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use mosaic_core::Status;

use crate::{
    cpi,
    error::{MosaicError, OrError, ensure},
    events::VaultClosed,
    seeds::VaultSigner,
    state::{self, Auction, Vault},
    token,
};

/// Accounts of `close_vault`. Those from `auction` to `fraction_escrow` are there where the vault has an auction account.
#[derive(Accounts)]
pub struct CloseVault<'info> {
    /// The creator of the vault, who gets its rent back.
    /// CHECK: `vault` names it.
    #[account(mut)]
    pub creator: UncheckedAccount<'info>,
    /// The vault, Sold or Reclaimed, that owes nothing; closed.
    #[account(mut)]
    pub vault: AccountLoader<'info, Vault>,
    /// The curator, who gets cash that nobody is owed. Need not sign: then only its associated account is paid.
    /// CHECK: `vault` names it.
    pub curator: UncheckedAccount<'info>,
    /// The vault's fraction mint; stays, as the token program closes no mint.
    /// CHECK: `vault` names it.
    #[account(mut)]
    pub fraction_mint: UncheckedAccount<'info>,
    /// The auction; closed. It, its opener and both escrows cannot be left out where the vault has one.
    #[account(mut)]
    pub auction: Option<AccountLoader<'info, Auction>>,
    /// Who placed the first bid or offer, and gets the rent of the auction and its escrows back.
    /// CHECK: `auction` names it.
    #[account(mut)]
    pub opener: Option<UncheckedAccount<'info>>,
    /// The vault's token account for cash; closed.
    /// CHECK: `auction` names it.
    #[account(mut)]
    pub cash_escrow: Option<UncheckedAccount<'info>>,
    /// The vault's token account for fractions of bids; closed, what lies in it uninvited burned.
    /// CHECK: `auction` names it.
    #[account(mut)]
    pub fraction_escrow: Option<UncheckedAccount<'info>>,
    /// The curator's token account for cash; needed only where the escrow has more than is owed.
    /// CHECK: the handler checks mint and owner.
    #[account(mut)]
    pub surplus_destination: Option<UncheckedAccount<'info>>,
    /// The classic token program.
    pub token_program: Program<'info, Token>,
}

/// The accounts of an auction to be closed.
struct Ended<'a, 'info> {
    auction: &'a AccountLoader<'info, Auction>,
    opener: &'a AccountInfo<'info>,
    cash_escrow: &'a AccountInfo<'info>,
    fraction_escrow: &'a AccountInfo<'info>,
}

/// What the escrows held that nobody was owed.
#[derive(Default)]
struct Surplus {
    cash: u64,
    fractions: u64,
}

impl<'info> CloseVault<'info> {
    /// Checks the accounts; whether the vault has an auction account, and with what it signs.
    fn validate(&self) -> Result<(bool, VaultSigner)> {
        let vault = self.vault.load()?;
        ensure(vault.creator == *self.creator.key, MosaicError::WrongCreator)?;
        ensure(vault.curator == *self.curator.key, MosaicError::WrongCurator)?;
        ensure(vault.fraction_mint == *self.fraction_mint.key, MosaicError::WrongFractionMint)?;
        vault.require(Status::allows_closing)?;
        ensure(vault.assets_open == 0, MosaicError::StillOwing)?;
        ensure(vault.staking == 0, MosaicError::StakingStillOpen)?;
        ensure(vault.records == 0, MosaicError::RecordsStillOpen)?;
        ensure(vault.offerings_open == 0, MosaicError::OfferingsStillOpen)?;
        Ok((vault.auction == 1, vault.signer()))
    }

    fn ended(&self) -> Result<Ended<'_, 'info>> {
        let missing = MosaicError::AuctionAccountsMissing;
        Ok(Ended {
            auction: self.auction.as_ref().or_error(missing)?,
            opener: self.opener.as_ref().or_error(missing)?,
            cash_escrow: self.cash_escrow.as_ref().or_error(missing)?,
            fraction_escrow: self.fraction_escrow.as_ref().or_error(missing)?,
        })
    }

    /// Refuses while somebody is owed; else tells what is left over.
    fn check_nothing_owed(&self, ended: &Ended) -> Result<Surplus> {
        let auction = ended.auction.load()?;
        auction.check(&self.vault.key(), ended.cash_escrow)?;
        auction.check_fraction_escrow(ended.fraction_escrow)?;
        ensure(auction.opener == *ended.opener.key, MosaicError::WrongOpener)?;
        let supply = token::supply(&self.fraction_mint)?;
        // Without open bids every fraction in escrow was sent there uninvited: it is owed nothing.
        let fractions = token::amount(ended.fraction_escrow, MosaicError::WrongFractionEscrow)?;
        let redeemed = auction.proceeds == 0 || supply == fractions;
        let paid = auction.open_bids == 0 && auction.royalties == 0 && auction.curator_fee == 0;
        ensure(redeemed && paid, MosaicError::StillOwing)?;
        let cash = token::amount(ended.cash_escrow, MosaicError::WrongCashEscrow)?;
        Ok(Surplus { cash, fractions })
    }

    fn send_surplus(&self, ended: &Ended<'_, 'info>, surplus: &Surplus, signer: &[&[&[u8]]]) -> Result<()> {
        let vault = self.vault.as_ref();
        token::burn(&self.fraction_mint, ended.fraction_escrow, vault, surplus.fractions, signer)?;
        if surplus.cash == 0 {
            return Ok(());
        }
        let destination = self.surplus_destination.as_ref().or_error(MosaicError::SurplusDestinationMissing)?;
        token::check_payee(destination, &self.curator, &self.vault.load()?.quote_mint)?;
        let mismatch = MosaicError::CashMoveMismatch;
        token::transfer(ended.cash_escrow, destination, vault, surplus.cash, signer, mismatch)
    }

    fn close_auction(&self, signer: &VaultSigner) -> Result<Surplus> {
        let ended = self.ended()?;
        let surplus = self.check_nothing_owed(&ended)?;
        let (seeds, vault) = (signer.seeds(), self.vault.as_ref());
        let signer: &[&[&[u8]]] = &[&seeds];
        self.send_surplus(&ended, &surplus, signer)?;
        cpi::close_account(ended.cash_escrow, ended.opener, vault, signer)?;
        cpi::close_account(ended.fraction_escrow, ended.opener, vault, signer)?;
        state::close(ended.auction.as_ref(), ended.opener)?;
        Ok(surplus)
    }

    /// Closes a vault that owes nothing: the rent goes back to who paid it, surplus cash to the curator.
    ///
    /// Specification:
    /// - The vault shall be Sold or Reclaimed, every asset gone, every royalty, fee and bid claimed
    /// - The pool of stakes, the records of votes and the offerings shall be closed; licences may outlive the vault
    /// - Every fraction shall be redeemed, those aside that lie in escrow uninvited
    /// - Anyone may call; the rent goes to the creator of the vault and the opener of the auction
    pub fn handle(ctx: Context<'info, Self>) -> Result<()> {
        let accounts = ctx.accounts;
        let (auction, signer) = accounts.validate()?;
        let clock = Clock::get()?;
        let surplus = if auction { accounts.close_auction(&signer)? } else { Surplus::default() };
        let header = accounts.vault.load_mut()?.next_event(accounts.vault.key(), &clock)?;
        emit!(VaultClosed { header, surplus_cash: surplus.cash, surplus_fractions: surplus.fractions });
        state::close(accounts.vault.as_ref(), &accounts.creator)
    }
}
