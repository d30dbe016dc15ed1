//! How refusals are made: in one place, as Anchor's macros write it into the bytecode at every use.

use anchor_lang::prelude::*;

use super::{MosaicError, TEXTS};

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
pub(super) use errors;

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
