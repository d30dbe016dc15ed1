import { useAction } from '../../action/index.ts';
import type { Position } from '../../data/index.ts';
import { collect } from './collect.ts';
import { describeCollect } from './describe.ts';

/** Offers to take everything that the vaults of some positions owe. */
export function useCollect() {
  const { offer } = useAction();
  return (positions: readonly Position[]) => {
    const [first] = positions;
    return offer({
      title: positions.length === 1 && first ? `Collect from ${first.names.title}` : 'Collect everything',
      confirmLabel: 'Collect',
      build: (reader, me) => collect(reader, me, positions),
      describe: describeCollect,
    });
  };
}
