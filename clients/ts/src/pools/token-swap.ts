/**
 * Pools at Solana's Token Swap: addresses, state, instructions.
 *
 * What is here is that of version 3.0.0. A pool is made with a fee for who provides liquidity, and none for anybody else.
 * Its addresses follow from creator and fractions, so that nothing but the creator's signature is needed, and the creator
 * can have one pool of each vault.
 */
import {
  type Address,
  type ReadonlyUint8Array,
  createAddressWithSeed,
  getAddressEncoder,
  getProgramDerivedAddress,
} from '@solana/kit';
import { getCreateAccountWithSeedInstruction } from '@solana-program/system';
import {
  TOKEN_PROGRAM_ADDRESS,
  getInitializeMint2Instruction,
  getMintSize,
  getTokenSize,
  getTransferInstruction,
} from '@solana-program/token';
import { createAssociatedToken } from '../actions/tokens.ts';
import { TOKEN_SWAP_PROGRAM_ADDRESS } from '../addresses.ts';
import { type BuiltInstruction, asSigner, built } from '../instructions/build.ts';
import * as pda from '../pda.ts';
import { type Rent, minimumBalance } from '../quotes/accounts.ts';
import { type Signatory, signatoryAddress } from '../signatory.ts';
import type { Amounts, Fees, Part, Side } from './curve.ts';
import { addressAt, dataOf, read, signing, u64At, written } from './layout.ts';

/** Shares of a new pool, in raw units. */
export const FIRST_SHARES = 1_000_000_000n;
/** Decimals of the shares. */
export const SHARE_DECIMALS = 6;

const POOL_BYTES = 324;
/** The only version there is, in the first byte of a pool; the second says that it is one. */
const VERSION = 1;
/** The number of the curve of constant product. */
const CONSTANT_PRODUCT = 0;
const INITIALIZE = 0;
const SWAP = 1;
const DEPOSIT = 2;
const WITHDRAW = 3;
/** What stands before the head of the fraction mint in the texts that addresses are made of. */
const OF_POOL = 'p';
const OF_SHARES = 's';
const HEAD = 31;

/** What an account of a pool says. */
export type TokenSwapPool = {
  /** Token accounts of the pool. */
  readonly tokens: readonly [Address, Address];
  /** Mints of what is in them. */
  readonly mints: readonly [Address, Address];
  /** Mint of its shares. */
  readonly shareMint: Address;
  /** The token account that the owner's fees go to, in shares. */
  readonly feeAccount: Address;
  /** Its fees. */
  readonly fees: Fees;
  /** Whether its curve is that of constant product. */
  readonly constantProduct: boolean;
};

/** Reads a pool; `null` if it is none, or not of the classic token program. */
export function readTokenSwapPool(data: ReadonlyUint8Array): TokenSwapPool | null {
  if (data.length !== POOL_BYTES || data[0] !== VERSION || data[1] !== 1) return null;
  if (addressAt(data, 3) !== TOKEN_PROGRAM_ADDRESS) return null;
  const part = (at: number): Part => ({ of: u64At(data, at), whole: u64At(data, at + 8) });
  return {
    tokens: [addressAt(data, 35), addressAt(data, 67)],
    shareMint: addressAt(data, 99),
    mints: [addressAt(data, 131), addressAt(data, 163)],
    feeAccount: addressAt(data, 195),
    fees: { __kind: 'TokenSwap', trade: part(227), owner: part(243), withdraw: part(259) },
    constantProduct: data[291] === CONSTANT_PRODUCT,
  };
}

/** The address of the pool that `creator` makes of these fractions. */
export function tokenSwapPool(creator: Address, fractionMint: Address): Promise<Address> {
  return derived(creator, OF_POOL, fractionMint, TOKEN_SWAP_PROGRAM_ADDRESS);
}

/** The mint of the shares of that pool. */
export function tokenSwapShareMint(creator: Address, fractionMint: Address): Promise<Address> {
  return derived(creator, OF_SHARES, fractionMint, TOKEN_PROGRAM_ADDRESS);
}

