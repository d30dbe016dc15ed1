import { Group, Text } from '@mantine/core';

/** The name with its mark. */
export function Logo() {
  return (
    <Group gap={8} wrap="nowrap">
      <svg viewBox="0 0 32 32" width={28} height={28} aria-hidden="true">
        <rect width="32" height="32" rx="7" fill="#0f4c5c" />
        <rect x="6" y="6" width="9" height="9" rx="1.5" fill="#f2c14e" />
        <rect x="17" y="6" width="9" height="9" rx="1.5" fill="#e8e3d8" />
        <rect x="6" y="17" width="9" height="9" rx="1.5" fill="#e8e3d8" />
        <rect x="17" y="17" width="9" height="9" rx="1.5" fill="#e36414" />
      </svg>
      <Text ff="heading" fw={600} fz={21} visibleFrom="xs">
        Mosaic
      </Text>
    </Group>
  );
}
