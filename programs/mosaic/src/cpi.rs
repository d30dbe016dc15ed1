//! The calls to other programs, encoded here instead of by their crates.
//!
//! Those builders serialise into growing vectors and clone every account several times; a call costs less than half
//! when its few bytes are written directly. The tests run every one of these calls against the real program.

use anchor_lang::{
    prelude::*,
    solana_program::{
        instruction::{AccountMeta, Instruction},
        program::invoke_signed,
    },
    system_program,
};
use anchor_spl::{metadata::ID as TOKEN_METADATA_ID, token::ID as TOKEN_ID, token_2022::ID as TOKEN_2022_ID};

/// What a call may do with an account.
#[derive(Clone, Copy)]
pub(crate) enum Role {
    /// Reads it.
    Read,
    /// Writes it.
    Write,
    /// Reads it, and counts on its signature.
    Sign,
    /// Writes it, and counts on its signature.
    SignAndWrite,
}

/// Signers' seeds of a call, none where all signatures are the caller's.
pub(crate) type Seeds<'a> = &'a [&'a [&'a [u8]]];

/// Calls a program.
pub(crate) fn call<'info>(
    program_id: &Pubkey,
    accounts: &[(&AccountInfo<'info>, Role)],
    data: Vec<u8>,
    seeds: Seeds,
) -> Result<()> {
    let meta = |(info, role): &(&AccountInfo, Role)| AccountMeta {
        pubkey: *info.key,
        is_signer: matches!(role, Role::Sign | Role::SignAndWrite),
        is_writable: matches!(role, Role::Write | Role::SignAndWrite),
    };
    let metas = accounts.iter().map(meta).collect();
    let infos: Vec<_> = accounts.iter().map(|(info, _)| (*info).clone()).collect();
    Ok(invoke_signed(&Instruction { program_id: *program_id, accounts: metas, data }, &infos, seeds)?)
}

/// A tag of one byte and an amount: how the token program's moves are encoded.
fn tagged(tag: u8, amount: u64) -> Vec<u8> {
    let [a, b, c, d, e, f, g, h] = amount.to_le_bytes();
    vec![tag, a, b, c, d, e, f, g, h]
}

/// `Transfer` of the token program.
pub(crate) fn transfer<'info>(
    from: &AccountInfo<'info>,
    to: &AccountInfo<'info>,
    authority: &AccountInfo<'info>,
    amount: u64,
    seeds: Seeds,
) -> Result<()> {
    call(&TOKEN_ID, &[(from, Role::Write), (to, Role::Write), (authority, Role::Sign)], tagged(3, amount), seeds)
}

/// `TransferChecked` of Token-2022 for the one unit of an NFT.
pub(crate) fn transfer_token_2022<'info>(
    from: &AccountInfo<'info>,
    mint: &AccountInfo<'info>,
    to: &AccountInfo<'info>,
    authority: &AccountInfo<'info>,
    seeds: Seeds,
) -> Result<()> {
    let decimals = 0;
    let mut data = tagged(12, 1);
    data.push(decimals);
    let accounts = [(from, Role::Write), (mint, Role::Read), (to, Role::Write), (authority, Role::Sign)];
    call(&TOKEN_2022_ID, &accounts, data, seeds)
}

/// `MintTo` of the token program.
pub(crate) fn mint_to<'info>(
    mint: &AccountInfo<'info>,
    to: &AccountInfo<'info>,
    authority: &AccountInfo<'info>,
    amount: u64,
    seeds: Seeds,
) -> Result<()> {
    call(&TOKEN_ID, &[(mint, Role::Write), (to, Role::Write), (authority, Role::Sign)], tagged(7, amount), seeds)
}

/// `Burn` of the token program.
pub(crate) fn burn<'info>(
    mint: &AccountInfo<'info>,
    from: &AccountInfo<'info>,
    authority: &AccountInfo<'info>,
    amount: u64,
    seeds: Seeds,
) -> Result<()> {
    call(&TOKEN_ID, &[(from, Role::Write), (mint, Role::Write), (authority, Role::Sign)], tagged(8, amount), seeds)
}

/// `SetAuthority` of the token program: the mint has no mint authority any more.
pub(crate) fn remove_mint_authority<'info>(
    mint: &AccountInfo<'info>,
    authority: &AccountInfo<'info>,
    seeds: Seeds,
) -> Result<()> {
    let (mint_tokens, none) = (0, 0);
    call(&TOKEN_ID, &[(mint, Role::Write), (authority, Role::Sign)], vec![6, mint_tokens, none], seeds)
}

/// `CloseAccount` of the token program.
pub(crate) fn close_account<'info>(
    account: &AccountInfo<'info>,
    rent_recipient: &AccountInfo<'info>,
    authority: &AccountInfo<'info>,
    seeds: Seeds,
) -> Result<()> {
    close_account_of(&TOKEN_ID, account, rent_recipient, authority, seeds)
}

