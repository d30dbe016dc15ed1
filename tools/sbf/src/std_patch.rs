//! The edits of the standard library, which are data: `std.patch.toml`.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;

/// The data, as it is in the repository.
pub const SOURCE: &str = include_str!("../std.patch.toml");

/// The edits of one release's standard library.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StdPatch {
    /// The release (major.minor) whose library is edited.
    pub rust: String,
    #[serde(rename = "edit")]
    edits: Vec<Edit>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Edit {
    file: String,
    why: String,
    find: String,
    replace: String,
}

/// A text that is to be replaced is not there exactly once.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("{file}: found the text to edit {count} times instead of once (the edit is needed because {why})")]
pub struct NotOnce {
    file: String,
    count: usize,
    why: String,
}

impl StdPatch {
    /// The edits this tool was built with.
    pub fn load() -> Self {
        toml::from_str(SOURCE).expect("the test `the_data_is_well_formed` reads the same text")
    }

    /// Edits the library in the folder `library`.
    pub fn apply(&self, library: &Path) -> Result<()> {
        for edit in &self.edits {
            let path = library.join(&edit.file);
            let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
            let edited = edit.apply(&text).with_context(|| {
                format!("{} is not the standard library of Rust {} these edits are for", library.display(), self.rust)
            })?;
            fs::write(&path, edited).with_context(|| format!("cannot write {}", path.display()))?;
        }
        Ok(())
    }
}

impl Edit {
    fn apply(&self, text: &str) -> Result<String, NotOnce> {
        match text.matches(&self.find).count() {
            1 => Ok(text.replace(&self.find, &self.replace)),
            count => Err(NotOnce { file: self.file.clone(), count, why: self.why.clone() }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn patch() -> StdPatch {
        StdPatch {
            rust: "1.96".into(),
            edits: vec![Edit {
                file: "std/src/a.rs".into(),
                why: "of the test".into(),
                find: "old();\n".into(),
                replace: "new();\n".into(),
            }],
        }
    }

    fn library(text: &str) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("std/src")).unwrap();
        fs::write(folder.path().join("std/src/a.rs"), text).unwrap();
        folder
    }

    #[test]
    fn the_data_is_well_formed() {
        let patch: StdPatch = toml::from_str(SOURCE).unwrap();
        assert!(!patch.edits.is_empty());
        for edit in &patch.edits {
            assert!(!edit.why.is_empty() && !edit.find.is_empty() && edit.find != edit.replace, "{}", edit.file);
        }
    }

    #[test]
    fn an_edit_is_applied_once() {
        let library = library("before();\nold();\nafter();\n");
        patch().apply(library.path()).unwrap();
        let text = fs::read_to_string(library.path().join("std/src/a.rs")).unwrap();
        assert_eq!(text, "before();\nnew();\nafter();\n");
    }

    #[test]
    fn another_release_is_refused_with_the_file_and_the_reason() {
        for (text, count) in [("something();\n", 0), ("old();\nold();\n", 2)] {
            let error = format!("{:#}", patch().apply(library(text).path()).unwrap_err());
            assert!(error.contains("is not the standard library of Rust 1.96 these edits are for"), "{error}");
            let cause = format!("std/src/a.rs: found the text to edit {count} times instead of once");
            assert!(error.contains(&cause) && error.contains("of the test"), "{error}");
        }
    }

    #[test]
    fn an_edited_library_is_not_edited_again() {
        let library = library("old();\n");
        patch().apply(library.path()).unwrap();
        assert!(patch().apply(library.path()).is_err());
    }
}
