use anchor_lang::prelude::*;
use mosaic_core::{
    Status, Terms,
    license::Rights,
    offering::{self, floor},
    reserve::Reserve,
    terms::MAX_ASSETS,
};

use crate::{
    error::{MosaicError, OrError, OrRefuse, ensure},
    events::EventHeader,
    seeds::VaultSigner,
    state::Royalty,
};

/// The vault: what it is, under which terms, and in which state. PDA `["vault", creator, id]`.
#[account(zero_copy)]
#[derive(Debug)]
pub struct Vault {
    /// Who made the vault, paid its rent and gets it back.
    pub creator: Pubkey,
    /// Who gets the curator's fee; first the creator.
    pub curator: Pubkey,
    /// Mint of all prices and payments; of the classic token program.
    pub quote_mint: Pubkey,
    /// Mint of the fractions, PDA `["fraction", vault]`.
    pub fraction_mint: Pubkey,
    /// Who the assets go to: the winner once sold, once Reclaimed who reclaimed or the creator who cancelled, before that
    /// nobody (all zero).
    pub recipient: Pubkey,
    /// The creator's number for this vault, seed of its address; used once for ever.
    pub id: u64,
    /// Fractions minted at activation, before it those to be minted, in raw units. The live supply is the mint's: it
    /// only falls.
    pub minted: u64,
    /// What every fraction asks that asks nothing else: price of the whole vault in raw quote units.
    pub opening_price: u64,
    /// When the present status was entered (Unix seconds).
    pub entered_at: i64,
    /// Events emitted so far: the next one's sequence number.
    pub events: u64,
    /// Proposals made so far: the next one's number.
    pub proposals: u64,
    /// Latest end of any licence ever accepted (Unix seconds): it may outlive a sale; 0 if there was none.
    pub licensed_until: i64,
    /// End of the last exclusive licence (Unix seconds); 0 if there was none.
    pub exclusive_until: i64,
    /// Offerings made so far: the next one's number.
    pub offerings: u64,
    /// Highest price of the whole vault paid in the offering that runs, once that has succeeded, in raw quote units; 0
    /// if there is none.
    pub offering_price: u64,
    /// End of the offering that runs (Unix seconds): until then the vault is not sold below `offering_price`; past or 0
    /// if none does.
    pub offering_ends_at: i64,
    /// Sum of the assets' royalty weights (basis points x per cent of verified creators), fixed at activation.
    pub royalty_weight: u32,
    /// Length of the auction in seconds.
    pub auction_secs: u32,
    /// A bid in this many last seconds extends the auction to this long after itself.
    pub extension_secs: u32,
    /// For how long staking or changing an ask locks a stake, in seconds.
    pub stake_lock_secs: u32,
    /// Over how long a deposit of income is streamed, in seconds.
    pub drip_secs: u32,
    /// Length of a vote in seconds.
    pub voting_secs: u32,
    /// How long after its vote a proposal can be executed, in seconds.
    pub delay_secs: u32,
    /// How long an offer is open before it can be accepted, in seconds; 0 where offers are not taken.
    pub offer_window_secs: u32,
    /// Accounts of proposals and votes still open, as a count.
    pub records: u32,
    /// Accounts of offerings still open, as a count.
    pub offerings_open: u32,
    /// Royalties of all assets that were not claimed yet, as a count.
    pub royalty_claims: u16,
    /// Least rise from bid to bid, in basis points of the leading price, and at least one raw quote unit.
    pub step_bps: u16,
    /// The curator's fee in basis points of the winning cash; curators lower their own, votes set it up to the cap.
    pub curator_fee_bps: u16,
    /// The highest fee a vote may set: the one at creation, in basis points.
    pub curator_fee_cap_bps: u16,
    /// The reserve is at least this part of the opening price, in basis points.
    pub floor_bps: u16,
    /// More than this part of the supply sells at the reserve, in basis points.
    pub consent_bps: u16,
    /// At least this part of the supply has to vote, in basis points.
    pub quorum_bps: u16,
    /// More than this part of the votes has to be yes, in basis points.
    pub threshold_bps: u16,
    /// This part of the supply has to be staked by who proposes, in basis points.
    pub proposal_stake_bps: u16,
    /// Staked asks above an offer veto it if they weigh more than this part of the supply, in basis points.
    pub veto_bps: u16,
    /// Number of a [`Status`].
    pub status: u8,
    /// Bump of the vault's address.
    pub bump: u8,
    /// Assets deposited, for good: claims do not lower it.
    pub assets: u8,
    /// Assets still in custody.
    pub assets_held: u8,
    /// Asset accounts still open: the NFT or a royalty of it is unclaimed.
    pub assets_open: u8,
    /// Decimals of the fraction mint.
    pub decimals: u8,
    /// 1 once the fraction has its metadata, else 0.
    pub described: u8,
    /// 1 while there is a pool of stakes, else 0.
    pub staking: u8,
    /// 1 while there is a book of asks: from then on no bid can leave it out.
    pub asks: u8,
    /// 1 while there is an auction account: from the first offer or bid on.
    pub auction: u8,
    /// 1 once an offering has succeeded: there is no other one.
    pub offered: u8,
    /// Always zero: fills up to a multiple of 8 bytes.
    pub padding: [u8; 1],
}

impl Vault {
    /// The status.
    ///
    /// # Errors
    /// [`MosaicError::VaultInvariantBroken`] for a number without a meaning, which is never stored.
    pub fn status(&self) -> Result<Status> {
        Status::from_u8(self.status).or_error(MosaicError::VaultInvariantBroken)
    }