/// `CloseAccount` of either token program.
pub(crate) fn close_account_of<'info>(
    token_program: &Pubkey,
    account: &AccountInfo<'info>,
    rent_recipient: &AccountInfo<'info>,
    authority: &AccountInfo<'info>,
    seeds: Seeds,
) -> Result<()> {
    let accounts = [(account, Role::Write), (rent_recipient, Role::Write), (authority, Role::Sign)];
    call(token_program, &accounts, vec![9], seeds)
}

/// `InitializeAccount3` of either token program.
pub(crate) fn initialize_account<'info>(
    token_program: &Pubkey,
    account: &AccountInfo<'info>,
    mint: &AccountInfo<'info>,
    owner: &Pubkey,
) -> Result<()> {
    let mut data = Vec::with_capacity(33);
    data.push(18);
    data.extend_from_slice(owner.as_ref());
    call(token_program, &[(account, Role::Write), (mint, Role::Read)], data, &[])
}

/// `InitializeMint2` of the token program, without a freeze authority.
pub(crate) fn initialize_mint(mint: &AccountInfo, decimals: u8, mint_authority: &Pubkey) -> Result<()> {
    let no_freeze_authority = 0;
    let mut data = Vec::with_capacity(35);
    data.extend_from_slice(&[20, decimals]);
    data.extend_from_slice(mint_authority.as_ref());
    data.push(no_freeze_authority);
    call(&TOKEN_ID, &[(mint, Role::Write)], data, &[])
}

/// An instruction of the system program begins with its number in four bytes.
fn system_data(number: u8, capacity: usize) -> Vec<u8> {
    let mut data = Vec::with_capacity(capacity);
    data.extend_from_slice(&[number, 0, 0, 0]);
    data
}

/// Makes an account at a derived address, whether or not somebody sent lamports there before.
pub(crate) fn create_account<'info>(
    payer: &AccountInfo<'info>,
    new: &AccountInfo<'info>,
    space: usize,
    owner: &Pubkey,
    seeds: &[&[u8]],
) -> Result<()> {
    let (rent, space) = (Rent::get()?.minimum_balance(space), (space as u64).to_le_bytes());
    let system = &system_program::ID;
    if new.lamports() == 0 {
        let mut data = system_data(0, 52);
        data.extend_from_slice(&rent.to_le_bytes());
        data.extend_from_slice(&space);
        data.extend_from_slice(owner.as_ref());
        return call(system, &[(payer, Role::SignAndWrite), (new, Role::SignAndWrite)], data, &[seeds]);
    }
    // `CreateAccount` refuses an address that holds lamports already: a donation must not block it.
    let missing = rent.saturating_sub(new.lamports());
    if missing > 0 {
        let mut transfer = system_data(2, 12);
        transfer.extend_from_slice(&missing.to_le_bytes());
        call(system, &[(payer, Role::SignAndWrite), (new, Role::Write)], transfer, &[])?;
    }
    let mut allocate = system_data(8, 12);
    allocate.extend_from_slice(&space);
    call(system, &[(new, Role::SignAndWrite)], allocate, &[seeds])?;
    let mut assign = system_data(1, 36);
    assign.extend_from_slice(owner.as_ref());
    call(system, &[(new, Role::SignAndWrite)], assign, &[seeds])
}

/// `CreateMetadataAccountV3` of Token Metadata: immutable, without creators, royalties or a collection.
pub(crate) fn create_metadata<'info>(
    metadata: &AccountInfo<'info>,
    mint: &AccountInfo<'info>,
    authority: &AccountInfo<'info>,
    payer: &AccountInfo<'info>,
    system_program: &AccountInfo<'info>,
    name_symbol_uri: [&str; 3],
    seeds: Seeds,
) -> Result<()> {
    let mut data = vec![33];
    for text in name_symbol_uri {
        data.extend_from_slice(&(text.len() as u32).to_le_bytes());
        data.extend_from_slice(text.as_bytes());
    }
    let (royalty, creators, collection, uses) = ([0, 0], 0, 0, 0);
    data.extend_from_slice(&royalty);
    let (mutable, collection_details) = (0, 0);
    data.extend_from_slice(&[creators, collection, uses, mutable, collection_details]);
    let accounts = [
        (metadata, Role::Write),
        (mint, Role::Read),
        (authority, Role::Sign),
        (payer, Role::SignAndWrite),
        (authority, Role::Sign),
        (system_program, Role::Read),
    ];
    call(&TOKEN_METADATA_ID, &accounts, data, seeds)
}

/// The data of Token Metadata's `TransferV1` for one unit, without authorization data.
pub(crate) fn transfer_v1_data() -> Vec<u8> {
    let (version, no_authorization_data) = (0, 0);
    let mut data = vec![49, version];
    data.extend_from_slice(&1u64.to_le_bytes());
    data.push(no_authorization_data);
    data
}
