use std::cell::Ref;

use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use bytemuck::Zeroable;
use mosaic_core::{
    Status, Terms,
    auction::{Escrowed, Move, Order, Placed, Round, place},
};

use crate::{
    cpi,
    error::{MosaicError, OrError, OrRefuse, ensure},
    events::BidPlaced,
    seeds,
    state::{self, Auction, Bid, Vault, reserve_of},
    token,
};

/// What the bidder asks for.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct PlaceBidArgs {
    /// Price of the whole vault, in raw quote units.
    pub price: u64,
    /// The bidder's own fractions in the whole bid, in raw units, burned if it wins; fewer than the supply.
    pub fractions: u64,
    /// The most cash the whole bid may take, in raw quote units, what an earlier bid has in escrow included; a bid that
    /// takes more is refused.
    pub max_cash: u64,
    /// The latest end of licences that the bidder accepts (Unix seconds): a sale does not end them. Where the vault's
    /// `licensed_until` is later, the bid is refused.
    pub max_licensed_until: i64,
}

/// Accounts of `place_bid`.
#[derive(Accounts)]
pub struct PlaceBid<'info> {
    /// Who bids; pays the rent of the bid and, with the first bid or offer of all, of the auction and its escrows, and
    /// gets each back when it is closed.
    #[account(mut)]
    pub bidder: Signer<'info>,
    /// The vault: Active or, for a bid, in Auction.
    #[account(mut)]
    pub vault: AccountLoader<'info, Vault>,
    /// The auction, PDA `["auction", vault]`; created by the first bid or offer.
    /// CHECK: the handler derives the address, or compares the vault.
    #[account(mut)]
    pub auction: UncheckedAccount<'info>,
    /// The bid, PDA `["bid", vault, bidder]`; created if the bidder has none.
    /// CHECK: the handler derives the address, or compares vault and bidder.
    #[account(mut)]
    pub bid: UncheckedAccount<'info>,
    /// The vault's quote mint.
    /// CHECK: `vault` names it.
    pub quote_mint: UncheckedAccount<'info>,
    /// The bidder's token account for the quote mint: pays the cash, or gets back what a raise with more fractions
    /// frees.
    /// CHECK: the handler checks mint, owner and amount.
    #[account(mut)]
    pub cash_account: UncheckedAccount<'info>,
    /// The vault's token account for cash, PDA `["cash", vault]`; created by the first bid or offer.
    /// CHECK: the handler derives the address, or `auction` names it.
    #[account(mut)]
    pub cash_escrow: UncheckedAccount<'info>,
    /// The vault's fraction mint.
    /// CHECK: `vault` names it.
    pub fraction_mint: UncheckedAccount<'info>,
    /// The bidder's token account for fractions; needed only where fractions move.
    /// CHECK: the handler checks mint, owner and amount.
    #[account(mut)]
    pub fraction_account: Option<UncheckedAccount<'info>>,
    /// The vault's token account for fractions of bids, PDA `["fractions", vault]`; created by the first bid or offer.
    /// CHECK: the handler derives the address, or `auction` names it.
    #[account(mut)]
    pub fraction_escrow: UncheckedAccount<'info>,
    /// The book of asks; read by an offer and by the bid that starts the auction, which cannot leave it out where the
    /// vault has one.
    /// CHECK: its type and the vault it names.
    pub asks: Option<UncheckedAccount<'info>>,
    /// The classic token program.
    pub token_program: Program<'info, Token>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

impl<'info> PlaceBid<'info> {
    /// A bid is for the vault with the licences its bidder knows of (DESIGN section 3, rule 5).
    pub(super) fn check_licenses(&self, args: &PlaceBidArgs) -> Result<()> {
        ensure(self.vault.load()?.licensed_until <= args.max_licensed_until, MosaicError::LicensedBeyondMaximum)
    }

