/** Income: what streams to the stakers, and paying more in. */
import { Stack, Table, Text } from '@mantine/core';
import { type IncomeView, rules, vaultIncomes, vaultStaked } from '@mosaic/client';
import { Amount, formatDuration, formatPart } from '../../../amount/index.ts';
import { useNow } from '../../../data/index.ts';
import { Section } from '../Section.tsx';
import { type OwnProps, type VaultProps, fractionCoin } from '../props.ts';
import { AddMintForm } from './AddMintForm.tsx';
import { DepositForm } from './DepositForm.tsx';
import { perDay } from './rate.ts';

/** The streams of income. */
export function IncomePanel({ item, own }: OwnProps) {
  const { view } = item;
  const now = useNow();
  const incomes = vaultIncomes({ ...view, now });
  const staked = vaultStaked(view);
  return (
    <Section
      title="Income"
      about={`Income that is paid in reaches the staked fractions evenly over ${formatDuration(view.vault.dripSecs)}. It waits as long as nothing is staked.`}
    >
      <Text size="sm">
        <Amount raw={staked} coin={fractionCoin(item)} /> are staked: {formatPart(staked, view.supply)} of all.
      </Text>
      {incomes.length === 0 ? (
        <Text size="sm">No income was paid in yet.</Text>
      ) : (
        <Streams incomes={incomes} item={item} />
      )}
      {rules.status.acceptsIncome(view.status) && (
        <Stack gap="lg">
          <DepositForm item={item} own={own} mints={mintsOf(item, incomes)} />
          {own?.wallet === view.vault.curator && incomes.length < MAX_INCOMES && <AddMintForm item={item} />}
        </Stack>
      )}
    </Section>
  );
}

/** Most mints that a vault takes income in. */
const MAX_INCOMES = 3;

/** The mints that anybody can pay in: those there are, and the quote mint, which comes with the first payment. */
function mintsOf({ view }: VaultProps['item'], incomes: readonly IncomeView[]) {
  return [...new Set([view.vault.quoteMint, ...incomes.map(({ mint }) => mint)])];
}

function Streams({ incomes, item }: VaultProps & { readonly incomes: readonly IncomeView[] }) {
  const staked = vaultStaked(item.view);
  return (
    <Table.ScrollContainer minWidth={420}>
      <Table captionSide="top">
        <Table.Caption ta="left">Streams of income</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Still to come</Table.Th>
            <Table.Th scope="col">Over</Table.Th>
            <Table.Th scope="col">A day, for all stakes</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {incomes.map(income => (
            <Table.Tr key={income.mint}>
              <Table.Td>
                <Amount raw={income.waiting} coin={income.mint} />
              </Table.Td>
              <Table.Td>{income.secsLeft === 0 ? '–' : formatDuration(income.secsLeft)}</Table.Td>
              <Table.Td>
                {staked === 0n ? 'waits for a stake' : <Amount raw={perDay(income)} coin={income.mint} />}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
