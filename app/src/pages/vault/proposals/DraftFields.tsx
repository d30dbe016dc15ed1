/** The fields of a proposal, by its kind. */
import { Checkbox, FileInput, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { AmountInput, shortAddress } from '../../../amount/index.ts';
import { useVaultLicenses } from '../../../data/index.ts';
import type { VaultProps } from '../props.ts';
import { type DraftErrors, type DraftField, type ProposalDraft, hexOf } from './draft.ts';

type Props = VaultProps & {
  readonly draft: ProposalDraft;
  readonly errors: DraftErrors;
  readonly change: (changed: Partial<ProposalDraft>) => void;
};

/** The fields of the kind that is chosen. */
export function DraftFields(props: Props) {
  switch (props.draft.kind) {
    case 'GrantLicense':
      return <LicenseFields {...props} />;
    case 'EndLicense':
      return <LicenseChoice {...props} />;
    case 'SetCurator':
      return (
        <>
          <TextField {...props} field="subject" label="Address of the new curator" />
          <TextField {...props} field="feePercent" label="Fee of a sale, in %" />
        </>
      );
    case 'SetAuctionTerms':
      return (
        <>
          <TextField {...props} field="auctionDays" label="Length of the auction, in days" />
          <TextField {...props} field="extensionMinutes" label="Extension, in minutes" />
          <TextField {...props} field="stepPercent" label="Step between bids, in %" />
        </>
      );
    case 'AddIncomeMint':
      return <TextField {...props} field="subject" label="Mint of the token" />;
    case 'Resolve':
      return <TextAndHash {...props} label="Where the text is (URI)" />;
  }
}

function LicenseFields(props: Props) {
  const { item, draft, change } = props;
  return (
    <>
      <TextField {...props} field="subject" label="Address of the licensee" />
      <TextAndHash {...props} label="Where the terms are (URI)" />
      <AmountInput
        label="Fee for each term"
        coin={item.view.vault.quoteMint}
        value={draft.fee}
        onChange={fee => change({ fee })}
      />
      <TextField {...props} field="termDays" label="Length of a term, in days" />
      <Checkbox
        label="Exclusive: no other licence may run beside it"
        checked={draft.exclusive}
        onChange={event => change({ exclusive: event.currentTarget.checked })}
      />
    </>
  );
}

function LicenseChoice({ item, draft, change }: Props) {
  const { data: licenses } = useVaultLicenses(item.view.address);
  const running = licenses?.filter(({ ended, state }) => !ended && ['Offered', 'Running'].includes(state.__kind)) ?? [];
  return (
    <Select
      label="Licence"
      description={licenses && running.length === 0 ? 'There is no licence to end.' : undefined}
      data={running.map(({ address, number, licensee }) => ({
        value: address,
        label: `Licence ${number} of ${shortAddress(licensee)}`,
      }))}
      value={draft.subject === '' ? null : draft.subject}
      onChange={subject => change({ subject: subject ?? '' })}
    />
  );
}

function TextAndHash(props: Props & { readonly label: string }) {
  const { change } = props;
  const takeHash = async (file: File | null) => {
    if (file) change({ hash: hexOf(new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()))) });
  };
  return (
    <>
      <TextField {...props} field="uri" />
      <TextField {...props} field="hash" label="SHA-256 hash of the text" />
      <FileInput
        label="Take the hash of a file"
        description="The file stays on this device."
        clearable
        placeholder="Choose the file"
        onChange={file => void takeHash(file)}
      />
    </>
  );
}

type TextFieldProps = Props & { readonly field: Exclude<DraftField, 'fee'>; readonly label: string };

function TextField({ draft, errors, change, field, label }: TextFieldProps) {
  const [isLeft, setLeft] = useState(false);
  return (
    <TextInput
      label={label}
      value={draft[field]}
      onChange={event => change({ [field]: event.currentTarget.value })}
      onBlur={() => setLeft(true)}
      error={isLeft && errors[field]}
    />
  );
}
