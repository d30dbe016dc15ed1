import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Router } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';

import { ActionProvider } from '../action/index.ts';
import { NetworkProvider } from '../network/index.ts';
import { cssVariables, theme } from '../theme/theme.ts';
import { WalletProvider } from '../wallet/index.ts';
import { Shell } from './Shell.tsx';
import { Routes } from './routes.tsx';

const queries = new QueryClient({ defaultOptions: { queries: { retry: 1, refetchOnReconnect: true } } });

/** The whole app. */
export function App() {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" cssVariablesResolver={cssVariables}>
      <QueryClientProvider client={queries}>
        <NetworkProvider>
          <WalletProvider>
            <ActionProvider>
              <Router hook={useHashLocation}>
                <Shell>
                  <Routes />
                </Shell>
              </Router>
            </ActionProvider>
          </WalletProvider>
        </NetworkProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}
