/** Taking a vault's NFTs back: as the holder of every fraction, or as the creator of a draft. */
import type { Address } from '@solana/kit';
import type { SysvarRent } from '@solana/sysvars';
import { TOKEN_2022_PROGRAM_ADDRESS } from '../addresses.ts';
import { ClientError } from '../errors/client.ts';
import * as instructions from '../instructions/index.ts';
import { type Signatory, signatoryAddress } from '../signatory.ts';
import * as pda from '../pda.ts';
import { NO_STAKING_CLOSED, NO_VOTES_CLOSED, type ReturnQuote, newAccount } from '../quotes/index.ts';
import { type AccountReader, type Accounts, SYSVAR_RENT_ADDRESS, hasToken, lamportsAt, rentOf } from '../reader.ts';
import { allowsReclaim, isBeingFilled } from '../rules/status.ts';
import { type AssetView, assetViewOf } from '../views/asset.ts';
import { ruleSetOf } from '../views/nft.ts';
import { type VaultView, readVault, readVaultWith } from '../views/vault.ts';
import { type Action, act } from './action.ts';
import { type Steps, closeStaking, readClosing } from './close-staking.ts';
import { NO_RECORDS, type Records, closingAllRecords, readRecords } from './close-votes.ts';
import { auctionLamports, closeVault } from './close.ts';
import { closeOfferings } from './close-offering.ts';
import { amountAt, createAssociatedToken } from './tokens.ts';

/** A vault whose every fraction one holder has. */
export type Reclaim = {
  /** The vault. */
  readonly vault: Address;
  /** Who holds every fraction; signs and pays. */
  readonly holder: Signatory;
  /** Mints of the NFTs to be taken. */
  readonly nftMints: readonly Address[];
};

/** A draft to be given up. */
export type Cancel = {
  /** The vault. */
  readonly vault: Address;
  /** Mints of the NFTs to be taken. */
  readonly nftMints: readonly Address[];
};

/**
 * Burns the whole supply, takes these NFTs of the vault and, once all are out, closes it: income that nobody was left to
 * earn goes to the holder too. As long as somebody has not claimed income or a purchase, or taken an offer back, or there
 * are votes that are not the holder's nor of a proposer, the vault stays open; `close` closes it then.
 *
 * Where an earlier call stopped half-way, it goes on.
 *
 * @throws {ClientError} WrongStatus, NotTheWholeSupply, NothingOwed, Frozen, NoVault; what the reader throws
 */
export function reclaim(reader: AccountReader, order: Reclaim): Promise<Action<ReturnQuote>> {
  return act(order, async () => {
    const { vault, holder, nftMints } = order;
    const wallet = signatoryAddress(holder);
    const fractionSource = await pda.associatedToken(wallet, await pda.fractionMint(vault));
    const [view, known] = await readVaultWithNfts(reader, vault, wallet, nftMints, [fractionSource]);
    const accounts = await readClosing(reader, { view, payer: holder, recipient: wallet }, known);
    const records = await readRecords(reader, view, { vault, authority: holder });
    const steps: Steps = { instructions: [], made: [] };
    let burned = 0n;
    if (allowsReclaim(view.status)) {
      burned = amountAt(accounts, fractionSource);
      if (burned === 0n || burned !== view.supply) {
        throw new ClientError({ code: 'NotTheWholeSupply', supply: view.supply, held: burned });
      }
      steps.instructions.push(await instructions.reclaim({ holder, vault, fractionSource }));
    } else {
      checkRecipient(view, wallet);
    }
    const quote = await takeBack(view, accounts, records, holder, nftMints, steps);
    return [steps.instructions, { ...quote, burned }];
  });
}

/**
 * Gives a draft up: its creator, who signs, takes these NFTs back and, once all are out, the vault is closed.
 *
 * Where an earlier call stopped half-way, it goes on.
 *
 * @throws {ClientError} WrongStatus, NothingOwed, NoVault; what the reader throws
 */
export function cancel(reader: AccountReader, order: Cancel): Promise<Action<ReturnQuote>> {
  return act(order, async () => {
    const { vault, nftMints } = order;
    const { creator } = (await readVault(reader, vault)).vault;
    const [view, known] = await readVaultWithNfts(reader, vault, creator, nftMints, []);
    const accounts = await readClosing(reader, { view, payer: creator, recipient: creator }, known);
    const steps: Steps = { instructions: [], made: [] };
    if (isBeingFilled(view.status)) {
      steps.instructions.push(await instructions.cancel({ creator, vault }));
    } else {
      checkRecipient(view, creator);
    }
    const quote = await takeBack(view, accounts, NO_RECORDS, creator, nftMints, steps);
    return [steps.instructions, quote];
  });
}

