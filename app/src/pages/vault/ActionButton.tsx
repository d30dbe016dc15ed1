/** The way into every action of the page. */
import { Button, type ButtonProps } from '@mantine/core';
import { type Offered, useAction } from '../../action/index.ts';

type Props<Quote> = ButtonProps & {
  /** What is offered; `null` as long as the form is not filled in. */
  readonly action: Offered<Quote> | null;
  readonly children: string;
  /** Called once the action is confirmed. */
  readonly onDone?: () => void;
};

/** Opens the dialog that shows the quote of an action before anything is signed. */
export function ActionButton<Quote>({ action, children, onDone, disabled = false, ...props }: Props<Quote>) {
  const { offer } = useAction();
  const press = async () => {
    if (!action) return;
    const outcome = await offer(action);
    if (outcome.kind === 'done') onDone?.();
  };
  return (
    <Button {...props} disabled={disabled || !action} onClick={() => void press()}>
      {children}
    </Button>
  );
}
