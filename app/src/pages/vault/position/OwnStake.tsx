/** The own stake: its ask, its income, and the way out. */
import { Stack, Text, Title } from '@mantine/core';
import { type StakeView, rules } from '@mosaic/client';
import { Amount, Countdown, Price, formatPart } from '../../../amount/index.ts';
import { ActionButton } from '../ActionButton.tsx';
import { Fact, Facts } from '../Facts.tsx';
import { claimAction } from '../actions/stake.ts';
import { type VaultProps, fractionCoin } from '../props.ts';
import { AskForm } from './AskForm.tsx';
import { DelegateForm } from './DelegateForm.tsx';
import { UnstakeForm } from './UnstakeForm.tsx';

/** What is staked, what it asks and has earned. */
export function OwnStake({ item, stake }: VaultProps & { readonly stake: StakeView }) {
  const { view } = item;
  return (
    <Stack gap="xs">
      <Title order={3} size="h4">
        Your stake
      </Title>
      <Facts>
        <Fact name="Staked">
          <Amount raw={stake.amount} coin={fractionCoin(item)} /> ({formatPart(stake.amount, view.supply)} of all)
        </Fact>
        {rules.status.acceptsAsks(view.status) && (
          <Fact name="Asks">
            {stake.ask ? <Price view={view} price={stake.ask.price} /> : 'nothing: it counts at the opening price'}
          </Fact>
        )}
        <Fact name="May leave">
          {stake.freeAt === null ? (
            'now'
          ) : (
            <>
              in <Countdown until={stake.freeAt} over="0: now" />
            </>
          )}
        </Fact>
        <Fact name="Income to claim">
          {stake.due.length === 0 ? 'none yet' : null}
          {stake.due.map(({ mint, amount }) => (
            <Text key={mint} size="sm">
              <Amount raw={amount} coin={mint} />
            </Text>
          ))}
        </Fact>
      </Facts>
      {stake.due.length > 0 && (
        <ActionButton action={claimAction(item)} variant="light">
          Claim the income
        </ActionButton>
      )}
      {rules.status.acceptsAsks(view.status) && stake.amount > 0n && <AskForm item={item} />}
      <UnstakeForm item={item} stake={stake} />
      {rules.status.acceptsVotes(view.status) && <DelegateForm item={item} stake={stake} />}
    </Stack>
  );
}
