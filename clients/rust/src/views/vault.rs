//! A vault with everything that belongs to it.

use anchor_lang::prelude::Pubkey;
use anchor_spl::token::spl_token::native_mint;
use mosaic_core::{
    RuleError, Status,
    auction::{Round, least_next_price, value_of},
    reserve::{Reserve, reserve},
    split::royalty,
};

use crate::{
    error::{ActionError, ClientError, Owing},
    pda,
    reader::{AccountReader, Accounts, CLOCK_SYSVAR_ID},
    state::{Asks, Asset, Auction, Bid, Pool, Royalty, Standard, Vault, VaultQuote},
};

/// A vault, the live supply of its fractions and its auction.
#[derive(Clone, Debug)]
pub struct VaultView {
    /// Its address.
    pub address: Pubkey,
    /// Its account.
    pub vault: Vault,
    /// Its status.
    pub status: Status,
    /// Live supply of fractions, in raw units; 0 before activation.
    pub supply: u64,
    /// Decimals of the quote mint.
    pub quote_decimals: u8,
    /// The price at or above which anyone may start the auction, by the asks as they are now, and at least the highest
    /// price paid in an offering that has succeeded and runs. Once the auction has started, its own reserve counts.
    pub reserve: Reserve,
    /// Its book of asks, if there is one.
    pub asks: Option<Box<Asks>>,
    /// Its pool of stakes, if there is one.
    pub pool: Option<Pool>,
    /// Its auction account, from the first offer or bid on. While the vault is Active it has the offer that stands, if
    /// one does: see [`Self::offer`].
    pub auction: Option<Auction>,
    /// The network's time when it was read, in Unix seconds.
    pub now: i64,
}

impl VaultView {
    /// Reads a vault.
    ///
    /// # Errors
    /// [`ClientError::NoVault`] if there is none, other [`ClientError`]s if its accounts do not fit together,
    /// [`ActionError::Read`].
    pub async fn read<R: AccountReader>(reader: &R, vault: &Pubkey) -> Result<Self, ActionError<R::Error>> {
        Ok(Self::read_with(reader, vault, &[]).await?.0)
    }