/** Who owns the tokens of a pool, and mints its shares. */
export async function tokenSwapAuthority(pool: Address): Promise<Address> {
  const seeds = [getAddressEncoder().encode(pool)];
  const [authority] = await getProgramDerivedAddress({ programAddress: TOKEN_SWAP_PROGRAM_ADDRESS, seeds });
  return authority;
}

function text(what: string, fractionMint: Address): string {
  return what + fractionMint.slice(0, HEAD);
}

function derived(creator: Address, what: string, fractionMint: Address, programAddress: Address): Promise<Address> {
  return createAddressWithSeed({ baseAddress: creator, programAddress, seed: text(what, fractionMint) });
}

/** Lamports of rent in a new pool and what belongs to it; none of them comes back. */
export function rentOfTokenSwapPool(rent: Rent): bigint {
  const accounts = [POOL_BYTES, getMintSize(), getTokenSize(), getTokenSize()];
  return accounts.reduce((sum, bytes) => sum + minimumBalance(rent, bytes), 0n);
}

/** A new pool. */
export type CreateTokenSwapPool = {
  /** Who makes it, pays, and gets the shares; signs. */
  readonly creator: Signatory;
  /** Mint of the fractions. */
  readonly fractionMint: Address;
  /** The quote mint. */
  readonly quoteMint: Address;
  /** What goes in, from the associated accounts of the creator. */
  readonly amounts: Amounts;
  /** What stays in the pool of each trade. */
  readonly tradeFee: Part;
};

/**
 * The instructions that make a pool. They have to land in one transaction, and fit one: whoever could come between the last
 * two would make the pool in its own favour.
 */
export async function createTokenSwapPool(create: CreateTokenSwapPool, rent: Rent): Promise<BuiltInstruction[]> {
  const { creator, fractionMint, quoteMint, amounts, tradeFee } = create;
  const wallet = signatoryAddress(creator);
  const [pool, shares] = await Promise.all([
    tokenSwapPool(wallet, fractionMint),
    tokenSwapShareMint(wallet, fractionMint),
  ]);
  const authority = await tokenSwapAuthority(pool);
  const make = (newAccount: Address, what: string, bytes: number, programAddress: Address): BuiltInstruction => {
    const payer = asSigner(creator);
    const size = { amount: minimumBalance(rent, bytes), space: BigInt(bytes), programAddress };
    const seed = text(what, fractionMint);
    const created = { payer, newAccount, baseAccount: payer, base: wallet, seed, ...size };
    return onlyPayer(built(getCreateAccountWithSeedInstruction(created)), wallet);
  };
  const transfer = async (mint: Address, amount: bigint): Promise<BuiltInstruction> => {
    const [source, destination] = [await pda.associatedToken(wallet, mint), await pda.associatedToken(authority, mint)];
    return built(getTransferInstruction({ source, destination, authority: asSigner(creator), amount }));
  };
  const minting = { mint: shares, decimals: SHARE_DECIMALS, mintAuthority: authority };
  return [
    make(shares, OF_SHARES, getMintSize(), TOKEN_PROGRAM_ADDRESS),
    built(getInitializeMint2Instruction(minting)),
    await createAssociatedToken(creator, wallet, shares),
    await createAssociatedToken(creator, authority, fractionMint),
    await createAssociatedToken(creator, authority, quoteMint),
    await transfer(fractionMint, amounts.fractions),
    await transfer(quoteMint, amounts.quote),
    make(pool, OF_POOL, POOL_BYTES, TOKEN_SWAP_PROGRAM_ADDRESS),
    await initialize(create, pool, shares, authority, tradeFee),
  ];
}

/** The creator both pays and is what the address is derived from: the program wants it once. */
function onlyPayer(instruction: BuiltInstruction, wallet: Address): BuiltInstruction {
  const accounts = instruction.accounts.filter((meta, place) => place < 2 || meta.address !== wallet);
  return { ...instruction, accounts };
}

