/** Pools of fractions, at an exchange program as it was published, and what the client says about Raydium's. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { type Address, address, getAddressEncoder, lamports } from '@solana/kit';
import { beforeEach, describe, expect, test } from 'vitest';

import {
  RAYDIUM_PROGRAM_ADDRESS,
  TOKEN_SWAP_PROGRAM_ADDRESS,
  bid,
  exit,
  pools,
  readVault,
  rules,
  settle,
} from '../../src/index.ts';
import { type Scene, SUPPLY, UNIT, openScene } from '../stage/scene.ts';
import { tokens } from '../stage/tokens.ts';

const BUILT = join(import.meta.dirname, '../../../../target/deploy/token_swap.so');

/** The exchange's own number of a refusal. */
const EXCEEDED_SLIPPAGE = 16;

let program: Uint8Array;
let scene: Scene;
let pool: Address;

/** A vault of which ana, who has 40 %, has put 20 % into a pool, at the opening price. */
beforeEach(async () => {
  const path = process.env['MOSAIC_SWAP_SO'] ?? BUILT;
  if (!existsSync(path)) {
    const manifest = 'tests/fixtures/token-swap/Cargo.toml';
    throw new Error(`${path} is missing: run \`cargo sbf build --manifest-path ${manifest}\``);
  }
  program ??= readFileSync(path);
  scene = await openScene();
  const { stage, vault, ana } = scene;
  stage.svm.addProgram(TOKEN_SWAP_PROGRAM_ADDRESS, program);
  const action = await pools.createPool(stage.reader, {
    vault,
    creator: ana,
    at: { __kind: 'TokenSwap', tradeFeeBps: 30 },
    amounts: { fractions: SUPPLY / 5n, quote: 200n * UNIT },
  });
  const { units } = await stage.send(action, [ana]);
  expect(units).toHaveLength(1);
  expect(Number(units[0])).toBeLessThan(action.computeUnits);
  expect(action.quote.poolPrice).toBe(action.quote.vaultPrice);
  pool = action.quote.pool;
});

/** What a wallet has. */
async function purse(wallet: Address): Promise<pools.Amounts> {
  const { stage, fractionMint, quoteMint } = scene;
  return { fractions: await tokens(stage, wallet, fractionMint), quote: await tokens(stage, wallet, quoteMint) };
}

async function compared(): Promise<pools.Comparison> {
  const view = await readVault(scene.stage.reader, scene.vault);
  return pools.comparePool(view, await pools.readPool(scene.stage.reader, view, pool));
}

/** Dan buys the vault for cash at the reserve, or for more. */
async function sell(times = 1n): Promise<void> {
  const { stage, vault, dan } = scene;
  const { vaultPrice } = await compared();
  await stage.send(await bid(stage.reader, { vault, bidder: dan, price: vaultPrice * times }), [dan]);
  stage.wait(30n * 86_400n);
  await stage.send(await settle(stage.reader, { vault }), [dan]);
}

