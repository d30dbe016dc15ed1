import { isAddress } from '@solana/kit';
import { Suspense, lazy } from 'react';
import { Route, Switch } from 'wouter';

import { ErrorBoundary } from './ErrorBoundary.tsx';
import { NotFound } from './NotFound.tsx';
import { PageSkeleton } from './Page.tsx';

const ExplorePage = lazy(async () => ({ default: (await import('../pages/explore/index.ts')).ExplorePage }));
const VaultPage = lazy(async () => ({ default: (await import('../pages/vault/index.ts')).VaultPage }));
const OpenPage = lazy(async () => ({ default: (await import('../pages/open/index.ts')).OpenPage }));
const PortfolioPage = lazy(async () => ({ default: (await import('../pages/portfolio/index.ts')).PortfolioPage }));

/** The pages, each loaded when it is asked for. */
export function Routes() {
  return (
    <ErrorBoundary>
      <Suspense fallback={<PageSkeleton />}>
        <Switch>
          <Route path="/" component={ExplorePage} />
          <Route path="/vault/:address">
            {({ address }) => (isAddress(address) ? <VaultPage key={address} /> : <NotFound />)}
          </Route>
          <Route path="/open" component={OpenPage} />
          <Route path="/portfolio" component={PortfolioPage} />
          <Route component={NotFound} />
        </Switch>
      </Suspense>
    </ErrorBoundary>
  );
}
