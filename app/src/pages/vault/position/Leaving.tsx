/** What ends the own part in a vault: taking everything it owes, reclaiming it, cancelling a draft, closing it. */
import { Stack, Text } from '@mantine/core';
import { owing, rules } from '@mosaic/client';
import { Amount } from '../../../amount/index.ts';
import { redeems } from '../../explore/price.ts';
import { ActionButton } from '../ActionButton.tsx';
import { cancelAction, closeAction, exitAction, reclaimAction } from '../actions/leave.ts';
import type { OwnProps } from '../props.ts';

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

function Redeem({ item, own }: OwnProps) {
  const paid = redeems(item.view);
  const hasSomething =
    own !== null && (own.fractions > 0n || own.bid !== null || own.stake !== null || concerns(item, own.wallet));
  if (!hasSomething) return <Text size="sm">The vault owes you nothing.</Text>;
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
      <ActionButton action={exitAction(item, own.wallet)}>Redeem and take everything</ActionButton>
    </Step>
  );
}

/** Whether a wallet has something to get without fractions, bid or stake: as winner, creator with royalties or curator. */
function concerns({ view, assets }: OwnProps['item'], wallet: string): boolean {
  const { vault, auction } = view;
  if (vault.recipient === wallet && vault.assetsHeld > 0) return true;
  if (vault.curator === wallet && (auction?.curatorFee ?? 0n) > 0n) return true;
  return assets.some(({ asset }) => asset.royalties.some(({ payee, weight }) => payee === wallet && weight > 0));
}

function Step({ about, children }: { readonly about: React.ReactNode; readonly children: React.ReactNode }) {
  return (
    <Stack gap="xs">
      <Text size="sm">{about}</Text>
      {children}
    </Stack>
  );
}
