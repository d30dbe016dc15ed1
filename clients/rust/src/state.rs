//! The program's accounts, decoded.

use anchor_lang::{AnchorDeserialize, Discriminator, prelude::Pubkey};
use bytemuck::Pod;

pub use mosaic::{
    quote::VaultQuote,
    state::{
        Action, ActionKind, Asks, Asset, Auction, Bid, Income, License, Offering, Pool, Proposal, Purchase, Royalty,
        Share, Stake, Standard, Uri, Vault, Vote,
    },
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
account_types!(Vault Asset Auction Bid Pool Stake Asks Proposal Vote License Offering Purchase);

/// Decodes an account of the program from its data, wherever that lies in memory.
///
/// # Errors
/// [`DecodeError`] if the data is of another type or length.
pub fn decode<T: AccountType>(data: &[u8]) -> Result<T, DecodeError> {
    let error = DecodeError { wanted: T::NAME, length: data.len() };
    let content = data.strip_prefix(T::DISCRIMINATOR).ok_or(error)?;
    if content.len() == size_of::<T>() { Ok(bytemuck::pod_read_unaligned(content)) } else { Err(error) }
}

/// The data that a call returned is not the answer of `quote_vault`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QuoteError {
    /// Another program returned it: the last one that returned anything, within the transaction.
    #[error("program {program} returned this, not Mosaic")]
    OfAnotherProgram {
        /// The program.
        program: Pubkey,
    },
    /// The content is none, or that of another version of the program.
    #[error("these {length} bytes are not the answer of quote_vault")]
    Malformed {
        /// Length of the data.
        length: usize,
    },
}

/// Decodes the answer of `quote_vault`: the return data of a call or a simulation, and the program that set it.
/// [`QuoteVault`](crate::instructions::QuoteVault) shows how.
///
/// # Errors
/// [`QuoteError`]
pub fn decode_quote(program: &Pubkey, data: &[u8]) -> Result<VaultQuote, QuoteError> {
    if *program != mosaic::ID {
        return Err(QuoteError::OfAnotherProgram { program: *program });
    }
    VaultQuote::try_from_slice(data).map_err(|_| QuoteError::Malformed { length: data.len() })
}

#[cfg(test)]
mod tests {
    use anchor_lang::AnchorSerialize;

    use super::*;

    #[test]
    fn only_a_whole_answer_of_the_program_is_a_quote() {
        let quote = VaultQuote {
            status: 1,
            firm: false,
            price: 822_702_474,
            reserve: 822_702_474,
            consenting: 5_100_000_000,
            leading_price: 0,
            ends_at: 0,
            offer_price: 0,
            licensed_until: 0,
            supply: 10_000_000_000,
            value_per_fraction: 1 << 60,
        };
        let mut data = Vec::new();
        quote.serialize(&mut data).unwrap();
        assert_eq!(decode_quote(&mosaic::ID, &data), Ok(quote));
        let program = Pubkey::new_from_array([7; 32]);
        assert_eq!(decode_quote(&program, &data), Err(QuoteError::OfAnotherProgram { program }));
        for malformed in [&data[1..], &[], &[&data[..], &[0]].concat()] {
            let length = malformed.len();
            assert_eq!(decode_quote(&mosaic::ID, malformed), Err(QuoteError::Malformed { length }));
        }
        // Neither true nor false.
        data[1] = 2;
        assert_eq!(decode_quote(&mosaic::ID, &data), Err(QuoteError::Malformed { length: data.len() }));
    }
}
