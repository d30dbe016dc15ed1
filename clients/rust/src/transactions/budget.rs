//! Compute units: how many each instruction uses at most.

use anchor_lang::{
    Discriminator,
    solana_program::{instruction::Instruction, system_program},
};
use anchor_spl::{associated_token::ID as ASSOCIATED_TOKEN_ID, token::ID as TOKEN_ID};
use mosaic::{constants::RULES_PROGRAM_ID, instruction as data};
use solana_compute_budget_interface::{ComputeBudgetInstruction, ID as COMPUTE_BUDGET_ID};

use crate::pools::raydium;

/// Most compute units of a transaction.
pub const MAX_COMPUTE_UNITS: u32 = 1_400_000;

/// Most that an instruction uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ceiling {
    /// Compute units, those of called programs included.
    pub units: u32,
    /// Instructions: itself and those called.
    pub calls: u32,
}

const fn most(units: u32, calls: u32) -> Ceiling {
    Ceiling { units, calls }
}

/// What the runtime grants an instruction it is told nothing about.
const UNKNOWN: Ceiling = most(200_000, 8);

/// The most that an instruction uses. The search for derived addresses makes use vary from vault to vault, and lamports
/// sent to an address beforehand take two calls more to make the account there: the ceilings leave room for both. An
/// instruction of another program that actions do not use gets what the runtime grants by default.
#[must_use]
pub fn ceiling(instruction: &Instruction) -> Ceiling {
    let rules = || instruction.accounts.iter().any(|meta| meta.pubkey == RULES_PROGRAM_ID);
    match instruction.program_id {
        COMPUTE_BUDGET_ID => most(150, 1),
        system_program::ID => most(150, 1),
        TOKEN_ID => most(6_000, 1),
        ASSOCIATED_TOKEN_ID => most(45_000, 7),
        mosaic::ID_CONST => of_mosaic(&instruction.data, rules()),
        // Not measured: room for the making of a pool, with all its accounts.
        raydium::PROGRAM_ID => most(400_000, 30),
        _ => UNKNOWN,
    }
}

fn of_mosaic(data: &[u8], rules: bool) -> Ceiling {
    let table: [(&[u8], Ceiling); 46] = [
        (data::CreateVault::DISCRIMINATOR, most(30_000, 8)),
        (data::DepositNft::DISCRIMINATOR, most(50_000, 9)),
        (data::DepositProgrammableNft::DISCRIMINATOR, if rules { most(620_000, 34) } else { most(230_000, 20) }),
        (data::DepositToken2022Nft::DISCRIMINATOR, most(60_000, 9)),
        (data::DescribeFraction::DISCRIMINATOR, most(70_000, 7)),
        (data::Activate::DISCRIMINATOR, most(20_000, 3)),
        (data::Cancel::DISCRIMINATOR, most(12_000, 2)),
        (data::LowerCuratorFee::DISCRIMINATOR, most(8_000, 1)),
        (data::PlaceBid::DISCRIMINATOR, most(80_000, 17)),
        (data::WithdrawBid::DISCRIMINATOR, most(28_000, 3)),
        (data::Settle::DISCRIMINATOR, most(20_000, 2)),
        (data::ClaimAsset::DISCRIMINATOR, most(28_000, 3)),
        (data::ClaimProgrammableAsset::DISCRIMINATOR, if rules { most(300_000, 20) } else { most(240_000, 18) }),
        (data::ClaimToken2022Asset::DISCRIMINATOR, most(34_000, 3)),
        (data::ClaimRoyalty::DISCRIMINATOR, most(20_000, 2)),
        (data::ClaimCuratorFee::DISCRIMINATOR, most(18_000, 2)),
        (data::Redeem::DISCRIMINATOR, most(28_000, 3)),
        (data::Reclaim::DISCRIMINATOR, most(16_000, 2)),
        (data::CloseVault::DISCRIMINATOR, most(42_000, 5)),
        (data::OpenStaking::DISCRIMINATOR, most(40_000, 8)),
        (data::Stake::DISCRIMINATOR, most(32_000, 5)),
        (data::Unstake::DISCRIMINATOR, most(24_000, 2)),
        (data::OpenAsks::DISCRIMINATOR, most(20_000, 4)),
        (data::SetAsk::DISCRIMINATOR, most(12_000, 1)),
        (data::SetDelegate::DISCRIMINATOR, most(8_000, 1)),
        (data::AddIncomeMint::DISCRIMINATOR, most(30_000, 5)),
        (data::DepositIncome::DISCRIMINATOR, most(24_000, 2)),
        (data::ClaimIncome::DISCRIMINATOR, most(32_000, 2)),
        (data::QuoteVault::DISCRIMINATOR, most(14_000, 1)),
        (data::CloseIncome::DISCRIMINATOR, most(42_000, 4)),
        (data::Propose::DISCRIMINATOR, most(30_000, 4)),
        (data::Vote::DISCRIMINATOR, most(24_000, 4)),
        (data::WithdrawVote::DISCRIMINATOR, most(10_000, 1)),
        (data::ExecuteProposal::DISCRIMINATOR, most(36_000, 5)),
        (data::CloseProposal::DISCRIMINATOR, most(8_000, 1)),
        (data::AcceptLicense::DISCRIMINATOR, most(26_000, 2)),
        (data::RenewLicense::DISCRIMINATOR, most(26_000, 2)),
        (data::CloseLicense::DISCRIMINATOR, most(6_000, 1)),
        (data::MakeOffer::DISCRIMINATOR, most(80_000, 17)),
        (data::WithdrawOffer::DISCRIMINATOR, most(28_000, 3)),
        (data::AcceptOffer::DISCRIMINATOR, most(18_000, 1)),
        (data::CloseStaking::DISCRIMINATOR, most(24_000, 3)),
        (data::OpenOffering::DISCRIMINATOR, most(60_000, 12)),
        (data::BuyFractions::DISCRIMINATOR, most(34_000, 5)),
        (data::ClaimPurchase::DISCRIMINATOR, most(28_000, 3)),
        (data::CloseOffering::DISCRIMINATOR, most(44_000, 7)),
    ];
    table.iter().find(|(discriminator, _)| data.starts_with(discriminator)).map_or(UNKNOWN, |(_, most)| *most)
}

/// Most compute units that these instructions use in sum.
#[must_use]
pub fn compute_units(instructions: &[Instruction]) -> u32 {
    let units = instructions.iter().map(|instruction| ceiling(instruction).units);
    units.fold(0, u32::saturating_add)
}

/// The instructions that limit a transaction to this many compute units, at most [`MAX_COMPUTE_UNITS`], and set their
/// price in micro-lamports per unit (0: none).
#[must_use]
pub fn compute_budget(units: u32, price_per_unit: u64) -> Vec<Instruction> {
    let own = 150 * if price_per_unit > 0 { 2 } else { 1 };
    let limit = ComputeBudgetInstruction::set_compute_unit_limit(units.saturating_add(own).min(MAX_COMPUTE_UNITS));
    let price = (price_per_unit > 0).then(|| ComputeBudgetInstruction::set_compute_unit_price(price_per_unit));
    [limit].into_iter().chain(price).collect()
}

/// Puts a compute budget before instructions of one transaction: the limit they need, and a price in micro-lamports per
/// unit (0: none).
#[must_use]
pub fn with_compute_budget(instructions: Vec<Instruction>, price_per_unit: u64) -> Vec<Instruction> {
    let mut all = compute_budget(compute_units(&instructions), price_per_unit);
    all.extend(instructions);
    all
}
