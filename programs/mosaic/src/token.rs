//! Token accounts and mints, read where they lie, and the few moves the program makes. They are of the classic token
//! program; those of NFTs may be of Token-2022 instead.
//!
//! Each move is verified: after a transfer both balances, after a burn the supply must differ from what they were by
//! exactly the amount.

use std::cell::Ref;

use anchor_lang::prelude::*;
use anchor_spl::{
    token::ID as TOKEN_ID,
    token_2022::spl_token_2022::pod::{PodAccount, PodMint},
};

use bytemuck::Pod;

use crate::{
    cpi,
    error::{MosaicError, OrError, ensure, refuse},
    extensions::{Kind, split},
    seeds,
};

/// Bytes of a token account without extensions.
pub const ACCOUNT_BYTES: usize = size_of::<PodAccount>();
/// Bytes of a mint without extensions.
pub const MINT_BYTES: usize = size_of::<PodMint>();

/// Reads a token account where it lies.
///
/// Refuses with `error` what is not an initialised token account of the classic token program.
fn account<'a>(info: &'a AccountInfo, error: MosaicError) -> Result<Ref<'a, PodAccount>> {
    ensure(*info.owner == TOKEN_ID, error)?;
    let account = view::<PodAccount>(info, error)?;
    ensure(is_initialized(&account), error)?;
    Ok(account)
}

/// [`account`] of either token program.
fn account_of<'a>(info: &'a AccountInfo, token_program: &Pubkey, error: MosaicError) -> Result<Ref<'a, PodAccount>> {
    if *token_program == TOKEN_ID {
        return account(info, error);
    }
    ensure(info.owner == token_program, error)?;
    let account = Ref::filter_map(info.try_borrow_data()?, |data| {
        let (base, _extensions) = split(data, ACCOUNT_BYTES, Kind::Account)?;
        bytemuck::try_from_bytes(base).ok()
    });
    let account = account.map_err(|_| refuse(error))?;
    ensure(is_initialized(&account), error)?;
    Ok(account)
}

#[inline]
fn is_initialized(account: &PodAccount) -> bool {
    account.state == INITIALIZED || account.state == FROZEN
}

fn view<'a, T: Pod>(info: &'a AccountInfo, error: MosaicError) -> Result<Ref<'a, T>> {
    Ref::filter_map(info.try_borrow_data()?, |data| bytemuck::try_from_bytes(data).ok()).map_err(|_| refuse(error))
}

const INITIALIZED: u8 = 1;
const FROZEN: u8 = 2;

/// What the program looks at in a mint.
#[derive(Clone, Copy, Debug)]
pub struct MintState {
    /// Live supply in raw units.
    pub supply: u64,
    /// Decimals of one token.
    pub decimals: u8,
    /// Who may mint.
    pub mint_authority: Option<Pubkey>,
    /// Who may freeze.
    pub freeze_authority: Option<Pubkey>,
}

/// Reads a mint.
///
/// Refuses with `error` what is not an initialised mint of the classic token program.
pub fn mint(info: &AccountInfo, error: MosaicError) -> Result<MintState> {
    ensure(*info.owner == TOKEN_ID, error)?;
    let mint = view::<PodMint>(info, error)?;
    ensure(bool::from(mint.is_initialized), error)?;
    let (authority, freezer) = (mint.mint_authority, mint.freeze_authority);
    Ok(MintState {
        supply: mint.supply.into(),
        decimals: mint.decimals,
        mint_authority: authority.is_some().then_some(authority.value),
        freeze_authority: freezer.is_some().then_some(freezer.value),
    })
}

/// Live supply of a vault's fractions, in raw units. The vault names the mint, which the program made.
pub(crate) fn supply(fraction_mint: &AccountInfo) -> Result<u64> {
    Ok(view::<PodMint>(fraction_mint, MosaicError::WrongFractionMint)?.supply.into())
}

/// Balance of a token account, in raw units; refuses with `error` what is none.
pub(crate) fn amount(info: &AccountInfo, error: MosaicError) -> Result<u64> {
    Ok(account(info, error)?.amount.into())
}

/// Refuses a source that `owner` cannot pay `amount` of `mint` from.
pub(crate) fn check_source(info: &AccountInfo, owner: &Pubkey, mint: &Pubkey, amount: u64) -> Result<()> {
    let source = account(info, MosaicError::SourceNotAToken)?;
    check_debit(&source, owner, mint, amount)?;
    ensure(source.state != FROZEN, MosaicError::SourceFrozen)
}

/// Refuses a source from which `owner` cannot give the one unit of an NFT away for good. A programmable one is always
/// frozen: its lock is in the token record.
pub fn check_nft_source(
    info: &AccountInfo,
    owner: &Pubkey,
    mint: &Pubkey,
    token_program: &Pubkey,
    programmable: bool,
) -> Result<()> {
    let source = account_of(info, token_program, MosaicError::SourceNotAToken)?;
    check_debit(&source, owner, mint, 1)?;
    ensure(programmable || source.state != FROZEN, MosaicError::SourceFrozen)?;
    ensure(source.delegate.is_none(), MosaicError::SourceDelegated)
}

