//! What happened, for indexers: in the past tense, numbered per vault, with the balances afterwards.

use anchor_lang::prelude::*;

use crate::state::Action;

/// Begins every event.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventHeader {
    /// The vault it happened to.
    pub vault: Pubkey,
    /// Number of the event in its vault, from 0 without a gap.
    pub sequence: u64,
    /// Slot it happened in.
    pub slot: u64,
}

/// A vault was created, in Draft.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct VaultCreated {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Who created it; also its first curator.
    pub creator: Pubkey,
    /// Mint of all prices and payments.
    pub quote_mint: Pubkey,
    /// Fractions to be minted at activation, in raw units.
    pub supply: u64,
    /// Price of the whole vault in raw quote units.
    pub opening_price: u64,
}

/// An NFT was taken into custody.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct NftDeposited {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Mint of the NFT.
    pub nft_mint: Pubkey,
    /// Number of a `Standard`.
    pub standard: u8,
    /// Assets in the vault afterwards.
    pub assets: u8,
    /// The asset's royalty weight: basis points times per cent of its verified creators.
    pub royalty_weight: u32,
}

/// The fraction got its metadata.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct FractionDescribed {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Token Metadata's account of the fraction mint.
    pub metadata: Pubkey,
}

/// A draft was given up; its creator takes the assets back.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct VaultCancelled {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Assets that can be claimed back.
    pub assets: u8,
}

/// The fractions were minted and the mint's authority removed.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct VaultActivated {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Fractions minted, in raw units.
    pub supply: u64,
    /// Assets in the vault.
    pub assets: u8,
}

/// A bid was placed or raised; it leads.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct BidPlaced {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Who bids.
    pub bidder: Pubkey,
    /// Price of the whole vault, in raw quote units.
    pub price: u64,
    /// Cash of the whole bid in escrow, in raw quote units.
    pub cash: u64,
    /// Fractions of the bid in escrow, in raw units.
    pub fractions: u64,
    /// Reserve the auction started at, in raw quote units.
    pub reserve: u64,
    /// Fractions that asked that reserve's level or less, in raw units.
    pub consenting: u64,
    /// Supply every bid is measured by, in raw units.
    pub supply: u64,
    /// End of the auction afterwards (Unix seconds).
    pub ends_at: i64,
    /// All cash in escrow afterwards, in raw quote units.
    pub escrow_cash: u64,
    /// All fractions in escrow afterwards, in raw units.
    pub escrow_fractions: u64,
}

/// A bidder took everything back and its bid was closed.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct BidWithdrawn {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Who bid.
    pub bidder: Pubkey,
    /// Cash returned, in raw quote units.
    pub cash: u64,
    /// Fractions returned, in raw units.
    pub fractions: u64,
    /// All cash in escrow afterwards, in raw quote units.
    pub escrow_cash: u64,
    /// All fractions in escrow afterwards, in raw units.
    pub escrow_fractions: u64,
}

/// The auction was settled: the winner's fractions are burned, its cash is divided.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct VaultSold {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Who won.
    pub winner: Pubkey,
    /// Price of the whole vault, in raw quote units.
    pub price: u64,
    /// Cash of the winner, in raw quote units: the three below add up to it.
    pub cash: u64,
    /// Set aside for creators.
    pub royalties: u64,
    /// Set aside for the curator.
    pub curator_fee: u64,
    /// Set aside for the fractions, or given back to the winner where none is left.
    pub proceeds: u64,
    /// Fractions burned, in raw units.
    pub burned: u64,
    /// Supply afterwards, in raw units.
    pub supply: u64,
}

/// An NFT left the vault.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct AssetClaimed {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Mint of the NFT.
    pub nft_mint: Pubkey,
    /// Who got it.
    pub recipient: Pubkey,
    /// Assets still in custody.
    pub assets_held: u8,
}

