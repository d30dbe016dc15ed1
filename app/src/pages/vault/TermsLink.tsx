/** A text outside the chain, by where it is and its hash. */
import { Anchor, Code, Stack, Text } from '@mantine/core';
import type { ReadonlyUint8Array } from '@solana/kit';
import { fetchable } from '../../media/index.ts';
import { hexOf } from './proposals/draft.ts';

type Props = { readonly uri: string; readonly hash: ReadonlyUint8Array };

/** A link, if the URI can be opened safely, else its text; and the hash, by which to check what is there. */
export function TermsLink({ uri, hash }: Props) {
  const url = fetchable(uri);
  return (
    <Stack gap={2} align="end">
      {url === null || !url.startsWith('https:') ? (
        <Text size="sm">{uri}</Text>
      ) : (
        <Anchor href={url} target="_blank" rel="noopener noreferrer nofollow" size="sm">
          {uri}
        </Anchor>
      )}
      <Code aria-label="SHA-256 hash" style={{ overflowWrap: 'anywhere' }}>
        {hexOf(hash)}
      </Code>
    </Stack>
  );
}
