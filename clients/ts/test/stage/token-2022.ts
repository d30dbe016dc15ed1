/** NFTs made through Token-2022 itself, by the instruction builders of its own library. */
import type { Address, Instruction } from '@solana/kit';
import { getCreateAccountInstruction } from '@solana-program/system';
import {
  AuthorityType,
  type ExtensionArgs,
  ExtensionType,
  TOKEN_2022_PROGRAM_ADDRESS,
  getCreateAssociatedTokenIdempotentInstruction,
  getEnableCpiGuardInstruction,
  getInitializeMint2Instruction,
  getInitializeTokenGroupInstruction,
  getInitializeTokenGroupMemberInstruction,
  getInitializeTokenMetadataInstruction,
  getMintSize,
  getMintToInstruction,
  getPreInitializeInstructionsForMintExtensions,
  getReallocateInstruction,
  getSetAuthorityInstruction,
  getUpdateTokenMetadataFieldInstruction,
  tokenMetadataField,
} from '@solana-program/token-2022';
import type { KeyPairSigner } from '@solana/kit';

import { associatedTokenOf } from '../../src/pda.ts';
import type { Stage } from './stage.ts';

/** What an NFT of Token-2022 is to be like. */
export type Token2022Spec = {
  /** Extensions of the mint besides its metadata. */
  extensions?: readonly ExtensionArgs[];
  /** Its name. */
  name?: string;
  /** Fields of its metadata, in order, besides those that each has. */
  fields?: readonly (readonly [key: string, value: string])[];
  /** The group it is of, of {@link makeGroup}. */
  group?: Address;
  /** Whether its issuer keeps the right to mint. */
  keepsMinting?: boolean;
  /** Whether its issuer keeps the right to freeze. */
  keepsFreezing?: boolean;
};

/** Bytes that mints grow by, at most. */
const GROWTH = 1_000n;

/** Makes an NFT in the wallet of `owner`; the stage's bank is its issuer. Returns its mint. */
export async function makeToken2022Nft(stage: Stage, owner: Address, spec: Token2022Spec = {}): Promise<Address> {
  const { extensions = [], name = 'Still life', fields = [], group, keepsMinting, keepsFreezing } = spec;
  const [bank, mint] = [await stage.wallet('bank'), await stage.key()];
  const metadata = mint.address;
  const pointers: ExtensionArgs[] = [{ __kind: 'MetadataPointer', authority: null, metadataAddress: metadata }];
  if (group) pointers.push({ __kind: 'GroupMemberPointer', authority: null, memberAddress: metadata });
  const ata = await associatedTokenOf(owner, metadata, TOKEN_2022_PROGRAM_ADDRESS);
  const texts = { name, symbol: 'STILL', uri: 'https://example.com/still-life.json' };
  const described = [
    getInitializeTokenMetadataInstruction({
      metadata,
      updateAuthority: bank.address,
      mint: metadata,
      mintAuthority: bank,
      ...texts,
    }),
    ...fields.map(([key, value]) =>
      getUpdateTokenMetadataFieldInstruction({
        metadata,
        updateAuthority: bank,
        field: tokenMetadataField('Key', [key]),
        value,
      }),
    ),
  ];
  const joined = group && {
    member: metadata,
    memberMint: metadata,
    memberMintAuthority: bank,
    group,
    groupUpdateAuthority: bank,
  };
  const kept = keepsMinting ? [] : [AuthorityType.MintTokens];
  await stage.send(
    {
      instructions: [
        ...making(stage, bank, mint, [...pointers, ...extensions], keepsFreezing ? bank.address : null),
        ...described,
        ...(joined ? [getInitializeTokenGroupMemberInstruction(joined)] : []),
        getCreateAssociatedTokenIdempotentInstruction({
          payer: bank,
          ata,
          owner,
          mint: metadata,
          tokenProgram: TOKEN_2022_PROGRAM_ADDRESS,
        }),
        getMintToInstruction({ mint: metadata, token: ata, mintAuthority: bank, amount: 1n }),
        ...kept.map(authorityType =>
          getSetAuthorityInstruction({ owned: metadata, owner: bank, authorityType, newAuthority: null }),
        ),
      ],
    },
    [bank, mint],
  );
  return metadata;
}

/** Makes a group, which NFTs of the stage's bank can join. Returns its mint. */
export async function makeGroup(stage: Stage): Promise<Address> {
  const [bank, mint] = [await stage.wallet('bank'), await stage.key()];
  const group = mint.address;
  const pointer: ExtensionArgs = { __kind: 'GroupPointer', authority: null, groupAddress: group };
  const open = getInitializeTokenGroupInstruction({
    group,
    mint: group,
    mintAuthority: bank,
    updateAuthority: bank.address,
    maxSize: 10n,
  });
  await stage.send({ instructions: [...making(stage, bank, mint, [pointer], null), open] }, [bank, mint]);
  return group;
}

function making(
  stage: Stage,
  bank: KeyPairSigner,
  mint: KeyPairSigner,
  extensions: ExtensionArgs[],
  freezeAuthority: Address | null,
): Instruction[] {
  const space = BigInt(getMintSize(extensions));
  return [
    getCreateAccountInstruction({
      payer: bank,
      newAccount: mint,
      lamports: stage.svm.minimumBalanceForRentExemption(space + GROWTH),
      space,
      programAddress: TOKEN_2022_PROGRAM_ADDRESS,
    }),
    ...getPreInitializeInstructionsForMintExtensions(mint.address, extensions),
    getInitializeMint2Instruction({
      mint: mint.address,
      decimals: 0,
      mintAuthority: bank.address,
      freezeAuthority,
    }),
  ];
}

/** Switches the CPI guard of a wallet's associated token account on. */
export async function guard(stage: Stage, owner: KeyPairSigner, mint: Address): Promise<void> {
  const token = await associatedTokenOf(owner.address, mint, TOKEN_2022_PROGRAM_ADDRESS);
  const extend = getReallocateInstruction({
    token,
    payer: owner,
    owner,
    newExtensionTypes: [ExtensionType.CpiGuard],
  });
  await stage.send({ instructions: [extend, getEnableCpiGuardInstruction({ token, owner })] }, [owner]);
}