/// A creator was paid for one asset.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct RoyaltyClaimed {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Mint of the NFT.
    pub nft_mint: Pubkey,
    /// The creator.
    pub payee: Pubkey,
    /// Paid, in raw quote units.
    pub amount: u64,
    /// Royalties still unclaimed, in raw quote units.
    pub royalties_left: u64,
}

/// The curator was paid.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct CuratorFeeClaimed {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Who got it.
    pub curator: Pubkey,
    /// Paid, in raw quote units.
    pub amount: u64,
}

/// Fractions were burned for their share of the proceeds.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct FractionsRedeemed {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Whose fractions they were.
    pub holder: Pubkey,
    /// Fractions burned, in raw units.
    pub amount: u64,
    /// Paid, in raw quote units.
    pub payout: u64,
    /// Supply afterwards, in raw units.
    pub supply: u64,
    /// Proceeds left, in raw quote units.
    pub proceeds_left: u64,
}

/// A holder of the whole supply burned it and takes the assets.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct VaultReclaimed {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Who it was.
    pub holder: Pubkey,
    /// Fractions burned, in raw units.
    pub burned: u64,
}

/// The pool of stakes was opened.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct StakingOpened {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Who paid its rent.
    pub opener: Pubkey,
}

/// Fractions were staked.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct FractionsStaked {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Whose they are.
    pub holder: Pubkey,
    /// Added, in raw units.
    pub amount: u64,
    /// The whole stake afterwards.
    pub stake: u64,
    /// Staked by all afterwards.
    pub staked: u64,
    /// The level the stake asks.
    pub level: Option<u8>,
    /// Until when this locks the stake (Unix seconds), as long as the vault is Active: in an auction and after it locks
    /// end earlier.
    pub locked_until: i64,
}

/// Fractions were unstaked.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct FractionsUnstaked {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Whose they are.
    pub holder: Pubkey,
    /// Taken out, in raw units.
    pub amount: u64,
    /// What is left of the stake.
    pub stake: u64,
    /// Staked by all afterwards.
    pub staked: u64,
    /// Whether the stake was closed.
    pub closed: bool,
}

/// The book of asks was opened.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct AsksOpened {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Who paid its rent.
    pub opener: Pubkey,
}

/// A stake asks another price, or none.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct AskSet {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Whose stake it is.
    pub holder: Pubkey,
    /// Who set it: the holder or its delegate.
    pub authority: Pubkey,
    /// The level it asks.
    pub level: Option<u8>,
    /// The stake, in raw units.
    pub weight: u64,
    /// All fractions that ask afterwards.
    pub asking: u64,
    /// Until when the stake is locked (Unix seconds).
    pub locked_until: i64,
}

/// A holder named who else may set the ask and vote.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct DelegateSet {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Whose stake it is.
    pub holder: Pubkey,
    /// Who may; all zero for nobody.
    pub delegate: Pubkey,
}

/// Another mint of income was added.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct IncomeMintAdded {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// The mint.
    pub mint: Pubkey,
    /// Its place in the pool.
    pub place: u8,
}

/// Income was deposited.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct IncomeDeposited {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Who paid it.
    pub depositor: Pubkey,
    /// Mint of the income.
    pub mint: Pubkey,
    /// Paid, in its raw units.
    pub amount: u64,
    /// Still to be streamed afterwards.
    pub waiting: u64,
    /// Over how many seconds in which something is staked.
    pub secs: u32,
    /// All that is in the account afterwards, as tracked.
    pub balance: u64,
}

/// A stake was paid its income of one mint.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct IncomeClaimed {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Whose stake it is.
    pub holder: Pubkey,
    /// Mint of the income.
    pub mint: Pubkey,
    /// Paid, in its raw units.
    pub amount: u64,
    /// All that is in the account afterwards, as tracked.
    pub balance: u64,
    /// Whether the stake was closed, because nothing is left of it.
    pub closed: bool,
}

/// What nobody was left to earn of one income was sent, or its account closed.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct IncomeClosed {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Mint of the income.
    pub mint: Pubkey,
    /// What nobody was left to earn, sent to the recipient of the vault, in its raw units.
    pub unearned: u64,
    /// What was there uninvited, sent to the curator, in its raw units.
    pub surplus: u64,
    /// Whether the account was closed: no stake is owed any more.
    pub closed: bool,
}

