//! The accounts of the program, one file each. All are zero-copy: read where they lie, of fixed size.

use std::cell::{Ref, RefMut};

use anchor_lang::{Discriminator, prelude::*};
use bytemuck::Pod;

use crate::error::{MosaicError, OrError, ensure, refuse};

mod asks;
mod asset;
mod auction;
mod bid;
mod license;
mod offering;
mod pool;
mod proposal;
mod purchase;
mod stake;
mod vault;
mod vote;

pub use asks::*;
pub use asset::*;
pub use auction::*;
pub use bid::*;
pub use license::*;
pub use offering::*;
pub use pool::*;
pub use proposal::*;
pub use purchase::*;
pub use stake::*;
pub use vault::*;
pub use vote::*;

const DISCRIMINATOR_BYTES: usize = 8;

/// Bytes of an account of this type.
#[expect(clippy::arithmetic_side_effects, reason = "types of the program are less than two kilobytes")]
pub const fn space<T>() -> usize {
    DISCRIMINATOR_BYTES + size_of::<T>()
}

/// An account of the program that is given without a type, because it may not exist yet.
///
/// Refuses with `error` what the program does not own or is of another type.
pub(crate) fn load<'a, T: Pod + Discriminator>(info: &'a AccountInfo, error: MosaicError) -> Result<Ref<'a, T>> {
    ensure(*info.owner == crate::ID, error)?;
    // Borrowed already: it was given in another place too, where it belongs.
    let data = info.try_borrow_data().map_err(|_| refuse(error))?;
    Ref::filter_map(data, |data| bytemuck::try_from_bytes(data.strip_prefix(T::DISCRIMINATOR)?).ok())
        .map_err(|_| refuse(error))
}

/// [`load`] for writing.
pub(crate) fn load_mut<'a, T: Pod + Discriminator>(info: &'a AccountInfo, error: MosaicError) -> Result<RefMut<'a, T>> {
    ensure(*info.owner == crate::ID, error)?;
    let data = info.try_borrow_mut_data().map_err(|_| refuse(error))?;
    RefMut::filter_map(data, |data| {
        let (discriminator, content) = data.split_at_mut_checked(DISCRIMINATOR_BYTES)?;
        if discriminator != T::DISCRIMINATOR {
            return None;
        }
        bytemuck::try_from_bytes_mut(content).ok()
    })
    .map_err(|_| refuse(error))
}

/// Writes the first content of an account that the program just created.
pub(crate) fn init<T: Pod + Discriminator>(info: &AccountInfo, content: &T) -> Result<()> {
    let mut data = info.try_borrow_mut_data()?;
    begin::<T>(&mut data)?.copy_from_slice(bytemuck::bytes_of(content));
    Ok(())
}

/// Gives an account that the program just created its type; everything in it is zero. For those too large to be made
/// on the stack.
pub(crate) fn init_zeroed<T: Pod + Discriminator>(info: &AccountInfo) -> Result<()> {
    begin::<T>(&mut info.try_borrow_mut_data()?).map(|_| ())
}

/// Writes the discriminator; the rest of the data.
#[inline]
fn begin<T: Pod + Discriminator>(data: &mut [u8]) -> Result<&mut [u8]> {
    // The length is what `cpi::create_account` was asked for, and new accounts are zero: the discriminator says whether this one
    // was written before.
    ensure(data.len() == space::<T>(), MosaicError::AccountInUse)?;
    let (discriminator, rest) = data.split_at_mut_checked(DISCRIMINATOR_BYTES).or_error(MosaicError::AccountInUse)?;
    ensure(discriminator == [0; DISCRIMINATOR_BYTES], MosaicError::AccountInUse)?;
    discriminator.copy_from_slice(T::DISCRIMINATOR);
    Ok(rest)
}

/// Whether nobody has created the account yet. Lamports sent to its address beforehand do not count.
pub(crate) fn is_vacant(info: &AccountInfo) -> bool {
    *info.owner == anchor_lang::system_program::ID && info.data_is_empty()
}

/// Closes an account of the program: its lamports go to `rent_recipient`, its data is gone at once, so that no later
/// instruction of the same transaction finds it alive.
pub(crate) fn close<'info>(info: &AccountInfo<'info>, rent_recipient: &AccountInfo<'info>) -> Result<()> {
    let lamports = rent_recipient.lamports().checked_add(info.lamports()).or_error(MosaicError::Overflow)?;
    **rent_recipient.try_borrow_mut_lamports()? = lamports;
    **info.try_borrow_mut_lamports()? = 0;
    info.assign(&anchor_lang::system_program::ID);
    info.resize(0)?;
    Ok(())
}
