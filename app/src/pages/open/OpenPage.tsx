import { Alert, Stack, Text } from '@mantine/core';
import type { Address } from '@solana/kit';
import { useState } from 'react';

import { useVaults } from '../../data/index.ts';
import { ConnectWallet, Page } from '../../shell/index.ts';
import { useWallet } from '../../wallet/index.ts';
import { DraftList } from './DraftList.tsx';
import { OpeningForm } from './OpeningForm.tsx';

/** Opening a vault: the fractions of one or several NFTs of the wallet. */
export function OpenPage() {
  const { address } = useWallet();
  return (
    <Page title="Open a vault">
      <Stack gap="lg">
        <Text maw="65ch">
          A vault keeps your NFTs and gives you fractions of them, to sell, give away or keep. Whoever wins its auction
          gets the NFTs, and every fraction its share of the price. You alone can take the NFTs back, as long as you
          hold every fraction.
        </Text>
        {address ? (
          <OfWallet key={address} creator={address} />
        ) : (
          <Alert title="No wallet is connected">
            <Stack gap="sm" align="flex-start">
              <Text size="sm">Connect the wallet with your NFTs.</Text>
              <ConnectWallet />
            </Stack>
          </Alert>
        )}
      </Stack>
    </Page>
  );
}

/** The openings of a wallet: those it did not complete, and a new one. */
function OfWallet({ creator }: { creator: Address }) {
  const { data: drafts = [] } = useVaults({ creator, status: 'Draft' });
  const [resumed, resume] = useState<Address | null>(null);
  const draft = drafts.find(({ view }) => view.address === resumed) ?? null;
  return (
    <>
      <DraftList drafts={drafts} resumed={draft} onResume={resume} />
      <OpeningForm key={draft?.view.address ?? 'new'} creator={creator} draft={draft} />
    </>
  );
}
