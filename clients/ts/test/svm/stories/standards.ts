/** NFTs of Token-2022, and baskets of several standards: in, and out again by a sale, a reclaim or a draft given up. */
import type { Address } from '@solana/kit';
import { AccountState, type ExtensionArgs } from '@solana-program/token-2022';
import { expect, test } from 'vitest';

import {
  NFT_REFUSALS,
  type NftRefusal,
  bid,
  cancel,
  exit,
  freeVaultId,
  instructions,
  openVault,
  readNft,
  readVault,
  reclaim,
  rules,
  settle,
} from '../../../src/index.ts';
import { CASH, EVERY_KIND, type Kind, PRICE, SUPPLY, makeOf, openScene } from '../../stage/scene.ts';
import { Refused, type Stage, openStage } from '../../stage/stage.ts';
import { type Token2022Spec, guard, makeGroup, makeToken2022Nft } from '../../stage/token-2022.ts';
import { makeMint, tokens, transfer } from '../../stage/tokens.ts';

/** A draft of owner's for these NFTs: all but the last instruction, which activates. */
async function openDraft(stage: Stage, nfts: readonly Address[]) {
  const owner = await stage.wallet('owner');
  const opening = await openVault(stage.reader, {
    creator: owner,
    id: await freeVaultId(stage.reader, owner.address),
    quoteMint: await makeMint(stage),
    supply: SUPPLY,
    decimals: 6,
    terms: rules.terms.withOpeningPrice(PRICE),
    nfts: nfts.map(mint => ({ mint })),
  });
  await stage.send({ instructions: opening.instructions.slice(0, -1) }, [owner]);
  return { owner, vault: opening.quote.vault };
}

export function standardStories(): void {
  test('a basket of every standard is sold, the winner gets all of it and the creators their royalties', async () => {
    const scene = await openScene({ nfts: EVERY_KIND });
    const { stage, vault, dan, artist, studio, quoteMint, nfts } = scene;
    await stage.send(await bid(stage.reader, { vault, bidder: dan, price: PRICE }), [dan]);
    const view = await readVault(stage.reader, vault);
    stage.wait((view.auction?.endsAt ?? 0n) - stage.now());
    await stage.send(await settle(stage.reader, { vault }), [dan]);
    await stage.send(await exit(stage.reader, { vault, wallet: dan, nftMints: nfts }), [dan]);
    for (const mint of nfts) expect(await tokens(stage, dan.address, mint)).toBe(1n);
    let paid = 0n;
    for (const creator of [artist, studio]) {
      const leaving = await exit(stage.reader, { vault, wallet: creator, nftMints: nfts });
      await stage.send(leaving, [creator]);
      expect(await tokens(stage, creator.address, quoteMint)).toBe(CASH + leaving.quote.cash);
      paid += leaving.quote.cash;
    }
    // 5 % of the price, of five NFTs alike.
    expect(paid).toBe(PRICE / 20n);
  });

  const baskets: readonly (readonly [string, readonly Kind[]])[] = [
    ...EVERY_KIND.map(kind => [kind, [kind]] as const),
    ['a basket of all', EVERY_KIND],
  ];
  test.each(baskets)('%s comes back to who gathers every fraction, for what was quoted', async (_, kinds) => {
    const scene = await openScene({ nfts: kinds });
    const { stage, vault, owner, ana, ben, cleo, fractionMint, nfts } = scene;
    for (const mint of nfts) expect(await tokens(stage, owner.address, mint)).toBe(0n);
    for (const holder of [owner, ben, cleo]) {
      const held = await tokens(stage, holder.address, fractionMint);
      await transfer(stage, holder, ana.address, fractionMint, held);
    }
    const lamports = stage.lamports(ana.address);
    const action = await reclaim(stage.reader, { vault, holder: ana, nftMints: nfts });
    const accounts = kinds.map(kind => (kind === 'token-2022' ? 'Token2022Account' : 'TokenAccount'));
    expect(action.quote.accounts.map(({ kind }) => kind)).toEqual(accounts);
    const { units } = await stage.send(action, [ana]);
    const rent = action.quote.accounts.reduce((sum, account) => sum + account.lamports, 0n);
    const fees = 5_000n * BigInt(units.length);
    expect(lamports - stage.lamports(ana.address)).toBe(rent + fees);
    for (const mint of nfts) expect(await tokens(stage, ana.address, mint)).toBe(1n);
    await expect(readVault(stage.reader, vault)).rejects.toMatchObject({ code: 'NoVault' });
  });

  test('a draft of several standards is given up, and every NFT comes back', async () => {
    const stage = openStage();
    const { address } = await stage.wallet('owner');
    const nfts: Address[] = [];
    for (const kind of [...EVERY_KIND, 'token-2022'] as const) nfts.push(await makeOf(stage, kind, address));
    const { owner, vault } = await openDraft(stage, nfts);
    for (const mint of nfts) expect(await tokens(stage, address, mint)).toBe(0n);
    const giving = await cancel(stage.reader, { vault, nftMints: nfts });
    expect(giving.quote.accounts).toEqual([]);
    await stage.send(giving, [owner]);
    for (const mint of nfts) expect(await tokens(stage, address, mint)).toBe(1n);
  });

  test('what the mint says of itself is shown: texts, royalties and its group', async () => {
    const stage = openStage();
    const [owner, artist] = [await stage.wallet('owner'), await stage.wallet('artist')];
    const group = await makeGroup(stage);
    const mint = await makeToken2022Nft(stage, owner.address, {
      group,
      name: 'Stillleben №1',
      fields: [
        ['colour', '7'],
        ['royalty_basis_points', '250'],
        [artist.address, '100'],
      ],
    });
    expect(await readNft(stage.reader, mint, owner.address)).toMatchObject({
      name: 'Stillleben №1',
      symbol: 'STILL',
      uri: 'https://example.com/still-life.json',
      sellerFeeBps: 250,
      creators: [{ address: artist.address, share: 100, verified: false }],
      collection: { key: group, verified: true },
      deposit: { __kind: 'Ok', fields: ['Token2022'] },
      royalties: [{ payee: artist.address, weight: 25_000 }],
    });
  });

  test('each property that others could use is refused by name, by the client and by the program', async () => {
    const stage = openStage();
    const somebody = (await stage.wallet('bank')).address;
    const owner = await stage.wallet('owner');
    const { vault } = await openDraft(stage, [await makeToken2022Nft(stage, owner.address)]);
    for (const [refusal, spec] of refusable(somebody)) {
      const mint = await makeToken2022Nft(stage, owner.address, spec);
      await expectRefused(stage, vault, mint, refusal);
    }
    const guarded = await makeToken2022Nft(stage, owner.address);
    await guard(stage, owner, guarded);
    await expectRefused(stage, vault, guarded, 'CpiGuarded');
  });
}