    /// Reads a vault and further accounts with it.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub async fn read_with<R: AccountReader>(
        reader: &R,
        vault: &Pubkey,
        others: &[Pubkey],
    ) -> Result<(Self, Accounts), ActionError<R::Error>> {
        let mut addresses = Self::addresses(vault).to_vec();
        addresses.extend(others);
        let mut accounts = Accounts::read(reader, &addresses).await?;
        let found: Vault = accounts.program_account(vault)?.ok_or(ClientError::NoVault { vault: *vault })?;
        accounts.add(reader, &[found.quote_mint]).await?;
        Ok((Self::of(&accounts, vault, found)?, accounts))
    }

    /// The accounts the view is made of, besides the quote mint, which only the vault names.
    #[must_use]
    pub fn addresses(vault: &Pubkey) -> [Pubkey; 6] {
        let (pool, asks) = (pda::pool(vault), pda::asks(vault));
        [*vault, pda::fraction_mint(vault), pda::auction(vault), pool, asks, CLOCK_SYSVAR_ID]
    }

    /// The vault with this account, from [`Self::addresses`] and its quote mint as they were read.
    ///
    /// # Errors
    /// As [`Self::read`], but for what has to be read.
    pub fn of(accounts: &Accounts, address: &Pubkey, vault: Vault) -> Result<Self, ClientError> {
        let status = Status::from_u8(vault.status).ok_or(ClientError::Rule(RuleError::WrongStatus))?;
        let missing = |what, address| ClientError::AccountMissing { what, address };
        let fraction = accounts.mint(&vault.fraction_mint).ok_or(missing("fraction mint", vault.fraction_mint))?;
        let quote = accounts.mint(&vault.quote_mint).ok_or(missing("quote mint", vault.quote_mint))?;
        let asks: Option<Asks> = accounts.program_account(&pda::asks(address))?;
        let now = accounts.clock()?.unix_timestamp;
        let asked = reserve(&vault.terms(), asks.as_ref().map(Asks::book), fraction.supply)?;
        Ok(Self {
            address: *address,
            vault,
            status,
            supply: fraction.supply,
            quote_decimals: quote.decimals,
            reserve: vault.lift(asked, now),
            asks: asks.map(Box::new),
            pool: accounts.program_account(&pda::pool(address))?,
            auction: accounts.program_account(&pda::auction(address))?,
            now,
        })
    }

    /// The price at or above which anyone may start the auction, or could when it started, in raw quote units.
    #[must_use]
    pub fn reserve(&self) -> u64 {
        self.started().map_or(self.reserve.price, |auction| auction.reserve)
    }

    /// The auction, once it has started.
    fn started(&self) -> Option<&Auction> {
        self.auction.as_ref().filter(|auction| auction.started_at != 0)
    }

    /// The price of the vault and the value of a fraction, as `quote_vault` returns them.
    ///
    /// # Errors
    /// [`ClientError::Rule`] if the accounts do not fit together.
    pub fn quote(&self) -> Result<VaultQuote, ClientError> {
        let quote = VaultQuote::of(&self.vault, Some(&self.reserve), self.auction.as_ref(), self.supply);
        quote.map_err(|_| ClientError::Rule(RuleError::LedgerMismatch))
    }

    /// Whether prices and payments are in wrapped SOL.
    #[must_use]
    pub fn quote_is_sol(&self) -> bool {
        self.vault.quote_mint == native_mint::ID
    }

    /// The auction as a bid or an offer finds it: before it starts, with the price of the offer that stands.
    #[must_use]
    pub fn round(&self) -> Round {
        let (status, reserve) = (self.status, self.reserve());
        match &self.auction {
            Some(auction) if status == Status::Auction => Round {
                status,
                reserve,
                supply: auction.supply,
                leading_price: auction.price,
                ends_at: auction.ends_at,
            },
            found => {
                let leading_price = found.as_ref().map_or(0, |auction| auction.offer_price(&self.vault));
                Round { status, reserve, supply: self.supply, leading_price, ends_at: 0 }
            }
        }
    }

    /// The least price of a bid placed now, in raw quote units: a step above the leading one. For the first bid the
    /// reserve, unless that has fallen to an offer that stands: then a step above the offer.
    ///
    /// # Errors
    /// [`RuleError::AuctionNotOpen`], [`RuleError::AuctionEnded`]; [`RuleError::BidBelowStep`] if no price can exceed
    /// the leading one.
    pub fn least_price(&self) -> Result<u64, RuleError> {
        let round = self.round();
        round.status.accepts_bids(self.now, round.ends_at)?;
        if round.status == Status::Active && round.leading_price < round.reserve {
            return Ok(round.reserve);
        }
        least_next_price(round.leading_price, self.vault.step_bps)
    }

    /// Seconds until the auction ends; 0 once it has, `None` without a running auction.
    #[must_use]
    pub fn ends_in(&self) -> Option<i64> {
        let running = self.auction.as_ref().filter(|_| self.status == Status::Auction);
        running.map(|auction| auction.ends_at.saturating_sub(self.now).max(0))
    }

    /// Who leads the auction, or won it; before it starts, who made the best offer, even if a licence let it fall
    /// since.
    #[must_use]
    pub fn leader(&self) -> Option<Pubkey> {
        self.auction.as_ref().map(|auction| auction.leader).filter(|leader| *leader != Pubkey::default())
    }

    /// Who the assets go to, once sold, reclaimed or cancelled.
    #[must_use]
    pub fn recipient(&self) -> Option<Pubkey> {
        self.status.releases_assets().then_some(self.vault.recipient)
    }

    /// Value of one whole token of fractions (`10^decimals` raw units) at a price of the whole vault: floored, in raw
    /// quote units. Before activation by the supply to be minted.
    ///
    /// # Errors
    /// [`RuleError::Overflow`] without a supply, or above `u64`.
    pub fn value_of_token(&self, price: u64) -> Result<u64, RuleError> {
        let supply = if self.status == Status::Draft { self.vault.minted } else { self.round().supply };
        value_of(one_token(self.vault.decimals)?, price, supply)
    }

    /// What the vault owes before it can be closed; `None` when nothing.
    #[must_use]
    pub fn owing(&self) -> Option<Owing> {
        self.owing_beside(0, self.vault.records, self.vault.offerings_open)
    }

    /// As [`Self::owing`], when so many fractions lie in the vault's own accounts uninvited: nothing is owed to them;
    /// and when so many records and offerings are left.
    pub(crate) fn owing_beside(&self, stray_fractions: u64, records: u32, offerings: u32) -> Option<Owing> {
        let mut owing = Owing { assets: self.vault.assets_open, records, offerings, ..Owing::default() };
        let fractions = self.supply.saturating_sub(stray_fractions);
        if let Some(auction) = &self.auction {
            owing.bids = auction.open_bids;
            owing.royalties = auction.royalties;
            owing.curator_fee = auction.curator_fee;
            owing.proceeds = if fractions == 0 { 0 } else { auction.proceeds };
        }
        if let Some(pool) = &self.pool {
            owing.stakes = pool.stakes;
            // Whoever still has a fraction could stake it and earn what waits.
            let waits = pool.income.iter().any(|income| income.balance > 0);
            owing.fractions = if waits { fractions } else { 0 };
        }
        (owing != Owing::default()).then_some(owing)
    }
}

