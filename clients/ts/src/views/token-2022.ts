/** NFTs of Token-2022: what their mint says about them, and whether they can be deposited. */
import { type Address, type ReadonlyUint8Array, isAddress, isNone } from '@solana/kit';
import { TOKEN_2022_PROGRAM_ADDRESS } from '../addresses.ts';
import { lossyTextOf } from '../bytes.ts';
import {
  EXTENSION,
  type Extension,
  type Extensions,
  type MintMetadata,
  readExtended,
  readGroup,
  readMint,
  readMintMetadata,
  readToken,
} from '../extensions.ts';
import type { Royalty } from '../generated/index.ts';
import type { Accounts } from '../reader.ts';
import { royaltyWeight } from '../rules/split.ts';
import { MAX_CREATORS, type NftDescription, NO_DESCRIPTION, type Screened, refusalOfHolding } from './screened.ts';
import type { NftRefusal } from './refusal.ts';

/** Whether there is something of Token-2022 at this address. */
export function isOfToken2022(accounts: Accounts, address: Address): boolean {
  return accounts.get(address)?.owner === TOKEN_2022_PROGRAM_ADDRESS;
}

/** The key under which the metadata of a mint names its royalty, in basis points of a sale. */
const ROYALTY_KEY = 'royalty_basis_points';

/** What a mint says about its NFT. */
export function describeToken2022(accounts: Accounts, mint: Address): NftDescription {
  const data = accounts.get(mint)?.data;
  const extensions = (data && readExtended(data, 'mint')?.extensions) ?? [];
  let description = NO_DESCRIPTION;
  for (const extension of extensions) {
    if (extension) description = { ...description, ...described(extension) };
  }
  return description;
}

function described({ number, value }: Extension): Partial<NftDescription> {
  if (number === EXTENSION.TokenGroupMember) {
    const key = readGroup(value);
    return { collection: key && { key, verified: true } };
  }
  const metadata = number === EXTENSION.TokenMetadata ? readMintMetadata(value) : null;
  if (!metadata) return {};
  const { name, symbol, uri } = metadata.texts;
  const royalty = royaltyOf(metadata);
  const { bps, creators } = typeof royalty === 'string' ? NO_ROYALTY : royalty;
  return {
    name: lossyTextOf(name),
    symbol: lossyTextOf(symbol),
    uri: lossyTextOf(uri),
    sellerFeeBps: bps,
    creators: creators.map(creator => ({ ...creator, verified: false })),
  };
}

/** Screens the mint of an NFT, in the order in which the program does. */
export function screenToken2022(accounts: Accounts, address: Address): Screened | NftRefusal {
  const data = accounts.get(address)?.data;
  const read = data ? readMint(data) : null;
  if (!read) return 'NotAToken2022Mint';
  const { mint, extensions } = read;
  if (mint.supply !== 1n || mint.decimals !== 0) return 'NotAnNft';
  // Without it no extension can be added either.
  if (!isNone(mint.mintAuthority)) return 'MintAuthorityNotNone';
  if (!isNone(mint.freezeAuthority)) return 'FreezeAuthorityNotNone';
  const metadata = screenExtensions(extensions);
  if (typeof metadata === 'string') return metadata;
  const royalty = metadata ? royaltyOf(metadata) : NO_ROYALTY;
  if (typeof royalty === 'string') return royalty;
  return { standard: 'Token2022', ruleSet: null, royalties: royaltiesOf(royalty) };
}

/** Refuses extensions by name, the first one listed; else the metadata that is one of them. */
function screenExtensions(extensions: Extensions): MintMetadata | NftRefusal | null {
  let metadata: MintMetadata | null = null;
  for (const extension of extensions) {
    if (!extension) return 'ExtensionsMalformed';
    const { number, value } = extension;
    if (number === EXTENSION.TokenMetadata) {
      const read: MintMetadata | null = metadata ? null : readMintMetadata(value);
      if (!read) return 'ExtensionsMalformed';
      metadata = read;
    } else if (number === EXTENSION.MintCloseAuthority) {
      if (value.length !== 32) return 'ExtensionsMalformed';
      if (value.some(byte => byte !== 0)) return 'MintCloseAuthorityNotNone';
    } else if (!HARMLESS.has(number)) {
      return HARMFUL[number] ?? 'UnknownExtension';
    }
  }
  return metadata;
}

