/** A part of the page under a heading. */
import { Paper, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';

type Props = {
  readonly title: string;
  /** What the part is about, in a sentence. */
  readonly about?: ReactNode;
  /** Level of the heading; 2 where nothing is said. */
  readonly order?: 2 | 3;
  readonly children: ReactNode;
};

/** A part of the page. */
export function Section({ title, about, order = 2, children }: Props) {
  const id = useId();
  return (
    <Paper component="section" withBorder p="md" aria-labelledby={id}>
      <Stack gap="md">
        <div>
          <Title order={order} size="h3" id={id}>
            {title}
          </Title>
          {about !== undefined && (
            <Text size="sm" c="dimmed">
              {about}
            </Text>
          )}
        </div>
        {children}
      </Stack>
    </Paper>
  );
}
