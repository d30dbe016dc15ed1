//! Instructions with any arguments and accounts, as the runtime hands them to the program.
//!
//! Calls to other programs do nothing here: they are refused, or go through without an effect, which the program has to
//! notice. What they really do is tried on the bank, by the other tests.

use std::sync::{
    Once,
    atomic::{AtomicBool, AtomicI64, Ordering::Relaxed},
};

use anchor_lang::{
    AnchorDeserialize, Discriminator, InstructionData,
    prelude::{AccountInfo, Clock, ProgramError, Pubkey, Rent},
    solana_program::{entrypoint::ProgramResult, instruction::Instruction},
    system_program,
};
use anchor_spl::{associated_token, metadata, token, token_2022};
use arbitrary::{Result, Unstructured};
use bytemuck::Zeroable;
use mosaic::{
    constants::{INSTRUCTIONS_SYSVAR_ID, RULES_PROGRAM_ID},
    token::{ACCOUNT_BYTES, MINT_BYTES},
};
use mosaic_client::state::{
    AccountType, Asks, Asset, Auction, Bid, License, Offering, Pool, Proposal, Purchase, Stake, Vault, Vote,
};
use solana_sysvar::program_stubs::{SyscallStubs, set_syscall_stubs};

use crate::input::amount;

/// Most accounts that are no programs, and most that an instruction names.
const OWN: u8 = 12;
const MOST: usize = 20;
/// What the runtime leaves behind the data of an account for it to grow.
const SPARE: usize = 10_240;

/// Accounts that are always the same ones.
const KNOWN: [Pubkey; 8] = [
    mosaic::ID_CONST,
    token::ID,
    token_2022::ID,
    system_program::ID,
    metadata::ID,
    associated_token::ID,
    INSTRUCTIONS_SYSVAR_ID,
    RULES_PROGRAM_ID,
];

static NOW: AtomicI64 = AtomicI64::new(0);
static CALLS_GO_THROUGH: AtomicBool = AtomicBool::new(false);

/// The runtime as far as the program needs it.
struct Runtime;

impl SyscallStubs for Runtime {
    fn sol_log(&self, _message: &str) {}

    fn sol_log_data(&self, _fields: &[&[u8]]) {}

    fn sol_invoke_signed(&self, _: &Instruction, _: &[AccountInfo], _: &[&[&[u8]]]) -> ProgramResult {
        if CALLS_GO_THROUGH.load(Relaxed) { Ok(()) } else { Err(ProgramError::Custom(0)) }
    }

    fn sol_get_clock_sysvar(&self, to: *mut u8) -> u64 {
        let clock = Clock { unix_timestamp: NOW.load(Relaxed), ..Clock::default() };
        // SAFETY: the caller is `Clock::get`, which passes the address of a clock.
        unsafe { to.cast::<Clock>().write_unaligned(clock) };
        0
    }

    fn sol_get_rent_sysvar(&self, to: *mut u8) -> u64 {
        // SAFETY: the caller is `Rent::get`, which passes the address of a rent.
        unsafe { to.cast::<Rent>().write_unaligned(Rent::default()) };
        0
    }
}

/// An account as it is handed in.
struct Given {
    key: Pubkey,
    owner: Pubkey,
    signs: bool,
    writable: bool,
    lamports: u64,
    data: Vec<u8>,
}

fn key(input: &mut Unstructured) -> Result<Pubkey> {
    Ok(match input.int_in_range(0..=OWN + KNOWN.len() as u8)? {
        OWN => Pubkey::default(),
        number if number < OWN => own_key(number),
        number => KNOWN[usize::from(number - OWN) - 1],
    })
}

fn own_key(number: u8) -> Pubkey {
    Pubkey::new_from_array([number + 1; 32])
}

