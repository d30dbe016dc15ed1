//! The program's accounts, decoded.

use anchor_lang::Discriminator;
use bytemuck::Pod;

pub use mosaic::{
    quote::VaultQuote,
    state::{Asks, Asset, Auction, Bid, Income, Pool, Royalty, Share, Stake, Standard, Vault},
};
pub use mosaic_core::Status;

/// The data is not an account of the wanted type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("these {length} bytes are not an account of type {wanted}")]
pub struct DecodeError {
    /// The wanted type.
    pub wanted: &'static str,
    /// Length of the data.
    pub length: usize,
}

/// An account type of the program.
pub trait AccountType: Pod + Discriminator {
    /// The type's name, as in the IDL.
    const NAME: &'static str;
}

macro_rules! account_types {
    ($($name:ident)*) => { $(impl AccountType for $name { const NAME: &'static str = stringify!($name); })* };
}
account_types!(Vault Asset Auction Bid Pool Stake Asks);

/// Decodes an account of the program from its data, wherever that lies in memory.
///
/// # Errors
/// [`DecodeError`] if the data is of another type or length.
pub fn decode<T: AccountType>(data: &[u8]) -> Result<T, DecodeError> {
    let error = DecodeError { wanted: T::NAME, length: data.len() };
    let content = data.strip_prefix(T::DISCRIMINATOR).ok_or(error)?;
    if content.len() == size_of::<T>() { Ok(bytemuck::pod_read_unaligned(content)) } else { Err(error) }
}