    /// The terms fixed at creation, those of the auction as votes have left them, the curator's fee as votes and curators have.
    pub fn terms(&self) -> Terms {
        Terms {
            opening_price: self.opening_price,
            auction_secs: self.auction_secs,
            extension_secs: self.extension_secs,
            step_bps: self.step_bps,
            curator_fee_bps: self.curator_fee_bps,
            floor_bps: self.floor_bps,
            consent_bps: self.consent_bps,
            stake_lock_secs: self.stake_lock_secs,
            drip_secs: self.drip_secs,
            quorum_bps: self.quorum_bps,
            threshold_bps: self.threshold_bps,
            proposal_stake_bps: self.proposal_stake_bps,
            veto_bps: self.veto_bps,
            voting_secs: self.voting_secs,
            delay_secs: self.delay_secs,
            offer_window_secs: self.offer_window_secs,
        }
    }

    /// When licences end, as the rules know it.
    pub fn rights(&self) -> Rights {
        Rights { licensed_until: self.licensed_until, exclusive_until: self.exclusive_until }
    }

    pub(crate) fn set_rights(&mut self, rights: &Rights) {
        let Rights { licensed_until, exclusive_until } = *rights;
        self.licensed_until = licensed_until;
        self.exclusive_until = exclusive_until;
    }

    /// Below which price an Active vault is not sold now, in raw quote units, because of an offering that has succeeded
    /// and runs; 0 if there is none.
    pub fn offering_floor(&self, now: i64) -> u64 {
        floor(self.offering_price, self.offering_ends_at, now)
    }

    /// The reserve of an Active vault, at least [`offering_floor`](Self::offering_floor).
    pub fn lift(&self, reserve: Reserve, now: i64) -> Reserve {
        Reserve { price: reserve.price.max(self.offering_floor(now)), ..reserve }
    }

    /// Keeps of the offering that runs what the reserve needs to know.
    pub(crate) fn follow_offering(&mut self, offering: &offering::Offering) {
        if offering.is_certain() {
            self.offered = 1;
            self.offering_price = offering.highest_price;
        }
        if offering.left() == 0 {
            self.end_offering();
        }
    }

    /// No offering runs any more.
    pub(crate) fn end_offering(&mut self) {
        self.offering_price = 0;
        self.offering_ends_at = 0;
    }

    /// Counts a proposal or vote that was opened.
    pub(crate) fn open_record(&mut self) -> Result<()> {
        self.records = self.records.checked_add(1).or_error(MosaicError::Overflow)?;
        Ok(())
    }

    /// Counts a proposal or vote that was closed.
    pub(crate) fn close_record(&mut self) -> Result<()> {
        self.records = self.records.checked_sub(1).or_error(MosaicError::VaultInvariantBroken)?;
        Ok(())
    }

    /// Enters `next`, if the table of statuses allows it (INV-11).
    pub(crate) fn enter(&mut self, next: Status, now: i64) -> Result<()> {
        self.status = self.status()?.advance(next).or_refuse()? as u8;
        self.entered_at = now;
        Ok(())
    }

    /// Refuses unless `allowed`, a capability of the present status.
    pub(crate) fn require(&self, allowed: fn(Status) -> bool) -> Result<()> {
        ensure(allowed(self.status()?), MosaicError::WrongStatus)?;
        Ok(())
    }

    /// Counts a deposited asset and its royalties; returns its royalty weight.
    pub(crate) fn add_asset(&mut self, royalties: &[Royalty]) -> Result<u32> {
        let overflow = MosaicError::Overflow;
        let mut weight = 0u32;
        for royalty in royalties.iter().filter(|royalty| royalty.weight > 0) {
            weight = weight.checked_add(royalty.weight).or_error(overflow)?;
            self.royalty_claims = self.royalty_claims.checked_add(1).or_error(overflow)?;
        }
        self.royalty_weight = self.royalty_weight.checked_add(weight).or_error(overflow)?;
        self.assets = self.assets.checked_add(1).or_error(overflow)?;
        self.assets_held = self.assets_held.checked_add(1).or_error(overflow)?;
        self.assets_open = self.assets_open.checked_add(1).or_error(overflow)?;
        Ok(weight)
    }

    /// With what the program signs as this vault.
    pub(crate) fn signer(&self) -> VaultSigner {
        VaultSigner::new(self.creator, self.id, self.bump)
    }

    /// The header of the next event.
    pub(crate) fn next_event(&mut self, vault: Pubkey, clock: &Clock) -> Result<EventHeader> {
        let header = EventHeader { vault, sequence: self.events, slot: clock.slot };
        self.events = self.events.checked_add(1).or_error(MosaicError::Overflow)?;
        Ok(header)
    }

    /// What holds of a vault by itself after every instruction.
    pub(crate) fn invariant(&self) -> Result<()> {
        let status = self.status()?;
        let broken = MosaicError::VaultInvariantBroken;
        ensure(self.assets <= MAX_ASSETS, broken)?;
        ensure(self.assets_held <= self.assets_open && self.assets_open <= self.assets, broken)?;
        ensure(self.assets > 0 || matches!(status, Status::Draft | Status::Reclaimed), broken)?;
        // Until they may leave, all assets are here.
        ensure(status.releases_assets() || self.assets_held == self.assets, broken)?;
        ensure(status.releases_assets() == (self.recipient != Pubkey::default()), broken)?;
        Ok(())
    }
}