async function initialize(
  { creator, fractionMint, quoteMint }: CreateTokenSwapPool,
  pool: Address,
  shares: Address,
  authority: Address,
  { of, whole }: Part,
): Promise<BuiltInstruction> {
  const ofCreator = await pda.associatedToken(signatoryAddress(creator), shares);
  const accounts = [
    written(pool),
    read(authority),
    read(await pda.associatedToken(authority, fractionMint)),
    read(await pda.associatedToken(authority, quoteMint)),
    written(shares),
    // Where the owner's fees would go, which are none.
    read(ofCreator),
    written(ofCreator),
    read(TOKEN_PROGRAM_ADDRESS),
  ];
  // Parts for trade, owner, withdrawal and host; then the curve, which takes no parameters.
  const fees = dataOf([INITIALIZE], [of, whole, 0n, 0n, 0n, 0n, 0n, 0n]);
  const data = Uint8Array.from([...fees, CONSTANT_PRODUCT, ...new Uint8Array(32)]);
  return { programAddress: TOKEN_SWAP_PROGRAM_ADDRESS, accounts, data };
}

/** A pool with its address, and whether the fractions are its first side. */
export type KnownTokenSwapPool = TokenSwapPool & { readonly address: Address; readonly fractionsFirst: boolean };

/** What adds liquidity. */
export async function depositAtTokenSwap(
  pool: KnownTokenSwapPool,
  provider: Signatory,
  shares: bigint,
  most: readonly [bigint, bigint],
): Promise<BuiltInstruction> {
  const { own, ownShares } = await accountsOf(pool, provider);
  return instruction(pool, provider, [...own, ...pool.tokens, pool.shareMint, ownShares], [DEPOSIT], [shares, ...most]);
}

/** What removes liquidity. */
export async function withdrawAtTokenSwap(
  pool: KnownTokenSwapPool,
  provider: Signatory,
  shares: bigint,
  least: readonly [bigint, bigint],
): Promise<BuiltInstruction> {
  const { own, ownShares } = await accountsOf(pool, provider);
  const accounts = [pool.shareMint, ownShares, ...pool.tokens, ...own, pool.feeAccount];
  return instruction(pool, provider, accounts, [WITHDRAW], [shares, ...least]);
}

/** What trades. */
export async function swapAtTokenSwap(
  pool: KnownTokenSwapPool,
  trader: Signatory,
  paidIn: Side,
  amount: bigint,
  least: bigint,
): Promise<BuiltInstruction> {
  const { own } = await accountsOf(pool, trader);
  const forward = (paidIn === 'Fractions') === pool.fractionsFirst;
  const [source, target] = forward ? own : [own[1], own[0]];
  const [into, from] = forward ? pool.tokens : [pool.tokens[1], pool.tokens[0]];
  return instruction(
    pool,
    trader,
    [source, into, from, target, pool.shareMint, pool.feeAccount],
    [SWAP],
    [amount, least],
  );
}

async function accountsOf(
  { mints, shareMint }: TokenSwapPool,
  user: Signatory,
): Promise<{ own: [Address, Address]; ownShares: Address }> {
  const associated = (mint: Address) => pda.associatedToken(signatoryAddress(user), mint);
  const [first, second, ownShares] = await Promise.all([...mints, shareMint].map(associated));
  return { own: [first!, second!], ownShares: ownShares! };
}

/** All three begin and end alike. */
async function instruction(
  { address }: KnownTokenSwapPool,
  user: Signatory,
  accounts: readonly Address[],
  name: readonly number[],
  numbers: readonly bigint[],
): Promise<BuiltInstruction> {
  return {
    programAddress: TOKEN_SWAP_PROGRAM_ADDRESS,
    accounts: [
      read(address),
      read(await tokenSwapAuthority(address)),
      signing(user, false),
      ...accounts.map(written),
      read(TOKEN_PROGRAM_ADDRESS),
    ],
    data: dataOf(name, numbers),
  };
}
