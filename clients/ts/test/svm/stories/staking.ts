/** Holders stake, ask and earn. */
import { expect, test } from 'vitest';

import {
  addIncomeMint,
  claimIncome,
  depositIncome,
  instructions,
  quotes,
  readVault,
  setAsk,
  setDelegate,
  stake,
  stakeAndAsk,
  state,
  unstake,
  vaultQuote,
} from '../../../src/index.ts';
import { CASH, PRICE, SUPPLY, UNIT, openScene } from '../../stage/scene.ts';
import { fund, makeMint, tokens } from '../../stage/tokens.ts';

const DAY = 86_400n;

export function stakingStories(): void {
  test('a majority that asks more raises the reserve as quoted', async () => {
    const { stage, vault, ana, cleo, fractionMint } = await openScene();
    const amount = (SUPPLY * 40n) / 100n;
    const first = await stakeAndAsk(stage.reader, {
      stake: { vault, holder: ana, amount },
      ask: { __kind: 'AtLeast', fields: [2n * PRICE] },
    });
    const lamports = stage.lamports(ana.address);
    const { events } = await stage.send(first, [ana]);
    expect(events.map(({ name }) => name)).toEqual(['StakingOpened', 'FractionsStaked', 'AsksOpened', 'AskSet']);
    expect(await tokens(stage, ana.address, fractionMint)).toBe(0n);
    expect(lamports - stage.lamports(ana.address)).toBe(first.quote.rent + 5_000n);
    // Forty percent ask more; the others still count at the opening price.
    expect(first.quote.ask.reserve.price).toBe(PRICE);

    await stage.send(await stake(stage.reader, { vault, holder: cleo, amount: (SUPPLY * 25n) / 100n }), [cleo]);
    const ask = await setAsk(stage.reader, { vault, holder: cleo, ask: { __kind: 'AtLeast', fields: [2n * PRICE] } });
    await stage.send(ask, [cleo]);
    const view = await readVault(stage.reader, vault);
    expect(view.reserve).toEqual(ask.quote.reserve);
    expect(view.reserve.price).toBeGreaterThanOrEqual(2n * PRICE);
    expect(quotes.depth(view).map(({ weight }) => weight)).toEqual([(SUPPLY * 35n) / 100n, (SUPPLY * 65n) / 100n]);

    // What the program answers other programs is what the view says.
    const asked = await instructions.quoteVault({ vault, withAuction: false, withAsks: true });
    const returned = await stage.simulate([asked], ana);
    expect(state.decodeQuote(returned.program, returned.data)).toEqual(vaultQuote(view));
    await stage.send({ instructions: [asked] }, [ana]);
  });

  test('a delegate sets the ask, and nobody else', async () => {
    const { stage, vault, ana, ben } = await openScene();
    await stage.send(await stake(stage.reader, { vault, holder: ana, amount: UNIT }), [ana]);
    const order = { vault, holder: ana.address, authority: ben, ask: { __kind: 'Level', fields: [100] } } as const;
    await expect(setAsk(stage.reader, order)).rejects.toMatchObject({ code: 'NotTheHolderOrDelegate' });
    await stage.send(await setDelegate(stage.reader, { vault, holder: ana, delegate: ben.address }), [ana]);
    const { events } = await stage.send(await setAsk(stage.reader, order), [ben]);
    expect(events.at(-1)).toMatchObject({ name: 'AskSet', level: 100 });
  });

  test('income is streamed to the stakes and claimed as quoted, in two mints', async () => {
    const { stage, vault, owner, ana, ben, dan, quoteMint } = await openScene();
    const mint = await makeMint(stage, 9);
    await fund(stage, dan.address, mint, 5n * UNIT);
    await stage.send(await stake(stage.reader, { vault, holder: ana, amount: 30n * UNIT }), [ana]);
    await stage.send(await stake(stage.reader, { vault, holder: ben, amount: 10n * UNIT }), [ben]);
    const unknown = depositIncome(stage.reader, { vault, depositor: dan, mint, amount: 4n * UNIT });
    await expect(unknown).rejects.toMatchObject({ code: 'NoIncomeMint' });
    await stage.send(await addIncomeMint(stage.reader, { vault, payer: owner, mint }), [owner]);
    await stage.send(await depositIncome(stage.reader, { vault, depositor: dan, mint, amount: 4n * UNIT }), [dan]);
    const paid = await depositIncome(stage.reader, { vault, depositor: dan, mint: quoteMint, amount: 8n * UNIT });
    await stage.send(paid, [dan]);
    expect(await tokens(stage, dan.address, quoteMint)).toBe(CASH - 8n * UNIT);

    stage.wait(BigInt(paid.quote.secs));
    const claim = await claimIncome(stage.reader, { vault, holder: ana });
    // Three quarters of both, which rounding may keep a unit of.
    expect(claim.quote.claims.map(({ mint }) => mint).sort()).toEqual([mint, quoteMint].sort());
    for (const { mint, amount } of claim.quote.claims) {
      const whole = mint === quoteMint ? 6n * UNIT : 3n * UNIT;
      expect(whole - amount).toBeLessThanOrEqual(1n);
    }
    const { events } = await stage.send(claim, [ana]);
    expect(events.map(({ name }) => name)).toEqual(['IncomeClaimed', 'IncomeClaimed']);
    const inCash = claim.quote.claims.find(due => due.mint === quoteMint)?.amount ?? 0n;
    expect(await tokens(stage, ana.address, quoteMint)).toBe(CASH + inCash);
    // Anyone may pay a holder out.
    const forBen = await claimIncome(stage.reader, { vault, holder: ben.address, payer: dan, mints: [mint] });
    await stage.send(forBen, [dan]);
    expect(await tokens(stage, ben.address, mint)).toBe(forBen.quote.claims[0]?.amount);
  });

  test('a stake comes back once its lock is over', async () => {
    const { stage, vault, ana, fractionMint } = await openScene();
    await stage.send(await stake(stage.reader, { vault, holder: ana, amount: 30n * UNIT }), [ana]);
    await expect(unstake(stage.reader, { vault, holder: ana })).rejects.toMatchObject({
      message: 'the stake is locked for 86400 more seconds, until 1790086400 (Unix seconds)',
    });
    stage.wait(DAY);
    const lamports = stage.lamports(ana.address);
    const back = await unstake(stage.reader, { vault, holder: ana });
    const { events } = await stage.send(back, [ana]);
    expect(events.map(({ name }) => name)).toEqual(['FractionsUnstaked']);
    expect(await tokens(stage, ana.address, fractionMint)).toBe((SUPPLY * 40n) / 100n);
    expect(stage.lamports(ana.address)).toBe(lamports + back.quote.returned - back.quote.rent - 5_000n);
  });
}
