/** The offerings of a vault: fractions that its creator sells to many at once. */
import { Skeleton } from '@mantine/core';
import { offeringAt, useNow, useVaultOfferings } from '../../../data/index.ts';
import { useWallet } from '../../../wallet/index.ts';
import { Failure } from '../../explore/Failure.tsx';
import { Section } from '../Section.tsx';
import type { OwnProps } from '../props.ts';
import { OfferingCard } from './OfferingCard.tsx';

/** The offerings that are not closed, the newest first; nothing where there is none. */
export function OfferingPanel({ item, own }: OwnProps) {
  return item.view.vault.offeringsOpen === 0 ? null : <Offerings item={item} own={own} />;
}

function Offerings({ item, own }: OwnProps) {
  const now = useNow();
  const { address } = useWallet();
  const { view } = item;
  const { data: offerings, error, refetch } = useVaultOfferings(view.address, address);
  return (
    <Section
      title="Offering"
      about="The creator sells fractions to all. What you buy is yours once the minimum is raised; if it never is, you get your cash back."
    >
      {error && !offerings && <Failure what="The offerings" error={error} retry={() => void refetch()} />}
      {!error && !offerings && <Skeleton h={200} />}
      {offerings?.map(found => (
        <OfferingCard key={found.offering.address} item={item} own={own} found={offeringAt(found, view, now)} />
      ))}
    </Section>
  );
}
