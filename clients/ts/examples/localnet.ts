/**
 * The first vault, step by step, on a local network. Start one in another terminal with `mosaic localnet`, then run
 * `npx tsx examples/localnet.ts`, with the network's folder as the argument if it is another than `.mosaic/localnet`.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { mosaic, rules } from '@mosaic/client';
import { type Address, createClient, createKeyPairSignerFromBytes } from '@solana/kit';
import { solanaRpc } from '@solana/kit-plugin-rpc';

/** What this example needs of `localnet.json`. */
type Localnet = {
  rpcUrl: string;
  wsUrl: string;
  wallets: Readonly<Record<string, { address: Address; keypair: string } | undefined>>;
  mints: { usdc: { address: Address } };
  nfts: { plain: { mint: Address } };
};

const folder = process.argv[2] ?? '.mosaic/localnet';
const network = JSON.parse(await readFile(join(folder, 'localnet.json'), 'utf8')) as Localnet;

/** A client whose payer is the wallet of this name. */
async function clientOf(name: string) {
  const wallet = network.wallets[name];
  if (wallet === undefined) throw new Error(`${folder} has no wallet ${name}`);
  const bytes = JSON.parse(await readFile(wallet.keypair, 'utf8')) as number[];
  const payer = await createKeyPairSignerFromBytes(new Uint8Array(bytes));
  return createClient({ payer })
    .use(solanaRpc({ rpcUrl: network.rpcUrl, rpcSubscriptionsUrl: network.wsUrl }))
    .use(mosaic());
}

/** Moves the network's clock to this time, in Unix seconds. */
async function travelTo(time: bigint): Promise<void> {
  const params = [{ absoluteTimestamp: Number(time) * 1_000 }];
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'surfnet_timeTravel', params });
  const headers = { 'content-type': 'application/json' };
  const { error } = (await (await fetch(network.rpcUrl, { method: 'POST', headers, body })).json()) as {
    error?: { message: string };
  };
  if (error) throw new Error(error.message);
}

const owner = await clientOf('owner');
const dan = await clientOf('dan');
const usdc = 1_000_000n;

// 1. Owner puts an NFT into a vault, for sale at 1,000 USDC, and gets all 10,000 fractions.
const opening = await owner.mosaic.actions.openVault({
  creator: owner.payer,
  id: await owner.mosaic.actions.freeVaultId(owner.payer.address),
  quoteMint: network.mints.usdc.address,
  supply: 10_000_000_000n,
  decimals: 6,
  terms: rules.terms.withOpeningPrice(1_000n * usdc),
  nfts: [{ mint: network.nfts.plain.mint }],
  description: { name: 'First vault', symbol: 'FIRST', uri: 'https://example.com/first.json' },
});
await owner.mosaic.send(opening);
const { vault } = opening.quote;
console.log(`opened ${vault}`);

// 2. Dan watches the vault, and bids what it asks.
const watch = new AbortController();
const told = (async () => {
  const names: string[] = [];
  for await (const update of dan.mosaic.watch(vault, { abortSignal: watch.signal })) {
    if (update.kind === 'Event') names.push(update.event.name);
    if (names.includes('VaultSold')) break;
  }
  return names;
})();
const bid = await dan.mosaic.actions.bid({ vault, bidder: dan.payer, price: 1_000n * usdc });
console.log(
  `dan pays ${bid.quote.escrowed.cash}, and ${bid.quote.rent} lamports of rent; the auction ends at ${bid.quote.endsAt}`,
);
await dan.mosaic.send(bid);

// 3. The auction ends, and anyone settles it.
await travelTo(bid.quote.endsAt + 1n);
await dan.mosaic.send(await dan.mosaic.actions.settle({ vault }));

// 4. Everybody takes what is theirs.
const won = await dan.mosaic.actions.exit({ vault, wallet: dan.payer, nftMints: [network.nfts.plain.mint] });
await dan.mosaic.send(won);
const paid = await owner.mosaic.actions.exit({ vault, wallet: owner.payer, nftMints: [network.nfts.plain.mint] });
await owner.mosaic.send(paid);
console.log(`dan has the NFT, owner ${paid.quote.cash} USDC units`);
console.log((await told).join(', '));
watch.abort();