describe('Token Swap', () => {
  test('trades move exactly what is quoted, of whatever size', async () => {
    const { stage, vault, ben } = scene;
    for (const amount of [1_000n, 999_999n, 31n * UNIT, 777_777_777n]) {
      for (const pay of [{ quote: amount }, { fractions: amount }]) {
        const before = await purse(ben.address);
        const action = await pools.swap(stage.reader, { vault, pool, trader: ben, pay, slippageBps: 0 });
        await stage.send(action, [ben]);
        const [{ paidIn, paid, received }, after] = [action.quote, await purse(ben.address)];
        const buys = paidIn === 'Quote';
        expect(before.quote - after.quote).toBe(buys ? paid : -received);
        expect(before.fractions - after.fractions).toBe(buys ? -received : paid);
      }
    }
  });

  test('a provider is paid in full for the fractions in a pool of a vault that is sold', async () => {
    const { stage, vault, ana, ben, owner } = scene;
    const add = { vault, pool, provider: ben, fractions: 500n * UNIT, slippageBps: 100 };
    const added = await pools.addLiquidity(stage.reader, add);
    const held = await purse(ben.address);
    await stage.send(added, [ben]);
    const { deposited } = added.quote;
    expect(await purse(ben.address)).toEqual({
      fractions: held.fractions - deposited.fractions,
      quote: held.quote - deposited.quote,
    });
    await sell();
    const { auction } = await readVault(stage.reader, vault);
    const proceeds = auction?.proceeds ?? 0n;
    for (const provider of [ana, ben]) {
      const before = await purse(provider.address);
      const removed = await pools.removeLiquidity(stage.reader, { vault, pool, provider, slippageBps: 0 });
      await stage.send(removed, [provider]);
      const after = await purse(provider.address);
      expect(after.fractions - before.fractions).toBe(removed.quote.received.fractions);
      expect(after.quote - before.quote).toBe(removed.quote.received.quote);
      await stage.send(await exit(stage.reader, { vault, wallet: provider }), [provider]);
      const redeemed = (await purse(provider.address)).quote - after.quote;
      const due = rules.math.mulDivFloor(after.fractions, proceeds, SUPPLY);
      // Who comes later gets what rounding left of those before.
      expect(redeemed - due).toBeOneOf([0n, 1n]);
    }
    expect((await purse(owner.address)).fractions).toBe((SUPPLY * 24n) / 100n);
  });

  test('what the comparison says is gained by buying and redeeming is gained', async () => {
    const { stage, vault, cleo } = scene;
    expect(await compared()).toMatchObject({ firm: false, redeemable: false });
    await sell(3n);
    const { buy, sell: other, ...sold } = await compared();
    expect(sold).toMatchObject({ firm: true, redeemable: true });
    expect(other).toBeNull();
    if (buy === null) throw new Error('cheap fractions are bought');
    const before = await purse(cleo.address);
    const order = { vault, pool, trader: cleo, pay: { quote: buy.cash }, slippageBps: 0 };
    await stage.send(await pools.swap(stage.reader, order), [cleo]);
    const between = await purse(cleo.address);
    expect(between).toEqual({ fractions: before.fractions + buy.fractions, quote: before.quote - buy.cash });
    expect(buy.gain).toBe(buy.worth - buy.cash);
    await stage.send(await exit(stage.reader, { vault, wallet: cleo }), [cleo]);
    const redeemed = (await purse(cleo.address)).quote - between.quote;
    const own = redeemed - buy.worth;
    expect(own > 0n && own < redeemed).toBe(true);
    expect((await compared()).buy?.gain ?? 0n).toBeLessThan(buy.gain / 10_000n);
  });

  test('a price that moved further than the slippage costs nothing', async () => {
    const { stage, vault, cleo, dan } = scene;
    const order = { vault, pool, trader: dan, pay: { quote: UNIT }, slippageBps: 100 };
    const late = await pools.swap(stage.reader, order);
    const first = { vault, pool, trader: cleo, pay: { quote: 10n * UNIT }, slippageBps: 0 };
    await stage.send(await pools.swap(stage.reader, first), [cleo]);
    const before = await purse(dan.address);
    const refused = { explanation: { code: EXCEEDED_SLIPPAGE } };
    await expect(stage.send(late, [dan])).rejects.toMatchObject(refused);
    expect(await purse(dan.address)).toEqual(before);
  });

  test('refusals have names', async () => {
    const { stage, vault, ana, dan } = scene;
    const pay = { quote: UNIT };
    const order = { vault, pool, trader: dan, pay, slippageBps: 100 };
    const create = { vault, creator: ana, amounts: { fractions: UNIT, quote: UNIT } };
    const tokenSwap = (tradeFeeBps: number) => ({ ...create, at: { __kind: 'TokenSwap', tradeFeeBps } as const });
    const raydium = { ...create, at: { __kind: 'Raydium', config: 0 } as const };
    const remove = { vault, pool, provider: dan, slippageBps: 0 };
    for (const [refused, code] of [
      [() => pools.swap(stage.reader, { ...order, pool: vault }), 'UnknownExchange'],
      [() => pools.swap(stage.reader, { ...order, pool: address('11111111111111111111111111111112') }), 'NoPool'],
      [() => pools.swap(stage.reader, { ...order, slippageBps: 10_000 }), 'SlippageTooLarge'],
      [() => pools.swap(stage.reader, { ...order, slippageBps: 0.5 }), 'BadOrder'],
      [() => pools.swap(stage.reader, { ...order, pay: { quote: 1n } }), 'TooSmall'],
      [() => pools.swap(stage.reader, { ...order, pay: { fractions: UNIT } }), 'NotEnoughFractions'],
      [() => pools.createPool(stage.reader, tokenSwap(30)), 'PoolExists'],
      [() => pools.createPool(stage.reader, raydium), 'NoConfig'],
      [() => pools.removeLiquidity(stage.reader, remove), 'NotEnoughShares'],
    ] as const) {
      await expect(refused(), code).rejects.toMatchObject({ code });
    }
  });
});

