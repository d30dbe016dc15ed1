/**
 * Pools at Raydium CP-Swap: addresses, state, instructions.
 *
 * Addresses, layouts and rounding are those of the program's published source. Its bytecode is not among what the tests
 * run: they hold instructions and layouts to the interface it publishes. A pool's address follows from a configuration,
 * which sets the fees, and the two mints, so there is one pool of a vault under each configuration. Making one costs what
 * the configuration says, in SOL.
 */
import {
  type Address,
  type ReadonlyUint8Array,
  address,
  getAddressEncoder,
  getProgramDerivedAddress,
  getU16Encoder,
  getUtf8Encoder,
} from '@solana/kit';
import { SYSTEM_PROGRAM_ADDRESS } from '@solana-program/system';
import {
  ASSOCIATED_TOKEN_PROGRAM_ADDRESS,
  TOKEN_PROGRAM_ADDRESS,
  getMintSize,
  getTokenSize,
} from '@solana-program/token';
import { SYSVAR_RENT_ADDRESS } from '@solana/sysvars';
import { RAYDIUM_PROGRAM_ADDRESS, TOKEN_2022_PROGRAM_ADDRESS, compareAddresses } from '../addresses.ts';
import type { BuiltInstruction } from '../instructions/build.ts';
import * as pda from '../pda.ts';
import { type Rent, minimumBalance } from '../quotes/accounts.ts';
import { type Signatory, signatoryAddress } from '../signatory.ts';
import type { Amounts, Side } from './curve.ts';
import { addressAt, dataOf, read, signing, startsWith, u64At, written } from './layout.ts';

/** The token account that takes the price of a new pool. */
export const RAYDIUM_POOL_FEE_ADDRESS: Address<'DNXgeM9EiiaAbaWvwjHj9fQQLAX5ZsfHyvmYUNRAdNC8'> = address(
  'DNXgeM9EiiaAbaWvwjHj9fQQLAX5ZsfHyvmYUNRAdNC8',
);
/** Shares of a new pool that nobody gets, in raw units. */
export const LOCKED_SHARES = 100n;

const MEMO_PROGRAM_ADDRESS = address('MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr');
const POOL_BYTES = 637;
const OBSERVATION_BYTES = 4_075;
const CONFIG_BYTES = 236;

/** What stands in front of accounts and of the data of instructions. */
const POOL = [247, 237, 227, 245, 215, 195, 222, 70];
const CONFIG = [218, 244, 33, 104, 203, 203, 43, 111];
const INITIALIZE = [175, 175, 109, 31, 13, 152, 155, 237];
const DEPOSIT = [242, 35, 198, 137, 82, 225, 242, 182];
const WITHDRAW = [183, 18, 70, 156, 148, 109, 161, 34];
const SWAP = [143, 190, 90, 218, 196, 30, 51, 222];

/** A configuration: what pools under it take. */
export type RaydiumConfig = {
  /** Whether no new pools can be made under it. */
  readonly closed: boolean;
  /** What is taken of each trade, in millionths. */
  readonly tradeFee: bigint;
  /** What a new pool costs, in lamports. */
  readonly poolFee: bigint;
  /** What is taken for the creator where a pool has such a fee, in millionths. */
  readonly creatorFee: bigint;
};

/** Reads a configuration; `null` if it is none. */
export function readRaydiumConfig(data: ReadonlyUint8Array): RaydiumConfig | null {
  if (data.length !== CONFIG_BYTES || !startsWith(data, CONFIG)) return null;
  const [tradeFee, poolFee, creatorFee] = [u64At(data, 12), u64At(data, 36), u64At(data, 108)];
  return { closed: data[9] !== 0, tradeFee, poolFee, creatorFee };
}

/** What an account of a pool says. */
export type RaydiumPool = {
  /** Its configuration. */
  readonly config: Address;
  /** Token accounts of the pool. */
  readonly tokens: readonly [Address, Address];
  /** Mint of its shares. */
  readonly shareMint: Address;
  /** Mints of what is in the token accounts. */
  readonly mints: readonly [Address, Address];
  /** Its record of prices. */
  readonly observation: Address;
  /** Bits of what is not allowed: 1 deposits, 2 withdrawals, 4 swaps. */
  readonly status: number;
  /** Its shares, in raw units. */
  readonly shares: bigint;
  /** What lies in the token accounts and is set aside for others. */
  readonly setAside: readonly [bigint, bigint];
  /** From when on it can be traded in, in Unix seconds. */
  readonly opensAt: bigint;
  /** The side the creator's fee is on: 0 that which is paid in, else 1 + the place of the token. */
  readonly creatorFeeOn: number;
  /** Whether it has a fee for its creator. */
  readonly creatorFee: boolean;
};

