/** One vault, and everything that can be done with it. */
import { Alert, Anchor } from '@mantine/core';
import { type Address, isAddress } from '@solana/kit';
import { Link, useParams } from 'wouter';
import { useVault } from '../../data/index.ts';
import { Page } from '../../shell/index.ts';
import { Failure } from '../explore/Failure.tsx';
import { VaultContent } from './VaultContent.tsx';
import { VaultSkeleton } from './VaultSkeleton.tsx';

/** The page of the vault whose address is in the location. */
export function VaultPage() {
  const { address } = useParams<{ address: string }>();
  if (address !== undefined && isAddress(address)) return <VaultOf key={address} address={address} />;
  return (
    <Page title="Vault">
      <Alert color="red" title="This is not the address of a vault">
        Check the link, or{' '}
        <Anchor component={Link} href="/">
          look for the vault among all
        </Anchor>
        .
      </Alert>
    </Page>
  );
}

function VaultOf({ address }: { readonly address: Address }) {
  const { data, error, refetch } = useVault(address);
  return (
    <Page title={data?.names.title ?? 'Vault'}>
      {data ? (
        <VaultContent item={data} />
      ) : error ? (
        <Failure what="The vault" error={error} retry={() => void refetch()} />
      ) : (
        <VaultSkeleton />
      )}
    </Page>
  );
}
