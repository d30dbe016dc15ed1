//! The programs of the network: where their bytecode is, and how they get there.

use {
    super::{chain::Chain, checkout, error::LocalnetError},
    anchor_lang::prelude::Pubkey,
    anchor_spl::{associated_token, metadata, token, token_2022},
    mosaic_client::PROGRAM_ID,
    mosaic_harness::fixtures::{self, Fixture},
    serde::Serialize,
    std::{fs, path::Path},
};

/// The Memo program. The engine has it, like the token programs.
const MEMO: Pubkey = Pubkey::from_str_const("MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr");

/// Addresses of the programs.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Programs {
    mosaic: String,
    token_metadata: String,
    token: String,
    token2022: String,
    associated_token: String,
    memo: String,
}

impl Default for Programs {
    fn default() -> Self {
        Self {
            mosaic: PROGRAM_ID.to_string(),
            token_metadata: metadata::ID.to_string(),
            token: token::ID.to_string(),
            token2022: token_2022::ID.to_string(),
            associated_token: associated_token::ID.to_string(),
            memo: MEMO.to_string(),
        }
    }
}

/// The bytecode of the program: of the file given, else of the checkout, where it is built if need be.
///
/// # Errors
/// [`LocalnetError::File`], [`LocalnetError::NoProgram`], [`LocalnetError::Build`]
pub async fn bytecode(file: Option<&Path>) -> Result<Vec<u8>, LocalnetError> {
    if let Some(file) = file {
        return read(file);
    }
    let root = checkout::root().ok_or(LocalnetError::NoProgram)?;
    let built = root.join("target/deploy/mosaic.so");
    if !built.is_file() {
        eprintln!("Building the program.");
        checkout::cargo(&root, &["sbf", "build"]).await?;
    }
    read(&built)
}

fn read(file: &Path) -> Result<Vec<u8>, LocalnetError> {
    fs::read(file).map_err(|reason| LocalnetError::File { path: file.to_path_buf(), reason })
}

/// Installs Mosaic and Token Metadata, upgradeable by `authority`.
///
/// # Errors
/// [`LocalnetError::Fixture`], [`LocalnetError::Refused`]
pub async fn install(chain: &Chain, mosaic: &[u8], authority: &Pubkey) -> Result<(), LocalnetError> {
    chain.write_program(&PROGRAM_ID, mosaic, authority).await?;
    chain.write_program(&metadata::ID, fixtures::load(Fixture::TokenMetadata)?, authority).await
}
