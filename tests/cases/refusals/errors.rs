//! Every error of the program is provoked by a test here or among those of offerings, or there is a reason why nothing provokes it.

use {
    mosaic_client::MosaicError::{self, *},
    std::{fs, path::Path},
};

/// Where errors are provoked.
const CASES: [&str; 2] =
    [concat!(env!("CARGO_MANIFEST_DIR"), "/cases/refusals"), concat!(env!("CARGO_MANIFEST_DIR"), "/cases/offerings")];

/// The errors that nothing leads to, and why.
const UNREACHABLE: [(MosaicError, &str); 2] = [
    (PriceAboveLadder, "of a rule that only clients ask: which level is at least this price"),
    (AccountInUse, "an account the program has just created is empty"),
];

#[test]
fn every_error_is_provoked() {
    let mut cases = String::new();
    CASES.iter().for_each(|folder| read(Path::new(folder), &mut cases));
    let words: Vec<_> = cases.split(|letter: char| !letter.is_alphanumeric()).collect();
    let errors: Vec<_> = (0..).map_while(MosaicError::from_repr).collect();
    assert!(errors.len() > 100, "{} errors", errors.len());
    for error in errors {
        let reason = UNREACHABLE.iter().find_map(|(unreachable, reason)| (*unreachable == error).then_some(reason));
        let provoked = words.contains(&error.name().as_str());
        assert_eq!(provoked, reason.is_none(), "{}, unreachable because: {reason:?}", error.name());
    }
}

/// The text of all cases but this one, which names errors without provoking them.
fn read(folder: &Path, cases: &mut String) {
    for entry in fs::read_dir(folder).expect("the folder of these tests") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            read(&path, cases);
        } else if !path.ends_with("errors.rs") {
            cases.push_str(&fs::read_to_string(&path).expect("a text"));
        }
    }
}
