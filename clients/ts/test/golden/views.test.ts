import type { Address } from '@solana/kit';
import { describe, expect, test } from 'vitest';

import * as pda from '../../src/pda.ts';
import { depth, standing } from '../../src/quotes/index.ts';
import { type AccountReader, type Accounts, readAccounts } from '../../src/reader.ts';
import { type RuleErrorCode, isRuleError } from '../../src/rules/error.ts';
import * as views from '../../src/views/index.ts';
import { type Content, type Reads, recorded } from './recorded.ts';
import { vectors } from './vectors.ts';

type Look = { vault: Address; people: readonly Address[]; nftMints: readonly Address[] };
type Nft = { mint: Address; owner: Address };
type Vector = { name: string; reads: Reads; result: unknown } & (
  { action: 'look'; order: Look } | { action: 'nft'; order: Nft }
);

const FILE = vectors<{ contents: Content[]; vectors: Vector[] }>('views.json');

type Result<T> = { __kind: 'Ok'; fields: [T] } | { __kind: 'Err'; fields: [RuleErrorCode] };

/** What a rule computes or refuses, as the vectors have it. */
function resultOf<T>(compute: () => T): Result<T> {
  try {
    return { __kind: 'Ok', fields: [compute()] };
  } catch (thrown) {
    if (isRuleError(thrown)) return { __kind: 'Err', fields: [thrown.code] };
    throw thrown;
  }
}

/** A value without what vectors leave out of accounts. */
function withoutFilling(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutFilling);
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  const fields = Object.entries(value).filter(([field]) => field !== 'discriminator' && field !== 'padding');
  return Object.fromEntries(fields.map(([field, value]) => [field, withoutFilling(value)]));
}

function ofVault(view: views.VaultView) {
  return {
    view,
    quote: views.vaultQuote(view),
    nextSteps: views.nextSteps(view),
    reserve: views.vaultReserve(view),
    leastPrice: resultOf(() => views.leastPrice(view)),
    leastOffer: resultOf(() => views.leastOffer(view)),
    endsIn: views.endsIn(view),
    leader: views.vaultLeader(view),
    recipient: views.vaultRecipient(view),
    owing: views.owing(view),
    offer: views.vaultOffer(view),
    licensedUntil: views.licensedUntil(view),
    exclusiveUntil: views.exclusiveUntil(view),
    canOffer: views.canOffer(view),
    offeringFloor: views.offeringFloor(view),
    valueOfToken: resultOf(() => views.valueOfToken(view, views.vaultReserve(view))),
    depth: depth(view),
    incomes: views.vaultIncomes(view),
  };
}

async function ofPerson(view: views.VaultView, accounts: Accounts, wallet: Address) {
  const [bid, stake] = [views.bidViewOf(view, accounts, wallet), views.stakeViewOf(view, accounts, wallet)];
  return { wallet, bid: await bid, stake: await stake };
}

/** The offerings that are open, and what each of these people has bought in them. */
async function ofOfferings(reader: AccountReader, view: views.VaultView, people: readonly Address[]) {
  const addresses = await views.offeringAddresses(view);
  const purchases = addresses.flatMap(offering => people.map(person => pda.purchase(offering, person)));
  const accounts = await readAccounts(reader, [...addresses, ...(await Promise.all(purchases))]);
  const offerings = await views.offeringViewsOf(view, accounts);
  const bought = (offering: views.OfferingView) =>
    Promise.all(people.map(person => views.purchaseViewOf(view, offering, accounts, person)));
  const open = offerings.map(async offering => ({ view: offering, purchases: await bought(offering) }));
  return { open: await Promise.all(open), nextSteps: views.offeringNextSteps(view, offerings) };
}

function ofProposal(view: views.VaultView, proposal: views.ProposalView) {
  const stands = resultOf(() => standing(view, proposal.poll));
  return { view: proposal, nextSteps: views.proposalNextSteps(proposal), standing: stands };
}

async function ofLicense(reader: AccountReader, { address, now }: views.VaultView, number: bigint) {
  const license = await views.readLicense(reader, address, number);
  return { view: license, nextSteps: license && views.licenseNextSteps(license, now) };
}

/** Everything that follows from the views of a vault and of some people in it. */
async function look(reader: AccountReader, { vault, people, nftMints }: Look) {
  const others = await Promise.all([
    ...people.flatMap(person => [pda.bid(vault, person), pda.stake(vault, person)]),
    ...nftMints.map(mint => pda.asset(vault, mint)),
  ]);
  const [view, accounts] = await views.readVaultWith(reader, vault, others);
  const [later, proposals] = await views.readProposals(reader, vault);
  const numbers = views.proposalNumbers({ __kind: 'All' }, view);
  return {
    ...ofVault(view),
    people: await Promise.all(people.map(person => ofPerson(view, accounts, person))),
    assets: await Promise.all(nftMints.map(mint => views.assetViewOf(view, accounts, mint))),
    offerings: await ofOfferings(reader, view, people),
    proposals: proposals.map(proposal => ofProposal(later, proposal)),
    licenses: await Promise.all(numbers.map(number => ofLicense(reader, view, number))),
  };
}

describe('what the Rust client shows', () => {
  test.each(FILE.vectors)('$action: $name', async ({ reads, result, ...vector }) => {
    const reader = recorded(FILE.contents, reads);
    const shown =
      vector.action === 'look'
        ? await look(reader, vector.order)
        : await views.readNft(reader, vector.order.mint, vector.order.owner);
    expect(withoutFilling(shown)).toEqual(result);
  });
});

test('there are vaults in every status, NFTs of every kind and offerings in every state among it', () => {
  const results = JSON.stringify(
    FILE.vectors.map(({ result }) => result),
    (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value),
  );
  const vaults = ['Draft', 'Active', 'Auction', 'Sold', 'Reclaimed'];
  const nfts = ['NonFungible', 'Edition', 'Programmable'];
  const offerings = ['Ahead', 'Selling', 'Succeeded', 'Failed'];
  const steps = ['OpenOffering', 'BuyFractions', 'ClaimPurchase', 'CloseOffering', 'CallOffOffering'];
  const kinds = [...vaults, ...nfts, ...offerings, ...steps];
  expect(kinds.filter(kind => !results.includes(`"${kind}"`))).toEqual([]);
});
