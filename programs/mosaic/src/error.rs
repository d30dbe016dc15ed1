//! Every refusal by name. The number is Anchor's: 6000 plus the position.

use anchor_lang::prelude::*;
use mosaic_core::RuleError;

/// Declares the errors, and their names and texts as a table.
///
/// Anchor finds both by a `match` that is compiled for each, which makes twelve kilobytes more of bytecode; see [`refuse`].
macro_rules! errors {
    ($($(#[$doc:meta])+ $name:ident: $text:literal,)+) => {
        /// The refusals of the program.
        #[error_code]
        #[derive(PartialEq, Eq, strum::FromRepr)]
        pub enum MosaicError {
            $($(#[$doc])+ #[msg($text)] $name,)+
        }

        static TEXTS: &[(&str, &str)] = &[$((stringify!($name), $text),)+];
    };
}

errors! {
    // Rules: the refusals of `mosaic_core`, in its order.
    /// 6000 0x1770
    ZeroPrice: "The opening price must be at least 1 raw quote unit",
    /// 6001 0x1771
    ZeroSupply: "The supply must be at least 1 fraction",
    /// 6002 0x1772
    TooManyDecimals: "The fraction mint has 0 to 9 decimals",
    /// 6003 0x1773
    AuctionLengthOutOfBounds: "An auction lasts 1 to 30 days",
    /// 6004 0x1774
    ExtensionOutOfBounds: "The extension window is at most the length of the auction",
    /// 6005 0x1775
    StepOutOfBounds: "The step between bids is 100 to 5,000 basis points",
    /// 6006 0x1776
    CuratorFeeOutOfBounds: "The curator's fee is at most 500 basis points",
    /// 6007 0x1777
    FloorOutOfBounds: "The floor of the reserve is at most 10,000 basis points of the opening price",
    /// 6008 0x1778
    ConsentOutOfBounds: "The consent is 5,000 to 9,000 basis points of the supply",
    /// 6009 0x1779
    StakeLockOutOfBounds: "A stake is locked for 1 hour to 30 days",
    /// 6010 0x177a
    DripOutOfBounds: "Income is streamed over 1 hour to 90 days",
    /// 6011 0x177b
    LevelOutOfBounds: "The level of an ask is 0 to 191",
    /// 6012 0x177c
    PriceAboveLadder: "The price is above the highest level",
    /// 6013 0x177d
    StakeLocked: "The stake is locked: staking or changing the ask locks it, in an auction until an hour after its start",
    /// 6014 0x177e
    AmountAboveStake: "The amount is above the stake",
    /// 6015 0x177f
    NothingStaked: "Only a stake can ask, and nothing is staked",
    /// 6016 0x1780
    NoIncomeDue: "No whole unit of this income is owed to the stake",
    /// 6017 0x1781
    AuctionNotOpen: "Bids are taken by an active vault or one in auction",
    /// 6018 0x1782
    AuctionEnded: "The auction has ended: it can only be settled",
    /// 6019 0x1783
    AuctionNotEnded: "The auction has not ended yet",
    /// 6020 0x1784
    BidBelowReserve: "The first bid must reach the reserve",
    /// 6021 0x1785
    BidBelowStep: "The bid must exceed the leading price by at least the step",
    /// 6022 0x1786
    BidOfWholeSupply: "A bid brings fewer fractions than the supply; who holds all of them reclaims instead",
    /// 6023 0x1787
    CashAboveMaximum: "The bid's cash is above max_cash",
    /// 6024 0x1788
    PayoutBelowMinimum: "The payout is below min_payout",
    /// 6025 0x1789
    ZeroAmount: "The amount must be above zero",
    /// 6026 0x178a
    AmountAboveSupply: "The amount is above the supply",
    /// 6027 0x178b
    WrongStatus: "The vault's status does not allow this",
    /// 6028 0x178c
    LedgerMismatch: "The tracked amounts do not add up (INV-03)",
    /// 6029 0x178d
    Overflow: "A number left its range",

    // Vault, its mints and its creator.
    /// 6030 0x178e
    WrongVaultAddress: "The vault must be at the address of its creator and id",
    /// 6031 0x178f
    VaultIdUsed: "This id was used before: the fraction mint exists",
    /// 6032 0x1790
    NotTheCreator: "Only the creator of the vault may do this",
    /// 6033 0x1791
    WrongFractionMint: "The fraction mint must be the one of this vault",
    /// 6034 0x1792
    QuoteMintNotClassic: "The quote mint must be an initialised mint of the classic token program; Token-2022 is refused",
    /// 6035 0x1793
    QuoteMintOfAnotherVault: "The quote mint must be the one of this vault",
    /// 6036 0x1794
    NameTooLong: "The name has at most 32 bytes",
    /// 6037 0x1795
    SymbolTooLong: "The symbol has at most 10 bytes",
    /// 6038 0x1796
    UriTooLong: "The URI has at most 200 bytes",
    /// 6039 0x1797
    AlreadyDescribed: "The fraction has its metadata already, and it is immutable",
    /// 6040 0x1798
    WrongFractionMetadata: "The fraction's metadata account must be Token Metadata's for this mint",
    /// 6041 0x1799
    NoAssets: "A vault needs at least one asset before it is activated",
    /// 6042 0x179a
    TooManyAssets: "A vault holds at most 16 assets",

    // Assets.
    /// 6043 0x179b
    WrongAssetAddress: "The asset account must be at the address of this vault and NFT mint",
    /// 6044 0x179c
    AssetAlreadyDeposited: "This NFT is in the vault already",
    /// 6045 0x179d
    AssetOfAnotherVault: "The asset must belong to this vault",
    /// 6046 0x179e
    WrongNftMint: "The NFT mint must be the one of this asset",
    /// 6047 0x179f
    NftMintNotClassic: "The NFT mint must be an initialised mint of the classic token program",
    /// 6048 0x17a0
    NotAnNft: "An NFT has a supply of exactly 1 and no decimals",
    /// 6049 0x17a1
    WrongMetadata: "The metadata must be Token Metadata's account for this NFT mint",
    /// 6050 0x17a2
    WrongEdition: "The edition must be Token Metadata's account for this NFT mint",
    /// 6051 0x17a3
    MintAuthorityNotEdition: "The NFT's mint authority must be its edition, so that the supply stays 1",
    /// 6052 0x17a4
    FreezeAuthorityNotEdition: "The NFT's freeze authority must be its edition, or none",
    /// 6053 0x17a5
    UnsupportedStandard: "Only non-fungible, edition and programmable non-fungible tokens can be deposited",
    /// 6054 0x17a6
    SourceNotAToken: "The source must be a token account of the classic token program",
    /// 6055 0x17a7
    SourceOfAnotherMint: "The source must hold the mint that is taken from it",
    /// 6056 0x17a8
    SourceOfAnotherOwner: "The source must be owned by who signs for it",
    /// 6057 0x17a9
    SourceTooSmall: "The source holds less than is taken from it",
    /// 6058 0x17aa
    SourceFrozen: "The source is frozen or locked",
    /// 6059 0x17ab
    SourceDelegated: "The NFT has a delegate: revoke it first",
    /// 6060 0x17ac
    WrongCustody: "The custody must be the vault's token account for this NFT",
    /// 6061 0x17ad
    ProgrammableAccountsMissing: "A programmable NFT moves with its token records, the metadata program and the instructions sysvar",
    /// 6062 0x17ae
    WrongInstructionsSysvar: "The instructions sysvar must be the real one",
    /// 6063 0x17af
    WrongTokenRecord: "The token record must be Token Metadata's for this token account",
    /// 6064 0x17b0
    WrongRuleSet: "The rule set must be the one of the NFT's metadata",
    /// 6065 0x17b1
    WrongRulesProgram: "The rules program must be Metaplex's token authorization rules",
    /// 6066 0x17b2
    AssetMoveMismatch: "After the move exactly one NFT must be where it belongs",
    /// 6067 0x17b3
    AssetAlreadyClaimed: "The NFT has left already",

    // Auction.
    /// 6068 0x17b4
    WrongAuctionAddress: "The auction must be at the address of this vault",
    /// 6069 0x17b5
    AuctionOfAnotherVault: "The auction must belong to this vault",
    /// 6070 0x17b6
    WrongBidAddress: "The bid must be at the address of this vault and bidder",
    /// 6071 0x17b7
    BidOfAnotherVault: "The bid must belong to this vault",
    /// 6072 0x17b8
    BidOfAnotherBidder: "The bid must belong to this bidder",
    /// 6073 0x17b9
    NotTheLeadingBid: "The bid must be the leading one",
    /// 6074 0x17ba
    LeadingBidLocked: "The leading bid cannot be withdrawn",
    /// 6075 0x17bb
    WrongCashEscrow: "The cash escrow must be the one of this vault",
    /// 6076 0x17bc
    WrongFractionEscrow: "The fraction escrow must be the one of this vault",
    /// 6077 0x17bd
    FractionAccountMissing: "A bid with fractions needs the bidder's fraction account",

    // Stakes and asks.
    /// 6078 0x17be
    WrongPoolAddress: "The pool must be at the address of this vault",
    /// 6079 0x17bf
    PoolOfAnotherVault: "The pool must belong to this vault",
    /// 6080 0x17c0
    WrongStakedFractions: "The account of staked fractions must be the one of this vault",
    /// 6081 0x17c1
    WrongStakeAddress: "The stake must be at the address of this vault and holder",
    /// 6082 0x17c2
    StakeOfAnotherVault: "The stake must belong to this vault",
    /// 6083 0x17c3
    StakeOfAnotherHolder: "The stake must belong to this holder",
    /// 6084 0x17c4
    NotTheHolderOrDelegate: "Only the holder of the stake or its delegate may set the ask",
    /// 6085 0x17c5
    WrongAsksAddress: "The book of asks must be at the address of this vault",
    /// 6086 0x17c6
    AsksOfAnotherVault: "The book of asks must belong to this vault",
    /// 6087 0x17c7
    AsksMissing: "The vault has a book of asks: it cannot be left out",
    /// 6088 0x17c8
    NothingLeftToEarn: "After the sale fractions are staked only where income is left",
    /// 6089 0x17c9
    StakingStillOpen: "The pool of stakes must be closed first",

    // Income.
    /// 6090 0x17ca
    NotTheCurator: "Only the curator adds a mint of income, except the quote mint, which anybody may",
    /// 6091 0x17cb
    IncomeMintNotClassic: "A mint of income must be an initialised mint of the classic token program; Token-2022 is refused",
    /// 6092 0x17cc
    IncomeMintIsFraction: "The fraction cannot be income",
    /// 6093 0x17cd
    IncomeMintKnown: "The vault takes income in this mint already",
    /// 6094 0x17ce
    TooManyIncomeMints: "A vault takes income in at most 3 mints, the quote mint included",
    /// 6095 0x17cf
    WrongIncomeAccount: "The account of the income must be the vault's for a mint that was added",
    /// 6096 0x17d0
    IncomeStillOpen: "The accounts of income must be closed first",
    /// 6097 0x17d1
    WrongIncomeOpener: "The rent of the account of income must go to who added its mint",
    /// 6098 0x17d2
    WrongPoolOpener: "The rent of the pool must go to who opened it",
    /// 6099 0x17d3
    WrongAsksOpener: "The rent of the book of asks must go to who opened it",
    /// 6100 0x17d4
    UnearnedDestinationMissing: "Income is left that nobody earned: name the recipient's token account",

    // Payouts.
    /// 6101 0x17d5
    DestinationNotAToken: "The destination must be a token account of the classic token program",
    /// 6102 0x17d6
    DestinationOfAnotherMint: "The destination must be of the mint that is paid",
    /// 6103 0x17d7
    DestinationOfAnotherOwner: "The destination must be owned by the party that is paid",
    /// 6104 0x17d8
    DestinationNotAssociated: "Without the payee's signature only its associated token account is paid",
    /// 6105 0x17d9
    DestinationFrozen: "The destination is frozen",
    /// 6106 0x17da
    WrongCreator: "The rent must go to the creator of the vault",
    /// 6107 0x17db
    WrongRecipient: "The recipient must be the winner of the auction, or who reclaimed",
    /// 6108 0x17dc
    NoRoyaltyDue: "This payee has no unclaimed royalty of this asset",
    /// 6109 0x17dd
    WrongCurator: "The curator must be the one of the vault",
    /// 6110 0x17de
    NoCuratorFeeDue: "The curator has no unclaimed fee",
    /// 6111 0x17df
    NotTheWholeSupply: "Reclaiming takes every fraction of the supply",
    /// 6112 0x17e0
    StillOwing: "The vault still owes something or holds an asset",
    /// 6113 0x17e1
    AuctionAccountsMissing: "The vault has an auction: its accounts cannot be left out",
    /// 6114 0x17e2
    WrongOpener: "The rent of the auction must go to who opened it",
    /// 6115 0x17e3
    SurplusDestinationMissing: "More is there than is owed: name the curator's token account",

    // What the program verifies of its own work.
    /// 6116 0x17e4
    CashMoveMismatch: "The cash that moved is not what the rule says",
    /// 6117 0x17e5
    FractionMoveMismatch: "The fractions that moved are not what the rule says",
    /// 6118 0x17e6
    IncomeMoveMismatch: "The income that moved is not what the rule says",
    /// 6119 0x17e7
    SupplyMismatch: "The fractions burned or minted are not what the rule says (INV-02)",
    /// 6120 0x17e8
    CashEscrowShort: "The cash escrow holds less than is owed (INV-03)",
    /// 6121 0x17e9
    FractionEscrowShort: "The fraction escrow holds less than open bids brought (INV-04)",
    /// 6122 0x17ea
    StakedFractionsShort: "The account of staked fractions holds less than is staked (INV-04)",
    /// 6123 0x17eb
    IncomeAccountShort: "The account of income holds less than is owed (INV-07)",
    /// 6124 0x17ec
    VaultInvariantBroken: "The vault's own numbers contradict each other",
    /// 6125 0x17ed
    AuctionInvariantBroken: "The auction's own numbers contradict each other",
    /// 6126 0x17ee
    AsksInvariantBroken: "The book of asks and the stakes contradict each other (INV-05)",
    /// 6127 0x17ef
    PoolInvariantBroken: "The pool's own numbers contradict each other",
    /// 6128 0x17f0
    AccountInUse: "An account of this kind must be fresh: it holds data already",
}

impl From<RuleError> for MosaicError {
    fn from(error: RuleError) -> Self {
        match error {
            RuleError::ZeroPrice => Self::ZeroPrice,
            RuleError::ZeroSupply => Self::ZeroSupply,
            RuleError::TooManyDecimals => Self::TooManyDecimals,
            RuleError::AuctionLengthOutOfBounds => Self::AuctionLengthOutOfBounds,
            RuleError::ExtensionOutOfBounds => Self::ExtensionOutOfBounds,
            RuleError::StepOutOfBounds => Self::StepOutOfBounds,
            RuleError::CuratorFeeOutOfBounds => Self::CuratorFeeOutOfBounds,
            RuleError::FloorOutOfBounds => Self::FloorOutOfBounds,
            RuleError::ConsentOutOfBounds => Self::ConsentOutOfBounds,
            RuleError::StakeLockOutOfBounds => Self::StakeLockOutOfBounds,
            RuleError::DripOutOfBounds => Self::DripOutOfBounds,
            RuleError::LevelOutOfBounds => Self::LevelOutOfBounds,
            RuleError::PriceAboveLadder => Self::PriceAboveLadder,
            RuleError::StakeLocked => Self::StakeLocked,
            RuleError::AmountAboveStake => Self::AmountAboveStake,
            RuleError::NothingStaked => Self::NothingStaked,
            RuleError::NoIncomeDue => Self::NoIncomeDue,
            RuleError::AuctionNotOpen => Self::AuctionNotOpen,
            RuleError::AuctionEnded => Self::AuctionEnded,
            RuleError::AuctionNotEnded => Self::AuctionNotEnded,
            RuleError::BidBelowReserve => Self::BidBelowReserve,
            RuleError::BidBelowStep => Self::BidBelowStep,
            RuleError::BidOfWholeSupply => Self::BidOfWholeSupply,
            RuleError::CashAboveMaximum => Self::CashAboveMaximum,
            RuleError::PayoutBelowMinimum => Self::PayoutBelowMinimum,
            RuleError::ZeroAmount => Self::ZeroAmount,
            RuleError::AmountAboveSupply => Self::AmountAboveSupply,
            RuleError::WrongStatus => Self::WrongStatus,
            RuleError::LedgerMismatch => Self::LedgerMismatch,
            RuleError::Overflow => Self::Overflow,
        }
    }
}

/// Turns a refusal of the pure rules into the program's error of the same name.
pub(crate) trait OrRefuse<T> {
    fn or_refuse(self) -> Result<T>;
}

impl<T> OrRefuse<T> for core::result::Result<T, RuleError> {
    #[inline]
    fn or_refuse(self) -> Result<T> {
        self.map_err(|error| refuse(error.into()))
    }
}

/// `ok_or` with an error of the program.
pub(crate) trait OrError<T> {
    fn or_error(self, error: MosaicError) -> Result<T>;
}

impl<T> OrError<T> for Option<T> {
    #[inline]
    fn or_error(self, error: MosaicError) -> Result<T> {
        self.ok_or_else(|| refuse(error))
    }
}

/// `require!` as a function. The macro writes the making of the error, with its texts, into the bytecode at every use;
/// here it is there once.
#[inline]
pub(crate) fn ensure(condition: bool, error: MosaicError) -> Result<()> {
    if condition { Ok(()) } else { Err(refuse(error)) }
}

/// Anchor's error for this refusal: what `error.into()` makes, without its `match`.
#[cold]
#[inline(never)]
pub(crate) fn refuse(error: MosaicError) -> Error {
    let (name, text) = TEXTS.get(error as usize).copied().unwrap_or_default();
    Error::from(AnchorError {
        error_name: name.into(),
        error_code_number: error.into(),
        error_msg: text.into(),
        error_origin: None,
        compared_values: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_what_anchor_makes_of_the_error() {
        for number in 0..TEXTS.len() {
            let error = || MosaicError::from_repr(number as u32).unwrap();
            assert_eq!(refuse(error()), Error::from(error()));
        }
        assert!(MosaicError::from_repr(TEXTS.len() as u32).is_none());
    }
}
