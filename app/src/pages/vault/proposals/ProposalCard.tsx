/** A proposal: what it does, where its vote stands, and what can be done with it. */
import { Badge, Card, Group, Progress, Stack, Text, Title } from '@mantine/core';
import { type ProposalPhase, type ProposalView, quotes } from '@mosaic/client';
import { Amount, Countdown, Moment, formatBps } from '../../../amount/index.ts';
import { AddressText } from '../AddressText.tsx';
import { Fact, Facts } from '../Facts.tsx';
import { type OwnProps, fractionCoin } from '../props.ts';
import { ActionFacts } from './ActionFacts.tsx';
import { VoteButtons } from './VoteButtons.tsx';
import { explanationOf, nameOfKind } from './kinds.ts';

const PHASES: Readonly<Record<ProposalPhase, { readonly name: string; readonly colour: string }>> = {
  Voting: { name: 'voting', colour: 'blue' },
  Defeated: { name: 'defeated', colour: 'red' },
  Delayed: { name: 'passed, waits', colour: 'teal' },
  Executable: { name: 'can be executed', colour: 'teal' },
  Expired: { name: 'expired', colour: 'gray' },
  Executed: { name: 'executed', colour: 'teal' },
  Lapsed: { name: 'lapsed by the sale', colour: 'gray' },
};

type Props = OwnProps & { readonly proposal: ProposalView };

/** One proposal. */
export function ProposalCard({ item, own, proposal }: Props) {
  const { number, action, phase } = proposal;
  const title = `Proposal ${number}: ${nameOfKind(action.__kind)}`;
  return (
    <Card withBorder component="article" aria-label={title}>
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={3} size="h4">
            {title}
          </Title>
          <Badge variant="dot" color={PHASES[phase].colour}>
            {PHASES[phase].name}
          </Badge>
        </Group>
        <Text size="sm" c="dimmed">
          {explanationOf(action.__kind)}
        </Text>
        <Facts>
          <ActionFacts action={action} item={item} />
          <Fact name="Proposed by">
            <AddressText address={proposal.proposal.proposer} you={proposal.proposal.proposer === own?.wallet} />
          </Fact>
          <Clock proposal={proposal} />
        </Facts>
        <StandingBar item={item} proposal={proposal} />
        <VoteButtons item={item} own={own} proposal={proposal} />
      </Stack>
    </Card>
  );
}

function Clock({ proposal: { phase, poll } }: Pick<Props, 'proposal'>) {
  switch (phase) {
    case 'Voting':
      return (
        <Fact name="Voting ends in">
          <Countdown until={poll.endsAt} />
        </Fact>
      );
    case 'Delayed':
      return (
        <Fact name="Can be executed in">
          <Countdown until={poll.executableAt} />
        </Fact>
      );
    case 'Executable':
      return (
        <Fact name="Can be executed until">
          <Moment at={poll.expiresAt} />
        </Fact>
      );
    default:
      return (
        <Fact name="Voting ended">
          <Moment at={poll.endsAt} />
        </Fact>
      );
  }
}

function StandingBar({ item, proposal: { poll, phase } }: Pick<Props, 'item' | 'proposal'>) {
  const coin = fractionCoin(item);
  const standing = quotes.standing(item.view, poll);
  return (
    <Stack gap={4}>
      <Progress.Root size="lg" aria-hidden>
        <Progress.Section value={Number(standing.yesBps) / 100} color="teal" />
        <Progress.Section value={Number(standing.noBps) / 100} color="red" />
      </Progress.Root>
      <Text size="sm" aria-live="polite">
        Yes <Amount raw={poll.yes} coin={coin} /> ({formatBps(standing.yesBps)} of all), no{' '}
        <Amount raw={poll.no} coin={coin} /> ({formatBps(standing.noBps)}).{' '}
        {standing.quorumLeft > 0n && (
          <>
            For the quorum <Amount raw={standing.quorumLeft} coin={coin} /> are missing.{' '}
          </>
        )}
        {phase === 'Voting' && (standing.passes ? 'It would pass now.' : 'It would not pass now.')}
      </Text>
    </Stack>
  );
}
