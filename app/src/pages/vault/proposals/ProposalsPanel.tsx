/** Proposals, the votes on them, and making one. */
import { Skeleton, Text } from '@mantine/core';
import { closeVotes, rules } from '@mosaic/client';
import { formatBps, formatDuration } from '../../../amount/index.ts';
import { useVaultProposals } from '../../../data/index.ts';
import { Failure } from '../../explore/Failure.tsx';
import { ActionButton } from '../ActionButton.tsx';
import { Section } from '../Section.tsx';
import { closeVotesAction } from '../actions/votes.ts';
import type { OwnProps, VaultProps } from '../props.ts';
import { useIsOwed } from '../useIsOwed.ts';
import { ProposalCard } from './ProposalCard.tsx';
import { ProposeForm } from './ProposeForm.tsx';

/** The proposals that are not closed, the newest first. */
export function ProposalsPanel({ item, own }: OwnProps) {
  const { view } = item;
  const { data: proposals, error, refetch } = useVaultProposals(view.address);
  // Somebody else may have closed the proposal of a vote: only the client knows of that one.
  const isOver = useIsOwed({
    name: 'records',
    vault: view.address,
    wallet: view.vault.records > 0 ? (own?.wallet ?? null) : null,
    build: (reader, authority) => closeVotes(reader, { vault: view.address, authority }),
  });
  return (
    <Section title="Votes" about={<Rules item={item} />}>
      {error && !proposals && <Failure what="The proposals" error={error} retry={() => void refetch()} />}
      {!error && !proposals && <Skeleton h={200} />}
      {proposals?.length === 0 && <Text size="sm">There is no proposal.</Text>}
      {proposals?.map(proposal => (
        <ProposalCard key={proposal.address} item={item} own={own} proposal={proposal} />
      ))}
      {(isOver ?? proposals?.some(({ closable }) => closable)) && (
        <ActionButton action={closeVotesAction(item)} variant="default" w="fit-content">
          Close records that are over
        </ActionButton>
      )}
      {rules.status.acceptsProposals(view.status) && <ProposeForm item={item} own={own} />}
    </Section>
  );
}

function Rules({ item }: VaultProps) {
  const { votingSecs, quorumBps, thresholdBps, delaySecs } = item.view.vault;
  return (
    <>
      Stakes vote for {formatDuration(votingSecs)}. A proposal passes if at least {formatBps(quorumBps)} of all
      fractions vote and more than {formatBps(thresholdBps)} of those say yes; it can be executed{' '}
      {formatDuration(delaySecs)} later. Selling needs no proposal: the asks are a vote that never closes.
    </>
  );
}