/// A bid.
#[derive(Clone, Copy, Debug)]
pub struct BidView {
    /// Its address.
    pub address: Pubkey,
    /// Its account.
    pub bid: Bid,
    /// Whether it leads, or won; before the auction, whether it is the best offer, even if a licence let it fall since.
    pub leads: bool,
    /// Whether everything in it can be taken back now: by its bidder where it is an offer that stands and its window is
    /// over, else by anyone for its bidder.
    pub withdrawable: bool,
}

impl BidView {
    /// The addresses of the bid of `bidder`, to be read with the vault.
    #[must_use]
    pub fn address(vault: &Pubkey, bidder: &Pubkey) -> Pubkey {
        pda::bid(vault, bidder)
    }

    /// The bid of `bidder`, read with its vault; `None` without one.
    ///
    /// # Errors
    /// [`ClientError::ForeignAccount`], [`ClientError::Undecodable`]; [`ClientError::Rule`] if the accounts do not fit
    /// together.
    pub fn of(view: &VaultView, accounts: &Accounts, bidder: &Pubkey) -> Result<Option<Self>, ClientError> {
        let address = pda::bid(&view.address, bidder);
        let Some(bid) = accounts.program_account::<Bid>(&address)? else { return Ok(None) };
        let leads = view.leader() == Some(*bidder);
        let withdrawable = match view.offer()? {
            Some(offer) if leads => offer.withdrawable,
            _ if leads => view.status.returns_leading_bid(),
            _ => view.status.returns_bids(),
        };
        Ok(Some(Self { address, bid, leads, withdrawable }))
    }
}

/// An NFT in a vault.
#[derive(Clone, Copy, Debug)]
pub struct AssetView {
    /// Address of its record.
    pub address: Pubkey,
    /// Its record.
    pub asset: Asset,
    /// How it moves.
    pub standard: Standard,
}

impl AssetView {
    /// The NFT of this mint, read with its vault; `None` if it is not in the vault, or nothing of it is left to claim.
    ///
    /// # Errors
    /// [`ClientError::ForeignAccount`], [`ClientError::Undecodable`]
    pub fn of(view: &VaultView, accounts: &Accounts, nft_mint: &Pubkey) -> Result<Option<Self>, ClientError> {
        let address = pda::asset(&view.address, nft_mint);
        let Some(asset) = accounts.program_account::<Asset>(&address)? else { return Ok(None) };
        let standard = Standard::from_repr(asset.standard).unwrap_or(Standard::NonFungible);
        Ok(Some(Self { address, asset, standard }))
    }

    /// Whether it is still in custody.
    #[must_use]
    pub fn is_held(&self) -> bool {
        self.asset.held == 1
    }

    /// The royalties not claimed yet.
    pub fn royalties(&self) -> impl Iterator<Item = &Royalty> {
        self.asset.royalties.iter().filter(|royalty| royalty.weight > 0)
    }

    /// What a creator of it would be paid now, in raw quote units; 0 if nothing is due.
    ///
    /// # Errors
    /// [`RuleError::LedgerMismatch`] if the accounts do not fit together.
    pub fn royalty_due(&self, view: &VaultView, payee: &Pubkey) -> Result<u64, RuleError> {
        let due = self.royalties().find(|royalty| royalty.payee == *payee);
        let (Some(due), Some(auction)) = (due, view.auction.as_ref().filter(|_| view.status.pays_out())) else {
            return Ok(0);
        };
        let vault = &view.vault;
        royalty(auction.winning_cash, due.weight, vault.assets, auction.royalties, vault.royalty_claims)
    }
}

/// Raw units of one whole token.
pub(crate) fn one_token(decimals: u8) -> Result<u64, RuleError> {
    10u64.checked_pow(u32::from(decimals)).ok_or(RuleError::Overflow)
}
