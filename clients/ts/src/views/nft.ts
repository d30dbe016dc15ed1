/** An NFT in a wallet. */
import { type Address, unwrapOption } from '@solana/kit';
import { TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';
import type { Standard } from '../content.ts';
import { type NftKind, kindOf } from '../instructions/assets.ts';
import type { Royalty } from '../generated/index.ts';
import { METADATA_KEY, type TokenMetadata, readMetadata, readTokenRecord } from '../metadata.ts';
import * as pda from '../pda.ts';
import { TOKEN_2022_PROGRAM_ADDRESS, TOKEN_METADATA_PROGRAM_ADDRESS } from '../addresses.ts';
import { type AccountInfo, type AccountReader, type Accounts, mintAt, readAccounts, tokenAt } from '../reader.ts';
import { unlessRefused } from '../errors/refusals.ts';
import { royaltyWeight } from '../rules/split.ts';
import type { NftRefusal } from './refusal.ts';
import { MAX_CREATORS, NO_DESCRIPTION, type NftDescription, type Screened, refusalOfHolding } from './screened.ts';
import { describeToken2022, isOfToken2022, refusalOfToken2022Source, screenToken2022 } from './token-2022.ts';

/** How an NFT would move into a vault, or why it cannot be deposited. */
export type NftDeposit =
  | { readonly __kind: 'Ok'; readonly fields: readonly [Standard] }
  | { readonly __kind: 'Err'; readonly fields: readonly [NftRefusal] };

/** An NFT in a wallet: what it is, and whether it can be deposited into a vault. */
export type NftView = NftDescription & {
  /** Its mint. */
  readonly mint: Address;
  /** The wallet that is to deposit it. */
  readonly owner: Address;
  /** The wallet's token account for it. */
  readonly token: Address;
  /**
   * The rule set of a programmable NFT. Token Metadata lets it move only where its rules allow, which they may not for an
   * account of a program: that shows when the transaction is simulated.
   */
  readonly ruleSet: Address | null;
  /** How it would move, or why it cannot be deposited. */
  readonly deposit: NftDeposit;
  /** What each creator would get of a sale: basis points times per cent. Empty where it cannot be deposited. */
  readonly royalties: readonly Royalty[];
};

/** Addresses of the accounts that say what an NFT is. */
type NftAddresses = Readonly<Record<'mint' | 'metadata' | 'edition' | 'token' | 'tokenRecord', Address>>;

async function addressesOf(mint: Address, token: Address): Promise<NftAddresses> {
  const [metadata, edition, tokenRecord] = await Promise.all([
    pda.metadata(mint),
    pda.edition(mint),
    pda.tokenRecord(mint, token),
  ]);
  return { mint, metadata, edition, token, tokenRecord };
}

/**
 * The accounts the view is made of, for an NFT in this token account of a wallet; without one in the associated one. Which
 * of the two token programs the NFT is of is seen only once its mint is read.
 */
export async function nftAddresses(mint: Address, owner: Address, token: Address | null): Promise<Address[]> {
  if (token !== null) return Object.values(await addressesOf(mint, token));
  const [associated, ofToken2022] = await Promise.all([
    pda.associatedToken(owner, mint),
    pda.associatedTokenOf(owner, mint, TOKEN_2022_PROGRAM_ADDRESS),
  ]);
  return [...Object.values(await addressesOf(mint, associated)), ofToken2022];
}

/**
 * Reads an NFT in the associated token account of a wallet. That it cannot be deposited is no error: see
 * {@link NftView.deposit}.
 *
 * @throws what the reader throws
 */
export async function readNft(reader: AccountReader, mint: Address, owner: Address): Promise<NftView> {
  return nftViewOf(await readAccounts(reader, await nftAddresses(mint, owner, null)), mint, owner, null);
}

/** The NFT in a token account of a wallet, from {@link nftAddresses} as they were read. */
export async function nftViewOf(
  accounts: Accounts,
  mint: Address,
  owner: Address,
  token: Address | null,
): Promise<NftView> {
  const ofToken2022 = isOfToken2022(accounts, mint);
  const program = ofToken2022 ? TOKEN_2022_PROGRAM_ADDRESS : TOKEN_PROGRAM_ADDRESS;
  const held = token ?? (await pda.associatedTokenOf(owner, mint, program));
  const addresses = await addressesOf(mint, held);
  const description = ofToken2022
    ? describeToken2022(accounts, mint)
    : describe(metadataAt(accounts, addresses.metadata));
  const view = { mint, owner, token: held, ...description };
  const screened = ofToken2022 ? screenToken2022(accounts, mint) : screen(accounts, addresses);
  if (typeof screened === 'string') return { ...view, ruleSet: null, deposit: refused(screened), royalties: [] };
  const { standard, ruleSet, royalties } = screened;
  const refusal = ofToken2022
    ? refusalOfToken2022Source(accounts, view)
    : refusalOfSource(accounts, addresses, owner, kindOf(standard, ruleSet));
  return { ...view, ruleSet, deposit: refusal ? refused(refusal) : { __kind: 'Ok', fields: [standard] }, royalties };
}

/** What metadata says for people; nothing where a text or a creator of it cannot be read. */
function describe(metadata: TokenMetadata | null): NftDescription {
  const creators = metadata?.creators.filter(creator => creator !== null) ?? [];
  if (!metadata?.texts || creators.length < metadata.creators.length) return NO_DESCRIPTION;
  const { texts, sellerFeeBps, collection } = metadata;
  return { ...texts, sellerFeeBps, creators, collection };
}

function refused(refusal: NftRefusal): NftDeposit {
  return { __kind: 'Err', fields: [refusal] };
}

/** How an NFT moves, which instruction builders ask for; `null` where it cannot be deposited. */
export function nftKind({ deposit, ruleSet }: NftView): NftKind | null {
  return deposit.__kind === 'Ok' ? kindOf(deposit.fields[0], ruleSet) : null;
}

/** The royalty weight of an NFT: basis points times per cent of the creators that are paid. */
export function royaltyWeightOf({ royalties }: NftView): number {
  return royalties.reduce((sum, { weight }) => sum + weight, 0);
}

/** The rule set that the metadata of an NFT names. */
export async function ruleSetOf(accounts: Accounts, mint: Address): Promise<Address | null> {
  return metadataAt(accounts, await pda.metadata(mint))?.ruleSet ?? null;
}

/**
 * The standard that an NFT is of by its mint and metadata, whether or not it can be deposited; `null` where they tell none
 * that vaults know.
 */
export async function standardOf(accounts: Accounts, mint: Address): Promise<Standard | null> {
  if (isOfToken2022(accounts, mint)) return 'Token2022';
  const [at, edition] = await Promise.all([pda.metadata(mint), pda.edition(mint)]);
  const metadata = metadataAt(accounts, at);
  return metadata?.mint === mint ? standardBy(metadata.tokenStandard, isPrint(accounts.get(edition))) : null;
}

function metadataAt(accounts: Accounts, address: Address): TokenMetadata | null {
  const account = accounts.get(address);
  return account?.owner === TOKEN_METADATA_PROGRAM_ADDRESS ? readMetadata(account.data) : null;
}

/** Screens the mint, metadata and edition of an NFT, in the order in which the program does. */
function screen(accounts: Accounts, addresses: NftAddresses): Screened | NftRefusal {
  const mint = mintAt(accounts, addresses.mint);
  if (!mint) return 'NotAClassicMint';
  if (mint.supply !== 1n || mint.decimals !== 0) return 'NotAnNft';
  const metadata = metadataAt(accounts, addresses.metadata);
  if (metadata?.mint !== addresses.mint) return 'NoMetadata';
  const { tokenStandard, ruleSet } = metadata;
  if (tokenStandard === 'Fungible' || tokenStandard === 'FungibleAsset') return 'UnsupportedStandard';
  const edition = accounts.get(addresses.edition);
  if (edition?.owner !== TOKEN_METADATA_PROGRAM_ADDRESS) return 'NoEdition';
  const standard = standardBy(tokenStandard, isPrint(edition));
  if (!standard) return 'UnsupportedStandard';
  // Only Token Metadata can sign as the edition, and it mints no second unit of a mint with one.
  if (unwrapOption(mint.mintAuthority) !== addresses.edition) return 'MintAuthorityNotEdition';
  // Nor does it freeze without a delegate, which custody never has. Anybody else could lock the NFT in.
  const freezer = unwrapOption(mint.freezeAuthority);
  if (freezer !== null && freezer !== addresses.edition) return 'FreezeAuthorityNotEdition';
  const royalties = royaltiesBy(metadata);
  return royalties ? { standard, royalties, ruleSet } : 'NoMetadata';
}

function isPrint(edition: AccountInfo | undefined): boolean {
  return edition?.data[0] === METADATA_KEY.EditionV1;
}

/** Metadata from before standards were recorded says none: then the edition decides. */
function standardBy(label: TokenMetadata['tokenStandard'], printed: boolean): Standard | null {
  switch (label) {
    case 'ProgrammableNonFungible':
      return 'Programmable';
    case 'ProgrammableNonFungibleEdition':
      return 'ProgrammableEdition';
    case 'NonFungibleEdition':
      return 'Edition';
    case 'NonFungible':
      return 'NonFungible';
    case null:
      return printed ? 'Edition' : 'NonFungible';
    default:
      return null;
  }
}

/**
 * The verified creators with a share: who is not verified never agreed to be named, and gets nothing. `null` for creators
 * beyond what Token Metadata allows.
 */
function royaltiesBy({ creators, sellerFeeBps }: TokenMetadata): Royalty[] | null {
  const royalties: Royalty[] = [];
  for (const creator of creators) {
    if (!creator) return null;
    const weight = unlessRefused(() => royaltyWeight(sellerFeeBps, creator.share));
    if (weight === null) return null;
    if (creator.verified && weight > 0) royalties.push({ payee: creator.address, weight });
  }
  return royalties.length > MAX_CREATORS ? null : royalties;
}

/** Why an NFT that passed the screen cannot leave its token account, in the order in which the program looks. */
function refusalOfSource(
  accounts: Accounts,
  addresses: NftAddresses,
  owner: Address,
  kind: NftKind,
): NftRefusal | null {
  const isProgrammable = kind.__kind === 'Programmable';
  const refusal = refusalOfHolding(tokenAt(accounts, addresses.token), { mint: addresses.mint, owner }, isProgrammable);
  return refusal ?? (isProgrammable ? refusalOfRecord(accounts, addresses.tokenRecord) : null);
}

function refusalOfRecord(accounts: Accounts, address: Address): NftRefusal | null {
  const account = accounts.get(address);
  const record = account?.owner === TOKEN_METADATA_PROGRAM_ADDRESS ? readTokenRecord(account.data) : null;
  if (!record) return 'NoTokenRecord';
  if (record.delegated) return 'Delegated';
  return record.unlocked ? null : 'Locked';
}
