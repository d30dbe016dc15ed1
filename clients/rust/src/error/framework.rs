//! The errors that Anchor itself gives, by number.

use anchor_lang::error::ErrorCode;

macro_rules! codes {
    ($($name:ident)*) => {
        const ALL: &[ErrorCode] = &[$(ErrorCode::$name),*];

        /// Stops compiling when Anchor adds an error that the list lacks.
        #[cfg(test)]
        fn is_listed(code: ErrorCode) -> bool {
            match code { $(ErrorCode::$name)|* => true }
        }
    };
}

codes! {
    InstructionMissing InstructionFallbackNotFound InstructionDidNotDeserialize InstructionDidNotSerialize
    IdlInstructionStub IdlInstructionInvalidProgram IdlAccountNotEmpty EventInstructionStub
    ConstraintMut ConstraintHasOne ConstraintSigner ConstraintRaw ConstraintOwner ConstraintRentExempt ConstraintSeeds
    ConstraintExecutable ConstraintState ConstraintAssociated ConstraintAssociatedInit ConstraintClose
    ConstraintAddress ConstraintZero ConstraintTokenMint ConstraintTokenOwner ConstraintMintMintAuthority
    ConstraintMintFreezeAuthority ConstraintMintDecimals ConstraintSpace ConstraintAccountIsNone
    ConstraintTokenTokenProgram ConstraintMintTokenProgram ConstraintAssociatedTokenTokenProgram
    ConstraintMintGroupPointerExtension ConstraintMintGroupPointerExtensionAuthority
    ConstraintMintGroupPointerExtensionGroupAddress ConstraintMintGroupMemberPointerExtension
    ConstraintMintGroupMemberPointerExtensionAuthority ConstraintMintGroupMemberPointerExtensionMemberAddress
    ConstraintMintMetadataPointerExtension ConstraintMintMetadataPointerExtensionAuthority
    ConstraintMintMetadataPointerExtensionMetadataAddress ConstraintMintCloseAuthorityExtension
    ConstraintMintCloseAuthorityExtensionAuthority ConstraintMintPermanentDelegateExtension
    ConstraintMintPermanentDelegateExtensionDelegate ConstraintMintTransferHookExtension
    ConstraintMintTransferHookExtensionAuthority ConstraintMintTransferHookExtensionProgramId
    ConstraintDuplicateMutableAccount AccountAlreadyMigrated AccountNotMigrated ConstraintMintPausableExtension
    ConstraintMintPausableAuthority
    RequireViolated RequireEqViolated RequireKeysEqViolated RequireNeqViolated RequireKeysNeqViolated RequireGtViolated
    RequireGteViolated
    AccountDiscriminatorAlreadySet AccountDiscriminatorNotFound AccountDiscriminatorMismatch AccountDidNotDeserialize
    AccountDidNotSerialize AccountNotEnoughKeys AccountNotMutable AccountOwnedByWrongProgram InvalidProgramId
    InvalidProgramExecutable AccountNotSigner AccountNotSystemOwned AccountNotInitialized AccountNotProgramData
    AccountNotAssociatedTokenAccount AccountSysvarMismatch AccountReallocExceedsLimit AccountDuplicateReallocs
    DeclaredProgramIdMismatch TryingToInitPayerAsProgramAccount InvalidNumericConversion Deprecated
}

/// Anchor's own error with this number: below 6000, given before the program's code runs.
#[must_use]
pub fn framework_error(code: u32) -> Option<ErrorCode> {
    ALL.iter().copied().find(|error| u32::from(*error) == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(code: u32) -> Option<u32> {
        framework_error(code).map(u32::from)
    }

    #[test]
    fn every_number_is_found() {
        for error in ALL {
            assert!(is_listed(*error));
            assert_eq!(number(u32::from(*error)), Some(u32::from(*error)));
        }
        assert_eq!(framework_error(2_000).map(|error| error.name()).as_deref(), Some("ConstraintMut"));
        assert_eq!(framework_error(3_010).map(|error| error.name()).as_deref(), Some("AccountNotSigner"));
        assert_eq!(number(6_000), None);
    }
}
