//! The acts, in the order they are played.

mod asks;
mod income;
mod offers;
mod opening;
mod payout;
mod programmable;
mod sale;
mod votes;

use {
    super::{amount::signed, cast::Party, error::DemoError, stage::Stage, vault::VaultOfOne},
    anchor_lang::prelude::Rent,
    mosaic_harness::NftSpec,
};

/// Raw units of one fraction: all vaults of the demo have 6 decimals.
const ONE_FRACTION: u64 = 1_000_000;
const DAY: i64 = 86_400;
/// Bytes of a token account.
const TOKEN_ACCOUNT: usize = 165;
/// Bytes of a mint.
const MINT: usize = 82;
/// Bytes before the content of an account of the program.
const DISCRIMINATOR: usize = 8;

/// Plays all acts.
///
/// # Errors
/// The first thing that is not as an act says.
pub async fn all(stage: &mut Stage) -> Result<(), DemoError> {
    sale::play(stage).await?;
    programmable::play(stage).await?;
    income::play(stage).await?;
    votes::play(stage).await
}

/// Makes an NFT for the owner and names the vault it will go to.
pub async fn vault_of(stage: &mut Stage, id: u64, spec: NftSpec) -> VaultOfOne {
    stage.narrator.progress("Token Metadata makes an NFT");
    let owner = stage.key(Party::Owner);
    let nft = stage.bank.mint_nft(&owner, spec).await;
    VaultOfOne::new(owner, id, stage.quote_mint, nft)
}

/// Rent of an account of so many bytes, in lamports.
fn rent(bytes: usize) -> i64 {
    signed(Rent::default().minimum_balance(bytes))
}

/// Rent of an account of the program, in lamports.
fn rent_of<T>() -> i64 {
    rent(DISCRIMINATOR + size_of::<T>())
}
