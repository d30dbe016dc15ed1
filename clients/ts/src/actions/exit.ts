/** Taking everything a wallet is owed. */
import type { Address } from '@solana/kit';
import { ClientError } from '../errors/client.ts';
import type { BuiltInstruction } from '../instructions/index.ts';
import * as instructions from '../instructions/index.ts';
import { type Signatory, signatoryAddress } from '../signatory.ts';
import * as pda from '../pda.ts';
import * as quotes from '../quotes/index.ts';
import type { Claim, ExitQuote, Holdings } from '../quotes/index.ts';
import {
  type AccountReader,
  type Accounts,
  lamportsAt,
  programAccount,
  readAccounts,
  rentOf,
  tokenAt,
} from '../reader.ts';
import { max } from '../rules/math.ts';
import { paysOut } from '../rules/status.ts';
import { STAKE_ACCOUNT } from '../state.ts';
import { type AssetView, assetViewOf, isHeld, royaltiesOf } from '../views/asset.ts';
import { bidViewOf } from '../views/bid.ts';
import {
  type OfferingView,
  type PurchaseView,
  isOfferingOver,
  offeringNumbers,
  offeringViewsOf,
  purchaseViewOf,
} from '../views/offering.ts';
import type { Proposals } from '../views/proposal.ts';
import { vaultIncome } from '../views/staking.ts';
import { type VaultView, vaultLeader } from '../views/vault.ts';
import { type Action, act } from './action.ts';
import { claimOfPurchase } from './claim-purchase.ts';
import { addressesToClose, closeOne } from './close-offering.ts';
import { type Steps, strayStakes } from './close-staking.ts';
import { type Records, closingRecords, paidBy, readRecords } from './close-votes.ts';
import { claimOf, incomeTokens, unpayableTo } from './income.ts';
import { unstakeInstruction } from './stake.ts';
import { claimAsset, readVaultWithNfts } from './take-back.ts';
import { type WrappedSol, amountAt, createAssociatedToken, prepareCash, unwraps } from './tokens.ts';

/** A wallet that leaves a vault. */
export type Exit = {
  /** The vault. */
  readonly vault: Address;
  /** The wallet: signs, and pays for token accounts it does not have yet. */
  readonly wallet: Signatory;
  /** Mints of the vault's NFTs, for its winner and for creators with royalties; others need not name any. */
  readonly nftMints?: readonly Address[];
  /** What to do about wrapped SOL; `Auto` where nothing is said. */
  readonly sol?: WrappedSol;
  /** Proposals of which records that the wallet paid for are looked for; every one where nothing is said. */
  readonly proposals?: Proposals;
};

/**
 * Takes everything that a vault owes a wallet now: takes its bid or its exceeded offer back, claims what it bought in
 * offerings and, as the creator, closes those that are over, claims its income, its royalties, the curator's fee and the
 * NFTs it won, closes its proposals and votes that are over, and once the vault is sold redeems all its fractions, those of
 * the bid and the stake included.
 *
 * Before the sale its stake stays: it may be about to ask and earn; `unstake` takes it out. So does an offer that stands;
 * `withdrawOffer` takes that back. After the sale the stake leaves at once, and what a stream has not released yet goes to
 * the stakes that stay. Income on the way of which an account is frozen stays owed.
 *
 * @throws {ClientError} NothingOwed, NoVault; Frozen if the wallet's account for cash is and cash is due; what the reader
 * throws
 */
export function exit(reader: AccountReader, leave: Exit): Promise<Action<ExitQuote>> {
  return act(leave, async () => {
    const { vault, nftMints = [], proposals = { __kind: 'All' } } = leave;
    const wallet = signatoryAddress(leave.wallet);
    const fractionAccount = await pda.associatedToken(wallet, await pda.fractionMint(vault));
    const own = [await pda.bid(vault, wallet), await pda.stake(vault, wallet), fractionAccount];
    const [view, known] = await readVaultWithNfts(reader, vault, wallet, nftMints, own);
    const tokens = [await pda.stakedFractions(vault), await pda.fractionEscrow(vault)];
    const cashAccount = await pda.associatedToken(wallet, view.vault.quoteMint);
    const ofOfferings = await Promise.all(offeringNumbers(view).map(number => tokensOfOffering(view, number, wallet)));
    const addresses = [...(await incomeTokens(view, wallet)), ...tokens, cashAccount, ...ofOfferings.flat()];
    const accounts = await readAccounts(reader, addresses, known);
    const records = await readRecords(reader, view, { vault, authority: wallet, proposals });
    return assemble(
      { view, accounts, wallet: leave.wallet, fractionAccount, cashAccount },
      leave,
      paidBy(records, wallet),
    );
  });
}

/** What claiming a purchase and closing an offering looks at. */
async function tokensOfOffering(view: VaultView, number: bigint, wallet: Address): Promise<Address[]> {
  const purchase = await pda.purchase(await pda.offering(view.address, number), wallet);
  return [purchase, ...(await addressesToClose(view, number))];
}

