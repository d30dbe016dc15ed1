/** Making a proposal. */
import { Group, Select, Stack, Text, Title } from '@mantine/core';
import { rules } from '@mosaic/client';
import { useState } from 'react';
import { Amount } from '../../../amount/index.ts';
import { ActionButton } from '../ActionButton.tsx';
import { proposeAction } from '../actions/votes.ts';
import { type OwnProps, fractionCoin } from '../props.ts';
import { DraftFields } from './DraftFields.tsx';
import { type ProposalDraft, emptyDraft, proposedBy } from './draft.ts';
import { PROPOSAL_KINDS, type ProposalKind, explanationOf, nameOfKind } from './kinds.ts';

/** The form of a proposal, of each of the six kinds. Errors are shown for fields that were written in. */
export function ProposeForm({ item, own }: OwnProps) {
  const { vault, supply } = item.view;
  const [draft, setDraft] = useState(() => emptyDraft('GrantLicense', vault));
  const [made, setMade] = useState(0);
  const needed = rules.votes.leastStake(vault, supply);
  const staked = own?.stake?.amount ?? 0n;
  const proposed = proposedBy(draft);
  const change = (changed: Partial<ProposalDraft>) => setDraft(before => ({ ...before, ...changed }));
  const startAgain = () => {
    setDraft(emptyDraft(draft.kind, vault));
    setMade(count => count + 1);
  };
  return (
    <Stack gap="sm" maw={560}>
      <Title order={3} size="h4">
        Propose
      </Title>
      <Text size="sm">
        Proposing needs <Amount raw={needed} coin={fractionCoin(item)} /> staked; you have staked{' '}
        <Amount raw={staked} coin={fractionCoin(item)} />.
      </Text>
      <Select
        label="What is to be decided"
        description={explanationOf(draft.kind)}
        data={PROPOSAL_KINDS.map(kind => ({ value: kind, label: nameOfKind(kind) }))}
        value={draft.kind}
        allowDeselect={false}
        onChange={kind => change({ kind: kind as ProposalKind })}
      />
      <DraftFields
        key={made}
        item={item}
        draft={draft}
        change={change}
        errors={'errors' in proposed ? proposed.errors : {}}
      />
      <Group>
        <ActionButton action={'action' in proposed ? proposeAction(item, proposed.action) : null} onDone={startAgain}>
          Propose
        </ActionButton>
      </Group>
    </Stack>
  );
}
