/** Voting, and executing what passed. */
import { Group, Text } from '@mantine/core';
import type { ProposalView } from '@mosaic/client';
import { useProposalVotes } from '../../../data/index.ts';
import { Amount } from '../../../amount/index.ts';
import { ActionButton } from '../ActionButton.tsx';
import { executeAction, voteAction, withdrawVoteAction } from '../actions/votes.ts';
import { type OwnProps, fractionCoin } from '../props.ts';

type Props = OwnProps & { readonly proposal: ProposalView };

/** What can be done with a proposal now. */
export function VoteButtons({ item, own, proposal }: Props) {
  const { number, phase, allowed } = proposal;
  if (phase === 'Voting') return <Ballot item={item} own={own} proposal={proposal} />;
  if (phase !== 'Executable') return null;
  if (!allowed) return <Text size="sm">It cannot be executed in the state the vault is in.</Text>;
  return (
    <Group>
      <ActionButton action={executeAction(item, number)}>Execute</ActionButton>
    </Group>
  );
}

function Ballot({ item, own, proposal: { number } }: Props) {
  const { data: votes } = useProposalVotes(item.view.address, number);
  const mine = votes?.find(({ vote }) => vote.holder === own?.wallet);
  if (!own?.stake || own.stake.amount === 0n) return <Text size="sm">Stake fractions to vote.</Text>;
  const isTopped = mine !== undefined && mine.weight >= own.stake.amount;
  return (
    <>
      {mine && (
        <Text size="sm">
          You voted {mine.yes ? 'yes' : 'no'} with <Amount raw={mine.weight} coin={fractionCoin(item)} />.
        </Text>
      )}
      <Group gap="xs">
        <ActionButton action={voteAction(item, number, true)} color="teal.8" disabled={isTopped && mine.yes}>
          Vote yes
        </ActionButton>
        <ActionButton action={voteAction(item, number, false)} color="red.8" disabled={isTopped && !mine.yes}>
          Vote no
        </ActionButton>
        {mine && (
          <ActionButton action={withdrawVoteAction(item, number)} variant="default">
            Withdraw the vote
          </ActionButton>
        )}
      </Group>
    </>
  );
}