/** Properties of NFTs that Token-2022 makes and vaults refuse. */
function refusable(somebody: Address): (readonly [NftRefusal, Token2022Spec])[] {
  const fee = { epoch: 0n, maximumFee: 0n, transferFeeBasisPoints: 0 };
  const hidden: ExtensionArgs = {
    __kind: 'ConfidentialTransferMint',
    authority: null,
    autoApproveNewAccounts: true,
    auditorElgamalPubkey: null,
  };
  const extensions: readonly (readonly [NftRefusal, ExtensionArgs])[] = [
    ['MintCloseAuthorityNotNone', { __kind: 'MintCloseAuthority', closeAuthority: somebody }],
    [
      'HasTransferFee',
      {
        __kind: 'TransferFeeConfig',
        transferFeeConfigAuthority: somebody,
        withdrawWithheldAuthority: somebody,
        withheldAmount: 0n,
        olderTransferFee: fee,
        newerTransferFee: fee,
      },
    ],
    ['HasConfidentialTransfer', hidden],
    ['HasDefaultAccountState', { __kind: 'DefaultAccountState', state: AccountState.Initialized }],
    ['NonTransferable', { __kind: 'NonTransferable' }],
    [
      'HasInterest',
      {
        __kind: 'InterestBearingConfig',
        rateAuthority: somebody,
        initializationTimestamp: 0n,
        preUpdateAverageRate: 0,
        lastUpdateTimestamp: 0n,
        currentRate: 100,
      },
    ],
    ['HasPermanentDelegate', { __kind: 'PermanentDelegate', delegate: somebody }],
    ['HasTransferHook', { __kind: 'TransferHook', authority: somebody, programId: somebody }],
    [
      'HasScaledAmount',
      {
        __kind: 'ScaledUiAmountConfig',
        authority: somebody,
        multiplier: 2,
        newMultiplierEffectiveTimestamp: 0n,
        newMultiplier: 2,
      },
    ],
    ['Pausable', { __kind: 'PausableConfig', authority: somebody, paused: false }],
  ];
  return [
    ['MintAuthorityNotNone', { keepsMinting: true }],
    ['FreezeAuthorityNotNone', { keepsFreezing: true }],
    ...extensions.map(([refusal, extension]) => [refusal, { extensions: [extension] }] as const),
    ['RoyaltiesMalformed', { fields: [['royalty_basis_points', '10001']] }],
  ];
}

/** The client says why it does not deposit this NFT of owner's, and the program refuses it for the same reason. */
async function expectRefused(stage: Stage, vault: Address, nftMint: Address, refusal: NftRefusal): Promise<void> {
  const owner = await stage.wallet('owner');
  const view = await readNft(stage.reader, nftMint, owner.address);
  expect(view.deposit).toEqual({ __kind: 'Err', fields: [refusal] });
  const input = { creator: owner, vault, nftMint, source: view.token, kind: { __kind: 'Token2022' } } as const;
  const sent = stage.send({ instructions: [await instructions.depositNft(input)] }, [owner]);
  const thrown: unknown = await sent.catch((error: unknown) => error);
  if (!(thrown instanceof Refused)) throw new Error(`${refusal} was not refused`, { cause: thrown });
  expect(thrown.explanation.name).toBe(NFT_REFUSALS[refusal].error);
}
