//! Error numbers in words.

use super::{framework_error, hints, program_error};

/// What an error number means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The error's name, as logs show it.
    pub name: String,
    /// What went wrong.
    pub sentence: String,
    /// What to do about it.
    pub hint: &'static str,
}

/// Explains the number of an `InstructionError::Custom` that the Mosaic program returned: one of its own refusals (from
/// 6000) or of Anchor's (below). `None` for a number that neither has: then it is of a program that was called.
#[must_use]
pub fn explain(code: u32) -> Option<Explanation> {
    if let Some(error) = program_error(code) {
        return Some(Explanation { name: error.name(), sentence: error.to_string(), hint: hints::hint(error) });
    }
    let error = framework_error(code)?;
    Some(Explanation { name: error.name(), sentence: error.to_string(), hint: hints::framework_hint(code) })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::error::MosaicError;

    #[test]
    fn every_number_has_a_name_a_sentence_and_a_hint() {
        let explained: Vec<_> = (0..7_000).filter_map(|code| Some((code, explain(code)?))).collect();
        let last = u32::from(MosaicError::CuratorFeeNotLower);
        let own = explained.iter().filter(|(code, _)| (6_000..=last).contains(code)).count();
        assert_eq!(own, last as usize - 6_000 + 1, "no number is left out");
        assert!(explained.len() > own + 80, "Anchor's own too");
        let names: BTreeSet<_> = explained.iter().map(|(_, explanation)| &explanation.name).collect();
        assert_eq!(names.len(), explained.len(), "names are unique");
        for (code, Explanation { name, sentence, hint }) in &explained {
            assert!(!name.is_empty() && !name.contains(' '), "{code}: {name}");
            assert!(sentence.len() > 10, "{code}: {sentence}");
            assert!(hint.len() > 10 && hint.ends_with('.'), "{code}: {hint}");
        }
        assert_eq!(explain(MosaicError::BidBelowReserve.into()).unwrap().name, "BidBelowReserve");
        assert_eq!(explain(2_001).unwrap().name, "ConstraintHasOne");
        assert_eq!(explain(1), None);
    }
}
