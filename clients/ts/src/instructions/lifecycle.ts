/** Making, giving up and closing a vault, and what its curator changes. */
import type { Address } from '@solana/kit';
import {
  type CreateVaultInstructionDataArgs,
  type DescribeFractionInstructionDataArgs,
  type LowerCuratorFeeInstructionDataArgs,
  getActivateInstruction,
  getCancelInstruction,
  getCloseVaultInstruction,
  getCreateVaultInstruction,
  getDescribeFractionInstruction,
  getLowerCuratorFeeInstruction,
  getReclaimInstruction,
} from '../generated/index.ts';
import { type Signatory, signatoryAddress } from '../signatory.ts';
import * as pda from '../pda.ts';
import { type BuiltInstruction, asSigner, built, given, signedBy } from './build.ts';

/** Accounts and arguments of {@link createVault}. */
export type CreateVaultInput = {
  /** Who creates the vault; signs and pays. */
  readonly creator: Signatory;
  /** Mint of all prices and payments. */
  readonly quoteMint: Address;
  /** Number, supply and terms. */
  readonly args: CreateVaultInstructionDataArgs;
};

/** Builds `create_vault`. */
export async function createVault({ creator, quoteMint, args }: CreateVaultInput): Promise<BuiltInstruction> {
  const vault = await pda.vault(signatoryAddress(creator), BigInt(args.id));
  const fractionMint = await pda.fractionMint(vault);
  return built(getCreateVaultInstruction({ creator: asSigner(creator), vault, fractionMint, quoteMint, ...args }));
}

/** Accounts and arguments of {@link describeFraction}. */
export type DescribeFractionInput = {
  /** Creator of the vault; signs and pays. */
  readonly creator: Signatory;
  /** The vault. */
  readonly vault: Address;
  /** Name, symbol and URI. */
  readonly args: DescribeFractionInstructionDataArgs;
};

/** Builds `describe_fraction`. */
export async function describeFraction({ creator, vault, args }: DescribeFractionInput): Promise<BuiltInstruction> {
  const fractionMint = await pda.fractionMint(vault);
  const metadata = await pda.metadata(fractionMint);
  return built(getDescribeFractionInstruction({ creator: asSigner(creator), vault, fractionMint, metadata, ...args }));
}

/** Accounts of {@link activate}. */
export type ActivateInput = {
  /** Creator of the vault; signs. */
  readonly creator: Signatory;
  /** The vault. */
  readonly vault: Address;
  /** The creator's token account that gets all fractions. */
  readonly destination: Address;
};

/** Builds `activate`. */
export async function activate({ creator, vault, destination }: ActivateInput): Promise<BuiltInstruction> {
  const fractionMint = await pda.fractionMint(vault);
  return built(getActivateInstruction({ creator: asSigner(creator), vault, fractionMint, destination }));
}

/** Accounts of {@link cancel}. */
export type CancelInput = {
  /** Creator of the vault; signs. */
  readonly creator: Signatory;
  /** The vault. */
  readonly vault: Address;
};

/** Builds `cancel`. */
export async function cancel({ creator, vault }: CancelInput): Promise<BuiltInstruction> {
  const fractionMint = await pda.fractionMint(vault);
  return built(getCancelInstruction({ creator: asSigner(creator), vault, fractionMint }));
}

/** Accounts and arguments of {@link lowerCuratorFee}. */
export type LowerCuratorFeeInput = {
  /** The curator; signs. */
  readonly curator: Signatory;
  /** The vault. */
  readonly vault: Address;
  /** The new fee. */
  readonly args: LowerCuratorFeeInstructionDataArgs;
};

/** Builds `lower_curator_fee`. */
export async function lowerCuratorFee({ curator, vault, args }: LowerCuratorFeeInput): Promise<BuiltInstruction> {
  return built(getLowerCuratorFeeInstruction({ curator: asSigner(curator), vault, ...args }));
}

/** Accounts of {@link reclaim}. */
export type ReclaimInput = {
  /** Who holds every fraction; signs. */
  readonly holder: Signatory;
  /** The vault. */
  readonly vault: Address;
  /** The holder's token account with the whole supply. */
  readonly fractionSource: Address;
};

/** Builds `reclaim`. */
export async function reclaim({ holder, vault, fractionSource }: ReclaimInput): Promise<BuiltInstruction> {
  const fractionMint = await pda.fractionMint(vault);
  return built(getReclaimInstruction({ holder: asSigner(holder), vault, fractionMint, fractionSource }));
}

/** Accounts of {@link closeVault}. */
export type CloseVaultInput = {
  /** Creator of the vault, who gets its rent. */
  readonly creator: Address;
  /** The vault. */
  readonly vault: Address;
  /** The curator. */
  readonly curator: Signatory;
  /** Whether the curator signs; else only its associated token account gets surplus cash. */
  readonly curatorSigned: boolean;
  /** For a sold vault who placed the first bid; `null` for one never auctioned. */
  readonly opener: Address | null;
  /** The curator's token account for surplus cash, where there is some. */
  readonly surplusDestination: Address | null;
};

/** Builds `close_vault`. */
export async function closeVault(input: CloseVaultInput): Promise<BuiltInstruction> {
  const { creator, vault, curator, curatorSigned, opener, surplusDestination } = input;
  const sold = async (address: (vault: Address) => Promise<Address>) => (opener === null ? null : await address(vault));
  const instruction = getCloseVaultInstruction({
    creator,
    vault,
    curator: signatoryAddress(curator),
    fractionMint: await pda.fractionMint(vault),
    ...given({
      auction: await sold(pda.auction),
      opener,
      cashEscrow: await sold(pda.cashEscrow),
      fractionEscrow: await sold(pda.fractionEscrow),
      surplusDestination,
    }),
  });
  return signedBy(built(instruction), curator, curatorSigned);
}
