/** An address, short, with the whole of it to copy. */
import { Button, CopyButton, Tooltip } from '@mantine/core';
import type { Address } from '@solana/kit';
import { shortAddress } from '../../amount/index.ts';

/** An address that is copied by a press. */
export function AddressText({ address, you = false }: { readonly address: Address; readonly you?: boolean }) {
  return (
    <CopyButton value={address}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? 'Copied' : address} events={{ hover: true, focus: true, touch: true }}>
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={copy}
            aria-label={`${you ? 'you' : shortAddress(address)}: copy the address ${address}`}
          >
            {you ? 'you' : shortAddress(address)}
          </Button>
        </Tooltip>
      )}
    </CopyButton>
  );
}
