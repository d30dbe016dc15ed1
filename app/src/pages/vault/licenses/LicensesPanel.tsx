/** The licences that a vault granted. */
import { Badge, Card, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { type LicenseState, type LicenseView, rules } from '@mosaic/client';
import { Amount, Countdown, Moment, formatDuration } from '../../../amount/index.ts';
import { useNow, useVaultLicenses } from '../../../data/index.ts';
import { useWallet } from '../../../wallet/index.ts';
import { Failure } from '../../explore/Failure.tsx';
import { ActionButton } from '../ActionButton.tsx';
import { AddressText } from '../AddressText.tsx';
import { Fact, Facts } from '../Facts.tsx';
import { Section } from '../Section.tsx';
import { TermsLink } from '../TermsLink.tsx';
import { acceptLicenseAction, closeLicenseAction, renewLicenseAction } from '../actions/licenses.ts';
import type { VaultProps } from '../props.ts';

/** The licences, the newest first. */
export function LicensesPanel({ item }: VaultProps) {
  const { data: licenses, error, refetch } = useVaultLicenses(item.view.address);
  return (
    <Section
      title="Licences"
      about="The right to use the NFTs for a term against a fee, which becomes income. The holders grant it by a vote; a sale does not end it."
    >
      {error && !licenses && <Failure what="The licences" error={error} retry={() => void refetch()} />}
      {!error && !licenses && <Skeleton h={160} />}
      {licenses?.length === 0 && <Text size="sm">No licence was granted. Propose one under Votes.</Text>}
      {licenses?.map(license => (
        <LicenseCard key={license.address} item={item} license={license} />
      ))}
    </Section>
  );
}

type CardProps = VaultProps & { readonly license: LicenseView };

function LicenseCard({ item, license }: CardProps) {
  const { number, licensee, fee, termSecs, exclusive, ended, state, termsUri, termsHash } = license;
  const { address } = useWallet();
  return (
    <Card withBorder component="article" aria-label={`Licence ${number}`}>
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={3} size="h4">
            Licence {number.toString()}
          </Title>
          <StateBadge state={state} />
        </Group>
        <Facts>
          <Fact name="Licensee">
            <AddressText address={licensee} you={licensee === address} />
          </Fact>
          <Fact name="Fee for each term">
            <Amount raw={fee} coin={item.view.vault.quoteMint} />
          </Fact>
          <Fact name="Term">{formatDuration(termSecs)}</Fact>
          <Fact name="Exclusive">{exclusive ? 'yes: no other licence runs beside it' : 'no'}</Fact>
          {ended && <Fact name="Ended by the holders">yes: it is not renewed</Fact>}
          <StateFact state={state} />
          <Fact name="Terms">
            <TermsLink uri={termsUri} hash={termsHash} />
          </Fact>
        </Facts>
        <Steps item={item} license={license} />
      </Stack>
    </Card>
  );
}

const STATES: Readonly<Record<LicenseState['__kind'], { readonly name: string; readonly colour: string }>> = {
  Offered: { name: 'offered', colour: 'blue' },
  Lapsed: { name: 'lapsed', colour: 'gray' },
  Running: { name: 'runs', colour: 'teal' },
  Over: { name: 'over', colour: 'gray' },
};

function StateBadge({ state }: { readonly state: LicenseState }) {
  const { name, colour } = STATES[state.__kind];
  return (
    <Badge variant="dot" color={colour}>
      {name}
    </Badge>
  );
}

function StateFact({ state }: { readonly state: LicenseState }) {
  switch (state.__kind) {
    case 'Offered':
      return (
        <Fact name="Can be taken for">
          <Countdown until={state.until} />
        </Fact>
      );
    case 'Running':
      return (
        <Fact name="Runs until">
          <Moment at={state.until} />
        </Fact>
      );
    case 'Over':
      return (
        <Fact name="Over since">
          <Moment at={state.since} />
        </Fact>
      );
    case 'Lapsed':
      return null;
  }
}

/** What the licensee, or anybody, can do with a licence now. */
function Steps({ item, license }: CardProps) {
  const now = useNow();
  const { address } = useWallet();
  const grants = rules.status.grantsLicenses(item.view.status);
  const isMine = license.licensee === address;
  const { state, renewableFrom, closable, number } = license;
  return (
    <Group gap="xs">
      {isMine && grants && state.__kind === 'Offered' && (
        <ActionButton action={acceptLicenseAction(item, number)}>Take the licence</ActionButton>
      )}
      {isMine && grants && renewableFrom !== null && renewableFrom <= now && (
        <ActionButton action={renewLicenseAction(item, number)}>Renew by a term</ActionButton>
      )}
      {closable && (
        <ActionButton action={closeLicenseAction(item, number)} variant="default">
          Close its account
        </ActionButton>
      )}
    </Group>
  );
}
