import type { Address } from '@solana/kit';
import { describe, expect, test } from 'vitest';

import { askOf } from '../../src/content.ts';
import {
  MOSAIC_PROGRAM_ADDRESS,
  type Auction,
  type Stake,
  type Vault,
  getAsksEncoder,
  getAssetEncoder,
  getAuctionEncoder,
  getBidEncoder,
  getLicenseEncoder,
  getPoolEncoder,
  getProposalEncoder,
  getStakeEncoder,
  getVaultEncoder,
  getVoteEncoder,
} from '../../src/generated/index.ts';
import * as pda from '../../src/pda.ts';
import { WRAPPED_SOL_MINT } from '../../src/addresses.ts';
import { SYSVAR_CLOCK_ADDRESS, readAccounts } from '../../src/reader.ts';
import { STATUSES, type Status } from '../../src/rules/status.ts';
import { ASSET_ACCOUNT, BID_ACCOUNT, LICENSE_ACCOUNT, PROPOSAL_ACCOUNT, VOTE_ACCOUNT } from '../../src/state.ts';
import * as views from '../../src/views/index.ts';
import {
  CLEO,
  CURATOR,
  NOW,
  PAINTER,
  SUPPLY,
  asksOf,
  auction,
  inAuction,
  key,
  outcome,
  poolOf,
  sold,
  stakeOf,
  vault,
  view,
  zeroed,
} from '../quotes/support.ts';
import { type Network, mint, network, owned, reader } from './network.ts';

const ANA = key(21);

type Added = {
  vault?: Partial<Vault>;
  status?: Status;
  supply?: bigint;
  stakes?: readonly Stake[];
  auction?: Partial<Auction>;
};

/** A network with a vault of Painter's, and its address. */
async function withVault(added: Added = {}): Promise<{ now: Network; address: Address }> {
  const address = await pda.vault(PAINTER, 7n);
  const fractionMint = await pda.fractionMint(address);
  const status = STATUSES.indexOf(added.status ?? 'Active');
  const account = vault({ creator: PAINTER, id: 7n, fractionMint, status, ...added.vault });
  const now = network(NOW);
  now.set(address, owned(MOSAIC_PROGRAM_ADDRESS, getVaultEncoder().encode(account)));
  now.set(fractionMint, mint(added.supply ?? SUPPLY, 6));
  now.set(account.quoteMint, mint(0n, 9));
  if (added.stakes) {
    const asks = asksOf(added.stakes.map(askOf));
    const pool = poolOf({ staked: added.stakes.reduce((sum, { amount }) => sum + amount, 0n), stakes: 1n });
    now.set(await pda.asks(address), owned(MOSAIC_PROGRAM_ADDRESS, getAsksEncoder().encode(asks)));
    now.set(await pda.pool(address), owned(MOSAIC_PROGRAM_ADDRESS, getPoolEncoder().encode(pool)));
    for (const stake of added.stakes) {
      const data = getStakeEncoder().encode(stake);
      now.set(await pda.stake(address, stake.holder), owned(MOSAIC_PROGRAM_ADDRESS, data, 9n));
    }
  }
  if (added.auction) {
    const data = getAuctionEncoder().encode(auction(added.auction));
    now.set(await pda.auction(address), owned(MOSAIC_PROGRAM_ADDRESS, data));
  }
  return { now, address };
}

describe('reading a vault', () => {
  test('puts everything that belongs to it together', async () => {
    const stakes = [stakeOf(ANA, 4_000_000_000n, 90), stakeOf(key(22), 1_100_000_000n, 92)];
    const { now, address } = await withVault({ stakes, auction: { price: 5n } });
    const found = await views.readVault(reader(now), address);
    expect(found).toMatchObject({
      address,
      status: 'Active',
      supply: SUPPLY,
      quoteDecimals: 9,
      reserve: { price: 822_702_474n, level: 92, consenting: 5_100_000_000n },
      asks: { asking: 5_100_000_000n },
      pool: { staked: 5_100_000_000n },
      auction: { price: 5n },
      now: NOW,
    });
  });

  test('reads several at once, and none where there is none', async () => {
    const { now, address } = await withVault();
    const found = await views.readVaults(reader(now), [key(9), address]);
    expect(found.map(view => view?.address ?? null)).toEqual([null, address]);
  });

  test('says what is missing', async () => {
    const { now, address } = await withVault();
    const read = (network: Network, vault = address) => outcome(() => views.readVault(reader(network), vault));
    expect(await read(now, key(9))).toEqual({ refused: { code: 'NoVault', vault: key(9) } });
    const without = (address: Address) => new Map([...now].filter(([other]) => other !== address));
    const fraction = await pda.fractionMint(address);
    const missing = { code: 'AccountMissing', what: 'fraction mint', address: fraction };
    expect(await read(without(fraction))).toEqual({ refused: missing });
    expect(await read(without(key(31)))).toMatchObject({ refused: { what: 'quote mint', address: key(31) } });
    expect(await read(without(SYSVAR_CLOCK_ADDRESS))).toMatchObject({ refused: { code: 'SysvarUnreadable' } });
    const foreign = owned(key(9), now.get(address)?.data);
    expect(await read(new Map([...now, [address, foreign]]))).toMatchObject({ refused: { code: 'ForeignAccount' } });
    const odd = await withVault({ vault: { status: 5 } });
    expect(await read(odd.now)).toEqual({ refused: { code: 'Rule', rule: 'WrongStatus' } });
  });
});

