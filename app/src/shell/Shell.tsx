import { Alert, Anchor, AppShell, Button, Container, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link, useRoute } from 'wouter';

import { useConnected } from '../data/connection.ts';
import { useHasProgram } from '../data/program.ts';
import { useWallet } from '../wallet/index.ts';
import { ClusterMenu } from './ClusterMenu.tsx';
import { ColorScheme } from './ColorScheme.tsx';
import { Logo } from './Logo.tsx';
import { WalletMenu } from './WalletMenu.tsx';

const PAGES = [
  { href: '/', name: 'Explore' },
  { href: '/open', name: 'Open a vault' },
  { href: '/portfolio', name: 'Portfolio' },
] as const;

/** What is around every page: the way to the others, the network, the wallet. */
export function Shell({ children }: { children: ReactNode }) {
  return (
    <AppShell header={{ height: { base: 104, sm: 64 } }} padding={0}>
      <Button className="skip" component="a" href="#main" onClick={skip}>
        Skip to the page
      </Button>
      <AppShell.Header bg="var(--app-surface)">
        <Container size="xl" h="100%" px={{ base: 'xs', sm: 'lg' }}>
          <Group h={{ base: 56, sm: 64 }} justify="space-between" wrap="nowrap" gap={4}>
            <Group gap="lg" wrap="nowrap">
              <Anchor component={Link} href="/" underline="never" c="inherit" aria-label="Mosaic, all vaults">
                <Logo />
              </Anchor>
              <Navigation visibleFrom="sm" />
            </Group>
            <Group gap={4} wrap="nowrap">
              <ClusterMenu />
              <WalletMenu />
              <ColorScheme />
            </Group>
          </Group>
          <Navigation hiddenFrom="sm" />
        </Container>
      </AppShell.Header>
      <AppShell.Main id="main" tabIndex={-1} style={{ outline: 'none' }}>
        <Warnings />
        {children}
      </AppShell.Main>
    </AppShell>
  );
}

/** Hash routes are the app's own: the link moves the focus itself. */
function skip(event: { preventDefault: () => void }): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}

function Navigation(props: { visibleFrom?: 'sm'; hiddenFrom?: 'sm' }) {
  return (
    <Group component="nav" gap={2} wrap="nowrap" h={40} aria-label="Pages" {...props}>
      {PAGES.map(page => (
        <PageLink key={page.href} {...page} />
      ))}
    </Group>
  );
}

function PageLink({ href, name }: { href: string; name: string }) {
  const [isHere] = useRoute(href);
  return (
    <Button
      component={Link}
      href={href}
      size="compact-sm"
      fz={{ base: 'sm', sm: 'md' }}
      px={{ base: 6, sm: 'xs' }}
      variant={isHere ? 'light' : 'subtle'}
      color={isHere ? 'water' : 'gray'}
      {...(!isHere && { c: 'inherit' })}
      aria-current={isHere ? 'page' : undefined}
    >
      {name}
    </Button>
  );
}

/** What is wrong with the connection or the wallet, as long as it is. */
function Warnings() {
  const isConnected = useConnected();
  const { data: hasProgram } = useHasProgram();
  const { problem } = useWallet();
  const warnings = [
    ...(isConnected ? [] : ['The connection to the network is lost. What you see may be old; connecting again…']),
    ...(hasProgram === false ? ['Mosaic is not on this network. Choose another one at the top of the page.'] : []),
    ...(problem === null ? [] : [problem]),
  ];
  return (
    <div role="status">
      {warnings.map(warning => (
        <Alert key={warning} color="ember" radius={0} py="xs">
          <Text size="sm" ta="center">
            {warning}
          </Text>
        </Alert>
      ))}
    </div>
  );
}
