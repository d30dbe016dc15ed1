/** What ends the own part in a vault: taking everything it owes, reclaiming it, cancelling a draft, closing it. */
import { Skeleton, Stack, Text } from '@mantine/core';
import { exit, owing, rules } from '@mosaic/client';
import { Amount } from '../../../amount/index.ts';
import { redeems } from '../../explore/price.ts';
import { ActionButton } from '../ActionButton.tsx';
import { cancelAction, closeAction, exitAction, mintsFor, reclaimAction } from '../actions/leave.ts';
import type { OwnProps, VaultProps } from '../props.ts';
import type { Own } from '../useOwn.ts';
import { useIsOwed } from '../useIsOwed.ts';

/** The steps that are possible now. */
export function Leaving({ item, own }: OwnProps) {
  const { view } = item;
  if (!own) return null;
  const { status, vault, supply } = view;
  return (
    <>
      {rules.status.releasesAssets(status) && <Redeem item={item} own={own} />}
      {rules.status.allowsReclaim(status) && supply > 0n && own.fractions === supply && (
        <Step about="You hold every fraction: you can burn them all and take the NFTs.">
          <ActionButton action={reclaimAction(item)}>Reclaim the vault</ActionButton>
        </Step>
      )}
      {rules.status.isBeingFilled(status) && vault.creator === own.wallet && (
        <Step about="This draft is yours: complete it on the page Open, or give it up and take its NFTs back.">
          <ActionButton action={cancelAction(item)} variant="default">
            Cancel the draft
          </ActionButton>
        </Step>
      )}
      {rules.status.allowsClosing(status) && owing(view) === null && (
        <Step about="Nothing is owed any more: anyone can close the vault. The rent goes to who paid it.">
          <ActionButton action={closeAction(item)} variant="default">
            Close the vault
          </ActionButton>
        </Step>
      )}
    </>
  );
}

function Redeem({ item, own: { wallet } }: VaultProps & { readonly own: Own }) {
  const paid = redeems(item.view);
  const vault = item.view.address;
  const nftMints = mintsFor(item, wallet);
  const isOwed = useIsOwed({
    name: 'exit',
    vault,
    wallet,
    build: reader => exit(reader, { vault, wallet, nftMints }),
  });
  if (isOwed === undefined) return <Skeleton h={100} />;
  if (!isOwed) return <Text size="sm">The vault owes you nothing.</Text>;
  return (
    <Step
      about={
        paid === null ? (
          'Takes everything the vault owes you.'
        ) : (
          <>
            Each fraction redeems <Amount raw={paid} coin={item.view.vault.quoteMint} />. This takes everything the
            vault owes you: redemption, bid, stake, income, royalties and NFTs.
          </>
        )
      }
    >
      <ActionButton action={exitAction(item, wallet)}>Redeem and take everything</ActionButton>
    </Step>
  );
}

function Step({ about, children }: { readonly about: React.ReactNode; readonly children: React.ReactNode }) {
  return (
    <Stack gap="xs">
      <Text size="sm">{about}</Text>
      {children}
    </Stack>
  );
}