    /// The auction account, from the first offer or bid on.
    fn auction_found(&self, vault: &Vault) -> Result<Option<Ref<'_, Auction>>> {
        if vault.auction == 0 {
            return Ok(None);
        }
        let auction = state::load::<Auction>(&self.auction, MosaicError::WrongAuctionAddress)?;
        auction.check(&self.vault.key(), &self.cash_escrow)?;
        auction.check_fraction_escrow(&self.fraction_escrow)?;
        Ok(Some(auction))
    }

    /// The auction as the bid finds it, the weight that consents to its reserve, and the terms; checks the accounts of
    /// an auction that exists.
    pub(super) fn round(&self) -> Result<(Round, u64, Terms)> {
        let vault = self.vault.load()?;
        let terms = vault.terms();
        ensure(vault.quote_mint == *self.quote_mint.key, MosaicError::QuoteMintOfAnotherVault)?;
        ensure(vault.fraction_mint == *self.fraction_mint.key, MosaicError::WrongFractionMint)?;
        let status = vault.status()?;
        let found = self.auction_found(&vault)?;
        if status != Status::Auction {
            // In which there are no bids at all: said before anything is said about the book of asks.
            status.accepts_bids(0, 0).or_refuse()?;
            // Before the auction its account holds the offer that stands, if one does.
            let leading_price = found.map_or(0, |auction| auction.offer_price(&vault));
            let supply = token::supply(&self.fraction_mint)?;
            let reserve = reserve_of(&vault, &terms, &self.vault.key(), self.asks.as_ref(), supply)?;
            let round = Round { status, supply, reserve: reserve.price, leading_price, ends_at: 0 };
            return Ok((round, reserve.consenting, terms));
        }
        let auction = found.or_error(MosaicError::WrongAuctionAddress)?;
        let (supply, leading_price, ends_at) = (auction.supply, auction.price, auction.ends_at);
        // The asks were read once, when the auction started.
        let round = Round { status, supply, reserve: auction.reserve, leading_price, ends_at };
        Ok((round, auction.consenting, terms))
    }

    /// What the bidder has in escrow already, and the bump of the bid's address if there is no bid yet.
    pub(super) fn held(&self) -> Result<(Escrowed, Option<u8>)> {
        if state::is_vacant(&self.bid) {
            let address = seeds::bid(&self.vault.key(), self.bidder.key);
            let bump = seeds::expect(&self.bid, address, MosaicError::WrongBidAddress)?;
            return Ok((Escrowed::default(), Some(bump)));
        }
        let bid = state::load::<Bid>(&self.bid, MosaicError::WrongBidAddress)?;
        ensure(bid.vault == self.vault.key(), MosaicError::BidOfAnotherVault)?;
        // Any bid of this bidder MAY be raised, the leading one too.
        ensure(bid.bidder == self.bidder.key(), MosaicError::BidOfAnotherBidder)?;
        Ok((bid.escrowed(), None))
    }

    pub(super) fn check_payments(&self, placed: &Placed) -> Result<()> {
        let taken = |change: Move| if let Move::In(amount) = change { amount } else { 0 };
        token::check_source(&self.cash_account, self.bidder.key, self.quote_mint.key, taken(placed.cash))?;
        if placed.fractions != Move::In(0) {
            let account = self.fraction_account.as_ref().or_error(MosaicError::FractionAccountMissing)?;
            token::check_source(account, self.bidder.key, self.fraction_mint.key, taken(placed.fractions))?;
        }
        Ok(())
    }

    fn create_auction(&self) -> Result<()> {
        let vault = self.vault.key();
        let create_escrow = |escrow: &AccountInfo<'info>, mint: &AccountInfo<'info>, prefix: &[u8], bump: u8| {
            let signer: &[&[u8]] = &[prefix, vault.as_ref(), &[bump]];
            token::create_account(&self.bidder, escrow, mint, &vault, signer)
        };
        let bump = seeds::expect(&self.cash_escrow, seeds::cash_escrow(&vault), MosaicError::WrongCashEscrow)?;
        create_escrow(&self.cash_escrow, &self.quote_mint, seeds::CASH, bump)?;
        let address = seeds::fraction_escrow(&vault);
        let bump = seeds::expect(&self.fraction_escrow, address, MosaicError::WrongFractionEscrow)?;
        create_escrow(&self.fraction_escrow, &self.fraction_mint, seeds::FRACTIONS, bump)?;
        let bump = seeds::expect(&self.auction, seeds::auction(&vault), MosaicError::WrongAuctionAddress)?;
        let signer: &[&[u8]] = &[seeds::AUCTION, vault.as_ref(), &[bump]];
        cpi::create_account(&self.bidder, &self.auction, state::space::<Auction>(), &crate::ID, signer)?;
        let (opener, cash_escrow) = (self.bidder.key(), self.cash_escrow.key());
        let fraction_escrow = self.fraction_escrow.key();
        let auction = Auction { vault, opener, cash_escrow, fraction_escrow, ..Auction::zeroed() };
        state::init(&self.auction, &auction)
    }

    /// Makes the auction account and its escrows, unless an earlier offer did.
    pub(super) fn open_auction(&self) -> Result<()> {
        if self.vault.load()?.auction == 1 {
            return Ok(());
        }
        self.create_auction()?;
        self.vault.load_mut()?.auction = 1;
        Ok(())
    }

    fn start(&self, round: &Round, consenting: u64, now: i64) -> Result<()> {
        self.open_auction()?;
        let mut auction = state::load_mut::<Auction>(&self.auction, MosaicError::WrongAuctionAddress)?;
        auction.supply = round.supply;
        auction.reserve = round.reserve;
        auction.consenting = consenting;
        auction.started_at = now;
        self.vault.load_mut()?.enter(Status::Auction, now)
    }

    pub(super) fn create_bid(&self, bump: u8) -> Result<()> {
        let vault = self.vault.key();
        let signer: &[&[u8]] = &[seeds::BID, vault.as_ref(), self.bidder.key.as_ref(), &[bump]];
        cpi::create_account(&self.bidder, &self.bid, state::space::<Bid>(), &crate::ID, signer)?;
        state::init(&self.bid, &Bid { vault, bidder: self.bidder.key(), ..Bid::zeroed() })
    }

    fn carry_out(
        &self,
        change: Move,
        account: &AccountInfo<'info>,
        escrow: &AccountInfo<'info>,
        mismatch: MosaicError,
    ) -> Result<()> {
        match change {
            Move::In(amount) => token::transfer(account, escrow, &self.bidder, amount, &[], mismatch),
            Move::Out(amount) => {
                let signer = self.vault.load()?.signer();
                token::transfer(escrow, account, self.vault.as_ref(), amount, &[&signer.seeds()], mismatch)
            }
        }
    }

    pub(super) fn move_payments(&self, placed: &Placed) -> Result<()> {
        self.carry_out(placed.cash, &self.cash_account, &self.cash_escrow, MosaicError::CashMoveMismatch)?;
        if let Some(account) = &self.fraction_account {
            let mismatch = MosaicError::FractionMoveMismatch;
            self.carry_out(placed.fractions, account, &self.fraction_escrow, mismatch)?;
        }
        Ok(())
    }

    /// Places a bid or raises the bidder's own; the first one starts the auction.
    ///
    /// Specification:
    /// - The vault shall be Active and the price reach the reserve, or be in Auction before its end and the price
    ///   exceed the leading one by at least the step
    /// - The book of asks shall be there where the vault has one
    /// - The cash shall be the price less the part of the bidder's fractions, rounded up
    /// - The cash of the whole bid shall be at most `max_cash`, and no licence run beyond `max_licensed_until`
    /// - The bidder shall sign; only the difference to what it has in escrow shall move; nobody else is paid
    /// - A bid in the last `extension_secs` shall move the end to that long after itself
    pub fn handle(ctx: Context<'info, Self>, args: PlaceBidArgs) -> Result<()> {
        let accounts = ctx.accounts;
        let clock = Clock::get()?;
        let now = clock.unix_timestamp;
        accounts.check_licenses(&args)?;
        let (round, consenting, terms) = accounts.round()?;
        let (held, new_bump) = accounts.held()?;
        let PlaceBidArgs { price, fractions, max_cash, max_licensed_until: _ } = args;
        let order = Order { price, fractions, max_cash };
        let placed = place(&terms, &round, held, &order, now).or_refuse()?;
        accounts.check_payments(&placed)?;

        if round.status == Status::Active {
            accounts.start(&round, consenting, now)?;
        }
        if let Some(bump) = new_bump {
            accounts.create_bid(bump)?;
        }
        accounts.move_payments(&placed)?;
        accounts.record(&placed, price, new_bump.is_some(), &clock)
    }

    fn record(&self, placed: &Placed, price: u64, new: bool, clock: &Clock) -> Result<()> {
        let mut bid = state::load_mut::<Bid>(&self.bid, MosaicError::WrongBidAddress)?;
        bid.price = price;
        bid.cash = placed.escrowed.cash;
        bid.fractions = placed.escrowed.fractions;
        let mut auction = state::load_mut::<Auction>(&self.auction, MosaicError::WrongAuctionAddress)?;
        auction.leader = self.bidder.key();
        auction.price = price;
        auction.ends_at = placed.ends_at;
        auction.open_bids = auction.open_bids.checked_add(u64::from(new)).or_error(MosaicError::Overflow)?;
        let ledger = auction.ledger().bid_placed(placed).or_refuse()?;
        auction.set_ledger(&ledger);
        let mut vault = self.vault.load_mut()?;
        let header = vault.next_event(self.vault.key(), clock)?;
        emit!(BidPlaced {
            header,
            bidder: self.bidder.key(),
            price,
            cash: bid.cash,
            fractions: bid.fractions,
            reserve: auction.reserve,
            consenting: auction.consenting,
            supply: auction.supply,
            ends_at: auction.ends_at,
            escrow_cash: auction.cash,
            escrow_fractions: auction.fractions,
        });
        vault.invariant()?;
        auction.invariant(&self.cash_escrow)?;
        auction.fraction_invariant(&self.fraction_escrow)
    }
}
