/** NFTs made through Token Metadata itself, by the instruction builders of Metaplex's own library. */
import {
  TokenStandard,
  createV1,
  mintV1,
  printSupply,
  printV1,
  verifyCreatorV1,
} from '@metaplex-foundation/mpl-token-metadata';
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
import {
  AccountRole,
  type Address,
  type Instruction,
  type KeyPairSigner,
  address,
  getAddressEncoder,
  getProgramDerivedAddress,
} from '@solana/kit';

import { TOKEN_METADATA_PROGRAM_ADDRESS } from '../../src/addresses.ts';
import * as pda from '../../src/pda.ts';
import type { Stage } from './stage.ts';

/** What an NFT is to be like. */
export type NftSpec = {
  /** Programmable, or plain. */
  programmable?: boolean;
  /** A print, of a master edition that the bank keeps; else a master edition itself. */
  print?: boolean;
  /** Its name. */
  name?: string;
  /** The royalty, in basis points. */
  royaltyBps?: number;
  /** Who gets the royalty, each with a share in percent, 100 in sum; they confirm the NFT as theirs. */
  creators?: readonly { wallet: KeyPairSigner; share: number }[];
};

/** Makes an NFT in the wallet of `owner`; the stage's bank is its update authority. Returns its mint. */
export async function makeNft(stage: Stage, owner: Address, spec: NftSpec = {}): Promise<Address> {
  if (spec.print) return print(stage, owner, spec);
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

/** Makes a master edition, and the first print of it in the wallet of `owner`. Returns the mint of the print. */
async function print(stage: Stage, owner: Address, spec: NftSpec): Promise<Address> {
  const [bank, mint] = [await stage.wallet('bank'), await stage.key()];
  const master = await makeNft(stage, bank.address, { ...spec, print: false });
  const token = await pda.associatedToken(owner, mint.address);
  const printed = printV1(context(bank.address), {
    editionMetadata: publicKey(await pda.metadata(mint.address)),
    edition: publicKey(await pda.edition(mint.address)),
    editionMint: createNoopSigner(publicKey(mint.address)),
    editionTokenAccountOwner: publicKey(owner),
    editionTokenAccount: publicKey(token),
    ...(spec.programmable && { editionTokenRecord: publicKey(await pda.tokenRecord(mint.address, token)) }),
    masterEdition: publicKey(await pda.edition(master)),
    editionMarkerPda: publicKey(await markerOf(master, spec)),
    masterTokenAccount: publicKey(await pda.associatedToken(bank.address, master)),
    masterMetadata: publicKey(await pda.metadata(master)),
    masterEditionMint: publicKey(master),
    tokenStandard: spec.programmable ? TokenStandard.ProgrammableNonFungible : TokenStandard.NonFungible,
    editionNumber: 1,
  });
  await stage.send({ instructions: ofUmi(printed) }, [bank, mint]);
  return mint.address;
}

/** The account in which Token Metadata notes which prints there are: one for all, or one for each 248 of plain NFTs. */
async function markerOf(master: Address, { programmable }: NftSpec): Promise<Address> {
  const encode = getAddressEncoder().encode;
  const [marker] = await getProgramDerivedAddress({
    programAddress: TOKEN_METADATA_PROGRAM_ADDRESS,
    seeds: [
      'metadata',
      encode(TOKEN_METADATA_PROGRAM_ADDRESS),
      encode(master),
      'edition',
      programmable ? 'marker' : '0',
    ],
  });
  return marker;
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
