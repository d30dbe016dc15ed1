import { Button, Text } from '@mantine/core';
import { Component, type ReactNode } from 'react';

import { Page } from './Page.tsx';

type State = { error: Error | null };

/** Shows a way out where a page cannot be shown: a mistake of the app, or files of it that did not arrive. */
export class ErrorBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: Error): State {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <Page title="This page cannot be shown">
        <Text mb="md">Nothing was signed or sent. Load the app again; if it stays, the reason is: {error.message}</Text>
        <Button onClick={() => window.location.reload()}>Load again</Button>
      </Page>
    );
  }
}
