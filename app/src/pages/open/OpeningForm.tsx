import { Button, Paper, Stack, Text, Title } from '@mantine/core';
import { rules } from '@mosaic/client';
import type { Address } from '@solana/kit';
import { type ReactNode, useId } from 'react';

import { DraftSummary } from './DraftSummary.tsx';
import { type Draft, depositedIn } from './draft.ts';
import { NameFields, SupplyFields } from './FractionFields.tsx';
import { NftPicker } from './NftPicker.tsx';
import { suggestNames } from './nfts.ts';
import { Preview } from './Preview.tsx';
import { PriceFields } from './PriceFields.tsx';
import { TermFields } from './TermFields.tsx';
import { useOpening } from './useOpening.ts';

/** Everything a vault is opened with, or what a draft still lacks; and what will be created. */
export function OpeningForm({ creator, draft }: { creator: Address; draft: Draft | null }) {
  const { form, nfts, usdc, quoteMint, preview, submit } = useOpening(creator, draft);
  const inVault = draft ? depositedIn(draft).length : 0;
  const { values } = form;
  const isDescribed = draft?.view.vault.described === 1;
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="lg">
        {draft && <DraftSummary draft={draft} />}
        <Part title={draft ? 'Further NFTs' : 'NFTs'}>
          <NftPicker
            nfts={nfts.data}
            problem={nfts.error && !nfts.data ? 'The NFTs of the wallet cannot be read now.' : null}
            chosen={values.nfts}
            room={rules.terms.MAX_ASSETS - inVault - values.nfts.length}
            error={form.errors['nfts']}
            onChange={chosen => form.setValues({ nfts: chosen, ...suggestNames(values, chosen, nfts.data ?? []) })}
          />
        </Part>
        {!isDescribed && (
          <Part title="Fractions">
            <NameFields form={form} />
            {!draft && <SupplyFields form={form} />}
          </Part>
        )}
        {!draft && (
          <>
            <Part title="Price">
              <PriceFields form={form} usdc={usdc} quoteMint={quoteMint} />
            </Part>
            <TermFields form={form} />
          </>
        )}
        <Part title="What will be created">
          <Preview quote={preview?.data} error={preview?.error ?? null} ready={preview !== null} />
        </Part>
        <Stack gap="xs">
          <Button type="submit" size="md" w={{ base: '100%', xs: 'fit-content' }}>
            {draft ? 'Review and complete' : 'Review and open'}
          </Button>
          <Text size="sm" c="dimmed">
            The next step shows everything once more. Nothing is signed before you approve it there.
          </Text>
        </Stack>
      </Stack>
    </form>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <Paper component="section" withBorder p={{ base: 'sm', sm: 'md' }} radius="md" aria-labelledby={id}>
      <Title order={2} size="h4" mb="sm" id={id}>
        {title}
      </Title>
      <Stack gap="md">{children}</Stack>
    </Paper>
  );
}
