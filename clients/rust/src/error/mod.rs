//! What can go wrong: the program's refusals by number and name, and the client's own.

use anchor_lang::{
    error::{ERROR_CODE_OFFSET, Error},
    prelude::Pubkey,
};
pub use mosaic::error::MosaicError;
use mosaic_core::{RuleError, Status};

use crate::{
    state::DecodeError,
    views::{NftRefusal, ProposalPhase},
};

mod explain;
mod framework;
mod hints;
mod reasons;
#[cfg(test)]
mod tests;

pub use explain::{Explanation, explain};
pub use framework::framework_error;
pub use reasons::{Exclusion, Owing};

/// The refusal with this number, as `InstructionError::Custom` carries it.
#[must_use]
pub fn program_error(code: u32) -> Option<MosaicError> {
    MosaicError::from_repr(code.checked_sub(ERROR_CODE_OFFSET)?)
}

/// The program's refusal in an error of Anchor's, if it is one.
pub(crate) fn refusal_of(error: &Error) -> Option<MosaicError> {
    match error {
        Error::AnchorError(error) => program_error(error.error_code_number),
        Error::ProgramError(_) => None,
    }
}

/// Why an action was not built: reading failed, or the client refuses.
#[derive(Debug, thiserror::Error)]
pub enum ActionError<E> {
    /// The accounts could not be read.
    #[error("the accounts could not be read")]
    Read(#[source] E),
    /// The action is impossible.
    #[error(transparent)]
    Client(#[from] ClientError),
}

impl<E> From<RuleError> for ActionError<E> {
    fn from(error: RuleError) -> Self {
        Self::Client(error.into())
    }
}

impl<E> ActionError<E> {
    /// The client's refusal; `None` if reading failed.
    #[must_use]
    pub fn client(&self) -> Option<&ClientError> {
        match self {
            Self::Read(_) => None,
            Self::Client(error) => Some(error),
        }
    }
}

/// Why the client refuses to build something: what the program would refuse, before a fee is paid for it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClientError {
    /// There is no vault at the address.
    #[error("there is no vault at {vault}")]
    NoVault {
        /// The address.
        vault: Pubkey,
    },
    /// The account belongs to another program.
    #[error("{address} is no {wanted}: program {owner} owns it")]
    ForeignAccount {
        /// The address.
        address: Pubkey,
        /// The wanted type.
        wanted: &'static str,
        /// The program that owns it.
        owner: Pubkey,
    },
    /// The account is of the program, but of another type.
    #[error("{address} cannot be decoded: {source}")]
    Undecodable {
        /// The address.
        address: Pubkey,
        /// What was wanted.
        source: DecodeError,
    },
    /// A sysvar is missing or too short.
    #[error("the network has no readable sysvar {address}")]
    SysvarUnreadable {
        /// The address.
        address: Pubkey,
    },
    /// An account the vault should have is missing: the reader's answers do not fit together.
    #[error("the {what} {address} of the vault is missing")]
    AccountMissing {
        /// What it should be.
        what: &'static str,
        /// The address.
        address: Pubkey,
    },
    /// The quote mint is not one of the classic token program.
    #[error("{mint} is no mint of the classic token program, so it cannot be the quote mint")]
    QuoteMintNotClassic {
        /// The mint.
        mint: Pubkey,
    },
    /// The id was used by another vault of the creator, or by this one with other terms.
    #[error("the creator has used vault id {id} already")]
    VaultIdUsed {
        /// The id.
        id: u64,
    },
    /// A vault takes 1 to 16 different NFTs.
    #[error("a vault takes 1 to 16 different NFTs, not {given}")]
    WrongNumberOfNfts {
        /// How many were named.
        given: usize,
    },
    /// A text of the fraction's metadata is too long.
    #[error("the {field} has {bytes} bytes, Token Metadata takes at most {most}")]
    TextTooLong {
        /// `name`, `symbol` or `URI`.
        field: &'static str,
        /// Its length in bytes.
        bytes: usize,
        /// Most bytes.
        most: usize,
    },
    /// The NFT cannot be deposited.
    #[error("NFT {mint}: {refusal}")]
    Nft {
        /// Mint of the NFT.
        mint: Pubkey,
        /// Why.
        refusal: NftRefusal,
    },
    /// A rule refuses.
    #[error(transparent)]
    Rule(#[from] RuleError),
    /// The vault's status does not allow it.
    #[error("the vault is in status {status:?}, which does not allow this")]
    WrongStatus {
        /// The status.
        status: Status,
    },
    /// Only the creator may do this.
    #[error("only the vault's creator {creator} may do this")]
    NotTheCreator {
        /// The creator.
        creator: Pubkey,
    },
    /// Reclaiming takes the whole supply.
    #[error("reclaiming takes all {supply} fractions in one account, the wallet holds {held}")]
    NotTheWholeSupply {
        /// The supply, in raw units.
        supply: u64,
        /// What the wallet holds, in raw units.
        held: u64,
    },
    /// The wallet cannot pay the cash.
    #[error("this takes {needed} more raw quote units, the wallet has {available}")]
    NotEnoughCash {
        /// What moves now, in raw quote units.
        needed: u64,
        /// What the wallet can pay, in raw quote units.
        available: u64,
    },
    /// The wallet does not hold the fractions.
    #[error("this takes {needed} more raw fractions, the wallet has {available}")]
    NotEnoughFractions {
        /// What moves now, in raw units.
        needed: u64,
        /// What the wallet holds, in raw units.
        available: u64,
    },
    /// The wallet cannot pay the income.
    #[error("this takes {needed} raw units of {mint}, the wallet has {available}")]
    NotEnoughTokens {
        /// Mint of the income.
        mint: Pubkey,
        /// What is to be paid, in raw units.
        needed: u64,
        /// What the wallet can pay, in raw units.
        available: u64,
    },
    /// The holder has staked nothing in the vault.
    #[error("{holder} has staked nothing in vault {vault}")]
    NothingStaked {
        /// The vault.
        vault: Pubkey,
        /// The holder.
        holder: Pubkey,
    },
    /// The stake is smaller than what is to be taken out.
    #[error("{needed} raw fractions are to be unstaked, the stake has {staked}")]
    NotEnoughStaked {
        /// What is to be taken out, in raw units.
        needed: u64,
        /// What is staked, in raw units.
        staked: u64,
    },
    /// The stake is locked.
    #[error("the stake is locked for {} more seconds, until {free_at} (Unix seconds)", free_at.saturating_sub(*now))]
    StakeLocked {
        /// From when on it may leave, in Unix seconds; the start of an auction can bring it forward.
        free_at: i64,
        /// The network's time, in Unix seconds.
        now: i64,
    },
    /// Only the holder of a stake and its delegate set its ask.
    #[error("{authority} is neither the holder of the stake nor its delegate")]
    NotTheHolderOrDelegate {
        /// Who was to sign.
        authority: Pubkey,
        /// The delegate, if there is one.
        delegate: Option<Pubkey>,
    },
    /// No level of the ladder has a price as high.
    #[error("the highest price that can be asked is {highest}, not {price} (raw quote units)")]
    AskAboveLadder {
        /// The price, in raw quote units.
        price: u64,
        /// That of the highest level, in raw quote units.
        highest: u64,
    },
    /// The vault takes no income in the mint.
    #[error("the vault takes no income in {mint}; its curator {curator} can add the mint")]
    NoIncomeMint {
        /// The mint.
        mint: Pubkey,
        /// The vault's curator.
        curator: Pubkey,
    },
    /// Only the curator lowers its fee, and adds mints of income other than the quote mint.
    #[error("only the vault's curator {curator} may do this")]
    NotTheCurator {
        /// The curator.
        curator: Pubkey,
    },
    /// The vault takes income in the mint already.
    #[error("the vault takes income in {mint} already")]
    IncomeMintKnown {
        /// The mint.
        mint: Pubkey,
    },
    /// The vault takes income in as many mints as it can.
    #[error("a vault takes income in its quote mint and {most} others")]
    TooManyIncomeMints {
        /// Most mints besides the quote mint.
        most: usize,
    },
    /// The mint of income is not one of the classic token program.
    #[error("{mint} is no mint of the classic token program, so no income can be paid in it")]
    IncomeMintNotClassic {
        /// The mint.
        mint: Pubkey,
    },
    /// Income in the vault's own fractions would be owed to fractions.
    #[error("{mint} is the vault's own fraction: no income can be paid in it")]
    IncomeMintIsFraction {
        /// The mint.
        mint: Pubkey,
    },
    /// No whole unit of income is owed to the stake now.
    #[error("no whole unit of this income is owed to {holder} now")]
    NoIncomeDue {
        /// The holder.
        holder: Pubkey,
    },
    /// After the sale fractions are staked only where income is left.
    #[error("no income is left that a stake could earn: redeem the fractions")]
    NothingLeftToEarn,
    /// A token account that pays or is paid is frozen.
    #[error("token account {account} is frozen: nothing moves in or out until its freezer thaws it")]
    Frozen {
        /// The token account.
        account: Pubkey,
    },
    /// The vault owes the wallet nothing now.
    #[error("vault {vault} owes {wallet} nothing now")]
    NothingOwed {
        /// The vault.
        vault: Pubkey,
        /// The wallet.
        wallet: Pubkey,
    },
    /// The vault still owes somebody, so it cannot be closed.
    #[error(
        "the vault cannot be closed: {} asset records, {} bids, royalties {}, curator's fee {}, proceeds {}, {} stakes, \
         {} records of proposals and votes, {} offerings and {} fractions that could earn the income that waits are left",
        owing.assets, owing.bids, owing.royalties, owing.curator_fee, owing.proceeds, owing.stakes, owing.records,
        owing.offerings, owing.fractions
    )]
    StillOwing {
        /// What is left.
        owing: Owing,
    },
    /// There is no proposal of this number: it was not made yet, or is closed.
    #[error("vault {vault} has no open proposal {number}")]
    NoProposal {
        /// The vault.
        vault: Pubkey,
        /// Its number.
        number: u64,
    },
    /// The stake has not voted on the proposal, or its vote is closed.
    #[error("{holder} has no vote on proposal {number}")]
    NoVote {
        /// Number of the proposal.
        number: u64,
        /// The holder.
        holder: Pubkey,
    },
    /// Who proposes has staked too little.
    #[error("proposing takes {needed} staked raw fractions, the stake has {staked}")]
    StakeBelowProposal {
        /// What has to be staked, in raw units.
        needed: u64,
        /// What is staked, in raw units.
        staked: u64,
    },
    /// The vote on the proposal is over.
    #[error("the vote on proposal {number} ended at {ended_at} (Unix seconds)")]
    VotingOver {
        /// Number of the proposal.
        number: u64,
        /// When, in Unix seconds.
        ended_at: i64,
    },
    /// The proposal cannot be executed now.
    #[error(
        "proposal {number} cannot be executed: it is {phase:?}; one that passes can be from {executable_at} on and \
         before {expires_at} (Unix seconds)"
    )]
    NotExecutable {
        /// Number of the proposal.
        number: u64,
        /// What it is instead.
        phase: ProposalPhase,
        /// From when on it can be executed if it passes, in Unix seconds.
        executable_at: i64,
        /// From when on it no longer can.
        expires_at: i64,
    },
    /// The text of a proposal's URI is too long.
    #[error("the URI has {bytes} bytes, a proposal takes at most {most}")]
    TermsUriTooLong {
        /// Its length in bytes.
        bytes: usize,
        /// Most bytes.
        most: usize,
    },
    /// Zero bytes fill up what a URI leaves, so it has none itself.
    #[error("the URI has a zero byte")]
    TermsUriWithZero,
    /// The curator's fee is never above the one at creation.
    #[error("a curator's fee of {fee_bps} basis points is above the {cap_bps} of the vault's creation")]
    CuratorFeeAboveCap {
        /// The fee, in basis points.
        fee_bps: u16,
        /// The highest, in basis points.
        cap_bps: u16,
    },
    /// There is no licence of this number: it was not granted, or is closed.
    #[error("vault {vault} has no licence {number}")]
    NoLicense {
        /// The vault.
        vault: Pubkey,
        /// Number of the proposal that grants it.
        number: u64,
    },
    /// The address is of no licence of the vault, so none can be ended there.
    #[error("{address} is no licence of the vault")]
    NotALicense {
        /// The address.
        address: Pubkey,
    },
    /// Only the licensee takes a licence.
    #[error("only the licensee {licensee} may take this licence")]
    NotTheLicensee {
        /// The licensee.
        licensee: Pubkey,
    },
    /// Another licence excludes this one, or this exclusive one would run beside another.
    #[error("{by} until {until} (Unix seconds), which excludes this licence")]
    LicenseExcluded {
        /// What runs.
        by: Exclusion,
        /// Until when, in Unix seconds.
        until: i64,
    },
    /// The licence is paid for beyond its present term.
    #[error("the licence is renewed already; it can be again from {renewable_from} on (Unix seconds)")]
    LicenseRenewed {
        /// From when on, in Unix seconds.
        renewable_from: i64,
    },
    /// The bidder has made no offer, or taken it back.
    #[error("{bidder} has no offer for the vault")]
    NoOffer {
        /// The bidder.
        bidder: Pubkey,
    },
    /// The offer can neither be accepted nor taken back before its window is over.
    #[error(
        "the offer can be accepted or taken back in {} seconds, from {acceptable_at} on (Unix seconds)",
        acceptable_at.saturating_sub(*now)
    )]
    OfferStillOpen {
        /// From when on, in Unix seconds.
        acceptable_at: i64,
        /// The network's time, in Unix seconds.
        now: i64,
    },
    /// Staked holders ask more.
    #[error("{vetoing} staked raw fractions ask more than the offer, {most} may")]
    OfferVetoed {
        /// Staked fractions that ask more, in raw units.
        vetoing: u64,
        /// Most that may, in raw units.
        most: u64,
    },
    /// There is no offering of this number: it was not opened, or is closed.
    #[error("vault {vault} has no offering {number}")]
    NoOffering {
        /// The vault.
        vault: Pubkey,
        /// Its number.
        number: u64,
    },
    /// The buyer has bought nothing in the offering, or everything is claimed.
    #[error("{buyer} has no purchase in offering {number}")]
    NoPurchase {
        /// Number of the offering.
        number: u64,
        /// The buyer.
        buyer: Pubkey,
    },
    /// Not as much is left of the offering.
    #[error("{left} raw fractions are left of the offering, not {wanted}")]
    AboveOffered {
        /// What is to be bought, in raw units.
        wanted: u64,
        /// What is left, in raw units.
        left: u64,
    },
    /// The buyer would have more than the limit of a wallet.
    #[error("{wanted} raw fractions more, with the {bought} bought already, exceed the limit of a wallet, {limit}")]
    AboveWalletLimit {
        /// What is to be bought, in raw units.
        wanted: u64,
        /// What it has bought before, in raw units.
        bought: u64,
        /// The limit, in raw units.
        limit: u64,
    },
    /// The creator was paid, and purchases are still to be claimed.
    #[error("the creator was paid, and {open} purchases of offering {number} are not claimed yet")]
    PurchasesStillOpen {
        /// Number of the offering.
        number: u64,
        /// How many there are.
        open: u64,
    },
    /// One instruction alone does not fit a transaction.
    #[error("instruction {index} alone takes {bytes} bytes, a transaction carries {most}")]
    InstructionTooLarge {
        /// Its number, from 0.
        index: usize,
        /// Size of a transaction with nothing else.
        bytes: usize,
        /// The network's limit.
        most: usize,
    },
    /// One instruction alone asks for more than a transaction may use.
    #[error("instruction {index} alone exceeds what a transaction may use: {limit}")]
    InstructionTooExpensive {
        /// Its number, from 0.
        index: usize,
        /// The limit.
        limit: &'static str,
    },
}
