//! What can be done.

use crate::{Mint, OfferingTerms, Person, Place, Terms, Token};

/// A bid or an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    /// Price of the whole vault.
    pub price: u64,
    /// Fractions of the bidder's own.
    pub fractions: u64,
    /// Most cash of the whole bid.
    pub max_cash: u64,
    /// Latest end of licences that the bidder accepts.
    pub max_licensed_until: i64,
}

/// An NFT, as its metadata describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nft {
    /// Which one.
    pub id: u8,
    /// Royalty in basis points.
    pub seller_fee_bps: u16,
    /// Its creators.
    pub creators: Vec<Creator>,
}

/// A creator of an NFT.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Creator {
    /// Who.
    pub person: Person,
    /// Per cent of the royalty.
    pub share: u8,
    /// Whether it signed the metadata.
    pub verified: bool,
}

/// What a vote can decide.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // the design, section 7, says what each is
pub enum Decision {
    GrantLicense { licensee: Person, uri: String, fee: u64, term_secs: u32, exclusive: bool },
    EndLicense { number: u64 },
    SetCurator { curator: Person, fee_bps: u16 },
    SetAuctionTerms { auction_secs: u32, extension_secs: u32, step_bps: u16 },
    AddIncomeMint { token: Token },
    Resolve { uri: String },
}

/// What somebody does: an instruction of the program each, except the last two. Who does it is the actor, who signs.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // the instructions of the program of those names
pub enum Action {
    CreateVault(Terms),
    DepositNft(Nft),
    DescribeFraction,
    Cancel,
    Activate,
    LowerCuratorFee {
        fee_bps: u16,
    },
    Reclaim,
    ClaimAsset {
        nft: u8,
    },
    /// With or without the account of the curator for what nobody is owed.
    CloseVault {
        curator_named: bool,
    },

    PlaceBid(Order),
    WithdrawBid {
        bidder: Person,
    },
    Settle,
    Redeem {
        amount: u64,
        min_payout: u64,
    },
    ClaimRoyalty {
        nft: u8,
        payee: Person,
    },
    ClaimCuratorFee,
    MakeOffer(Order),
    WithdrawOffer,
    AcceptOffer,
    QuoteVault,

    OpenOffering(OfferingTerms),
    BuyFractions {
        number: u64,
        amount: u64,
        max_cost: u64,
    },
    ClaimPurchase {
        number: u64,
        buyer: Person,
    },
    /// With or without the account of the curator for what was sent uninvited.
    CloseOffering {
        number: u64,
        curator_named: bool,
    },

    OpenStaking,
    OpenAsks,
    Stake {
        amount: u64,
    },
    Unstake {
        amount: u64,
    },
    SetAsk {
        holder: Person,
        level: Option<u8>,
    },
    SetDelegate {
        delegate: Option<Person>,
    },
    CloseStaking,

    AddIncomeMint {
        token: Token,
    },
    DepositIncome {
        mint: Mint,
        amount: u64,
    },
    ClaimIncome {
        holder: Person,
        mint: Mint,
    },
    /// With or without the account of the curator for what was sent uninvited.
    CloseIncome {
        mint: Mint,
        curator_named: bool,
    },

    Propose(Decision),
    Vote {
        number: u64,
        holder: Person,
        yes: bool,
    },
    WithdrawVote {
        number: u64,
        holder: Person,
    },
    ExecuteProposal {
        number: u64,
    },
    CloseProposal {
        number: u64,
    },
    AcceptLicense {
        number: u64,
    },
    RenewLicense {
        number: u64,
    },
    CloseLicense {
        number: u64,
    },

    /// Outside of the program: the actor sends tokens to somebody, or to an account of the vault, uninvited.
    Send {
        to: Place,
        token: Token,
        amount: u64,
    },
    /// Outside of the program: the actor burns its own fractions.
    Burn {
        amount: u64,
    },
}

impl Action {
    /// Whether it takes a signature, of who does it. What takes none anyone does.
    pub fn is_signed(&self) -> bool {
        use Action::{
            AcceptOffer, ClaimAsset, ClaimCuratorFee, ClaimIncome, ClaimPurchase, ClaimRoyalty, CloseIncome,
            CloseLicense, CloseProposal, CloseStaking, CloseVault, ExecuteProposal, OpenAsks, OpenStaking, QuoteVault,
            Settle, WithdrawBid,
        };
        let of_the_sale = matches!(self, AcceptOffer | Settle | WithdrawBid { .. } | ClaimPurchase { .. } | QuoteVault);
        let of_claims = matches!(self, ClaimAsset { .. } | ClaimRoyalty { .. } | ClaimCuratorFee | ClaimIncome { .. });
        let of_stakes = matches!(self, OpenStaking | OpenAsks | CloseStaking | CloseIncome { .. } | CloseVault { .. });
        let of_votes = matches!(self, ExecuteProposal { .. } | CloseProposal { .. } | CloseLicense { .. });
        !(of_the_sale || of_claims || of_stakes || of_votes)
    }
}
