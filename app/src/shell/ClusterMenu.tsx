import { Button, Menu } from '@mantine/core';
import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import { Suspense, lazy, useState } from 'react';

import { CLUSTERS, CLUSTER_NAMES, useCluster } from '../network/index.ts';

const CustomCluster = lazy(async () => ({ default: (await import('./CustomCluster.tsx')).CustomCluster }));

/** Chooses the network. */
export function ClusterMenu() {
  const { cluster, setCluster } = useCluster();
  const [isCustom, setCustom] = useState(false);
  const isChosen = (moniker: string) => moniker === cluster.moniker;
  const check = <IconCheck size={16} aria-hidden />;
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Button
            variant="default"
            size="sm"
            px="xs"
            rightSection={<IconChevronDown size={14} aria-hidden />}
            aria-label={`Network: ${CLUSTER_NAMES[cluster.moniker]}`}
          >
            {CLUSTER_NAMES[cluster.moniker]}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {Object.values(CLUSTERS).map(choice => (
            <Menu.Item
              key={choice.moniker}
              onClick={() => setCluster(choice)}
              rightSection={isChosen(choice.moniker) ? check : null}
              aria-current={isChosen(choice.moniker) || undefined}
            >
              {CLUSTER_NAMES[choice.moniker]}
            </Menu.Item>
          ))}
          <Menu.Item onClick={() => setCustom(true)} rightSection={isChosen('custom') ? check : null}>
            Custom RPC…
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isCustom && (
        <Suspense>
          <CustomCluster onClose={() => setCustom(false)} />
        </Suspense>
      )}
    </>
  );
}