#[inline]
fn check_debit(source: &PodAccount, owner: &Pubkey, mint: &Pubkey, amount: u64) -> Result<()> {
    ensure(source.mint == *mint, MosaicError::SourceOfAnotherMint)?;
    // The owner signs every debit: a delegate's signature is none.
    ensure(source.owner == *owner, MosaicError::SourceOfAnotherOwner)?;
    ensure(u64::from(source.amount) >= amount, MosaicError::SourceTooSmall)
}

/// Refuses a destination at which `payee` is not paid `mint`. Who does not sign is only paid to the associated token
/// account, so that nobody can pick another one (DESIGN section 3, rule 3).
pub(crate) fn check_payee(info: &AccountInfo, payee: &AccountInfo, mint: &Pubkey) -> Result<()> {
    let destination = account(info, MosaicError::DestinationNotAToken)?;
    check_credit(info, &destination, payee, mint, &TOKEN_ID)
}

/// [`check_payee`] for a mint of either token program.
pub(crate) fn check_nft_payee(
    info: &AccountInfo,
    payee: &AccountInfo,
    mint: &Pubkey,
    token_program: &Pubkey,
) -> Result<()> {
    let destination = account_of(info, token_program, MosaicError::DestinationNotAToken)?;
    check_credit(info, &destination, payee, mint, token_program)
}

#[inline]
fn check_credit(
    info: &AccountInfo,
    destination: &PodAccount,
    payee: &AccountInfo,
    mint: &Pubkey,
    token_program: &Pubkey,
) -> Result<()> {
    ensure(destination.mint == *mint, MosaicError::DestinationOfAnotherMint)?;
    ensure(destination.owner == *payee.key, MosaicError::DestinationOfAnotherOwner)?;
    if !payee.is_signer {
        let associated = seeds::associated_token_of(payee.key, mint, token_program);
        ensure(*info.key == associated, MosaicError::DestinationNotAssociated)?;
    }
    ensure(destination.state != FROZEN, MosaicError::DestinationFrozen)
}

/// Refuses unless exactly one unit of `mint`, an NFT, is in `place`, owned by `owner` (INV-01).
pub(crate) fn verify_arrival(place: &AccountInfo, owner: &Pubkey, mint: &Pubkey, token_program: &Pubkey) -> Result<()> {
    let there = account_of(place, token_program, MosaicError::AssetMoveMismatch)?;
    let arrived = u64::from(there.amount) == 1 && there.owner == *owner && there.mint == *mint;
    ensure(arrived, MosaicError::AssetMoveMismatch)
}

/// Moves tokens, and verifies both balances afterwards. Nothing happens for an amount of zero.
pub(crate) fn transfer<'info>(
    from: &AccountInfo<'info>,
    to: &AccountInfo<'info>,
    authority: &AccountInfo<'info>,
    value: u64,
    signer: &[&[&[u8]]],
    mismatch: MosaicError,
) -> Result<()> {
    if value == 0 {
        return Ok(());
    }
    let left = amount(from, mismatch)?.checked_sub(value).or_error(mismatch)?;
    let there = amount(to, mismatch)?.checked_add(value).or_error(mismatch)?;
    cpi::transfer(from, to, authority, value, signer)?;
    ensure(amount(from, mismatch)? == left && amount(to, mismatch)? == there, mismatch)
}

/// Burns fractions, and verifies the supply afterwards. Nothing happens for an amount of zero.
pub(crate) fn burn<'info>(
    fraction_mint: &AccountInfo<'info>,
    from: &AccountInfo<'info>,
    authority: &AccountInfo<'info>,
    value: u64,
    signer: &[&[&[u8]]],
) -> Result<()> {
    if value == 0 {
        return Ok(());
    }
    let left = supply(fraction_mint)?.checked_sub(value).or_error(MosaicError::SupplyMismatch)?;
    cpi::burn(fraction_mint, from, authority, value, signer)?;
    ensure(supply(fraction_mint)? == left, MosaicError::SupplyMismatch)
}

/// Makes a token account of `owner` at a derived address.
pub(crate) fn create_account<'info>(
    payer: &AccountInfo<'info>,
    new: &AccountInfo<'info>,
    mint: &AccountInfo<'info>,
    owner: &Pubkey,
    seeds: &[&[u8]],
) -> Result<()> {
    create_account_of(&TOKEN_ID, payer, new, mint, owner, seeds)
}

/// [`create_account`] for a mint of either token program. No mint that a vault takes demands an extension of it.
pub(crate) fn create_account_of<'info>(
    token_program: &Pubkey,
    payer: &AccountInfo<'info>,
    new: &AccountInfo<'info>,
    mint: &AccountInfo<'info>,
    owner: &Pubkey,
    seeds: &[&[u8]],
) -> Result<()> {
    cpi::create_account(payer, new, ACCOUNT_BYTES, token_program, seeds)?;
    cpi::initialize_account(token_program, new, mint, owner)
}
