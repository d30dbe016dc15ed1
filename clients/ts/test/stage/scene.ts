/** A vault with holders, with which most stories begin. */
import type { Address, KeyPairSigner } from '@solana/kit';

import { freeVaultId, openVault, rules } from '../../src/index.ts';
import { makeNft } from './nft.ts';
import { type Stage, openStage } from './stage.ts';
import { makeToken2022Nft } from './token-2022.ts';
import { fund, makeMint, transfer } from './tokens.ts';

/** Raw units of one whole fraction token, and of one whole unit of cash. */
export const UNIT = 1_000_000n;
/** The supply of a scene's vault, in raw units. */
export const SUPPLY = 10_000n * UNIT;
/** Its opening price, in raw quote units. */
export const PRICE = 1_000n * UNIT;
/** Cash of each wallet, in raw quote units. */
export const CASH = 100_000n * UNIT;

/** Who holds how much of the supply, in percent; dan holds nothing. */
const SHARES = { owner: 24n, ana: 40n, ben: 11n, cleo: 25n, dan: 0n } as const;

/** A person of a scene. */
export type Person = keyof typeof SHARES;

/** A vault, and the wallets around it. */
export type Scene = {
  stage: Stage;
  vault: Address;
  /** Mint of prices and payments. */
  quoteMint: Address;
  /** Mint of the fractions. */
  fractionMint: Address;
  /** Mints of the NFTs in it. */
  nfts: readonly Address[];
} & Readonly<Record<Person | 'artist' | 'studio', KeyPairSigner>>;

/** The standard that an NFT of a scene is of. */
export type Kind = 'plain' | 'print' | 'programmable' | 'programmable-print' | 'token-2022';

/** One of every standard. */
export const EVERY_KIND: readonly Kind[] = ['plain', 'print', 'programmable', 'programmable-print', 'token-2022'];

/** How a scene differs from the usual one. */
export type SceneOptions = {
  /** Terms that differ. */
  terms?: Partial<rules.terms.Terms>;
  /** Which NFTs it has; one plain one by default. */
  nfts?: readonly Kind[];
  /** Another mint of prices; wallets get nothing of it. */
  quoteMint?: Address;
};

/**
 * A vault of owner's that is active: its fractions are with owner, ana, ben and cleo, and everybody has cash. Royalties
 * are 5 %, of which artist has 70 % and studio 30 %; the curator, who is owner, has 2 %.
 */
export async function openScene({ terms, nfts = ['plain'], quoteMint }: SceneOptions = {}): Promise<Scene> {
  const stage = openStage();
  const named = ['owner', 'ana', 'ben', 'cleo', 'dan', 'artist', 'studio'] as const;
  const wallets = await Promise.all(named.map(async name => [name, await stage.wallet(name)] as const));
  const people = Object.fromEntries(wallets) as Record<(typeof named)[number], KeyPairSigner>;
  const { owner, artist, studio } = people;
  const mint = quoteMint ?? (await makeMint(stage));
  if (quoteMint === undefined) for (const [, wallet] of wallets) await fund(stage, wallet.address, mint, CASH);
  const creators = [
    { wallet: artist, share: 70 },
    { wallet: studio, share: 30 },
  ];
  const mints: Address[] = [];
  for (const kind of nfts) mints.push(await makeOf(stage, kind, owner.address, creators));
  const opening = await openVault(stage.reader, {
    creator: owner,
    id: await freeVaultId(stage.reader, owner.address),
    quoteMint: mint,
    supply: SUPPLY,
    decimals: 6,
    terms: { ...rules.terms.withOpeningPrice(PRICE), curatorFeeBps: 200, ...terms },
    nfts: mints.map(mint => ({ mint })),
    description: { name: 'Still life', symbol: 'STILL', uri: 'https://example.com/vault.json' },
  });
  await stage.send(opening, [owner]);
  const { vault, fractionMint } = opening.quote;
  for (const [person, share] of Object.entries(SHARES) as [Person, bigint][]) {
    const amount = (SUPPLY * share) / 100n;
    if (person !== 'owner' && share > 0n) {
      await transfer(stage, owner, people[person].address, fractionMint, amount);
    }
  }
  return { stage, vault, quoteMint: mint, fractionMint, nfts: mints, ...people };
}

type Creators = readonly { wallet: KeyPairSigner; share: number }[];

/** Makes an NFT of this standard in the wallet of `owner`; creators get 5 %. Returns its mint. */
export function makeOf(stage: Stage, kind: Kind, owner: Address, creators: Creators = []): Promise<Address> {
  if (kind === 'token-2022') return makeToken2022Nft(stage, owner, { fields: royaltyFields(creators) });
  const programmable = kind === 'programmable' || kind === 'programmable-print';
  return makeNft(stage, owner, { programmable, print: kind === 'print' || kind === 'programmable-print', creators });
}

/** The royalties of a scene, as the metadata of a Token-2022 mint names them. */
function royaltyFields(creators: Creators): [string, string][] {
  return [
    ['royalty_basis_points', '500'],
    ...creators.map(({ wallet, share }): [string, string] => [wallet.address, `${share}`]),
  ];
}