describe('a vault', () => {
  test('has the reserve of its auction once that has started', () => {
    const started = inAuction(1_500_000_000n, NOW + 5n);
    const lower = { ...started, reserve: { ...started.reserve, price: 1n } };
    expect([views.vaultReserve(lower), views.vaultReserve(view())]).toEqual([1_000_000_000n, 1_000_000_000n]);
    expect(views.vaultRound(lower)).toEqual({
      status: 'Auction',
      reserve: 1_000_000_000n,
      supply: SUPPLY,
      leadingPrice: 1_500_000_000n,
      endsAt: NOW + 5n,
    });
  });

  test('tells when its auction ends and what the next bid has to be', async () => {
    const at = (secs: bigint) => views.endsIn(inAuction(1n, NOW + secs));
    expect([at(5n), at(0n), at(-5n), views.endsIn(view())]).toEqual([5n, 0n, 0n, null]);
    expect(views.leastPrice(view())).toBe(1_000_000_000n);
    expect(views.leastPrice(inAuction(1_000n, NOW + 1n))).toBe(1_050n);
    expect(await outcome(() => views.leastPrice(inAuction(1_000n, NOW)))).toEqual({ refused: 'AuctionEnded' });
    expect(await outcome(() => views.leastPrice(sold()))).toEqual({ refused: 'AuctionNotOpen' });
  });

  test('tells who leads and who gets the assets', () => {
    expect([views.vaultLeader(view()), views.vaultLeader(sold())]).toEqual([null, CLEO]);
    expect([views.vaultRecipient(inAuction(1n, NOW)), views.vaultRecipient(sold())]).toEqual([null, CLEO]);
    expect(views.quoteIsSol(view())).toBe(false);
    expect(views.quoteIsSol(view('Active', { quoteMint: WRAPPED_SOL_MINT }))).toBe(true);
  });

  test('has a value of a token by what is or will be minted', async () => {
    expect(views.valueOfToken(view(), 1_000_000_000n)).toBe(100_000n);
    expect(views.valueOfToken({ ...view('Draft'), supply: 0n }, 1_000_000_000n)).toBe(100_000n);
    const empty = () => views.valueOfToken({ ...view(), supply: 0n }, 1n);
    expect(await outcome(empty)).toEqual({ refused: 'Overflow' });
    expect([views.oneToken(19), await outcome(() => views.oneToken(20))]).toEqual([
      10n ** 19n,
      { refused: 'Overflow' },
    ]);
  });

  test('owes until everything is claimed', () => {
    const [assets, records] = [{ assetsOpen: 0, records: 0 }, 3];
    expect(views.owing(sold())).toMatchObject({ assets: 1, royalties: 37_500_000n, proceeds: 697_500_000n });
    const nothing = { ...sold(), auction: auction({}), vault: vault(assets) };
    expect(views.owing(nothing)).toBeNull();
    expect(views.owing({ ...nothing, vault: vault({ ...assets, records }) })).toMatchObject({ records });
    // Proceeds are owed to fractions, but not to those that lie in the vault's own accounts.
    const left = { ...nothing, supply: 5n, auction: auction({ proceeds: 9n }) };
    expect(views.owingBeside(left, 4n, 0, 0)).toMatchObject({ proceeds: 9n, fractions: 0n });
    expect(views.owingBeside(left, 5n, 0, 0)).toBeNull();
    expect(views.owingBeside(left, 5n, 0, 1)).toMatchObject({ offerings: 1 });
    const income = poolOf({}).income.map(income => ({ ...income, balance: 1n }));
    expect(views.owingBeside({ ...left, pool: poolOf({ income }) }, 4n, 0, 0)).toMatchObject({ fractions: 1n });
  });
});

