//! Every refusal by name. The number is Anchor's: 6000 plus the position.

use anchor_lang::prelude::*;
use mosaic_core::RuleError;

/// The refusals of the program.
#[error_code]
#[derive(PartialEq, Eq, strum::FromRepr)]
pub enum MosaicError {
    // Rules: the refusals of `mosaic_core`, in its order.
    /// 6000 0x1770
    #[msg("The opening price must be at least 1 raw quote unit")]
    ZeroPrice,
    /// 6001 0x1771
    #[msg("The supply must be at least 1 fraction")]
    ZeroSupply,
    /// 6002 0x1772
    #[msg("The fraction mint has 0 to 9 decimals")]
    TooManyDecimals,
    /// 6003 0x1773
    #[msg("An auction lasts 1 to 30 days")]
    AuctionLengthOutOfBounds,
    /// 6004 0x1774
    #[msg("The extension window is at most the length of the auction")]
    ExtensionOutOfBounds,
    /// 6005 0x1775
    #[msg("The step between bids is 100 to 5,000 basis points")]
    StepOutOfBounds,
    /// 6006 0x1776
    #[msg("The curator's fee is at most 500 basis points")]
    CuratorFeeOutOfBounds,
    /// 6007 0x1777
    #[msg("Bids are taken by an active vault or one in auction")]
    AuctionNotOpen,
    /// 6008 0x1778
    #[msg("The auction has ended: it can only be settled")]
    AuctionEnded,
    /// 6009 0x1779
    #[msg("The auction has not ended yet")]
    AuctionNotEnded,
    /// 6010 0x177a
    #[msg("The first bid must reach the reserve")]
    BidBelowReserve,
    /// 6011 0x177b
    #[msg("The bid must exceed the leading price by at least the step")]
    BidBelowStep,
    /// 6012 0x177c
    #[msg("A bid brings fewer fractions than the supply; who holds all of them reclaims instead")]
    BidOfWholeSupply,
    /// 6013 0x177d
    #[msg("The bid's cash is above max_cash")]
    CashAboveMaximum,
    /// 6014 0x177e
    #[msg("The payout is below min_payout")]
    PayoutBelowMinimum,
    /// 6015 0x177f
    #[msg("The amount must be above zero")]
    ZeroAmount,
    /// 6016 0x1780
    #[msg("The amount is above the supply")]
    AmountAboveSupply,
    /// 6017 0x1781
    #[msg("The vault's status does not allow this")]
    WrongStatus,
    /// 6018 0x1782
    #[msg("The tracked amounts do not add up (INV-03)")]
    LedgerMismatch,
    /// 6019 0x1783
    #[msg("A number left its range")]
    Overflow,

    // Vault, its mints and its creator.
    /// 6020 0x1784
    #[msg("The vault must be at the address of its creator and id")]
    WrongVaultAddress,
    /// 6021 0x1785
    #[msg("This id was used before: the fraction mint exists")]
    VaultIdUsed,
    /// 6022 0x1786
    #[msg("Only the creator of the vault may do this")]
    NotTheCreator,
    /// 6023 0x1787
    #[msg("The fraction mint must be the one of this vault")]
    WrongFractionMint,
    /// 6024 0x1788
    #[msg("The quote mint must be an initialised mint of the classic token program; Token-2022 is refused")]
    QuoteMintNotClassic,
    /// 6025 0x1789
    #[msg("The quote mint must be the one of this vault")]
    QuoteMintOfAnotherVault,
    /// 6026 0x178a
    #[msg("The name has at most 32 bytes")]
    NameTooLong,
    /// 6027 0x178b
    #[msg("The symbol has at most 10 bytes")]
    SymbolTooLong,
    /// 6028 0x178c
    #[msg("The URI has at most 200 bytes")]
    UriTooLong,
    /// 6029 0x178d
    #[msg("The fraction has its metadata already, and it is immutable")]
    AlreadyDescribed,
    /// 6030 0x178e
    #[msg("The fraction's metadata account must be Token Metadata's for this mint")]
    WrongFractionMetadata,
    /// 6031 0x178f
    #[msg("A vault needs at least one asset before it is activated")]
    NoAssets,
    /// 6032 0x1790
    #[msg("A vault holds at most 16 assets")]
    TooManyAssets,

