/** What a proposal does, in facts. */
import { Amount, formatBps, formatDuration } from '../../../amount/index.ts';
import { AddressText } from '../AddressText.tsx';
import { Fact } from '../Facts.tsx';
import { TermsLink } from '../TermsLink.tsx';
import type { VaultProps } from '../props.ts';
import type { ProposedAction } from './kinds.ts';

/** The content of an action. */
export function ActionFacts({ action, item }: VaultProps & { readonly action: ProposedAction }) {
  switch (action.__kind) {
    case 'GrantLicense':
      return (
        <>
          <Fact name="Licensee">
            <AddressText address={action.licensee} />
          </Fact>
          <Fact name="Fee for each term">
            <Amount raw={action.fee} coin={item.view.vault.quoteMint} />
          </Fact>
          <Fact name="Term">{formatDuration(action.termSecs)}</Fact>
          <Fact name="Exclusive">{action.exclusive ? 'yes' : 'no'}</Fact>
          <Fact name="Terms">
            <TermsLink uri={action.termsUri} hash={action.termsHash} />
          </Fact>
        </>
      );
    case 'EndLicense':
      return (
        <Fact name="Licence">
          <AddressText address={action.license} />
        </Fact>
      );
    case 'SetCurator':
      return (
        <>
          <Fact name="New curator">
            <AddressText address={action.curator} />
          </Fact>
          <Fact name="Fee of a sale">{formatBps(action.feeBps)}</Fact>
        </>
      );
    case 'SetAuctionTerms':
      return (
        <>
          <Fact name="Length of the auction">{formatDuration(action.auctionSecs)}</Fact>
          <Fact name="Extension">{formatDuration(action.extensionSecs)}</Fact>
          <Fact name="Step between bids">{formatBps(action.stepBps)}</Fact>
        </>
      );
    case 'AddIncomeMint':
      return (
        <Fact name="Mint">
          <AddressText address={action.mint} />
        </Fact>
      );
    case 'Resolve':
      return (
        <Fact name="Text">
          <TermsLink uri={action.uri} hash={action.hash} />
        </Fact>
      );
  }
}