describe('the quote of a vault', () => {
  const some = { firm: true, price: 1_000_000_000n, reserve: 1_000_000_000n, leadingPrice: 1_000_000_000n };

  test.each<[string, views.VaultView, object]>([
    ['Draft', view('Draft'), { status: 0, firm: false, price: 0n, valuePerFraction: 0n }],
    [
      'Active',
      { ...view('Active', { auction: 1 }), auction: auction({ price: 700n }) },
      // 93 % of the price, by the supply.
      { status: 1, firm: false, price: 1_000_000_000n, offerPrice: 700n, valuePerFraction: (93n << 64n) / 1_000n },
    ],
    ['Auction', inAuction(1_000_000_000n, NOW + 1n), { ...some, status: 2, valuePerFraction: (93n << 64n) / 1_000n }],
    ['Sold', sold(), { ...some, status: 3, valuePerFraction: (93n << 64n) / 1_000n }],
    ['Reclaimed', view('Reclaimed'), { status: 4, firm: false, price: 0n }],
  ])('in %s', (_, view, quote) => {
    expect(views.vaultQuote(view)).toMatchObject(quote);
  });

  test('is refused where the auction is missing', async () => {
    const missing = { refused: { code: 'Rule', rule: 'LedgerMismatch' } };
    expect(await outcome(() => views.vaultQuote({ ...sold(), auction: null }))).toEqual(missing);
    expect(await outcome(() => views.vaultQuote(view('Active', { auction: 1 })))).toEqual(missing);
  });
});

