/** What the page of a vault has: what it is, the own position, and its parts as tabs. */
import { Stack, Tabs } from '@mantine/core';
import type { VaultItem } from '../../data/index.ts';
import { AuctionPanel } from './auction/AuctionPanel.tsx';
import { AsksPanel } from './asks/AsksPanel.tsx';
import { HistoryPanel } from './history/HistoryPanel.tsx';
import { IncomePanel } from './income/IncomePanel.tsx';
import { LicensesPanel } from './licenses/LicensesPanel.tsx';
import { NftPanel } from './NftPanel.tsx';
import { OfferingPanel } from './offering/OfferingPanel.tsx';
import { OpenOffering } from './offering/OpenOffering.tsx';
import { PositionPanel } from './position/PositionPanel.tsx';
import { ProposalsPanel } from './proposals/ProposalsPanel.tsx';
import { StatusPanel } from './StatusPanel.tsx';
import { TermsPanel } from './terms/TermsPanel.tsx';
import type { OwnProps } from './props.ts';
import { useOwn } from './useOwn.ts';
import classes from './VaultContent.module.css';

/** Everything about a vault that was read. On a phone the own position stands above the parts. */
export function VaultContent({ item }: { readonly item: VaultItem }) {
  const own = useOwn(item.view);
  return (
    <div className={classes.page}>
      <Stack className={classes.what}>
        <NftPanel item={item} />
        <StatusPanel item={item} />
      </Stack>
      <div className={classes.own}>
        <PositionPanel item={item} own={own} />
      </div>
      <div className={classes.parts}>
        <Parts item={item} own={own} />
      </div>
    </div>
  );
}

/** The parts; each is read when it is looked at. */
function Parts({ item, own }: OwnProps) {
  return (
    <Tabs defaultValue="sale" keepMounted={false}>
      <Tabs.List aria-label="Parts of the vault">
        <Tabs.Tab value="sale">Sale</Tabs.Tab>
        <Tabs.Tab value="income">Income</Tabs.Tab>
        <Tabs.Tab value="votes">Votes</Tabs.Tab>
        <Tabs.Tab value="licences">Licences</Tabs.Tab>
        <Tabs.Tab value="history">History</Tabs.Tab>
        <Tabs.Tab value="terms">Terms and risks</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="sale" pt="md">
        <Stack>
          <OfferingPanel item={item} own={own} />
          <AuctionPanel item={item} own={own} />
          <AsksPanel item={item} />
          <OpenOffering item={item} own={own} />
        </Stack>
      </Tabs.Panel>
      <Tabs.Panel value="income" pt="md">
        <IncomePanel item={item} own={own} />
      </Tabs.Panel>
      <Tabs.Panel value="votes" pt="md">
        <ProposalsPanel item={item} own={own} />
      </Tabs.Panel>
      <Tabs.Panel value="licences" pt="md">
        <LicensesPanel item={item} />
      </Tabs.Panel>
      <Tabs.Panel value="history" pt="md">
        <HistoryPanel item={item} />
      </Tabs.Panel>
      <Tabs.Panel value="terms" pt="md">
        <TermsPanel item={item} />
      </Tabs.Panel>
    </Tabs>
  );
}
