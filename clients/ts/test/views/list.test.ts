import type { Address } from '@solana/kit';
import { describe, expect, test } from 'vitest';

import {
  MOSAIC_PROGRAM_ADDRESS,
  getAssetEncoder,
  getBidEncoder,
  getLicenseEncoder,
  getProposalEncoder,
  getPurchaseEncoder,
  getStakeEncoder,
  getVaultEncoder,
  getVoteEncoder,
} from '../../src/generated/index.ts';
import * as pda from '../../src/pda.ts';
import {
  ASSET_ACCOUNT,
  BID_ACCOUNT,
  LICENSE_ACCOUNT,
  PROPOSAL_ACCOUNT,
  PURCHASE_ACCOUNT,
  STAKE_ACCOUNT,
  VOTE_ACCOUNT,
} from '../../src/state.ts';
import * as views from '../../src/views/index.ts';
import { CLEO, NOW, PAINTER, key, vault, view, zeroed } from '../quotes/support.ts';
import { type Network, owned, rpcOf } from './network.ts';

const OURS = view().address;
const THEIRS = key(99);
const ANA = key(21);

/** Puts accounts of the program at addresses that count up. */
function placed(data: readonly Parameters<typeof owned>[1][]): Network {
  return new Map(data.map((data, index) => [key(100 + index), owned(MOSAIC_PROGRAM_ADDRESS, data, BigInt(index))]));
}

function search(now: Network): views.Search {
  return { rpc: rpcOf(now).rpc, commitment: 'confirmed' };
}

describe('vaults', () => {
  const encode = getVaultEncoder().encode;
  const now = placed([
    encode(vault({ creator: PAINTER, status: 1, enteredAt: 5n })),
    encode(vault({ creator: PAINTER, status: 3, enteredAt: 7n, quoteMint: key(32) })),
    encode(vault({ creator: CLEO, status: 1, enteredAt: 6n, curator: PAINTER })),
    getBidEncoder().encode(zeroed(BID_ACCOUNT, { vault: PAINTER })),
    encode(vault({ creator: PAINTER, status: 1 })).slice(0, -1),
  ]);
  now.set(key(200), owned(key(9), encode(vault({ creator: PAINTER }))));

  test.each<[views.VaultFilter, number[]]>([
    [{}, [101, 102, 100]],
    [{ creator: PAINTER }, [101, 100]],
    [{ creator: PAINTER, status: 'Active' }, [100]],
    [{ status: 'Sold' }, [101]],
    [{ status: 'Draft' }, []],
    [{ curator: PAINTER }, [102]],
    [{ quoteMint: key(32) }, [101]],
  ])('are found by %o', async (filter, keys) => {
    const found = await views.listVaults(search(now), filter);
    expect(found.map(({ address }) => address)).toEqual(keys.map(key));
  });

  test('come with their account and lamports', async () => {
    const [sold] = await views.listVaults(search(now), { status: 'Sold' });
    expect(sold).toMatchObject({ account: { creator: PAINTER, enteredAt: 7n }, lamports: 1n });
  });
});