/// An account of the program: it names keys that are there, and has some numbers.
fn typed<T: AccountType>(input: &mut Unstructured, mut content: T, keys: usize) -> Result<Vec<u8>> {
    let bytes = bytemuck::bytes_of_mut(&mut content);
    for place in bytes.chunks_exact_mut(32).take(keys) {
        place.copy_from_slice(key(input)?.as_ref());
    }
    for _number in 0..input.int_in_range(0..=6)? {
        let at = usize::from(input.arbitrary::<u8>()?) * 8 % bytes.len();
        let number = amount(input)?.to_le_bytes();
        let end = bytes.len().min(at + 8);
        bytes[at..end].copy_from_slice(&number[..end - at]);
    }
    Ok([T::DISCRIMINATOR, bytes].concat())
}

fn vault(input: &mut Unstructured) -> Result<Vault> {
    let [status, flags, assets]: [u8; 3] = input.arbitrary()?;
    Ok(Vault {
        status: status % 6,
        staking: flags & 1,
        asks: flags >> 1 & 1,
        auction: flags >> 2 & 1,
        assets: assets % 17,
        assets_held: assets % 17,
        assets_open: assets % 17,
        opening_price: 1_000,
        consent_bps: 5_000,
        step_bps: 500,
        voting_secs: 86_400,
        auction_secs: 86_400,
        stake_lock_secs: 3_600,
        ..Vault::zeroed()
    })
}

fn token_data(input: &mut Unstructured) -> Result<Vec<u8>> {
    let amount = amount(input)?.to_le_bytes();
    if input.ratio(1, 3)? {
        let mut mint = vec![0; MINT_BYTES];
        mint[0] = input.arbitrary::<u8>()? & 1;
        mint[4..36].copy_from_slice(key(input)?.as_ref());
        mint[36..44].copy_from_slice(&amount);
        (mint[44], mint[45]) = (input.int_in_range(0..=9)?, 1);
        return Ok(mint);
    }
    let mut account = vec![0; ACCOUNT_BYTES];
    account[..32].copy_from_slice(key(input)?.as_ref());
    account[32..64].copy_from_slice(key(input)?.as_ref());
    account[64..72].copy_from_slice(&amount);
    account[108] = if input.ratio(7, 8)? { 1 } else { input.arbitrary()? };
    Ok(account)
}

fn given(input: &mut Unstructured, number: u8) -> Result<Given> {
    let [kind, flags]: [u8; 2] = input.arbitrary()?;
    let (data, owner) = match kind % 18 {
        0 => (vec![], system_program::ID),
        1 | 2 => {
            let vault = vault(input)?;
            (typed(input, vault, 5)?, mosaic::ID)
        }
        3 => (typed(input, Asset::zeroed(), 4)?, mosaic::ID),
        4 => (typed(input, Auction::zeroed(), 5)?, mosaic::ID),
        5 => (typed(input, Bid::zeroed(), 2)?, mosaic::ID),
        6 => (typed(input, Pool::zeroed(), 6)?, mosaic::ID),
        7 => (typed(input, Stake::zeroed(), 3)?, mosaic::ID),
        8 => (typed(input, Asks::zeroed(), 2)?, mosaic::ID),
        9 => (typed(input, Proposal::zeroed(), 3)?, mosaic::ID),
        10 => (typed(input, Vote::zeroed(), 4)?, mosaic::ID),
        11 => (typed(input, License::zeroed(), 3)?, mosaic::ID),
        12 => (typed(input, Offering::zeroed(), 3)?, mosaic::ID),
        13 => (typed(input, Purchase::zeroed(), 3)?, mosaic::ID),
        14 | 15 => (token_data(input)?, token::ID),
        16 => (token_data(input)?, token_2022::ID),
        _ => {
            let length = usize::from(input.arbitrary::<u8>()?);
            (input.bytes(length.min(input.len()))?.to_vec(), *input.choose(&KNOWN)?)
        }
    };
    let (signs, writable) = (flags & 7 != 0, flags >> 3 & 7 != 0);
    Ok(Given { key: own_key(number), owner, signs, writable, lamports: u64::from(flags) << 20, data })
}

