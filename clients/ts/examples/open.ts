import { type MosaicClient, rules } from '@mosaic/client';
import type { Address } from '@solana/kit';

/** Opens a vault of one NFT: 10,000 fractions of 6 decimals, for sale at `price` raw units of `quoteMint`. */
export async function open(
  { mosaic }: { mosaic: MosaicClient },
  creator: Address,
  nft: Address,
  quoteMint: Address,
  price: bigint,
): Promise<Address> {
  // Finds out how the NFT moves, or says in one sentence why it cannot be deposited.
  const action = await mosaic.actions.openVault({
    creator,
    id: await mosaic.actions.freeVaultId(creator),
    quoteMint,
    supply: 10_000_000_000n,
    decimals: 6,
    terms: rules.terms.withOpeningPrice(price),
    nfts: [{ mint: nft }],
    description: { name: 'Still life', symbol: 'STILL', uri: 'https://example.com/vault.json' },
  });
  console.log(`vault ${action.quote.vault}: ${action.quote.rent} lamports, ${action.quote.returned} come back`);
  await mosaic.send(action);
  return action.quote.vault;
}