/// The pool of stakes and the book of asks were closed.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct StakingClosed {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Fractions that were there uninvited, burned, in raw units.
    pub surplus_fractions: u64,
}

/// A proposal was made and its vote opened.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct ProposalMade {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Its number in the vault.
    pub number: u64,
    /// Who made it.
    pub proposer: Pubkey,
    /// What executing it does.
    pub action: Action,
    /// Supply the vote is measured by, in raw units.
    pub supply: u64,
    /// End of the vote (Unix seconds).
    pub ends_at: i64,
    /// From when on it can be executed (Unix seconds).
    pub executable_at: i64,
    /// Until when it can be executed (Unix seconds).
    pub expires_at: i64,
}

/// A stake voted, voted again with more, or changed its side.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct VoteCast {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Number of the proposal.
    pub number: u64,
    /// Whose stake it is.
    pub holder: Pubkey,
    /// For the proposal.
    pub yes: bool,
    /// The stake, in raw fraction units.
    pub weight: u64,
    /// All votes for it afterwards.
    pub all_yes: u64,
    /// All votes against it afterwards.
    pub all_no: u64,
}

/// A vote was withdrawn, or its record closed after the end.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct VoteWithdrawn {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// The proposal.
    pub proposal: Pubkey,
    /// Whose stake it is.
    pub holder: Pubkey,
    /// Its weight, in raw fraction units.
    pub weight: u64,
    /// Whether the vote was still going on, so that the weight has left it.
    pub counted: bool,
}

/// What a proposal says was done.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct ProposalExecuted {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Its number in the vault.
    pub number: u64,
    /// Number of an `ActionKind`.
    pub kind: u8,
}

/// A proposal was closed.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct ProposalClosed {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Its number in the vault.
    pub number: u64,
    /// Whether it had been executed.
    pub executed: bool,
}

/// A licence was taken or renewed.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct LicenseTaken {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Number of the proposal that granted it.
    pub number: u64,
    /// Who has it.
    pub licensee: Pubkey,
    /// Paid, in raw quote units; now income.
    pub fee: u64,
    /// Since when it runs (Unix seconds).
    pub from: i64,
    /// Its end (Unix seconds).
    pub until: i64,
}

/// An offer below the reserve was made or raised.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct OfferMade {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Who offers.
    pub bidder: Pubkey,
    /// Price of the whole vault, in raw quote units.
    pub price: u64,
    /// Cash of the whole offer in escrow, in raw quote units.
    pub cash: u64,
    /// Fractions of the offer in escrow, in raw units.
    pub fractions: u64,
    /// Supply the offer is measured by, in raw units.
    pub supply: u64,
    /// From when on it can be accepted (Unix seconds).
    pub acceptable_at: i64,
    /// A licence beyond this (Unix seconds) lets it fall.
    pub max_licensed_until: i64,
    /// All cash in escrow afterwards, in raw quote units.
    pub escrow_cash: u64,
    /// All fractions in escrow afterwards, in raw units.
    pub escrow_fractions: u64,
}

/// An offer was accepted: the auction has started with it.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct OfferAccepted {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Whose offer it is.
    pub bidder: Pubkey,
    /// Its price of the whole vault, in raw quote units.
    pub price: u64,
    /// The reserve at that time, in raw quote units.
    pub reserve: u64,
    /// Staked fractions that asked more, in raw units.
    pub vetoing: u64,
    /// Supply every bid is measured by, in raw units.
    pub supply: u64,
    /// End of the auction (Unix seconds).
    pub ends_at: i64,
}

/// The vault was closed: its last event.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct VaultClosed {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Cash nobody was owed, sent to the curator, in raw quote units.
    pub surplus_cash: u64,
    /// Fractions nobody was owed, burned, in raw units.
    pub surplus_fractions: u64,
}
