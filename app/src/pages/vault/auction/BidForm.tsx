/** Bidding, and offering below the reserve. */
import { Stack, Text } from '@mantine/core';
import { Amount, AmountInput, Moment, PriceInput } from '../../../amount/index.ts';
import { heldUpUntil } from '../../explore/price.ts';
import { ActionButton } from '../ActionButton.tsx';
import { Fact, Facts } from '../Facts.tsx';
import { bidAction, offerAction } from '../actions/sale.ts';
import { type OwnProps, fractionCoin } from '../props.ts';
import { useBidForm } from './useBidForm.ts';

/** The form of a bid for the whole vault, with own fractions in the place of cash. */
export function BidForm({ item, own }: OwnProps) {
  const form = useBidForm({ item, own });
  const { view } = item;
  const { price, fractions, least } = form;
  if (least.bid === null && least.offer === null) return null;
  const order = form.isReady && price !== null && fractions !== null ? { price, fractions } : null;
  return (
    <Stack gap="sm" maw={480}>
      <Least form={form} item={item} />
      <PriceInput
        label={own?.bid ? 'Your new bid' : 'Your bid'}
        view={view}
        value={price}
        onChange={form.setPrice}
        error={form.kind === 'TooLow' ? 'This is less than the least price.' : undefined}
      />
      <AmountInput
        label="Own fractions in it"
        description="They take the place of their part of the cash; burned if the bid wins, returned if it does not."
        coin={fractionCoin(item)}
        value={fractions}
        onChange={form.setFractions}
        max={form.mostFractions}
      />
      <Cost form={form} item={item} own={own} />
      {form.kind === 'Offer' ? (
        <ActionButton action={order && offerAction(item, order)} onDone={form.clear}>
          Make an offer
        </ActionButton>
      ) : (
        <ActionButton action={order && bidAction(item, order)} onDone={form.clear}>
          {view.status === 'Active' ? 'Bid and start the auction' : 'Place the bid'}
        </ActionButton>
      )}
    </Stack>
  );
}

type FormProps = { readonly form: ReturnType<typeof useBidForm> };

function Least({ form: { least }, item: { view } }: FormProps & Pick<OwnProps, 'item'>) {
  const coin = view.vault.quoteMint;
  const heldUp = heldUpUntil(view);
  return (
    <Text size="sm">
      {least.bid !== null && (
        <>
          The least bid is <Amount raw={least.bid} coin={coin} fw={600} /> for the whole vault.{' '}
        </>
      )}
      {heldUp !== null && (
        <>
          That is more than is asked: as much was paid in the offering, and holds until <Moment at={heldUp} />.{' '}
        </>
      )}
      {least.offer !== null && (
        <>
          Below the reserve you can make an offer of at least <Amount raw={least.offer} coin={coin} fw={600} /> for the
          whole vault: it starts the auction after its window{heldUp !== null && ' and the end of the offering'}, unless
          the stakers veto it.
        </>
      )}
    </Text>
  );
}

function Cost({ form, item, own }: FormProps & OwnProps) {
  const coin = item.view.vault.quoteMint;
  const { cash, due, isShort } = form;
  return (
    <div aria-live="polite">
      <Facts>
        <Fact name="Cash of the whole bid">{cash === null ? '–' : <Amount raw={cash} coin={coin} />}</Fact>
        {own?.bid && due !== null && (
          <Fact name={due >= 0n ? 'You pay in addition' : 'You get back'}>
            <Amount raw={due >= 0n ? due : -due} coin={coin} />
          </Fact>
        )}
        <Fact name="In your wallet">{own ? <Amount raw={own.cash} coin={coin} /> : 'connect a wallet to bid'}</Fact>
      </Facts>
      {isShort && (
        <Text size="sm" c="red.8">
          Your wallet does not have that much.
        </Text>
      )}
    </div>
  );
}
