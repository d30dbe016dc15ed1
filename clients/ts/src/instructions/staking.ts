/** Stakes and asks. */
import type { Address } from '@solana/kit';
import {
  type SetAskInstructionDataArgs,
  type SetDelegateInstructionDataArgs,
  type StakeInstructionDataArgs,
  type UnstakeInstructionDataArgs,
  getCloseStakingInstruction,
  getOpenAsksInstruction,
  getOpenStakingInstruction,
  getSetAskInstruction,
  getSetDelegateInstruction,
  getStakeInstruction,
  getUnstakeInstruction,
} from '../generated/index.ts';
import { type Signatory, signatoryAddress } from '../signatory.ts';
import * as pda from '../pda.ts';
import { type BuiltInstruction, asSigner, built, given } from './build.ts';

/** Accounts of {@link openStaking}. */
export type OpenStakingInput = {
  /** Who pays the rent; signs. */
  readonly payer: Signatory;
  /** The vault. */
  readonly vault: Address;
};

/** Builds `open_staking`. */
export async function openStaking({ payer, vault }: OpenStakingInput): Promise<BuiltInstruction> {
  const instruction = getOpenStakingInstruction({
    payer: asSigner(payer),
    vault,
    fractionMint: await pda.fractionMint(vault),
    pool: await pda.pool(vault),
    stakedFractions: await pda.stakedFractions(vault),
  });
  return built(instruction);
}

/** Accounts and arguments of {@link stake}. */
export type StakeInput = {
  /** Whose fractions they are; signs and pays the rent of the stake. */
  readonly holder: Signatory;
  /** The vault. */
  readonly vault: Address;
  /** The holder's token account with the fractions. */
  readonly fractionSource: Address;
  /** Whether to name the book of asks: needed where the stake asks, harmless elsewhere. */
  readonly withAsks: boolean;
  /** The amount. */
  readonly args: StakeInstructionDataArgs;
};

/** Builds `stake`. */
export async function stake(input: StakeInput): Promise<BuiltInstruction> {
  const { holder, vault, fractionSource, withAsks, args } = input;
  const instruction = getStakeInstruction({
    holder: asSigner(holder),
    vault,
    pool: await pda.pool(vault),
    stake: await pda.stake(vault, signatoryAddress(holder)),
    fractionSource,
    stakedFractions: await pda.stakedFractions(vault),
    ...given({ asks: withAsks ? await pda.asks(vault) : null }),
    ...args,
  });
  return built(instruction);
}

/** Accounts and arguments of {@link unstake}. */
export type UnstakeInput = {
  /** Whose stake it is; signs. */
  readonly holder: Signatory;
  /** The vault. */
  readonly vault: Address;
  /** The holder's token account that gets the fractions. */
  readonly fractionDestination: Address;
  /** Whether to name the book of asks: needed where the stake asks, harmless elsewhere. */
  readonly withAsks: boolean;
  /** The amount. */
  readonly args: UnstakeInstructionDataArgs;
};

/** Builds `unstake`. */
export async function unstake(input: UnstakeInput): Promise<BuiltInstruction> {
  const { holder, vault, fractionDestination, withAsks, args } = input;
  const instruction = getUnstakeInstruction({
    holder: asSigner(holder),
    vault,
    pool: await pda.pool(vault),
    stake: await pda.stake(vault, signatoryAddress(holder)),
    stakedFractions: await pda.stakedFractions(vault),
    fractionDestination,
    ...given({ asks: withAsks ? await pda.asks(vault) : null }),
    ...args,
  });
  return built(instruction);
}

/** Accounts of {@link openAsks}. */
export type OpenAsksInput = {
  /** Who pays the rent; signs. */
  readonly payer: Signatory;
  /** The vault. */
  readonly vault: Address;
};

/** Builds `open_asks`. */
export async function openAsks({ payer, vault }: OpenAsksInput): Promise<BuiltInstruction> {
  return built(getOpenAsksInstruction({ payer: asSigner(payer), vault, asks: await pda.asks(vault) }));
}

/** Accounts and arguments of {@link setAsk}. */
export type SetAskInput = {
  /** The holder or its delegate; signs. */
  readonly authority: Signatory;
  /** Whose stake it is. */
  readonly holder: Address;
  /** The vault. */
  readonly vault: Address;
  /** The level. */
  readonly args: SetAskInstructionDataArgs;
};

/** Builds `set_ask`. */
export async function setAsk({ authority, holder, vault, args }: SetAskInput): Promise<BuiltInstruction> {
  const instruction = getSetAskInstruction({
    authority: asSigner(authority),
    vault,
    pool: await pda.pool(vault),
    stake: await pda.stake(vault, holder),
    asks: await pda.asks(vault),
    ...args,
  });
  return built(instruction);
}

/** Accounts and arguments of {@link setDelegate}. */
export type SetDelegateInput = {
  /** Whose stake it is; signs. */
  readonly holder: Signatory;
  /** The vault. */
  readonly vault: Address;
  /** The delegate. */
  readonly args: SetDelegateInstructionDataArgs;
};

/** Builds `set_delegate`. */
export async function setDelegate({ holder, vault, args }: SetDelegateInput): Promise<BuiltInstruction> {
  const stake = await pda.stake(vault, signatoryAddress(holder));
  return built(getSetDelegateInstruction({ holder: asSigner(holder), vault, stake, ...args }));
}

/** Accounts of {@link closeStaking}. */
export type CloseStakingInput = {
  /** The vault. */
  readonly vault: Address;
  /** Who opened the pool. */
  readonly poolOpener: Address;
  /** Who opened the book of asks; `null` if there is none. */
  readonly asksOpener: Address | null;
};

/** Builds `close_staking`. */
export async function closeStaking(input: CloseStakingInput): Promise<BuiltInstruction> {
  const { vault, poolOpener, asksOpener } = input;
  const instruction = getCloseStakingInstruction({
    vault,
    pool: await pda.pool(vault),
    poolOpener,
    stakedFractions: await pda.stakedFractions(vault),
    fractionMint: await pda.fractionMint(vault),
    ...given({ asks: asksOpener && (await pda.asks(vault)), asksOpener }),
  });
  return built(instruction);
}
