//! Why an NFT cannot be deposited.

use crate::error::MosaicError;

/// Why an NFT cannot be deposited into a vault: what the program would refuse it for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NftRefusal {
    /// The mint is missing or of another program.
    #[error("it is no mint of the classic token program; NFTs of Token-2022 cannot be deposited")]
    NotAClassicMint,
    /// Supply or decimals are not those of an NFT.
    #[error("it is no NFT: one has a supply of exactly 1 and no decimals")]
    NotAnNft,
    /// There is no metadata of Token Metadata.
    #[error("it has no metadata of Token Metadata")]
    NoMetadata,
    /// The standard is fungible, or one that vaults do not take.
    #[error("its token standard cannot be deposited: only plain, printed and programmable NFTs can")]
    UnsupportedStandard,
    /// There is no edition.
    #[error("it has neither a master edition nor a print edition, so further units could be minted")]
    NoEdition,
    /// The mint authority is not the edition.
    #[error("its mint authority is not its edition, so further units could be minted")]
    MintAuthorityNotEdition,
    /// Somebody else than its edition could freeze it.
    #[error("its freeze authority is not its edition, so it could be frozen in the vault")]
    FreezeAuthorityNotEdition,
    /// The wallet's token account is missing.
    #[error("the wallet has no token account for it")]
    NoTokenAccount,
    /// The token account is of another mint.
    #[error("the token account named is of another mint")]
    OtherMint,
    /// The token account is of another wallet.
    #[error("the token account named belongs to another wallet")]
    OtherOwner,
    /// The token account is empty.
    #[error("the wallet does not hold it")]
    NotHeld,
    /// The token account is frozen, or the token record locked or listed.
    #[error("it is frozen or locked: unlist, unstake or unlock it first")]
    Locked,
    /// Somebody else may move it.
    #[error("somebody else has the right to move it: revoke that delegate first")]
    Delegated,
    /// There is no token record of the programmable NFT.
    #[error("Token Metadata has no token record of it for this token account")]
    NoTokenRecord,
}

impl NftRefusal {
    /// The program's refusal for the same reason.
    #[must_use]
    pub const fn error(self) -> MosaicError {
        match self {
            Self::NotAClassicMint => MosaicError::NftMintNotClassic,
            Self::NotAnNft => MosaicError::NotAnNft,
            Self::NoMetadata => MosaicError::WrongMetadata,
            Self::UnsupportedStandard => MosaicError::UnsupportedStandard,
            Self::NoEdition => MosaicError::WrongEdition,
            Self::MintAuthorityNotEdition => MosaicError::MintAuthorityNotEdition,
            Self::FreezeAuthorityNotEdition => MosaicError::FreezeAuthorityNotEdition,
            Self::NoTokenAccount => MosaicError::SourceNotAToken,
            Self::OtherMint => MosaicError::SourceOfAnotherMint,
            Self::OtherOwner => MosaicError::SourceOfAnotherOwner,
            Self::NotHeld => MosaicError::SourceTooSmall,
            Self::Locked => MosaicError::SourceFrozen,
            Self::Delegated => MosaicError::SourceDelegated,
            Self::NoTokenRecord => MosaicError::WrongTokenRecord,
        }
    }

    /// Every reason.
    pub const ALL: [Self; 14] = [
        Self::NotAClassicMint,
        Self::NotAnNft,
        Self::NoMetadata,
        Self::UnsupportedStandard,
        Self::NoEdition,
        Self::MintAuthorityNotEdition,
        Self::FreezeAuthorityNotEdition,
        Self::NoTokenAccount,
        Self::OtherMint,
        Self::OtherOwner,
        Self::NotHeld,
        Self::Locked,
        Self::Delegated,
        Self::NoTokenRecord,
    ];

    /// The reason for which the program gives this error. What the screen of the metadata refuses for no reason of its
    /// own (creators beyond Token Metadata's limits) is metadata that cannot be read.
    pub(crate) fn of(error: Option<MosaicError>) -> Self {
        Self::ALL.into_iter().find(|refusal| Some(refusal.error()) == error).unwrap_or(Self::NoMetadata)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_is_found_by_its_error_and_has_a_sentence() {
        for refusal in NftRefusal::ALL {
            assert_eq!(NftRefusal::of(Some(refusal.error())), refusal);
            assert!(refusal.to_string().len() > 15);
        }
    }
}
