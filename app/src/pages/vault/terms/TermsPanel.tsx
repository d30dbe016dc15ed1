/** The terms of a vault, and its risks, in words. */
import { List, Stack, Text, Title } from '@mantine/core';
import { Amount, Moment, formatBps, formatDuration } from '../../../amount/index.ts';
import { TERM_GROUPS, type TermField } from '../../open/terms.ts';
import { AddressText } from '../AddressText.tsx';
import { Fact, Facts } from '../Facts.tsx';
import { Section } from '../Section.tsx';
import { type VaultProps, fractionCoin } from '../props.ts';
import { LowerFee } from './LowerFeeForm.tsx';
import { risksOf } from './risks.ts';

/** What was fixed at creation, what holders can change, and what can go wrong. */
export function TermsPanel({ item }: VaultProps) {
  return (
    <Section
      title="Terms and risks"
      about="There is no admin key and no pause: only the holders, the clock and these terms."
    >
      <Basics item={item} />
      {TERM_GROUPS.map(({ title, fields }) => (
        <div key={title}>
          <Title order={3} size="h4" mb="xs">
            {title}
          </Title>
          <Stack component="dl" gap="sm" m={0}>
            {fields.map(field => (
              <Term key={field.name} item={item} field={field} />
            ))}
          </Stack>
        </div>
      ))}
      <LowerFee item={item} />
      <Risks item={item} />
    </Section>
  );
}

function Basics({ item }: VaultProps) {
  const { address, vault } = item.view;
  return (
    <Facts>
      <Fact name="Vault">
        <AddressText address={address} />
      </Fact>
      <Fact name="Creator">
        <AddressText address={vault.creator} />
      </Fact>
      <Fact name="Curator">
        <AddressText address={vault.curator} />
      </Fact>
      <Fact name="Fraction mint">
        <AddressText address={vault.fractionMint} />
      </Fact>
      <Fact name="Prices are in">
        <AddressText address={vault.quoteMint} />
      </Fact>
      <Fact name="Fractions minted">
        <Amount raw={vault.minted} coin={fractionCoin(item)} />
      </Fact>
      <Fact name="Opening price, for the whole">
        <Amount raw={vault.openingPrice} coin={vault.quoteMint} />
      </Fact>
      <Fact name="In its status since">
        <Moment at={vault.enteredAt} />
      </Fact>
    </Facts>
  );
}

function Term({ item, field }: VaultProps & { readonly field: TermField }) {
  const value = item.view.vault[field.name];
  return (
    <div>
      <Text component="dt" size="sm" fw={600}>
        {field.label}:{' '}
        {value === 0 && field.zero ? field.zero : field.unit === '%' ? formatBps(value) : formatDuration(value)}
      </Text>
      <Text component="dd" size="sm" c="dimmed" m={0}>
        {field.explanation}
      </Text>
    </div>
  );
}

function Risks({ item }: VaultProps) {
  return (
    <div>
      <Title order={3} size="h4" mb="xs">
        Risks
      </Title>
      <List size="sm" spacing="xs">
        {risksOf(item.view).map(risk => (
          <List.Item key={risk}>{risk}</List.Item>
        ))}
      </List>
    </div>
  );
}
