/** NFTs made through Token Metadata itself, by the instruction builders of Metaplex's own library. */
import { TokenStandard, createV1, mintV1, printSupply, verifyCreatorV1 } from '@metaplex-foundation/mpl-token-metadata';
import {
  type TransactionBuilder,
  type Umi,
  createNoopSigner,
  createNullProgramRepository,
  createUmi,
  percentAmount,
  publicKey,
  some,
} from '@metaplex-foundation/umi';
import { AccountRole, type Address, type Instruction, type KeyPairSigner, address } from '@solana/kit';

import * as pda from '../../src/pda.ts';
import type { Stage } from './stage.ts';

/** What an NFT is to be like. */
export type NftSpec = {
  /** Programmable, or plain. */
  programmable?: boolean;
  /** Its name. */
  name?: string;
  /** The royalty, in basis points. */
  royaltyBps?: number;
  /** Who gets the royalty, each with a share in percent, 100 in sum; they confirm the NFT as theirs. */
  creators?: readonly { wallet: KeyPairSigner; share: number }[];
};

/** Makes an NFT in the wallet of `owner`; the stage's bank is its update authority. Returns its mint. */
export async function makeNft(stage: Stage, owner: Address, spec: NftSpec = {}): Promise<Address> {
  const { programmable = false, name = 'Still life', royaltyBps = 500, creators = [] } = spec;
  const [bank, mint] = [await stage.wallet('bank'), await stage.key()];
  const token = await pda.associatedToken(owner, mint.address);
  const umi = context(bank.address);
  const accounts = {
    mint: createNoopSigner(publicKey(mint.address)),
    metadata: publicKey(await pda.metadata(mint.address)),
    masterEdition: publicKey(await pda.edition(mint.address)),
    tokenStandard: programmable ? TokenStandard.ProgrammableNonFungible : TokenStandard.NonFungible,
  };
  const create = createV1(umi, {
    ...accounts,
    name,
    symbol: 'STILL',
    uri: 'https://example.com/still-life.json',
    sellerFeeBasisPoints: percentAmount(royaltyBps / 100),
    creators:
      creators.length === 0
        ? null
        : some(creators.map(({ wallet, share }) => ({ address: publicKey(wallet.address), verified: false, share }))),
    printSupply: printSupply('Limited', [10]),
  });
  const mintOne = mintV1(umi, {
    ...accounts,
    mint: publicKey(mint.address),
    token: publicKey(token),
    tokenOwner: publicKey(owner),
    ...(programmable && { tokenRecord: publicKey(await pda.tokenRecord(mint.address, token)) }),
    amount: 1,
  });
  await stage.send({ instructions: [...ofUmi(create), ...ofUmi(mintOne)] }, [bank, mint]);
  for (const { wallet } of creators) {
    const authority = createNoopSigner(publicKey(wallet.address));
    await stage.send({ instructions: ofUmi(verifyCreatorV1(umi, { authority, metadata: accounts.metadata })) }, [
      wallet,
    ]);
  }
  return mint.address;
}

/** What the builders of the library need: who pays, and the addresses of programs. */
function context(payer: Address): Umi {
  const umi = createUmi();
  umi.programs = { ...createNullProgramRepository(), getPublicKey: (_, fallback) => publicKey(`${fallback}`) };
  umi.payer = umi.identity = createNoopSigner(publicKey(payer));
  return umi;
}

/** The library's instructions as kit's. */
function ofUmi(builder: TransactionBuilder): Instruction[] {
  return builder.getInstructions().map(({ programId, keys, data }) => ({
    programAddress: address(programId),
    accounts: keys.map(({ pubkey, isSigner, isWritable }) => ({
      address: address(pubkey),
      role: role(isSigner, isWritable),
    })),
    data,
  }));
}

function role(isSigner: boolean, isWritable: boolean): AccountRole {
  if (isSigner) return isWritable ? AccountRole.WRITABLE_SIGNER : AccountRole.READONLY_SIGNER;
  return isWritable ? AccountRole.WRITABLE : AccountRole.READONLY;
}