describe('what belongs to a vault is found', () => {
  test('bids, the highest first', async () => {
    const bid = (vault: Address, bidder: Address, price: bigint) =>
      getBidEncoder().encode(zeroed(BID_ACCOUNT, { vault, bidder, price }));
    const now = placed([bid(OURS, ANA, 5n), bid(OURS, CLEO, 9n), bid(THEIRS, ANA, 7n)]);
    const found = await views.listBids(search(now), view());
    expect(found.map(({ bid, address }) => [bid.price, address])).toEqual([
      [9n, key(101)],
      [5n, key(100)],
    ]);
    const anas = await views.bidsOf(search(now), ANA);
    expect(anas.map(({ account }) => account.price)).toEqual([5n, 7n]);
  });

  test('stakes, the largest first', async () => {
    const stake = (vault: Address, holder: Address, amount: bigint) =>
      getStakeEncoder().encode(zeroed(STAKE_ACCOUNT, { vault, holder, amount }));
    const now = placed([stake(OURS, ANA, 5n), stake(OURS, CLEO, 9n), stake(THEIRS, ANA, 7n)]);
    const found = await views.listStakes(search(now), view());
    expect(found).toMatchObject([
      { amount: 9n, lamports: 1n },
      { amount: 5n, lamports: 0n },
    ]);
    const anas = await views.stakesOf(search(now), ANA);
    expect(anas.map(({ account }) => account.vault)).toEqual([OURS, THEIRS]);
  });

  test('proposals, the newest first, and their votes, the heaviest first', async () => {
    const proposal = (vault: Address, number: bigint) =>
      getProposalEncoder().encode(zeroed(PROPOSAL_ACCOUNT, { vault, number, kind: 5, endsAt: NOW + 1n }));
    const vote = (proposal: Address, weight: bigint) =>
      getVoteEncoder().encode(zeroed(VOTE_ACCOUNT, { vault: OURS, proposal, weight, endsAt: NOW + 1n }));
    const [first, second] = [await pda.proposal(OURS, 0n), await pda.proposal(OURS, 1n)];
    const now = placed([
      proposal(OURS, 0n),
      proposal(OURS, 1n),
      proposal(THEIRS, 0n),
      vote(first, 5n),
      vote(first, 8n),
      vote(second, 7n),
    ]);
    const found = await views.listProposals(search(now), view());
    expect(found).toMatchObject([
      { number: 1n, phase: 'Voting' },
      { number: 0n, phase: 'Voting' },
    ]);
    const votes = await views.listVotes(search(now), view(), 0n);
    expect(votes).toMatchObject([
      { weight: 8n, number: 0n, counts: true },
      { weight: 5n, number: 0n, counts: true },
    ]);
  });

  test('licences, the newest first', async () => {
    const license = (vault: Address, number: bigint, licensee: Address) =>
      getLicenseEncoder().encode(zeroed(LICENSE_ACCOUNT, { vault, number, licensee, from: 1n, until: NOW + 1n }));
    const now = placed([license(OURS, 2n, ANA), license(OURS, 4n, CLEO), license(THEIRS, 3n, ANA)]);
    const found = await views.listLicenses(search(now), OURS, NOW);
    expect(found).toMatchObject([
      { number: 4n, state: { __kind: 'Running' } },
      { number: 2n, state: { __kind: 'Running' } },
    ]);
    const anas = await views.licensesOf(search(now), ANA);
    expect(anas.map(({ account }) => account.number)).toEqual([2n, 3n]);
  });

  test('purchases of a wallet', async () => {
    const purchase = (vault: Address, buyer: Address, fractions: bigint) =>
      getPurchaseEncoder().encode(zeroed(PURCHASE_ACCOUNT, { vault, offering: CLEO, buyer, fractions }));
    const now = placed([purchase(OURS, ANA, 5n), purchase(OURS, CLEO, 9n), purchase(THEIRS, ANA, 7n)]);
    const anas = await views.purchasesOf(search(now), ANA);
    expect(anas).toMatchObject([
      { address: key(100), account: { vault: OURS, fractions: 5n }, lamports: 0n },
      { address: key(102), account: { vault: THEIRS, fractions: 7n }, lamports: 2n },
    ]);
  });

  test('assets', async () => {
    const asset = (vault: Address, nftMint: Address) =>
      getAssetEncoder().encode(zeroed(ASSET_ACCOUNT, { vault, nftMint, standard: 2 }));
    const now = placed([asset(OURS, key(40)), asset(THEIRS, key(41))]);
    const found = await views.listAssets(search(now), view());
    expect(found).toMatchObject([{ address: key(100), standard: 'Programmable', asset: { nftMint: key(40) } }]);
  });
});
