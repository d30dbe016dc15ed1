//! Token accounts and mints of the classic token program, read where they lie, and the few moves the program makes.
//!
//! Each move is verified: the balances afterwards must differ from those before by exactly the amount.

use anchor_lang::prelude::*;
use anchor_spl::{
    token::ID as TOKEN_ID,
    token_2022::spl_token_2022::pod::{PodAccount, PodMint},
};

use crate::{
    cpi,
    error::{MosaicError, OrError, ensure},
    seeds,
};

/// Bytes of a token account of the classic program.
pub const ACCOUNT_BYTES: usize = size_of::<PodAccount>();
/// Bytes of a mint of the classic program.
pub const MINT_BYTES: usize = size_of::<PodMint>();

/// What the program looks at in a token account.
#[derive(Clone, Copy, Debug)]
pub struct Holding {
    /// Mint of the tokens.
    pub mint: Pubkey,
    /// Who owns them.
    pub owner: Pubkey,
    /// How many, in raw units.
    pub amount: u64,
    /// Whether they are frozen.
    pub frozen: bool,
    /// Whether somebody else may move some.
    pub delegated: bool,
}

/// Reads a token account.
///
/// Refuses with `error` what is not an initialised token account of the classic token program.
pub fn holding(info: &AccountInfo, error: MosaicError) -> Result<Holding> {
    ensure(*info.owner == TOKEN_ID, error)?;
    let data = info.try_borrow_data()?;
    let account = bytemuck::try_from_bytes::<PodAccount>(&data).map_err(|_| error)?;
    ensure(account.state == INITIALIZED || account.state == FROZEN, error)?;
    Ok(Holding {
        mint: account.mint,
        owner: account.owner,
        amount: account.amount.into(),
        frozen: account.state == FROZEN,
        delegated: account.delegate.is_some(),
    })
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
}

/// Reads a mint.
///
/// Refuses with `error` what is not an initialised mint of the classic token program.
pub fn mint(info: &AccountInfo, error: MosaicError) -> Result<MintState> {
    ensure(*info.owner == TOKEN_ID, error)?;
    let data = info.try_borrow_data()?;
    let mint = bytemuck::try_from_bytes::<PodMint>(&data).map_err(|_| error)?;
    ensure(bool::from(mint.is_initialized), error)?;
    let authority = mint.mint_authority;
    Ok(MintState {
        supply: mint.supply.into(),
        decimals: mint.decimals,
        mint_authority: authority.is_some().then_some(authority.value),
    })
}

/// Balance of a token account, in raw units; refuses with `error` what is none.
pub(crate) fn amount(info: &AccountInfo, error: MosaicError) -> Result<u64> {
    Ok(holding(info, error)?.amount)
}

/// Refuses a source that `owner` cannot pay `amount` of `mint` from.
pub(crate) fn check_source(info: &AccountInfo, owner: &Pubkey, mint: &Pubkey, amount: u64) -> Result<()> {
    ensure(!source(info, owner, mint, amount)?.frozen, MosaicError::SourceFrozen)?;
    Ok(())
}

/// As [`check_source`], for a source that MAY be frozen: a programmable NFT's always is.
pub(crate) fn source(info: &AccountInfo, owner: &Pubkey, mint: &Pubkey, amount: u64) -> Result<Holding> {
    let source = holding(info, MosaicError::SourceNotAToken)?;
    ensure(source.mint == *mint, MosaicError::SourceOfAnotherMint)?;
    // The owner signs every debit: a delegate's signature is none.
    ensure(source.owner == *owner, MosaicError::SourceOfAnotherOwner)?;
    ensure(source.amount >= amount, MosaicError::SourceTooSmall)?;
    Ok(source)
}

/// Refuses a destination at which `payee` is not paid `mint`. Who does not sign is only paid to the associated token
/// account, so that nobody can pick another one (DESIGN section 3, rule 3).
pub(crate) fn check_payee(info: &AccountInfo, payee: &AccountInfo, mint: &Pubkey) -> Result<()> {
    let destination = holding(info, MosaicError::DestinationNotAToken)?;
    ensure(destination.mint == *mint, MosaicError::DestinationOfAnotherMint)?;
    ensure(destination.owner == *payee.key, MosaicError::DestinationOfAnotherOwner)?;
    if !payee.is_signer {
        let associated = seeds::associated_token(payee.key, mint);
        ensure(*info.key == associated, MosaicError::DestinationNotAssociated)?;
    }
    ensure(!destination.frozen, MosaicError::DestinationFrozen)?;
    Ok(())
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
    ensure(amount(from, mismatch)? == left && amount(to, mismatch)? == there, mismatch)?;
    Ok(())
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
    let supply = mint(fraction_mint, MosaicError::WrongFractionMint)?.supply;
    let left = supply.checked_sub(value).or_error(MosaicError::SupplyMismatch)?;
    cpi::burn(fraction_mint, from, authority, value, signer)?;
    ensure(mint(fraction_mint, MosaicError::WrongFractionMint)?.supply == left, MosaicError::SupplyMismatch)?;
    Ok(())
}

/// Makes a token account of `owner` at a derived address.
pub(crate) fn create_account<'info>(
    payer: &AccountInfo<'info>,
    new: &AccountInfo<'info>,
    mint: &AccountInfo<'info>,
    owner: &Pubkey,
    seeds: &[&[u8]],
) -> Result<()> {
    cpi::create_account(payer, new, ACCOUNT_BYTES, &TOKEN_ID, seeds)?;
    cpi::initialize_account(new, mint, owner)
}