/** Reads a pool; `null` if it is none, or not of the classic token program. */
export function readRaydiumPool(data: ReadonlyUint8Array): RaydiumPool | null {
  if (data.length !== POOL_BYTES || !startsWith(data, POOL)) return null;
  if (addressAt(data, 232) !== TOKEN_PROGRAM_ADDRESS || addressAt(data, 264) !== TOKEN_PROGRAM_ADDRESS) return null;
  // Of the protocol, of the fund and of the creator.
  const setAside = (place: number) => [341, 357, 397].reduce((sum, at) => sum + u64At(data, at + 8 * place), 0n);
  return {
    config: addressAt(data, 8),
    tokens: [addressAt(data, 72), addressAt(data, 104)],
    shareMint: addressAt(data, 136),
    mints: [addressAt(data, 168), addressAt(data, 200)],
    observation: addressAt(data, 296),
    status: data[329] ?? 0,
    shares: u64At(data, 333),
    setAside: [setAside(0), setAside(1)],
    opensAt: u64At(data, 373),
    creatorFeeOn: data[389] ?? 0,
    creatorFee: data[390] !== 0,
  };
}

type Seed = string | ReadonlyUint8Array;

async function derived(...seeds: Seed[]): Promise<Address> {
  const bytes = seeds.map(seed => (typeof seed === 'string' ? getUtf8Encoder().encode(seed) : seed));
  const [found] = await getProgramDerivedAddress({ programAddress: RAYDIUM_PROGRAM_ADDRESS, seeds: bytes });
  return found;
}

function bytesOf(of: Address): ReadonlyUint8Array {
  return getAddressEncoder().encode(of);
}

/** The configuration with this number. */
export function raydiumConfig(index: number): Promise<Address> {
  return derived('amm_config', getU16Encoder({ endian: 1 }).encode(index));
}

/** The pool of two mints, in whatever order, under a configuration. */
export function raydiumPool(config: Address, one: Address, other: Address): Promise<Address> {
  return derived('pool', bytesOf(config), ...inOrder(one, other).map(bytesOf));
}

/** The mint of a pool's shares. */
export function raydiumShareMint(pool: Address): Promise<Address> {
  return derived('pool_lp_mint', bytesOf(pool));
}

/** The token account of a pool for a mint. */
export function raydiumToken(pool: Address, mint: Address): Promise<Address> {
  return derived('pool_vault', bytesOf(pool), bytesOf(mint));
}

/** The record of a pool's prices. */
export function raydiumObservation(pool: Address): Promise<Address> {
  return derived('observation', bytesOf(pool));
}

/** Who owns the tokens of all pools, and mints their shares. */
export function raydiumAuthority(): Promise<Address> {
  return derived('vault_and_lp_mint_auth_seed');
}

function inOrder(one: Address, other: Address): [Address, Address] {
  return compareAddresses(one, other) < 0 ? [one, other] : [other, one];
}

/** Lamports of rent in a new pool and what belongs to it; none of them comes back. */
export function rentOfRaydiumPool(rent: Rent): bigint {
  const accounts = [POOL_BYTES, OBSERVATION_BYTES, getMintSize(), getTokenSize(), getTokenSize()];
  return accounts.reduce((sum, bytes) => sum + minimumBalance(rent, bytes), 0n);
}

/** Shares that the creator of a new pool gets; 0 where too little goes in. */
export function firstRaydiumShares({ fractions, quote }: Amounts): bigint {
  const shares = root(fractions * quote) - LOCKED_SHARES;
  return shares > 0n ? shares : 0n;
}