function checkRecipient({ status, vault }: VaultView, wallet: Address): void {
  if (status !== 'Reclaimed' || vault.recipient !== wallet) throw new ClientError({ code: 'WrongStatus', status });
}

/** Adds to `steps` what takes the NFTs and, once all are out, closes the vault. */
async function takeBack(
  view: VaultView,
  accounts: Accounts,
  records: Records,
  recipient: Signatory,
  nftMints: readonly Address[],
  steps: Steps,
): Promise<ReturnQuote> {
  const wallet = signatoryAddress(recipient);
  const rent = rentOf(accounts);
  const assets: Address[] = [];
  let returned = 0n;
  for (const nftMint of nftMints) {
    const asset = await assetViewOf(view, accounts, nftMint);
    if (!asset) continue;
    await claimAsset(view, accounts, asset, recipient, rent, steps);
    returned += lamportsAt(accounts, asset.address) + lamportsAt(accounts, asset.asset.custody);
    assets.push(nftMint);
  }
  const owing = (view.pool?.stakes ?? 0n) > 0n || (view.auction?.openBids ?? 0n) > 0n;
  const closingRecords = await closingAllRecords(view, records, recipient);
  const ending: Steps = { instructions: [], made: [...steps.made] };
  const { offerings, left } = await closeOfferings(view, accounts, recipient, ending);
  const nothingLeft = closingRecords.quote.left === 0 && left === 0;
  const closes = view.vault.assetsOpen === assets.length && !owing && nothingLeft;
  const quote = {
    burned: 0n,
    assets,
    accounts: steps.made,
    closes,
    returned,
    toOpener: 0n,
    staking: NO_STAKING_CLOSED,
    votes: NO_VOTES_CLOSED,
    offerings: [],
  };
  if (!closes) {
    if (steps.instructions.length === 0) {
      throw new ClientError({ code: 'NothingOwed', vault: view.address, wallet });
    }
    return quote;
  }
  const closing = { view, payer: recipient, recipient: wallet };
  steps.instructions.push(...ending.instructions, ...closingRecords.instructions);
  steps.made.push(...ending.made.slice(steps.made.length));
  const staking = await closeStaking(closing, accounts, steps);
  await closeVault(closing, accounts, steps);
  return {
    ...quote,
    returned: returned + lamportsAt(accounts, view.address),
    toOpener: await auctionLamports(view, accounts),
    staking,
    votes: closingRecords.quote,
    offerings,
  };
}

/** Reads a vault with some of its NFTs, and what sending them to `recipient` takes. */
export async function readVaultWithNfts(
  reader: AccountReader,
  vault: Address,
  recipient: Address,
  nftMints: readonly Address[],
  others: readonly Address[],
): Promise<[VaultView, Accounts]> {
  const ofNfts = nftMints.flatMap(mint => [
    pda.asset(vault, mint),
    pda.metadata(mint),
    pda.associatedToken(recipient, mint),
    pda.associatedTokenOf(recipient, mint, TOKEN_2022_PROGRAM_ADDRESS),
    pda.custody(vault, mint),
    pda.associatedToken(vault, mint),
  ]);
  return readVaultWith(reader, vault, [SYSVAR_RENT_ADDRESS, ...others, ...(await Promise.all(ofNfts))]);
}

/** Adds to `steps` what sends an NFT from custody to the associated token account of `recipient`, who signs and pays. */
export async function claimAsset(
  view: VaultView,
  accounts: Accounts,
  { asset, standard }: AssetView,
  recipient: Signatory,
  rent: SysvarRent,
  steps: Steps,
): Promise<void> {
  const { nftMint } = asset;
  const wallet = signatoryAddress(recipient);
  const kind = instructions.kindOf(standard, await ruleSetOf(accounts, nftMint));
  const tokenProgram = instructions.tokenProgramOf(kind);
  const destination = await pda.associatedTokenOf(wallet, nftMint, tokenProgram);
  if (!hasToken(accounts, destination, tokenProgram)) {
    const made = kind.__kind === 'Token2022' ? 'Token2022Account' : 'TokenAccount';
    steps.made.push(newAccount(made, destination, rent));
    // For a programmable NFT Token Metadata makes it itself.
    if (kind.__kind !== 'Programmable') {
      steps.instructions.push(await createAssociatedToken(recipient, wallet, nftMint, tokenProgram));
    }
  }
  const claim = await instructions.claimAsset({
    payer: recipient,
    vault: view.address,
    creator: view.vault.creator,
    recipient,
    signed: true,
    nftMint,
    destination,
    kind,
  });
  steps.instructions.push(claim);
}
