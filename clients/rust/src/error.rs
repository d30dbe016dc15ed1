//! What the program's error numbers mean.

use anchor_lang::error::ERROR_CODE_OFFSET;
use mosaic::error::MosaicError;

/// The refusal with this number, as `InstructionError::Custom` carries it.
#[must_use]
pub fn program_error(code: u32) -> Option<MosaicError> {
    MosaicError::from_repr(code.checked_sub(ERROR_CODE_OFFSET)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_errors_correspond() {
        let mut code = ERROR_CODE_OFFSET;
        while let Some(error) = program_error(code) {
            assert_eq!(u32::from(error), code);
            code += 1;
        }
        assert_eq!(u32::from(MosaicError::AccountInUse) + 1, code, "the last error");
        assert!(program_error(0).is_none());
    }
}
