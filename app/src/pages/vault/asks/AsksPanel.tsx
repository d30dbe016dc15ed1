/** What the holders ask, with the reserve and what it would take to move it. */
import { List, Skeleton, Text } from '@mantine/core';
import { type VaultView, offeringFloor } from '@mosaic/client';
import { Suspense, lazy } from 'react';
import { Amount, Moment, Price, formatBps, formatPart } from '../../../amount/index.ts';
import { askedReserve, heldUpUntil } from '../../explore/price.ts';
import { Section } from '../Section.tsx';
import { type VaultProps, fractionCoin } from '../props.ts';
import { AsksTable } from './AsksTable.tsx';
import { depthRows } from './depth.ts';
import { movesOfReserve } from './move.ts';

/** recharts is large: it is loaded with the first chart. */
const AsksChart = lazy(() => import('./AsksChart.tsx').then(({ AsksChart }) => ({ default: AsksChart })));

/** Height of the chart, loaded or not. */
export const CHART_HEIGHT = 260;

/** The book of asks as a chart and as a table of the same numbers. */
export function AsksPanel({ item }: VaultProps) {
  const { view } = item;
  const rows = depthRows(view);
  const { consentBps } = view.vault;
  if (rows.length === 0) return null;
  return (
    <Section
      title="Asks of the holders"
      about={
        <>
          Every fraction asks a price of the whole vault; those that are not staked ask the opening price. The reserve
          is the lowest price at which more than {formatBps(consentBps)} of all fractions would sell.
        </>
      }
    >
      <Suspense fallback={<Skeleton h={CHART_HEIGHT} />}>
        <AsksChart rows={rows} view={view} height={CHART_HEIGHT} />
      </Suspense>
      {view.status === 'Active' && <Moves item={item} />}
      <AsksTable rows={rows} item={item} />
    </Section>
  );
}

function Moves({ item }: VaultProps) {
  const { view } = item;
  const { lower, higher } = movesOfReserve(view);
  return (
    <div>
      <Text>
        The reserve is <Price view={view} price={view.reserve.price} fw={600} />.
      </Text>
      <List size="sm">
        {lower && (
          <List.Item>
            It falls to <Amount raw={lower.price} coin={view.vault.quoteMint} /> for the whole once{' '}
            <Weight item={item} weight={lower.weight} /> more ask that or less.
          </List.Item>
        )}
        {!lower && (
          <List.Item>
            <WhyNotLower view={view} />
          </List.Item>
        )}
        {higher && (
          <List.Item>
            It rises to <Amount raw={higher.price} coin={view.vault.quoteMint} /> for the whole or more once{' '}
            <Weight item={item} weight={higher.weight} /> that ask less are staked and ask at least that.
          </List.Item>
        )}
      </List>
    </div>
  );
}

function WhyNotLower({ view }: { readonly view: VaultView }) {
  const { vault, reserve } = view;
  if (offeringFloor(view) < reserve.price) return 'It cannot fall: it is at the floor.';
  return (
    <>
      It cannot fall before <Moment at={vault.offeringEndsAt} />: as much was paid in the offering that runs until then.
      {heldUpUntil(view) !== null && (
        <>
          {' '}
          By the asks alone it is <Amount raw={askedReserve(view)} coin={vault.quoteMint} /> for the whole.
        </>
      )}
    </>
  );
}

function Weight({ item, weight }: VaultProps & { readonly weight: bigint }) {
  return (
    <>
      <Amount raw={weight} coin={fractionCoin(item)} /> ({partOf(weight, item.view)} of all)
    </>
  );
}

function partOf(weight: bigint, { supply }: VaultView): string {
  return formatPart(weight, supply);
}