describe('Raydium CP-Swap', () => {
  const FIRST_CONFIG = address('D4FPEruKEHrG5TenZ2mpDGEfu1iUvTiqBxvpU8HLBvC2');

  test('addresses are those it publishes', async () => {
    expect(await pools.raydiumConfig(0)).toBe(FIRST_CONFIG);
    expect(await pools.raydiumAuthority()).toBe('GpMZbSM2GgvTKHJirzeGfMFoaZ8UR2X7F4v8vHTvxFbL');
    // The pool of SOL and USDC under the sixth configuration.
    const sol = address('So11111111111111111111111111111111111111112');
    const usdc = address('EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v');
    const pool = await pools.raydiumPool(await pools.raydiumConfig(5), usdc, sol);
    expect(pool).toBe('47hq28mcL7q5GhBg7epyGF2dnuJd4MKFt8QhT7CzYUp4');
  });

  /** A pool of the scene's mints under the first configuration, as it would be on a network. */
  async function putPool(set: (put: (at: number, bytes: ArrayLike<number>) => void) => void): Promise<Address> {
    const { stage, fractionMint, quoteMint } = scene;
    const view = await readVault(stage.reader, scene.vault);
    const like = await pools.readPool(stage.reader, view, pool);
    const data = new Uint8Array(637);
    const put = (at: number, bytes: ArrayLike<number>) => data.set(bytes, at);
    const key = (at: number, of: Address) => put(at, getAddressEncoder().encode(of));
    put(0, [247, 237, 227, 245, 215, 195, 222, 70]);
    key(8, FIRST_CONFIG);
    // The tokens and the shares of the pool that is there.
    const { tokens: accounts, mints } = like.known.pool;
    const places = [fractionMint, quoteMint].map(mint => mints.indexOf(mint));
    places.forEach((place, side) => {
      key(72 + 32 * side, accounts[place]!);
      key(168 + 32 * side, mints[place]!);
      key(232 + 32 * side, address('TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA'));
    });
    key(136, like.shareMint);
    new DataView(data.buffer).setBigUint64(333, like.curve.shares, true);
    set(put);
    const config = new Uint8Array(236);
    config.set([218, 244, 33, 104, 203, 203, 43, 111]);
    for (const [at, number] of [
      [12, 2_500n],
      [36, 150_000_000n],
      [108, 10_000n],
    ] as const) {
      new DataView(config.buffer).setBigUint64(at, number, true);
    }
    const at = await pools.raydiumPool(FIRST_CONFIG, fractionMint, quoteMint);
    const programAddress = RAYDIUM_PROGRAM_ADDRESS;
    for (const [where, bytes] of [
      [FIRST_CONFIG, config],
      [at, data],
    ] as const) {
      const account = { address: where, data: bytes, executable: false, lamports: lamports(10_000_000n) };
      stage.svm.setAccount({ ...account, programAddress, space: BigInt(bytes.length) });
    }
    return at;
  }

  test('what is set aside is not traded, and the fees are rounded up', async () => {
    const { stage, vault, dan } = scene;
    // 1 fraction and 2 units of cash for the protocol; the creator takes a fee on the fractions.
    const at = await putPool(put => {
      put(341, [1]);
      put(349, [2]);
      put(389, [1, 1]);
    });
    const view = await readVault(stage.reader, vault);
    const { curve, trades } = await pools.readPool(stage.reader, view, at);
    expect(trades).toBe(true);
    expect(curve.reserves).toEqual({ fractions: SUPPLY / 5n - 1n, quote: 200n * UNIT - 2n });
    expect(curve.fees).toEqual({ __kind: 'Raydium', trade: 2_500n, creator: 10_000n, creatorOn: 'Fractions' });
    const order = { vault, pool: at, trader: dan, pay: { quote: 10_001n }, slippageBps: 100 };
    const { instructions, quote } = await pools.swap(stage.reader, order);
    // 0.25 % of 10,001, rounded up, are 26.
    const gross = (9_975n * curve.reserves.fractions) / (curve.reserves.quote + 9_975n);
    expect(quote.received).toBe(gross - (gross + 99n) / 100n);
    const [swap] = instructions.slice(-1);
    expect(swap?.programAddress).toBe(RAYDIUM_PROGRAM_ADDRESS);
    expect(swap?.accounts).toHaveLength(13);
    expect([...(swap?.data ?? [])].slice(0, 8)).toEqual([143, 190, 90, 218, 196, 30, 51, 222]);
  });

  test('what the exchange has closed is refused', async () => {
    const { stage, vault, ana } = scene;
    const at = await putPool(put => put(329, [7]));
    const of = { vault, pool: at, slippageBps: 100 };
    const closed = [
      () => pools.swap(stage.reader, { ...of, trader: ana, pay: { quote: UNIT } }),
      () => pools.addLiquidity(stage.reader, { ...of, provider: ana, fractions: UNIT }),
      () => pools.removeLiquidity(stage.reader, { ...of, provider: ana }),
    ];
    for (const refused of closed) await expect(refused()).rejects.toMatchObject({ code: 'Closed' });
  });
});
