/** The form by which the creator of a vault opens an offering. */
import { Checkbox, Stack, Text, TextInput } from '@mantine/core';
import { canOffer } from '@mosaic/client';
import { type ReactNode, useState } from 'react';
import { Amount, AmountInput, PriceInput } from '../../../amount/index.ts';
import { useNow, viewAt } from '../../../data/index.ts';
import { ActionButton } from '../ActionButton.tsx';
import { Fact, Facts } from '../Facts.tsx';
import { Section } from '../Section.tsx';
import { openOfferingAction } from '../actions/offering.ts';
import { type OwnProps, type VaultProps, fractionCoin } from '../props.ts';
import type { Own } from '../useOwn.ts';
import { type OfferingDraft, type OfferingErrors, brings, emptyOffering, plannedBy } from './draft.ts';

/** For the creator, as long as no offering stands and none has succeeded. */
export function OpenOffering({ item, own }: OwnProps) {
  const now = useNow();
  const { view } = item;
  if (own?.wallet !== view.vault.creator || own.fractions === 0n) return null;
  return canOffer(viewAt(view, now)) ? <OfferingForm item={item} own={own} /> : null;
}

function OfferingForm({ item, own }: VaultProps & { readonly own: Own }) {
  const [draft, setDraft] = useState(emptyOffering);
  const [made, setMade] = useState(0);
  const planned = plannedBy(draft, item.view, own.fractions);
  const change = (changed: Partial<OfferingDraft>) => setDraft(before => ({ ...before, ...changed }));
  const startAgain = () => {
    setDraft(emptyOffering());
    setMade(count => count + 1);
  };
  const errors = 'errors' in planned ? planned.errors : {};
  return (
    <Section
      title="Offer fractions to all"
      about="You sell fractions of yours to many at once. Once an offering has succeeded, there can be no other."
    >
      <Stack gap="sm" maw={560}>
        <WhatFields key={`what ${made}`} item={item} own={own} draft={draft} errors={errors} change={change} />
        <HowFields key={`how ${made}`} item={item} draft={draft} errors={errors} change={change} />
        <Brings item={item} draft={draft} />
        <ActionButton
          action={'planned' in planned ? openOfferingAction(item, planned.planned) : null}
          onDone={startAgain}
        >
          Open the offering
        </ActionButton>
      </Stack>
    </Section>
  );
}

type FieldsProps = VaultProps & {
  readonly draft: OfferingDraft;
  readonly errors: OfferingErrors;
  readonly change: (changed: Partial<OfferingDraft>) => void;
};

function WhatFields({ item, own, draft, errors, change }: FieldsProps & { readonly own: Own }) {
  const { view } = item;
  return (
    <>
      <AmountInput
        label="Fractions to offer"
        description="They leave your wallet; those that are not sold come back when the offering is closed."
        coin={fractionCoin(item)}
        value={draft.amount}
        onChange={amount => change({ amount })}
        max={own.fractions}
      />
      <PriceInput
        label={draft.falls ? 'Price at the start' : 'Price of the offering'}
        view={view}
        value={draft.startPrice}
        onChange={startPrice => change({ startPrice })}
      />
      <Checkbox
        label="The price falls evenly until the end"
        checked={draft.falls}
        onChange={event => change({ falls: event.currentTarget.checked })}
      />
      {draft.falls && (
        <PriceInput
          label="Price at the end"
          view={view}
          value={draft.endPrice}
          onChange={endPrice => change({ endPrice })}
          error={draft.endPrice !== null && errors.endPrice}
        />
      )}
    </>
  );
}

function HowFields({ item, draft, errors, change }: FieldsProps) {
  return (
    <>
      <TimeField
        label="Starts in, in hours"
        description="0: at once."
        value={draft.startsIn}
        onChange={startsIn => change({ startsIn })}
        error={errors.startsIn}
      />
      <TimeField
        label="Sells for, in days"
        description="An hour to 30 days, unless everything is sold before or the auction starts."
        value={draft.lasts}
        onChange={lasts => change({ lasts })}
        error={errors.lasts}
      />
      <AmountInput
        label="Limit of a buyer"
        description="0: one may buy all of it. A limit for each wallet: somebody may have several."
        coin={fractionCoin(item)}
        value={draft.walletLimit}
        onChange={walletLimit => change({ walletLimit })}
        error={draft.walletLimit !== null && draft.amount !== null && errors.walletLimit}
      />
      <AmountInput
        label="Minimum to be raised"
        description="0: none. If less is raised by the end, buyers get their cash back, and you all fractions."
        coin={item.view.vault.quoteMint}
        value={draft.minimum}
        onChange={minimum => change({ minimum })}
        error={draft.minimum !== null && draft.startPrice !== null && errors.minimum}
      />
    </>
  );
}

type TimeProps = {
  readonly label: string;
  readonly description: ReactNode;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error: string | undefined;
};

function TimeField({ label, description, value, onChange, error }: TimeProps) {
  const [isLeft, setLeft] = useState(false);
  return (
    <TextInput
      label={label}
      description={description}
      value={value}
      onChange={event => onChange(event.currentTarget.value)}
      onBlur={() => setLeft(true)}
      error={isLeft && error}
      inputMode="decimal"
      autoComplete="off"
    />
  );
}

function Brings({
  item,
  draft: { amount, startPrice, endPrice, falls },
}: VaultProps & { readonly draft: OfferingDraft }) {
  const { supply, vault } = item.view;
  const at = (price: bigint | null) => (amount === null || price === null ? null : brings(amount, price, supply));
  const [first, last] = [at(startPrice), falls ? at(endPrice) : null];
  if (first === null) return <Text size="sm">A fraction costs its part of the price of the whole vault.</Text>;
  return (
    <div aria-live="polite">
      <Facts>
        <Fact name={falls ? 'All of it brings, at the start' : 'All of it brings'}>
          <Amount raw={first} coin={vault.quoteMint} />
        </Fact>
        {last !== null && (
          <Fact name="All of it brings, at the end">
            <Amount raw={last} coin={vault.quoteMint} />
          </Fact>
        )}
      </Facts>
    </div>
  );
}
