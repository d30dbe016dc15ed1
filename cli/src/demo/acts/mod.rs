//! The acts, in the order they are played.

mod asks;
mod basket;
mod income;
mod launch;
mod offers;
mod opening;
mod payout;
mod programmable;
mod sale;
mod votes;

use {
    super::{amount::signed, cast::Party, error::DemoError, stage::Stage, vault::DemoVault},
    anchor_lang::prelude::Rent,
    mosaic_harness::NftSpec,
};

/// Raw units of one fraction: all vaults of the demo have 6 decimals.
const ONE_FRACTION: u64 = 1_000_000;
const DAY: i64 = 86_400;
/// Bytes of a token account.
const TOKEN_ACCOUNT: usize = 165;
/// Bytes of Token Metadata's record of a token account.
const TOKEN_RECORD: usize = 80;
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
    votes::play(stage).await?;
    basket::play(stage).await?;
    launch::play(stage).await
}

/// Makes NFTs for the owner and names the vault they will go to.
pub async fn vault_of(stage: &mut Stage, id: u64, specs: impl IntoIterator<Item = NftSpec>) -> DemoVault {
    stage.narrator.progress("NFTs are made");
    let owner = stage.key(Party::Owner);
    let mut nfts = Vec::new();
    for spec in specs {
        nfts.push(stage.bank.mint_nft(&owner, spec).await);
    }
    DemoVault::new(owner, id, stage.quote_mint, nfts)
}

/// Rent of an account of so many bytes, in lamports.
fn rent(bytes: usize) -> i64 {
    signed(Rent::default().minimum_balance(bytes))
}

/// Rent of an account of the program, in lamports.
fn rent_of<T>() -> i64 {
    rent(DISCRIMINATOR + size_of::<T>())
}