/** What is known of the vault and the wallet. */
type Leaving = {
  readonly view: VaultView;
  readonly accounts: Accounts;
  readonly wallet: Signatory;
  /** The wallet's account for fractions. */
  readonly fractionAccount: Address;
  /** The wallet's account for cash. */
  readonly cashAccount: Address;
};

async function assemble(
  leaving: Leaving,
  { nftMints = [], sol = 'Auto' }: Exit,
  records: Records,
): Promise<[BuiltInstruction[], ExitQuote]> {
  const { view, accounts, wallet, fractionAccount } = leaving;
  const { fractionMint, quoteMint } = view.vault;
  const address = signatoryAddress(wallet);
  const rent = rentOf(accounts);
  const found = await Promise.all(nftMints.map(mint => assetViewOf(view, accounts, mint)));
  const assets = found.filter(asset => asset !== null);
  const holdings = await holdingsOf(leaving, assets);
  const quote = quotes.exit(view, holdings);
  const { instructions: closing, quote: votes } = await closingRecords(view, records, wallet);
  if (quote.claims.length === 0 && closing.length === 0) {
    throw new ClientError({ code: 'NothingOwed', vault: view.address, wallet: address });
  }

  const steps: Steps = { instructions: [], made: [] };
  const after: BuiltInstruction[] = [];
  let unwrapped = false;
  for (const mint of paidMints(quote, quoteMint)) {
    const account = await prepareCash(accounts, wallet, mint, 0n, sol, rent);
    steps.made.push(...account.made);
    steps.instructions.push(...account.before);
    after.push(...account.after);
    unwrapped ||= unwraps(account);
  }
  if ((quote.fractions > 0n || quote.burned > 0n) && !tokenAt(accounts, fractionAccount)) {
    steps.instructions.push(await createAssociatedToken(wallet, address, fractionMint));
    steps.made.push(quotes.newAccount('TokenAccount', fractionAccount, rent));
  }
  let ofOfferings = 0n;
  for (const claim of quote.claims) {
    const offering = claim.__kind === 'Offering' && holdings.offerings.find(({ number }) => number === claim.number);
    const asset = claim.__kind === 'Asset' && assets.find(({ asset }) => asset.nftMint === claim.nftMint);
    if (claim.__kind === 'Purchase') ofOfferings += rentOfPurchase(holdings, claim.number);
    if (offering) ofOfferings += (await closeOne(view, accounts, offering, wallet, steps)).returned;
    else if (asset) await claimAsset(view, accounts, asset, wallet, rent, steps);
    else steps.instructions.push(...(await claiming(leaving, claim)));
  }
  steps.instructions.push(...closing, ...after);
  const ofVotes = quotes.returnedTo(votes, address);
  const returned = (await returnedTo(leaving, assets, quote)) + ofVotes + ofOfferings;
  return [steps.instructions, { ...quote, accounts: steps.made, votes, returned, unwrapped }];
}

async function holdingsOf(leaving: Leaving, assets: readonly AssetView[]): Promise<Holdings> {
  const { view, accounts, fractionAccount } = leaving;
  const wallet = signatoryAddress(leaving.wallet);
  const bid = await bidViewOf(view, accounts, wallet);
  const stake = programAccount(accounts, STAKE_ACCOUNT, await pda.stake(view.address, wallet));
  const unpayable = await unpayableTo(view, accounts, wallet);
  const offerings = await offeringViewsOf(view, accounts);
  const purchases: [OfferingView, PurchaseView][] = [];
  for (const offering of offerings) {
    const purchase = await purchaseViewOf(view, offering, accounts, wallet);
    if (purchase) purchases.push([offering, purchase]);
  }
  return {
    wallet,
    purchases,
    offerings,
    bid: bid?.bid ?? null,
    stake,
    unpayable: unpayable.map(({ mint }) => mint),
    fractions: amountAt(accounts, fractionAccount),
    strayFractions: await straysOf(view, accounts),
    assets: assets.map(({ asset }) => asset),
  };
}

/** Lamports of the account of a purchase that is claimed, if it is closed with it. */
function rentOfPurchase({ purchases }: Holdings, claimed: bigint): bigint {
  const found = purchases.find(([offering]) => offering.number === claimed && isOfferingOver(offering));
  return found?.[1].lamports ?? 0n;
}

/** Fractions in the vault's own accounts that nobody staked or bid with, in raw units. */
async function straysOf({ address, auction, pool }: VaultView, accounts: Accounts): Promise<bigint> {
  const inEscrow = auction ? amountAt(accounts, await pda.fractionEscrow(address)) - auction.fractions : 0n;
  return max(inEscrow, 0n) + (pool ? await strayStakes(accounts, address, pool) : 0n);
}

/** Mints of which something is paid: the quote mint first. */
function paidMints({ cash, claims }: ExitQuote, quoteMint: Address): Address[] {
  const incomes = claims.flatMap(claim => {
    const isIncome = claim.__kind === 'Income' || claim.__kind === 'Unearned';
    return isIncome && claim.mint !== quoteMint ? [claim.mint] : [];
  });
  return cash > 0n ? [quoteMint, ...incomes] : incomes;
}