const HARMLESS: ReadonlySet<number> = new Set([
  EXTENSION.MetadataPointer,
  EXTENSION.GroupPointer,
  EXTENSION.TokenGroup,
  EXTENSION.GroupMemberPointer,
  EXTENSION.TokenGroupMember,
]);

const HARMFUL: Readonly<Record<number, NftRefusal>> = {
  [EXTENSION.TransferFeeConfig]: 'HasTransferFee',
  [EXTENSION.ConfidentialTransferMint]: 'HasConfidentialTransfer',
  [EXTENSION.ConfidentialTransferFeeConfig]: 'HasConfidentialTransferFee',
  [EXTENSION.DefaultAccountState]: 'HasDefaultAccountState',
  [EXTENSION.NonTransferable]: 'NonTransferable',
  [EXTENSION.InterestBearingConfig]: 'HasInterest',
  [EXTENSION.PermanentDelegate]: 'HasPermanentDelegate',
  [EXTENSION.TransferHook]: 'HasTransferHook',
  [EXTENSION.ConfidentialMintBurn]: 'HasConfidentialMintBurn',
  [EXTENSION.ScaledUiAmount]: 'HasScaledAmount',
  [EXTENSION.Pausable]: 'Pausable',
  [EXTENSION.PermissionedBurn]: 'HasPermissionedBurn',
};

/** The royalty that the metadata of a mint names: nobody confirmed it but who may write the metadata. */
type MintRoyalty = {
  /** In basis points of a sale. */
  readonly bps: number;
  /** Who it is for, with shares in per cent. */
  readonly creators: readonly { readonly address: Address; readonly share: number }[];
};

const NO_ROYALTY: MintRoyalty = { bps: 0, creators: [] };

/**
 * Reads the royalty: a field `royalty_basis_points`, and a field of each creator with its address as the key and its share
 * in per cent as the value. Any other field is an attribute.
 */
function royaltyOf({ fields }: MintMetadata): MintRoyalty | NftRefusal {
  let bps: number | null = null;
  const creators: { address: Address; share: number }[] = [];
  for (const field of fields) {
    if (!field) return 'ExtensionsMalformed';
    const [key, value] = [lossyTextOf(field[0]), field[1]];
    if (key === ROYALTY_KEY) {
      const named = decimal(value, 10_000);
      if (named === null || bps !== null) return 'RoyaltiesMalformed';
      bps = named;
    } else {
      const share = decimal(value, 100);
      if (share && isAddress(key)) creators.push({ address: key, share });
    }
  }
  if (bps === null) return NO_ROYALTY;
  const shares = creators.reduce((sum, { share }) => sum + share, 0);
  return creators.length > MAX_CREATORS || shares > 100 ? 'RoyaltiesMalformed' : { bps, creators };
}

/** A whole number up to `most` in decimal digits; `null` for anything else. */
function decimal(text: ReadonlyUint8Array, most: number): number | null {
  const digits = lossyTextOf(text);
  if (!/^[0-9]+$/.test(digits)) return null;
  const number = BigInt(digits);
  return number <= BigInt(most) ? Number(number) : null;
}

/** What each creator gets of a sale. */
function royaltiesOf({ bps, creators }: MintRoyalty): Royalty[] {
  const royalties = creators.map(({ address, share }) => ({ payee: address, weight: royaltyWeight(bps, share) }));
  return royalties.filter(({ weight }) => weight > 0);
}

/** Why an NFT that passed the screen cannot leave its token account, in the order in which the program looks. */
export function refusalOfToken2022Source(
  accounts: Accounts,
  nft: { readonly mint: Address; readonly owner: Address; readonly token: Address },
): NftRefusal | null {
  const account = accounts.get(nft.token);
  const read = account?.owner === TOKEN_2022_PROGRAM_ADDRESS ? readToken(account.data) : null;
  const refusal = refusalOfHolding(read && read.token, nft, false);
  if (!read || refusal) return refusal;
  for (const extension of read.extensions) {
    if (!extension) return 'ExtensionsMalformed';
    const { number, value } = extension;
    const isOff = value.length === 1 && value[0] === 0;
    if (number === EXTENSION.CpiGuard && !isOff) return 'CpiGuarded';
  }
  return null;
}
