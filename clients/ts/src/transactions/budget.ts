/** Compute units: how many each instruction uses at most. */

import { type Instruction, type ReadonlyUint8Array } from '@solana/kit';
import {
  COMPUTE_BUDGET_PROGRAM_ADDRESS,
  getSetComputeUnitLimitInstruction,
  getSetComputeUnitPriceInstruction,
} from '@solana-program/compute-budget';
import { SYSTEM_PROGRAM_ADDRESS } from '@solana-program/system';
import { ASSOCIATED_TOKEN_PROGRAM_ADDRESS, TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';

import { MOSAIC_PROGRAM_ADDRESS, MosaicInstruction, identifyMosaicInstruction } from '../generated/index.ts';
import { RAYDIUM_PROGRAM_ADDRESS, RULES_PROGRAM_ADDRESS } from '../addresses.ts';

/** Most compute units of a transaction. */
export const MAX_COMPUTE_UNITS = 1_400_000;

/** Most that an instruction uses. */
export type Ceiling = {
  /** Compute units, those of called programs included. */
  units: number;
  /** Instructions: itself and those called. */
  calls: number;
};

/** What the runtime grants an instruction it is told nothing about. */
const UNKNOWN: Ceiling = { units: 200_000, calls: 8 };

/** What each instruction of the compute budget itself uses. */
const BUDGET_UNITS = 150;

const OF_OTHERS: Readonly<Record<string, Ceiling>> = {
  [COMPUTE_BUDGET_PROGRAM_ADDRESS]: { units: BUDGET_UNITS, calls: 1 },
  [SYSTEM_PROGRAM_ADDRESS]: { units: 150, calls: 1 },
  [TOKEN_PROGRAM_ADDRESS]: { units: 6_000, calls: 1 },
  [ASSOCIATED_TOKEN_PROGRAM_ADDRESS]: { units: 45_000, calls: 7 },
  // Not measured: room for the making of a pool, with all its accounts.
  [RAYDIUM_PROGRAM_ADDRESS]: { units: 400_000, calls: 30 },
};

/** Those of the program by name; moving a programmable NFT takes more where it has a rule set. */
const OF_MOSAIC: Readonly<Record<keyof typeof MosaicInstruction, Ceiling & { rules?: Ceiling }>> = {
  CreateVault: { units: 30_000, calls: 8 },
  DepositNft: { units: 50_000, calls: 9 },
  DepositProgrammableNft: { units: 230_000, calls: 20, rules: { units: 620_000, calls: 34 } },
  DepositToken2022Nft: { units: 60_000, calls: 9 },
  DescribeFraction: { units: 70_000, calls: 7 },
  Activate: { units: 20_000, calls: 3 },
  Cancel: { units: 12_000, calls: 2 },
  PlaceBid: { units: 80_000, calls: 17 },
  WithdrawBid: { units: 28_000, calls: 3 },
  Settle: { units: 20_000, calls: 2 },
  ClaimAsset: { units: 28_000, calls: 3 },
  ClaimProgrammableAsset: { units: 240_000, calls: 18, rules: { units: 300_000, calls: 20 } },
  ClaimToken2022Asset: { units: 34_000, calls: 3 },
  ClaimRoyalty: { units: 20_000, calls: 2 },
  ClaimCuratorFee: { units: 18_000, calls: 2 },
  Redeem: { units: 28_000, calls: 3 },
  Reclaim: { units: 16_000, calls: 2 },
  CloseVault: { units: 42_000, calls: 5 },
  OpenStaking: { units: 40_000, calls: 8 },
  Stake: { units: 32_000, calls: 5 },
  Unstake: { units: 24_000, calls: 2 },
  OpenAsks: { units: 20_000, calls: 4 },
  SetAsk: { units: 12_000, calls: 1 },
  SetDelegate: { units: 8_000, calls: 1 },
  LowerCuratorFee: { units: 8_000, calls: 1 },
  AddIncomeMint: { units: 30_000, calls: 5 },
  DepositIncome: { units: 24_000, calls: 2 },
  ClaimIncome: { units: 32_000, calls: 2 },
  QuoteVault: { units: 14_000, calls: 1 },
  CloseIncome: { units: 42_000, calls: 4 },
  Propose: { units: 30_000, calls: 4 },
  Vote: { units: 24_000, calls: 4 },
  WithdrawVote: { units: 10_000, calls: 1 },
  ExecuteProposal: { units: 36_000, calls: 5 },
  CloseProposal: { units: 8_000, calls: 1 },
  AcceptLicense: { units: 26_000, calls: 2 },
  RenewLicense: { units: 26_000, calls: 2 },
  CloseLicense: { units: 6_000, calls: 1 },
  MakeOffer: { units: 80_000, calls: 17 },
  WithdrawOffer: { units: 28_000, calls: 3 },
  AcceptOffer: { units: 18_000, calls: 1 },
  OpenOffering: { units: 60_000, calls: 12 },
  BuyFractions: { units: 34_000, calls: 5 },
  ClaimPurchase: { units: 28_000, calls: 3 },
  CloseOffering: { units: 44_000, calls: 7 },
  CloseStaking: { units: 24_000, calls: 3 },
};

/**
 * The most that an instruction uses. The search for derived addresses makes use vary from vault to vault, and lamports
 * sent to an address beforehand take two calls more to make the account there: the ceilings leave room for both. An
 * instruction of another program that actions do not use gets what the runtime grants by default.
 */
export function ceiling({ programAddress, accounts, data }: Instruction): Ceiling {
  if (programAddress !== MOSAIC_PROGRAM_ADDRESS) return OF_OTHERS[programAddress] ?? UNKNOWN;
  const name = data === undefined ? null : instructionName(data);
  if (name === null) return UNKNOWN;
  const { rules, ...plain } = OF_MOSAIC[name];
  const isRuled = accounts?.some(account => account.address === RULES_PROGRAM_ADDRESS);
  return isRuled && rules ? rules : plain;
}

/** The name of an instruction of the program by its data; null for data of none. */
function instructionName(data: ReadonlyUint8Array): keyof typeof MosaicInstruction | null {
  try {
    return MosaicInstruction[identifyMosaicInstruction(data)] as keyof typeof MosaicInstruction;
  } catch {
    return null;
  }
}

/** Most compute units that these instructions use in sum. */
export function computeUnits(instructions: readonly Instruction[]): number {
  return instructions.reduce((units, instruction) => units + ceiling(instruction).units, 0);
}

/**
 * The instructions that limit a transaction to this many compute units, at most {@link MAX_COMPUTE_UNITS}, and set their
 * price in micro-lamports per unit (0: none).
 *
 * @throws {SolanaError} for a price that no `u64` holds
 */
export function computeBudget(units: number, pricePerUnit: bigint): Instruction[] {
  const price = pricePerUnit === 0n ? [] : [getSetComputeUnitPriceInstruction({ microLamports: pricePerUnit })];
  const own = (1 + price.length) * BUDGET_UNITS;
  return [getSetComputeUnitLimitInstruction({ units: Math.min(units + own, MAX_COMPUTE_UNITS) }), ...price];
}

/**
 * Puts a compute budget before instructions of one transaction: the limit they need, and a price in micro-lamports per
 * unit (0: none).
 */
export function withComputeBudget(instructions: readonly Instruction[], pricePerUnit: bigint): Instruction[] {
  return [...computeBudget(computeUnits(instructions), pricePerUnit), ...instructions];
}
