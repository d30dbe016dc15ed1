/** Opening a vault. */
import type { Address } from '@solana/kit';
import { termsOf } from '../content.ts';
import { ClientError } from '../errors/client.ts';
import type { DescribeFractionInstructionDataArgs, Vault } from '../generated/index.ts';
import { type BuiltInstruction, activate, createVault, depositNft, describeFraction } from '../instructions/index.ts';
import { type Signatory, signatoryAddress } from '../signatory.ts';
import * as pda from '../pda.ts';
import * as quotes from '../quotes/index.ts';
import type { OpenQuote } from '../quotes/index.ts';
import {
  ACCOUNTS_AT_ONCE,
  type AccountReader,
  type Accounts,
  SYSVAR_RENT_ADDRESS,
  mintAt,
  programAccount,
  readAccounts,
  rentOf,
  tokenAt,
} from '../reader.ts';
import { fromNumber } from '../rules/status.ts';
import { MAX_ASSETS, type Terms } from '../rules/terms.ts';
import { ASSET_ACCOUNT, VAULT_ACCOUNT } from '../state.ts';
import { type NftView, nftAddresses, nftKind, nftViewOf } from '../views/nft.ts';
import { type Action, act } from './action.ts';
import { createAssociatedToken } from './tokens.ts';

/** An NFT of the creator. */
export type HeldNft = {
  /** Its mint. */
  readonly mint: Address;
  /** The creator's token account with it; without one the associated one, of the token program that its mint is of. */
  readonly token?: Address | null;
};

/** A vault to be opened. */
export type OpenVault = {
  /** Who opens it: owns the NFTs, pays, signs, gets all fractions. */
  readonly creator: Signatory;
  /** The creator's number for it, used once for ever; see {@link freeVaultId}. */
  readonly id: bigint;
  /** Mint of all prices and payments. */
  readonly quoteMint: Address;
  /** Fractions to be minted, in raw units. */
  readonly supply: bigint;
  /** Decimals of the fraction mint, 0 to 9. */
  readonly decimals: number;
  /** Opening price and terms. */
  readonly terms: Terms;
  /** 1 to 16 NFTs. */
  readonly nfts: readonly HeldNft[];
  /** Name, symbol and URI of the fraction; it has none without. */
  readonly description?: DescribeFractionInstructionDataArgs | null;
};

/** Longest texts of a fraction's metadata, in bytes; Token Metadata's own limits. */
const MOST_BYTES = { name: 32, symbol: 10, uri: 200 } as const;

/**
 * Opens a vault: creates it, deposits the NFTs, each by the rules of its standard, describes the fraction and activates. NFTs
 * of several standards may go into one vault.
 *
 * One NFT fits one transaction. Where an earlier opening with the same id and terms stopped half-way, its draft is
 * completed.
 *
 * @throws {ClientError} Nft says why an NFT cannot be deposited; WrongNumberOfNfts, TextTooLong, QuoteMintNotClassic,
 * VaultIdUsed, Rule refuse what the program would; what the reader throws
 */
export function openVault(reader: AccountReader, opening: OpenVault): Promise<Action<OpenQuote>> {
  return act(opening, async () => {
    check(opening);
    const addresses = await addressesOf(opening);
    const { vault, fractionMint, fractionAccount } = addresses;
    const wanted = [vault, fractionMint, fractionAccount, opening.quoteMint, SYSVAR_RENT_ADDRESS];
    for (const { mint, token } of opening.nfts) {
      const ofNft = await nftAddresses(mint, signatoryAddress(opening.creator), token ?? null);
      wanted.push(await pda.asset(vault, mint), ...ofNft);
    }
    return assemble(await readAccounts(reader, wanted), opening, addresses);
  });
}

type Addresses = {
  readonly vault: Address;
  readonly fractionMint: Address;
  readonly fractionAccount: Address;
};

async function addressesOf({ creator, id }: OpenVault): Promise<Addresses> {
  const owner = signatoryAddress(creator);
  const vault = await pda.vault(owner, id);
  const fractionMint = await pda.fractionMint(vault);
  const fractionAccount = await pda.associatedToken(owner, fractionMint);
  return { vault, fractionMint, fractionAccount };
}

