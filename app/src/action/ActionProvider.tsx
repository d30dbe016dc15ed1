import { type ReactNode, Suspense, createContext, lazy, use, useCallback, useMemo, useState } from 'react';

import type { Offered, Outcome } from './types.ts';

/** Offers actions. */
export type Actions = {
  /** Opens the dialog that quotes an action, has it signed and follows it; resolves once the dialog is closed. */
  readonly offer: <Q>(action: Offered<Q>) => Promise<Outcome>;
};

type Open = { readonly number: number; readonly offered: Offered<unknown>; readonly end: (outcome: Outcome) => void };

const Context = createContext<Actions | null>(null);
const ActionDialog = lazy(async () => ({ default: (await import('./ActionDialog.tsx')).ActionDialog }));

/** Gives everything inside the one way to act. */
export function ActionProvider({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState<Open | null>(null);
  const offer = useCallback(
    <Q,>(action: Offered<Q>) =>
      new Promise<Outcome>(resolve => {
        setOpen(before => {
          before?.end({ kind: 'cancelled' });
          return { number: (before?.number ?? 0) + 1, offered: action as Offered<unknown>, end: resolve };
        });
      }),
    [],
  );
  const value = useMemo(() => ({ offer }), [offer]);
  const onEnd = useCallback(
    (outcome: Outcome) => {
      open?.end(outcome);
      setOpen(null);
    },
    [open],
  );
  return (
    <Context value={value}>
      {children}
      {open !== null && (
        <Suspense>
          <ActionDialog key={open.number} offered={open.offered} onEnd={onEnd} />
        </Suspense>
      )}
    </Context>
  );
}

/** The one way to act. */
export function useAction(): Actions {
  const context = use(Context);
  if (context === null) throw new Error('no ActionProvider around');
  return context;
}
