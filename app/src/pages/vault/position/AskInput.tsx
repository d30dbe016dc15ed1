/** A field for an ask. */
import { Amount, PriceInput } from '../../../amount/index.ts';
import type { VaultProps } from '../props.ts';
import { askedPrice, highestAsk } from './askChoice.ts';

type Props = VaultProps & {
  readonly value: bigint | null;
  readonly onChange: (price: bigint | null) => void;
};

/** The price of the whole that is asked, with the step of the ladder that it comes to. */
export function AskInput({ item: { view }, value, onChange }: Props) {
  const asked = askedPrice(value, view);
  const isTooHigh = value !== null && value > highestAsk(view);
  return (
    <PriceInput
      label="Your ask"
      view={view}
      value={value}
      onChange={onChange}
      description={
        asked !== null && asked !== value ? (
          <>
            Asks go in steps of 5 %: yours comes to <Amount raw={asked} coin={view.vault.quoteMint} /> for the whole.
          </>
        ) : (
          'You would sell the whole at this price or more.'
        )
      }
      error={
        isTooHigh ? (
          <>
            The highest ask is <Amount raw={highestAsk(view)} coin={view.vault.quoteMint} />.
          </>
        ) : undefined
      }
    />
  );
}