/// What the runtime passes: the accounts, those that occur again by their place, then the data and the program.
fn serialize(accounts: &[Given], order: &[usize], data: &[u8]) -> Vec<u64> {
    let mut bytes = (order.len() as u64).to_le_bytes().to_vec();
    for (place, index) in order.iter().enumerate() {
        if let Some(first) = order[..place].iter().position(|other| other == index) {
            bytes.extend_from_slice(&[first as u8, 0, 0, 0, 0, 0, 0, 0]);
            continue;
        }
        let Given { key, owner, signs, writable, lamports, data } = &accounts[*index];
        let executable = KNOWN.contains(key);
        bytes.extend_from_slice(&[u8::MAX, (*signs).into(), (*writable).into(), executable.into()]);
        bytes.extend_from_slice(&(data.len() as u32).to_le_bytes());
        bytes.extend_from_slice(key.as_ref());
        bytes.extend_from_slice(owner.as_ref());
        bytes.extend_from_slice(&lamports.to_le_bytes());
        bytes.extend_from_slice(&(data.len() as u64).to_le_bytes());
        bytes.extend_from_slice(data);
        bytes.resize((bytes.len() + SPARE).next_multiple_of(8), 0);
        bytes.extend_from_slice(&u64::MAX.to_le_bytes());
    }
    bytes.extend_from_slice(&(data.len() as u64).to_le_bytes());
    bytes.extend_from_slice(data);
    bytes.extend_from_slice(mosaic::ID.as_ref());
    bytes.resize(bytes.len().next_multiple_of(8), 0);
    // In words: what the program reads in place is aligned.
    bytes.chunks_exact(8).map(bytemuck::pod_read_unaligned).collect()
}

/// The program never panics; and where an instruction goes through, no lamports were made or lost, and nothing changed
/// that is not the program's or not writable.
fn call(accounts: &[Given], order: &[usize], data: &[u8]) -> bool {
    static BEGIN: Once = Once::new();
    BEGIN.call_once(|| _ = set_syscall_stubs(Box::new(Runtime)));
    let mut memory = serialize(accounts, order, data);
    // SAFETY: the memory is as the runtime would lay it out, aligned, and outlives all that is made of it.
    let (program, infos, data) = unsafe { solana_program_entrypoint::deserialize(memory.as_mut_ptr().cast::<u8>()) };
    // SAFETY: only lifetimes differ. Everything lives until the end of this function, and the program keeps nothing.
    let all = unsafe { std::mem::transmute::<&[AccountInfo<'_>], &[AccountInfo<'_>]>(infos.as_slice()) };
    if mosaic::entry(program, all, data).is_err() {
        return false;
    }
    let (mut before, mut after) = (0, 0);
    for (place, (info, index)) in infos.iter().zip(order).enumerate() {
        if order[..place].contains(index) {
            continue;
        }
        let was = &accounts[*index];
        before += u128::from(was.lamports);
        after += u128::from(info.lamports());
        let same = **info.data.borrow() == was.data[..];
        assert!(same || (was.writable && was.owner == mosaic::ID), "{} was written", was.key);
        assert!(info.lamports() == was.lamports || was.writable, "lamports of {} moved", was.key);
        assert!(info.lamports() >= was.lamports || was.owner == mosaic::ID, "lamports of {} were taken", was.key);
    }
    assert_eq!(before, after, "lamports were made or lost");
    true
}

