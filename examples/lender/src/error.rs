//! Every refusal by name. The number is Anchor's: 6000 plus the position.

use anchor_lang::prelude::*;

/// The refusals of the program.
#[error_code]
#[derive(PartialEq, Eq)]
pub enum LenderError {
    /// 6000 0x1770
    #[msg("The price cap must be at least 1 raw quote unit")]
    ZeroPriceCap,
    /// 6001 0x1771
    #[msg("The loan to value must be at least 1 basis point, and below the threshold")]
    LoanToValueOutOfBounds,
    /// 6002 0x1772
    #[msg("At the threshold the collateral must pay the debt and the bonus")]
    ThresholdOutOfBounds,
    /// 6003 0x1773
    #[msg("The rate is at most 10,000 basis points a year")]
    RateOutOfBounds,
    /// 6004 0x1774
    #[msg("There is nothing to do: the amounts are zero")]
    ZeroAmount,
    /// 6005 0x1775
    #[msg("An amount is above what a u64 holds")]
    Overflow,
    /// 6006 0x1776
    #[msg("The vault must be Active")]
    VaultNotActive,
    /// 6007 0x1777
    #[msg("Cash is lent while the vault is Active or in Auction")]
    VaultNotLendable,
    /// 6008 0x1778
    #[msg("The vault is not the market's")]
    VaultOfAnotherMarket,
    /// 6009 0x1779
    #[msg("quote_vault has returned no quote")]
    NoQuote,
    /// 6010 0x177a
    #[msg("The mint is not the vault's quote mint")]
    WrongQuoteMint,
    /// 6011 0x177b
    #[msg("The mint is not the vault's fraction mint")]
    WrongFractionMint,
    /// 6012 0x177c
    #[msg("The signer is not the market's lender")]
    WrongLender,
    /// 6013 0x177d
    #[msg("The loan is of another borrower")]
    WrongBorrower,
    /// 6014 0x177e
    #[msg("The loan is of another market")]
    LoanOfAnotherMarket,
    /// 6015 0x177f
    #[msg("The account is not the market's cash account")]
    WrongCashAccount,
    /// 6016 0x1780
    #[msg("The account is not the market's fraction account")]
    WrongFractionAccount,
    /// 6017 0x1781
    #[msg("The token account is of another owner")]
    WrongOwner,
    /// 6018 0x1782
    #[msg("The token account is not the borrower's associated one")]
    NotAssociated,
    /// 6019 0x1783
    #[msg("The token account that is paid is missing")]
    DestinationMissing,
    /// 6020 0x1784
    #[msg("The market has not so much cash that is not lent")]
    NotEnoughCash,
    /// 6021 0x1785
    #[msg("The loan has not so many fractions")]
    NotEnoughFractions,
    /// 6022 0x1786
    #[msg("The debt would be above the loan to value of the collateral")]
    AboveLoanToValue,
    /// 6023 0x1787
    #[msg("The debt is within the threshold")]
    LoanHealthy,
    /// 6024 0x1788
    #[msg("Fewer fractions would be paid than the liquidator accepts")]
    FractionsBelowMinimum,
    /// 6025 0x1789
    #[msg("The loan has no fractions to redeem")]
    NothingToRedeem,
    /// 6026 0x178a
    #[msg("The loan still has collateral or debt")]
    LoanInUse,
    /// 6027 0x178b
    #[msg("The market still has loans")]
    MarketInUse,
    /// 6028 0x178c
    #[msg("The market's token accounts do not hold what is tracked")]
    MarketInvariantBroken,
}