function check({ nfts, description }: OpenVault): void {
  const given = nfts.length;
  const different = new Set(nfts.map(nft => nft.mint)).size;
  if (given === 0 || given > MAX_ASSETS || different < given) {
    throw new ClientError({ code: 'WrongNumberOfNfts', given });
  }
  if (!description) return;
  const { name, symbol, uri } = description;
  checkText('name', name, MOST_BYTES.name);
  checkText('symbol', symbol, MOST_BYTES.symbol);
  checkText('URI', uri, MOST_BYTES.uri);
}

function checkText(field: string, text: string, most: number): void {
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > most) throw new ClientError({ code: 'TextTooLong', field, bytes, most });
}

async function assemble(
  accounts: Accounts,
  opening: OpenVault,
  { vault, fractionMint, fractionAccount }: Addresses,
): Promise<[BuiltInstruction[], OpenQuote]> {
  const { creator, id, quoteMint, supply, decimals, terms, nfts: held } = opening;
  if (!mintAt(accounts, quoteMint)) throw new ClientError({ code: 'QuoteMintNotClassic', mint: quoteMint });
  const draft = programAccount(accounts, VAULT_ACCOUNT, vault);
  const used = draft ? !isContinuedBy(opening, draft) : mintAt(accounts, fractionMint) !== null;
  if (used) throw new ClientError({ code: 'VaultIdUsed', id });
  const nfts = await missingNfts(accounts, vault, signatoryAddress(creator), held);
  if ((draft?.assets ?? 0) + nfts.length > held.length) throw new ClientError({ code: 'VaultIdUsed', id });
  const description = draft?.described ? null : (opening.description ?? null);
  const hasFractionAccount = tokenAt(accounts, fractionAccount) !== null;
  const quote = await quotes.open(
    {
      creator: signatoryAddress(creator),
      id,
      supply,
      decimals,
      terms,
      nfts,
      describe: description !== null,
      draft,
      hasFractionAccount,
    },
    rentOf(accounts),
  );

  const instructions: BuiltInstruction[] = [];
  if (!draft) instructions.push(await createVault({ creator, quoteMint, args: { id, supply, decimals, ...terms } }));
  for (const nft of nfts) {
    const { mint: nftMint, token: source } = nft;
    const kind = nftKind(nft);
    // Those that cannot be deposited were refused above.
    if (kind) instructions.push(await depositNft({ creator, vault, nftMint, source, kind }));
  }
  if (description) instructions.push(await describeFraction({ creator, vault, args: description }));
  if (!hasFractionAccount) {
    instructions.push(await createAssociatedToken(creator, signatoryAddress(creator), fractionMint));
  }
  instructions.push(await activate({ creator, vault, destination: fractionAccount }));
  return [instructions, quote];
}

/** Whether that vault is what an earlier, unfinished opening with the same terms left. */
function isContinuedBy({ quoteMint, supply, decimals, terms }: OpenVault, vault: Vault): boolean {
  const present = termsOf(vault);
  const names = Object.keys(present) as (keyof Terms)[];
  return (
    fromNumber(vault.status) === 'Draft' &&
    vault.quoteMint === quoteMint &&
    vault.minted === supply &&
    vault.decimals === decimals &&
    names.every(name => present[name] === terms[name])
  );
}

/** The NFTs that are not in the vault yet, each fit for it. */
async function missingNfts(
  accounts: Accounts,
  vault: Address,
  creator: Address,
  held: readonly HeldNft[],
): Promise<NftView[]> {
  const missing: NftView[] = [];
  for (const { mint, token } of held) {
    if (programAccount(accounts, ASSET_ACCOUNT, await pda.asset(vault, mint))) continue;
    const view = await nftViewOf(accounts, mint, creator, token ?? null);
    if (view.deposit.__kind === 'Err') throw new ClientError({ code: 'Nft', mint, refusal: view.deposit.fields[0] });
    missing.push(view);
  }
  return missing;
}

/**
 * The least id of a vault that a creator has never used.
 *
 * @throws what the reader throws
 */
export async function freeVaultId(reader: AccountReader, creator: Address): Promise<bigint> {
  for (let first = 0n; ; first += BigInt(ACCOUNTS_AT_ONCE)) {
    // A fraction mint is never closed: where it is, the id was used.
    const ids = Array.from({ length: ACCOUNTS_AT_ONCE }, (_, index) => first + BigInt(index));
    const mints = await Promise.all(ids.map(async id => pda.fractionMint(await pda.vault(creator, id))));
    const accounts = await readAccounts(reader, mints);
    const free = mints.findIndex(mint => !mintAt(accounts, mint));
    if (free >= 0) return first + BigInt(free);
  }
}
