import { Container, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';

type PageProps = {
  /** Heading of the page, and title of its tab. */
  title: string;
  /** A sentence below the heading. */
  lead?: ReactNode;
  /** What stands beside the heading. */
  actions?: ReactNode;
  children: ReactNode;
};

/** A page: its heading, and what is below. */
export function Page({ title, lead, actions, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Mosaic`;
  }, [title]);
  return (
    <Container size="xl" px={{ base: 'md', sm: 'lg' }} py={{ base: 'md', sm: 'xl' }}>
      <Group justify="space-between" align="end" mb="lg" gap="md">
        <Stack gap={4} maw="100%">
          <Title order={1} fz={{ base: 26, sm: 34 }} lh={1.15}>
            {title}
          </Title>
          {lead !== undefined && (
            <Text c="dimmed" maw="65ch">
              {lead}
            </Text>
          )}
        </Stack>
        {actions}
      </Group>
      {children}
    </Container>
  );
}

/** The place of a page that is on its way. */
export function PageSkeleton() {
  return (
    <Container size="xl" px={{ base: 'md', sm: 'lg' }} py={{ base: 'md', sm: 'xl' }} aria-busy="true" mih="80vh">
      <Skeleton h={38} w={220} mb="xl" />
      <Skeleton h={360} radius="lg" />
    </Container>
  );
}