/** The square root, floored: Newton's method from above. */
function root(square: bigint): bigint {
  if (square < 2n) return square;
  let guess = 1n << BigInt((square.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (guess + square / guess) >> 1n;
    if (next >= guess) return guess;
    guess = next;
  }
}

/** A new pool. */
export type CreateRaydiumPool = {
  /** Who makes it, pays, and gets the shares; signs. */
  readonly creator: Signatory;
  /** Its configuration. */
  readonly config: Address;
  /** Mint of the fractions. */
  readonly fractionMint: Address;
  /** The quote mint. */
  readonly quoteMint: Address;
  /** What goes in, from the associated accounts of the creator. */
  readonly amounts: Amounts;
};

/** The instruction that makes a pool; it can be traded in from the next second on. */
export async function createRaydiumPool(create: CreateRaydiumPool): Promise<BuiltInstruction> {
  const { creator, config, fractionMint, quoteMint, amounts } = create;
  const [mint0, mint1] = inOrder(fractionMint, quoteMint);
  const pool = await raydiumPool(config, mint0, mint1);
  const shares = await raydiumShareMint(pool);
  const own = async (mint: Address) => written(await pda.associatedToken(signatoryAddress(creator), mint));
  const programs = [
    TOKEN_PROGRAM_ADDRESS,
    TOKEN_PROGRAM_ADDRESS,
    TOKEN_PROGRAM_ADDRESS,
    ASSOCIATED_TOKEN_PROGRAM_ADDRESS,
    SYSTEM_PROGRAM_ADDRESS,
    SYSVAR_RENT_ADDRESS,
  ];
  const accounts = [
    signing(creator, true),
    read(config),
    read(await raydiumAuthority()),
    written(pool),
    read(mint0),
    read(mint1),
    written(shares),
    await own(mint0),
    await own(mint1),
    await own(shares),
    written(await raydiumToken(pool, mint0)),
    written(await raydiumToken(pool, mint1)),
    written(RAYDIUM_POOL_FEE_ADDRESS),
    written(await raydiumObservation(pool)),
    ...programs.map(read),
  ];
  const { fractions, quote } = amounts;
  const ordered = mint0 === fractionMint ? [fractions, quote] : [quote, fractions];
  return { programAddress: RAYDIUM_PROGRAM_ADDRESS, accounts, data: dataOf(INITIALIZE, [...ordered, 0n]) };
}

/** A pool with its address, and whether the fractions are its first side. */
export type KnownRaydiumPool = RaydiumPool & { readonly address: Address; readonly fractionsFirst: boolean };

/** What adds liquidity. */
export function depositAtRaydium(
  pool: KnownRaydiumPool,
  provider: Signatory,
  shares: bigint,
  most: readonly [bigint, bigint],
): Promise<BuiltInstruction> {
  return ofShares(pool, provider, dataOf(DEPOSIT, [shares, ...most]));
}

/** What removes liquidity. */
export async function withdrawAtRaydium(
  pool: KnownRaydiumPool,
  provider: Signatory,
  shares: bigint,
  least: readonly [bigint, bigint],
): Promise<BuiltInstruction> {
  const withdraw = await ofShares(pool, provider, dataOf(WITHDRAW, [shares, ...least]));
  return { ...withdraw, accounts: [...withdraw.accounts, read(MEMO_PROGRAM_ADDRESS)] };
}

async function ofShares(pool: KnownRaydiumPool, provider: Signatory, data: Uint8Array): Promise<BuiltInstruction> {
  const { tokens, mints, shareMint } = pool;
  const own = async (mint: Address) => written(await pda.associatedToken(signatoryAddress(provider), mint));
  const accounts = [
    signing(provider, false),
    read(await raydiumAuthority()),
    written(pool.address),
    await own(shareMint),
    await own(mints[0]),
    await own(mints[1]),
    ...tokens.map(written),
    ...[TOKEN_PROGRAM_ADDRESS, TOKEN_2022_PROGRAM_ADDRESS, ...mints].map(read),
    written(shareMint),
  ];
  return { programAddress: RAYDIUM_PROGRAM_ADDRESS, accounts, data };
}

/** What trades. */
export async function swapAtRaydium(
  pool: KnownRaydiumPool,
  trader: Signatory,
  paidIn: Side,
  amount: bigint,
  least: bigint,
): Promise<BuiltInstruction> {
  const forward = (paidIn === 'Fractions') === pool.fractionsFirst;
  const turned = ([first, second]: readonly [Address, Address]): [Address, Address] =>
    forward ? [first, second] : [second, first];
  const [mints, tokens] = [turned(pool.mints), turned(pool.tokens)];
  const own = async (mint: Address) => written(await pda.associatedToken(signatoryAddress(trader), mint));
  const accounts = [
    signing(trader, false),
    read(await raydiumAuthority()),
    read(pool.config),
    written(pool.address),
    await own(mints[0]),
    await own(mints[1]),
    ...tokens.map(written),
    ...[TOKEN_PROGRAM_ADDRESS, TOKEN_PROGRAM_ADDRESS, ...mints].map(read),
    written(pool.observation),
  ];
  return { programAddress: RAYDIUM_PROGRAM_ADDRESS, accounts, data: dataOf(SWAP, [amount, least]) };
}
