/** The book of asks drawn. */
import { BarChart } from '@mantine/charts';
import '@mantine/charts/styles.css';
import { type VaultView, vaultReserve } from '@mosaic/client';
import { formatShort } from '../../../amount/format.ts';
import { useCoin } from '../../../data/index.ts';
import type { DepthRow } from './depth.ts';

type Props = { readonly rows: readonly DepthRow[]; readonly view: VaultView; readonly height: number };

const ASK = 'Ask this price';
const SELL = 'Ask this price or less';

/** Per cent of the fractions by price, with a line at the reserve. The table has the same numbers for everybody. */
export function AsksChart({ rows, view, height }: Props) {
  const { data: coin } = useCoin(view.vault.quoteMint);
  const decimals = coin?.decimals ?? view.quoteDecimals;
  const name = (price: bigint) => formatShort(price, decimals).text;
  const data = rows.map(row => ({ price: name(row.price), [ASK]: row.height, [SELL]: row.total }));
  // No line where the floor, or an offering, holds the reserve between two asks.
  const reserve = rows.find(({ price }) => price === vaultReserve(view));
  const lines = [{ y: view.vault.consentBps / 100, color: 'gray.6', label: 'Consent' }];
  return (
    <div aria-hidden>
      <BarChart
        h={height}
        data={data}
        dataKey="price"
        unit=" %"
        withLegend
        yAxisProps={{ domain: [0, 100] }}
        xAxisLabel={`Price of the whole, ${coin?.symbol ?? ''}`}
        series={[
          { name: ASK, color: 'indigo.6' },
          { name: SELL, color: 'teal.6' },
        ]}
        referenceLines={[
          ...lines,
          ...(reserve
            ? [{ x: name(reserve.price), color: 'red.7', label: 'Reserve', labelPosition: 'insideTopRight' as const }]
            : []),
        ]}
        barProps={{ isAnimationActive: false }}
        // What is hidden from screen readers is not to be reached by the keyboard.
        barChartProps={{ accessibilityLayer: false }}
      />
    </div>
  );
}
