import { Checkbox, Group, Stack, Text } from '@mantine/core';

import { MintImage, type WalletNft } from '../../data/index.ts';
import { kindOf, nameOf } from './nfts.ts';

type Props = {
  readonly nft: WalletNft;
  /** Why it cannot be chosen, in a sentence. */
  readonly refusal: string | null;
  readonly chosen: boolean;
  readonly onChange: (chosen: boolean) => void;
};

/** One NFT to choose. */
export function NftChoice({ nft, refusal, chosen, onChange }: Props) {
  const name = nameOf(nft);
  const kind = kindOf(nft);
  return (
    <Checkbox.Card
      p="xs"
      radius="md"
      checked={chosen}
      disabled={refusal !== null && !chosen}
      onChange={onChange}
      aria-label={refusal ? `${name}: ${refusal}` : name}
      opacity={refusal && !chosen ? 0.75 : 1}
    >
      <Group wrap="nowrap" align="flex-start" gap="sm">
        <MintImage mint={nft.mint} known={nft} size={64} />
        <Stack gap={2} flex={1} miw={0}>
          <Text fw={600} truncate>
            {name}
          </Text>
          <Text size="xs" c="dimmed" truncate>
            {nft.mint}
          </Text>
          {kind && (
            <Text size="xs" c="dimmed">
              {kind}
            </Text>
          )}
          {refusal && <Text size="xs">{refusal}</Text>}
        </Stack>
        {!refusal && <Checkbox.Indicator aria-hidden />}
      </Group>
    </Checkbox.Card>
  );
}
