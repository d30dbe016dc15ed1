import { Anchor, Text } from '@mantine/core';
import { Link } from 'wouter';

import { Page } from './Page.tsx';

/** The page of an address that has none. */
export function NotFound() {
  return (
    <Page title="Nothing here">
      <Text>
        There is no such page.{' '}
        <Anchor component={Link} href="/">
          See all vaults
        </Anchor>
        .
      </Text>
    </Page>
  );
}
