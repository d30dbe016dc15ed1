/** The page of a vault until it is read. */
import { Grid, Skeleton, Stack } from '@mantine/core';

/** Boxes of about the size of what comes. */
export function VaultSkeleton() {
  return (
    <Grid aria-busy aria-label="The vault is being read">
      <Grid.Col span={{ base: 12, md: 8 }}>
        <Stack>
          <Skeleton h={320} />
          <Skeleton h={420} />
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 4 }}>
        <Skeleton h={420} />
      </Grid.Col>
    </Grid>
  );
}