describe('what belongs to a vault', () => {
  test('a bid leads or can be withdrawn', async () => {
    const { now, address } = await withVault({ status: 'Auction', auction: { price: 9n, startedAt: 1n } });
    const [cleos, painters] = [await pda.bid(address, CLEO), await pda.bid(address, PAINTER)];
    for (const [bid, bidder] of [
      [cleos, CLEO],
      [painters, PAINTER],
    ] as const) {
      now.set(bid, owned(MOSAIC_PROGRAM_ADDRESS, getBidEncoder().encode(zeroed(BID_ACCOUNT, { bidder }))));
    }
    const [found, accounts] = await views.readVaultWith(reader(now), address, [cleos, painters]);
    const shown = (bidder: Address) => views.bidViewOf(found, accounts, bidder);
    expect(await shown(CLEO)).toMatchObject({ address: cleos, leads: true, withdrawable: false });
    expect(await shown(PAINTER)).toMatchObject({ leads: false, withdrawable: true });
    expect(await shown(ANA)).toBeNull();
    const ended = { ...found, status: 'Sold' } as const;
    expect(await views.bidViewOf(ended, accounts, CLEO)).toMatchObject({ leads: true, withdrawable: true });
  });

  test('a bid that is an offer waits for its window', async () => {
    const bid = zeroed(BID_ACCOUNT, { bidder: CLEO });
    const offered = (endsAt: bigint) => ({
      ...view('Active', { auction: 1 }),
      auction: auction({ price: 5n, endsAt }),
    });
    expect(views.bidView(offered(NOW + 1n), key(1), bid)).toMatchObject({ leads: true, withdrawable: false });
    expect(views.bidView(offered(NOW), key(1), bid)).toMatchObject({ leads: true, withdrawable: true });
  });

  test('a stake is shown with its ask and its lock', async () => {
    const { now, address } = await withVault({ stakes: [stakeOf(ANA, 7n, 96, { delegate: CLEO })] });
    const [found, accounts] = await views.readVaultWith(reader(now), address, [await pda.stake(address, ANA)]);
    expect(await views.stakeViewOf(found, accounts, ANA)).toMatchObject({
      amount: 7n,
      ask: { level: 96, price: 1_000_000_000n },
      delegate: CLEO,
      freeAt: NOW + 86_400n,
      due: [],
      lamports: 9n,
    });
    expect(await views.stakeViewOf(found, accounts, CLEO)).toBeNull();
  });

  test('an asset tells what a creator of it is due', async () => {
    const { now, address } = await withVault();
    const record = await pda.asset(address, key(40));
    const royalties = [PAINTER, CURATOR, CLEO, CLEO, CLEO].map((payee, index) => {
      return { payee, weight: [35_000, 15_000, 0, 0, 0][index] ?? 0 };
    });
    const asset = zeroed(ASSET_ACCOUNT, { nftMint: key(40), standard: 2, held: 1, royalties });
    now.set(record, owned(MOSAIC_PROGRAM_ADDRESS, getAssetEncoder().encode(asset)));
    const [found, accounts] = await views.readVaultWith(reader(now), address, [record]);
    const shown = await views.assetViewOf(found, accounts, key(40));
    if (!shown) throw new Error('no asset');
    expect([shown.standard, views.isHeld(shown), views.royaltiesOf(shown).length]).toEqual(['Programmable', true, 2]);
    const due = (payee: Address, view = sold()) => views.royaltyDue(shown, view, payee);
    expect([due(PAINTER), due(CURATOR), due(CLEO)]).toEqual([26_250_000n, 11_250_000n, 0n]);
    expect(due(PAINTER, view())).toBe(0n);
    expect(await views.assetViewOf(found, accounts, key(41))).toBeNull();
  });

  test('proposals are read by number, without those that are closed', async () => {
    const { now, address } = await withVault({ vault: { proposals: 4n } });
    for (const number of [0n, 2n, 3n]) {
      const proposal = zeroed(PROPOSAL_ACCOUNT, { number, kind: 5, endsAt: NOW + 1n });
      const data = getProposalEncoder().encode(proposal);
      now.set(await pda.proposal(address, number), owned(MOSAIC_PROGRAM_ADDRESS, data, 8n));
    }
    const numbers = async (proposals?: views.Proposals) => {
      const [, found] = await views.readProposals(reader(now), address, proposals);
      return found.map(({ number }) => number);
    };
    expect(await numbers()).toEqual([0n, 2n, 3n]);
    expect(await numbers({ __kind: 'These', fields: [[3n, 1n, 9n, 2n, 3n]] })).toEqual([2n, 3n]);
    const [, [first]] = await views.readProposals(reader(now), address);
    expect(first).toMatchObject({ phase: 'Voting', allowed: true, closable: false, lamports: 8n });
  });

  test('a vote counts until it ends or the vault is sold', async () => {
    const { now, address } = await withVault();
    const record = await views.voteAddress(address, 3n, ANA);
    const vote = zeroed(VOTE_ACCOUNT, { holder: ANA, weight: 7n, yes: 1, endsAt: NOW + 1n });
    now.set(record, owned(MOSAIC_PROGRAM_ADDRESS, getVoteEncoder().encode(vote), 6n));
    const [found, accounts] = await views.readVaultWith(reader(now), address, [record]);
    const shown = (view: views.VaultView) => views.voteViewOf(view, accounts, 3n, ANA);
    expect(await shown(found)).toMatchObject({ number: 3n, yes: true, weight: 7n, counts: true, lamports: 6n });
    expect(await shown({ ...found, now: NOW + 1n })).toMatchObject({ counts: false });
    expect(await shown({ ...found, status: 'Sold' })).toMatchObject({ counts: false });
    expect(await views.voteViewOf(found, accounts, 2n, ANA)).toBeNull();
  });

  test('a licence is read without its vault', async () => {
    const now = network(NOW);
    const license = zeroed(LICENSE_ACCOUNT, { vault: key(1), number: 3n, licensee: ANA, from: 1n, until: NOW + 1n });
    const data = getLicenseEncoder().encode(license);
    now.set(await pda.license(key(1), 3n), owned(MOSAIC_PROGRAM_ADDRESS, data, 4n));
    const shown = await views.readLicense(reader(now), key(1), 3n);
    if (!shown) throw new Error('no licence');
    expect(shown).toMatchObject({ vault: key(1), number: 3n, licensee: ANA, termsUri: '', lamports: 4n });
    expect(views.isRunning(shown)).toBe(true);
    expect(await views.readLicense(reader(now), key(1), 2n)).toBeNull();
  });
});

test('what was read is returned beside the vault', async () => {
  const { now, address } = await withVault();
  now.set(key(50), owned(key(51)));
  const [, accounts] = await views.readVaultWith(reader(now), address, [key(50)]);
  expect(accounts.get(key(50))).toEqual(owned(key(51)));
  expect(await readAccounts(reader(now), [address])).toEqual(new Map([[address, now.get(address)]]));
});
