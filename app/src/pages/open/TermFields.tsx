import { Accordion, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core';

import type { OpenForm } from './useOpening.ts';
import { TERM_GROUPS, type TermField, rangeOf } from './terms.ts';

/** The terms, each with what it does and its bounds; defaults suit most vaults. */
export function TermFields({ form }: { form: OpenForm }) {
  const wrong = Object.keys(form.errors).filter(path => path.startsWith('terms.')).length;
  return (
    <Accordion variant="contained">
      <Accordion.Item value="terms">
        <Accordion.Control>
          <Text fw={600}>Advanced</Text>
          <Text size="sm" c={wrong > 0 ? 'var(--mantine-color-error)' : 'dimmed'}>
            {wrong > 0
              ? `${wrong} of the terms cannot be as entered.`
              : 'Auction, offers, stakes and votes. The defaults suit most vaults; they are fixed once the vault is open.'}
          </Text>
        </Accordion.Control>
        <Accordion.Panel>
          <Stack gap="lg">
            {TERM_GROUPS.map(({ title, fields }) => (
              <section key={title} aria-label={title}>
                <Title order={3} size="h5" mb="xs">
                  {title}
                </Title>
                <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
                  {fields.map(field => (
                    <TermInput key={field.name} field={field} form={form} />
                  ))}
                </SimpleGrid>
              </section>
            ))}
          </Stack>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}

function TermInput({ field, form }: { field: TermField; form: OpenForm }) {
  const { name, label, explanation, unit } = field;
  return (
    <TextInput
      label={`${label} (${unit})`}
      description={`${explanation} Allowed: ${rangeOf(field)}.`}
      inputMode="decimal"
      autoComplete="off"
      inputWrapperOrder={['label', 'description', 'input', 'error']}
      {...form.getInputProps(`terms.${name}`)}
    />
  );
}
