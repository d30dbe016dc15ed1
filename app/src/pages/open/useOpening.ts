import {
  type AccountReader,
  type Action,
  freeVaultId,
  type HeldNft,
  openVault,
  pda,
  type quotes,
} from '@mosaic/client';
import { type UseFormReturnType, useForm } from '@mantine/form';
import type { Address, TransactionSigner } from '@solana/kit';
import { useLocation } from 'wouter';

import { useAction } from '../../action/index.ts';
import { useCoin, useWalletNfts, wellKnownMint } from '../../data/index.ts';
import { SOL } from '../../amount/index.ts';
import { useNetwork } from '../../network/index.ts';
import { type OpeningQuote, type OpeningWords, describeOpen } from './describe.ts';
import type { Draft } from './draft.ts';
import { type OpenValues, type OpeningOrder, emptyValues, quoteMintOf, readDraftOrder, readOrder } from './form.ts';
import { nameOf } from './nfts.ts';
import { useOpeningPreview } from './useOpeningPreview.ts';

/** The form of an opening. */
export type OpenForm = UseFormReturnType<OpenValues>;

/** Opens a vault, or completes a draft: the form, what it would do, and the way to do it. */
export function useOpening(creator: Address, draft: Draft | null) {
  const { cluster } = useNetwork();
  const nfts = useWalletNfts(creator);
  const usdc = wellKnownMint(cluster, 'USDC');
  const mintOf = (values: OpenValues) => (draft ? draft.view.vault.quoteMint : quoteMintOf(values, usdc));
  const read = (values: OpenValues) => (draft ? readDraftOrder(values, draft) : readOrder(values, mintOf(values)));
  const form = useForm<OpenValues>({
    mode: 'controlled',
    initialValues: emptyValues(),
    validateInputOnBlur: true,
    validate: values => read(values).errors ?? {},
  });
  const { order } = read(form.values);
  const preview = useOpeningPreview(creator, order);
  const quoteMint = mintOf(form.values);
  const { data: coin } = useCoin(quoteMint ?? SOL);
  const open = useOpen(creator);
  return {
    form,
    nfts,
    usdc,
    quoteMint,
    preview: order ? preview : null,
    submit: form.onSubmit(values => {
      const { order } = read(values);
      if (!order || !coin) return;
      const names = new Map((nfts.data ?? []).map(nft => [nft.mint, nameOf(nft)]));
      const symbol = draft?.names.symbol ?? (values.symbol.trim() || 'fractions');
      const { openingPrice } = order.terms;
      void open(order, { nfts: names, fraction: { symbol, decimals: order.decimals }, coin, openingPrice });
    }),
  };
}

/** Offers an opening for signing, and shows the vault once it is open. */
function useOpen(creator: Address) {
  const { offer } = useAction();
  const [, navigate] = useLocation();
  return async (order: OpeningOrder, words: OpeningWords) => {
    // One number for every attempt: where an opening stops half-way, the next one completes its draft.
    let id = order.id;
    const outcome = await offer({
      title: order.id === null ? 'Open a vault' : 'Complete the vault',
      confirmLabel: 'Open the vault',
      build: async (reader, me) => {
        id ??= await freeVaultId(reader, me.address);
        return build(reader, me, order, id);
      },
      describe: quote => describeOpen(quote, words),
    });
    if (outcome.kind === 'done' && id !== null) navigate(`/vault/${await pda.vault(creator, id)}`);
  };
}

async function build(
  reader: AccountReader,
  creator: TransactionSigner,
  order: OpeningOrder,
  id: bigint,
): Promise<Action<OpeningQuote>> {
  const action = await openVault(reader, { ...order, creator, id });
  return { ...action, quote: { ...action.quote, deposits: await depositsOf(action.quote, order.nfts) } };
}

/** Of these NFTs those whose records are made. */
async function depositsOf({ vault, accounts }: quotes.OpenQuote, nfts: readonly HeldNft[]): Promise<Address[]> {
  const made = new Set(accounts.map(({ address }) => address));
  const records = await Promise.all(nfts.map(async ({ mint }) => ({ mint, record: await pda.asset(vault, mint) })));
  return records.filter(({ record }) => made.has(record)).map(({ mint }) => mint);
}
