/** NFTs in and out. */
import type { Address } from '@solana/kit';
import { ASSOCIATED_TOKEN_PROGRAM_ADDRESS, TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';
import type { Standard } from '../content.ts';
import {
  getClaimAssetInstruction,
  getClaimProgrammableAssetInstruction,
  getClaimToken2022AssetInstruction,
  getDepositNftInstruction,
  getDepositProgrammableNftInstruction,
  getDepositToken2022NftInstruction,
} from '../generated/index.ts';
import { type Signatory, signatoryAddress } from '../signatory.ts';
import * as pda from '../pda.ts';
import {
  INSTRUCTIONS_SYSVAR_ADDRESS,
  RULES_PROGRAM_ADDRESS,
  TOKEN_2022_PROGRAM_ADDRESS,
  TOKEN_METADATA_PROGRAM_ADDRESS,
} from '../addresses.ts';
import { type BuiltInstruction, asSigner, built, given, signedBy } from './build.ts';

/** How an NFT moves, which says by which instruction it comes in and leaves. */
export type NftKind =
  /** By a transfer of the classic token program. */
  | { readonly __kind: 'Plain' }
  /** By Token Metadata's `TransferV1`; with its rule set, `null` if it has none. */
  | { readonly __kind: 'Programmable'; readonly ruleSet: Address | null }
  /** By a transfer of Token-2022. */
  | { readonly __kind: 'Token2022' };

/** The kind of an NFT of this standard; the rule set is that of a programmable one. */
export function kindOf(standard: Standard, ruleSet: Address | null): NftKind {
  switch (standard) {
    case 'NonFungible':
    case 'Edition':
      return { __kind: 'Plain' };
    case 'Programmable':
    case 'ProgrammableEdition':
      return { __kind: 'Programmable', ruleSet };
    case 'Token2022':
      return { __kind: 'Token2022' };
  }
}

/** The program of an NFT's mint and token accounts. */
export function tokenProgramOf(kind: NftKind): Address {
  return kind.__kind === 'Token2022' ? TOKEN_2022_PROGRAM_ADDRESS : TOKEN_PROGRAM_ADDRESS;
}

/** The vault's token account for an NFT. */
export function custodyOf(vault: Address, nftMint: Address, kind: NftKind): Promise<Address> {
  return kind.__kind === 'Programmable' ? pda.associatedToken(vault, nftMint) : pda.custody(vault, nftMint);
}

/** The associated token account of `owner` for an NFT. */
export function associatedTokenOfNft(owner: Address, nftMint: Address, kind: NftKind): Promise<Address> {
  return pda.associatedTokenOf(owner, nftMint, tokenProgramOf(kind));
}

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
  /** How the NFT moves. */
  readonly kind: NftKind;
};

/** Builds `deposit_nft`, `deposit_programmable_nft` or `deposit_token_2022_nft`. */
export async function depositNft({
  creator,
  vault,
  nftMint,
  source,
  kind,
}: DepositNftInput): Promise<BuiltInstruction> {
  const [asset, custody] = await Promise.all([pda.asset(vault, nftMint), custodyOf(vault, nftMint, kind)]);
  const common = { creator: asSigner(creator), vault, asset, nftMint, source, custody };
  switch (kind.__kind) {
    case 'Plain':
      return built(getDepositNftInstruction({ ...common, ...(await describing(nftMint)) }));
    case 'Programmable': {
      const records = {
        sourceRecord: await pda.tokenRecord(nftMint, source),
        custodyRecord: await pda.tokenRecord(nftMint, custody),
      };
      const movers = { ...MOVERS, ...records, ...ruling(kind.ruleSet) };
      return built(getDepositProgrammableNftInstruction({ ...common, ...(await describing(nftMint)), ...movers }));
    }
    case 'Token2022':
      return built(getDepositToken2022NftInstruction(common));
  }
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
  /** How the NFT moves. */
  readonly kind: NftKind;
};

/** Builds `claim_asset`, `claim_programmable_asset` or `claim_token_2022_asset`. */
export async function claimAsset(input: ClaimAssetInput): Promise<BuiltInstruction> {
  return signedBy(built(await claim(input)), input.recipient, input.signed);
}

async function claim(input: ClaimAssetInput): Promise<BuiltInstruction> {
  const { vault, creator, nftMint, destination, kind } = input;
  const [asset, custody] = await Promise.all([pda.asset(vault, nftMint), custodyOf(vault, nftMint, kind)]);
  const [payer, recipient] = [asSigner(input.payer), signatoryAddress(input.recipient)];
  const common = { payer, vault, asset, nftMint, custody, recipient, destination, creator };
  switch (kind.__kind) {
    case 'Plain':
      return getClaimAssetInstruction(common);
    case 'Programmable': {
      const records = {
        custodyRecord: await pda.tokenRecord(nftMint, custody),
        destinationRecord: await pda.tokenRecord(nftMint, destination),
      };
      const movers = { ...MOVERS, ...records, ...ruling(kind.ruleSet) };
      return getClaimProgrammableAssetInstruction({ ...common, ...(await describing(nftMint)), ...movers });
    }
    case 'Token2022':
      return getClaimToken2022AssetInstruction(common);
  }
}

/** What Token Metadata has of an NFT. */
async function describing(nftMint: Address) {
  const [metadata, edition] = await Promise.all([pda.metadata(nftMint), pda.edition(nftMint)]);
  return { metadata, edition };
}

/** With what a programmable NFT moves. */
const MOVERS = {
  tokenMetadataProgram: TOKEN_METADATA_PROGRAM_ADDRESS,
  associatedTokenProgram: ASSOCIATED_TOKEN_PROGRAM_ADDRESS,
  sysvarInstructions: INSTRUCTIONS_SYSVAR_ADDRESS,
};

/** The accounts of a rule set; none without one. */
function ruling(ruleSet: Address | null) {
  return given(ruleSet === null ? null : { rulesProgram: RULES_PROGRAM_ADDRESS, rules: ruleSet });
}
