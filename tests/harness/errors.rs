//! Names of error numbers.
//!
//! Bytecode logs Anchor's name of an error. A program that runs natively cannot: off chain `msg!` prints instead of
//! logging. There the number, which both return, gives the name.

use {
    anchor_lang::error::{ERROR_CODE_OFFSET, ErrorCode},
    mosaic::error::MosaicError,
};

/// The errors Anchor itself raises in instructions of programs like Mosaic.
const ANCHOR: [ErrorCode; 43] = [
    ErrorCode::InstructionMissing,
    ErrorCode::InstructionFallbackNotFound,
    ErrorCode::InstructionDidNotDeserialize,
    ErrorCode::InstructionDidNotSerialize,
    ErrorCode::ConstraintMut,
    ErrorCode::ConstraintHasOne,
    ErrorCode::ConstraintSigner,
    ErrorCode::ConstraintRaw,
    ErrorCode::ConstraintOwner,
    ErrorCode::ConstraintRentExempt,
    ErrorCode::ConstraintSeeds,
    ErrorCode::ConstraintExecutable,
    ErrorCode::ConstraintAssociated,
    ErrorCode::ConstraintAssociatedInit,
    ErrorCode::ConstraintClose,
    ErrorCode::ConstraintAddress,
    ErrorCode::ConstraintZero,
    ErrorCode::ConstraintTokenMint,
    ErrorCode::ConstraintTokenOwner,
    ErrorCode::ConstraintMintMintAuthority,
    ErrorCode::ConstraintMintFreezeAuthority,
    ErrorCode::ConstraintMintDecimals,
    ErrorCode::ConstraintSpace,
    ErrorCode::ConstraintAccountIsNone,
    ErrorCode::ConstraintTokenTokenProgram,
    ErrorCode::ConstraintMintTokenProgram,
    ErrorCode::ConstraintDuplicateMutableAccount,
    ErrorCode::RequireViolated,
    ErrorCode::AccountDiscriminatorAlreadySet,
    ErrorCode::AccountDiscriminatorNotFound,
    ErrorCode::AccountDiscriminatorMismatch,
    ErrorCode::AccountDidNotDeserialize,
    ErrorCode::AccountDidNotSerialize,
    ErrorCode::AccountNotEnoughKeys,
    ErrorCode::AccountNotMutable,
    ErrorCode::AccountOwnedByWrongProgram,
    ErrorCode::InvalidProgramId,
    ErrorCode::InvalidProgramExecutable,
    ErrorCode::AccountNotSigner,
    ErrorCode::AccountNotSystemOwned,
    ErrorCode::AccountNotInitialized,
    ErrorCode::AccountSysvarMismatch,
    ErrorCode::DeclaredProgramIdMismatch,
];

/// The name of an error number of Mosaic.
pub(crate) fn name(code: u32) -> Option<String> {
    match code.checked_sub(ERROR_CODE_OFFSET) {
        Some(position) => MosaicError::from_repr(position).map(|error| error.name()),
        None => ANCHOR.iter().find(|error| u32::from(**error) == code).map(ErrorCode::name),
    }
}
