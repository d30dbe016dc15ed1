//! Running cargo out of what cargo runs.

/// What cargo tells those it runs about their package. Some crates watch these variables: a build that is told so too makes
/// them, and all that depends on them, anew.
const OF_A_PACKAGE: [&str; 4] = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_"];

/// The variables of this process that a build it starts must not see.
pub fn of_this_package() -> impl Iterator<Item = String> {
    let names = std::env::vars_os().filter_map(|(name, _)| name.into_string().ok());
    names.filter(|name| OF_A_PACKAGE.iter().any(|prefix| name.starts_with(prefix)))
}
