/** What a wallet has, and what the app said it would have. */
import { getMintDecoder, getMintSize } from '@solana-program/token';
import { type Address, address, getBase64Encoder, isAddress } from '@solana/kit';
import type { Localnet } from '../network/localnet.ts';
import { symbolOf } from '../network/metadata.ts';
import type { Announced, AnnouncedLine } from '../pages/dialog.ts';

/** Lamports, and wrapped SOL, which people need not tell apart. */
const SOL = 'SOL';
const WRAPPED_SOL = 'So11111111111111111111111111111111111111112';
const TOKEN_PROGRAMS = [
  'TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA',
  'TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb',
].map(text => address(text));

/** Raw units by coin: the symbol of a mint, or the mint of an NFT. */
export type Balances = ReadonlyMap<string, bigint>;

/** Everything a wallet has. */
export async function balancesOf(localnet: Localnet, wallet: Address): Promise<Balances> {
  const { rpc } = localnet;
  const commitment = 'confirmed';
  const { value: lamports } = await rpc.getBalance(wallet, { commitment }).send();
  const balances = new Map<string, bigint>([[SOL, lamports]]);
  for (const programId of TOKEN_PROGRAMS) {
    const found = await rpc
      .getTokenAccountsByOwner(wallet, { programId }, { commitment, encoding: 'jsonParsed' })
      .send();
    for (const { account } of found.value) {
      const { mint, tokenAmount } = account.data.parsed.info;
      const coin = await coinOf(localnet, mint);
      balances.set(coin, (balances.get(coin) ?? 0n) + BigInt(tokenAmount.amount));
    }
  }
  return balances;
}

/** By how much each balance changed; without those that did not. */
export function changes(before: Balances, after: Balances): Record<string, bigint> {
  const coins = [...new Set([...before.keys(), ...after.keys()])];
  return ofAmounts(coins.map(coin => [coin, (after.get(coin) ?? 0n) - (before.get(coin) ?? 0n)]));
}

/** By how much each balance should change, by what was announced. */
export async function announcedChanges(localnet: Localnet, { lines }: Announced): Promise<Record<string, bigint>> {
  const amounts: [string, bigint][] = [];
  for (const line of lines) amounts.push([await coinOf(localnet, line.coin), effectOf(line)]);
  return ofAmounts(amounts);
}

function effectOf({ kind, raw, back }: AnnouncedLine): bigint {
  if (kind === 'worst' || back === 'later') return 0n;
  return kind === 'comes' || back === 'now' ? raw : -raw;
}

/** What a coin is called here: SOL, the symbol of a divisible token that has one, else as it is given. */
async function coinOf(localnet: Localnet, coin: string): Promise<string> {
  if (coin === WRAPPED_SOL) return SOL;
  if (!isAddress(coin) || (await decimalsOf(localnet, coin)) === 0) return coin;
  return (await symbolOf(localnet, coin)) || coin;
}

async function decimalsOf({ rpc }: Localnet, mint: Address): Promise<number> {
  const { value } = await rpc.getAccountInfo(mint, { encoding: 'base64' }).send();
  if (value === null) throw new Error(`there is no mint ${mint}`);
  return getMintDecoder().decode(getBase64Encoder().encode(value.data[0]).slice(0, getMintSize())).decimals;
}

function ofAmounts(amounts: readonly (readonly [coin: string, amount: bigint])[]): Record<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const [coin, amount] of amounts) sums.set(coin, (sums.get(coin) ?? 0n) + amount);
  return Object.fromEntries([...sums].filter(([, amount]) => amount !== 0n).sort());
}