    // Assets.
    /// 6033 0x1791
    #[msg("The asset account must be at the address of this vault and NFT mint")]
    WrongAssetAddress,
    /// 6034 0x1792
    #[msg("This NFT is in the vault already")]
    AssetAlreadyDeposited,
    /// 6035 0x1793
    #[msg("The asset must belong to this vault")]
    AssetOfAnotherVault,
    /// 6036 0x1794
    #[msg("The NFT mint must be the one of this asset")]
    WrongNftMint,
    /// 6037 0x1795
    #[msg("The NFT mint must be an initialised mint of the classic token program")]
    NftMintNotClassic,
    /// 6038 0x1796
    #[msg("An NFT has a supply of exactly 1 and no decimals")]
    NotAnNft,
    /// 6039 0x1797
    #[msg("The metadata must be Token Metadata's account for this NFT mint")]
    WrongMetadata,
    /// 6040 0x1798
    #[msg("The edition must be Token Metadata's account for this NFT mint")]
    WrongEdition,
    /// 6041 0x1799
    #[msg("The NFT's mint authority must be its edition, so that the supply stays 1")]
    MintAuthorityNotEdition,
    /// 6042 0x179a
    #[msg("Only non-fungible, edition and programmable non-fungible tokens can be deposited")]
    UnsupportedStandard,
    /// 6043 0x179b
    #[msg("The source must be a token account of the classic token program")]
    SourceNotAToken,
    /// 6044 0x179c
    #[msg("The source must hold the mint that is taken from it")]
    SourceOfAnotherMint,
    /// 6045 0x179d
    #[msg("The source must be owned by who deposits, bids or redeems")]
    SourceOfAnotherOwner,
    /// 6046 0x179e
    #[msg("The source holds less than is taken from it")]
    SourceTooSmall,
    /// 6047 0x179f
    #[msg("The source is frozen or locked")]
    SourceFrozen,
    /// 6048 0x17a0
    #[msg("The NFT has a delegate: revoke it first")]
    SourceDelegated,
    /// 6049 0x17a1
    #[msg("The custody must be the vault's token account for this NFT")]
    WrongCustody,
    /// 6050 0x17a2
    #[msg("A programmable NFT moves with its token records, the metadata program and the instructions sysvar")]
    ProgrammableAccountsMissing,
    /// 6051 0x17a3
    #[msg("The instructions sysvar must be the real one")]
    WrongInstructionsSysvar,
    /// 6052 0x17a4
    #[msg("The token record must be Token Metadata's for this token account")]
    WrongTokenRecord,
    /// 6053 0x17a5
    #[msg("The rule set must be the one of the NFT's metadata")]
    WrongRuleSet,
    /// 6054 0x17a6
    #[msg("The rules program must be Metaplex's token authorization rules")]
    WrongRulesProgram,
    /// 6055 0x17a7
    #[msg("After the move exactly one NFT must be where it belongs")]
    AssetMoveMismatch,
    /// 6056 0x17a8
    #[msg("The NFT has left already")]
    AssetAlreadyClaimed,

    // Auction.
    /// 6057 0x17a9
    #[msg("The auction must be at the address of this vault")]
    WrongAuctionAddress,
    /// 6058 0x17aa
    #[msg("The auction must belong to this vault")]
    AuctionOfAnotherVault,
    /// 6059 0x17ab
    #[msg("The bid must be at the address of this vault and bidder")]
    WrongBidAddress,
    /// 6060 0x17ac
    #[msg("The bid must belong to this vault")]
    BidOfAnotherVault,
    /// 6061 0x17ad
    #[msg("The bid must belong to this bidder")]
    BidOfAnotherBidder,
    /// 6062 0x17ae
    #[msg("The bid must be the leading one")]
    NotTheLeadingBid,
    /// 6063 0x17af
    #[msg("The leading bid cannot be withdrawn")]
    LeadingBidLocked,
    /// 6064 0x17b0
    #[msg("The cash escrow must be the one of this vault")]
    WrongCashEscrow,
    /// 6065 0x17b1
    #[msg("The fraction escrow must be the one of this vault")]
    WrongFractionEscrow,
    /// 6066 0x17b2
    #[msg("A bid with fractions needs the bidder's fraction account")]
    FractionAccountMissing,

    // Payouts.
    /// 6067 0x17b3
    #[msg("The destination must be a token account of the classic token program")]
    DestinationNotAToken,
    /// 6068 0x17b4
    #[msg("The destination must be of the mint that is paid")]
    DestinationOfAnotherMint,
    /// 6069 0x17b5
    #[msg("The destination must be owned by the party that is paid")]
    DestinationOfAnotherOwner,
    /// 6070 0x17b6
    #[msg("Without the payee's signature only its associated token account is paid")]
    DestinationNotAssociated,
    /// 6071 0x17b7
    #[msg("The destination is frozen")]
    DestinationFrozen,
    /// 6072 0x17b8
    #[msg("The rent must go to the creator of the vault")]
    WrongCreator,
    /// 6073 0x17b9
    #[msg("The NFT goes to the winner of the auction or who reclaimed it")]
    WrongRecipient,
    /// 6074 0x17ba
    #[msg("This payee has no unclaimed royalty of this asset")]
    NoRoyaltyDue,
    /// 6075 0x17bb
    #[msg("The fee goes to the curator of the vault")]
    WrongCurator,
    /// 6076 0x17bc
    #[msg("The curator has no unclaimed fee")]
    NoCuratorFeeDue,
    /// 6077 0x17bd
    #[msg("Reclaiming takes every fraction of the supply")]
    NotTheWholeSupply,
    /// 6078 0x17be
    #[msg("The vault still owes something or holds an asset")]
    StillOwing,
    /// 6079 0x17bf
    #[msg("Closing a sold vault takes its auction and both escrows")]
    AuctionAccountsMissing,
    /// 6080 0x17c0
    #[msg("The rent of the auction must go to who opened it")]
    WrongOpener,
    /// 6081 0x17c1
    #[msg("The cash escrow has a surplus: name the curator's token account")]
    SurplusDestinationMissing,

    // What the program verifies of its own work.
    /// 6082 0x17c2
    #[msg("The cash that moved is not what the rule says")]
    CashMoveMismatch,
    /// 6083 0x17c3
    #[msg("The fractions that moved are not what the rule says")]
    FractionMoveMismatch,
    /// 6084 0x17c4
    #[msg("The fractions burned or minted are not what the rule says (INV-02)")]
    SupplyMismatch,
    /// 6085 0x17c5
    #[msg("The cash escrow holds less than is owed (INV-03)")]
    CashEscrowShort,
    /// 6086 0x17c6
    #[msg("The fraction escrow holds less than open bids brought (INV-04)")]
    FractionEscrowShort,
    /// 6087 0x17c7
    #[msg("The vault's own numbers contradict each other")]
    VaultInvariantBroken,
    /// 6088 0x17c8
    #[msg("The auction's own numbers contradict each other")]
    AuctionInvariantBroken,
    /// 6089 0x17c9
    #[msg("An account of this kind must be fresh: it holds data already")]
    AccountInUse,
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

#[cold]
#[inline(never)]
pub(crate) fn refuse(error: MosaicError) -> Error {
    error.into()
}