/** What claims anything but an NFT and what is the creator's own of an offering. */
async function claiming(leaving: Leaving, claim: Claim): Promise<BuiltInstruction[]> {
  const { view, wallet, fractionAccount, cashAccount: cashDestination } = leaving;
  const { address: vault } = view;
  const { creator } = view.vault;
  switch (claim.__kind) {
    case 'Bid': {
      const fractionDestination = claim.fractions > 0n ? fractionAccount : null;
      // One that fell because of a licence is withdrawn as the offer it was.
      const fell = view.status === 'Active' && vaultLeader(view) === signatoryAddress(wallet);
      const withdraw = fell ? instructions.withdrawOffer : instructions.withdrawBid;
      return [await withdraw({ bidder: wallet, signed: true, vault, cashDestination, fractionDestination })];
    }
    case 'Purchase':
      return [await claimOfPurchase(view, claim.number, signatoryAddress(wallet), claim.fractions, claim.refund)];
    case 'Stake':
      return [await unstakeInstruction(view, wallet, fractionAccount, claim.fractions)];
    case 'Income':
      return [await claimOf(view, signatoryAddress(wallet), claim.mint)];
    case 'Redemption': {
      const args = { amount: claim.fractions, minPayout: claim.payout };
      return [
        await instructions.redeem({ holder: wallet, vault, fractionSource: fractionAccount, cashDestination, args }),
      ];
    }
    case 'Royalty': {
      const { nftMint } = claim;
      return [
        await instructions.claimRoyalty({ payee: wallet, signed: true, vault, creator, nftMint, cashDestination }),
      ];
    }
    case 'CuratorFee':
      return [await instructions.claimCuratorFee({ curator: wallet, signed: true, vault, cashDestination })];
    case 'Unearned':
      return claimUnearned(view, wallet, claim.mint);
    case 'Asset':
    case 'Offering':
      return [];
  }
}

/**
 * What pays the recipient what nobody is left to earn. What was sent uninvited stays: that is for who closes the vault.
 */
async function claimUnearned(view: VaultView, wallet: Signatory, mint: Address): Promise<BuiltInstruction[]> {
  const income = vaultIncome(view, mint);
  if (!income) return [];
  const close = await instructions.closeIncome({
    vault: view.address,
    mint,
    opener: income.opener,
    withAuction: view.auction !== null,
    recipient: wallet,
    recipientSigned: true,
    unearnedDestination: await pda.associatedToken(signatoryAddress(wallet), mint),
    curator: view.vault.curator,
    curatorSigned: false,
    surplusDestination: null,
  });
  return [close];
}

/** Lamports of the accounts that the claims close, as far as they are the wallet's. */
async function returnedTo(leaving: Leaving, assets: readonly AssetView[], quote: ExitQuote): Promise<bigint> {
  const { view, accounts } = leaving;
  const wallet = signatoryAddress(leaving.wallet);
  let lamports = 0n;
  for (const claim of quote.claims) {
    if (claim.__kind === 'Bid') lamports += lamportsAt(accounts, await pda.bid(view.address, wallet));
    if (claim.__kind === 'Unearned') lamports += await rentOfIncome(leaving, claim.mint, claim.amount);
  }
  if (quote.closesStake) lamports += lamportsAt(accounts, await pda.stake(view.address, wallet));
  if (wallet !== view.vault.creator) return lamports;
  return assets.reduce((sum, asset) => sum + rentOfAsset(leaving, asset, quote), lamports);
}

/** Lamports of an NFT's accounts that are closed, which are the creator's. */
function rentOfAsset(leaving: Leaving, view: AssetView, quote: ExitQuote): bigint {
  const { accounts } = leaving;
  const wallet = signatoryAddress(leaving.wallet);
  const { asset, address } = view;
  const leaves = quote.assets.includes(asset.nftMint);
  const payees = royaltiesOf(view).map(({ payee }) => payee);
  const unpaid = paysOut(leaving.view.status) && payees.some(payee => payee !== wallet);
  const touched = leaves || payees.includes(wallet);
  const closes = touched && !unpaid && (leaves || !isHeld(view));
  return (leaves ? lamportsAt(accounts, asset.custody) : 0n) + (closes ? lamportsAt(accounts, address) : 0n);
}

/** Lamports of an account of income that is closed with what nobody is left to earn, if they are the wallet's. */
async function rentOfIncome({ view, accounts, wallet }: Leaving, mint: Address, unearned: bigint): Promise<bigint> {
  const account = await pda.incomeAccount(view.address, mint);
  const nothingElse = tokenAt(accounts, account)?.amount === unearned;
  const owesNobody = view.pool?.stakes === 0n;
  const closes = nothingElse && owesNobody && vaultIncome(view, mint)?.opener === signatoryAddress(wallet);
  return closes ? lamportsAt(accounts, account) : 0n;
}
