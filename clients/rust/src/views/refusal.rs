//! Why an NFT cannot be deposited.

use crate::error::MosaicError;

/// Why an NFT cannot be deposited into a vault: what the program would refuse it for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NftRefusal {
    /// The mint is missing or of another program.
    #[error("it is no mint of a token program")]
    NotAClassicMint,
    /// Supply or decimals are not those of an NFT.
    #[error("it is no NFT: one has a supply of exactly 1 and no decimals")]
    NotAnNft,
    /// There is no metadata of Token Metadata.
    #[error("it has no metadata of Token Metadata")]
    NoMetadata,
    /// The standard is a fungible one.
    #[error("it is fungible: only non-fungible tokens can be deposited")]
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
    /// The mint is of Token-2022, but not initialised.
    #[error("it is no initialised mint of Token-2022")]
    NotAToken2022Mint,
    /// Of Token-2022: somebody may mint more.
    #[error("somebody may mint further units of it")]
    MintAuthorityNotNone,
    /// Of Token-2022: somebody may freeze it.
    #[error("somebody could freeze it in the vault")]
    FreezeAuthorityNotNone,
    /// Of Token-2022: somebody may close its mint.
    #[error("somebody may close its mint")]
    MintCloseAuthorityNotNone,
    /// Of Token-2022: transfers cost a fee.
    #[error("a fee is taken of every transfer of it")]
    HasTransferFee,
    /// Of Token-2022: balances may be hidden.
    #[error("its balances may be hidden, so that a vault could not check them")]
    HasConfidentialTransfer,
    /// Of Token-2022: a hidden fee is taken.
    #[error("a hidden fee is taken of transfers of it")]
    HasConfidentialTransferFee,
    /// Of Token-2022: new token accounts may start frozen.
    #[error("its issuer decides whether new token accounts for it start frozen")]
    HasDefaultAccountState,
    /// Of Token-2022: it cannot move.
    #[error("it cannot be transferred at all")]
    NonTransferable,
    /// Of Token-2022: amounts are shown with interest.
    #[error("its amount is shown with interest, so it is no single thing")]
    HasInterest,
    /// Of Token-2022: somebody may move or burn it wherever it is.
    #[error("somebody may take or burn it wherever it is, so also out of the vault")]
    HasPermanentDelegate,
    /// Of Token-2022: a program has a say in transfers.
    #[error("another program is asked at every transfer of it and could refuse")]
    HasTransferHook,
    /// Of Token-2022: the supply may be hidden.
    #[error("its supply may be hidden, so further units could exist")]
    HasConfidentialMintBurn,
    /// Of Token-2022: amounts are shown multiplied.
    #[error("its amount is shown multiplied, so it is no single thing")]
    HasScaledAmount,
    /// Of Token-2022: somebody may stop all transfers.
    #[error("somebody may stop all transfers of it")]
    Pausable,
    /// Of Token-2022: burning needs a permission.
    #[error("its issuer has a say in what happens to it")]
    HasPermissionedBurn,
    /// Of Token-2022: the mint has an extension that is not known.
    #[error("its mint has an extension of Token-2022 that vaults do not know")]
    UnknownExtension,
    /// Of Token-2022: the extensions cannot be read.
    #[error("the extensions of its mint cannot be read")]
    ExtensionsMalformed,
    /// Of Token-2022: programs may take nothing from the token account.
    #[error("the token account keeps programs from moving it: switch its CPI guard off first")]
    CpiGuarded,
    /// Of Token-2022: the royalties that the metadata names make no sense.
    #[error("the royalties in its metadata contradict themselves")]
    RoyaltiesMalformed,
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
            Self::NotAToken2022Mint => MosaicError::NftMintNotToken2022,
            Self::MintAuthorityNotNone => MosaicError::MintAuthorityNotNone,
            Self::FreezeAuthorityNotNone => MosaicError::FreezeAuthorityNotNone,
            Self::MintCloseAuthorityNotNone => MosaicError::MintCloseAuthorityNotNone,
            Self::HasTransferFee => MosaicError::HasTransferFee,
            Self::HasConfidentialTransfer => MosaicError::HasConfidentialTransfer,
            Self::HasConfidentialTransferFee => MosaicError::HasConfidentialTransferFee,
            Self::HasDefaultAccountState => MosaicError::HasDefaultAccountState,
            Self::NonTransferable => MosaicError::IsNonTransferable,
            Self::HasInterest => MosaicError::HasInterest,
            Self::HasPermanentDelegate => MosaicError::HasPermanentDelegate,
            Self::HasTransferHook => MosaicError::HasTransferHook,
            Self::HasConfidentialMintBurn => MosaicError::HasConfidentialMintBurn,
            Self::HasScaledAmount => MosaicError::HasScaledAmount,
            Self::Pausable => MosaicError::IsPausable,
            Self::HasPermissionedBurn => MosaicError::HasPermissionedBurn,
            Self::UnknownExtension => MosaicError::UnknownExtension,
            Self::ExtensionsMalformed => MosaicError::ExtensionsMalformed,
            Self::CpiGuarded => MosaicError::SourceHasCpiGuard,
            Self::RoyaltiesMalformed => MosaicError::RoyaltiesMalformed,
        }
    }

    /// Every reason.
    pub const ALL: [Self; 34] = [
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
        Self::NotAToken2022Mint,
        Self::MintAuthorityNotNone,
        Self::FreezeAuthorityNotNone,
        Self::MintCloseAuthorityNotNone,
        Self::HasTransferFee,
        Self::HasConfidentialTransfer,
        Self::HasConfidentialTransferFee,
        Self::HasDefaultAccountState,
        Self::NonTransferable,
        Self::HasInterest,
        Self::HasPermanentDelegate,
        Self::HasTransferHook,
        Self::HasConfidentialMintBurn,
        Self::HasScaledAmount,
        Self::Pausable,
        Self::HasPermissionedBurn,
        Self::UnknownExtension,
        Self::ExtensionsMalformed,
        Self::CpiGuarded,
        Self::RoyaltiesMalformed,
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