pub(crate) fn instructions(input: &mut Unstructured) -> Result<usize> {
    NOW.store(i64::from(input.arbitrary::<i32>()?), Relaxed);
    CALLS_GO_THROUGH.store(input.arbitrary()?, Relaxed);
    let kinds = kinds();
    let (discriminator, check) = *input.choose(&kinds)?;
    let length = input.int_in_range(0..=96)?;
    let arguments = input.bytes(length.min(input.len()))?;
    let decoded = check(arguments);

    let mut accounts = Vec::new();
    for number in 0..input.int_in_range(0..=OWN)? {
        accounts.push(given(input, number)?);
    }
    let own = accounts.len();
    let programs = KNOWN.map(|key| Given {
        key,
        owner: system_program::ID,
        signs: false,
        writable: false,
        lamports: 1,
        data: vec![],
    });
    accounts.extend(programs);
    let mut order = Vec::new();
    while order.len() < MOST && !input.is_empty() {
        let place = usize::from(input.arbitrary::<u8>()?);
        // As they come, or any.
        order.push(if place < 128 && order.len() < own { order.len() } else { place % accounts.len() });
    }
    let done = call(&accounts, &order, &[discriminator, arguments].concat());
    assert!(decoded || !done, "went through with arguments that cannot be decoded");
    Ok(usize::from(decoded))
}

/// Arguments that can be decoded are encoded as they were.
fn decodes<T: AnchorDeserialize + InstructionData>(arguments: &[u8]) -> bool {
    let mut rest = arguments;
    let Ok(instruction) = T::deserialize(&mut rest) else { return false };
    let read = &arguments[..arguments.len() - rest.len()];
    assert_eq!(instruction.data(), [T::DISCRIMINATOR, read].concat());
    true
}

macro_rules! instructions {
    ($($name:ident)*) => {
        /// Discriminator of each instruction, and how its arguments are checked.
        fn kinds() -> Vec<(&'static [u8], fn(&[u8]) -> bool)> {
            vec![$((mosaic::instruction::$name::DISCRIMINATOR, decodes::<mosaic::instruction::$name>)),*]
        }
    };
}

instructions! {
    CreateVault DepositNft DepositProgrammableNft DepositToken2022Nft DescribeFraction Cancel Activate PlaceBid
    WithdrawBid Settle ClaimAsset ClaimProgrammableAsset ClaimToken2022Asset ClaimRoyalty ClaimCuratorFee Redeem
    Reclaim CloseVault OpenStaking Stake Unstake OpenAsks SetAsk SetDelegate AddIncomeMint DepositIncome ClaimIncome
    QuoteVault CloseIncome CloseStaking Propose Vote WithdrawVote ExecuteProposal CloseProposal AcceptLicense
    RenewLicense CloseLicense MakeOffer WithdrawOffer AcceptOffer OpenOffering BuyFractions ClaimPurchase CloseOffering
    LowerCuratorFee
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_instruction_is_tried() {
        let entries = include_str!("../../../programs/mosaic/src/lib.rs").matches("    pub fn ").count();
        assert_eq!(kinds().len(), entries);
    }

    #[test]
    fn an_instruction_that_needs_no_calls_goes_through() {
        NOW.store(1_800_000_000, Relaxed);
        let (vault, holder) = (own_key(0), own_key(1));
        let content = Vault { status: 1, assets: 1, assets_held: 1, assets_open: 1, ..Vault::zeroed() };
        let stake = mosaic_client::state::Stake { vault, holder, ..Zeroable::zeroed() };
        let given = |key, owner, data| Given { key, owner, signs: true, writable: true, lamports: 1, data };
        let of = |discriminator: &[u8], bytes: &[u8]| [discriminator, bytes].concat();
        let accounts = [
            given(holder, system_program::ID, vec![]),
            given(vault, mosaic::ID, of(Vault::DISCRIMINATOR, bytemuck::bytes_of(&content))),
            given(own_key(2), mosaic::ID, of(Stake::DISCRIMINATOR, bytemuck::bytes_of(&stake))),
        ];
        let args = mosaic::instructions::SetDelegateArgs { delegate: Some(own_key(3)) };
        let data = mosaic::instruction::SetDelegate { args }.data();
        assert!(call(&accounts, &[0, 1, 2], &data));
        assert!(!call(&accounts, &[0, 2, 1], &data));
    }
}
