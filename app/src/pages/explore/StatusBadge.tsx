/** The status of a vault as a badge, in words and colour. */
import { Badge } from '@mantine/core';
import { STATUS_CHOICES, type Status } from './filter.ts';

const COLOURS: Readonly<Record<Status, string>> = {
  Draft: 'gray',
  Active: 'teal',
  Auction: 'orange',
  Sold: 'indigo',
  Reclaimed: 'gray',
};

/** The status in a word. */
export function StatusBadge({ status }: { readonly status: Status }) {
  const label = STATUS_CHOICES.find(({ value }) => value === status)?.label;
  return (
    <Badge color={COLOURS[status]} variant="dot">
      {label}
    </Badge>
  );
}
