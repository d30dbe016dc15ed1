/** NFTs in and out. */
import type { Address } from '@solana/kit';
import { SYSTEM_PROGRAM_ADDRESS } from '@solana-program/system';
import { ASSOCIATED_TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';
import { getClaimAssetInstruction, getDepositNftInstruction } from '../generated/index.ts';
import { type Signatory, signatoryAddress } from '../signatory.ts';
import * as pda from '../pda.ts';
import { INSTRUCTIONS_SYSVAR_ADDRESS, RULES_PROGRAM_ADDRESS, TOKEN_METADATA_PROGRAM_ADDRESS } from '../addresses.ts';
import { type BuiltInstruction, asSigner, built, given, signedBy } from './build.ts';

/** What is known of a programmable NFT: its rule set, `null` if it has none. */
export type Programmable = { readonly ruleSet: Address | null };

/** Accounts of {@link depositNft}. */
export type DepositNftInput = {
  /** Creator of the vault and owner of the NFT; signs and pays. */
  readonly creator: Signatory;
  /** The vault. */
  readonly vault: Address;
  /** Mint of the NFT. */
  readonly nftMint: Address;
  /** The creator's token account with the NFT. */
  readonly source: Address;
  /** For a programmable NFT its rule set; `null` for any other NFT. */
  readonly programmable: Programmable | null;
};

/** Builds `deposit_nft`. */
export async function depositNft(input: DepositNftInput): Promise<BuiltInstruction> {
  const { creator, vault, nftMint, source, programmable } = input;
  const custody = await custodyOf(vault, nftMint, programmable);
  const instruction = getDepositNftInstruction({
    creator: asSigner(creator),
    vault,
    asset: await pda.asset(vault, nftMint),
    nftMint,
    source,
    custody,
    metadata: await pda.metadata(nftMint),
    edition: await pda.edition(nftMint),
    ...given(
      programmable && {
        ...movers(programmable),
        sourceRecord: await pda.tokenRecord(nftMint, source),
        custodyRecord: await pda.tokenRecord(nftMint, custody),
      },
    ),
  });
  return built(instruction);
}

/** Accounts of {@link claimAsset}. */
export type ClaimAssetInput = {
  /** Anyone; signs and pays. */
  readonly payer: Signatory;
  /** The vault. */
  readonly vault: Address;
  /** Creator of the vault, who gets the rent. */
  readonly creator: Address;
  /** The winner, or who reclaimed. */
  readonly recipient: Signatory;
  /** Whether the recipient signs; else only its associated token account gets the NFT. */
  readonly signed: boolean;
  /** Mint of the NFT. */
  readonly nftMint: Address;
  /** The recipient's token account for the NFT; for a programmable NFT the associated one. */
  readonly destination: Address;
  /** For a programmable NFT its rule set; `null` for any other NFT. */
  readonly programmable: Programmable | null;
};

/** Builds `claim_asset`. */
export async function claimAsset(input: ClaimAssetInput): Promise<BuiltInstruction> {
  const { payer, vault, creator, recipient, signed, nftMint, destination, programmable } = input;
  const custody = await custodyOf(vault, nftMint, programmable);
  const instruction = getClaimAssetInstruction({
    payer: asSigner(payer),
    vault,
    asset: await pda.asset(vault, nftMint),
    nftMint,
    custody,
    recipient: signatoryAddress(recipient),
    destination,
    creator,
    ...given(
      programmable && {
        ...movers(programmable),
        metadata: await pda.metadata(nftMint),
        edition: await pda.edition(nftMint),
        systemProgram: SYSTEM_PROGRAM_ADDRESS,
        custodyRecord: await pda.tokenRecord(nftMint, custody),
        destinationRecord: await pda.tokenRecord(nftMint, destination),
      },
    ),
  });
  return signedBy(built(instruction), recipient, signed);
}

/** The vault's token account for an NFT. */
export function custodyOf(vault: Address, nftMint: Address, programmable: Programmable | null): Promise<Address> {
  return programmable === null ? pda.custody(vault, nftMint) : pda.associatedToken(vault, nftMint);
}

/** The programs with which a programmable NFT moves. */
function movers({ ruleSet }: Programmable) {
  return {
    tokenMetadataProgram: TOKEN_METADATA_PROGRAM_ADDRESS,
    associatedTokenProgram: ASSOCIATED_TOKEN_PROGRAM_ADDRESS,
    sysvarInstructions: INSTRUCTIONS_SYSVAR_ADDRESS,
    rulesProgram: ruleSet && RULES_PROGRAM_ADDRESS,
    rules: ruleSet,
  };
}
